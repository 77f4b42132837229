//! The front: what editors pinned, and what fills itself.

mod balance;

use super::{Context, card};
use crate::{
    chrome::{FeedLink, Head, Link, Social},
    front::{Block, FrontPage},
    module::ModuleView,
    moment::Day,
};
use feeds::jsonld::{self, Organization, OrganizationKind, WebSite};
use jiff::civil::Date;
use model::{
    front::{SECONDARY, Slot},
    id::StoryId,
    slug::Slug,
    story::{Kind, Teaser},
    url::{Listing, Url},
};
use std::collections::{BTreeMap, HashSet};

/// What the front is made of.
pub struct Material<'a> {
    /// Pinned stories by slot.
    pub pinned: BTreeMap<Slot, Teaser>,
    /// Newest stories of all, newest first.
    pub latest: Vec<Teaser>,
    /// Newest of each section, in the order of the menu.
    pub sections: Vec<(Slug, Vec<Teaser>)>,
    /// The rail's modules.
    pub modules: Vec<ModuleView>,
    /// The station's date.
    pub today: Date,
    /// Lookups.
    pub context: Context<'a>,
}

/// Briefs in the rail, and stories in a section's block.
const BRIEFS: usize = 7;
const BLOCK: usize = 4;

/// The slots of the top as they are now: pinned, or the newest that fits. Opinion never fills a slot by itself.
pub fn top(pinned: &BTreeMap<Slot, Teaser>, latest: &[Teaser]) -> Vec<(Slot, Teaser)> {
    let mut used: HashSet<StoryId> = pinned.values().map(|teaser| teaser.id).collect();
    let mut fill = latest.iter().filter(|teaser| teaser.kind == Kind::News || teaser.kind == Kind::Analysis);
    let mut with_picture = latest.iter().filter(|teaser| teaser.kind == Kind::News && teaser.lead.is_some());
    let mut slots = Vec::new();
    for slot in Slot::all() {
        let chosen = match pinned.get(&slot) {
            Some(teaser) => Some(teaser),
            // The lead wants a picture; without any, words will do.
            None if slot == Slot::Lead => with_picture
                .find(|teaser| !used.contains(&teaser.id))
                .or_else(|| fill.find(|t| !used.contains(&t.id))),
            None => fill.find(|teaser| !used.contains(&teaser.id)),
        };
        if let Some(teaser) = chosen {
            used.insert(teaser.id);
            slots.push((slot, teaser.clone()));
        }
    }
    slots
}

/// The front page.
pub fn page(material: &Material<'_>) -> FrontPage {
    let context = &material.context;
    let top = top(&material.pinned, &material.latest);
    let mut used: HashSet<StoryId> = top.iter().map(|(_, teaser)| teaser.id).collect();
    let (lead, rest): (Vec<_>, Vec<_>) = top.into_iter().partition(|(slot, _)| *slot == Slot::Lead);
    let second: Vec<Teaser> = rest.into_iter().map(|(_, teaser)| teaser).collect();
    let opinion = opinion(material, &mut used);
    let is_news = |teaser: &&Teaser| matches!(teaser.kind, Kind::News | Kind::Analysis);
    let fresh: Vec<&Teaser> =
        material.latest.iter().filter(is_news).filter(|t| !used.contains(&t.id)).collect();
    let under: Vec<&Teaser> = fresh.iter().copied().take(2).collect();
    let briefs: Vec<&Teaser> = fresh.iter().copied().skip(2).take(BRIEFS).collect();
    used.extend(under.iter().chain(&briefs).map(|teaser| teaser.id));
    let cards = |teasers: &[&Teaser]| teasers.iter().map(|teaser| card::card(teaser, context)).collect();
    let mut page = FrontPage {
        head: head(context),
        today: Day::with_weekday(material.today),
        lead: lead.first().map(|(_, teaser)| card::card(teaser, context)),
        under_lead: cards(&under),
        second: card::cards(&second[..second.len().min(usize::from(SECONDARY))], context),
        briefs: cards(&briefs),
        modules: material.modules.clone(),
        opinion,
        blocks: blocks(material, &used),
        beside: Vec::new(),
    };
    page.beside = page.blocks.drain(..balance::beside(&page)).collect();
    page
}

/// The opinion pieces, apart from the news and labelled.
fn opinion(material: &Material<'_>, used: &mut HashSet<StoryId>) -> Option<Block> {
    let (slug, teasers) = material.sections.iter().find(|(_, teasers)| {
        !teasers.is_empty() && teasers.iter().all(|teaser| teaser.kind == Kind::Opinion)
    })?;
    let shown: Vec<Teaser> = teasers.iter().filter(|t| !used.contains(&t.id)).take(3).cloned().collect();
    used.extend(shown.iter().map(|teaser| teaser.id));
    let cards = card::cards(&shown, &material.context);
    (!cards.is_empty()).then(|| Block { section: card::section(slug, &material.context), cards })
}

fn blocks(material: &Material<'_>, used: &HashSet<StoryId>) -> Vec<Block> {
    let block = |(slug, teasers): &(Slug, Vec<Teaser>)| {
        let shown: Vec<Teaser> =
            teasers.iter().filter(|t| !used.contains(&t.id)).take(BLOCK).cloned().collect();
        let cards = card::cards(&shown, &material.context);
        (!cards.is_empty()).then(|| Block { section: card::section(slug, &material.context), cards })
    };
    material.sections.iter().filter_map(block).collect()
}

fn head(context: &Context<'_>) -> Head {
    let station = context.station;
    let description = if station.tagline.is_empty() {
        format!("News from {}", station.city)
    } else {
        station.tagline.clone()
    };
    let organization = Organization {
        kind: OrganizationKind::Newsroom,
        url: Some(station.base_url.clone()),
        ..Organization::named(&station.name)
    };
    let site = WebSite {
        name: station.name.clone(),
        url: format!("{}/", station.base_url),
        description: Some(description.clone()),
        language: Some(station.language.clone()),
        publisher: Some(organization),
        search: None,
    };
    Head {
        title: String::new(),
        description: description.clone(),
        canonical: Some(context.absolute(&Url::Front)),
        social: Some(Social {
            kind: "website".to_owned(),
            title: station.name.clone(),
            description,
            ..Social::default()
        }),
        lite: Some(Url::LiteFront.to_string()),
        structured: vec![jsonld::script(&site)],
        ..Head::default()
    }
}

/// The feeds of a list, for its head.
pub(super) fn feeds_of(title: &str, listing: &Listing) -> Vec<FeedLink> {
    FeedLink::all(title, &listing.to_string())
}

/// Ways onward from a page that has nothing: the front and every section.
pub fn ways(station: &model::station::Station) -> Vec<Link> {
    let front = Link::new("The front page", Url::Front.to_string());
    let sections = station.sections.iter().map(|section| {
        Link::new(section.name.clone(), Url::List(Listing::Section(section.slug.clone()), 1).to_string())
    });
    std::iter::once(front).chain(sections).collect()
}
