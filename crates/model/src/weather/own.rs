//! What a meteorologist of the station says of a day or a night, in place of the weather service's words and figure or
//! beside them. It always has an end: yesterday's hand must not hold today's forecast.

use super::{Part, day::HIGH_HAS_BEEN, night_of};
use crate::{text::is_blank, version::version};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// A meteorologist's own forecast of one day's daylight, or of one night.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// What it says.
    pub draft: OwnDraft,
    /// Who says so, as readers see it.
    pub by: String,
    /// Since when.
    pub made_at: Timestamp,
}

/// What it says. Empty words and no figure leave those of the weather service.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnDraft {
    /// The local day; of a night, the day in whose evening it begins.
    pub day: Date,
    /// Its daylight or its night.
    pub part: Part,
    /// A few words: `Fog, then sun`; may be empty.
    pub words: String,
    /// The day's high or the night's low, degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Sentences beside it; may be empty.
    pub note: String,
    /// Until when it stands.
    pub until: Timestamp,
}

/// Why a draft is refused: which field of the form, what, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnFault {
    /// The field's name on the form.
    pub field: &'static str,
    /// What.
    pub what: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// Most characters of the words.
const WORDS_MAX: usize = 80;
/// Most characters of the note.
const NOTE_MAX: usize = 500;
/// Days ahead that can be spoken of, today included: as many as the weather service forecasts.
const DAYS: i8 = 7;
/// Further from the weather service's figure than this, degrees Celsius, a figure needs a reason: it may be a slip.
const FAR_C: f64 = 15.0;
/// Colder and warmer than it has ever been, degrees Celsius.
const AIR_C: std::ops::RangeInclusive<f64> = -70.0..=57.0;
/// A night is over at this hour.
const MORNING: i8 = 6;

impl Own {
    /// What tells this version from every other one of that day or night: see [`Notice::version`].
    ///
    /// [`Notice::version`]: crate::notice::Notice::version
    pub fn version(&self) -> String {
        version(self)
    }

    /// Whether readers see it: until its own end, and not beyond the day or night that it is of.
    pub fn holds(&self, now: Timestamp, zone: &TimeZone) -> bool {
        now < self.draft.until && now < over_at(self.draft.day, self.draft.part, zone)
    }

    /// Whether it is of that day or night.
    pub fn is_of(&self, day: Date, part: Part) -> bool {
        (self.draft.day, self.draft.part) == (day, part)
    }
}

impl OwnDraft {
    /// Its name among those of a town: `2021-03-02-day`.
    pub fn name(&self) -> String {
        period_name(self.day, self.part)
    }

    /// Whether it says something in words, besides its figure.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty() || !self.note.is_empty()
    }
}

/// `2021-03-02-day`, `2021-03-02-night`.
pub fn period_name(day: Date, part: Part) -> String {
    format!("{day}-{}", part.as_str())
}

/// What [`period_name`] says.
pub fn read_period(name: &str) -> Option<(Date, Part)> {
    let (day, part) = name.rsplit_once('-')?;
    Some((day.parse().ok()?, Part::parse(part)?))
}

/// When a day's daylight or a night is over: at six in the evening, when its high has been, and at six in the morning.
pub fn over_at(day: Date, part: Part, zone: &TimeZone) -> Timestamp {
    let (date, hour) = match part {
        Part::Day => (day, HIGH_HAS_BEEN),
        Part::Night => (day.tomorrow().unwrap_or(day), MORNING),
    };
    date.at(hour, 0, 0, 0).to_zoned_datetime(zone.clone()).map_or(Timestamp::MIN, |zoned| zoned.timestamp())
}

/// The days and nights that can be spoken of, in order: those that are not over, as far as the forecast goes.
pub fn periods(now: Timestamp, zone: &TimeZone) -> Vec<(Date, Part)> {
    let first = night_of(now, zone);
    let mut days = vec![first];
    while days.len() < usize::from(DAYS.unsigned_abs()) {
        let Some(next) = days.last().and_then(|day| day.tomorrow().ok()) else { break };
        days.push(next);
    }
    let both = days.into_iter().flat_map(|day| [(day, Part::Day), (day, Part::Night)]);
    both.filter(|(day, part)| over_at(*day, *part, zone) > now).collect()
}

/// Everything that is wrong with a draft. `service_c` is what the weather service forecasts for the same day or night.
pub fn own_faults(
    draft: &OwnDraft,
    service_c: Option<f64>,
    now: Timestamp,
    zone: &TimeZone,
) -> Vec<OwnFault> {
    let mut faults = Vec::new();
    let mut fault = |field, what, remedy| faults.push(OwnFault { field, what, remedy });
    let OwnDraft { day, part, words, temperature_c, note, until } = draft;
    if !periods(now, zone).contains(&(*day, *part)) {
        let remedy = "Choose one of the list: a day is over at 6 p.m., its night at 6 a.m.";
        fault("period", "That day or night is over, or too far ahead.", remedy);
    }
    if is_blank(words) && temperature_c.is_none() && is_blank(note) {
        fault("words", "Nothing is said.", "Write words, a figure or a note.");
    }
    if words.chars().count() > WORDS_MAX {
        fault("words", "The words are longer than 80 characters.", "Put the rest into the note.");
    }
    if note.chars().count() > NOTE_MAX {
        fault("note", "The note is longer than 500 characters.", "Shorten it, or write a forecast story.");
    }
    if let Some(c) = temperature_c {
        if !c.is_finite() {
            fault("temperature", "This is no number.", "Write degrees, such as 63, or leave it empty.");
        } else if !AIR_C.contains(c) {
            fault("temperature", "It has never been so cold or so warm.", "Correct the figure.");
        } else if service_c.is_some_and(|service| (service - c).abs() > FAR_C) && is_blank(note) {
            let what = "The figure is far from that of the weather service (more than 27 °F).";
            fault("temperature", what, "Correct it, or say in the note why.");
        }
    }
    let longest = SignedDuration::from_hours(24 * i64::from(DAYS + 1));
    if *until <= now || until.duration_since(now) > longest {
        fault(
            "until",
            "The end is not in the next eight days.",
            "It goes by itself with its day or night; an earlier end is rarely needed.",
        );
    }
    faults
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("America/Los_Angeles").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const EVENING: &str = "2021-03-01T18:00:00-08:00";

    fn draft() -> OwnDraft {
        OwnDraft {
            day: "2021-03-02".parse().unwrap(),
            part: Part::Day,
            words: "Fog, then sun".into(),
            temperature_c: Some(14.0),
            note: String::new(),
            until: at("2021-03-02T18:00:00-08:00"),
        }
    }

    fn faults(draft: &OwnDraft, service_c: Option<f64>) -> Vec<&'static str> {
        own_faults(draft, service_c, at(EVENING), &zone()).iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn a_period_is_over_with_its_day_or_night() {
        let told = |now: &str| {
            let all = periods(at(now), &zone());
            (all.len(), period_name(all[0].0, all[0].1))
        };
        assert_eq!(told("2021-03-01T17:59:59-08:00"), (14, "2021-03-01-day".to_owned()));
        // In the evening the day's high has been: nobody can forecast it any more.
        assert_eq!(told(EVENING), (13, "2021-03-01-night".to_owned()));
        // After midnight it is still the last evening's night.
        assert_eq!(told("2021-03-02T01:00:00-08:00"), (13, "2021-03-01-night".to_owned()));
        assert_eq!(told("2021-03-02T06:00:00-08:00"), (14, "2021-03-02-day".to_owned()));
        // The clocks are put forward in the night of 13 March 2021.
        let night = over_at("2021-03-13".parse().unwrap(), Part::Night, &zone());
        assert_eq!(night, at("2021-03-14T06:00:00-07:00"));
        assert_eq!(read_period("2021-03-02-day"), Some(("2021-03-02".parse().unwrap(), Part::Day)));
        assert!(["", "2021-03-02", "2021-03-02-noon", "day"].iter().all(|name| read_period(name).is_none()));
    }

    #[test]
    fn an_own_forecast_ends() {
        let own = Own { draft: draft(), by: "Ana".into(), made_at: at(EVENING) };
        assert!(own.holds(at("2021-03-02T17:59:59-08:00"), &zone()));
        assert!(!own.holds(at("2021-03-02T18:00:00-08:00"), &zone()));
        let later =
            Own { draft: OwnDraft { until: at("2021-03-08T00:00:00-08:00"), ..draft() }, ..own.clone() };
        assert!(!later.holds(at("2021-03-02T18:00:00-08:00"), &zone()), "never beyond its day");
        let sooner = Own { draft: OwnDraft { until: at("2021-03-02T09:00:00-08:00"), ..draft() }, ..own };
        assert!(!sooner.holds(at("2021-03-02T09:00:00-08:00"), &zone()));
    }

    #[test]
    fn what_is_a_slip_is_refused() {
        assert!(faults(&draft(), Some(17.0)).is_empty());
        let with = |change: fn(&mut OwnDraft)| {
            let mut changed = draft();
            change(&mut changed);
            faults(&changed, Some(17.0))
        };
        assert_eq!(with(|d| d.temperature_c = Some(40.0)), ["temperature"]);
        let reason = |d: &mut OwnDraft| (d.temperature_c, d.note) = (Some(40.0), "Foehn.".into());
        assert!(with(reason).is_empty());
        assert_eq!(with(|d| d.temperature_c = Some(f64::NAN)), ["temperature"]);
        assert_eq!(with(|d| d.temperature_c = Some(630.0)), ["temperature"]);
        assert_eq!(with(|d| (d.words, d.temperature_c) = ("\u{200b}".into(), None)), ["words"]);
        assert_eq!(with(|d| (d.words, d.note) = ("x".repeat(81), "x".repeat(501))), ["words", "note"]);
        assert_eq!(with(|d| d.day = "2021-03-09".parse().unwrap()), ["period"]);
        assert_eq!(with(|d| d.day = "2021-02-28".parse().unwrap()), ["period"]);
        assert_eq!(with(|d| d.day = "2021-03-01".parse().unwrap()), ["period"], "its afternoon is over");
        assert_eq!(with(|d| d.until = EVENING.parse().unwrap()), ["until"]);
    }
}
