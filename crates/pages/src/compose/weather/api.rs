//! The weather for programs: `/api/v1/weather` and `/api/v1/weather/medford`. Metric units, named in each key; a figure
//! that is not known is `null`; each part says its state and its moment.

use super::{Now, air, almanac, card, page, rain, week};
use crate::{compose::Context, module::State, weather::Trust};
use model::{
    reading::Reading,
    weather::{Condition, Forecast, Own, Period, Sun, Units, feels_like, night_of, over_at, sun},
};
use serde_json::{Value, json};

/// All towns, without their forecasts.
pub fn index(towns: &[Now<'_>], context: &Context<'_>) -> String {
    let towns: Vec<Value> = towns.iter().map(|now| summary(now, context)).collect();
    json!({ "source": context.station.weather.credit, "towns": towns }).to_string()
}

/// A town with its forecasts, and the notices for it.
pub fn town(now: &Now<'_>, notices: Vec<Value>, context: &Context<'_>) -> String {
    let mut told = summary(now, context);
    told["notices"] = Value::Array(notices);
    told["source"] = json!(context.station.weather.credit);
    told["days"] = forecast(now.days.as_ref(), &now.days_trust(context));
    told["hours"] = forecast(now.hours.as_ref(), &now.hours_trust(context));
    told["week"] = week::told(now, context);
    told["own"] = own(now, context);
    told["almanac"] = almanac::told(now, context);
    told["precipitation"] = rain::told(now, context);
    told["sky"] = sky(now, context);
    told.to_string()
}

/// Sun and moon in words, and the sun's moments as moments.
fn sky(now: &Now<'_>, context: &Context<'_>) -> Value {
    let mut told: Value = page::sky(now, context)
        .into_iter()
        .map(|fact| (fact.label.to_lowercase(), json!(fact.value)))
        .collect();
    let today = now.now.to_zoned_datetime(context.station.zone.clone()).date();
    let (rise, set) = match sun(today, now.town.at) {
        Sun::RisesAndSets { rise, set } => (Some(rise), Some(set)),
        Sun::Up | Sun::Down => (None, None),
    };
    told["sunrise_at"] = json!(rise.map(|at| context.moment(at).iso));
    told["sunset_at"] = json!(set.map(|at| context.moment(at).iso));
    told
}

fn summary(now: &Now<'_>, context: &Context<'_>) -> Value {
    let card = card::card(now, Units::Metric, context);
    let range = now.range(context);
    let asides: Vec<&String> = card.asides.iter().chain(card.own.iter().map(|own| &own.words)).collect();
    let zone = &context.station.zone;
    let local = now.now.to_zoned_datetime(zone.clone());
    let seen = now.observation.as_ref();
    let observation = seen.map(|reading| {
        let seen = &reading.value;
        let known = now.stations.iter().find(|station| station.id == seen.station);
        let feels = feels_like(seen.temperature_c, seen.humidity_percent, seen.wind.and_then(|wind| wind.kmh));
        json!({
            "station": seen.station.to_string(),
            "station_name": known.map(|known| known.name.clone()),
            "station_distance_km": known.and_then(|known| known.at).map(|at| tenths(now.town.at.km_to(at))),
            "observed_at": seen.at.to_string(), "fetched_at": reading.fetched_at.to_string(),
            "good_until": reading.good_until().to_string(), "by": seen.origin.as_str(),
            "words": seen.words, "condition": seen.condition.map(Condition::as_str),
            "temperature_c": seen.temperature_c, "feels_like_c": feels.map(|feels| tenths(feels.c)),
            "dewpoint_c": seen.dewpoint_c, "humidity_percent": seen.humidity_percent.map(tenths),
            "wind_kmh": seen.wind.and_then(|wind| wind.kmh).map(tenths), "wind_from_deg": seen.wind.and_then(|wind| wind.from_deg),
            "gust_kmh": seen.wind.and_then(|wind| wind.gust_kmh).map(tenths),
            "sea_level_pa": seen.sea_level_pa, "visibility_m": seen.visibility_m,
        })
    });
    json!({
        "town": now.town.slug.to_string(), "name": now.town.name,
        "latitude": now.town.at.latitude, "longitude": now.town.at.longitude,
        "state": state(card.state), "note": card.note, "observation": observation,
        // The local day whose high it is, and the one in whose evening the night of the low begins.
        "high_of_day": local.date().to_string(), "low_of_night": night_of(now.now, zone).to_string(),
        "high_c": range.high_c.map(tenths), "high_is_measured": range.high_is_measured,
        "low_c": range.low_c.map(tenths), "low_is_measured": range.low_is_measured, "asides": asides,
        "air": now.air.as_ref().map(|known| air::told(known, context)),
        "url": context.absolute(&model::url::Url::Weather(model::url::WeatherUrl::of(
            Some(&now.town.slug), model::url::WeatherForm::Page))),
    })
}

fn forecast(reading: Option<&Reading<Forecast>>, trust: &Trust) -> Value {
    let periods = reading.map(|reading| reading.value.periods.iter().map(period).collect::<Vec<_>>());
    json!({
        "state": state(trust.state), "note": trust.note,
        "made_at": reading.map(|reading| reading.observed_at.to_string()),
        "fetched_at": reading.map(|reading| reading.fetched_at.to_string()),
        "good_until": reading.map(|reading| reading.good_until().to_string()),
        "periods": periods.unwrap_or_default(),
    })
}

/// What the newsroom's own forecasters say of days and nights; beside the weather service's, which stay as they are.
fn own(now: &Now<'_>, context: &Context<'_>) -> Value {
    let zone = &context.station.zone;
    let holding = now.own.iter().filter(|own| own.holds(now.now, zone));
    let told = |own: &Own| {
        let draft = &own.draft;
        json!({
            "id": format!("own-{}", draft.name()), "day": draft.day.to_string(), "part": draft.part.as_str(),
            "words": draft.words, "temperature_c": draft.temperature_c.map(tenths), "note": draft.note,
            "by": own.by, "made_at": own.made_at.to_string(),
            "until": draft.until.min(over_at(draft.day, draft.part, zone)).to_string(),
        })
    };
    holding.map(told).collect()
}

fn period(period: &Period) -> Value {
    json!({
        "name": period.name, "start": period.start.to_string(), "end": period.end.to_string(),
        "is_day": period.is_day, "temperature_c": period.temperature_c.map(tenths),
        "rain_percent": period.rain_percent, "humidity_percent": period.humidity_percent,
        "wind_kmh": period.wind_kmh.map(|(low, high)| [tenths(low), tenths(high)]), "wind_from": period.wind_from,
        "condition": period.condition.map(Condition::as_str),
        "short": period.short, "long": period.long,
    })
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

pub(crate) fn state(state: State) -> &'static str {
    match state {
        State::Fresh => "fresh",
        State::Stale => "stale",
        State::Held => "held",
        State::Missing => "missing",
        State::Failed => "failed",
    }
}
