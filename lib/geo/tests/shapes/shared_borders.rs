//! What neighbours share stays shared: through simplifying, packing and drawing.

use geo::{
    Limits, Point, packed, path,
    topology::{Feature, Object, Topology},
};
use proptest::prelude::*;

const COLUMNS: usize = 4;
const ROWS: usize = 3;

/// A grid of counties with ragged borders, each side one arc with `inner` points between its corners.
fn grid(ragged: &[f64], inner: usize) -> Topology {
    let mut noise = ragged.iter().copied().cycle();
    let mut arcs = Vec::new();
    let mut line = |from: Point, to: Point, flat: bool| {
        let mut points = vec![from];
        for step in 1..=inner {
            let along = step as f64 / (inner + 1) as f64;
            let off = noise.next().unwrap_or(0.0);
            let (x, y) = (from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along);
            points.push(if flat { Point::new(x, y + off) } else { Point::new(x + off, y) });
        }
        points.push(to);
        arcs.push(points);
        i32::try_from(arcs.len()).unwrap() - 1
    };
    let corner = |column: usize, row: usize| Point::new(column as f64 * 10.0, row as f64 * 10.0);
    let mut flat = vec![vec![0; ROWS + 1]; COLUMNS];
    let mut upright = vec![vec![0; ROWS]; COLUMNS + 1];
    for column in 0..=COLUMNS {
        for row in 0..=ROWS {
            if column < COLUMNS {
                flat[column][row] = line(corner(column, row), corner(column + 1, row), true);
            }
            if row < ROWS {
                upright[column][row] = line(corner(column, row), corner(column, row + 1), false);
            }
        }
    }
    let mut features = Vec::new();
    for column in 0..COLUMNS {
        for row in 0..ROWS {
            let ring = vec![
                flat[column][row],
                upright[column + 1][row],
                !flat[column][row + 1],
                !upright[column][row],
            ];
            features.push(Feature {
                id: format!("{column}{row}"),
                name: String::new(),
                polygons: vec![vec![ring]],
            });
        }
    }
    Topology { arcs, objects: vec![Object { name: "counties".into(), features }] }
}

/// The sides of every shape, each with how often it is run in this direction or the other.
fn sides(topology: &Topology) -> std::collections::BTreeMap<[u64; 4], i32> {
    let mut count = std::collections::BTreeMap::new();
    for feature in topology.features("counties") {
        for ring in topology.shape(feature).rings() {
            for (a, b) in ring.sides() {
                let bits = |point: Point| [point.x.to_bits(), point.y.to_bits()];
                let (low, high, way) = if bits(a) < bits(b) { (a, b, 1) } else { (b, a, -1) };
                let key = [bits(low)[0], bits(low)[1], bits(high)[0], bits(high)[1]];
                *count.entry(key).or_insert(0) += way;
            }
        }
    }
    count
}

proptest! {
    #[test]
    fn simplifying_opens_no_gap(ragged in proptest::collection::vec(-2.0..2.0f64, 1..60), inner in 0usize..12, area in 0.0..20.0f64) {
        let before = grid(&ragged, inner);
        let after = before.simplified(area);
        // A side that two counties share is run both ways and cancels; what is left is the outline.
        let outline: i32 = sides(&after).values().map(|count| count.abs()).sum();
        let expected: usize = after.owners(after.features("counties")).iter().enumerate()
            .filter(|(_, owners)| owners.len() == 1).map(|(arc, _)| after.arcs[arc].len() - 1).sum();
        prop_assert_eq!(usize::try_from(outline).unwrap(), expected);
        prop_assert_eq!(before.neighbours(before.features("counties")), after.neighbours(after.features("counties")));
        for (full, short) in before.arcs.iter().zip(&after.arcs) {
            prop_assert_eq!((full.first(), full.last()), (short.first(), short.last()));
            prop_assert!(short.iter().all(|point| full.contains(point)));
        }
    }

    #[test]
    fn packing_keeps_every_step(ragged in proptest::collection::vec(-2.0..2.0f64, 1..60), inner in 0usize..12) {
        let (step, origin) = (Point::new(0.001, 0.0005), Point::new(-3.0, 7.0));
        let first = packed::read(&packed::write(&grid(&ragged, inner), step, origin), Limits::default()).unwrap();
        let second = packed::read(&packed::write(&first, step, origin), Limits::default()).unwrap();
        prop_assert_eq!(&first, &second);
        for (before, after) in grid(&ragged, inner).arcs.iter().flatten().zip(first.arcs.iter().flatten()) {
            prop_assert!((before.x - after.x).abs() <= 0.000_501 && (before.y - after.y).abs() <= 0.000_251);
        }
    }
}

#[test]
fn neighbours_share_a_side_and_not_a_corner() {
    let topology = grid(&[0.5], 3);
    let features = topology.features("counties");
    let neighbours = topology.neighbours(features);
    let place = |id: &str| features.iter().position(|feature| feature.id == id).unwrap();
    let named =
        |id: &str| neighbours[place(id)].iter().map(|at| features[*at].id.as_str()).collect::<Vec<_>>();
    assert_eq!(named("00"), ["01", "10"]);
    assert_eq!(named("11"), ["01", "10", "12", "21"]);
}

#[test]
fn a_selection_keeps_shapes_and_drops_the_rest() {
    let topology = grid(&[0.5, -1.0, 1.5], 4);
    let west = topology.select("counties", |feature| feature.id.starts_with('0'));
    assert_eq!(west.features("counties").len(), ROWS);
    assert_eq!(west.arcs.len(), 2 * ROWS + ROWS + 1);
    for feature in west.features("counties") {
        let original = topology.features("counties").iter().find(|one| one.id == feature.id).unwrap();
        assert_eq!(west.shape(feature), topology.shape(original));
        assert!(feature.arcs().all(|arc| arc < west.arcs.len()));
    }
    assert!(topology.features("states").is_empty());
}

#[test]
fn a_ring_never_vanishes() {
    let circle: Vec<Point> = (0..=40)
        .map(|at| f64::from(at % 40) * std::f64::consts::TAU / 40.0)
        .map(|turn| Point::new(turn.cos(), turn.sin()))
        .collect();
    let (upper, lower) = (circle[..=20].to_vec(), circle[20..].to_vec());
    let rings = [(vec![circle], vec![0]), (vec![upper, lower], vec![0, 1])];
    for (arcs, ring) in rings {
        let feature = Feature { polygons: vec![vec![ring]], ..Feature::default() };
        let objects = vec![Object { name: "counties".into(), features: vec![feature] }];
        let simple = Topology { arcs, objects }.simplified(1e9);
        let shape = simple.shape(&simple.features("counties")[0]);
        assert!(shape.area() > 0.5, "{shape:?}");
    }
}

/// The whole numbers of a path, a sign or a blank before each.
fn numbers(path: &str) -> Vec<i64> {
    path.replace('-', " -").split_ascii_whitespace().map(|word| word.parse().unwrap()).collect()
}

#[test]
fn drawn_borders_are_the_same_on_both_sides() {
    let topology =
        grid(&[0.13, -1.37, 1.51], 4).map(|point| Point::new(point.x * 7.3, point.y * 7.3)).simplified(2.0);
    let mut count = std::collections::BTreeMap::new();
    for feature in topology.features("counties") {
        let drawn = path::closed(topology.shape(feature).rings());
        let steps = numbers(drawn.trim_start_matches('m').trim_end_matches('z'));
        let mut places = Vec::new();
        let mut at = (0, 0);
        for step in steps.chunks(2) {
            at = (at.0 + step[0], at.1 + step[1]);
            places.push(at);
        }
        for (index, a) in places.iter().enumerate() {
            let b = &places[(index + 1) % places.len()];
            *count.entry((*a.min(b), *a.max(b))).or_insert(0) += if a < b { 1 } else { -1 };
        }
    }
    // What two counties draw cancels; what is left lies on the outline, whose sides bulge at most two units of the grid.
    let (right, top) = (COLUMNS as f64 * 73.0, ROWS as f64 * 73.0);
    let near = |at: i64, edge: f64| (at as f64 - edge).abs() < 16.0;
    for ((a, b), _) in count.iter().filter(|(_, count): &(_, &i32)| **count != 0) {
        let along =
            |edge: f64, x: bool| [a, b].iter().all(|place| near(if x { place.0 } else { place.1 }, edge));
        assert!(
            along(0.0, true) || along(right, true) || along(0.0, false) || along(top, false),
            "{a:?} {b:?}"
        );
    }
    assert!(count.values().any(|count| *count == 0) && count.values().any(|count| *count != 0));
}

#[test]
fn reads_topojson() {
    let json = br#"{"type":"Topology","transform":{"scale":[0.5,2],"translate":[10,20]},
        "arcs":[[[0,0],[2,0],[0,2]],[[2,2,7],[-2,0],[0,-2]]],
        "objects":{"b":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,1]],"id":"41029","properties":{"name":"Jackson","x":{}}},
            {"type":"MultiPolygon","arcs":[[[-2,-1]]],"id":7},{"type":null},{"type":"Point","coordinates":[1,2]}]},
          "a":{"type":"Polygon","arcs":[[0,1]]}}}"#;
    let topology = Topology::read(json, Limits::default()).unwrap();
    let [jackson, second, none, point] = topology.features("b") else { panic!("{topology:?}") };
    assert_eq!((jackson.id.as_str(), jackson.name.as_str(), second.id.as_str()), ("41029", "Jackson", "7"));
    let expected = [(10.0, 20.0), (11.0, 20.0), (11.0, 24.0), (10.0, 24.0)].map(|(x, y)| Point::new(x, y));
    assert_eq!(topology.shape(jackson).polygons[0].outer.points(), expected);
    assert!((topology.shape(second).area() - 4.0).abs() < 1e-12);
    assert!(none.polygons.is_empty() && point.polygons.is_empty());
    assert_eq!(topology.features("a").len(), 1);
}
