//! What machines read of a table's page: its head, with feeds, oEmbed and the description as a dataset; and the code that
//! other sites copy.

use super::{
    figures,
    now::{self, Now},
};
use crate::{
    chrome::{FeedLink, Head},
    compose::Context,
    table::EmbedCode,
};
use feeds::jsonld::{self, Dataset, Download, Organization};
use jiff::civil::Date;
use model::{
    table::{Snapshot, Spec, View},
    url::{TablePart, Url},
};

/// The head of the page of a view.
pub(super) fn head(now: &Now<'_>, view: &View, days: &[Date], context: &Context<'_>) -> Head {
    let spec = now.spec;
    let url = context.absolute(&Url::Table(spec.slug.clone()));
    let by = figures::lower(&spec.row_name);
    let description = format!("{} by {by}, from {}, with day and source.", spec.title, spec.credit);
    let plain = now.current.shown.as_ref().filter(|_| view.is_plain());
    let dataset = plain.map(|shown| dataset(spec, shown, days, description.clone(), context));
    let title = match view.as_of {
        Some(day) => format!("{}, {}", spec.title, now::day(day)),
        None => spec.title.clone(),
    };
    Head {
        title,
        description,
        canonical: Some(url),
        noindex: !view.is_plain(),
        current: Some(Url::Tables.to_string()),
        feeds: feeds(spec, plain.is_some(), context),
        structured: dataset.into_iter().collect(),
        ..Head::default()
    }
}

fn feeds(spec: &Spec, is_shown: bool, context: &Context<'_>) -> Vec<FeedLink> {
    let link = |media_type: &str, title: String, url| FeedLink {
        media_type: media_type.to_owned(),
        title,
        url: part(spec, url),
    };
    let mut feeds =
        vec![link("application/atom+xml", format!("{}: updates", spec.title), TablePart::Updates)];
    if is_shown {
        let root = context.station.base_url.clone();
        feeds.push(link("application/json+oembed", spec.title.clone(), TablePart::Oembed(root)));
    }
    feeds
}

fn dataset(
    spec: &Spec,
    shown: &Snapshot,
    days: &[Date],
    description: String,
    context: &Context<'_>,
) -> String {
    let file = |url: Url, media_type: &str| Download {
        url: context.absolute(&url),
        media_type: media_type.to_owned(),
    };
    let of = |part| Url::OfTable(spec.slug.clone(), part);
    jsonld::script(&Dataset {
        name: spec.title.clone(),
        description,
        url: context.absolute(&Url::Table(spec.slug.clone())),
        coverage: Some((days.last().copied().unwrap_or(shown.as_of), shown.as_of)),
        place: None,
        date_modified: shown.fetched_at,
        downloads: vec![
            file(Url::TableCsv(spec.slug.clone()), "text/csv"),
            file(of(TablePart::Json), "application/json"),
            file(of(TablePart::History), "text/csv"),
        ],
        license: spec.licence.clone().filter(|licence| licence.starts_with("http")),
        creator: Some(Organization::named(&spec.credit)),
        original: spec.credit_url.clone(),
    })
}

/// What another site pastes into its page.
pub(super) fn embed(spec: &Spec, context: &Context<'_>) -> EmbedCode {
    let root = &context.station.base_url;
    let title = prose::html::escape(&spec.title);
    let frame = part(spec, TablePart::Embed);
    let frame = format!(
        "<iframe src=\"{root}{frame}\" title=\"{title}\" width=\"100%\" height=\"{}\" loading=\"lazy\" \
         style=\"border:0;max-width:40rem\"></iframe>",
        super::embed::HEIGHT
    );
    let has_picture = spec.display.map.is_some() || spec.display.chart.is_some();
    let picture = has_picture.then(|| {
        let (page, picture) = (Url::Table(spec.slug.clone()), part(spec, TablePart::Picture));
        format!(
            "<a href=\"{root}{page}\"><img src=\"{root}{picture}\" alt=\"{title}: figures, source and day at {}\" \
             style=\"max-width:100%\"></a>",
            prose::html::escape(&context.station.name)
        )
    });
    EmbedCode { frame, picture: picture.unwrap_or_default() }
}

fn part(spec: &Spec, part: TablePart) -> String {
    Url::OfTable(spec.slug.clone(), part).to_string()
}
