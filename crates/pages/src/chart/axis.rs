//! The frame of a chart: lines across it with their figures, and names at its foot. Figures stand on their lines inside
//! the chart, so that it needs no margin and letters can be large on a phone.

use std::fmt::Write;

use super::scale::{Bands, Linear, Tick};
use crate::{number, svg};

/// Size of a drawing and of the part of it that figures are drawn in, in units; a wide page shows one unit as a pixel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Above the highest line: room for its figure.
    pub(super) top: f64,
    /// Where the names at the foot begin.
    pub(super) bottom: f64,
    /// Left of the first band: room for the figures on the lines.
    pub(super) left: f64,
}

/// The frame of a chart in a page.
pub(super) const PAGE: Frame = Frame { width: 640.0, height: 300.0, top: 28.0, bottom: 264.0, left: 8.0 };

/// Lines across, under what is drawn; the one at zero is stronger.
pub(super) fn lines(out: &mut String, frame: Frame, scale: &Linear) {
    for tick in &scale.ticks {
        let class = if *tick == 0.0 { "zero" } else { "grid" };
        let _ =
            write!(out, "<path class=\"{class}\" d=\"M0 {}H{}\"/>", round(scale.place(*tick)), frame.width);
    }
}

/// The figure of each line, over what is drawn. `unit` stands after the highest.
pub(super) fn figures(out: &mut String, scale: &Linear, unit: &str) {
    let last = scale.ticks.len().saturating_sub(1);
    for (at, tick) in scale.ticks.iter().enumerate() {
        let mut words = figure(*tick, scale.places);
        if at == last && !unit.is_empty() {
            words = format!("{words} {unit}");
        }
        // Every other figure can be spared where letters are large, but not the highest.
        let spare = if scale.ticks.len() > 4 && !(last - at).is_multiple_of(2) { " s" } else { "" };
        let above = round(scale.place(*tick) - 4.0);
        svg::with_text(out, "text", &[("class", &format!("fig{spare}")), ("x", &0), ("y", &above)], &words);
        // A text browser prints the words of a drawing: apart.
        out.push(' ');
    }
}

/// Names at the foot.
pub(super) fn names(out: &mut String, frame: Frame, bands: Bands, ticks: &[Tick]) {
    for tick in ticks {
        let x = round(bands.middle(tick.place));
        let _ = write!(out, "<path class=\"tick\" d=\"M{x} {}v6\"/>", frame.bottom);
        let class = if tick.spare { "day s" } else { "day" };
        let anchor = if x < 40.0 {
            "start"
        } else if x > frame.width - 40.0 {
            "end"
        } else {
            "middle"
        };
        let x = match anchor {
            "start" => 0.0,
            "end" => frame.width,
            _ => x,
        };
        let y = frame.bottom + 26.0;
        let attributes: [(&str, &dyn std::fmt::Display); 4] =
            [("class", &class), ("x", &x), ("y", &y), ("text-anchor", &anchor)];
        svg::with_text(out, "text", &attributes, &tick.words);
        out.push(' ');
    }
}

/// A figure as the reader sees it, with `places` decimals.
pub(super) fn figure(value: f64, places: u8) -> String {
    let scaled = (value * 10f64.powi(i32::from(places))).round();
    if scaled.abs() >= 9e15 {
        return format!("{value:.1e}");
    }
    #[allow(clippy::cast_possible_truncation, reason = "within 2⁵³, checked")]
    number::decimal(scaled as i64, places)
}

/// A place in tenths of a unit: what the eye can tell, and no digit more.
pub(super) fn round(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}
