//! The shape in which readings, periods and stations are kept: JSON, with what was not reported left out.

use crate::error::{Error, Result};
use jiff::Timestamp;
use model::{
    town::{Position, StationId},
    weather::{Condition, Observation, Origin, Period, Station, Wind},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

#[derive(Serialize, Deserialize)]
struct Reading {
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    words: String,
    c: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dewpoint: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    humidity: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wind: Option<StoredWind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pressure: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high_6h: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low_6h: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredWind {
    from: Option<f64>,
    kmh: Option<f64>,
    gust: Option<f64>,
}

#[derive(Serialize, Deserialize)]
struct StoredPeriod {
    name: String,
    /// Seconds since 1970, as the next.
    start: i64,
    end: i64,
    day: bool,
    c: Option<f64>,
    rain: Option<f64>,
    humidity: Option<f64>,
    wind: Option<(f64, f64)>,
    from: String,
    condition: Option<String>,
    short: String,
    long: String,
}

#[derive(Serialize, Deserialize)]
struct StoredStation {
    name: String,
    at: Option<(f64, f64)>,
    elevation: Option<f64>,
}

pub(super) fn pack(o: &Observation) -> Result<String> {
    write(&Reading {
        origin: o.origin.as_str().to_owned(),
        condition: o.condition.map(|condition| condition.as_str().to_owned()),
        words: o.words.clone(),
        c: o.temperature_c,
        dewpoint: o.dewpoint_c,
        humidity: o.humidity_percent,
        wind: o.wind.map(|wind| StoredWind { from: wind.from_deg, kmh: wind.kmh, gust: wind.gust_kmh }),
        pressure: o.sea_level_pa,
        visibility: o.visibility_m,
        high_6h: o.high_6h_c,
        low_6h: o.low_6h_c,
        raw: o.raw.clone(),
    })
}

pub(super) fn observation(station: StationId, at: Timestamp, text: &str) -> Result<Observation> {
    let kept: Reading = read(text)?;
    let origin = Origin::parse(&kept.origin)
        .ok_or_else(|| Error::damaged(format!("“{}” where an origin should be", kept.origin)))?;
    Ok(Observation {
        station,
        at,
        origin,
        condition: condition(kept.condition.as_deref()),
        words: kept.words,
        temperature_c: kept.c,
        dewpoint_c: kept.dewpoint,
        humidity_percent: kept.humidity,
        wind: kept.wind.map(|wind| Wind { from_deg: wind.from, kmh: wind.kmh, gust_kmh: wind.gust }),
        sea_level_pa: kept.pressure,
        visibility_m: kept.visibility,
        high_6h_c: kept.high_6h,
        low_6h_c: kept.low_6h,
        raw: kept.raw,
    })
}

pub(super) fn pack_periods(periods: &[Period]) -> Result<String> {
    let stored = |p: &Period| StoredPeriod {
        name: p.name.clone(),
        start: p.start.as_second(),
        end: p.end.as_second(),
        day: p.is_day,
        c: p.temperature_c,
        rain: p.rain_percent,
        humidity: p.humidity_percent,
        wind: p.wind_kmh,
        from: p.wind_from.clone(),
        condition: p.condition.map(|condition| condition.as_str().to_owned()),
        short: p.short.clone(),
        long: p.long.clone(),
    };
    write(&periods.iter().map(stored).collect::<Vec<_>>())
}

pub(super) fn periods(text: &str) -> Result<Vec<Period>> {
    let kept: Vec<StoredPeriod> = read(text)?;
    let moment = |seconds| {
        Timestamp::from_second(seconds).map_err(|error| Error::damaged(format!("the weather: {error}")))
    };
    let period = |p: StoredPeriod| {
        Ok(Period {
            condition: condition(p.condition.as_deref()),
            name: p.name,
            start: moment(p.start)?,
            end: moment(p.end)?,
            is_day: p.day,
            temperature_c: p.c,
            rain_percent: p.rain,
            humidity_percent: p.humidity,
            wind_kmh: p.wind,
            wind_from: p.from,
            short: p.short,
            long: p.long,
        })
    };
    kept.into_iter().map(period).collect()
}

pub(super) fn pack_station(station: &Station) -> Result<String> {
    write(&StoredStation {
        name: station.name.clone(),
        at: station.at.map(|at| (at.latitude, at.longitude)),
        elevation: station.elevation_m,
    })
}

pub(super) fn station(id: &StationId, text: &str) -> Result<Station> {
    let kept: StoredStation = read(text)?;
    let at = kept.at.and_then(|(latitude, longitude)| Position::new(latitude, longitude));
    Ok(Station { id: id.clone(), name: kept.name, at, elevation_m: kept.elevation })
}

/// A kind that another version of the program knew is no fault: the words beside it still stand.
fn condition(text: Option<&str>) -> Option<Condition> {
    text.and_then(Condition::parse)
}

fn write(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|source| Error::Failed { doing: "write the weather", source: Box::new(source) })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::damaged(format!("the weather: {error}")))
}
