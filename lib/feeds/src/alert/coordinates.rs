//! Points, rings and circles, checked to be on Earth and under a cap.

use super::Circle;
use crate::node::Node;

/// The outer rings of a GeoJSON geometry of surfaces, as latitude and longitude. Holes are left out: who stands in one
/// is warned too. `None` when any part of it is no shape, so that half a shape is never taken for the whole.
pub(super) fn of_geojson(kind: &str, coordinates: &Node, most: usize) -> Option<Vec<Vec<(f64, f64)>>> {
    let surfaces = match (kind, coordinates) {
        ("Polygon", polygon) => vec![polygon],
        ("MultiPolygon", Node::List(polygons)) => polygons.iter().collect(),
        _ => return None,
    };
    let mut left = most;
    let mut rings = Vec::new();
    for surface in surfaces {
        let Node::List(parts) = surface else { return None };
        let Some(Node::List(points)) = parts.first() else { return None };
        left = left.checked_sub(points.len())?;
        let mut ring = Vec::with_capacity(points.len());
        for point in points {
            let Node::List(pair) = point else { return None };
            let [Node::Text(longitude), Node::Text(latitude), ..] = pair.as_slice() else { return None };
            ring.push(on_earth(latitude.parse().ok()?, longitude.parse().ok()?)?);
        }
        rings.push(closed(ring)?);
    }
    Some(rings)
}

/// `38.47,-120.14 38.34,-119.95 …` of CAP: a ring of latitude and longitude.
pub(super) fn of_cap(text: &str, most: usize) -> Option<Vec<(f64, f64)>> {
    let mut ring = Vec::new();
    for pair in text.split_whitespace() {
        if ring.len() >= most {
            return None;
        }
        ring.push(point(pair)?);
    }
    closed(ring)
}

/// `32.9525,-115.5527 12.5` of CAP: a point and kilometres.
pub(super) fn circle(text: &str) -> Option<Circle> {
    let (centre, km) = text.trim().split_once(char::is_whitespace)?;
    let (latitude, longitude) = point(centre)?;
    let km: f64 = km.trim().parse().ok()?;
    (0.0..=20_100.0).contains(&km).then_some(Circle { latitude, longitude, km })
}

fn point(pair: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = pair.split_once(',')?;
    on_earth(latitude.trim().parse().ok()?, longitude.trim().parse().ok()?)
}

fn on_earth(latitude: f64, longitude: f64) -> Option<(f64, f64)> {
    let fits = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    fits.then_some((latitude, longitude))
}

/// At least a triangle, ending where it begins.
fn closed(mut ring: Vec<(f64, f64)>) -> Option<Vec<(f64, f64)>> {
    let first = *ring.first()?;
    if ring.last() != Some(&first) {
        ring.push(first);
    }
    (ring.len() >= 4).then_some(ring)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_shape_is_none() {
        assert!(of_cap("38.47,-120.14 38.34,-119.95 38.52,-119.74", 99).is_some_and(|ring| ring.len() == 4));
        for text in
            ["", "38.47,-120.14", "38.47,-120.14 91,0 1,1 2,2", "a,b 1,1 2,2 3,3", "NaN,1 1,1 2,2 3,3"]
        {
            assert_eq!(of_cap(text, 99), None, "{text}");
        }
        assert_eq!(of_cap("1,1 2,2 3,1 1,1", 3), None, "too many points");
    }

    #[test]
    fn a_circle_is_a_point_and_kilometres() {
        assert_eq!(
            circle("-16.053,-173.274 0.0"),
            Some(Circle { latitude: -16.053, longitude: -173.274, km: 0.0 })
        );
        for text in ["1,1", "1,1 -3", "1,1 inf", "1,1 99999"] {
            assert_eq!(circle(text), None, "{text}");
        }
    }
}
