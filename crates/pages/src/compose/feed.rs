//! A list of stories → a feed in each format, with the whole text.

use super::{Context, media, story, video};
use feeds::{Channel, Enclosure, Item};
use jiff::Timestamp;
use model::{
    story::Published,
    url::{FeedFormat, Listing, Url},
};
use prose::{Block, Body, Href, Inline, ModuleName, html::Resolve};

/// Stories in a feed.
pub const ITEMS: u64 = 20;

/// A feed: its text.
pub fn feed(
    title: &str,
    description: &str,
    listing: &Listing,
    format: FeedFormat,
    stories: &[Published],
    context: &Context<'_>,
) -> String {
    let station = context.station;
    let page = if *listing == Listing::All { Url::Front } else { Url::List(listing.clone(), 1) };
    let changed = |story: &Published| story.live.updated.unwrap_or(story.live.first_published);
    let channel = Channel {
        title: title.to_owned(),
        link: context.absolute(&page),
        self_link: context.absolute(&Url::Feed(listing.clone(), format)),
        description: description.to_owned(),
        language: station.language.clone(),
        updated: stories.iter().map(changed).max().unwrap_or(Timestamp::UNIX_EPOCH),
        icon: None,
        items: stories.iter().map(|story| item(story, context)).collect(),
    };
    match format {
        FeedFormat::Rss => feeds::rss::write(&channel),
        FeedFormat::Atom => feeds::atom::write(&channel),
        FeedFormat::Json => feeds::json_feed::write(&channel),
    }
}

fn item(published: &Published, context: &Context<'_>) -> Item {
    let content = &published.content;
    let link = context.absolute(&Url::Story(published.live.path.clone()));
    let label = story::label(content).map(|label| format!("{}: ", label.words)).unwrap_or_default();
    let section = content.section.as_ref().map(|slug| context.section_name(slug));
    Item {
        id: id(published, context),
        link,
        // Outside the site a label is only there if it stands in the headline itself.
        title: format!("{label}{}", content.headline),
        summary: story::description(content),
        html: Some(prose::html::write(&with_whole_links(&content.body, context), &Abroad { context })),
        authors: content.authors.iter().map(|slug| context.author_name(slug)).collect(),
        published: published.live.first_published,
        updated: published.live.updated.unwrap_or(published.live.first_published),
        categories: section.into_iter().chain(content.tags.iter().map(|tag| tag.name.clone())).collect(),
        image: enclosure(published, context),
        source: content.origin.as_ref().map(|origin| (origin.name.clone(), origin.canonical.clone())),
        rights: content.origin.as_ref().and_then(|origin| origin.rights.clone()),
    }
}

/// A name that never changes, not even with the slug (RFC 4151: authority, day, the rest): the moment of first
/// publication in microseconds tells a station's stories apart.
fn id(published: &Published, context: &Context<'_>) -> String {
    let root = &context.station.base_url;
    let host = root.split("//").nth(1).unwrap_or(root).split([':', '/']).next().unwrap_or("station");
    let first = published.live.first_published;
    let day = first.to_zoned_datetime(context.station.zone.clone()).date();
    format!("tag:{host},{day}:story/{}", first.as_microsecond())
}

fn enclosure(published: &Published, context: &Context<'_>) -> Option<Enclosure> {
    let lead = published.content.lead.as_ref()?;
    let picture = media::lead(lead, context)?;
    Some(Enclosure {
        url: format!("{}{}", context.station.base_url, picture.share_url),
        media_type: "image/jpeg".to_owned(),
        bytes: None,
        width: Some(picture.share_width),
        height: Some(picture.share_height),
        alt: picture.alt,
        credit: picture.credit,
    })
}

/// A feed is read elsewhere, where a path of ours leads nowhere.
fn with_whole_links(body: &Body, context: &Context<'_>) -> Body {
    let mut body = body.clone();
    for block in &mut body.blocks {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } | Block::Quote { text, .. } => {
                make_whole(text, context);
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| make_whole(item, context)),
            Block::Image(_)
            | Block::Gallery { .. }
            | Block::Video(_)
            | Block::Module { .. }
            | Block::PullOut { .. }
            | Block::Related { .. }
            | Block::Rule => {}
        }
    }
    body
}

fn make_whole(text: &mut [Inline], context: &Context<'_>) {
    for piece in text {
        match piece {
            Inline::Link { href, text } => {
                whole(href, context);
                make_whole(text, context);
            }
            Inline::Strong(text) | Inline::Emphasis(text) => make_whole(text, context),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

/// A path of ours with our host before it.
fn whole(href: &mut Href, context: &Context<'_>) {
    if href.as_str().starts_with('/') && !href.names_a_host() {
        let whole = Href::parse(&format!("{}{}", context.station.base_url, href.as_str()));
        // The one way this fails is an address that becomes too long: then the path stays.
        *href = whole.unwrap_or_else(|_| href.clone());
    }
}

/// In a feed reader addresses must be whole and modules are a link.
struct Abroad<'a> {
    context: &'a Context<'a>,
}

impl Resolve for Abroad<'_> {
    fn picture(&self, picture: &prose::Picture) -> Option<String> {
        let media = self.context.media.get(&picture.key)?;
        let words = (picture.alt.as_deref(), picture.caption.as_deref(), picture.credit.as_deref());
        let drawn = media::picture(media, words.0, words.1, words.2)?;
        let (root, alt) = (&self.context.station.base_url, prose::html::escape(&drawn.alt));
        let caption =
            drawn.caption.map(|text| format!("<figcaption>{}</figcaption>", prose::html::escape(&text)));
        let caption = caption.unwrap_or_default();
        Some(format!("<figure><img src=\"{root}{}\" alt=\"{alt}\">{caption}</figure>", drawn.share_url))
    }

    fn video(&self, video: &prose::Video) -> Option<String> {
        let mut video = video.clone();
        if let Some(link) = &mut video.link {
            whole(link, self.context);
        }
        video::line(&video)
    }

    fn module(&self, name: &ModuleName) -> Option<String> {
        let module = model::module::Module::from_name(name).ok()?;
        let url = self.context.absolute(&Url::Table(module.subject));
        Some(format!("<p><a href=\"{url}\">See the current figures on our site</a></p>"))
    }

    fn related(&self, _stories: &[String]) -> Option<String> {
        None
    }
}

/// Title and description of a list's feed.
pub fn titles(listing: &Listing, name: &str, context: &Context<'_>) -> (String, String) {
    let station = &context.station.name;
    match listing {
        Listing::All => (station.clone(), format!("All stories of {station}")),
        _ => (format!("{station}: {name}"), format!("{name}: stories of {station}")),
    }
}
