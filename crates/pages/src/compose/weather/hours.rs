//! The next hours: a row for each, their temperature as a drawing, and the drawing in words.

use super::{Now, card::is_day, figures};
use crate::{
    chart::{ChartView, hourly},
    compose::Context,
    weather::{HourRow, icon},
};
use model::weather::{Period, Units};

/// How many hours are told.
const HOURS: usize = 24;

/// The hours that have not ended, up to a day of them.
pub(super) fn ahead<'n>(now: &'n Now<'_>) -> Vec<&'n Period> {
    let periods = now.hours.as_ref().map_or(&[][..], |hours| hours.value.periods.as_slice());
    periods.iter().filter(|hour| hour.end > now.now).take(HOURS).collect()
}

/// `6 p.m.`, and at midnight the new day: `Tuesday, 12 a.m.`.
fn named(hour: &Period, context: &Context<'_>) -> String {
    let time = time(hour, context);
    new_day(hour, context).map_or_else(|| time.clone(), |day| format!("{day}, {time}"))
}

pub(super) fn rows(now: &Now<'_>, units: Units, context: &Context<'_>) -> Vec<HourRow> {
    let row = |hour: &&Period| HourRow {
        iso: context.moment(hour.start).iso,
        time: time(hour, context),
        day: new_day(hour, context).unwrap_or_default(),
        icon_html: icon(hour.condition, is_day(hour.start, now.town.at, context)),
        words: hour.short.clone(),
        temperature: hour
            .temperature_c
            .map_or_else(|| figures::NONE.to_owned(), |c| figures::temperature(c, units)),
        rain: hour.rain_percent.map_or_else(|| figures::NONE.to_owned(), figures::percent),
        wind: figures::breeze(&hour.wind_from, hour.wind_kmh, units),
    };
    ahead(now).iter().map(row).collect()
}

/// `The next 22 hours`: as many as there are.
pub(super) fn title(now: &Now<'_>) -> String {
    match ahead(now).len() {
        0 => "Hour by hour".to_owned(),
        1 => "The next hour".to_owned(),
        many => format!("The next {many} hours"),
    }
}

/// `Hour by hour, in PST`: the zone once, for all hours; where clocks change among them, both.
pub(super) fn caption(now: &Now<'_>, context: &Context<'_>) -> String {
    format!("Hour by hour, in {}", zones(now, context))
}

fn zones(now: &Now<'_>, context: &Context<'_>) -> String {
    let zone = |hour: &&Period| {
        hour.start.to_zoned_datetime(context.station.zone.clone()).strftime("%Z").to_string()
    };
    let mut zones: Vec<String> = ahead(now).iter().map(zone).collect();
    zones.dedup();
    zones.join(", then ")
}

/// `6 p.m.`
fn time(hour: &Period, context: &Context<'_>) -> String {
    let local = hour.start.to_zoned_datetime(context.station.zone.clone());
    let half = if local.hour() < 12 { "a.m." } else { "p.m." };
    let twelve = match local.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{twelve} {half}")
}

/// `Tuesday`, at its midnight.
fn new_day(hour: &Period, context: &Context<'_>) -> Option<String> {
    let local = hour.start.to_zoned_datetime(context.station.zone.clone());
    (local.hour() == 0).then(|| local.strftime("%A").to_string())
}

/// None when there are not enough figures for a line.
pub(super) fn chart(now: &Now<'_>, units: Units, context: &Context<'_>) -> Option<ChartView> {
    let hours = ahead(now);
    let points: Vec<(String, Option<f64>)> = hours
        .iter()
        .map(|hour| (named(hour, context), hour.temperature_c.map(|c| figures::degrees(c, units))))
        .collect();
    if points.iter().filter(|(_, figure)| figure.is_some()).count() < 3 {
        return None;
    }
    let unit = if units == Units::Metric { "°C" } else { "°F" };
    let id = format!("hours-{}", now.town.slug);
    Some(ChartView {
        svg_html: hourly(&id, &points, unit),
        title: format!("Temperature of the next {} hours, in {}", points.len(), zones(now, context)),
        words: words(&points, unit),
        key: Vec::new(),
        id,
    })
}

/// `Hour by hour as it is forecast, from 48°F at 6 p.m. to 64°F at 5 p.m.; the warmest of these hours has 65°F (3 p.m.), the
/// coldest 30°F (6 a.m.). The high and low of each day stand in the table of days.` These are no high and no low: those may be
/// measured, or be a forecaster's own.
fn words(points: &[(String, Option<f64>)], unit: &str) -> String {
    let known: Vec<(&str, f64)> =
        points.iter().filter_map(|(time, figure)| Some((time.as_str(), (*figure)?))).collect();
    // A rounded figure just below zero is zero, without a minus.
    let figure = |figure: f64| format!("{}{unit}", figure.round() + 0.0);
    let highest = known.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let lowest = known.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(first), Some(last), Some(high), Some(low)) = (known.first(), known.last(), highest, lowest)
    else {
        return String::new();
    };
    format!(
        "Hour by hour as it is forecast, from {} at {} to {} at {}; the warmest of these hours has {} ({}), the coldest {} \
         ({}). The high and low of each day stand in the table of days.",
        figure(first.1),
        first.0,
        figure(last.1),
        last.0,
        figure(high.1),
        high.0,
        figure(low.1),
        low.0
    )
}
