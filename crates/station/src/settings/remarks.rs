//! What is strange in the settings and may yet be meant: told by `bellwether check`, and nothing is refused for it.

use super::file;
use crate::tree::Document;
use jiff::Timestamp;
use model::{
    alert::Level,
    station::Station,
    town::{Position, Town},
};

/// Towns of one station are nearer to each other than this, in kilometres.
const FAR_KM: f64 = 1_500.0;
/// A clock follows the sun within so many degrees, China and all.
const CLOCK_DEGREES: f64 = 50.0;
/// A town that lies so much higher than the highest of the others within [`NEAR_KM`] may be told in feet.
const NEAR_KM: f64 = 60.0;
const HIGHER_M: f64 = 600.0;
const FEET: f64 = 3.280_84;
/// A warning should be seen within this, in seconds.
const SOON: u32 = 30;

/// Everything that is strange.
pub(super) fn tell(file: &file::File, station: &Station, told: &mut Document<'_>) {
    for town in &station.towns {
        position(town, station, told);
        elevation(town, station, told);
    }
    if let (Some(town), true) = (station.towns.first(), file.alerts.sources.is_empty()) {
        let what = "No warnings are asked for: pages of towns say that they carry none.";
        let remedy = "Add [alerts] with sources = [\"https://api.weather.gov/alerts/active?area=OR\"], of your own state.";
        told.remark(&["town", town.slug.as_str()], what, remedy);
    }
    for (event, level) in &file.alerts.events {
        let is_grave =
            ["warning", "emergency", "evacuation"].iter().any(|word| event.to_lowercase().contains(word));
        if is_grave && Level::parse(level) == Some(Level::Never) {
            let what = format!("No reader will be told of a “{event}”, on no page.");
            let remedy = format!("If it is only to stay off the strip, write \"{}\".", Level::Page.as_str());
            told.remark(&["alerts", "events", event], what, remedy);
        }
    }
    if file.alerts.every_seconds > SOON && !file.alerts.sources.is_empty() {
        let what = format!("Warnings are asked for only each {} seconds.", file.alerts.every_seconds);
        told.remark(&["alerts", "every_seconds"], what, format!("Write {SOON} or less: minutes count."));
    }
    if file.radars.maps_mb == Some(0) && !file.radar.is_empty() {
        let what = "Without memory for maps every square of every frame is worked out anew.";
        told.remark(&["radars", "maps_mb"], what, "Write at least 32, or take the key out.");
    }
    let shows_all = file.front.modules.iter().any(|module| module == "weather:all");
    if shows_all && station.towns.is_empty() {
        let remedy = "Add one: bellwether place add \"Medford, OR\".";
        told.remark(&["front", "modules"], "The front has weather:all, and there is no town yet.", remedy);
    }
}

/// A town on the other side of the world: mostly a sign that was forgotten.
fn position(town: &Town, station: &Station, told: &mut Document<'_>) {
    let others: Vec<&Town> = station.towns.iter().filter(|other| other.slug != town.slug).collect();
    let nearest = |at: Position| others.iter().map(|other| other.at.km_to(at)).min_by(f64::total_cmp);
    let clock = i32::from(clock_degrees(station));
    let off_clock = |at: Position| (at.longitude - f64::from(clock) + 540.0).rem_euclid(360.0) - 180.0;
    let is_far = |at: Position| {
        // Two towns far apart accuse each other: the clock says which of them is wrong.
        off_clock(at).abs() > CLOCK_DEGREES || (others.len() > 1 && nearest(at).is_some_and(|km| km > FAR_KM))
    };
    if !is_far(town.at) {
        return;
    }
    let Position { latitude, longitude } = town.at;
    let turned = [("longitude", latitude, -longitude), ("latitude", -latitude, longitude)];
    let better = turned
        .into_iter()
        .find(|(_, latitude, longitude)| Position::new(*latitude, *longitude).is_some_and(|at| !is_far(at)));
    let where_it_is = match nearest(town.at) {
        Some(km) if km > FAR_KM => format!("{} lies {km:.0} km from every other town.", town.name),
        _ => {
            format!("{} lies where nobody lives by {}.", town.name, station.zone.iana_name().unwrap_or("UTC"))
        }
    };
    let (key, remedy) = match better {
        Some((key, latitude, longitude)) => {
            let value = if key == "longitude" { longitude } else { latitude };
            (key, format!("Was the sign forgotten? West and south are negative: {key} = {value}."))
        }
        None => ("longitude", "Compare its position with a map.".to_owned()),
    };
    told.remark(&["town", town.slug.as_str(), key], where_it_is, remedy);
}

/// Degrees east at which the sun goes by the station's winter clock.
fn clock_degrees(station: &Station) -> i16 {
    // January and July: the smaller of both is the clock without daylight saving, on either half of the earth.
    let at = |second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
    let offsets = [1_610_668_800, 1_626_307_200].map(|second| station.zone.to_offset(at(second)).seconds());
    let hours = f64::from(offsets.into_iter().min().unwrap_or(0)) / 3_600.0;
    #[expect(clippy::cast_possible_truncation, reason = "between -180 and 210")]
    let degrees = (hours * 15.0).round() as i16;
    degrees
}

/// A town far above its neighbours whose figure makes sense in feet.
fn elevation(town: &Town, station: &Station, told: &mut Document<'_>) {
    let Some(metres) = town.elevation_m else { return };
    let near =
        station.towns.iter().filter(|other| other.slug != town.slug && other.at.km_to(town.at) <= NEAR_KM);
    let heights: Vec<f64> = near.filter_map(|other| other.elevation_m).collect();
    let Some(highest) = heights.iter().copied().max_by(f64::total_cmp) else { return };
    if metres - highest > HIGHER_M {
        let what = format!(
            "{} is said to lie {metres:.0} m above the sea, {:.0} m above every other town within {NEAR_KM:.0} km.",
            town.name,
            metres - highest
        );
        let remedy = format!("Is it in feet? {metres:.0} feet are {:.0} m.", metres / FEET);
        told.remark(&["town", town.slug.as_str(), "elevation_m"], what, remedy);
    }
}

#[cfg(test)]
mod tests {
    use crate::settings::{Place, read};

    const STATION: &str = "[station]\nname = \"X\"\ntimezone = \"America/Los_Angeles\"\n[fetch]\ncontact = \"a@b.example\"\n\
        [[section]]\nslug = \"a\"\nname = \"A\"\n";

    const ALERTS: &str = "[alerts]\nsources = [\"https://x.example/a\"]\n";

    fn town(name: &str, latitude: f64, longitude: f64, elevation_m: u32) -> String {
        let slug = name.to_lowercase();
        format!(
            "[town.{slug}]\nname = \"{name}\"\nlatitude = {latitude:?}\nlongitude = {longitude:?}\nelevation_m = {elevation_m}\n\
             stations = [\"KMFR\"]\n"
        )
    }

    /// Place and words of each remark.
    fn told(text: &str) -> Vec<String> {
        let text = format!("{STATION}{text}");
        let settings = read("station.toml", &text, &Place::default());
        let settings = settings.unwrap_or_else(|faults| panic!("{faults:#?}"));
        settings.remarks.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn good_settings_get_no_remark() {
        let towns = [
            town("Medford", 42.3265, -122.8756, 421),
            town("Grantspass", 42.4390, -123.3284, 293),
            town("Craterlake", 42.9446, -122.1090, 1900),
            town("Brookings", 42.0526, -124.284, 39),
        ];
        let rest = "[alerts]\nsources = [\"https://x.example/a\"]\nzones = [\"ORZ624\"]\n[alerts.events]\n\"Wind Advisory\" = \"never\"\n\
                    \"Flood Warning\" = \"page\"\n";
        assert_eq!(told(&format!("{}{rest}", towns.concat())), Vec::<String>::new());
        assert_eq!(
            told(&format!("{}{ALERTS}", town("Medford", 42.3265, -122.8756, 421))),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_town_that_nobody_warns_is_told() {
        let one = told(&town("Medford", 42.3265, -122.8756, 421));
        assert!(one.len() == 1 && one[0].contains("alerts/active?area="), "{one:?}");
    }

    #[test]
    fn a_forgotten_sign_is_told_with_its_place_and_the_remedy() {
        let one = told(&format!("{}{ALERTS}", town("Medford", 42.3265, 122.8756, 421)));
        assert_eq!(one.len(), 1, "{one:?}");
        assert!(one[0].contains("station.toml:12:13") && one[0].contains("longitude = -122.8756"), "{one:?}");
        let three = told(&format!(
            "{}{}{}{ALERTS}",
            town("Medford", 42.3265, 122.8756, 421),
            town("Ashland", 42.1946, -122.7095, 594),
            town("Brookings", 42.0526, -124.284, 39)
        ));
        assert_eq!(three.len(), 1, "only the one that is wrong: {three:?}");
        assert!(three[0].contains("Medford") && three[0].contains("km from every other town"), "{three:?}");
    }

    #[test]
    fn feet_for_metres_a_warning_that_nobody_sees_and_slow_questions_are_told() {
        let towns = town("Medford", 42.3265, -122.8756, 1381) + &town("Grantspass", 42.4390, -123.3284, 293);
        let high = told(&format!("{towns}{ALERTS}"));
        assert!(high.len() == 1 && high[0].contains("1381 feet are 421 m"), "{high:?}");
        let rest = "[front]\nmodules = [\"weather:all\"]\n[radars]\nmaps_mb = 0\n[radar.KMAX]\nname = \"Medford\"\n\
                    [alerts]\nsources = [\"https://x.example/a\"]\nzones = [\"ORZ624\"]\nevery_seconds = 60\n[alerts.events]\n\
                    \"Tornado Warning\" = \"never\"\n";
        let all = told(rest);
        let whole = all.join("\n");
        for words in
            ["there is no town yet", "Without memory for maps", "each 60 seconds", "“Tornado Warning”"]
        {
            assert!(whole.contains(words), "{words}: {whole}");
        }
        assert_eq!(all.len(), 4, "{all:?}");
    }
}
