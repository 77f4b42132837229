#![no_main]
//! A packed topology of any bytes, and everything that can be asked of what was let in.

use geo::{Limits, Point, label, packed, path};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, points: 5_000, features: 100 };
    let Ok(topology) = packed::read(bytes, limits) else { return };
    let again = packed::write(&topology, Point::new(0.001, 0.001), Point::default());
    let _ = packed::read(&again, limits);
    let simple = topology.simplified(0.5);
    for object in &simple.objects {
        let _ = simple.neighbours(&object.features);
        for feature in object.features.iter().take(10) {
            let shape = simple.shape(feature);
            let _ = (shape.area_km2(), shape.centroid(), shape.owns(Point::default()), path::closed(shape.rings()));
            if shape.size() < 200 {
                let _ = label::point(&shape, 3.0);
            }
        }
    }
});
