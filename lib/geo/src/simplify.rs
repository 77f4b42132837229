//! Fewer points, the same borders for both neighbours.
//!
//! What is made simpler is the arc, not the shape, so two counties that share one still share it, point for point, and no
//! gap opens. The ends of an arc are where three shapes meet; they stay.
//!
//! Visvalingam and Whyatt (Line generalisation by repeated elimination of points, 1993): the point that makes the
//! smallest triangle with its neighbours goes first, until every triangle left is at least as large as asked.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::{
    shape::Point,
    topology::{Topology, number_of},
};

impl Topology {
    /// The same shapes with every detail smaller than `area` (square units of the coordinates) gone. No ring loses its last
    /// three points, so nothing that had a surface vanishes altogether.
    #[must_use]
    pub fn simplified(&self, area: f64) -> Self {
        let least = self.least_inner_points();
        let arcs = self.arcs.iter().zip(least).map(|(arc, least)| simplified(arc, area, least)).collect();
        Self { arcs, objects: self.objects.clone() }
    }

    /// How many points between its ends each arc must keep: an arc that is a whole ring two, one of a pair one.
    fn least_inner_points(&self) -> Vec<usize> {
        let mut least = vec![0; self.arcs.len()];
        for ring in self
            .objects
            .iter()
            .flat_map(|object| &object.features)
            .flat_map(|one| one.polygons.iter().flatten())
        {
            let needed = 3usize.saturating_sub(ring.len());
            for arc in ring {
                if let Some(slot) = least.get_mut(number_of(*arc)) {
                    *slot = needed.max(*slot);
                }
            }
        }
        least
    }
}

/// The line with every point gone whose triangle is smaller than `area`; both ends and `least` points between them stay.
#[must_use]
pub fn simplified(line: &[Point], area: f64, least: usize) -> Vec<Point> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut chain = Chain::new(line);
    let mut heap: BinaryHeap<Reverse<Triangle>> =
        (1..line.len() - 1).map(|at| Reverse(Triangle { area: chain.area(at), at })).collect();
    let mut inner = line.len() - 2;
    // A point never counts for less than one that went before it, or a spike would vanish from its tip.
    let mut floor: f64 = 0.0;
    while let Some(Reverse(smallest)) = heap.pop() {
        if inner <= least || smallest.area.max(floor) >= area {
            break;
        }
        if chain.gone[smallest.at] || smallest.area.total_cmp(&chain.area(smallest.at)).is_ne() {
            continue;
        }
        floor = floor.max(smallest.area);
        inner -= 1;
        for at in chain.remove(smallest.at) {
            heap.push(Reverse(Triangle { area: chain.area(at), at }));
        }
    }
    line.iter().zip(&chain.gone).filter(|(_, gone)| !**gone).map(|(point, _)| *point).collect()
}

/// A line of which points are taken out.
struct Chain<'a> {
    line: &'a [Point],
    before: Vec<usize>,
    after: Vec<usize>,
    gone: Vec<bool>,
}

impl<'a> Chain<'a> {
    fn new(line: &'a [Point]) -> Self {
        let count = line.len();
        Self {
            line,
            before: (0..count).map(|at| at.saturating_sub(1)).collect(),
            after: (1..=count).collect(),
            gone: vec![false; count],
        }
    }

    fn area(&self, at: usize) -> f64 {
        let (a, b, c) = (self.line[self.before[at]], self.line[at], self.line[self.after[at]]);
        ((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)).abs() / 2.0
    }

    /// Takes a point out and says which points have a new triangle.
    fn remove(&mut self, at: usize) -> impl Iterator<Item = usize> + use<> {
        let (before, after) = (self.before[at], self.after[at]);
        self.gone[at] = true;
        self.after[before] = after;
        self.before[after] = before;
        let last = self.line.len() - 1;
        [before, after].into_iter().filter(move |at| *at > 0 && *at < last)
    }
}

#[derive(PartialEq)]
struct Triangle {
    area: f64,
    at: usize,
}

impl Eq for Triangle {}

impl Ord for Triangle {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.area.total_cmp(&other.area).then(self.at.cmp(&other.at))
    }
}

impl PartialOrd for Triangle {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|(x, y)| Point::new(*x, *y)).collect()
    }

    #[test]
    fn small_triangles_go_and_ends_stay() {
        let bumpy = line(&[(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 4.0), (4.0, 0.0)]);
        let straight = line(&[(0.0, 0.0), (2.0, 0.0), (3.0, 4.0), (4.0, 0.0)]);
        assert_eq!(simplified(&bumpy, 0.5, 0), straight);
        assert_eq!(simplified(&bumpy, 1e9, 0), line(&[(0.0, 0.0), (4.0, 0.0)]));
        assert_eq!(simplified(&bumpy, 1e9, 1).len(), 3);
        assert_eq!(simplified(&bumpy, 0.0, 0), bumpy);
        assert_eq!(simplified(&bumpy[..1], 1.0, 0).len(), 1);
    }
}
