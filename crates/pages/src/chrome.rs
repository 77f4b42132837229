//! What surrounds every public page: masthead, navigation, alert strip, footer, and the document head.

use serde::Serialize;

use crate::moment::Moment;

/// A link: words and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What the reader sees.
    pub label: String,
    /// Path on this site, or an absolute URL.
    pub url: String,
}

impl Link {
    /// A link called `label` to `url`.
    pub fn new(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), url: url.into() }
    }
}

/// What is the same on every public page of a station. Depends on configuration and the alert strip only,
/// never on the request, so that pages can be cached.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chrome {
    /// Who publishes.
    pub station: Station,
    /// The sections of the paper, in the order of the navigation.
    pub sections: Vec<Link>,
    /// Further entries of the navigation: data, archive, lite …
    pub services: Vec<Link>,
    /// Columns of links at the foot of the page.
    pub footer: Vec<FooterColumn>,
    /// Lines at the very end: address, licence, copyright. The legal duties of a station go here too.
    pub imprint: Vec<String>,
    /// Site-wide feeds, announced in the head of every page.
    pub feeds: Vec<FeedLink>,
    /// An emergency above the masthead; none on a quiet day.
    pub alert: Option<AlertStrip>,
    /// Says that this station is a demonstration and its figures are made up or recorded; none on a real one.
    pub demonstration: Option<String>,
}

/// Who publishes, and where.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Station {
    /// Name in the masthead.
    pub name: String,
    /// One line under or beside it; may be empty.
    pub tagline: String,
    /// What it covers: `Medford, Oregon`.
    pub place: String,
    /// Language of the navigation and, unless a story says otherwise, of the stories: BCP 47, `en`, `en-US`.
    pub language: String,
    /// Absolute address without a slash at the end: `https://signal.example`.
    pub url: String,
    /// Logo for the masthead, from the station's theme.
    pub logo: Option<Logo>,
}

/// A logo with the size it is drawn at.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Logo {
    /// Path on this site.
    pub url: String,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// One titled column of the footer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FooterColumn {
    /// Heading.
    pub title: String,
    /// Links under it.
    pub links: Vec<Link>,
}

/// A feed announced by a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FeedLink {
    /// `application/rss+xml`, `application/atom+xml` or `application/feed+json`.
    pub media_type: String,
    /// Name of the feed: `Rogue Valley Signal: Local (RSS)`.
    pub title: String,
    /// Path on this site.
    pub url: String,
}

impl FeedLink {
    /// The three feeds of one noun at `base` (`/section/local`), named after `title`.
    #[must_use]
    pub fn all(title: &str, base: &str) -> Vec<Self> {
        [
            ("application/rss+xml", "RSS", "rss.xml"),
            ("application/atom+xml", "Atom", "atom.xml"),
            ("application/feed+json", "JSON", "feed.json"),
        ]
        .into_iter()
        .map(|(media_type, form, file)| Self {
            media_type: media_type.to_owned(),
            title: format!("{title} ({form})"),
            url: format!("{base}/{file}"),
        })
        .collect()
    }
}

/// An emergency, in one sentence with a way to more; or that nobody could be asked whether there is one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertStrip {
    /// `alert`, or `quiet` when nothing is known to warn of but the sources are silent.
    pub kind: String,
    /// `Red Flag Warning`.
    pub title: String,
    /// One sentence: what, where, until when.
    pub words: String,
    /// Where to read on.
    pub url: String,
    /// The same in words only; empty for the same address.
    pub lite: String,
    /// When it was issued.
    pub issued: Option<Moment>,
    /// `2 more alerts`; empty when it is the only one.
    pub more: String,
    /// That the sources are silent; empty when they are not.
    pub trouble: String,
}

/// The head of one document: title, description, and what machines read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// Title without the station's name, which the template appends. Empty on the front: the name alone leads.
    pub title: String,
    /// One or two sentences for search results; may be empty.
    pub description: String,
    /// Absolute URL under which this page wants to be known; none where there is none (errors, desk).
    pub canonical: Option<String>,
    /// True where machines should not list this page.
    pub noindex: bool,
    /// Path of the navigation entry this page belongs to.
    pub current: Option<String>,
    /// What a shared link shows.
    pub social: Option<Social>,
    /// Feeds of this page beyond the site's own.
    pub feeds: Vec<FeedLink>,
    /// Lite version of this page.
    pub lite: Option<String>,
    /// schema.org descriptions, each one JSON text. The template escapes them for use inside `<script>`.
    pub structured: Vec<String>,
}

/// What a shared link shows (Open Graph).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Social {
    /// `article` or `website`.
    pub kind: String,
    /// Headline.
    pub title: String,
    /// Dek.
    pub description: String,
    /// Picture; a shared link without one shows words only.
    pub picture: Option<SocialPicture>,
    /// First publication, for articles.
    pub published: Option<Moment>,
    /// Last material change, for articles.
    pub updated: Option<Moment>,
    /// Name of the section, for articles.
    pub section: Option<String>,
}

/// A picture for a shared link; the URL is absolute because the reader of it is elsewhere.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SocialPicture {
    /// Absolute URL of a JPEG, or of a PNG.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}
