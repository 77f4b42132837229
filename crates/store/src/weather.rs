//! The weather of towns: readings of the last days, the forecasts that are shown, and the stations.
//!
//! A failed refresh removes nothing: what was accepted stays until something newer is accepted.

mod almanac;
mod own;
mod packed;
mod precipitation;
mod refused;

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, Value, values},
    tx::Tx,
};
use jiff::{Timestamp, civil::Date};
use model::{
    slug::Slug,
    town::StationId,
    weather::{Forecast, ForecastKind, Observation, Part, Station},
};

/// The most readings of each station that one question gives: five-minute readings of a day and a half, and some.
const READINGS: i64 = 500;

/// Something that was fetched, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    /// What.
    pub value: T,
    /// When.
    pub at: Timestamp,
}

impl Reads {
    /// The newest observation of a town.
    pub async fn observation(&self, town: &Slug) -> Result<Option<Fetched<Observation>>> {
        let sql = "SELECT fetched_at, station, observed_at, reading FROM observations WHERE town_slug = $1
            ORDER BY observed_at DESC, station LIMIT 1";
        self.link.one(sql, values![town]).await?.as_ref().map(observation_of).transpose()
    }

    /// The newest observation of a town by one of its stations.
    pub async fn observation_by(
        &self,
        town: &Slug,
        station: &StationId,
    ) -> Result<Option<Fetched<Observation>>> {
        let sql = "SELECT fetched_at, station, observed_at, reading FROM observations
            WHERE town_slug = $1 AND station = $2 ORDER BY observed_at DESC LIMIT 1";
        let bound = values![town, station.as_str()];
        self.link.one(sql, bound).await?.as_ref().map(observation_of).transpose()
    }

    /// The observations of a town since a moment, newest first; of each station the newest 500.
    pub async fn observations(&self, town: &Slug, since: Timestamp) -> Result<Vec<Observation>> {
        let sql = "SELECT fetched_at, station, observed_at, reading FROM (
                SELECT fetched_at, station, observed_at, reading,
                    ROW_NUMBER() OVER (PARTITION BY station ORDER BY observed_at DESC) AS place
                FROM observations WHERE town_slug = $1 AND observed_at >= $2) readings
            WHERE place <= $3 ORDER BY observed_at DESC, station";
        let rows = self.link.all(sql, values![town, since, READINGS]).await?;
        rows.iter().map(|row| Ok(observation_of(row)?.value)).collect()
    }

    /// A forecast of a town.
    pub async fn forecast(&self, town: &Slug, kind: ForecastKind) -> Result<Option<Fetched<Forecast>>> {
        let sql = "SELECT made_at, fetched_at, periods FROM forecasts WHERE town_slug = $1 AND kind = $2";
        let Some(row) = self.link.one(sql, values![town, kind.as_str()]).await? else { return Ok(None) };
        let mut columns = row.columns();
        let (made_at, at) = (columns.moment()?, columns.moment()?);
        let value = Forecast { made_at, periods: packed::periods(&columns.text()?)? };
        Ok(Some(Fetched { value, at }))
    }

    /// What was last forecast for a local day's high or a night's low, degrees Celsius.
    pub async fn forecast_of(&self, town: &Slug, day: Date, part: Part) -> Result<Option<f64>> {
        let sql = "SELECT temperature FROM forecast_days WHERE town_slug = $1 AND day = $2 AND part = $3";
        let row = self.link.one(sql, values![town, day, part.as_str()]).await?;
        row.map(|row| row.columns().real()).transpose()
    }

    /// What is known of a station, and since when.
    pub async fn weather_station(&self, id: &StationId) -> Result<Option<Fetched<Station>>> {
        let sql = "SELECT facts, fetched_at FROM weather_stations WHERE id = $1";
        let Some(row) = self.link.one(sql, values![id.as_str()]).await? else { return Ok(None) };
        let mut columns = row.columns();
        let value = packed::station(id, &columns.text()?)?;
        Ok(Some(Fetched { value, at: columns.moment()? }))
    }
}

impl Tx {
    /// Keeps an observation; one of the same station and moment is corrected by it.
    pub async fn save_observation(&self, town: &Slug, observation: &Observation) -> Result<()> {
        let sql = "INSERT INTO observations (town_slug, observed_at, station, fetched_at, reading)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (town_slug, observed_at, station) DO UPDATE
            SET fetched_at = excluded.fetched_at, reading = excluded.reading";
        let station = observation.station.as_str();
        let bound = values![town, observation.at, station, self.now(), packed::pack(observation)?];
        self.link().run(sql, bound).await.map(drop)
    }

    /// Forgets an observation that has been found wrong.
    pub async fn delete_observation(&self, town: &Slug, station: &StationId, at: Timestamp) -> Result<()> {
        let sql = "DELETE FROM observations WHERE town_slug = $1 AND observed_at = $2 AND station = $3";
        self.link().run(sql, values![town, at, station.as_str()]).await.map(drop)
    }

    /// Keeps the forecast of a town in the place of the one before.
    pub async fn save_forecast(&self, town: &Slug, kind: ForecastKind, forecast: &Forecast) -> Result<()> {
        let sql = "INSERT INTO forecasts (town_slug, kind, made_at, fetched_at, periods) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (town_slug, kind) DO UPDATE
            SET made_at = excluded.made_at, fetched_at = excluded.fetched_at, periods = excluded.periods";
        let periods = packed::pack_periods(&forecast.periods)?;
        let bound = values![town, kind.as_str(), forecast.made_at, self.now(), periods];
        self.link().run(sql, bound).await.map(drop)
    }

    /// Keeps what is forecast for a local day or night.
    pub async fn save_forecast_of(&self, town: &Slug, day: Date, part: Part, c: f64) -> Result<()> {
        let sql = "INSERT INTO forecast_days (town_slug, day, part, temperature) VALUES ($1, $2, $3, $4)
            ON CONFLICT (town_slug, day, part) DO UPDATE SET temperature = excluded.temperature";
        self.link().run(sql, values![town, day, part.as_str(), Value::Real(c)]).await.map(drop)
    }

    /// Keeps what is known of a station.
    pub async fn save_weather_station(&self, station: &Station) -> Result<()> {
        let sql = "INSERT INTO weather_stations (id, facts, fetched_at) VALUES ($1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET facts = excluded.facts, fetched_at = excluded.fetched_at";
        let bound = values![station.id.as_str(), packed::pack_station(station)?, self.now()];
        self.link().run(sql, bound).await.map(drop)
    }

    /// Deletes readings and forecast days from before a moment, but of each town its newest reading: how old it is,
    /// readers are told.
    pub async fn prune_weather(&self, before: Timestamp, day: Date) -> Result<u64> {
        let sql = "DELETE FROM observations WHERE observed_at < $1 AND observed_at <
            (SELECT MAX(newest.observed_at) FROM observations AS newest WHERE newest.town_slug = observations.town_slug)";
        let readings = self.link().run(sql, values![before]).await?;
        let days = self.link().run("DELETE FROM forecast_days WHERE day < $1", values![day]).await?;
        let own = self.link().run("DELETE FROM own_forecasts WHERE day < $1", values![day]).await?;
        let almanacs = self.link().run("DELETE FROM almanacs WHERE day < $1", values![day]).await?;
        let sql = "DELETE FROM precipitations WHERE day < $1";
        let rain = self.link().run(sql, values![day]).await?;
        Ok(readings + days + own + almanacs + rain)
    }
}

fn observation_of(row: &Row) -> Result<Fetched<Observation>> {
    let mut columns = row.columns();
    let at = columns.moment()?;
    let station = columns.text()?;
    let id = StationId::parse(&station).map_err(|error| Error::damaged(error.to_string()))?;
    let observed_at = columns.moment()?;
    Ok(Fetched { value: packed::observation(id, observed_at, &columns.text()?)?, at })
}
