//! The map as a picture that stands alone on another site: title, legend, notes and credit are in it, nothing is a link.

use std::fmt::Write;

use super::{LegendEntry, Plan, atlas::LETTERS, drawing};
use crate::svg;

/// Colours of the shades and of the strokes on them, in light; the same as `front/css/tokens.css` has.
const SHADES: [(&str, &str); 6] = [
    ("#fdfcf9", "#a9a59c"),
    ("#e3efe8", "#e3efe8"),
    ("#b4d9ca", "#3f8572"),
    ("#77b7a2", "#2a6b59"),
    ("#33836f", "#7cc2ad"),
    ("#0d4a3d", "#5aa08c"),
];

/// The same in dark, told in a style sheet.
const DARK: &str = "@media(prefers-color-scheme:dark){.bg{fill:#131618}.t{fill:#ebe9e4}.q{fill:#aeb1af}\
    .e{stroke:#9ba09e}.c{stroke:#131618}\
    .k0{fill:#131618}.k1{fill:#22322d}.k2{fill:#2d5146}.k3{fill:#3d7766}.k4{fill:#5faa95}.k5{fill:#a3e6d2}\
    .m0{stroke:#5d6366}.m2{stroke:#74b8a4}.m3{stroke:#7cc2ad}.m4{stroke:#2a6b59}.m5{stroke:#3f8572}\
    .l0,.l1,.l2,.l3{fill:#fff;stroke:#131618}.l4,.l5{fill:#04110d;stroke:#a3e6d2}}";

const FACE: &str = "'Segoe UI',Roboto,'Helvetica Neue','Liberation Sans',Arial,sans-serif";
const TITLE: f64 = 78.0;
const LINE: f64 = 34.0;

pub(super) fn whole(plan: &Plan<'_>, credit: &str) -> String {
    let (sheet, legend) = (&plan.sheet, plan.legend());
    let notes = plan.notes(&plan.mismatch());
    let width = sheet.width.max(700.0);
    let small = small_lines(&notes, credit, width);
    #[allow(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = (legend.len() + small.len() + 1) as f64;
    let height = TITLE + sheet.height + 20.0 + lines * LINE + 12.0;
    let mut out = String::with_capacity(64 * 1024);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" font-family=\"{FACE}\"><style>{DARK}</style>"
    );
    svg::with_text(&mut out, "title", &[], &plan.map.title);
    svg::with_text(&mut out, "desc", &[], &description(plan, &legend, &notes, credit));
    svg::empty(
        &mut out,
        "rect",
        &[("class", &"bg"), ("width", &width), ("height", &height), ("fill", &"#fdfcf9")],
    );
    drawing::patterns(&mut out, plan, |out, shade| {
        let (tile, strokes) = drawing::PATTERNS[shade];
        let _ = write!(
            out,
            "<rect class=\"k{shade}\" width=\"{tile}\" height=\"{tile}\" fill=\"{}\"/>\
             <path class=\"m{shade}\" d=\"{strokes}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>",
            SHADES[shade].0, SHADES[shade].1
        );
    });
    line(&mut out, "t", "#17191a", 34, 44.0, &plan.map.title);
    let _ = write!(
        out,
        "<g transform=\"translate(0 {TITLE})\"><g class=\"c\" stroke=\"#fdfcf9\" stroke-width=\"2\">"
    );
    for (place, figure) in plan.figures.iter().enumerate() {
        drawing::shape(&mut out, plan, place, plan.class_of(figure));
    }
    let _ = write!(
        out,
        "</g><path class=\"e\" d=\"{}\" fill=\"none\" stroke=\"#17191a\" stroke-width=\"2\"/>",
        sheet.edge
    );
    names(&mut out, plan);
    out.push_str("</g>");
    below(&mut out, plan, &legend, &small);
    out.push_str("</svg>");
    out
}

/// Notes and credit in lines that fit: a letter of size 20 is about 10 units wide.
fn small_lines(notes: &[String], credit: &str, width: f64) -> Vec<String> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most some thousand units")]
    let most = (width / 10.0) as usize;
    let all = notes.iter().map(String::as_str).chain([credit]);
    all.flat_map(|words| svg::in_lines(words, most)).collect()
}

/// Legend, notes and credit under the drawing.
fn below(out: &mut String, plan: &Plan<'_>, legend: &[LegendEntry], small: &[String]) {
    let mut y = TITLE + plan.sheet.height + 20.0 + LINE;
    let mut next = || {
        y += LINE;
        y - LINE
    };
    line(out, "q", "#53575a", 24, next(), &plan.map.unit);
    for entry in legend {
        let y = next();
        let _ = write!(
            out,
            "<rect x=\"8\" y=\"{}\" width=\"44\" height=\"26\" fill=\"url(#{}-{})\" stroke=\"#808080\"/>",
            y - 21.0,
            plan.id,
            entry.class
        );
        let _ = write!(out, "<text class=\"t\" fill=\"#17191a\" font-size=\"24\" x=\"64\" y=\"{y}\">");
        svg::text(out, &format!("{} ({})", entry.words, entry.count));
        out.push_str("</text>");
    }
    for words in small {
        line(out, "q", "#53575a", 20, next(), words);
    }
}

/// The legend in words, for who cannot see the picture.
fn description(plan: &Plan<'_>, legend: &[LegendEntry], notes: &[String], credit: &str) -> String {
    let classes: Vec<String> =
        legend.iter().map(|entry| format!("{}: {}", entry.words, entry.count)).collect();
    format!("{}, {}. {}. {} {credit}", plan.sheet.states, plan.map.unit, classes.join("; "), notes.join(" "))
}

fn line(out: &mut String, class: &str, colour: &str, size: u8, y: f64, words: &str) {
    let _ = write!(out, "<text class=\"{class}\" fill=\"{colour}\" font-size=\"{size}\" x=\"8\" y=\"{y}\"");
    if class == "t" {
        out.push_str(" font-weight=\"700\"");
    }
    out.push('>');
    svg::text(out, words);
    out.push_str("</text>");
}

fn names(out: &mut String, plan: &Plan<'_>) {
    let _ = write!(
        out,
        "<g font-size=\"{LETTERS}\" text-anchor=\"middle\" paint-order=\"stroke\" stroke-width=\"4\" stroke-linejoin=\"round\">"
    );
    for (county, figure) in plan.sheet.counties.iter().zip(&plan.figures) {
        let shade = plan.class_of(figure);
        let (ink, halo) = if shade < 4 { ("#06100d", "#fdfcf9") } else { ("#fff", "#0d4a3d") };
        if let Some(label) = &county.label {
            let _ = write!(out, "<g class=\"l{shade}\" fill=\"{ink}\" stroke=\"{halo}\">");
            drawing::words(out, label, "");
            out.push_str("</g>");
        }
    }
    out.push_str("</g>");
}
