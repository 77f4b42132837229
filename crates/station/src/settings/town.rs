//! Towns and where their weather comes from.

use super::{file, table::bad_address};
use crate::tree::Document;
use jiff::SignedDuration;
use model::{
    slug::Slug,
    station::Station,
    town::{self, ClimateId, CodeError, Grid, Position, SameCode, StationId, Town, Ugc, UgcKind, Zones},
    weather::Rules,
};

/// Nobody lives lower than the Dead Sea's shore or higher than this, in metres.
const ELEVATIONS: std::ops::RangeInclusive<f64> = -450.0..=6000.0;
/// More than these would all have to be asked before a town is told to have no observation.
const MOST_STATIONS: usize = 8;

/// Every town, by its address.
pub(super) fn towns(file: &file::File, station: &Station, told: &mut Document<'_>) -> Vec<Town> {
    let mut towns: Vec<Town> =
        file.town.iter().filter_map(|(name, town)| one(name, town, file, station, told)).collect();
    // The station's own town leads; a file's order is not kept by what reads it, so the others go by name.
    towns.sort_by_key(|town| (!station.city.starts_with(&town.name), town.name.clone()));
    for again in town::twice(towns.iter()) {
        let what = format!("There are two towns called “{}”.", again.name);
        let remedy = "Give one of them another name, or readers cannot tell which is meant.";
        told.fault(&["town", again.slug.as_str(), "name"], what, remedy);
    }
    towns
}

fn one(
    name: &str,
    town: &file::Town,
    file: &file::File,
    station: &Station,
    told: &mut Document<'_>,
) -> Option<Town> {
    let slug = match Slug::parse(name) {
        Ok(slug) if !town::RESERVED.contains(&slug.as_str()) => slug,
        Ok(slug) => {
            let what = format!("“{slug}” means something else in addresses of the weather.");
            told.fault(&["town", name], what, "Choose another name for this one.");
            return None;
        }
        Err(error) => {
            told.fault(&["town", name], format!("The town's name “{name}” {error}."), "");
            return None;
        }
    };
    if town.name.trim().is_empty() {
        told.fault(&["town", name, "name"], "The town has no name.", "Write the one that readers know.");
    }
    let names: [fn(&Slug) -> Slug; 4] =
        [town::now_source, town::forecast_source, town::air_source, town::almanac_source];
    for health in names.map(|name| name(&slug)) {
        if file.table.contains_key(health.as_str()) {
            let what = "The station keeps the state of this town's weather under that name.";
            told.fault(&["table", health.as_str()], what, "Give the table another name.");
        }
    }
    Some(Town {
        name: town.name.trim().to_owned(),
        place: place(name, town, station, told),
        at: position(name, town, told),
        elevation_m: elevation(name, town, told),
        stations: stations(name, town, told),
        grid: code(name, "grid", town.grid.as_deref(), Grid::parse, told),
        zones: zones(name, town, told),
        almanac: code(name, "almanac", town.almanac.as_deref(), ClimateId::parse, told),
        same: code(name, "same", town.same.as_deref(), SameCode::parse, told),
        air: town.air,
        slug,
    })
}

fn place(name: &str, town: &file::Town, station: &Station, told: &mut Document<'_>) -> Option<Slug> {
    let text = town.place.as_ref()?;
    let slug = Slug::parse(text).ok().filter(|slug| station.place(slug).is_some());
    if slug.is_none() {
        let remedy = "Declare it as [[place]], or take this out.";
        told.fault(&["town", name, "place"], format!("There is no place “{text}”."), remedy);
    }
    slug
}

fn position(name: &str, town: &file::Town, told: &mut Document<'_>) -> Position {
    let fits = |value: f64, most: f64| (-most..=most).contains(&value);
    for (key, value, most) in [("latitude", town.latitude, 90.0), ("longitude", town.longitude, 180.0)] {
        if !fits(value, most) {
            let remedy = format!("Write degrees between -{most} and {most}.");
            told.fault(&["town", name, key], format!("`{key}` is {value}."), remedy);
        }
    }
    Position::new(town.latitude, town.longitude).unwrap_or(Position { latitude: 0.0, longitude: 0.0 })
}

fn elevation(name: &str, town: &file::Town, told: &mut Document<'_>) -> Option<f64> {
    let elevation = town.elevation_m?;
    if !ELEVATIONS.contains(&elevation) {
        let (low, high) = (ELEVATIONS.start(), ELEVATIONS.end());
        let remedy = format!("Write metres above the sea, between {low} and {high}.");
        told.fault(&["town", name, "elevation_m"], format!("`elevation_m` is {elevation}."), remedy);
    }
    Some(elevation)
}

fn stations(name: &str, town: &file::Town, told: &mut Document<'_>) -> Vec<StationId> {
    if town.stations.len() > MOST_STATIONS {
        let what = format!("The town has {} stations.", town.stations.len());
        told.fault(&["town", name, "stations"], what, format!("Name {MOST_STATIONS} at most."));
    }
    if town.stations.is_empty() && town.grid.is_none() {
        let remedy = "Add `stations`, `grid`, or both.";
        told.fault(&["town", name], "Nobody speaks for the weather of this town.", remedy);
    }
    let mut known: Vec<StationId> = Vec::new();
    for (index, text) in town.stations.iter().enumerate() {
        let path = ["town", name, "stations", &index.to_string()];
        match StationId::parse(text) {
            Ok(id) if known.contains(&id) => {
                told.fault(&path, format!("The station {id} is named twice."), "Take one of them out.");
            }
            Ok(id) => known.push(id),
            Err(error) => told.fault(&path, format!("{error}."), ""),
        }
    }
    known
}

fn zones(name: &str, town: &file::Town, told: &mut Document<'_>) -> Zones {
    let mut zone = |key, text: &Option<String>, kind| {
        code(name, key, text.as_deref(), |text| Ugc::parse_as(text, kind), told)
    };
    Zones {
        forecast: zone("forecast_zone", &town.forecast_zone, UgcKind::Zone),
        county: zone("county_zone", &town.county_zone, UgcKind::County),
        fire: zone("fire_zone", &town.fire_zone, UgcKind::Zone),
    }
}

fn code<T>(
    name: &str,
    key: &str,
    text: Option<&str>,
    read: impl Fn(&str) -> Result<T, CodeError>,
    told: &mut Document<'_>,
) -> Option<T> {
    match read(text?) {
        Ok(code) => Some(code),
        Err(error) => {
            told.fault(&["town", name, key], format!("{error}."), "");
            None
        }
    }
}

/// How far the weather is trusted.
pub(super) fn rules(weather: &file::Weather, told: &mut Document<'_>) -> Rules {
    let file::Weather { observation_max_age_minutes, forecast_max_age_hours, far_km, high_m, .. } = weather;
    for (key, value) in [
        ("observation_max_age_minutes", *observation_max_age_minutes),
        ("forecast_max_age_hours", *forecast_max_age_hours),
    ] {
        if value == 0 {
            told.fault(&["weather", key], "The weather would never be fresh.", "Write at least 1.");
        }
    }
    for (key, value) in [("far_km", *far_km), ("high_m", *high_m)] {
        if !(value > 0.0 && value < 1e5) {
            told.fault(&["weather", key], format!("`{key}` is {value}."), "Write a number above 0.");
        }
    }
    Rules {
        observation_max_age: SignedDuration::from_mins(i64::from(*observation_max_age_minutes)),
        forecast_max_age: SignedDuration::from_hours(i64::from(*forecast_max_age_hours)),
        far_km: *far_km,
        high_m: *high_m,
        credit: weather.credit.trim().to_owned(),
        credit_url: weather.credit_url.clone(),
        ..Rules::default()
    }
}

/// Where the weather comes from.
pub(super) fn weather(weather: &file::Weather, told: &mut Document<'_>) -> work::weather::Settings {
    let endpoint = root(&weather.endpoint, "endpoint", told);
    let metar = root(&weather.metar_endpoint, "metar_endpoint", told);
    let geocoder = root(&weather.geocoder, "geocoder", told);
    if geocoder.starts_with("http") && !geocoder.contains("{name}") {
        let what = "The geocoder's address has no place for a name.";
        told.fault(&["weather", "geocoder"], what, "Write {name} where the name goes.");
    }
    if endpoint.is_empty() {
        told.fault(&["weather", "endpoint"], "Nobody is asked for the weather.", "Write an address.");
    }
    for (key, pattern) in [
        ("observation_schedule", &weather.observation_schedule),
        ("forecast_schedule", &weather.forecast_schedule),
        ("almanac_schedule", &weather.almanac_schedule),
    ] {
        if let Err(error) = work::schedule::check(pattern) {
            told.fault(&["weather", key], format!("{error}."), "");
        }
    }
    work::weather::Settings {
        endpoint,
        metar_endpoint: Some(metar).filter(|metar| !metar.is_empty()),
        geocoder: Some(geocoder).filter(|geocoder| !geocoder.is_empty()),
        observation_schedule: weather.observation_schedule.clone(),
        forecast_schedule: weather.forecast_schedule.clone(),
        almanac_schedule: weather.almanac_schedule.clone(),
    }
}

fn root(url: &str, key: &str, told: &mut Document<'_>) -> String {
    if let Some(why) = bad_address(url).filter(|_| !url.is_empty()) {
        let remedy = "Write https://…, file: and a folder, or replay: and a folder.";
        told.fault(&["weather", key], format!("“{url}” {why}."), remedy);
    }
    url.trim_end_matches('/').to_owned()
}
