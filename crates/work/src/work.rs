//! What the jobs hold, and the schedules of a station.

use crate::{air, drawing::Radars, fetch::Client, pool::Pool, schedule::Schedule};
use desk::Desk;
use jiff::SignedDuration;
use model::{job::Job, source::Source, town};
use std::sync::Arc;
use store::Store;

/// Everything a job can reach. Cheap to clone.
#[derive(Clone)]
pub struct Work(pub(crate) Arc<Parts>);

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
    pub air: air::Settings,
    /// The bounded pool that decodes pictures.
    pub pictures: Pool,
    /// Name of this process in leases.
    pub node: String,
}

/// Where alerts are asked for, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// Addresses, each of GeoJSON of the weather service or of a CAP message.
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
}

impl std::ops::Deref for Work {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Work {
    /// Put the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
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
        all.push(own("prune", "30 3 * * *", Job::Prune));
        all
    }
}
