//! Point in polygon against a second way of asking: the winding number in whole numbers.

use geo::{Location, MultiPolygon, Point, Polygon, Ring, label, locate};
use proptest::prelude::*;

type Place = (i64, i64);

fn ring(places: &[Place], step: f64) -> Ring {
    #[allow(clippy::cast_precision_loss, reason = "small numbers")]
    Ring::new(places.iter().map(|(x, y)| Point::new(*x as f64 * step, *y as f64 * step)).collect())
}

/// Points round a centre by angle: a ring that does not cross itself.
fn star() -> impl Strategy<Value = Vec<Place>> {
    proptest::collection::vec((0u32..360, 1i32..40), 3..24).prop_map(|mut spokes| {
        spokes.sort_unstable();
        spokes.dedup_by_key(|spoke| spoke.0);
        let place = |(angle, length): &(u32, i32)| {
            let angle = f64::from(*angle).to_radians();
            let at = |part: f64| (part * f64::from(*length)).round();
            #[allow(clippy::cast_possible_truncation, reason = "at most 40")]
            (at(angle.cos()) as i64, at(angle.sin()) as i64)
        };
        spokes.iter().map(place).collect()
    })
}

fn cross(a: Place, b: Place, p: Place) -> i64 {
    (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0)
}

/// Twice signed: how often the ring runs round the place; none on the border.
fn winding(places: &[Place], p: Place) -> Option<i32> {
    let mut turns = 0;
    for (index, a) in places.iter().enumerate() {
        let (a, b) = (*a, places[(index + 1) % places.len()]);
        let side = cross(a, b, p);
        let (xs, ys) = ((a.0.min(b.0))..=(a.0.max(b.0)), (a.1.min(b.1))..=(a.1.max(b.1)));
        if side == 0 && xs.contains(&p.0) && ys.contains(&p.1) {
            return None;
        }
        if a.1 <= p.1 && b.1 > p.1 && side > 0 {
            turns += 1;
        } else if a.1 > p.1 && b.1 <= p.1 && side < 0 {
            turns -= 1;
        }
    }
    Some(turns)
}

proptest! {
    /// The step 0.1 has no exact form, so places on a slanted side are beside it by a hair unless a corner; the whole step
    /// keeps them on it.
    #[test]
    fn inside_is_what_the_winding_number_says(places in star(), x in -42i64..42, y in -42i64..42) {
        let found = ring(&places, 1.0).locate(Point::new(x as f64, y as f64));
        let expected = match winding(&places, (x, y)) {
            None => Location::Border,
            Some(turns) if turns % 2 != 0 => Location::Inside,
            Some(_) => Location::Outside,
        };
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_side_of_a_line_is_exact(a in any::<(i32, i32)>(), b in any::<(i32, i32)>(), p in any::<(i32, i32)>(), k in 0i32..40) {
        let wide = |(x, y): (i32, i32)| (i128::from(x), i128::from(y));
        let (wa, wb, wp) = (wide(a), wide(b), wide(p));
        let whole = (wb.0 - wa.0) * (wp.1 - wa.1) - (wb.1 - wa.1) * (wp.0 - wa.0);
        let point = |(x, y): (i32, i32)| Point::new(f64::from(x) * 2f64.powi(-k), f64::from(y) * 2f64.powi(-k));
        prop_assert_eq!(i128::from(locate::side(point(a), point(b), point(p))), whole.signum());
    }

    /// Points that lie on a line up to rounding: the quick formula is often wrong here.
    #[test]
    fn the_side_is_the_same_whoever_asks(x in -180.0..180.0f64, y in -90.0..90.0f64, dx in -1.0..1.0f64, dy in -1.0..1.0f64, t in 0.0..1.0f64) {
        let (a, b) = (Point::new(x, y), Point::new(x + dx, y + dy));
        let p = Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
        let side = locate::side(a, b, p);
        prop_assert_eq!(locate::side(b, a, p), -side);
        prop_assert_eq!(locate::side(b, p, a), side);
        prop_assert_eq!(locate::side(p, a, b), side);
    }

    /// A fan of triangles round a centre leaves no gap: each point within belongs to exactly one.
    #[test]
    fn shapes_without_gaps_own_each_point_once(places in star(), x in -20.0..20.0f64, y in -20.0..20.0f64, corner in 0usize..24) {
        let outer = ring(&places, 0.1);
        let corners = outer.points();
        let fan: Vec<MultiPolygon> = outer.sides().map(|(a, b)| {
            let outer = Ring::new(vec![Point::default(), a, b]);
            MultiPolygon { polygons: vec![Polygon { outer, holes: Vec::new() }] }
        }).collect();
        let whole = MultiPolygon { polygons: vec![Polygon { outer: outer.clone(), holes: Vec::new() }] };
        // Any point, a corner, and the middle of a spoke.
        let at = corners[corner % corners.len()];
        for point in [Point::new(x / 5.0, y / 5.0), at, Point::new(at.x / 2.0, at.y / 2.0), Point::default()] {
            let owners = fan.iter().filter(|one| one.owns(point)).count();
            prop_assert_eq!(owners % 2 == 1, whole.owns(point), "{:?}", point);
        }
    }

    #[test]
    fn a_label_point_is_inside(places in star(), wide in 0.5..6.0f64) {
        let shape = MultiPolygon { polygons: vec![Polygon { outer: ring(&places, 1.0), holes: Vec::new() }] };
        if let Some((place, room)) = label::point(&shape, wide) {
            prop_assert_eq!(shape.locate(place), Location::Inside);
            prop_assert!(room > 0.0);
            // The box inside the ellipse is free.
            prop_assert!(label::fits(&shape, place, room * wide * 1.4, room * 1.4));
        }
    }
}
