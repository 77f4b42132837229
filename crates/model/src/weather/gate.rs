//! The gates of the weather: what must hold before readers see it. What fails is refused with words for the desk, and
//! readers keep the last good reading with its age.

use super::{
    Doubt, Forecast, ForecastKind, Gate, Observation, Refusal,
    series::{Point, drop_strange_extremes, jumps, weather_of},
};
use crate::{reading::Refused, town::Town};
use jiff::{SignedDuration, Timestamp};

/// How far a source's clock may be ahead.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(5);
/// The coldest and the warmest air that was ever measured is within this, in °C.
const TEMPERATURES: std::ops::RangeInclusive<f64> = -70.0..=57.0;
/// The very same figures for so long, in so many reports, are a sensor that has stopped.
const FROZEN: SignedDuration = SignedDuration::from_hours(8);
const FROZEN_REPORTS: usize = 6;

/// Figures that cannot be are taken out of an observation, each with its words.
fn cleaned(mut observation: Observation) -> (Observation, Vec<String>) {
    let mut notes = Vec::new();
    let mut drop_unless = |value: &mut Option<f64>, fits: &dyn Fn(f64) -> bool, what: &str| {
        if let Some(bad) = value.filter(|value| !fits(*value)) {
            notes.push(format!("{what} of {bad} was left out"));
            *value = None;
        }
    };
    let warmest = observation.temperature_c + 1.0;
    drop_unless(&mut observation.dewpoint_c, &|c| (-90.0..=warmest).contains(&c), "a dew point");
    drop_unless(&mut observation.humidity_percent, &|p| (0.0..=101.0).contains(&p), "a humidity");
    // Up to there it is rounding: saturated air.
    observation.humidity_percent = observation.humidity_percent.map(|percent| percent.min(100.0));
    drop_unless(&mut observation.visibility_m, &|m| (0.0..=200_000.0).contains(&m), "a visibility");
    drop_unless(&mut observation.sea_level_pa, &|pa| (85_000.0..=109_000.0).contains(&pa), "a pressure");
    for extreme in [&mut observation.high_6h_c, &mut observation.low_6h_c] {
        drop_unless(extreme, &|c| TEMPERATURES.contains(&c), "an extreme");
    }
    if let Some(kmh) = observation.wind.and_then(|wind| wind.kmh).filter(|kmh| !(0.0..=400.0).contains(kmh)) {
        notes.push(format!("a wind of {kmh} km/h was left out"));
        observation.wind = None;
    }
    if let Some(wind) = &mut observation.wind {
        // A gust is more than the wind, or it is none.
        wind.gust_kmh = wind.gust_kmh.filter(|gust| *gust > wind.kmh.unwrap_or(0.0) && *gust <= 400.0);
    }
    observation.wind = observation.wind.filter(|wind| wind.kmh.is_some() || wind.gust_kmh.is_some());
    (observation, notes)
}

/// What becomes of readings of one station.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Those that readers may see and that are new, or are changed.
    pub shown: Vec<Observation>,
    /// Those that readers may not see: which gate, and why in words; in order of time.
    pub refused: Vec<(Observation, Gate, String)>,
    /// Those that readers have seen, and that the ones after them have shown to be wrong.
    pub taken_back: Vec<Observation>,
    /// What was left out of those that are shown, in words.
    pub notes: Vec<String>,
}

/// Judge new readings of one station of a town beside its shown ones of the last hours, which are one series. What was
/// refused for its step and is not among the new ones, `waiting`, speaks with them.
pub fn judge(
    new: &[Observation],
    past: &[Observation],
    waiting: Option<&Refusal>,
    town: &Town,
    now: Timestamp,
) -> Judged {
    let mut judged = Judged::default();
    let mut series: Vec<(Observation, bool)> = past.iter().map(|old| (old.clone(), true)).collect();
    for reading in new {
        let (reading, notes) = cleaned(reading.clone());
        match alone(&reading, &series, town, now) {
            Ok(()) => {
                // A correction takes the place of what it corrects.
                series.retain(|(old, _)| old.at != reading.at);
                series.push((reading, false));
                judged.notes.extend(notes);
            }
            Err(Doubt::NotNewer) => {}
            Err(Doubt::Failed(gate, words)) => judged.refused.push((reading, gate, words)),
        }
    }
    series.sort_by_key(|(reading, _)| reading.at);
    judged.sort(&series, waiting);
    judged.refused.sort_by_key(|(reading, ..)| reading.at);
    judged
}

impl Judged {
    /// Of a series in order of time, with whether each has been shown before.
    fn sort(&mut self, series: &[(Observation, bool)], waiting: Option<&Refusal>) {
        let mut points: Vec<Point> = series.iter().map(|(reading, _)| point(reading)).collect();
        let waiting = waiting.filter(|refusal| refusal.gate == Gate::Jump).and_then(Refusal::point);
        if let Some(waiting) = waiting.filter(|waiting| points.iter().all(|(at, _)| *at != waiting.0)) {
            points.push(waiting);
            points.sort_by_key(|(at, _)| *at);
        }
        let verdict = weather_of(&points);
        let (weather, faults): (Vec<_>, Vec<_>) =
            points.iter().zip(verdict).partition(|(_, is_weather)| *is_weather);
        let weather: Vec<Point> = weather.into_iter().map(|(point, _)| *point).collect();
        let is_fault = |at: Timestamp| faults.iter().any(|(point, _)| point.0 == at);
        let mut before: Vec<&Observation> = Vec::new();
        for (reading, was_shown) in series {
            if is_fault(reading.at) {
                let words = contradicted(point(reading), &weather);
                match was_shown {
                    true => self.taken_back.push(reading.clone()),
                    false => self.refused.push((reading.clone(), Gate::Jump, words)),
                }
                continue;
            }
            let stopped = frozen_since(reading, &before).filter(|_| !was_shown);
            if let Some(since) = stopped {
                let words =
                    format!("Every figure is the very same since {since}: the sensor seems to have stopped.");
                self.refused.push((reading.clone(), Gate::Frozen, words));
                continue;
            }
            before.insert(0, reading);
            let mut kept = reading.clone();
            let is_changed = drop_strange_extremes(&mut kept, &weather);
            if is_changed {
                self.notes
                    .push("an extreme of six hours, which no reading bears out, was left out".to_owned());
            }
            if is_changed || !was_shown {
                self.shown.push(kept);
            }
        }
    }
}

fn point(reading: &Observation) -> Point {
    (reading.at, reading.temperature_c)
}

/// Between which readings the step is that cannot be.
fn contradicted(doubted: Point, weather: &[Point]) -> String {
    let minutes = |a: Point, b: Point| b.0.duration_since(a.0).as_secs_f64().abs() / 60.0;
    let before = weather.iter().rev().find(|point| point.0 < doubted.0);
    if let Some(before) = before.filter(|before| jumps(**before, doubted)) {
        let minutes = minutes(*before, doubted);
        return format!(
            "The temperature jumped from {:.1} to {:.1} °C in {minutes:.0} minutes.",
            before.1, doubted.1
        );
    }
    match weather.iter().find(|point| point.0 > doubted.0) {
        Some(after) => format!(
            "The temperature of {:.1} °C is borne out by none after it: {:.1} °C, {:.0} minutes later.",
            doubted.1,
            after.1,
            minutes(doubted, *after)
        ),
        None => format!("The temperature of {:.1} °C is borne out by no other.", doubted.1),
    }
}

/// The gates that a reading passes or fails by itself.
fn alone(
    new: &Observation,
    series: &[(Observation, bool)],
    town: &Town,
    now: Timestamp,
) -> Result<(), Doubt> {
    let failed = |gate, words: String| Err(Doubt::Failed(gate, words));
    if !town.stations.contains(&new.station) {
        return failed(Gate::Stranger, format!("{} does not speak for {}.", new.station, town.name));
    }
    if new.at.duration_since(now) > CLOCK_SKEW {
        return failed(Gate::Ahead, format!("The reading is dated {}, which has not come yet.", new.at));
    }
    if !new.temperature_c.is_finite() || !TEMPERATURES.contains(&new.temperature_c) {
        return failed(Gate::NotAir, format!("{:.1} °C is not a temperature of the air.", new.temperature_c));
    }
    if series.iter().any(|(old, _)| old.at == new.at && same_figures(old, new)) {
        return Err(Doubt::NotNewer);
    }
    Ok(())
}

fn same_figures(a: &Observation, b: &Observation) -> bool {
    let figures = |o: &Observation| {
        (o.temperature_c, o.dewpoint_c, o.humidity_percent, o.wind, o.sea_level_pa, o.visibility_m)
    };
    figures(a) == figures(b)
}

/// Since when nothing moved, if that is longer than air stands still.
fn frozen_since(new: &Observation, own: &[&Observation]) -> Option<Timestamp> {
    let same = own.iter().filter(|old| old.at < new.at).take_while(|old| same_figures(old, new));
    let (count, first) = same.fold((1, new.at), |(count, _), old| (count + 1, old.at));
    (count >= FROZEN_REPORTS && new.at.duration_since(first) >= FROZEN).then_some(first)
}

/// Whether readers may see a new forecast, given the one they see.
///
/// # Errors
/// Why not.
pub fn accept_forecast(new: &Forecast, shown: Option<&Forecast>, now: Timestamp) -> Result<(), Refused> {
    let failed = |words: String| Err(Refused::Failed(words));
    if new.made_at.duration_since(now) > CLOCK_SKEW {
        return failed(format!("The forecast is dated {}, which has not come yet.", new.made_at));
    }
    if !new.periods.iter().any(|period| period.end > now) {
        return failed(NOTHING_AHEAD.to_owned());
    }
    let strange = new.periods.iter().find_map(|period| {
        period.temperature_c.filter(|c| !TEMPERATURES.contains(c)).map(|c| (c, period.start))
    });
    if let Some((c, at)) = strange {
        return failed(format!("The forecast has {c:.1} °C at {at}, which is not a temperature of the air."));
    }
    // A forecast without figures for the time ahead takes nothing away from one that has them.
    if !new.periods.iter().any(|period| period.end > now && period.temperature_c.is_some()) {
        return failed("The forecast has no temperature for the time ahead.".to_owned());
    }
    match shown {
        Some(shown) if shown == new || shown.made_at > new.made_at => Err(Refused::NotNewer),
        _ => Ok(()),
    }
}

/// Of a forecast that is all of the past.
const NOTHING_AHEAD: &str = "The forecast says nothing of the time ahead.";

/// Why there is no forecast, for readers: from what was kept of the last try, `days: …` and `hours: …`. A source that answers
/// is not said to be silent.
pub fn why_no_forecast(kept: &str, kind: ForecastKind) -> &'static str {
    let own = kept.split_once(&format!("{}: ", kind.as_str())).map_or(kept, |(_, own)| own);
    if own.starts_with(NOTHING_AHEAD) {
        "the source has answered with one that is all of the past"
    } else if own.starts_with("The forecast ") {
        "what the source has answered cannot be used"
    } else {
        "the source has not answered"
    }
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
