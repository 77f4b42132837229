//! Files that mean harm: refused with the reason, never a panic, never more than the caps.

use geo::{Error, Limits, Point, geojson, label, packed, path, topology::Topology};
use proptest::prelude::*;

const STEP: Point = Point::new(0.5, 0.5);

fn small() -> Limits {
    Limits { bytes: 100_000, points: 1_000, features: 100 }
}

/// Everything that can be asked of a topology that was let in.
fn use_it(topology: &Topology) {
    let simple = topology.simplified(1.0);
    for object in &simple.objects {
        assert!(simple.neighbours(&object.features).len() == object.features.len());
        for feature in &object.features {
            let shape = simple.shape(feature);
            let _ =
                (shape.area_km2(), shape.centroid(), shape.owns(Point::default()), label::point(&shape, 3.0));
            assert!(path::closed(shape.rings()).len() < 10_000_000);
        }
    }
}

#[test]
fn one_arc_named_again_and_again_does_not_unfold() {
    let arc = vec!["[0,0]"; 100].join(",");
    let names = vec!["0"; 5_000].join(",");
    let json = format!(
        r#"{{"type":"Topology","arcs":[[{arc}]],"objects":{{"a":{{"type":"Polygon","arcs":[[{names}]]}}}}}}"#
    );
    let fault = Topology::read(json.as_bytes(), small()).unwrap_err();
    assert!(matches!(fault, Error::TooLarge { limit: 1_000, .. }), "{fault}");
}

#[test]
fn arcs_that_are_not_there_are_refused_by_name() {
    for arc in ["1", "-2", "2147483647", "-2147483648"] {
        let json = format!(
            r#"{{"type":"Topology","arcs":[[[0,0],[1,1]]],"objects":{{"a":{{"type":"Polygon","id":"41029","arcs":[[{arc}]]}}}}}}"#
        );
        let fault = Topology::read(json.as_bytes(), small()).unwrap_err();
        assert_eq!(fault.to_string(), "41029: it names an arc that is not there");
    }
}

#[test]
fn depth_numbers_and_sizes_are_capped() {
    let deep = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(10_000);
    let deep = format!("{{\"type\":\"Topology\",\"arcs\":[],\"objects\":{{\"a\":{deep}");
    let roomy = Limits { bytes: 10 << 20, ..small() };
    assert!(matches!(Topology::read(deep.as_bytes(), roomy), Err(Error::Json { .. })));
    let endless = br#"{"type":"Topology","arcs":[[[1e308,0],[1e308,0]]],"objects":{},"transform":{"scale":[10,1],"translate":[0,0]}}"#;
    assert!(matches!(Topology::read(endless, small()), Err(Error::Broken { .. })));
    assert!(matches!(
        geojson::read(&[b' '; 100_001], &[], small()),
        Err(Error::TooLarge { limit: 100_000, .. })
    ));
    let many = vec![r#"{"type":"Feature"}"#; 101].join(",");
    let many = format!(r#"{{"type":"FeatureCollection","features":[{many}]}}"#);
    assert!(matches!(geojson::read(many.as_bytes(), &[], small()), Err(Error::TooLarge { limit: 100, .. })));
}

#[test]
fn a_packed_count_that_lies_allocates_nothing() {
    let head = packed::write(&Topology::default(), STEP, STEP);
    let head = &head[..head.len() - 2];
    let lie = [head, &[0xff, 0xff, 0xff, 0xff, 0x7f]].concat();
    assert!(matches!(packed::read(&lie, Limits::default()), Err(Error::Broken { .. })));
    let long = [head, &[0xff; 12]].concat();
    assert!(matches!(packed::read(&long, Limits::default()), Err(Error::Broken { .. })));
    let more = [head, &[0, 0, 0]].concat();
    assert!(matches!(packed::read(&more, Limits::default()), Err(Error::Broken { .. })));
    assert!(packed::read(&[head, &[0, 0]].concat(), Limits::default()).is_ok());
}

#[test]
fn steps_out_of_all_bounds_are_written_and_read() {
    let far = vec![Point::new(-1e300, 0.0), Point::new(1e300, 0.0)];
    let topology = Topology { arcs: vec![far], ..Topology::default() };
    let again = packed::read(&packed::write(&topology, STEP, Point::default()), small()).unwrap();
    assert!(again.arcs[0][0].x < -4e18 && again.arcs[0][1].x > 4e18, "{again:?}");
}

proptest! {
    #[test]
    fn packed_bytes_of_any_kind(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let head = packed::write(&Topology::default(), STEP, STEP);
        if let Ok(topology) = packed::read(&[&head[..head.len() - 2], &bytes].concat(), small()) {
            use_it(&topology);
        }
    }

    #[test]
    fn numbers_of_any_size(arc in proptest::collection::vec(any::<(f64, f64)>(), 1..20)) {
        let arc: Vec<_> = arc.iter().map(|(x, y)| format!("[{x:e},{y:e}]").replace("NaN", "0").replace("inf", "0")).collect();
        let json = format!(
            r#"{{"type":"Topology","arcs":[[{}]],"objects":{{"a":{{"type":"Polygon","arcs":[[0]]}}}}}}"#,
            arc.join(",")
        );
        if let Ok(topology) = Topology::read(json.as_bytes(), small()) {
            use_it(&topology);
        }
    }

    #[test]
    fn json_with_a_byte_changed(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut topology = br#"{"type":"Topology","arcs":[[[0,0],[2,0],[0,2],[-2,-2]]],"objects":{"a":{"type":"Polygon","arcs":[[0]],"id":1}}}"#.to_vec();
        let mut features = br#"{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}]}"#.to_vec();
        let (one, other) = (at.index(topology.len()), at.index(features.len()));
        topology[one] = byte;
        features[other] = byte;
        if let Ok(topology) = Topology::read(&topology, small()) {
            use_it(&topology);
        }
        let _ = geojson::read(&features, &["name"], small());
    }
}
