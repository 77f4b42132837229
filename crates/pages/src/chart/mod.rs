//! Charts of a series over time, drawn here and not in the reader's browser.
//!
//! [`daily`] draws a figure for each day: columns or a line, the average of seven days, marks for days that were held or
//! corrected, and gaps where there is no figure, because none is not zero. What it shows is also said in words, made from
//! the same figures. [`spark`] is the small one that stands in a row of a table.
//!
//! Reading order: [`series`] (what is drawn), `daily`, `words`; `scale` and `axis` serve every kind of chart. [`standalone`] makes a picture
//! of one for other sites.

mod axis;
#[cfg(test)]
mod chart_tests;
mod daily;
mod hourly;
mod picture;
mod scale;
pub mod series;
mod spark;
mod words;

use serde::Serialize;

use crate::View;

pub use daily::daily;
pub(crate) use hourly::hourly;
pub use picture::standalone;
pub use spark::spark;

/// A chart in a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChartView {
    /// Begins every `id`.
    pub id: String,
    /// What is shown.
    pub title: String,
    /// The drawing; empty when there is nothing to draw.
    pub svg_html: String,
    /// What it shows, in words.
    pub words: String,
    /// What its lines and marks mean; empty when there is only one kind.
    pub key: Vec<KeyEntry>,
}

impl View for ChartView {
    const TEMPLATE: &'static str = "chart.html";
}

/// A line or mark and its meaning.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KeyEntry {
    /// The mark, drawn; may be empty.
    pub swatch_html: String,
    /// What it means.
    pub words: String,
}
