//! The air of these two days: as it really was, as a source tells it that is late and wrong, and a reader who compares every
//! index with the truth.

use super::{
    reader::{Faults, moment, says},
    sky::{Sky, TOWNS, Town},
};
use jiff::{SignedDuration, Timestamp};

/// What pages call a pollutant, what the source calls it, and how bad it gets.
const POLLUTANTS: [(&str, &str, i64); 2] =
    [("Fine particles (PM2.5)", "PM2.5", 260), ("Ozone", "OZONE", 120)];
/// An index is called new for so long after the beginning of its hour.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(240);

/// The index of a pollutant in the hour that begins then.
fn truth(sky: Sky, town: &Town, name: &str, hour: Timestamp) -> i64 {
    let (.., most) = POLLUTANTS.iter().find(|(known, ..)| *known == name).unwrap();
    let throw = sky.dice(&format!("{} {name}", town.slug), hour.as_second() / 3_600);
    i64::try_from(throw % most.cast_unsigned()).unwrap()
}

/// The hour that is the newest to be told: 25 minutes after its end.
fn newest(now: Timestamp) -> Timestamp {
    let hour = (now.as_second() - 25 * 60).div_euclid(3_600) - 1;
    Timestamp::from_second(hour * 3_600).unwrap()
}

/// By the agency's table.
fn category(index: i64) -> &'static str {
    match index {
        ..=50 => "Good",
        51..=100 => "Moderate",
        101..=150 => "Unhealthy for Sensitive Groups",
        151..=200 => "Unhealthy",
        201..=300 => "Very Unhealthy",
        _ => "Hazardous",
    }
}

/// What the source answers, with its fault.
pub(super) fn answer(sky: Sky, path: &str, fault: &str, then: Timestamp) -> String {
    let town = TOWNS.iter().find(|town| path.starts_with(&format!("/aq/{}", town.slug)));
    let Some(town) = town.filter(|_| fault != "blank") else { return "[]".to_owned() };
    let hour = newest(then);
    let told = if fault == "future" { hour + SignedDuration::from_hours(26) } else { hour };
    let local = told.to_zoned_datetime(super::sky::zone());
    let row = |(name, code, _): &(&str, &str, i64)| {
        let index = match (fault, *code) {
            ("null", "PM2.5") => "null".to_owned(),
            ("null and no report", _) => "-1".to_owned(),
            ("impossible", "PM2.5") => "4000".to_owned(),
            // An index of the future is a wrong one as well.
            ("future", _) => "7".to_owned(),
            _ => truth(sky, town, name, hour).to_string(),
        };
        format!(
            r#"{{"dateObserved":"{}","hourObserved":"{}","localTimeZone":"{}","reportingAreaName":"{}","parameterName":"{code}","nowcastAQI":{index}}}"#,
            local.strftime("%Y-%m-%d"),
            local.strftime("%H:00"),
            local.strftime("%Z"),
            town.name
        )
    };
    format!("[{}]", POLLUTANTS.iter().map(row).collect::<Vec<_>>().join(","))
}

/// The section of a town's page; whether its index is new.
pub(super) fn section(lines: &[String], town: &Town, sky: Sky, faults: &mut Faults<'_>) -> bool {
    let now = faults.now;
    let told = lines.iter().find_map(|line| line.strip_prefix("Index of the hour from "));
    let Some(hour) = told.and_then(|words| moment(words, now)) else {
        faults.unless(!lines.iter().any(|line| index_of(line).is_some()), || {
            format!("an index of nobody knows when: {lines:?}")
        });
        // A source that answers with an empty list says that nobody measures there.
        let is_said = says(lines, "Not known.") || says(lines, "No monitor within ");
        faults.unless(is_said, || format!("nothing is said of nothing: {lines:?}"));
        return false;
    };
    let is_old = now.duration_since(hour) >= GOOD_FOR;
    faults.unless(hour <= now, || format!("an hour of the future: {told:?}"));
    let is_marked = says(lines, "These figures are old");
    faults.unless(is_old == is_marked, || format!("the air is old: {is_old}, marked: {is_marked}: {told:?}"));
    let leads = lines.iter().find_map(|line| line.strip_prefix("Leading pollutant: "));
    let leads = POLLUTANTS.iter().find(|(name, ..)| leads.is_some_and(|words| words.starts_with(name)));
    let head = lines.iter().find_map(|line| index_of(line));
    let (Some((leader, ..)), Some((head, head_words))) = (leads, head) else {
        faults.unless(false, || format!("an hour without an index and who leads: {lines:?}"));
        return false;
    };
    let mut worst = None;
    for (name, ..) in &POLLUTANTS {
        let Some(rest) = lines.iter().find_map(|line| line.strip_prefix(&format!("{name}: "))) else {
            continue;
        };
        let (index, words) = rest.split_once(", ").unwrap_or((rest, ""));
        let (words, other) =
            words.split_once(" (the hour from ").map_or((words, None), |(w, o)| (w, Some(o)));
        let at = other.and_then(|words| moment(words, now)).unwrap_or(hour);
        let (shown, exact) = (index.parse().unwrap_or(i64::MIN), truth(sky, town, name, at));
        faults.unless(shown == exact, || format!("{name} was {exact} in the hour from {at}: {rest}"));
        faults.unless(words == category(exact), || format!("{exact} is {}: {rest}", category(exact)));
        let apart = hour.duration_since(at);
        faults.unless(apart <= SignedDuration::from_hours(2), || format!("{rest} beside {told:?}"));
        worst = worst.max(Some(shown));
    }
    // One pollutant alone is told by the index.
    let worst = worst.unwrap_or_else(|| truth(sky, town, leader, hour));
    faults.unless(head == worst, || format!("{head} leads, and the worst is {worst}: {lines:?}"));
    faults.unless(head_words == category(head), || format!("{head} is {}: {head_words}", category(head)));
    !is_old
}

/// `158` and `Unhealthy` of `158 Unhealthy`.
fn index_of(line: &str) -> Option<(i64, &str)> {
    let (index, words) = line.split_once(' ')?;
    let index = index.parse().ok()?;
    (words.starts_with("Good")
        || words.starts_with("Moderate")
        || words.contains("Unhealthy")
        || words == "Hazardous")
        .then_some((index, words))
}

/// The line of a card, if there is one.
pub(super) fn line(lines: &[String], town: &Town, sky: Sky, faults: &mut Faults<'_>) {
    let now = faults.now;
    let Some(words) = lines.iter().find_map(|line| line.strip_prefix("Air quality: ")) else { return };
    let (old, told) = match words.strip_prefix("not known now; ") {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    if told == "not known" {
        return;
    }
    let (told, hour) =
        told.split_once(" in the hour from ").map_or((told, None), |(t, h)| (t, moment(h, now)));
    let (index, words) = told.split_once(", ").unwrap_or((told, ""));
    let index: i64 = index.parse().unwrap_or(i64::MIN);
    faults.unless(words == category(index), || format!("{index} is no {words}"));
    let last = now.as_second() / 3_600;
    // A new index is of one of the last hours; one pollutant may be two hours behind the other.
    let hours: Vec<i64> = match hour {
        Some(hour) => (0..=2).map(|ago| hour.as_second() / 3_600 - ago).collect(),
        None => (0..=6).map(|ago| last - ago).collect(),
    };
    let at = |hour: i64| Timestamp::from_second(hour * 3_600).unwrap();
    let was = hours
        .iter()
        .any(|hour| POLLUTANTS.iter().any(|(name, ..)| truth(sky, town, name, at(*hour)) == index));
    faults.unless(was, || format!("the air of {} never was {index}: {told}", town.name));
    if let Some(hour) = hour {
        let is_old = now.duration_since(hour) >= GOOD_FOR;
        faults.unless(is_old && old, || format!("the air is old: {is_old}, marked: {old}: {told}"));
    }
}
