//! Where places are, by their names: the answers of a geocoder in the JSON of Nominatim's search
//! (`format=jsonv2`, `addressdetails=1`; its documentation, “Output formats”). Only towns and what is like them are kept:
//! a question for Medford is also answered with streets and shops of that name.

use crate::note::line;
use serde_json::Value;

/// The largest answer that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// Places that are taken from one answer.
pub const MAX_PLACES: usize = 50;
/// Characters of a text that are kept.
const MAX_TEXT: usize = 200;

/// What a place must be to be a town, by the geocoder's word for the kind of its address.
const TOWNS: [&str; 8] =
    ["city", "town", "village", "hamlet", "municipality", "borough", "locality", "isolated_dwelling"];

/// A town.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// `Medford`.
    pub name: String,
    /// `Medford, Jackson County, Oregon, United States`.
    pub label: String,
    /// Postal code of its state, such as `OR`, where the answer says it.
    pub state: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whose data it is, as it has to be said; may be empty.
    pub licence: String,
}

/// Why an answer is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too large.
    #[error("is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not JSON.
    #[error("is not JSON: {0}")]
    Json(String),
    /// JSON, but no list of places.
    #[error("is no list of places")]
    Shape,
}

/// The towns of an answer, in its order. Entries without a name or a position on Earth are left out.
///
/// # Errors
/// When it is no such answer.
pub fn read(bytes: &[u8]) -> Result<Vec<Place>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let root: Value = serde_json::from_slice(bytes).map_err(|error| Error::Json(cut(&error.to_string())))?;
    let list = root.as_array().ok_or(Error::Shape)?;
    Ok(list.iter().filter_map(place).take(MAX_PLACES).collect())
}

fn place(said: &Value) -> Option<Place> {
    let text = |name| said.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let kind = text("addresstype").or_else(|| text("type"))?;
    let label = text("display_name")?;
    let name = text("name").or_else(|| label.split(',').next())?;
    let (latitude, longitude) = (degrees(said.get("lat")?, 90.0)?, degrees(said.get("lon")?, 180.0)?);
    TOWNS.contains(&kind).then(|| Place {
        name: cut(name),
        label: cut(label),
        state: state(said),
        latitude,
        longitude,
        licence: text("licence").map(cut).unwrap_or_default(),
    })
}

/// A number, or a text that is one: the service writes texts.
fn degrees(value: &Value, most: f64) -> Option<f64> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    (-most..=most).contains(&number).then_some(number)
}

/// `OR` of `US-OR` (ISO 3166-2).
fn state(said: &Value) -> Option<String> {
    let code = said.get("address")?.get("ISO3166-2-lvl4")?.as_str()?.strip_prefix("US-")?;
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then(|| code.to_owned())
}

fn cut(text: &str) -> String {
    line(text, MAX_TEXT)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn towns_are_kept_and_streets_are_not() {
        let json = br#"[
            {"lat":"42.3264181","lon":"-122.8718605","category":"boundary","type":"administrative","addresstype":"city",
             "name":"Medford","display_name":"Medford, Jackson County, Oregon, United States",
             "address":{"city":"Medford","state":"Oregon","ISO3166-2-lvl4":"US-OR"},"licence":"Data \u00a9 Somebody"},
            {"lat":"42.1","lon":"-71.1","type":"residential","addresstype":"road","name":"Medford Street","display_name":"Medford Street"},
            {"lat":45.14,"lon":-90.34,"addresstype":"town","display_name":"Medford, Taylor County, Wisconsin"}
        ]"#;
        let found = read(json).unwrap();
        let told: Vec<_> =
            found.iter().map(|one| (one.name.as_str(), one.state.as_deref(), one.latitude)).collect();
        assert_eq!(told, [("Medford", Some("OR"), 42.326_418_1), ("Medford", None, 45.14)]);
        assert_eq!(found[0].licence, "Data © Somebody");
        assert_eq!(read(b"[]").unwrap(), []);
    }

    #[test]
    fn what_is_no_answer_is_refused_and_what_is_no_place_left_out() {
        assert_eq!(read(b"{\"error\":1}"), Err(Error::Shape));
        assert!(matches!(read(b"<html>"), Err(Error::Json(_))));
        assert_eq!(read(&vec![b' '; MAX_BYTES + 1]), Err(Error::TooLarge));
        let odd = br#"[1, null, {}, {"lat":"x","lon":"1","addresstype":"city","display_name":"A"},
            {"lat":"91","lon":"1","addresstype":"city","display_name":"A"},
            {"lat":"1","lon":"NaN","addresstype":"city","display_name":"A"},
            {"lat":"1","lon":"2","addresstype":"city","display_name":" "},
            {"lat":"1","lon":"2","addresstype":"city","display_name":"A\u0000B","address":{"ISO3166-2-lvl4":"US-O\u00c9"}}]"#;
        let found = read(odd).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].label.as_str(), &found[0].state), ("AB", &None));
        let many = format!(
            "[{}]",
            vec![r#"{"lat":"1","lon":"2","addresstype":"city","display_name":"A"}"#; 60].join(",")
        );
        assert_eq!(read(many.as_bytes()).unwrap().len(), MAX_PLACES);
    }
}
