//! Whether a point lies in a shape, exactly, also on borders.
//!
//! Everything rests on [`side`], which is never wrong about the side of a line a point lies on. So a point on a border
//! is known to be there, and [`MultiPolygon::owns`] gives every point of shapes that share borders to exactly one.

use crate::shape::{MultiPolygon, Point, Polygon, Ring};

/// Where a point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Inside, not on a border.
    Inside,
    /// Exactly on a border, of a hole too.
    Border,
    /// Outside, or inside a hole.
    Outside,
}

impl Ring {
    /// Where the point lies, for a ring of any direction.
    #[must_use]
    pub fn locate(&self, point: Point) -> Location {
        if !point.is_finite() {
            return Location::Outside;
        }
        let mut inside = false;
        for (a, b) in self.sides() {
            if on_side(a, b, point) {
                return Location::Border;
            }
            inside ^= crosses(a, b, point);
        }
        if inside { Location::Inside } else { Location::Outside }
    }

    /// Whether a ray from the point to the right, raised by less than any number, crosses the ring an odd number of times.
    fn owns(&self, point: Point) -> bool {
        point.is_finite() && self.sides().filter(|(a, b)| crosses(*a, *b, point)).count() % 2 == 1
    }
}

impl Polygon {
    /// Where the point lies.
    #[must_use]
    pub fn locate(&self, point: Point) -> Location {
        match self.outer.locate(point) {
            Location::Inside => {}
            other => return other,
        }
        for hole in &self.holes {
            match hole.locate(point) {
                Location::Outside => {}
                Location::Border => return Location::Border,
                Location::Inside => return Location::Outside,
            }
        }
        Location::Inside
    }
}

impl MultiPolygon {
    /// Where the point lies; inside one of the surfaces wins over the border of another.
    #[must_use]
    pub fn locate(&self, point: Point) -> Location {
        let mut found = Location::Outside;
        for polygon in &self.polygons {
            match polygon.locate(point) {
                Location::Inside => return Location::Inside,
                Location::Border => found = Location::Border,
                Location::Outside => {}
            }
        }
        found
    }

    /// Whether the point is inside or on a border.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.locate(point) != Location::Outside
    }

    /// Whether the point belongs to this shape when its neighbours are asked too: of shapes that share their borders
    /// point for point and leave no gap, exactly one owns each point, also on a border or a corner.
    #[must_use]
    pub fn owns(&self, point: Point) -> bool {
        self.rings().filter(|ring| ring.owns(point)).count() % 2 == 1
    }
}

/// Whether a ray to the right crosses the side. The lower end belongs to it and the upper does not, so that a ray
/// through a corner counts it once; a point on a side counts as left of it.
fn crosses(a: Point, b: Point, point: Point) -> bool {
    if (a.y <= point.y) == (b.y <= point.y) {
        return false;
    }
    let (low, high) = if a.y <= point.y { (a, b) } else { (b, a) };
    side(low, high, point) >= 0
}

fn on_side(a: Point, b: Point, point: Point) -> bool {
    point.x >= a.x.min(b.x)
        && point.x <= a.x.max(b.x)
        && point.y >= a.y.min(b.y)
        && point.y <= a.y.max(b.y)
        && side(a, b, point) == 0
}

/// 1 when `point` lies to the left of the line from `a` to `b` (y up), -1 to the right, 0 on it.
///
/// Exact for coordinates whose products neither overflow nor vanish, thus for any place on Earth: the quick result is
/// taken when it is larger than its possible error, otherwise the determinant is summed as a chain of parts that lose
/// nothing (Shewchuk, Adaptive precision floating-point arithmetic and fast robust geometric predicates, 1997).
#[must_use]
pub fn side(a: Point, b: Point, point: Point) -> i8 {
    let left = (a.x - point.x) * (b.y - point.y);
    let right = (a.y - point.y) * (b.x - point.x);
    let quick = left - right;
    // (3 + 16ε)ε of the paper's first filter, ε = 2⁻⁵³.
    let possible = 3.330_669_073_875_471_6e-16 * (left.abs() + right.abs());
    if quick > possible {
        return 1;
    }
    if quick < -possible {
        return -1;
    }
    exact_side(a, b, point)
}

/// The sign of a.x·b.y − a.x·p.y − p.x·b.y − a.y·b.x + a.y·p.x + p.y·b.x, summed without loss.
fn exact_side(a: Point, b: Point, p: Point) -> i8 {
    let products = [(a.x, b.y), (-a.x, p.y), (-p.x, b.y), (-a.y, b.x), (a.y, p.x), (p.y, b.x)];
    let mut chain = [0.0; 12];
    let mut used = 0;
    for (one, other) in products {
        let whole = one * other;
        let rest = one.mul_add(other, -whole);
        for part in [rest, whole] {
            let mut carried = part;
            for link in &mut chain[..used] {
                (carried, *link) = two_sum(carried, *link);
            }
            chain[used] = carried;
            used += 1;
        }
    }
    // The parts do not overlap and grow, so the last that is not zero has the sign of the sum.
    let decisive = chain.iter().rev().find(|part| **part != 0.0).copied().unwrap_or(0.0);
    if decisive > 0.0 {
        1
    } else if decisive < 0.0 {
        -1
    } else {
        0
    }
}

/// The rounded sum and what rounding took from it (Knuth).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    let of_a = sum - of_b;
    (sum, (a - of_a) + (b - of_b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(rings: &[&[(f64, f64)]]) -> MultiPolygon {
        let mut rings =
            rings.iter().map(|ring| Ring::new(ring.iter().map(|(x, y)| Point::new(*x, *y)).collect()));
        let outer = rings.next().unwrap_or_default();
        MultiPolygon { polygons: vec![Polygon { outer, holes: rings.collect() }] }
    }

    #[test]
    fn inside_outside_border_and_hole() {
        let ring: &[(f64, f64)] = &[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
        let hole: &[(f64, f64)] = &[(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)];
        let shape = shape(&[ring, hole]);
        let at = |x, y| shape.locate(Point::new(x, y));
        assert_eq!(at(0.5, 0.5), Location::Inside);
        assert_eq!(at(2.0, 2.0), Location::Outside);
        assert_eq!(at(3.0, 2.0), Location::Border);
        assert_eq!(at(4.0, 4.0), Location::Border);
        assert_eq!(at(5.0, 4.0), Location::Outside);
        assert_eq!(at(f64::NAN, 1.0), Location::Outside);
    }

    /// The plain formula gets many of these wrong (Kettner and others, Classroom examples of robustness problems in
    /// geometric computations, 2008, figure 1).
    #[test]
    fn a_hair_beside_a_line_is_beside_it() {
        let (from, to) = (Point::new(12.0, 12.0), Point::new(24.0, 24.0));
        for across in 0i8..64 {
            for up in 0i8..64 {
                let hair = |count: i8| 0.5 + f64::from(count) * f64::EPSILON / 2.0;
                let point = Point::new(hair(across), hair(up));
                assert_eq!(side(from, to, point), (up - across).signum(), "{across} {up}");
                assert_eq!(side(to, from, point), (across - up).signum(), "{across} {up}");
            }
        }
    }

    #[test]
    fn neighbours_share_out_their_border() {
        let west = shape(&[&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]]);
        let east = shape(&[&[(2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0)]]);
        for y in [0.0, 0.5, 1.0, 1.5] {
            let point = Point::new(2.0, y);
            assert!(west.owns(point) ^ east.owns(point), "{y}");
            assert!(west.contains(point) && east.contains(point));
        }
    }
}
