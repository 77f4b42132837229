//! Figures → a sentence.

use crate::describe::area::{Area, Seen, Tally, Town, around_town, within_area};
use crate::describe::kind::Kind;
use crate::describe::motion::{Motion, common};
use crate::palette::Palette;
use crate::picture::Polar;
use crate::strength::Strength;

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

/// "Light rain over Jackson County, no echoes at Medford. It moves northeast at about 30 mph." Empty when there is no place to
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
        // What falls at a town from below the beam, nobody is told not to be there.
        let is_told = |(seen, town): &(_, &Town)| town.falls == Kind::Unknown || !is_nothing(seen);
        let told: Vec<_> =
            towns.iter().copied().zip(report.towns).filter(is_told).map(|(seen, _)| seen).collect();
        sentences.extend(whole(&areas, &told, report.kind));
    }
    let unseen = areas.iter().chain(&towns).filter(|seen| !is_measured(seen)).map(|(name, _)| *name);
    sentences.extend(not_seen(&unseen.collect::<Vec<_>>(), polars.len()));
    // Only of what is spoken of: elsewhere other echoes may move otherwise.
    let spoken_of = report.looks.iter().zip(moving).filter(|(_, moves)| *moves);
    let motions: Vec<Motion> = spoken_of.filter_map(|(look, _)| look.motion).collect();
    sentences.extend(common(&motions).map(|motion| moves(motion, report.kind)));
    for kind in [Kind::Rain, Kind::Snow] {
        let below =
            towns.iter().zip(report.towns).filter(|(seen, town)| town.falls == kind && is_nothing(seen));
        let places: Vec<&str> = below.map(|(_, town)| town.name.as_str()).collect();
        sentences.extend(unheard(kind, &places, polars.len()));
    }
    sentences.join(" ")
}

/// That something falls which no beam hears.
fn unheard(kind: Kind, towns: &[&str], radars: usize) -> Option<String> {
    let places = Some(list(towns, "and")).filter(|places| !places.is_empty())?;
    let mut noun = kind.noun().to_owned();
    noun[..1].make_ascii_uppercase();
    let who = if radars > 1 { "none of these radars sees" } else { "the radar does not see" };
    Some(format!("{noun} is reported from {places}, which {who}."))
}

fn is_nothing(seen: &(&str, Seen)) -> bool {
    seen.1 == Seen::Nothing
}

/// That places are not measured, by one radar or any of several.
fn not_seen(places: &[&str], radars: usize) -> Option<String> {
    let places = Some(list(places, "or")).filter(|places| !places.is_empty())?;
    Some(match radars {
        0 | 1 => format!("The radar does not see {places}."),
        _ => format!("None of these radars sees {places}."),
    })
}

/// Areas first, from the strongest; then the towns that differ from what was said. That nothing is there is said of echoes alone:
/// what falls may fall below the beam. None when no place is left to speak of.
fn whole(areas: &[(&str, Seen)], towns: &[(&str, Seen)], kind: Kind) -> Option<String> {
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
        return (!places.is_empty()).then(|| format!("No echoes over {}.", list(&places, "and")));
    }
    if !dry.is_empty() {
        let none = if kind == Kind::Unknown { "none" } else { "no echoes" };
        parts.push(format!("{none} at {}", list(&dry, "or")));
    }
    let mut text = parts.join(", ");
    if let Some(first) = text.get(..1) {
        text.replace_range(..1, &first.to_uppercase());
    }
    Some(text + ".")
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
        ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"];
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
            whole(&areas, &towns, Kind::Rain).unwrap(),
            "Moderate rain at Ashland, light rain over Jackson County, no echoes at Medford."
        );
        assert_eq!(
            whole(&areas[..1], &towns[..1], Kind::Rain).unwrap(),
            "Light rain over Jackson County, no echoes at Medford."
        );
    }

    #[test]
    fn heavy_spots_are_named_with_their_place() {
        let spots = Some(Strength::VeryHeavy);
        let storm = Seen::Echo { strength: Strength::Light, part: 0.1, spots };
        let areas = [("Lake County", storm), ("Jackson County", echo(Strength::Light, 0.8))];
        assert_eq!(
            whole(&areas, &[("Medford", Seen::Nothing)], Kind::Rain).unwrap(),
            "Light rain over parts of Lake County (very heavy in places) and Jackson County, no echoes at Medford."
        );
    }

    #[test]
    fn without_knowing_what_falls_it_is_echoes() {
        let areas = [("Jackson County", echo(Strength::VeryLight, 0.1))];
        assert_eq!(
            whole(&areas, &[], Kind::Unknown).unwrap(),
            "Very light echoes over parts of Jackson County."
        );
        assert_eq!(
            whole(&[("Jackson County", Seen::Nothing)], &[], Kind::Unknown).unwrap(),
            "No echoes over Jackson County."
        );
        assert_eq!(
            whole(&[("Jackson County", Seen::Nothing)], &[("Medford", Seen::Nothing)], Kind::Rain).unwrap(),
            "No echoes over Medford and Jackson County."
        );
    }

    #[test]
    fn what_falls_below_the_beam_is_told_and_never_denied() {
        let said = |kind, towns: &[&str]| unheard(kind, towns, 1).unwrap();
        assert_eq!(
            said(Kind::Rain, &["Medford"]),
            "Rain is reported from Medford, which the radar does not see."
        );
        assert_eq!(
            said(Kind::Snow, &["Medford", "Ashland"]),
            "Snow is reported from Medford and Ashland, which the radar does not see."
        );
        assert_eq!((unheard(Kind::Rain, &[], 1), whole(&[], &[], Kind::Rain)), (None, None));
    }

    #[test]
    fn motion_is_told_in_words() {
        let motion = Motion { towards_deg: 52.0, speed_mps: 13.0, agreement: 0.9 };
        assert_eq!(moves(motion, Kind::Rain), "It moves northeast at about 30 mph.");
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
    fn a_long_list_is_cut() {
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(list(&["a", "b", "c", "d", "e", "f"], "and"), "a, b, c, d, e and f");
        assert_eq!(list(&["a", "b", "c", "d", "e", "f", "g", "h"], "and"), "a, b, c, d, e, f and 2 more");
    }
}
