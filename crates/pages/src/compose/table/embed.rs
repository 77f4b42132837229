//! What other sites show of a table: a frame, a picture, and the oEmbed answer that offers them.

use super::{
    figures, module,
    now::{self, Now, Series},
};
use crate::{chrome::Head, compose::Context, table::embed::EmbedPage};
use model::{
    table::{Spec, lines},
    url::{TablePart, Url},
};

/// Height of the frame in CSS pixels: all of it on a narrow column.
pub const HEIGHT: u32 = 620;
/// Width in CSS pixels that the frame has when nobody says otherwise.
pub const WIDTH: u32 = 640;

/// The frame.
pub fn page(now: &Now<'_>, context: &Context<'_>) -> EmbedPage {
    let url = context.absolute(&Url::Table(now.spec.slug.clone()));
    let mut module = module(now, context);
    // In a frame, ways out lead to the station.
    module.url = Some(url.clone());
    EmbedPage {
        head: Head {
            title: now.spec.title.clone(),
            canonical: Some(url.clone()),
            noindex: true,
            ..Head::default()
        },
        module,
        url,
    }
}

/// The map, or else the chart of days, as SVG; none without figures or when the table draws neither.
pub fn picture(now: &Now<'_>, series: &Series, context: &Context<'_>) -> Option<String> {
    let (spec, shown) = (now.spec, now.current.shown.as_ref()?);
    let (_, note) = now::condition(now, context);
    let credit = format!(
        "As of {}. Source: {}. {}{}",
        now::day(shown.as_of),
        spec.credit,
        context.station.name,
        note.map(|note| format!(". {note}")).unwrap_or_default(),
    );
    let all = lines(spec, shown, now.earlier, spec.display.sort);
    let title = spec.display.map.and_then(|index| spec.columns().into_iter().nth(index));
    let title = title.map(|column| format!("{}: {}", spec.title, figures::lower(&column.label)));
    figures::picture_of_map(spec, &all.rows, &title.unwrap_or_default(), &credit)
        .or_else(|| figures::picture_of_days(spec, &spec.title, series, &credit))
}

/// The oEmbed answer (oembed.com, version 1.0) for a frame of at most this size.
pub fn oembed(spec: &Spec, most: (Option<u32>, Option<u32>), context: &Context<'_>) -> String {
    let (width, height) = (WIDTH.min(most.0.unwrap_or(WIDTH)), HEIGHT.min(most.1.unwrap_or(HEIGHT)));
    let src = context.absolute(&Url::OfTable(spec.slug.clone(), TablePart::Embed));
    let title = prose::html::escape(&spec.title);
    let html = format!(
        "<iframe src=\"{src}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" \
         style=\"border:0;max-width:100%\"></iframe>"
    );
    serde_json::json!({
        "version": "1.0",
        "type": "rich",
        "title": spec.title,
        "provider_name": context.station.name,
        "provider_url": context.absolute(&Url::Front),
        "cache_age": 3600,
        "html": html,
        "width": width,
        "height": height,
    })
    .to_string()
}
