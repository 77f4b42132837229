//! The chart of days: columns or line, average, marks.

use std::fmt::Write;

use super::{
    ChartView, KeyEntry,
    axis::{self, Frame, PAGE, round},
    scale::{Bands, Linear, day_ticks},
    series::{Daily, Kind, Mark, Period},
    words,
};
use crate::svg;

/// The piece of a page. A series without any figure has no drawing, and its words say so.
#[must_use]
pub fn daily(chart: &Daily) -> ChartView {
    let id = svg::id(&chart.id);
    let Some(period) = Period::of(&chart.days) else {
        let words = "There are no figures to draw yet.".to_owned();
        return ChartView { id, title: chart.title.clone(), words, ..ChartView::default() };
    };
    let mut out = String::with_capacity(8 * 1024);
    let view = format!("0 0 {} {}", PAGE.width, PAGE.height);
    let labelled = format!("{id}-title {id}-words");
    svg::open(
        &mut out,
        "svg",
        &[("class", &"days"), ("viewBox", &view), ("role", &"img"), ("aria-labelledby", &labelled)],
    );
    Drawing::new(chart, &period).draw(&mut out);
    svg::close(&mut out, "svg");
    ChartView {
        id,
        title: chart.title.clone(),
        svg_html: out,
        words: words::of(chart, &period),
        key: key(chart, &period),
    }
}

/// What is drawn, and where.
pub(super) struct Drawing<'a> {
    chart: &'a Daily,
    period: &'a Period,
    frame: Frame,
    scale: Linear,
    bands: Bands,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(chart: &'a Daily, period: &'a Period) -> Self {
        let values = || period.days.iter().filter_map(|day| day.value);
        let (mut low, mut high) =
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        if chart.kind != Kind::Afloat {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        let scale = Linear::nice(low, high, 4, chart.places.min(6), (PAGE.bottom, PAGE.top));
        // Columns may stand under the figures on the lines; the widest figure is kept clear of the first day of a line.
        let bands = Bands::new(period.days.len(), (PAGE.left, PAGE.width - PAGE.left));
        Self { chart, period, frame: PAGE, scale, bands }
    }

    pub(super) fn draw(&self, out: &mut String) {
        let values: Vec<Option<f64>> = self.period.days.iter().map(|day| day.value).collect();
        axis::lines(out, self.frame, &self.scale);
        if self.chart.kind == Kind::Count {
            self.columns(out, &values);
        } else {
            self.line(out, &values, "line", self.chart.kind == Kind::Level);
        }
        if self.chart.average {
            self.line(out, &self.period.averages(), "mean", false);
        }
        axis::figures(out, &self.scale, &self.chart.unit.1);
        axis::names(out, self.frame, self.bands, &day_ticks(self.period.first, values.len()));
        self.marks(out);
    }

    fn columns(&self, out: &mut String, values: &[Option<f64>]) {
        let width = round((self.bands.width() * 0.76).max(0.4));
        let base = round(self.scale.base());
        let mut path = String::new();
        for (place, value) in values.iter().enumerate() {
            if let Some(value) = value {
                let (x, y) = (round(self.bands.middle(place) - width / 2.0), round(self.scale.place(*value)));
                let _ = write!(path, "M{x} {base}V{y}h{width}V{base}z");
            }
        }
        svg::empty(out, "path", &[("class", &"bars"), ("d", &path)]);
    }

    /// A line that is broken where a day has no figure; a day between two gaps is a dot.
    fn line(&self, out: &mut String, values: &[Option<f64>], class: &str, surface: bool) {
        let base = round(self.scale.base());
        let (mut line, mut area, mut dots) = (String::new(), String::new(), String::new());
        for (begin, run) in runs(values) {
            let at = |step: usize, value: f64| {
                (round(self.bands.middle(begin + step)), round(self.scale.place(value)))
            };
            if let [only] = run.as_slice() {
                let (x, y) = at(0, *only);
                let _ = write!(dots, "M{x} {y}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0");
                continue;
            }
            let mut end = 0.0;
            for (step, value) in run.iter().enumerate() {
                let (x, y) = at(step, *value);
                let _ = write!(line, "{}{x} {y}", if step == 0 { 'M' } else { 'L' });
                match step {
                    0 => drop(write!(area, "M{x} {base}V{y}")),
                    _ => drop(write!(area, "L{x} {y}")),
                }
                end = x;
            }
            let _ = write!(area, "L{end} {base}z");
        }
        let area = if surface { area } else { String::new() };
        for (class, path) in [("area", area), (class, line), ("dots", dots)] {
            if !path.is_empty() {
                svg::empty(out, "path", &[("class", &class), ("d", &path)]);
            }
        }
    }

    /// Held: a ring on the figure. Revised: a diamond.
    fn marks(&self, out: &mut String) {
        for (place, day) in self.period.days.iter().enumerate() {
            let Some(mark) = day.mark else { continue };
            let x = round(self.bands.middle(place));
            let y = round(day.value.map_or_else(|| self.scale.base(), |value| self.scale.place(value)));
            let _ = write!(out, "<path class=\"mark\" d=\"M{x} {y}{}\"/>", shape_of(mark));
        }
    }
}

fn shape_of(mark: Mark) -> &'static str {
    match mark {
        Mark::Held => "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0",
        Mark::Revised => "m0-5.5 5.5 5.5-5.5 5.5-5.5-5.5z",
    }
}

/// Stretches of days that all have a figure, with the place of their first.
pub(super) fn runs(values: &[Option<f64>]) -> Vec<(usize, Vec<f64>)> {
    let mut runs: Vec<(usize, Vec<f64>)> = Vec::new();
    let mut open = false;
    for (place, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) if open => run.1.push(*value),
            (Some(value), _) => runs.push((place, vec![*value])),
            (None, _) => {}
        }
        open = value.is_some();
    }
    runs
}

fn key(chart: &Daily, period: &Period) -> Vec<KeyEntry> {
    let swatch = |inner: String| {
        format!("<svg class=\"days swatch\" viewBox=\"0 0 28 16\" aria-hidden=\"true\">{inner}</svg>")
    };
    let entry = |inner: String, words: &str| KeyEntry { swatch_html: swatch(inner), words: words.to_owned() };
    let mut key = Vec::new();
    if chart.average && period.averages().iter().any(Option::is_some) {
        let each = match chart.kind {
            Kind::Count => "<path class=\"bars\" d=\"M4 16V5h6v11zM16 16V2h6v14z\"/>",
            Kind::Level | Kind::Afloat => "<path class=\"line\" d=\"M0 12 28 4\"/>",
        };
        key.push(entry(each.to_owned(), "each day"));
        key.push(entry("<path class=\"mean\" d=\"M0 12 28 4\"/>".to_owned(), "average of seven days"));
    }
    for (mark, words) in [(Mark::Held, "held back that day"), (Mark::Revised, "corrected later")] {
        if period.days.iter().any(|day| day.mark == Some(mark)) {
            key.push(entry(format!("<path class=\"mark\" d=\"M14 8{}\"/>", shape_of(mark)), words));
        }
    }
    if period.days.iter().any(|day| day.value.is_none()) {
        key.push(KeyEntry {
            swatch_html: String::new(),
            words: "A gap is a day without a figure.".to_owned(),
        });
    }
    if chart.kind == Kind::Afloat {
        key.push(KeyEntry {
            swatch_html: String::new(),
            words: "The scale does not begin at zero.".to_owned(),
        });
    }
    key
}
