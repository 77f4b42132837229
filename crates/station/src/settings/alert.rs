//! Alerts: where they are asked for, what the station covers, and what each kind is worth.

use super::{file, table::bad_address};
use crate::tree::Document;
use jiff::SignedDuration;
use model::{
    alert::{Coverage, Level, Policy, Rules, Spot, source},
    slug::Slug,
    station::Station,
    town::{SameCode, Ugc},
};
use std::collections::BTreeMap;

/// More than these would be asked in each round.
const MOST_SOURCES: usize = 16;
/// Seconds between two rounds: not more often than the weather service's own pages ask, and at least each minute.
const EVERY: std::ops::RangeInclusive<u32> = 10..=60;

/// What the pages and the desk are told.
pub(super) fn policy(file: &file::File, station: &Station, told: &mut Document<'_>) -> Policy {
    let alerts = &file.alerts;
    let zones: Vec<String> =
        codes("zones", &alerts.zones, told, |text| Ugc::parse(text).map(|code| code.to_string()));
    let same: Vec<String> =
        codes("same", &alerts.same, told, |text| SameCode::parse(text).map(|code| code.to_string()));
    let coverage = Coverage::new(station.towns.iter().map(Spot::of), &zones, &same);
    if !alerts.sources.is_empty() && coverage.is_empty() {
        let what = "The station covers nothing, so no alert would ever be shown.";
        told.fault(
            &["alerts", "sources"],
            what,
            "Declare towns with their zones, or list zones in [alerts].",
        );
    }
    if alerts.patience_minutes == 0 {
        let what = "`patience_minutes` is 0: every page would say that warnings could not be checked.";
        told.fault(&["alerts", "patience_minutes"], what, "Write at least 1.");
    }
    Policy {
        sources: alerts.sources.len(),
        coverage,
        rules: rules(alerts, station, told),
        patience: SignedDuration::from_mins(i64::from(alerts.patience_minutes)),
        credit: alerts.credit.clone(),
        credit_url: alerts.credit_url.clone().filter(|url| !url.is_empty()),
    }
}

/// What the job is told.
pub(super) fn sources(file: &file::File, told: &mut Document<'_>) -> work::Alerts {
    let alerts = &file.alerts;
    if alerts.sources.len() > MOST_SOURCES {
        let remedy =
            "The weather service answers for several states and zones at one address, such as ?area=OR,CA.";
        told.fault(&["alerts", "sources"], format!("There are more than {MOST_SOURCES} sources."), remedy);
    }
    for (index, url) in alerts.sources.iter().enumerate() {
        if let Some(why) = bad_address(url) {
            told.fault(&["alerts", "sources", &index.to_string()], format!("“{url}” {why}."), "");
        }
        if source(index).is_some_and(|name| file.table.contains_key(name.as_str())) {
            let what = "The station keeps the state of a source of alerts under that name.";
            told.fault(&["table"], what, "Give the table another name.");
        }
    }
    if !EVERY.contains(&alerts.every_seconds) {
        let what =
            format!("{} seconds is not between {} and {}.", alerts.every_seconds, EVERY.start(), EVERY.end());
        told.fault(&["alerts", "every_seconds"], what, "30 is what the weather service itself does.");
    }
    let every = SignedDuration::from_secs(i64::from(alerts.every_seconds));
    work::Alerts { sources: alerts.sources.clone(), every }
}

fn codes<E: std::fmt::Display>(
    name: &str,
    list: &[String],
    told: &mut Document<'_>,
    read: impl Fn(&str) -> Result<String, E>,
) -> Vec<String> {
    let mut good = Vec::new();
    for (index, text) in list.iter().enumerate() {
        match read(text) {
            Ok(code) => good.push(code),
            Err(error) => told.fault(&["alerts", name, &index.to_string()], format!("{error}."), ""),
        }
    }
    good
}

fn rules(alerts: &file::Alerts, station: &Station, told: &mut Document<'_>) -> Rules {
    let mut rules = Rules::default();
    for (event, name) in &alerts.events {
        if let Some(level) = level(&["alerts", "events", event], name, told) {
            rules.events.insert(event.clone(), level);
        }
    }
    let mut towns = BTreeMap::new();
    for (town, name) in &alerts.towns {
        let path = ["alerts", "towns", town.as_str()];
        match Slug::parse(town).ok().filter(|slug| station.town(slug).is_some()) {
            Some(slug) => {
                towns.extend(level(&path, name, told).map(|level| (slug, level)));
            }
            None => told.fault(
                &path,
                format!("There is no town “{town}”."),
                "Declare it as [town.NAME], or take this out.",
            ),
        }
    }
    rules.towns = towns;
    rules
}

fn level(path: &[&str], name: &str, told: &mut Document<'_>) -> Option<Level> {
    let level = Level::parse(name);
    if level.is_none() {
        let known = Level::ALL.map(Level::as_str).join(", ");
        told.fault(path, format!("“{name}” is no level."), format!("Write one of {known}."));
    }
    level
}
