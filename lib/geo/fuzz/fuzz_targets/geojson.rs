#![no_main]
//! GeoJSON of any bytes.

use geo::{Limits, Point, geojson, projection::Extent};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, points: 5_000, features: 100 };
    let Ok(features) = geojson::read(bytes, &["name", "id"], limits) else { return };
    for feature in &features {
        let points: Vec<Point> = feature.shape.rings().flat_map(|ring| ring.points()).copied().collect();
        let _ = (Extent::around(points.iter().copied()), feature.shape.locate(Point::new(-122.9, 42.3)), feature.shape.area_km2());
    }
});
