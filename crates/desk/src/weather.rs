//! The weather of towns: offer what was fetched; the gates say what readers see.

mod almanac;
mod own;

use crate::{By, Desk, Error};
use jiff::{SignedDuration, Timestamp};
use model::{
    job::Job,
    slug::Slug,
    stale::{Key, Stale},
    town::{StationId, Town},
    user::Action,
    weather::{
        Doubt, Forecast, ForecastKind, Gate, Observation, Refusal, Refused, Station, accept, accept_forecast,
        cleaned, part_day,
    },
};
use std::collections::BTreeMap;
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
        let refused = tx.refused_readings(slug).await?;
        let mut standing: BTreeMap<StationId, Refusal> =
            refused.iter().map(|refusal| (refusal.station.clone(), refusal.clone())).collect();
        let mut ordered: Vec<&Observation> = list.iter().collect();
        ordered.sort_by_key(|observation| observation.at);
        for observation in ordered {
            let (observation, notes) = cleaned(observation.clone());
            match accept(&observation, &past, town, now) {
                Ok(()) => {
                    if standing.get(&observation.station).is_some_and(|one| one.is_ended_by(&observation)) {
                        standing.remove(&observation.station);
                    }
                    tx.save_observation(slug, &observation).await?;
                    past.retain(|old| old.at != observation.at || old.station != observation.station);
                    past.insert(0, observation);
                    past.sort_by_key(|old| std::cmp::Reverse(old.at));
                    told.accepted += 1;
                    told.notes.extend(notes);
                }
                Err(Doubt::NotNewer) => {}
                Err(Doubt::Failed(gate, why)) => {
                    let known = refused.iter().find(|known| known.station == observation.station);
                    let refusal = Refusal::of(&observation, gate, &why, now).after(known);
                    standing.insert(refusal.station.clone(), refusal);
                    told.refused.push(why);
                }
            }
        }
        told.newest = past.first().map(|newest| newest.at);
        let turned = keep_refused(&tx, slug, &refused, &standing).await?;
        if let Some(newest) = told.newest.filter(|_| told.accepted > 0) {
            let patience = self.inner.station.weather.observation_max_age;
            grows_old(&tx, &format!("{slug}:now"), newest, patience).await?;
        }
        if turned || (told.accepted > 0 && told.newest.is_some()) {
            tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        }
        Ok(told)
    }

    /// Keep that a station answered and its readings are of no use, with what is wrong with them.
    pub async fn note_empty_answer(
        &self,
        slug: &Slug,
        station: &StationId,
        why: &str,
        by: &By,
    ) -> Result<(), Error> {
        by.must(Action::Operate)?;
        self.town(slug)?;
        let tx = self.begin().await?;
        let refused = tx.refused_readings(slug).await?;
        // What is known of a reading says more than that another had none.
        if refused.iter().any(|refusal| refusal.station == *station) {
            return Ok(());
        }
        let refusal = Refusal {
            station: station.clone(),
            at: None,
            temperature_tenths: None,
            gate: Gate::Empty,
            words: why.to_owned(),
            since: tx.now(),
        };
        tx.save_refused_reading(slug, &refusal).await?;
        tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        Ok(())
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

/// Keeps what changed of the refused readings; whether anything did. The same reading refused once more is no change.
async fn keep_refused(
    tx: &Tx,
    slug: &Slug,
    before: &[Refusal],
    standing: &BTreeMap<StationId, Refusal>,
) -> Result<bool, Error> {
    let mut turned = false;
    for refusal in standing.values().filter(|refusal| !before.contains(refusal)) {
        tx.save_refused_reading(slug, refusal).await?;
        turned = true;
    }
    for refusal in before.iter().filter(|refusal| !standing.contains_key(&refusal.station)) {
        tx.delete_refused_reading(slug, &refusal.station).await?;
        turned = true;
    }
    Ok(turned)
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
