//! A town now, in a card: never a figure without its moment and who observed it.

use super::{Now, address, air, figures, own};
use crate::{
    compose::{Context, alert},
    weather::{Fact, TownCard, icon},
};
use jiff::Timestamp;
use model::{
    town::{Position, Town},
    url::WeatherForm,
    weather::{FeelsKind, Observation, Origin, Station, Sun, Units, feels_like, sun},
};

/// The card of a town.
pub fn card(now: &Now<'_>, units: Units, context: &Context<'_>) -> TownCard {
    let (state, note) = now.condition(context);
    let range = now.range(context);
    let mut card = TownCard {
        id: now.town.slug.to_string(),
        name: now.town.name.clone(),
        url: address(Some(&now.town.slug), WeatherForm::Page, units),
        state,
        note,
        high: range.high_c.map(|c| figures::temperature(c, units)),
        low: range.low_c.map(|c| figures::temperature(c, units)),
        low_is_ahead: range.is_below_coming_low,
        air: now.air.as_ref().and_then(|known| air::line(known, WeatherForm::Page, context)),
        asides: (range.notes.iter().cloned()).chain(own::aside(now, context)).collect(),
        own: own::on_card(now, context),
        warnings: alert::on_card(&now.warned, &now.town.slug, context),
        ..TownCard::default()
    };
    let Some(reading) = &now.observation else { return card };
    let seen = &reading.value;
    let is_day = is_day(seen.at, now.town.at, context);
    card.icon_html = icon(seen.condition, is_day);
    card.temperature = Some(figures::temperature(seen.temperature_c, units));
    card.words.clone_from(&seen.words);
    card.facts = facts(seen, units);
    card.observed = Some(context.moment(seen.at));
    card.observed_words = figures::clock(seen.at, now.now, context);
    let known = now.stations.iter().find(|station| station.id == seen.station);
    card.station = station(now.town, known, seen, units);
    card.asides.extend(known.and_then(|known| remote(now.town, known, units, context)));
    if seen.origin == Origin::Report {
        card.asides.push("Read from the airport’s own report.".to_owned());
    }
    card
}

/// Whether the sun is up.
pub(super) fn is_day(at: Timestamp, place: Position, context: &Context<'_>) -> bool {
    match sun(at.to_zoned_datetime(context.station.zone.clone()).date(), place) {
        Sun::RisesAndSets { rise, set } => (rise..set).contains(&at),
        Sun::Up => true,
        Sun::Down => false,
    }
}

fn facts(seen: &Observation, units: Units) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let mut facts = Vec::new();
    let feels = feels_like(seen.temperature_c, seen.humidity_percent, seen.wind.and_then(|wind| wind.kmh));
    if let Some(feels) = feels {
        let label = match feels.kind {
            FeelsKind::HeatIndex => "Feels like (heat index)",
            FeelsKind::WindChill => "Feels like (wind chill)",
            FeelsKind::Air => "Feels like",
        };
        facts.push(fact(label, figures::temperature(feels.c, units)));
    }
    if let Some(wind) = &seen.wind {
        facts.push(fact("Wind", figures::wind(wind, units)));
    }
    if let Some(humidity) = seen.humidity_percent {
        facts.push(fact("Humidity", figures::percent(humidity)));
    }
    facts
}

/// What the page of a town tells besides.
pub(super) fn more_facts(seen: &Observation, units: Units) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let dew = seen.dewpoint_c.map(|c| fact("Dew point", figures::temperature(c, units)));
    let sight = seen.visibility_m.map(|metres| fact("Visibility", figures::visibility(metres, units)));
    let weight = seen.sea_level_pa.map(|pascals| fact("Pressure", figures::pressure(pascals, units)));
    [dew, sight, weight].into_iter().flatten().collect()
}

/// `Medford Airport, 4 miles away`.
fn station(town: &Town, known: Option<&Station>, seen: &Observation, units: Units) -> String {
    let name = known.map_or_else(|| format!("station {}", seen.station), |known| known.name.clone());
    match known.and_then(|known| known.at) {
        Some(at) => format!("{name}, {} away", figures::distance(town.at.km_to(at), units)),
        None => name,
    }
}

/// A station that is far from the town, or much higher or lower, and says so.
fn remote(town: &Town, known: &Station, units: Units, context: &Context<'_>) -> Option<String> {
    let rules = &context.station.weather;
    let far = known.at.map(|at| town.at.km_to(at)).filter(|km| *km > rules.far_km);
    let above = known.elevation_m.zip(town.elevation_m).map(|(station, town)| station - town);
    let above = above.filter(|above| above.abs() > rules.high_m);
    let height = above.map(|above| {
        let word = if above > 0.0 { "higher" } else { "lower" };
        format!("{} {word} than the town", figures::height(above.abs(), units))
    });
    let far = far.map(|km| format!("{} away", figures::distance(km, units)));
    let words: Vec<String> = far.into_iter().chain(height).collect();
    (!words.is_empty()).then(|| format!("The station stands {}: it may differ there.", words.join(" and ")))
}
