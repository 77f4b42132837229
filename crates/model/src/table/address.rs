//! The address of each row's own page.

use super::spec::Key;
use crate::{county, slug::Slug};
use std::collections::BTreeMap;

/// County codes from here on are independent cities (Virginia, Baltimore, St. Louis): INCITS 31.
const CITIES: u32 = 500;

/// An address for every key: a county's name and state, `lake-or`, as two states have a Lake County; where a state has
/// a county and a city of one name, `richmond-city-va`; a declared key is its own address. Should two keys still want
/// one address, the later carries its key as well.
pub fn addresses(keys: &BTreeMap<Key, String>) -> BTreeMap<Slug, Key> {
    let mut addresses = BTreeMap::new();
    let mut wished: BTreeMap<Slug, u32> = BTreeMap::new();
    for slug in keys.iter().filter_map(|(key, name)| county_address(key, name, "")) {
        *wished.entry(slug).or_default() += 1;
    }
    for (key, name) in keys {
        let plain = county_address(key, name, "");
        let crowded = plain.as_ref().is_some_and(|slug| wished.get(slug).is_some_and(|&times| times > 1));
        let address = match (plain, crowded && is_city(key)) {
            (Some(_), true) => county_address(key, name, "city"),
            (plain, _) => plain.or_else(|| Slug::from_headline(key)),
        };
        let Some(address) = address else { continue };
        let free = if addresses.contains_key(&address) {
            Slug::from_headline(&format!("{address} {key}"))
        } else {
            Some(address)
        };
        if let Some(free) = free {
            addresses.insert(free, key.clone());
        }
    }
    addresses
}

fn county_address(key: &str, name: &str, after: &str) -> Option<Slug> {
    let state = county::postal_of(key)?;
    // The name of a row in a table of several states carries its state already.
    let name = name.strip_suffix(&format!(", {state}")).unwrap_or(name);
    Slug::from_headline(&format!("{name} {after} {state}"))
}

fn is_city(key: &str) -> bool {
    key.get(2..).and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code >= CITIES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(keys: &[(&str, &str)]) -> Vec<(String, String)> {
        let keys = keys.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
        addresses(&keys).into_iter().map(|(address, key)| (address.to_string(), key)).collect()
    }

    #[test]
    fn every_county_of_the_country_has_an_address_of_its_own() {
        let all: BTreeMap<Key, String> =
            county::all().map(|county| (county.fips.to_owned(), county.name.to_owned())).collect();
        let addresses = addresses(&all);
        assert_eq!(addresses.len(), all.len());
        let of = |address: &str| addresses.get(&Slug::parse(address).unwrap()).map(String::as_str);
        assert_eq!(of("jackson-or"), Some("41029"));
        assert_eq!(of("lake-ca"), Some("06033"));
        assert_eq!(of("richmond-va"), Some("51159"));
        assert_eq!(of("richmond-city-va"), Some("51760"));
        assert_eq!(of("st-louis-mo"), Some("29189"));
        assert_eq!(of("st-louis-city-mo"), Some("29510"));
    }

    #[test]
    fn declared_rows_are_their_own_address() {
        let keys = [("41037", "Lake"), ("unassigned", "Unassigned")];
        assert_eq!(
            of(&keys),
            [("lake-or".to_owned(), "41037".to_owned()), ("unassigned".to_owned(), "unassigned".to_owned())]
        );
    }
}
