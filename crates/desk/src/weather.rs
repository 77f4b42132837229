//! The weather of towns: offer what was fetched; the gates say what readers see.

mod almanac;
mod own;

use crate::{By, Desk, Error};
use jiff::{SignedDuration, Timestamp};
use model::{
    job::Job,
    slug::Slug,
    stale::{Key, Stale},
    town::Town,
    user::Action,
    weather::{
        Forecast, ForecastKind, Observation, Refused, Station, accept, accept_forecast, cleaned, part_day,
    },
};
use store::Tx;

/// How far back observations are compared and a day's high is looked for.
const PAST: SignedDuration = SignedDuration::from_hours(36);

/// What became of fetched observations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// How many are new and shown.
    pub accepted: usize,
    /// Why others are not, in words; those that were known are not among them.
    pub refused: Vec<String>,
    /// What was left out of those that are shown.
    pub notes: Vec<String>,
    /// The moment of the newest that readers see.
    pub newest: Option<Timestamp>,
}

impl Desk {
    /// Put observations of a town before the gates, in order of time; show those that pass. Running it twice changes
    /// nothing more.
    pub async fn offer_observations(
        &self,
        slug: &Slug,
        list: &[Observation],
        by: &By,
    ) -> Result<Observed, Error> {
        by.must(Action::Operate)?;
        let town = self.town(slug)?;
        let tx = self.begin().await?;
        let now = tx.now();
        let mut past = tx.observations(slug, now.saturating_sub(PAST).unwrap_or(Timestamp::MIN)).await?;
        let mut told = Observed::default();
        let mut ordered: Vec<&Observation> = list.iter().collect();
        ordered.sort_by_key(|observation| observation.at);
        for observation in ordered {
            let (observation, notes) = cleaned(observation.clone());
            match accept(&observation, &past, town, now) {
                Ok(()) => {
                    tx.save_observation(slug, &observation).await?;
                    past.retain(|old| old.at != observation.at || old.station != observation.station);
                    past.insert(0, observation);
                    past.sort_by_key(|old| std::cmp::Reverse(old.at));
                    told.accepted += 1;
                    told.notes.extend(notes);
                }
                Err(Refused::NotNewer) => {}
                Err(Refused::Failed(why)) => told.refused.push(why),
            }
        }
        told.newest = past.first().map(|newest| newest.at);
        if let Some(newest) = told.newest.filter(|_| told.accepted > 0) {
            let patience = self.inner.station.weather.observation_max_age;
            grows_old(&tx, &format!("{slug}:now"), newest, patience).await?;
            tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        }
        Ok(told)
    }

    /// Put a forecast of a town before the gates; show it if it passes. What it says of each local day and night is
    /// remembered beyond it.
    pub async fn offer_forecast(
        &self,
        slug: &Slug,
        kind: ForecastKind,
        forecast: &Forecast,
        by: &By,
    ) -> Result<Result<(), Refused>, Error> {
        by.must(Action::Operate)?;
        self.town(slug)?;
        let tx = self.begin().await?;
        let shown = tx.forecast(slug, kind).await?.map(|shown| shown.value);
        if let Err(refused) = accept_forecast(forecast, shown.as_ref(), tx.now()) {
            return Ok(Err(refused));
        }
        tx.save_forecast(slug, kind, forecast).await?;
        let patience = self.inner.station.weather.forecast_max_age;
        grows_old(&tx, &format!("{slug}:{}", kind.as_str()), forecast.made_at, patience).await?;
        if kind == ForecastKind::Days {
            let zone = &self.inner.station.zone;
            for period in &forecast.periods {
                let Some(c) = period.temperature_c else { continue };
                let (day, part) = part_day(period.start, period.is_day, zone);
                tx.save_forecast_of(slug, day, part, c).await?;
            }
        }
        tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        Ok(Ok(()))
    }

    /// Keep what is known of a station of a town.
    pub async fn note_station(&self, slug: &Slug, station: &Station, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        tx.save_weather_station(station).await?;
        tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        Ok(())
    }

    pub(crate) fn town(&self, slug: &Slug) -> Result<&Town, Error> {
        self.inner.station.town(slug).ok_or(Error::NotFound("town"))
    }
}

/// Growing old is a change of every page that shows it, at the moment it happens.
pub(crate) async fn grows_old(
    tx: &Tx,
    what: &str,
    at: Timestamp,
    patience: SignedDuration,
) -> Result<(), Error> {
    let Ok(then) = at.checked_add(patience) else { return Ok(()) };
    if then > tx.now() {
        tx.enqueue(&Job::AgeReadings, then, Some(&format!("weather:{what}:{at}"))).await?;
    }
    Ok(())
}
