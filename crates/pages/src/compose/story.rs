//! A published story → its page, full and with everything that machines read from it.

use super::{Context, card, media, video};
use crate::{
    card::Card,
    chrome::{Head, Link, Social},
    media::Picture,
    module::ModuleView,
    story::{Byline, Correction, StoryPage, Syndication},
};
use feeds::jsonld::{self, Article, ArticleKind, Author, BreadcrumbList, Crumb, Image, Organization};
use model::{
    story::{Content, Kind, Published, Teaser},
    url::{Listing, Url},
};
use prose::{ModuleName, html::Resolve};
use std::collections::HashMap;

/// What stands around a story.
#[derive(Default)]
pub struct Around {
    /// Drawn modules that the body names.
    pub modules: HashMap<ModuleName, String>,
    /// Stories that the body names, by path.
    pub named: HashMap<String, String>,
    /// Stories on the same subject.
    pub related: Vec<Teaser>,
    /// Newest of its section.
    pub more: Vec<Teaser>,
    /// Modules beside it.
    pub rail: Vec<ModuleView>,
}

/// The page. `draw` makes a `<figure>` of a picture.
pub fn page(
    story: &Published,
    around: &Around,
    context: &Context<'_>,
    draw: &dyn Fn(&Picture) -> Option<String>,
) -> StoryPage {
    let content = &story.content;
    let lead = content.lead.as_ref().and_then(|lead| media::lead(lead, context));
    let section =
        content.section.as_ref().map_or_else(|| Link::new("News", "/"), |slug| card::section(slug, context));
    let body = Drawing { context, around, draw };
    StoryPage {
        head: head(story, lead.as_ref(), &section, context),
        label: label(content),
        label_note: card::label_note(content),
        headline: content.headline.clone(),
        dek: content.dek.clone(),
        language: card::foreign(content.language.as_str(), context),
        bylines: bylines(content, context),
        published: Some(context.moment(story.live.first_published)),
        updated: story.live.updated.map(|at| context.moment(at)),
        lead,
        body_html: prose::html::write(&content.body, &body),
        corrections: corrections(story, context),
        syndication: syndication(content),
        tags: tags(content),
        places: places(content, context),
        related: cards(&around.related, context),
        modules: around.rail.clone(),
        more: cards(&around.more, context),
        preview: None,
        section,
    }
}

pub(super) fn label(content: &Content) -> Option<crate::card::Label> {
    card::label(content.kind, content.origin.as_ref().map(|origin| origin.name.as_str()))
}

pub(super) fn bylines(content: &Content, context: &Context<'_>) -> Vec<Byline> {
    let known = |slug| Byline {
        name: context.author_name(slug),
        url: Some(Url::List(Listing::Author(slug.clone()), 1).to_string()),
        role: context.authors.get(slug).map(|author| author.title.clone()).unwrap_or_default(),
    };
    content.authors.iter().map(known).collect()
}

pub(super) fn corrections(story: &Published, context: &Context<'_>) -> Vec<Correction> {
    let one = |correction: &model::story::Correction| Correction {
        made: context.moment(correction.at),
        words: correction.text.clone(),
    };
    story.corrections.iter().rev().map(one).collect()
}

pub(super) fn syndication(content: &Content) -> Option<Syndication> {
    content.origin.as_ref().map(|origin| Syndication {
        source: origin.name.clone(),
        canonical: origin.canonical.clone(),
        rights: origin.rights.clone().unwrap_or_default(),
    })
}

fn cards(teasers: &[Teaser], context: &Context<'_>) -> Vec<Card> {
    card::cards(teasers, context)
}

fn tags(content: &Content) -> Vec<Link> {
    let link = |tag: &model::tag::Tag| {
        Link::new(tag.name.clone(), Url::List(Listing::Tag(tag.slug.clone()), 1).to_string())
    };
    content.tags.iter().map(link).collect()
}

fn places(content: &Content, context: &Context<'_>) -> Vec<Link> {
    let known = content.places.iter().filter_map(|slug| context.station.place(slug));
    known
        .map(|place| {
            Link::new(place.name.clone(), Url::List(Listing::Place(place.slug.clone()), 1).to_string())
        })
        .collect()
}

/// Where search engines should look for the original: here, unless the piece comes from elsewhere.
fn canonical(story: &Published, context: &Context<'_>) -> String {
    let elsewhere = story.content.origin.as_ref().and_then(|origin| origin.canonical.clone());
    // What was paid for is ours to show; only a syndicated report or opinion has its home elsewhere.
    let elsewhere = elsewhere.filter(|_| story.content.kind != Kind::Sponsored);
    elsewhere.unwrap_or_else(|| context.absolute(&Url::Story(story.live.path.clone())))
}

fn head(story: &Published, lead: Option<&Picture>, section: &Link, context: &Context<'_>) -> Head {
    let content = &story.content;
    let description = description(content);
    Head {
        title: content.headline.clone(),
        description: description.clone(),
        canonical: Some(canonical(story, context)),
        current: Some(section.url.clone()),
        social: Some(Social {
            kind: "article".to_owned(),
            title: content.headline.clone(),
            description,
            picture: lead.map(|picture| picture.social(&context.station.base_url)),
            published: Some(context.moment(story.live.first_published)),
            updated: story.live.updated.map(|at| context.moment(at)),
            section: Some(section.label.clone()),
        }),
        lite: Some(Url::LiteStory(story.live.path.clone()).to_string()),
        structured: vec![
            jsonld::script(&article(story, lead, section, context)),
            breadcrumbs(story, section, context),
        ],
        ..Head::default()
    }
}

/// The dek, or the beginning of the text.
pub(super) fn description(content: &Content) -> String {
    if content.dek.is_empty() { prose::plain::excerpt(&content.body, 160) } else { content.dek.clone() }
}

fn article(story: &Published, lead: Option<&Picture>, section: &Link, context: &Context<'_>) -> Article {
    let content = &story.content;
    let origin = content.origin.as_ref();
    let is_paid = content.kind == Kind::Sponsored;
    let organization = |name: &String| Organization::named(name);
    Article {
        kind: match content.kind {
            Kind::News => ArticleKind::News,
            Kind::Opinion => ArticleKind::Opinion,
            Kind::Analysis => ArticleKind::Analysis,
            Kind::Sponsored => ArticleKind::Sponsored,
        },
        headline: content.headline.clone(),
        url: context.absolute(&Url::Story(story.live.path.clone())),
        description: Some(description(content)).filter(|text| !text.is_empty()),
        date_published: story.live.first_published,
        date_modified: story.live.updated.unwrap_or(story.live.first_published),
        authors: authors(content, context),
        publisher: Organization {
            url: Some(context.station.base_url.clone()),
            ..Organization::named(&context.station.name)
        },
        images: lead.map(|picture| image(picture, context)).into_iter().collect(),
        sections: vec![section.label.clone()],
        keywords: content.tags.iter().map(|tag| tag.name.clone()).collect(),
        language: Some(content.language.as_str().to_owned()),
        original: origin.filter(|_| !is_paid).and_then(|origin| origin.canonical.clone()),
        source: origin.filter(|_| !is_paid).map(|origin| organization(&origin.name)),
        sponsor: origin.filter(|_| is_paid).map(|origin| organization(&origin.name)),
        rights: origin.and_then(|origin| origin.rights.clone()),
        corrections: story
            .corrections
            .iter()
            .map(|correction| jsonld::Correction {
                text: correction.text.clone(),
                date_published: correction.at,
            })
            .collect(),
        free: true,
    }
}

fn authors(content: &Content, context: &Context<'_>) -> Vec<Author> {
    let person = |slug| Author::Person {
        name: context.author_name(slug),
        url: Some(context.absolute(&Url::List(Listing::Author(slug.clone()), 1))),
    };
    let mut authors: Vec<Author> = content.authors.iter().map(person).collect();
    if let (true, Some(origin)) = (authors.is_empty(), &content.origin) {
        authors.push(Author::Organization { name: origin.name.clone(), url: None });
    }
    authors
}

fn image(picture: &Picture, context: &Context<'_>) -> Image {
    Image {
        url: format!("{}{}", context.station.base_url, picture.share_url),
        width: Some(picture.share_width),
        height: Some(picture.share_height),
        caption: picture.caption.clone(),
        credit: picture.credit.clone(),
    }
}

fn breadcrumbs(story: &Published, section: &Link, context: &Context<'_>) -> String {
    let root = &context.station.base_url;
    let crumb = |name: &str, url: Option<String>| Crumb { name: name.to_owned(), url };
    jsonld::script(&BreadcrumbList {
        crumbs: vec![
            crumb(&context.station.name, Some(format!("{root}/"))),
            crumb(&section.label, Some(format!("{root}{}", section.url))),
            crumb(&story.content.headline, None),
        ],
    })
}

/// Draws what the body's tree only names.
struct Drawing<'a> {
    context: &'a Context<'a>,
    around: &'a Around,
    draw: &'a dyn Fn(&Picture) -> Option<String>,
}

impl Resolve for Drawing<'_> {
    fn picture(&self, picture: &prose::Picture) -> Option<String> {
        (self.draw)(&media::inside(picture, self.context)?)
    }

    fn video(&self, video: &prose::Video) -> Option<String> {
        let poster = video.poster.as_ref().and_then(|key| {
            let (caption, credit) = (video.caption.as_deref(), video.credit.as_deref());
            (self.draw)(&media::picture(self.context.media.get(key)?, None, caption, credit)?)
        });
        video::figure(video, poster)
    }

    fn module(&self, name: &ModuleName) -> Option<String> {
        self.around.modules.get(name).cloned()
    }

    fn related(&self, stories: &[String]) -> Option<String> {
        related(stories, &self.around.named)
    }
}

/// A list of the named stories that are public.
pub(super) fn related(stories: &[String], named: &HashMap<String, String>) -> Option<String> {
    let item = |path: &String| {
        let headline = prose::html::escape(named.get(path)?);
        Some(format!("<li><a href=\"{}\">{headline}</a></li>", prose::html::escape(path)))
    };
    let items: String = stories.iter().filter_map(item).collect();
    let open = "<aside class=\"related\"><p class=\"heading\">Related</p><ul>";
    (!items.is_empty()).then(|| format!("{open}{items}</ul></aside>"))
}
