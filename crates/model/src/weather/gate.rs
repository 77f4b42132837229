//! The gates of the weather: what must hold before readers see it. What fails is refused with words for the desk, and
//! readers keep the last good reading with its age.

use super::{Doubt, Forecast, ForecastKind, Gate, Observation};
use crate::{reading::Refused, town::Town};
use jiff::{SignedDuration, Timestamp};

/// How far a source's clock may be ahead.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(5);
/// The coldest and the warmest air that was ever measured is within this, in °C.
const TEMPERATURES: std::ops::RangeInclusive<f64> = -70.0..=57.0;
/// A step that even a front does not make: so much, and so much more for each hour between, in °C.
const JUMP_C: f64 = 9.0;
const JUMP_C_PER_HOUR: f64 = 7.0;
/// Before this a jump is compared; after a longer silence anything may have happened.
const JUMP_HOURS: f64 = 3.0;
/// The very same figures for so long, in so many reports, are a sensor that has stopped.
const FROZEN: SignedDuration = SignedDuration::from_hours(8);
const FROZEN_REPORTS: usize = 6;

/// Figures that cannot be are taken out of an observation, each with its words.
pub fn cleaned(mut observation: Observation) -> (Observation, Vec<String>) {
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

/// Whether readers may see a new observation of a town, given the ones of the last hours, newest first.
///
/// # Errors
/// Why not.
pub fn accept(new: &Observation, past: &[Observation], town: &Town, now: Timestamp) -> Result<(), Doubt> {
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
    let own: Vec<&Observation> = past.iter().filter(|old| old.station == new.station).collect();
    if own.iter().any(|old| old.at == new.at && same_figures(old, new)) {
        return Err(Doubt::NotNewer);
    }
    if let Some(last) = own.iter().find(|old| old.at < new.at) {
        let hours = new.at.duration_since(last.at).as_secs_f64() / 3_600.0;
        let step = (new.temperature_c - last.temperature_c).abs();
        if hours <= JUMP_HOURS && step > JUMP_C + JUMP_C_PER_HOUR * hours {
            return failed(
                Gate::Jump,
                format!(
                    "The temperature jumped from {:.1} to {:.1} °C in {:.0} minutes.",
                    last.temperature_c,
                    new.temperature_c,
                    hours * 60.0
                ),
            );
        }
    }
    if let Some(since) = frozen_since(new, &own) {
        return failed(
            Gate::Frozen,
            format!("Every figure is the very same since {since}: the sensor seems to have stopped."),
        );
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
