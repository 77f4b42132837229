//! The chart as a picture that stands alone on another site: title, meaning of its marks and credit are in it.

use std::fmt::Write;

use super::{
    axis::PAGE,
    daily::Drawing,
    series::{Daily, Kind, Mark, Period},
    words,
};
use crate::svg;

const FACE: &str = "'Segoe UI',Roboto,'Helvetica Neue','Liberation Sans',Arial,sans-serif";

/// What changes where the reader's system prefers dark.
const DARK: &str = "@media(prefers-color-scheme:dark){.bg{fill:#131618}text{fill:#ebe9e4}.fig{stroke:#131618}\
    .grid{stroke:#363b3f}.zero,.tick{stroke:#9ba09e}.bars,.area{fill:#3d7766}.dots{fill:#86d3bd}.line{stroke:#86d3bd}\
    .mean{stroke:#ebe9e4}.mark{fill:#131618;stroke:#ebe9e4}}";

/// The look of each class, as attributes.
const LIGHT: [(&str, &str); 10] = [
    ("fig", "stroke=\"#fdfcf9\" stroke-width=\"4\" paint-order=\"stroke\""),
    ("grid", "stroke=\"#d5d0c6\""),
    ("zero", "stroke=\"#17191a\""),
    ("tick", "stroke=\"#17191a\""),
    ("bars", "fill=\"#77b7a2\""),
    ("dots", "fill=\"#0d5748\""),
    ("area", "fill=\"#b4d9ca\" opacity=\".55\""),
    ("line", "fill=\"none\" stroke=\"#0d5748\" stroke-width=\"2.5\""),
    ("mean", "fill=\"none\" stroke=\"#17191a\" stroke-width=\"2.5\""),
    ("mark", "fill=\"#fdfcf9\" stroke=\"#17191a\" stroke-width=\"2\""),
];

/// Height of a line of the credit.
const LINE: f64 = 18.0;

/// The chart as a picture of its own (`image/svg+xml`) with title, key and `credit` in it. Its look is in attributes, so
/// that it is whole where a policy forbids its style sheet, which only changes it where the reader's system prefers dark.
/// None when there is no figure.
#[must_use]
pub fn standalone(chart: &Daily, credit: &str) -> Option<String> {
    let period = Period::of(&chart.days)?;
    let mut inner = String::with_capacity(8 * 1024);
    Drawing::new(chart, &period).draw(&mut inner);
    for (class, look) in LIGHT {
        for end in ["\"", " s\""] {
            let plain = format!(" class=\"{class}{end}");
            inner = inner.replace(&plain, &format!("{plain} {look}"));
        }
    }
    let credit = svg::in_lines(credit, 90);
    #[allow(clippy::cast_precision_loss, reason = "a few lines")]
    let more = LINE * credit.len().saturating_sub(1) as f64;
    let (width, height) = (PAGE.width + 32.0, PAGE.height + 112.0 + more);
    let mut out = String::with_capacity(inner.len() + 2_048);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" font-family=\"{FACE}\" font-size=\"14\" fill=\"#17191a\"><style>{DARK}</style>"
    );
    svg::with_text(&mut out, "title", &[], &chart.title);
    svg::with_text(&mut out, "desc", &[], &words::of(chart, &period));
    let _ = write!(out, "<rect class=\"bg\" width=\"{width}\" height=\"{height}\" fill=\"#fdfcf9\"/>");
    let bold: [(&str, &dyn std::fmt::Display); 4] =
        [("x", &16), ("y", &34), ("font-size", &20), ("font-weight", &700)];
    svg::with_text(&mut out, "text", &bold, &chart.title);
    let _ = write!(out, "<g transform=\"translate(16 46)\">{inner}</g>");
    svg::with_text(&mut out, "text", &[("x", &16), ("y", &(height - more - 40.0))], &key(chart, &period));
    let mut y = height - more - 16.0;
    for line in &credit {
        svg::with_text(&mut out, "text", &[("x", &16), ("y", &y)], line);
        y += LINE;
    }
    svg::close(&mut out, "svg");
    Some(out)
}

/// What lines and marks mean, in words.
fn key(chart: &Daily, period: &Period) -> String {
    let mut words = Vec::new();
    if chart.average && period.averages().iter().any(Option::is_some) {
        words.push(match chart.kind {
            Kind::Count => "Columns: each day. Line: average of seven days.",
            Kind::Level | Kind::Afloat => "Green: each day. The other line: average of seven days.",
        });
    }
    for (mark, meaning) in
        [(Mark::Held, "Ring: held back that day."), (Mark::Revised, "Diamond: corrected later.")]
    {
        if period.days.iter().any(|day| day.mark == Some(mark)) {
            words.push(meaning);
        }
    }
    if chart.kind == Kind::Afloat {
        words.push("The scale does not begin at zero.");
    }
    words.join(" ")
}
