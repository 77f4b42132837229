//! A line over the hours of a day: figures that hold for an hour each, with gaps where there is none.

use std::fmt::Write;

use super::{
    axis::{self, PAGE, round},
    scale::{Bands, Linear, Tick},
};
use crate::svg;

/// The drawing of hours and their figures; names of hours stand below every third.
pub(crate) fn hourly(id: &str, points: &[(String, Option<f64>)], unit: &str) -> String {
    let figures = points.iter().filter_map(|(_, figure)| *figure);
    let (low, high) = figures.fold((f64::MAX, f64::MIN), |(low, high), f| (low.min(f), high.max(f)));
    if low > high {
        return String::new();
    }
    let scale = Linear::nice(low, high, 4, 0, (PAGE.bottom, PAGE.top));
    let bands = Bands::new(points.len(), (PAGE.left + 24.0, PAGE.width));
    let mut out = String::with_capacity(6 * 1024);
    let named = [
        ("class", &"days" as &dyn std::fmt::Display),
        ("viewBox", &"0 0 640 300"),
        ("role", &"img"),
        ("aria-labelledby", &format!("{id}-title {id}-words")),
    ];
    svg::open(&mut out, "svg", &named);
    axis::lines(&mut out, PAGE, &scale);
    let mut path = String::new();
    let mut is_drawing = false;
    for (place, (_, figure)) in points.iter().enumerate() {
        let Some(figure) = figure else {
            is_drawing = false;
            continue;
        };
        let (x, y) = (round(bands.middle(place)), round(scale.place(*figure)));
        let _ = write!(path, "{}{x} {y}", if is_drawing { 'L' } else { 'M' });
        is_drawing = true;
    }
    svg::empty(&mut out, "path", &[("class", &"line"), ("d", &path)]);
    axis::figures(&mut out, &scale, unit);
    axis::names(&mut out, PAGE, bands, &ticks(points));
    svg::close(&mut out, "svg");
    out
}

/// Every third hour; every sixth where letters are large.
fn ticks(points: &[(String, Option<f64>)]) -> Vec<Tick> {
    let every = points.iter().enumerate().step_by(3);
    every
        .enumerate()
        .map(|(at, (place, (name, _)))| {
            let words = name.split_once(", ").map_or(name.as_str(), |(day, _)| day).to_owned();
            Tick { place, words, spare: at % 2 == 1 }
        })
        .collect()
}
