//! The page of a town: now, the next hours, the next days, sun and moon, and who observes.

use super::{Now, address, air, almanac, card, choices, figures, hours, own, rain, source, week};
use crate::{
    chrome::{Head, Link, Social},
    compose::Context,
    weather::{Fact, StationRow, TownPage},
};
use jiff::{ToSpan, tz::TimeZone};
use model::{
    town::Town,
    url::{Listing, Url, WeatherForm, WeatherUrl},
    weather::{Sun, Units, moon, sun},
};

/// The page.
pub fn page(now: &Now<'_>, units: Units, context: &Context<'_>) -> TownPage {
    let town = now.town;
    let mut card = card::card(now, units, context);
    if let Some(reading) = &now.observation {
        card.facts.extend(card::more_facts(&reading.value, units));
    }
    // The page tells both at length.
    card.air = None;
    card.warnings = Vec::new();
    let of = |form| address(Some(&town.slug), form, units);
    let place = town.place.as_ref().map(|slug| {
        Link::new(
            format!("Stories about {}", town.name),
            Url::List(Listing::Place(slug.clone()), 1).to_string(),
        )
    });
    let ways = [
        Link::new("In words only", of(WeatherForm::Lite)),
        Link::new("For another site", of(WeatherForm::Embed)),
        Link::new("For programs", of(WeatherForm::Api)),
    ];
    let others = context.station.towns.iter().filter(|other| other.slug != town.slug);
    TownPage {
        head: head(now, units, context),
        air: now.air.as_ref().map(|known| air::view(known, units, context)),
        units: choices(Some(&town.slug), WeatherForm::Page, units),
        hours_title: hours::title(now),
        hours_caption: hours::caption(now, context),
        hours: hours::rows(now, units, context),
        hours_trust: now.hours_trust(context),
        chart: hours::chart(now, units, context),
        days: week::rows(now, units, context),
        days_trust: now.days_trust(context),
        own: own::lines(now, units, context),
        almanac: almanac::view(now, units, context),
        rain: rain::view(now, units, context),
        sky: sky(now, context),
        stations: stations(now, units),
        source: Some(source(context)),
        next: now.next.map(|at| context.moment(at)),
        ways: place.into_iter().chain(ways).collect(),
        others: others
            .map(|o| Link::new(o.name.clone(), address(Some(&o.slug), WeatherForm::Page, units)))
            .collect(),
        card,
        ..TownPage::default()
    }
}

fn head(now: &Now<'_>, units: Units, context: &Context<'_>) -> Head {
    let town = now.town;
    let title = format!("Weather in {}", town.name);
    let description =
        format!("What was observed last in {}, the next hours and the next {} days.", town.name, week::DAYS);
    Head {
        title: title.clone(),
        description: description.clone(),
        canonical: Some(context.absolute(&Url::Weather(WeatherUrl::of(Some(&town.slug), WeatherForm::Page)))),
        current: Some(address(None, WeatherForm::Page, Units::default())),
        lite: Some(address(Some(&town.slug), WeatherForm::Lite, units)),
        social: Some(Social { kind: "website".to_owned(), title, description, ..Social::default() }),
        ..Head::default()
    }
}

/// The sun's day and the moon.
pub(super) fn sky(now: &Now<'_>, context: &Context<'_>) -> Vec<Fact> {
    let zone: &TimeZone = &context.station.zone;
    let today = now.now.to_zoned_datetime(zone.clone()).date();
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let mut facts = match sun(today, now.town.at) {
        Sun::RisesAndSets { rise, set } => {
            let minutes = set.duration_since(rise).as_mins();
            vec![
                fact("Sunrise", figures::clock(rise, now.now, context)),
                fact("Sunset", figures::clock(set, now.now, context)),
                fact("Daylight", format!("{} hours, {} minutes", minutes / 60, minutes % 60)),
            ]
        }
        Sun::Up => vec![fact("Sun", "Up all day".to_owned())],
        Sun::Down => vec![fact("Sun", "Down all day".to_owned())],
    };
    let begin = today.to_zoned_datetime(zone.clone()).ok();
    let end = begin.as_ref().and_then(|begin| begin.checked_add(1.day()).ok());
    if let (Some(begin), Some(end)) = (begin, end) {
        let moon = moon(begin.timestamp(), end.timestamp());
        facts.push(fact(
            "Moon",
            format!("{}, {} lit", moon.phase.words(), figures::percent(moon.lit * 100.0)),
        ));
    }
    facts
}

/// Every station that speaks for the town, in order, with what is known of it.
pub(super) fn stations(now: &Now<'_>, units: Units) -> Vec<StationRow> {
    let row = |id: &model::town::StationId| {
        let known = now.stations.iter().find(|station| &station.id == id);
        StationRow {
            name: known.map_or_else(|| format!("Station {id}"), |known| known.name.clone()),
            id: id.to_string(),
            place: known.map(|known| place(now.town, known, units)).unwrap_or_default(),
        }
    };
    now.town.stations.iter().map(row).collect()
}

fn place(town: &Town, known: &model::weather::Station, units: Units) -> String {
    let away =
        known.at.map(|at| format!("{} from {}", figures::distance(town.at.km_to(at), units), town.name));
    let above = known.elevation_m.map(|metres| format!("{} above the sea", figures::height(metres, units)));
    away.into_iter().chain(above).collect::<Vec<_>>().join(", ")
}
