//! Lists of stories: a section, an author, a tag, a place.

use super::{Context, card, front, media};
use crate::{
    author::AuthorPage,
    card::{Paging, River},
    chrome::{Head, Link},
    media::Picture,
    place::PlacePage,
    section::SectionPage,
    tag::TagPage,
};
use model::{
    author::Author,
    place::Place,
    section::Section,
    story::{Kind, Teaser},
    tag::Tag,
    url::{Listing, Url},
};

/// Stories on one page of a list.
pub const PER_PAGE: u32 = 20;

/// One page of a list.
pub struct Part<'a> {
    /// Which list.
    pub listing: Listing,
    /// Which page, from 1.
    pub page: u32,
    /// Stories in the whole list.
    pub total: u64,
    /// Stories of this page.
    pub teasers: &'a [Teaser],
}

/// A section's page.
pub fn section(section: &Section, part: &Part<'_>, context: &Context<'_>) -> SectionPage {
    SectionPage {
        head: head(&section.name, &section.description, part, context),
        name: section.name.clone(),
        description: section.description.clone(),
        opinion: !part.teasers.is_empty() && part.teasers.iter().all(|teaser| teaser.kind == Kind::Opinion),
        river: river(part, &format!("No stories in {} yet.", section.name), context),
        modules: Vec::new(),
    }
}

/// An author's page.
pub fn author(author: &Author, part: &Part<'_>, context: &Context<'_>) -> AuthorPage {
    let description =
        if author.bio.is_empty() { format!("Stories by {}", author.name) } else { author.bio.clone() };
    let mail = author.email.as_ref().map(|email| Link::new(email.clone(), format!("mailto:{email}")));
    AuthorPage {
        head: head(&author.name, &description, part, context),
        name: author.name.clone(),
        role: author.title.clone(),
        bio: author.bio.clone(),
        portrait: author.picture.as_ref().and_then(|key| portrait(key, author, context)),
        contacts: mail.into_iter().collect(),
        river: river(part, &format!("Nothing by {} yet.", author.name), context),
    }
}

/// The portrait; without words of the library it is described by the name.
fn portrait(key: &prose::MediaKey, author: &Author, context: &Context<'_>) -> Option<Picture> {
    let media = context.media.get(key)?;
    let described = media.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty());
    media::picture(media, (!described).then_some(author.name.as_str()), None, None)
}

/// A tag's page.
pub fn tag(tag: &Tag, part: &Part<'_>, context: &Context<'_>) -> TagPage {
    let description = format!("Stories about {} from {}", tag.name, context.station.name);
    TagPage {
        head: head(&tag.name, &description, part, context),
        name: tag.name.clone(),
        description: String::new(),
        river: river(part, &format!("Nothing about {} at present.", tag.name), context),
    }
}

/// A place's page.
pub fn place(place: &Place, part: &Part<'_>, context: &Context<'_>) -> PlacePage {
    let description = format!("News about {}, {}", place.name, place.state);
    PlacePage {
        head: head(&format!("{}, {}", place.name, place.state), &description, part, context),
        name: place.name.clone(),
        within: place.state.clone(),
        river: river(part, &format!("No stories about {} yet.", place.name), context),
        modules: Vec::new(),
    }
}

fn river(part: &Part<'_>, empty: &str, context: &Context<'_>) -> River {
    River {
        cards: card::cards(part.teasers, context),
        paging: Paging::new(&part.listing.to_string(), part.page, part.total, PER_PAGE),
        empty: empty.to_owned(),
        ways: front::ways(context.station),
    }
}

fn head(title: &str, description: &str, part: &Part<'_>, context: &Context<'_>) -> Head {
    let title = if part.page > 1 { format!("{title}, page {}", part.page) } else { title.to_owned() };
    let url = Url::List(part.listing.clone(), part.page);
    Head {
        description: description.to_owned(),
        canonical: Some(context.absolute(&url)),
        current: Some(Url::List(part.listing.clone(), 1).to_string()),
        feeds: front::feeds_of(&title, &part.listing),
        title,
        ..Head::default()
    }
}
