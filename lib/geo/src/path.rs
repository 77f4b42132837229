//! SVG path data in few bytes: whole numbers, relative to the point before, nothing between them that is not needed.
//!
//! Places are rounded before differences are taken, so a border that two shapes share is drawn at the same place by both,
//! and no error adds up along a coast.

use std::fmt::Write;

use crate::shape::{Point, Ring};

/// The rings as one path (`M12 8 3-1 4 2z…`): rings that no longer enclose anything after rounding are left out.
#[must_use]
pub fn closed<'a>(rings: impl IntoIterator<Item = &'a Ring>) -> String {
    let mut pen = Pen::default();
    for ring in rings {
        let mut places: Vec<(i64, i64)> = ring.points().iter().map(|point| rounded(*point)).collect();
        places.dedup();
        while places.len() > 1 && places.first() == places.last() {
            places.pop();
        }
        if places.len() > 2 {
            pen.line(&places);
            pen.out.push('z');
            pen.at = places[0];
        }
    }
    pen.out
}

/// The lines as one path, each open.
#[must_use]
pub fn open<'a>(lines: impl IntoIterator<Item = &'a [Point]>) -> String {
    let mut pen = Pen::default();
    for line in lines {
        let mut places: Vec<(i64, i64)> = line.iter().map(|point| rounded(*point)).collect();
        places.dedup();
        if places.len() > 1 {
            pen.line(&places);
        }
    }
    pen.out
}

#[derive(Default)]
struct Pen {
    out: String,
    at: (i64, i64),
}

impl Pen {
    fn line(&mut self, places: &[(i64, i64)]) {
        // `m` at the very beginning is taken as absolute; pairs after a move are lines.
        self.out.push('m');
        let mut glued = true;
        for place in places {
            self.number(place.0 - self.at.0, glued);
            self.number(place.1 - self.at.1, false);
            self.at = *place;
            glued = false;
        }
    }

    /// A number; a minus sign parts it from the one before as well as a blank does.
    fn number(&mut self, number: i64, glued: bool) {
        if !glued && number >= 0 {
            self.out.push(' ');
        }
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{number}");
    }
}

#[allow(clippy::cast_possible_truncation, reason = "rounded; `as` saturates, and a drawing is small")]
fn rounded(point: Point) -> (i64, i64) {
    // Halved, so that the difference of two saturated places does not overflow.
    const FAR: f64 = 1e15;
    (point.x.clamp(-FAR, FAR).round() as i64, point.y.clamp(-FAR, FAR).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Ring {
        Ring::new(points.iter().map(|(x, y)| Point::new(*x, *y)).collect())
    }

    #[test]
    fn a_path_is_short_and_ends_where_it_began() {
        let square = ring(&[(10.2, 10.0), (20.0, 9.6), (20.4, 20.0), (10.0, 20.0)]);
        let dot = ring(&[(1.0, 1.0), (1.1, 1.0), (1.1, 1.1)]);
        let other = ring(&[(11.0, 12.0), (13.0, 12.0), (13.0, 11.0)]);
        assert_eq!(closed([&square, &dot, &other]), "m10 10 10 0 0 10-10 0zm1 2 2 0 0-1z");
    }

    #[test]
    fn open_lines_follow_each_other() {
        let lines =
            [[Point::new(0.0, 5.0), Point::new(3.0, 1.0)], [Point::new(3.0, 1.0), Point::new(3.0, 0.6)]];
        assert_eq!(open(lines.iter().map(<[Point; 2]>::as_slice)), "m0 5 3-4");
    }
}
