//! The air of towns: where it is asked for, with which key, and how far it is trusted.

use super::{Place, file, table::bad_address};
use crate::tree::Document;
use jiff::SignedDuration;
use model::{air::Rules, station::Station};
use std::io::Read;
use work::air::{Key, Settings};

/// Divisors of an hour: figures are told by the hour, so nothing is gained by asking more often.
const EVERY: [u32; 6] = [10, 12, 15, 20, 30, 60];
/// What is measured further away than any of this is not a town's air, in kilometres.
const DISTANCES: std::ops::RangeInclusive<f64> = 1.0..=500.0;
/// Minutes for which the air of an hour may be called new.
const AGES: std::ops::RangeInclusive<u32> = 60..=1_440;
/// What may stand in the address.
const PLACES: [&str; 5] = ["{latitude}", "{longitude}", "{miles}", "{town}", "{key}"];
/// Where the key is looked for.
pub(crate) const VARIABLE: &str = "BELLWETHER_AIR_KEY";
/// A key is a line; more than this is none.
const MOST_BYTES: u64 = 4_096;

/// How far figures of the air are trusted.
pub(super) fn rules(air: &file::Air, told: &mut Document<'_>) -> Rules {
    let file::Air { source, distance_km, max_age_minutes, credit, credit_url, .. } = air;
    if !DISTANCES.contains(distance_km) {
        let remedy = format!("Write kilometres between {} and {}.", DISTANCES.start(), DISTANCES.end());
        told.fault(&["air", "distance_km"], format!("`distance_km` is {distance_km}."), remedy);
    }
    if !AGES.contains(max_age_minutes) {
        let remedy = format!("Write minutes between {} and {}.", AGES.start(), AGES.end());
        told.fault(&["air", "max_age_minutes"], format!("`max_age_minutes` is {max_age_minutes}."), remedy);
    }
    Rules {
        is_on: !source.is_empty(),
        max_age: SignedDuration::from_mins(i64::from(*max_age_minutes)),
        distance_km: *distance_km,
        credit: credit.trim().to_owned(),
        credit_url: credit_url.clone().filter(|url| !url.is_empty()),
    }
}

/// Where the air is asked for.
pub(super) fn source(
    file: &file::File,
    place: &Place,
    station: &Station,
    told: &mut Document<'_>,
) -> Settings {
    let air = &file.air;
    if !EVERY.contains(&air.every_minutes) {
        let remedy = "Write 10, 12, 15, 20, 30 or 60: the figures themselves are of an hour.";
        told.fault(&["air", "every_minutes"], format!("`every_minutes` is {}.", air.every_minutes), remedy);
    }
    if air.source.is_empty() {
        return Settings::default();
    }
    if !station.towns.iter().any(|town| town.air) {
        let remedy = "Declare a [town.NAME], or leave `source` empty.";
        told.fault(&["air", "source"], "There is no town whose air could be asked for.", remedy);
    }
    address(air, file.fetch.allow_private, told);
    let needs_key = air.source.contains("{key}");
    let key = key(air, place, told);
    if needs_key && key == Ok(None) {
        let remedy = format!("Put it into the environment as {VARIABLE}, or name a file with `key_file`.");
        told.fault(&["air", "source"], "The address wants a key, and there is none.", remedy);
    }
    Settings {
        source: air.source.clone(),
        key: key.ok().flatten().filter(|_| needs_key),
        every_minutes: air.every_minutes,
    }
}

/// The address is never told in a fault: somebody may have written a key into it.
fn address(air: &file::Air, allow_private: bool, told: &mut Document<'_>) {
    let path = ["air", "source"];
    let url = air.source.as_str();
    if let Some(why) = bad_address(url) {
        let remedy = "Write https://…, file: and a path, or replay: and a folder.";
        told.fault(&path, format!("The address {why}."), remedy);
        return;
    }
    let known = PLACES.iter().fold(url.to_owned(), |rest, place| rest.replace(place, ""));
    if known.contains(['{', '}']) {
        let remedy = format!("There is {}.", PLACES.join(", "));
        told.fault(&path, "Something stands in braces that is not known.", remedy);
    }
    if !url.starts_with("http") {
        return;
    }
    for place in ["{latitude}", "{longitude}"] {
        if !url.contains(place) && !url.contains("{town}") {
            let what = format!("The address has no place for the {}.", place.trim_matches(['{', '}']));
            told.fault(&path, what, format!("Write {place} where it goes."));
        }
    }
    if has_key(url) {
        let what = "A key stands in the address, where anybody can read it.";
        told.fault(&path, what, format!("Write {{key}} in its place, and the key into {VARIABLE}."));
    }
    if url.starts_with("http:") && url.contains("{key}") && !allow_private {
        told.fault(&path, "The key would travel where anybody can read it.", "Write https: for http:.");
    }
}

/// Whether a pair of the address looks like a key that was written out.
fn has_key(url: &str) -> bool {
    let pairs = url.split_once('?').map_or("", |(_, query)| query).split('&');
    let is_key = |name: &str| {
        ["key", "api_key", "apikey", "token"].iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    pairs
        .filter_map(|pair| pair.split_once('='))
        .any(|(name, value)| is_key(name) && !value.is_empty() && value != "{key}")
}

/// A fault that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Told;

/// The key: of the environment, else of a file.
fn key(air: &file::Air, place: &Place, told: &mut Document<'_>) -> Result<Option<Key>, Told> {
    let mut fault = |key: &str, what: String, remedy: &str| {
        told.fault(&["air", key], what, remedy);
        Told
    };
    if let Some(key) = &place.air_key {
        let key = Key::parse(key);
        return key
            .map(Some)
            .map_err(|bad| fault("source", format!("The key in {VARIABLE} {bad}."), "Copy it anew."));
    }
    let Some(name) = air.key_file.as_deref() else { return Ok(None) };
    let text = read(&place.home.join(name)).map_err(|error| {
        fault("key_file", format!("The file cannot be read: {error}."), "Correct the path, or put it there.")
    })?;
    Key::parse(&text).map(Some).map_err(|bad| {
        fault("key_file", format!("The key in this file {bad}."), "Write the key alone into the file.")
    })
}

fn read(path: &std::path::Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(MOST_BYTES).read_to_string(&mut text)?;
    Ok(text)
}
