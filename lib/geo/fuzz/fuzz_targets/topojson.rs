#![no_main]
//! TopoJSON of any bytes.

use geo::{Limits, path, topology::Topology};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, points: 5_000, features: 100 };
    let Ok(topology) = Topology::read(bytes, limits) else { return };
    for object in &topology.objects {
        for feature in &object.features {
            let _ = path::closed(topology.shape(feature).rings());
        }
    }
});
