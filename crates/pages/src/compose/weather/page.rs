//! The page of a town: now, the next hours, the next days, sun and moon, and who observes.

use super::{Now, address, air, almanac, card, choices, figures, hours, own, rain, source};
use crate::{
    chrome::{Head, Link, Social},
    compose::Context,
    moment::Day,
    weather::{DayRow, Fact, StationRow, TownPage, icon},
};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use model::{
    town::Town,
    url::{Listing, RadarUrl, Url, WeatherForm, WeatherUrl},
    weather::{Condition, Own, Part, Period, Sun, Units, moon, part_day, sun},
};
use std::collections::BTreeMap;

/// Days that are told.
const DAYS: usize = 7;

/// The page.
pub fn page(now: &Now<'_>, units: Units, context: &Context<'_>) -> TownPage {
    let town = now.town;
    let mut card = card::card(now, units, context);
    if let Some(reading) = &now.observation {
        card.facts.extend(card::more_facts(&reading.value, units));
    }
    card.air = None;
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
        head: head(now, context),
        air: now.air.as_ref().map(|known| air::view(known, units, context)),
        units: choices(Some(&town.slug), WeatherForm::Page, units),
        hours: hours::rows(now, units, context),
        hours_trust: now.hours_trust(context),
        chart: hours::chart(now, units, context),
        days: days(now, units, context),
        days_trust: now.days_trust(context),
        own: own::lines(now, units, context),
        almanac: almanac::view(now, units, context),
        rain: rain::view(now, units, context),
        sky: sky(now, context),
        stations: stations(now, units),
        source: Some(source(context)),
        next: now.next.map(|at| context.moment(at)),
        ways: place.into_iter().chain(nearest_radar(town, units, context)).chain(ways).collect(),
        others: others
            .map(|o| Link::new(o.name.clone(), address(Some(&o.slug), WeatherForm::Page, units)))
            .collect(),
        card,
        ..TownPage::default()
    }
}

/// The radar of the station that stands nearest to the town, as far as one sees rain.
fn nearest_radar(town: &Town, units: Units, context: &Context<'_>) -> Option<Link> {
    const SEES_KM: f64 = 230.0;
    let sites = context.station.radar.sites.iter().map(|site| (town.at.km_to(site.at), site));
    let (km, site) = sites.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(km, _)| *km <= SEES_KM)?;
    let url = Url::Radar(RadarUrl::Page { site: Some(site.id.clone()), at: None });
    let away = figures::distance(km, units);
    Some(Link::new(format!("The nearest radar: {} ({}), {away} away", site.name, site.id), url.to_string()))
}

fn head(now: &Now<'_>, context: &Context<'_>) -> Head {
    let town = now.town;
    let title = format!("Weather in {}", town.name);
    let description =
        format!("What was observed last in {}, the next 24 hours and the next {DAYS} days.", town.name);
    Head {
        title: title.clone(),
        description: description.clone(),
        canonical: Some(context.absolute(&Url::Weather(WeatherUrl::of(Some(&town.slug), WeatherForm::Page)))),
        current: Some(address(None, WeatherForm::Page, Units::default())),
        lite: Some(address(Some(&town.slug), WeatherForm::Lite, Units::default())),
        social: Some(Social { kind: "website".to_owned(), title, description, ..Social::default() }),
        ..Head::default()
    }
}

/// The next days, each with its night; nothing of what has ended.
pub(super) fn days(now: &Now<'_>, units: Units, context: &Context<'_>) -> Vec<DayRow> {
    let zone = &context.station.zone;
    let mut parts: BTreeMap<Date, (Option<&Period>, Option<&Period>)> = BTreeMap::new();
    let periods = now.days.iter().flat_map(|forecast| &forecast.value.periods);
    for period in periods.filter(|period| period.end > now.now) {
        let (date, part) = part_day(period.start, period.is_day, zone);
        let day = parts.entry(date).or_default();
        let slot = if part == Part::Day { &mut day.0 } else { &mut day.1 };
        // Two parts of one day, as “Today” and “This Afternoon” after an update: the first stands.
        slot.get_or_insert(period);
    }
    let rows = parts.into_iter().take(DAYS);
    let both = |date, (day, night)| {
        let own = |part| now.own(date, part, context);
        row(date, (day, own(Part::Day)), (night, own(Part::Night)), units)
    };
    rows.filter_map(|(date, halves)| both(date, halves)).collect()
}

/// Half a day: what the weather service says of it, and what a forecaster of the newsroom says.
type Half<'a> = (Option<&'a Period>, Option<&'a Own>);

fn row(date: Date, (day, own_day): Half<'_>, (night, own_night): Half<'_>, units: Units) -> Option<DayRow> {
    let first = day.or(night)?;
    let figure = |period: Option<&Period>, own: Option<&Own>| {
        let own = own.and_then(|own| own.draft.temperature_c);
        let c = own.or_else(|| period.and_then(|period| period.temperature_c));
        c.map_or_else(|| figures::NONE.to_owned(), |c| figures::temperature(c, units))
    };
    let rain = [day, night]
        .into_iter()
        .flatten()
        .filter_map(|period| period.rain_percent)
        .fold(None, |most, p| Some(most.map_or(p, |most: f64| most.max(p))));
    let long = [day, night].into_iter().flatten().filter(|period| !period.long.is_empty());
    // The row tells the sky of its first half; words of one's own for the other half stand below the table.
    let own_words = if day.is_some() { own_day } else { own_night };
    let own_words = own_words.map(|own| own.draft.words.as_str()).filter(|words| !words.is_empty());
    let condition = own_words.map_or(first.condition, Condition::of_words);
    let has_figure = |own: &&Own| own.draft.temperature_c.is_some();
    let mut by: Vec<&str> = Vec::new();
    let halves = [own_day.filter(|own| own_words.is_some() || has_figure(own)), own_night.filter(has_figure)];
    by.extend(halves.into_iter().flatten().map(|own| own.by.as_str()));
    by.dedup();
    Some(DayRow {
        day: Day::with_weekday(date),
        name: first.name.clone(),
        icon_html: icon(condition, first.is_day),
        words: own_words.map_or_else(|| first.short.clone(), str::to_owned),
        high: figure(day, own_day),
        low: figure(night, own_night),
        by: by.join(" and "),
        rain: rain.map_or_else(|| figures::NONE.to_owned(), figures::percent),
        long: long.map(|period| format!("{}: {}", period.name, period.long)).collect(),
    })
}

/// The sun's day and the moon.
fn sky(now: &Now<'_>, context: &Context<'_>) -> Vec<Fact> {
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
fn stations(now: &Now<'_>, units: Units) -> Vec<StationRow> {
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
