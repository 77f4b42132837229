//! The small chart in a row of a table: a line, no words in it; its words are the row's own figures and what is said here.

use std::fmt::Write;

use super::{
    axis::round,
    daily::runs,
    scale::{Bands, Linear},
    series::{Daily, Kind, Period},
    words,
};
use crate::svg;

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 24.0;

/// A drawing of 96 by 24 units with its words as a label; empty when there is no figure.
#[must_use]
pub fn spark(chart: &Daily) -> String {
    let Some(period) = Period::of(&chart.days) else { return String::new() };
    let values: Vec<Option<f64>> = period.days.iter().map(|day| day.value).collect();
    let known = || values.iter().flatten().copied();
    let (mut low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    if chart.kind == Kind::Count {
        low = low.min(0.0);
    }
    let flat = if high > low { high } else { low + 1.0 };
    let scale = Linear::nice(low, flat, 8, 6, (HEIGHT - 3.0, 3.0));
    let bands = Bands::new(values.len(), (0.0, WIDTH - 4.0));
    let (mut path, mut end) = (String::new(), None);
    for (begin, run) in runs(&values) {
        for (step, value) in run.iter().enumerate() {
            let (x, y) = (round(bands.middle(begin + step)), round(scale.place(*value)));
            let _ = write!(path, "{}{x} {y}", if step == 0 { 'M' } else { 'L' });
            end = Some((x, y));
        }
        if run.len() == 1 {
            path.push_str("h.1");
        }
    }
    let mut out = String::new();
    let view = format!("0 0 {WIDTH} {HEIGHT}");
    svg::open(
        &mut out,
        "svg",
        &[
            ("class", &"days spark"),
            ("viewBox", &view),
            ("role", &"img"),
            ("aria-label", &words::of(chart, &period)),
        ],
    );
    svg::empty(&mut out, "path", &[("class", &"line"), ("d", &path)]);
    if let Some((x, y)) = end {
        let _ = write!(out, "<path class=\"dots\" d=\"M{x} {y}m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0\"/>");
    }
    svg::close(&mut out, "svg");
    out
}
