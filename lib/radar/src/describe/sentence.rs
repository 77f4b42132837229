//! Figures → a sentence.

use jiff::{SignedDuration, Timestamp};

use crate::describe::area::{Area, Seen, Tally, Town, around_town, within_area};
use crate::describe::motion::{Motion, common};
use crate::palette::Palette;
use crate::picture::Polar;
use crate::strength::Strength;

/// What the caller knows to be falling, from observations on the ground. The radar does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Not known: the words say "echoes".
    #[default]
    Unknown,
    /// Rain.
    Rain,
    /// Snow.
    Snow,
}

/// What one radar brings to a description.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// A sweep painted with a palette of reflectivity.
    pub polar: &'a Polar,
    /// The motion of its echoes, when it was measured.
    pub motion: Option<Motion>,
}

/// What a description is made of.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// The newest look of a radar, or of each of several that are spoken of as one.
    pub looks: &'a [Look<'a>],
    /// The palette of all.
    pub palette: &'a Palette,
    /// The towns to speak of, the most important first.
    pub towns: &'a [Town],
    /// The areas to speak of.
    pub areas: &'a [Area],
    /// What is falling.
    pub kind: Kind,
}

/// No more towns or areas than this are named in one list.
const LONGEST_LIST: usize = 6;
/// Metres a second in a mile an hour.
const MPH_MPS: f64 = 0.447_04;

/// "Light rain over Jackson County, none at Medford. It moves north-east at about 30 mph." Empty when there is no place to
/// speak of.
#[must_use]
pub fn describe(report: &Report<'_>) -> String {
    let polars: Vec<&Polar> = report.looks.iter().map(|look| look.polar).collect();
    let mut moving = vec![false; polars.len()];
    let mut tell = |tally: &Tally| {
        let seen = tally.seen();
        if matches!(seen, Seen::Echo { .. }) {
            moving.iter_mut().zip(tally.heard()).for_each(|(moves, heard)| *moves |= *heard);
        }
        seen
    };
    let area = |area| within_area(&polars, report.palette, area);
    let town = |town| around_town(&polars, report.palette, town);
    let areas: Vec<_> = report.areas.iter().map(|a| (a.name.as_str(), tell(&area(a)))).collect();
    let towns: Vec<_> = report.towns.iter().map(|t| (t.name.as_str(), tell(&town(t)))).collect();
    let is_measured = |seen: &&(&str, Seen)| seen.1 != Seen::NotMeasured;
    let mut sentences = Vec::new();
    if areas.iter().chain(&towns).any(|seen| is_measured(&seen)) {
        sentences.push(whole(&areas, &towns, report.kind));
    }
    let unseen = areas.iter().chain(&towns).filter(|seen| !is_measured(seen)).map(|(name, _)| *name);
    sentences.extend(not_seen(&unseen.collect::<Vec<_>>(), polars.len()));
    // Only of what is spoken of: elsewhere other echoes may move otherwise.
    let spoken_of = report.looks.iter().zip(moving).filter(|(_, moves)| *moves);
    let motions: Vec<Motion> = spoken_of.filter_map(|(look, _)| look.motion).collect();
    sentences.extend(common(&motions).map(|motion| moves(motion, report.kind)));
    sentences.join(" ")
}

/// That places are not measured, by one radar or any of several.
fn not_seen(places: &[&str], radars: usize) -> Option<String> {
    let places = Some(list(places, "or")).filter(|places| !places.is_empty())?;
    Some(match radars {
        0 | 1 => format!("The radar does not see {places}."),
        _ => format!("None of these radars sees {places}."),
    })
}

/// "No data from KMAX since …": for a radar that sends nothing. `last` is the moment of its last radial; the
/// caller words the clock time, because it knows the zone.
#[must_use]
pub fn silent(id: &str, last: Option<Timestamp>, now: Timestamp) -> String {
    match last.map(|last| now.duration_since(last)) {
        None => format!("No data from radar {id}. This does not mean that it is dry."),
        Some(gap) => {
            format!("No data from radar {id} for {}. This does not mean that it is dry.", roughly(gap))
        }
    }
}

/// Areas first, from the strongest; then the towns that differ from what was said.
fn whole(areas: &[(&str, Seen)], towns: &[(&str, Seen)], kind: Kind) -> String {
    let noun = kind.noun();
    let mut parts: Vec<String> = Vec::new();
    for strength in Strength::FROM_ABOVE {
        let word = strength.word();
        let over = with(areas, strength, true);
        if !over.is_empty() {
            let names: Vec<&str> = over.iter().map(String::as_str).collect();
            parts.push(format!("{word} {noun} over {}", list(&names, "and")));
        }
        // A town's surroundings are small: it is there or it is not.
        let at = with(towns, strength, false);
        if !at.is_empty() {
            let names: Vec<&str> = at.iter().map(String::as_str).collect();
            parts.push(format!("{word} {noun} at {}", list(&names, "and")));
        }
    }
    let dry: Vec<&str> =
        towns.iter().filter(|(_, seen)| *seen == Seen::Nothing).map(|(name, _)| *name).collect();
    if parts.is_empty() {
        let quiet = areas.iter().filter(|(_, seen)| *seen == Seen::Nothing).map(|(name, _)| *name);
        // Towns first: of a long list the end is cut.
        let places: Vec<&str> = dry.into_iter().chain(quiet).collect();
        return format!("No {noun} over {}.", list(&places, "and"));
    }
    if !dry.is_empty() {
        parts.push(format!("none at {}", list(&dry, "or")));
    }
    let mut text = parts.join(", ");
    if let Some(first) = text.get(..1) {
        text.replace_range(..1, &first.to_uppercase());
    }
    text + "."
}

/// Places where echoes are as strong as that: “parts of Lake County (heavy in places)”.
fn with(places: &[(&str, Seen)], strength: Strength, is_area: bool) -> Vec<String> {
    let named = places.iter().filter_map(|(name, seen)| match seen {
        Seen::Echo { strength: found, part, spots } if *found == strength => {
            let parts = if is_area && *part < 0.3 { "parts of " } else { "" };
            let spots = spots.map(|spots| format!(" ({} in places)", spots.word())).unwrap_or_default();
            Some(format!("{parts}{name}{spots}"))
        }
        Seen::Echo { .. } | Seen::NotMeasured | Seen::Nothing => None,
    });
    named.collect()
}

fn moves(motion: Motion, kind: Kind) -> String {
    let subject = match kind {
        Kind::Unknown => "They move",
        Kind::Rain | Kind::Snow => "It moves",
    };
    if motion.is_slow() {
        let subject = subject.trim_end_matches(" moves").trim_end_matches(" move");
        return format!("{subject} hardly move{}.", if kind == Kind::Unknown { "" } else { "s" });
    }
    // To the nearest five: it is not known better.
    let mph = (motion.speed_mps / MPH_MPS / 5.0).round().max(1.0) * 5.0;
    format!("{subject} {} at about {mph} mph.", compass(motion.towards_deg))
}

/// A direction in words.
fn compass(degrees: f64) -> &'static str {
    const WORDS: [&str; 8] =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    WORDS[(degrees / 45.0).round().rem_euclid(8.0) as usize % 8]
}

/// "a, b and c"; a long list ends with how many more there are.
fn list(names: &[&str], last: &str) -> String {
    let shown = &names[..names.len().min(LONGEST_LIST)];
    let more = names.len() - shown.len();
    if more > 0 {
        return format!("{} and {more} more", shown.join(", "));
    }
    match shown {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

fn roughly(gap: SignedDuration) -> String {
    let minutes = gap.as_mins().max(0);
    match minutes {
        0..=1 => "about a minute".to_owned(),
        2..=119 => format!("{minutes} minutes"),
        120..=2_879 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1_440),
    }
}

impl Kind {
    fn noun(self) -> &'static str {
        match self {
            Self::Unknown => "echoes",
            Self::Rain => "rain",
            Self::Snow => "snow",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(strength: Strength, part: f32) -> Seen {
        Seen::Echo { strength, part, spots: None }
    }

    #[test]
    fn areas_come_first_and_dry_towns_last() {
        let areas = [("Jackson County", echo(Strength::Light, 0.8)), ("Klamath County", Seen::Nothing)];
        let towns = [("Medford", Seen::Nothing), ("Ashland", echo(Strength::Moderate, 0.5))];
        assert_eq!(
            whole(&areas, &towns, Kind::Rain),
            "Moderate rain at Ashland, light rain over Jackson County, none at Medford."
        );
        assert_eq!(
            whole(&areas[..1], &towns[..1], Kind::Rain),
            "Light rain over Jackson County, none at Medford."
        );
    }

    #[test]
    fn heavy_spots_are_named_with_their_place() {
        let spots = Some(Strength::VeryHeavy);
        let storm = Seen::Echo { strength: Strength::Light, part: 0.1, spots };
        let areas = [("Lake County", storm), ("Jackson County", echo(Strength::Light, 0.8))];
        assert_eq!(
            whole(&areas, &[("Medford", Seen::Nothing)], Kind::Rain),
            "Light rain over parts of Lake County (very heavy in places) and Jackson County, none at Medford."
        );
    }

    #[test]
    fn without_knowing_what_falls_it_is_echoes() {
        let areas = [("Jackson County", echo(Strength::VeryLight, 0.1))];
        assert_eq!(whole(&areas, &[], Kind::Unknown), "Very light echoes over parts of Jackson County.");
        assert_eq!(
            whole(&[("Jackson County", Seen::Nothing)], &[], Kind::Unknown),
            "No echoes over Jackson County."
        );
        assert_eq!(
            whole(&[("Jackson County", Seen::Nothing)], &[("Medford", Seen::Nothing)], Kind::Rain),
            "No rain over Medford and Jackson County."
        );
    }

    #[test]
    fn motion_is_told_in_words() {
        let motion = Motion { towards_deg: 52.0, speed_mps: 13.0, agreement: 0.9 };
        assert_eq!(moves(motion, Kind::Rain), "It moves north-east at about 30 mph.");
        let slow = Motion { speed_mps: 1.0, ..motion };
        assert_eq!(moves(slow, Kind::Unknown), "They hardly move.");
        assert_eq!(moves(slow, Kind::Snow), "It hardly moves.");
        assert_eq!(compass(359.0), "north");
    }

    #[test]
    fn places_that_are_not_measured_are_named() {
        assert_eq!(not_seen(&[], 1), None);
        let places = ["Jackson County", "Medford", "Ashland"];
        let said = |radars| not_seen(&places, radars).unwrap();
        assert_eq!(said(1), "The radar does not see Jackson County, Medford or Ashland.");
        assert_eq!(said(2), "None of these radars sees Jackson County, Medford or Ashland.");
    }

    #[test]
    fn a_silent_radar_is_said_to_be_silent() {
        let now: Timestamp = "2021-03-01T18:00:00Z".parse().unwrap();
        let last: Timestamp = "2021-03-01T17:15:00Z".parse().unwrap();
        assert_eq!(
            silent("KMAX", Some(last), now),
            "No data from radar KMAX for 45 minutes. This does not mean that it is dry."
        );
        assert_eq!(silent("KMAX", None, now), "No data from radar KMAX. This does not mean that it is dry.");
    }

    #[test]
    fn a_long_list_is_cut() {
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(list(&["a", "b", "c", "d", "e", "f"], "and"), "a, b, c, d, e and f");
        assert_eq!(list(&["a", "b", "c", "d", "e", "f", "g", "h"], "and"), "a, b, c, d, e, f and 2 more");
    }
}
