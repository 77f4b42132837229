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
        Forecast, ForecastKind, Gate, Judged, Observation, Refusal, Refused, Station, accept_forecast, judge,
        part_day,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// How far back observations are compared and a day's high is looked for.
const PAST: SignedDuration = SignedDuration::from_hours(36);

/// What became of fetched observations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// How many are new and shown.
    pub accepted: usize,
    /// How many were shown and have been found wrong.
    pub taken_back: usize,
    /// Why others are not, in words; those that were known are not among them.
    pub refused: Vec<String>,
    /// What was left out of those that are shown.
    pub notes: Vec<String>,
    /// The moment of the newest that readers see.
    pub newest: Option<Timestamp>,
}

impl Observed {
    fn count(&mut self, judged: Judged) {
        self.accepted += judged.shown.len();
        self.taken_back += judged.taken_back.len();
        self.refused.extend(judged.refused.into_iter().map(|(_, _, why)| why));
        self.notes.extend(judged.notes);
    }
}

impl Desk {
    /// Put observations of a town before the gates, each station's as a series; show those that pass, and take back what they
    /// show to have been wrong. Running it twice changes nothing more.
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
        let stations: BTreeSet<&StationId> = list.iter().map(|reading| &reading.station).collect();
        for station in stations {
            let of_it = |all: &[Observation]| -> Vec<Observation> {
                all.iter().filter(|reading| reading.station == *station).cloned().collect()
            };
            let known = refused.iter().find(|known| known.station == *station);
            let judged = judge(&of_it(list), &of_it(&past), known, town, now);
            for wrong in &judged.taken_back {
                tx.delete_observation(slug, station, wrong.at).await?;
            }
            for reading in &judged.shown {
                tx.save_observation(slug, reading).await?;
            }
            let is_replaced =
                |old: &Observation| judged.shown.iter().chain(&judged.taken_back).any(|o| o.at == old.at);
            past.retain(|old| old.station != *station || !is_replaced(old));
            past.extend(judged.shown.iter().cloned());
            let newest = past.iter().filter(|old| old.station == *station).max_by_key(|old| old.at);
            match stands(known, &judged, newest, now) {
                Some(refusal) => drop(standing.insert(station.clone(), refusal)),
                None => drop(standing.remove(station)),
            }
            if let Some(newest) = newest.filter(|_| !judged.shown.is_empty()) {
                let patience = self.inner.station.weather.observation_max_age;
                grows_old(&tx, &format!("{slug}:now"), newest.at, patience).await?;
            }
            told.count(judged);
        }
        past.sort_by_key(|old| std::cmp::Reverse(old.at));
        told.newest = past.first().map(|newest| newest.at);
        let turned = keep_refused(&tx, slug, &refused, &standing).await?;
        if turned || told.accepted > 0 || told.taken_back > 0 {
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

/// What is refused of a station's readings, as long as no newer one passed; of those that bear each other out the first.
fn stands(
    known: Option<&Refusal>,
    judged: &Judged,
    newest: Option<&Observation>,
    now: Timestamp,
) -> Option<Refusal> {
    let holds = |refusal: &Refusal| newest.is_none_or(|newest| !refusal.is_ended_by(newest));
    let mut standing = known.filter(|known| holds(known)).cloned();
    for (reading, gate, why) in &judged.refused {
        let refusal = Refusal::of(reading, *gate, why, now).after(known);
        let is_first = standing.as_ref().is_none_or(|first| !first.is_borne_out_by(&refusal));
        if is_first && holds(&refusal) {
            standing = Some(refusal);
        }
    }
    standing
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
