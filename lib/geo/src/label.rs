//! Where the name of a place can be written inside it.
//!
//! The centre of mass of a bent county may lie in its neighbour. The point that is farthest from every border never does
//! (the pole of inaccessibility; found by dividing the box into cells and looking first where it can be farthest).

use std::collections::BinaryHeap;

use crate::{
    locate::Location,
    shape::{MultiPolygon, Point, Polygon, Ring},
};

/// Cells looked at before the best so far is taken: enough for a precision of a fortieth on any county.
const CELLS: usize = 400;

/// The point inside the largest surface where a text `wide` times as wide as high has most room, and half the height that
/// an ellipse of this form has there. None for a shape without area.
#[must_use]
pub fn point(shape: &MultiPolygon, wide: f64) -> Option<(Point, f64)> {
    let polygon = shape.largest().filter(|polygon| polygon.area() > 0.0)?;
    // With x squeezed, the ellipse is a circle.
    let squeezed = Polygon {
        outer: polygon.outer.map(|point| Point::new(point.x / wide, point.y)),
        holes: polygon
            .holes
            .iter()
            .map(|hole| hole.map(|point| Point::new(point.x / wide, point.y)))
            .collect(),
    };
    let best = farthest(&squeezed)?;
    Some((Point::new(best.middle.x * wide, best.middle.y), best.room))
}

/// Whether an upright box of this size around `middle` lies inside the shape altogether.
#[must_use]
pub fn fits(shape: &MultiPolygon, middle: Point, width: f64, height: f64) -> bool {
    let (x, y) = (width / 2.0, height / 2.0);
    shape.locate(middle) == Location::Inside
        && !shape.rings().flat_map(Ring::sides).any(|(a, b)| meets(a, b, middle, x, y))
}

/// Whether the side from `a` to `b` touches the box: what is left of it after cutting at each of the four edges (Liang and
/// Barsky, 1984).
fn meets(a: Point, b: Point, middle: Point, x: f64, y: f64) -> bool {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let cuts = [
        (-dx, a.x - (middle.x - x)),
        (dx, (middle.x + x) - a.x),
        (-dy, a.y - (middle.y - y)),
        (dy, (middle.y + y) - a.y),
    ];
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (toward, distance) in cuts {
        if toward == 0.0 {
            if distance < 0.0 {
                return false;
            }
        } else if toward < 0.0 {
            from = from.max(distance / toward);
        } else {
            to = to.min(distance / toward);
        }
    }
    from <= to
}

fn farthest(polygon: &Polygon) -> Option<Cell> {
    let bounds = polygon.outer.bounds()?;
    let size = bounds.width().min(bounds.height()) / 2.0;
    if size <= 0.0 || !size.is_finite() {
        return None;
    }
    let precision = size / 40.0;
    let mut heap = BinaryHeap::new();
    // At most some hundred squares, also over a shape much longer than wide.
    let size = size.max(bounds.width().max(bounds.height()) / 24.0);
    for row in 0..squares(bounds.height(), size) {
        for column in 0..squares(bounds.width(), size) {
            let corner = bounds.least;
            let (x, y) = (f64::from(2 * column + 1) * size, f64::from(2 * row + 1) * size);
            heap.push(Cell::new(polygon, Point::new(corner.x + x, corner.y + y), size));
        }
    }
    let mut best: Option<Cell> = None;
    for _ in 0..CELLS {
        let Some(cell) = heap.pop() else { break };
        let known = best.map_or(0.0, |best| best.room);
        if cell.possible() <= known + precision {
            break;
        }
        if cell.room > known {
            best = Some(cell);
        }
        let half = cell.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            heap.push(Cell::new(polygon, Point::new(cell.middle.x + dx, cell.middle.y + dy), half));
        }
    }
    best.filter(|best| best.room > 0.0)
}

/// How many squares of half a side `half` cover `length`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 24")]
fn squares(length: f64, half: f64) -> u32 {
    (length / (2.0 * half)).ceil().clamp(1.0, 24.0) as u32
}

/// A square and how far its middle is from the border: positive inside.
#[derive(Clone, Copy)]
struct Cell {
    middle: Point,
    half: f64,
    room: f64,
}

impl Cell {
    fn new(polygon: &Polygon, middle: Point, half: f64) -> Self {
        let sides = polygon.rings().flat_map(Ring::sides);
        let distance =
            sides.map(|(a, b)| distance_squared(middle, a, b)).fold(f64::INFINITY, f64::min).sqrt();
        let inside = polygon.locate(middle) == Location::Inside;
        Self { middle, half, room: if inside { distance } else { -distance } }
    }

    /// The most that any point of the square can have.
    fn possible(&self) -> f64 {
        self.room + self.half * std::f64::consts::SQRT_2
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Cell {}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.possible().total_cmp(&other.possible())
    }
}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn distance_squared(point: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((point.x - a.x) * dx + (point.y - a.y) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (a.x + along * dx - point.x, a.y + along * dy - point.y);
    x * x + y * y
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn shape(points: &[(f64, f64)]) -> MultiPolygon {
        let outer = Ring::new(points.iter().map(|(x, y)| Point::new(*x, *y)).collect());
        MultiPolygon { polygons: vec![Polygon { outer, holes: Vec::new() }] }
    }

    #[test]
    fn the_point_is_inside_a_bent_shape() {
        let bent = shape(&[(0.0, 0.0), (10.0, 0.0), (10.0, 1.0), (1.0, 1.0), (1.0, 10.0), (0.0, 10.0)]);
        assert!(!bent.contains(bent.centroid().unwrap()));
        let (place, room) = point(&bent, 1.0).unwrap();
        assert!(bent.contains(place) && room > 0.45, "{place:?} {room}");
        assert_eq!(point(&shape(&[(0.0, 0.0), (1.0, 1.0)]), 1.0), None);
    }

    #[test]
    fn a_wide_text_goes_where_it_is_wide() {
        let boot = shape(&[(0.0, 0.0), (12.0, 0.0), (12.0, 2.0), (4.0, 2.0), (4.0, 9.0), (0.0, 9.0)]);
        let (tall, _) = point(&boot, 1.0).unwrap();
        let (wide, _) = point(&boot, 5.0).unwrap();
        assert!(tall.x < 4.0 && wide.x > 4.0, "{tall:?} {wide:?}");
        assert!(fits(&boot, Point::new(6.0, 1.0), 11.0, 1.5));
        assert!(!fits(&boot, Point::new(6.0, 2.0), 11.0, 1.5));
        assert!(!fits(&boot, Point::new(20.0, 2.0), 1.0, 1.0));
    }
}
