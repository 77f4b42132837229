//! The base map under the radar, as GeoJSON (RFC 7946): counties around the radars, borders between states, the station's
//! towns and the radars themselves.
//!
//! What each feature is stands in `kind`: `county` (a surface, with `name`, `state` and `label`, the point where its name has
//! most room), `state` (a line), `town` (a point, with `name`, and `elevation_m` where it is known) or `radar` (a point, with
//! `id` and `name`). Nothing in it depends on a moment, so it changes only with the settings.

use std::fmt::Write;

use geo::{
    Bounds, MultiPolygon, Point, label,
    topology::{Feature, Topology},
};
use model::town::{Position, Town};

use super::atlas;

/// A radar of the map.
#[derive(Clone, Debug)]
pub struct Antenna {
    /// Its four letters: `KMAX`.
    pub id: String,
    /// What readers call it: `Medford`.
    pub name: String,
    /// Where it stands.
    pub at: Position,
}

/// Counties nearer than this to a radar are on the map: a radar sees 460 km at most.
const REACH_M: f64 = 500_000.0;
/// Metres of a degree of latitude, near enough for choosing counties.
const DEGREE_M: f64 = 111_000.0;
/// Radars further from the equator than this many degrees would ask for counties all around the world.
const FARTHEST_NORTH: f64 = 80.0;
/// Steps of a degree: about 100 metres, a pixel at the closest zoom that radars are drawn for.
const STEPS: f64 = 1_000.0;
/// How many times wider than high the name of a county is.
const NAME_FORM: f64 = 5.0;

/// The map. Radars and towns as given; counties within reach of any radar, or around the towns when there is no radar.
#[must_use]
pub fn geojson(radars: &[Antenna], towns: &[Town]) -> String {
    let centres: Vec<Position> = if radars.is_empty() {
        towns.iter().map(|town| town.at).collect()
    } else {
        radars.iter().map(|radar| radar.at).collect()
    };
    let frames: Vec<Bounds> = centres.into_iter().filter_map(frame).collect();
    let near = atlas::near(&frames);
    let mut out = Collection::default();
    let counties = near.features("counties");
    for county in counties {
        out.county(county, &near.shape(county));
    }
    out.borders(&near, counties);
    for town in towns {
        let mut said = serde_json::json!({ "kind": "town", "name": town.name });
        if let Some(elevation) = town.elevation_m {
            said["elevation_m"] = serde_json::json!(elevation.round());
        }
        out.point(&said, town.at);
    }
    for radar in radars {
        out.point(&serde_json::json!({ "kind": "radar", "id": radar.id, "name": radar.name }), radar.at);
    }
    out.finish()
}

/// Everything within reach of a place, in degrees; none for a place near a pole.
fn frame(at: Position) -> Option<Bounds> {
    if at.latitude.abs() > FARTHEST_NORTH {
        return None;
    }
    let north = REACH_M / DEGREE_M;
    let east = north / at.latitude.to_radians().cos();
    Some(Bounds {
        least: Point::new(at.longitude - east, at.latitude - north),
        most: Point::new(at.longitude + east, at.latitude + north),
    })
}

/// Features, written as they come.
#[derive(Default)]
struct Collection {
    features: String,
}

impl Collection {
    fn county(&mut self, county: &Feature, shape: &MultiPolygon) {
        let mut polygons = String::new();
        for polygon in &shape.polygons {
            let mut rings = String::new();
            for ring in polygon.rings() {
                let points = steps(ring.points());
                if points.len() > 3 {
                    rings.push_str(if rings.is_empty() { "" } else { "," });
                    line(&mut rings, &points);
                }
            }
            if !rings.is_empty() {
                polygons.push_str(if polygons.is_empty() { "" } else { "," });
                let _ = write!(polygons, "[{rings}]");
            }
        }
        if polygons.is_empty() {
            return;
        }
        let mut said = serde_json::json!({ "kind": "county", "name": atlas::in_full(county) });
        if let Some(state) = county.id.get(..2).and_then(atlas::state_name) {
            said["state"] = serde_json::json!(state);
        }
        if let Some((at, _)) = label::point(shape, NAME_FORM) {
            said["label"] = serde_json::json!([rounded(at.x), rounded(at.y)]);
        }
        self.add(&said, "MultiPolygon", &format!("[{polygons}]"));
    }

    /// Where counties of two states meet. Coasts are borders of counties; the edge of the map is no border at all.
    fn borders(&mut self, near: &Topology, counties: &[Feature]) {
        let state = |place: &usize| counties.get(*place).and_then(|county| county.id.get(..2));
        let mut lines = String::new();
        for (arc, owners) in near.arcs.iter().zip(near.owners(counties)) {
            if let [one, other] = owners.as_slice()
                && state(one) != state(other)
            {
                let points = steps(arc);
                if points.len() > 1 {
                    lines.push_str(if lines.is_empty() { "" } else { "," });
                    line(&mut lines, &points);
                }
            }
        }
        if !lines.is_empty() {
            let said = serde_json::json!({ "kind": "state" });
            self.add(&said, "MultiLineString", &format!("[{lines}]"));
        }
    }

    fn point(&mut self, said: &serde_json::Value, at: Position) {
        let place = serde_json::json!([at.longitude, at.latitude]);
        self.add(said, "Point", &place.to_string());
    }

    fn add(&mut self, said: &serde_json::Value, form: &str, coordinates: &str) {
        self.features.push_str(if self.features.is_empty() { "" } else { "," });
        let _ = write!(
            self.features,
            "{{\"type\":\"Feature\",\"properties\":{said},\"geometry\":{{\"type\":\"{form}\",\"coordinates\":{coordinates}}}}}"
        );
    }

    fn finish(self) -> String {
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", self.features)
    }
}

/// Points in whole steps, none twice in a row.
fn steps(points: &[Point]) -> Vec<(i32, i32)> {
    // A float that is no place on earth becomes the nearest whole number there is, and harms nobody.
    #[allow(clippy::cast_possible_truncation, reason = "degrees times a thousand")]
    let whole = |value: f64| (value * STEPS).round() as i32;
    let mut steps: Vec<(i32, i32)> = points.iter().map(|point| (whole(point.x), whole(point.y))).collect();
    steps.dedup();
    steps
}

fn line(out: &mut String, points: &[(i32, i32)]) {
    out.push('[');
    for (place, (x, y)) in points.iter().enumerate() {
        out.push_str(if place == 0 { "" } else { "," });
        let _ = write!(out, "[{},{}]", f64::from(*x) / STEPS, f64::from(*y) / STEPS);
    }
    out.push(']');
}

fn rounded(value: f64) -> f64 {
    (value * STEPS).round() / STEPS
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use serde_json::Value;

    fn medford() -> Antenna {
        let at = Position { latitude: 42.0811, longitude: -122.7173 };
        Antenna { id: "KMAX".into(), name: "Medford".into(), at }
    }

    fn of(map: &Value, kind: &str) -> Vec<Value> {
        let features = map["features"].as_array().unwrap();
        features.iter().filter(|one| one["properties"]["kind"] == kind).cloned().collect()
    }

    #[test]
    fn the_map_around_medford_has_its_counties_borders_and_radar_and_is_light() {
        let text = geojson(&[medford()], &[]);
        let map: Value = serde_json::from_str(&text).unwrap();
        let counties = of(&map, "county");
        let jackson = counties.iter().find(|one| one["properties"]["name"] == "Jackson County").unwrap();
        assert_eq!(jackson["properties"]["state"], "Oregon");
        let label = jackson["properties"]["label"].as_array().unwrap();
        assert!((label[0].as_f64().unwrap() + 122.7).abs() < 0.4, "{label:?}");
        assert!((80..250).contains(&counties.len()), "{}", counties.len());
        assert!(counties.iter().all(|one| one["properties"]["state"] != "Texas"));
        assert_eq!((of(&map, "state").len(), of(&map, "radar").len()), (1, 1));
        assert!(packed(&text) <= 120 * 1024, "{} bytes of JSON, {} packed", text.len(), packed(&text));
    }

    #[test]
    fn neighbours_share_their_border_point_for_point() {
        let map: Value = serde_json::from_str(&geojson(&[medford()], &[])).unwrap();
        let points = |name: &str| -> Vec<String> {
            let counties = of(&map, "county");
            let county = counties.iter().find(|one| one["properties"]["name"] == name).unwrap();
            let ring = county["geometry"]["coordinates"][0][0].as_array().unwrap().clone();
            ring.iter().map(ToString::to_string).collect()
        };
        let (siskiyou, del_norte) = (points("Siskiyou County"), points("Del Norte County"));
        let shared = siskiyou.iter().filter(|point| del_norte.contains(point)).count();
        assert!(shared > 5, "{shared} points of {}", siskiyou.len());
    }

    #[test]
    fn a_station_without_radars_and_towns_has_an_empty_map() {
        assert_eq!(geojson(&[], &[]), r#"{"type":"FeatureCollection","features":[]}"#);
        let pole = Antenna { at: Position { latitude: 89.9, longitude: 0.0 }, ..medford() };
        let map: Value = serde_json::from_str(&geojson(&[pole], &[])).unwrap();
        assert_eq!(of(&map, "county").len(), 0);
    }

    #[test]
    fn a_name_cannot_break_out_of_its_quotes() {
        let odd = Antenna { name: "\"]}</script>".into(), ..medford() };
        let map: Value = serde_json::from_str(&geojson(&[odd], &[])).unwrap();
        assert_eq!(of(&map, "radar")[0]["properties"]["name"], "\"]}</script>");
    }

    /// Bytes with gzip, which sends a little more than brotli.
    fn packed(text: &str) -> usize {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packer, text.as_bytes()).unwrap();
        packer.finish().unwrap().len()
    }
}
