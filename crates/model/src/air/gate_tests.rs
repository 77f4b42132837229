//! Which figures make the air of a town.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::{
    air::Pollutant,
    town::{Position, Zones},
};

fn town() -> Town {
    Town {
        slug: crate::Slug::parse("medford").unwrap(),
        name: "Medford".to_owned(),
        place: None,
        at: Position { latitude: 42.3265, longitude: -122.8756 },
        elevation_m: None,
        stations: Vec::new(),
        grid: None,
        zones: Zones::default(),
        same: None,
        almanac: None,
        air: true,
    }
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn figure(pollutant: Pollutant, index: u32, hour: &str) -> Figure {
    Figure {
        pollutant,
        index: Some(index),
        category: Category::of(index),
        at: moment(&format!("2021-03-02T{hour}:00:00Z")),
        area: "Medford".to_owned(),
        position: None,
        agency: String::new(),
    }
}

#[test]
fn the_worst_pollutant_leads_and_the_others_follow() {
    let told = vec![
        figure(Pollutant::Ozone, 41, "01"),
        figure(Pollutant::Fine, 112, "00"),
        Figure { index: None, category: Category::Moderate, ..figure(Pollutant::Coarse, 0, "01") },
    ];
    let (air, notes) = together(told, &town(), &Rules::default());
    let air = air.unwrap();
    assert_eq!(notes, Vec::<String>::new());
    assert_eq!((air.worst.index, air.worst.pollutant), (Some(112), Pollutant::Fine));
    assert_eq!(air.at, moment("2021-03-02T01:00:00Z"), "the newest hour");
    let others: Vec<_> = air.others.iter().map(|figure| (figure.pollutant, figure.index)).collect();
    assert_eq!(others, [(Pollutant::Coarse, None), (Pollutant::Ozone, Some(41))]);
    assert_eq!(together(Vec::new(), &town(), &Rules::default()), (None, Vec::new()));
}

#[test]
fn what_cannot_be_or_is_far_or_old_is_left_out_by_itself() {
    let at = |latitude| Position::new(latitude, -122.8756);
    let told = vec![
        Figure { index: Some(1_000), ..figure(Pollutant::Coarse, 0, "01") },
        Figure {
            position: at(43.5),
            area: "Roseburg".to_owned(),
            ..figure(Pollutant::CarbonMonoxide, 90, "01")
        },
        figure(Pollutant::SulfurDioxide, 300, "22").clone(),
        Figure { position: at(42.6), ..figure(Pollutant::Fine, 30, "01") },
        Figure { position: at(42.3), ..figure(Pollutant::Fine, 60, "00") },
        Figure { category: Category::Good, ..figure(Pollutant::Ozone, 130, "01") },
    ];
    let mut old = told;
    old[2].at = moment("2021-03-01T22:00:00Z");
    let (air, notes) = together(old, &town(), &Rules::default());
    let air = air.unwrap();
    let shown: Vec<_> =
        air.figures().map(|figure| (figure.pollutant, figure.index, figure.category)).collect();
    // Of two areas the nearer one counts, though the other is an hour newer.
    let fine = (Pollutant::Fine, Some(60), Category::Moderate);
    assert_eq!(shown, [(Pollutant::Ozone, Some(130), Category::Sensitive), fine]);
    let words = notes.join("\n");
    for part in [
        "PM10: 1000 is no index",
        "CO: Roseburg is 130 km away",
        "O3: 130 was told as Good",
        "SO2: of 2021-03-01T22",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn a_near_monitor_that_is_silent_leaves_the_word_to_one_further_away() {
    let at = |latitude| Position::new(latitude, -122.8756);
    let told = vec![
        Figure { position: at(42.33), ..figure(Pollutant::Fine, 20, "00") },
        Figure { position: at(42.6), ..figure(Pollutant::Fine, 158, "05") },
        Figure { position: at(42.33), ..figure(Pollutant::Ozone, 30, "05") },
    ];
    let (air, notes) = together(told, &town(), &Rules::default());
    let air = air.unwrap();
    assert_eq!((air.worst.pollutant, air.worst.index), (Pollutant::Fine, Some(158)));
    assert_eq!(notes.len(), 1, "the old one is told to the desk: {notes:?}");
}

#[test]
fn a_monitor_that_is_late_does_not_make_the_air_good() {
    let air = |figures| together(figures, &town(), &Rules::default()).0.unwrap();
    let smoke = air(vec![figure(Pollutant::Fine, 158, "01"), figure(Pollutant::Ozone, 20, "01")]);
    let ozone = |hour| air(vec![figure(Pollutant::Ozone, 22, hour)]);
    let told = |air: &Air| air.figures().map(|figure| figure.index.unwrap()).collect::<Vec<_>>();
    let next = carried(ozone("02"), Some(&smoke));
    assert_eq!((told(&next), next.at), (vec![158, 22], moment("2021-03-02T02:00:00Z")));
    let third = carried(ozone("03"), Some(&next));
    assert_eq!(told(&third), [158, 22]);
    assert_eq!(told(&carried(ozone("04"), Some(&third))), [22], "not for longer than two hours");
    assert_eq!(told(&carried(ozone("00"), Some(&smoke))), [22], "and nothing of later");
    assert_eq!(carried(smoke.clone(), Some(&smoke)), smoke);
}

#[test]
fn nothing_older_takes_the_place_of_what_is_shown() {
    let air = |index, hour| {
        together(vec![figure(Pollutant::Fine, index, hour)], &town(), &Rules::default()).0.unwrap()
    };
    let now = moment("2021-03-02T02:00:00Z");
    let shown = air(60, "01");
    assert_eq!(accept(&shown, None, now), Ok(()));
    assert_eq!(accept(&shown, Some(&shown), now), Err(Refused::NotNewer));
    assert_eq!(accept(&air(20, "00"), Some(&shown), now), Err(Refused::NotNewer));
    assert_eq!(accept(&air(61, "01"), Some(&shown), now), Ok(()), "corrected");
    assert_eq!(accept(&air(20, "02"), Some(&shown), now), Ok(()));
    let refused = accept(&air(20, "03"), None, now);
    assert!(matches!(&refused, Err(Refused::Failed(why)) if why.contains("has not come yet")), "{refused:?}");
}
