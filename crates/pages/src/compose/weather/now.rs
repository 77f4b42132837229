//! A town's weather as it is now, and how far it can be trusted, in words.

use super::{air, figures};
use crate::{
    compose::{Context, alert},
    module::State,
    weather::Trust,
};
use jiff::Timestamp;
use model::{
    reading::{self, Reading, state_of},
    town::{StationId, Town},
    weather::{
        Almanac, Extremes, Forecast, ForecastKind, Observation, Own, Precipitation, Refusal, Station,
        why_no_forecast,
    },
};
use std::sync::Arc;

/// Everything that is known of a town's weather.
pub struct Now<'a> {
    /// Which.
    pub town: &'a Town,
    /// What was observed last.
    pub observation: Option<Reading<Observation>>,
    /// The stations of the town of which something is known.
    pub stations: Vec<Station>,
    /// Days and nights.
    pub days: Option<Reading<Forecast>>,
    /// Hour by hour.
    pub hours: Option<Reading<Forecast>>,
    /// What the newsroom's forecasters say of days and nights.
    pub own: Vec<Own>,
    /// What is normal for today, and its records.
    pub almanac: Option<Almanac>,
    /// The rain and snow of today so far, else of yesterday.
    pub precipitation: Option<Precipitation>,
    /// What was measured since local midnight.
    pub measured: Extremes,
    /// What was last forecast for today's high, degrees Celsius.
    pub forecast_high_c: Option<f64>,
    /// What was last forecast for tonight's low, degrees Celsius.
    pub forecast_low_c: Option<f64>,
    /// Its air; none where the station does not tell of it.
    pub air: Option<air::Known<'a>>,
    /// What warns at this moment.
    pub warned: Arc<alert::Now>,
    /// The last try to get an observation failed.
    pub trouble: bool,
    /// Readings of its stations that gates refused, and that no newer one has taken the place of.
    pub refused: Vec<Refusal>,
    /// Why the last try to get a forecast failed, if it did, as it was kept.
    pub forecast_trouble: Option<String>,
    /// When the station looks for an observation again.
    pub next: Option<Timestamp>,
    /// The station's moment.
    pub now: Timestamp,
}

impl Now<'_> {
    /// How far the observation can be trusted, and what is wrong with it in words.
    pub(super) fn condition(&self, context: &Context<'_>) -> (State, Option<String>) {
        let name = &self.town.name;
        match (state_of(self.observation.as_ref(), self.now), &self.observation) {
            (reading::State::Fresh, _) => (State::Fresh, None),
            (reading::State::Stale { .. }, Some(reading)) => {
                let at = figures::clock(reading.observed_at, self.now, context);
                let words = match self.refused_since(Some(reading.observed_at)) {
                    Some(refusal) => format!(
                        "The last good observation of {name} is of {at}. Newer ones have come and are not shown: {}.",
                        refusal.gate.told()
                    ),
                    None => {
                        format!("The last observation of {name} is of {at}; nothing newer has come since.")
                    }
                };
                (State::Stale, Some(words))
            }
            _ if self.town.stations.is_empty() => {
                (State::Missing, Some(format!("No weather station speaks for {name}.")))
            }
            _ if let Some(refusal) = self.refused_since(None) => {
                let why = refusal.gate.told();
                let words =
                    format!("No observation of {name} is available: its stations have answered, but {why}.");
                (State::Missing, Some(words))
            }
            _ if self.trouble => (
                State::Missing,
                Some(format!("No observation of {name} is available: its stations have not answered.")),
            ),
            _ => (State::Missing, Some(format!("No observation of {name} has come yet."))),
        }
    }

    /// What was refused and is newer than what is shown, of the station that is asked first.
    fn refused_since(&self, shown: Option<Timestamp>) -> Option<&Refusal> {
        let newer = |refusal: &&Refusal| refusal.at.is_none_or(|at| shown.is_none_or(|shown| at > shown));
        let of = |station: &StationId| {
            self.refused.iter().filter(newer).find(|refusal| refusal.station == *station)
        };
        self.town.stations.iter().find_map(of)
    }

    /// The observation, if it is still what is now.
    pub(super) fn fresh(&self) -> Option<&Observation> {
        let reading = self.observation.as_ref()?;
        (reading.state(self.now) == reading::State::Fresh).then_some(&reading.value)
    }

    /// How far the forecast of days can be trusted.
    pub(super) fn days_trust(&self, context: &Context<'_>) -> Trust {
        self.trust(self.days.as_ref(), ForecastKind::Days, context)
    }

    /// How far the forecast of hours can be trusted.
    pub(super) fn hours_trust(&self, context: &Context<'_>) -> Trust {
        let mut trust = self.trust(self.hours.as_ref(), ForecastKind::Hours, context);
        let end = self.hours.iter().flat_map(|hours| &hours.value.periods).map(|hour| hour.end).max();
        // Hours that are all over are no forecast any more, however it came that there are no newer ones.
        if let (Some(end), Some(made)) = (end.filter(|end| *end <= self.now), &trust.made) {
            trust.state = State::Stale;
            trust.note = Some(format!(
                "The forecast by the hour was made {} and went to {}; nothing newer has come since.",
                made.words,
                context.moment(end).words
            ));
        }
        trust
    }

    fn trust(
        &self,
        forecast: Option<&Reading<Forecast>>,
        kind: ForecastKind,
        context: &Context<'_>,
    ) -> Trust {
        let what = match kind {
            ForecastKind::Days => "The forecast",
            ForecastKind::Hours => "The forecast by the hour",
        };
        let made = forecast.map(|forecast| context.moment(forecast.observed_at));
        let (state, note) = match state_of(forecast, self.now) {
            reading::State::Fresh => (State::Fresh, None),
            reading::State::Stale { .. } => {
                let words = made.as_ref().map_or("", |made| made.words.as_str());
                (State::Stale, Some(format!("{what} was made {words}; nothing newer has come since.")))
            }
            reading::State::Missing if self.town.grid.is_none() => {
                (State::Missing, Some(format!("Nobody forecasts the weather of {} here.", self.town.name)))
            }
            reading::State::Missing if let Some(kept) = &self.forecast_trouble => {
                (State::Missing, Some(format!("{what} is not available: {}.", why_no_forecast(kept, kind))))
            }
            reading::State::Missing => (State::Missing, Some(format!("{what} has not come yet."))),
        };
        Trust { state, note, made }
    }
}
