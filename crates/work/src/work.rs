//! What the jobs hold, and the schedules of a station.

use crate::{drawing::Radars, fetch::Client, key::Key, pool::Pool, schedule::Schedule};
use desk::Desk;
use jiff::{SignedDuration, Timestamp};
use model::{
    job::Job,
    slug::Slug,
    source::Source,
    town::{self, Town},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use store::Store;

/// Everything a job can reach. Cheap to clone.
#[derive(Clone)]
pub struct Work {
    parts: Arc<Parts>,
    /// Sources that have answered since this process began.
    answered: Arc<Mutex<BTreeSet<Slug>>>,
    /// The shapes of zones that were kept at the last round of alerts.
    shapes: Arc<Mutex<Option<Mark>>>,
}

pub(crate) const KM_PER_MILE: f64 = 1.609_344;

/// How many shapes are kept, and since when the newest.
type Mark = (i64, Option<Timestamp>);

/// The parts of [`Work`].
pub struct Parts {
    /// The newsroom's verbs.
    pub desk: Desk,
    /// Queue and blobs.
    pub store: Store,
    /// The one client for outgoing requests.
    pub client: Client,
    /// Where alerts are asked for.
    pub alerts: Alerts,
    /// Radars, and what is remembered of them.
    pub radars: Radars,
    /// Where the weather comes from.
    pub weather: WeatherSettings,
    /// Where the air is asked for.
    pub air: AirSettings,
    /// The bounded pool that decodes pictures.
    pub pictures: Pool,
    /// Name of this process in leases.
    pub node: String,
}

/// Where alerts are asked for, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// Addresses, each of GeoJSON of the weather service, of a CAP message, or of an index of such messages.
    pub sources: Vec<String>,
    /// Time between two rounds.
    pub every: SignedDuration,
}

/// Where the weather comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeatherSettings {
    /// Root of the weather service's tree of addresses, without a final slash.
    pub endpoint: String,
    /// Where reports of airports are asked for; `None` to ask nowhere.
    pub metar_endpoint: Option<String>,
    /// Where towns are looked up by name, with `{name}` where the name goes; `None` to ask nowhere.
    pub geocoder: Option<String>,
    /// When observations are asked for: a cron pattern in station time.
    pub observation_schedule: String,
    /// When forecasts are asked for.
    pub forecast_schedule: String,
    /// When almanacs are asked for.
    pub almanac_schedule: String,
}

/// Where the air is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AirSettings {
    /// Address with `{latitude}`, `{longitude}`, `{miles}`, `{town}` and `{key}` where those go; empty to ask nowhere.
    pub source: String,
    /// What takes the place of `{key}`.
    pub key: Option<Key>,
    /// Minutes between two questions for a town; a divisor of 60.
    pub every_minutes: u32,
}

impl AirSettings {
    /// When a town is asked for, as a cron pattern: some minutes past the hour, when the hour before is told.
    pub fn schedule(&self) -> String {
        let every = usize::try_from(self.every_minutes.clamp(1, 60)).unwrap_or(60);
        let minutes: Vec<String> = (0..60).step_by(every).map(|at| ((at + 37) % 60).to_string()).collect();
        format!("{} * * * *", minutes.join(","))
    }

    /// The address for a town, still without the key.
    pub fn address(&self, town: &Town, distance_km: f64) -> String {
        let words = [
            ("{latitude}", format!("{:.4}", town.at.latitude)),
            ("{longitude}", format!("{:.4}", town.at.longitude)),
            ("{miles}", format!("{:.0}", distance_km / KM_PER_MILE)),
            ("{town}", town.slug.to_string()),
        ];
        words.iter().fold(self.source.clone(), |url, (place, word)| url.replace(place, word))
    }
}

impl std::ops::Deref for Work {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl Work {
    /// Put the parts together.
    pub fn new(parts: Parts) -> Self {
        Self { parts: Arc::new(parts), answered: Arc::default(), shapes: Arc::default() }
    }

    /// Whether a source has not answered yet since this process began.
    pub(crate) fn is_first_of(&self, source: &Slug) -> bool {
        !self.answered.lock().unwrap_or_else(PoisonError::into_inner).contains(source)
    }

    /// Whether other shapes of zones are kept than at the last round; a first look tells nothing.
    pub(crate) fn has_other_shapes(&self, mark: Mark) -> bool {
        let before = self.shapes.lock().unwrap_or_else(PoisonError::into_inner).replace(mark);
        before.is_some_and(|before| before != mark)
    }

    /// A source has answered.
    pub(crate) fn has_answered(&self, source: &Slug) {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).insert(source.clone());
    }

    /// Every schedule of the station at this moment: its sources', and its own.
    pub fn schedules(&self) -> Vec<Schedule> {
        let of_source = |source: &Source| Schedule {
            name: source.slug.to_string(),
            pattern: source.schedule.clone(),
            job: Job::RefreshTable(source.slug.clone()),
        };
        let own = |name: &str, pattern: &str, job| Schedule {
            name: name.to_owned(),
            pattern: pattern.to_owned(),
            job,
        };
        let tables = self.desk.tables();
        let sources = tables.values().filter_map(|table| table.source.as_ref());
        let mut all: Vec<Schedule> = sources.map(of_source).collect();
        for town in &self.desk.station().towns {
            let slug = || town.slug.clone();
            let (now, forecast) = (&self.weather.observation_schedule, &self.weather.forecast_schedule);
            if !town.stations.is_empty() {
                all.push(own(&format!("weather-{}-now", town.slug), now, Job::RefreshObservation(slug())));
            }
            if town.grid.is_some() {
                all.push(own(
                    &format!("weather-{}-forecast", town.slug),
                    forecast,
                    Job::RefreshForecast(slug()),
                ));
            }
        }
        let air = self.air.schedule();
        for town in self.desk.station().towns.iter().filter(|town| self.desk.station().tells_air_of(town)) {
            let source = town::air_source(&town.slug);
            all.push(own(source.as_str(), &air, Job::RefreshAir(town.slug.clone())));
        }
        for town in self.desk.station().towns.iter().filter(|town| town.almanac.is_some()) {
            let job = Job::RefreshAlmanac(town.slug.clone());
            all.push(own(town::almanac_source(&town.slug).as_str(), &self.weather.almanac_schedule, job));
        }
        // At midnight the front's date changes; within the hour a story grows too old for the news sitemap.
        all.push(own("age", "0 * * * *", Job::AgeReadings));
        if !self.alerts.sources.is_empty() {
            // The job asks for its next turn itself when that is sooner; this begins it, and begins it anew.
            all.push(own("alerts", "* * * * *", Job::PollAlerts));
        }
        for site in &self.desk.station().radar.sites {
            // As with alerts, the job asks for its next turn itself.
            let job = Job::PollRadar(site.id.slug().clone());
            all.push(own(site.id.source().as_str(), "* * * * *", job));
        }
        if self.desk.station().radar.mosaic.is_some() {
            // A radar that has something new asks for it; this finds those that have grown too old.
            all.push(own("radar-mosaic", "* * * * *", Job::DrawMosaic));
        }
        all.push(own("prune", "30 3 * * *", Job::Prune));
        all
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_schedule_of_the_air_divides_the_hour() {
        let of = |every_minutes| AirSettings { every_minutes, ..AirSettings::default() }.schedule();
        assert_eq!([of(60), of(30), of(20)], ["37 * * * *", "37,7 * * * *", "37,57,17 * * * *"]);
        for every in [10, 12, 15, 20, 30, 60] {
            crate::schedule::check(&of(every)).unwrap();
        }
    }
}
