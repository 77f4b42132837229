//! Reads GeoJSON (RFC 7946): polygons with an id and the properties that the caller chooses.
//!
//! A file may be a collection of features, one feature, or a bare geometry. What has no surface (a point, a line, no
//! geometry at all, as in many weather alerts) becomes a feature with an empty shape, so that nobody misses it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    limits::{Error, Limits, Meter},
    shape::{MultiPolygon, Polygon, Ring},
    topology::{Label, Position},
};

/// Collections of geometries inside each other; the format asks for one at most.
const DEPTH: usize = 4;

/// A shape and what the file says about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feature {
    /// `id` of the feature; empty when there is none.
    pub id: String,
    /// The wanted properties that are there and are text or whole numbers.
    pub properties: BTreeMap<String, String>,
    /// Its surface; empty when it has none.
    pub shape: MultiPolygon,
}

/// Reads a file, keeping the properties named in `wanted`.
///
/// # Errors
/// No JSON, no GeoJSON, a position that is no pair of numbers, or more than `limits` allow.
pub fn read(json: &[u8], wanted: &[&str], limits: Limits) -> Result<Vec<Feature>, Error> {
    Meter::new("bytes", limits.bytes).take(json.len())?;
    let file: Member<'_> = serde_json::from_slice(json).map_err(|fault| Error::json(&fault))?;
    let mut reader = Reader {
        wanted,
        points: Meter::new("points", limits.points),
        features: Meter::new("features", limits.features),
    };
    match file.kind.as_str() {
        "FeatureCollection" => {
            let list = file.features.unwrap_or_default();
            reader.features.take(list.len())?;
            list.into_iter().map(|raw| reader.feature(&parsed(raw.get())?)).collect()
        }
        "Feature" => Ok(vec![reader.feature(&file)?]),
        _ => Ok(vec![Feature { shape: reader.geometry(&file, 0)?, ..Feature::default() }]),
    }
}

/// Any object of the format; which members it has depends on its type.
#[derive(Deserialize)]
struct Member<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow)]
    features: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Option<&'a RawValue>,
    id: Option<Label>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow)]
    geometries: Option<Vec<&'a RawValue>>,
}

struct Reader<'w> {
    wanted: &'w [&'w str],
    points: Meter,
    features: Meter,
}

impl Reader<'_> {
    fn feature(&mut self, member: &Member<'_>) -> Result<Feature, Error> {
        if member.kind != "Feature" {
            return Err(Error::broken(&member.kind, "a feature was expected here"));
        }
        let shape = match member.geometry.map(RawValue::get).filter(|raw| *raw != "null") {
            Some(raw) => self.geometry(&parsed(raw)?, 0)?,
            None => MultiPolygon::default(),
        };
        let id = member.id.as_ref().map(Label::text).unwrap_or_default();
        Ok(Feature { id, properties: self.properties(member.properties)?, shape })
    }

    fn properties(&self, raw: Option<&RawValue>) -> Result<BTreeMap<String, String>, Error> {
        let mut kept = BTreeMap::new();
        let Some(raw) = raw.map(RawValue::get).filter(|raw| *raw != "null" && !self.wanted.is_empty()) else {
            return Ok(kept);
        };
        let all: BTreeMap<String, &RawValue> = parsed(raw)?;
        for name in self.wanted {
            let text = all.get(*name).and_then(|raw| serde_json::from_str::<Label>(raw.get()).ok());
            if let Some(text) = text.map(|label| label.text()).filter(|text| !text.is_empty()) {
                kept.insert((*name).to_owned(), text);
            }
        }
        Ok(kept)
    }

    fn geometry(&mut self, member: &Member<'_>, depth: usize) -> Result<MultiPolygon, Error> {
        let raw = member.coordinates.map_or("[]", RawValue::get);
        let lists: Vec<Vec<Vec<Position>>> = match member.kind.as_str() {
            "Polygon" => vec![parsed(raw)?],
            "MultiPolygon" => parsed(raw)?,
            "GeometryCollection" => return self.collection(member, depth),
            "Point" | "MultiPoint" | "LineString" | "MultiLineString" => Vec::new(),
            other => return Err(Error::broken(other, "this is no type of geometry")),
        };
        let polygons = lists.into_iter().map(|rings| self.polygon(rings)).collect::<Result<_, _>>()?;
        Ok(MultiPolygon { polygons })
    }

    fn collection(&mut self, member: &Member<'_>, depth: usize) -> Result<MultiPolygon, Error> {
        // Each level reads its text again, so depth is time.
        if depth == DEPTH {
            return Err(Error::TooLarge { what: "collections inside each other", limit: DEPTH });
        }
        let mut shape = MultiPolygon::default();
        for raw in member.geometries.iter().flatten() {
            shape.polygons.extend(self.geometry(&parsed(raw.get())?, depth + 1)?.polygons);
        }
        Ok(shape)
    }

    fn polygon(&mut self, rings: Vec<Vec<Position>>) -> Result<Polygon, Error> {
        let mut made = Vec::with_capacity(rings.len());
        for ring in rings {
            self.points.take(ring.len())?;
            made.push(Ring::new(ring.into_iter().map(|position| position.0).collect()));
        }
        let mut made = made.into_iter();
        Ok(Polygon { outer: made.next().unwrap_or_default(), holes: made.collect() })
    }
}

fn parsed<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, Error> {
    serde_json::from_str(raw).map_err(|fault| Error::json(&fault))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn read_all(json: &str) -> Result<Vec<Feature>, Error> {
        read(json.as_bytes(), &["name", "n", "none"], Limits::default())
    }

    #[test]
    fn features_with_their_properties() {
        let json = r#"{"features":[
            {"geometry":{"coordinates":[[[0,0,9],[2,0],[2,2],[0,0]],[[1,0.5],[1.5,0.5],[1.5,1]]],"type":"Polygon"},
             "type":"Feature","id":7,"properties":{"name":"Jackson","n":3,"other":{"a":[1]},"none":null}},
            {"type":"Feature","geometry":null,"properties":null}],"type":"FeatureCollection"}"#;
        let found = read_all(json).unwrap();
        assert_eq!((found[0].id.as_str(), found[0].properties["name"].as_str()), ("7", "Jackson"));
        assert_eq!((found[0].properties["n"].as_str(), found[0].properties.len()), ("3", 2));
        assert_eq!((found[0].shape.size(), found[0].shape.polygons[0].holes.len()), (6, 1));
        assert_eq!(found[1], Feature::default());
    }

    #[test]
    fn bare_geometries_and_collections() {
        let ring = "[[0,0],[1,0],[1,1]]";
        let polygon = format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
        let many = format!(r#"{{"type":"MultiPolygon","coordinates":[[{ring}],[{ring}]]}}"#);
        let both = format!(r#"{{"type":"GeometryCollection","geometries":[{polygon},{many}]}}"#);
        assert_eq!(read_all(&both).unwrap()[0].shape.polygons.len(), 3);
        let mut deep = polygon;
        for _ in 0..5 {
            deep = format!(r#"{{"type":"GeometryCollection","geometries":[{deep}]}}"#);
        }
        assert!(matches!(read_all(&deep), Err(Error::TooLarge { limit: DEPTH, .. })));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(matches!(read_all("{"), Err(Error::Json { line: 1, .. })));
        assert!(read_all(r#"{"type":"Polygon","coordinates":[[[0]]]}"#).is_err());
        assert!(read_all(r#"{"type":"Sphere"}"#).is_err());
        let two = Limits { points: 2, ..Limits::default() };
        let json = br#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#;
        let fault = read(json, &[], two).unwrap_err();
        assert_eq!(fault.to_string(), "has more than 2 points");
    }
}
