//! A town on a drawing: a dot, and its name on the side where there is more room.

use std::fmt::Write;

use geo::Point;

use crate::svg;

/// How large, in the units of the drawing.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// Half the width of the dot.
    pub(super) dot: f64,
    /// From the middle of the dot to the name.
    pub(super) beside: f64,
    /// From the middle of the dot down to the line that letters stand on.
    pub(super) down: f64,
    /// From this part of the drawing's width on the name stands to the left.
    pub(super) turn: f64,
}

/// On which side of its dot a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    /// Where there is more room on a drawing of that width.
    pub(super) fn of(at: Point, width: f64, size: Size) -> Self {
        if at.x > width * size.turn { Self::Left } else { Self::Right }
    }

    /// The other one.
    pub(super) fn turned(self) -> Self {
        if self == Self::Left { Self::Right } else { Self::Left }
    }
}

/// Writes it; of a town without a name the dot alone.
pub(super) fn mark(out: &mut String, at: Point, name: &str, side: Side, size: Size) {
    let (x, y) = (at.x.round(), at.y.round());
    let _ = write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>", size.dot);
    if name.is_empty() {
        return;
    }
    let (anchor, beside) = match side {
        Side::Left => ("end", x - size.beside),
        Side::Right => ("start", x + size.beside),
    };
    let _ = write!(out, "<text x=\"{beside}\" y=\"{}\" text-anchor=\"{anchor}\">", y + size.down);
    svg::text(out, name);
    // Programs that print only the words keep names apart by it.
    out.push_str("</text>\n");
}
