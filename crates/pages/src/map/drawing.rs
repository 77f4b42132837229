//! The map as a piece of a page. Colours come from the style sheet by class; patterns are here, because a pattern has to
//! stand in the document that uses it.

use std::fmt::{Display, Write};

use super::{Plan, atlas::Label};
use crate::svg;

/// Side of a pattern's tile in units, and the strokes on it; from no figure to the highest class. More ink means more.
pub(super) const PATTERNS: [(u8, &str); 6] = [
    (16, "m0 0 16 16m-4-20 8 8m-24 8 8 8"),
    (20, ""),
    (20, "m5 5h2m8 10h2"),
    (18, "m-3 3 6-6m-6 24 24-24m-6 24 6-6"),
    (10, "m-2 2 4-4m-4 14 14-14m-4 14 4-4"),
    (10, "m-2 2 4-4m-4 14 14-14m-4 14 4-4m-10-10 14 14m-14-4 4 4m6-14 4 4"),
];

pub(super) fn inline(plan: &Plan<'_>) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let labelled = format!("{}-map-title", plan.id);
    let view = format!("0 0 {} {}", plan.sheet.width, plan.sheet.height);
    svg::open(
        &mut out,
        "svg",
        &[
            ("class", &"counties"),
            ("viewBox", &view),
            ("preserveAspectRatio", &"xMinYMin"),
            ("role", &"group"),
            ("aria-labelledby", &labelled),
        ],
    );
    patterns(&mut out, plan, |out, shade| {
        let tile = PATTERNS[shade].0;
        svg::empty(out, "rect", &[("class", &format!("k{shade}")), ("width", &tile), ("height", &tile)]);
        svg::empty(out, "path", &[("class", &format!("m{shade}")), ("d", &PATTERNS[shade].1)]);
    });
    for place in 0..plan.figures.len() {
        county(&mut out, plan, place);
    }
    svg::empty(&mut out, "path", &[("class", &"edge"), ("d", &plan.sheet.edge)]);
    svg::close(&mut out, "svg");
    out
}

/// The patterns of the shades in use, each drawn by `paint`.
pub(super) fn patterns(out: &mut String, plan: &Plan<'_>, paint: impl Fn(&mut String, usize)) {
    let mut used = [false; PATTERNS.len()];
    for figure in &plan.figures {
        used.iter_mut().skip(plan.class_of(figure)).take(1).for_each(|used| *used = true);
    }
    svg::open(out, "defs", &[]);
    for (shade, (tile, _)) in PATTERNS.iter().enumerate().filter(|(shade, _)| used[*shade]) {
        let id = format!("{}-k{shade}", plan.id);
        let attributes: [(&str, &dyn Display); 4] =
            [("id", &id), ("width", tile), ("height", tile), ("patternUnits", &"userSpaceOnUse")];
        svg::open(out, "pattern", &attributes);
        paint(out, shade);
        svg::close(out, "pattern");
    }
    svg::close(out, "defs");
}

fn county(out: &mut String, plan: &Plan<'_>, place: usize) {
    let (Some(county), Some(figure)) = (plan.sheet.counties.get(place), plan.figures.get(place)) else {
        return;
    };
    let shade = plan.class_of(figure);
    let class = format!("k{shade}");
    let link = figure.area.and_then(|area| area.url.as_deref());
    let name = if link.is_some() { "a" } else { "g" };
    match link {
        Some(url) => svg::open(out, name, &[("href", &url), ("class", &class)]),
        None => svg::open(out, name, &[("role", &"img"), ("class", &class)]),
    }
    svg::with_text(out, "title", &[], &plan.words(place));
    shape(out, plan, place, shade);
    if let Some(label) = &county.label {
        words(out, label, if label.phone { "p" } else { "" });
    }
    svg::close(out, name);
}

/// The county's surface with its pattern.
pub(super) fn shape(out: &mut String, plan: &Plan<'_>, place: usize, shade: usize) {
    let Some(county) = plan.sheet.counties.get(place) else { return };
    let _ = write!(out, "<path fill=\"url(#{}-k{shade})\" d=\"{}\"/>", plan.id, county.path);
}

/// The name inside it. The style sheet knows two sizes of letters; the second of two lines stands a line below the first.
pub(super) fn words(out: &mut String, label: &Label, class: &str) {
    let (x, y) = (label.middle.x.round(), label.middle.y.round());
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\"");
    if !class.is_empty() {
        let _ = write!(out, " class=\"{class}\"");
    }
    out.push('>');
    if let [one] = label.lines.as_slice() {
        // Half the height of a lower-case letter below the middle.
        out.push_str("<tspan dy=\".34em\">");
        svg::text(out, one);
        out.push_str("</tspan>");
    } else {
        for (line, words) in label.lines.iter().enumerate() {
            let _ = write!(out, "<tspan x=\"{x}\" dy=\"{}em\">", if line == 0 { "-.2" } else { "1.05" });
            svg::text(out, words);
            out.push_str("</tspan>");
        }
    }
    out.push_str("</text>");
}
