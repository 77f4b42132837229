//! A story's page.

use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    module,
    public::{Asked, html},
};
use model::{
    module::Module,
    slug::Slug,
    stale::Key,
    story::{Published, Teaser},
    url::{Listing, Month, StoryPath, Url},
    weather::Units,
};
use pages::compose::{self, story::Around};
use prose::{Body, ModuleName};
use std::collections::HashMap;
use store::Found;

/// Stories beside a story.
const RELATED: u64 = 4;
const MORE: u64 = 5;

pub(crate) async fn show(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let story = public(app, &asked.story()?, Url::Story).await?;
    let (view, keys) = compose(app, &story).await?;
    let mut rendered = html(chrome::render(app, &view).await?, keys);
    rendered.modified = Some(story.live.updated.unwrap_or(story.live.first_published).as_second());
    Ok(rendered)
}

/// The public story at a path, or why there is none; `at` makes the address to send readers of an old path to.
pub(crate) async fn public(
    app: &App,
    path: &StoryPath,
    at: fn(StoryPath) -> Url,
) -> Result<Box<Published>, Error> {
    match app.reader.published(path).await? {
        Found::Story(story) => Ok(story),
        Found::Moved(path) => Err(Error::Moved(at(path))),
        Found::Gone => Err(Error::Gone),
        Found::Absent => Err(Error::NotFound),
    }
}

/// A story's view and what it was made from; for its page and for previews.
pub(crate) async fn compose(
    app: &App,
    story: &Published,
) -> Result<(pages::story::StoryPage, Vec<Key>), Error> {
    let content = &story.content;
    let related = app.reader.related(story.id, content, RELATED).await?;
    let more = match &content.section {
        Some(section) => more(app, section, story, &related).await?,
        None => Vec::new(),
    };
    let leads = related.iter().chain(&more).filter_map(|teaser| Some(teaser.lead.as_ref()?.picture.clone()));
    let lookups = Lookups::read(app, content.pictures().cloned().chain(leads).collect::<Vec<_>>()).await?;
    let context = lookups.context(app);
    let (modules, placed) = modules(app, story, &context).await?;
    let named = named(app, &content.body).await?;
    let mut keys = keys_of(app, story, &placed);
    keys.extend(named.keys);
    keys.extend(related.iter().chain(&more).map(|teaser| Key::Story(teaser.id)));
    let around = Around { modules, named: named.headlines, related, more, rail: Vec::new() };
    let draw = |picture: &pages::media::Picture| app.renderer.piece(picture).ok();
    Ok((compose::story::page(story, &around, &context, &draw), keys))
}

/// What a story's page is made from: itself, the lists beside it, its modules.
pub(crate) fn keys_of(app: &App, story: &Published, placed: &[Module]) -> Vec<Key> {
    let mut keys = vec![Key::Story(story.id)];
    let lists = model::stale::listings(&story.content).into_iter();
    // Related stories come from its tags and its section; other lists do not show here.
    keys.extend(lists.filter(|list| matches!(list, Listing::Section(_) | Listing::Tag(_))).map(Key::List));
    keys.extend(placed.iter().flat_map(|module| module::keys(app, module)));
    keys
}

/// Drawn modules that the body names, and which they are.
pub(crate) async fn modules(
    app: &App,
    story: &Published,
    context: &compose::Context<'_>,
) -> Result<(HashMap<ModuleName, String>, Vec<Module>), Error> {
    let (mut drawn, mut placed) = (HashMap::new(), Vec::new());
    for name in story.content.body.module_names() {
        let Ok(module) = Module::from_name(name) else { continue };
        for view in module::views(app, std::slice::from_ref(&module), Units::default(), context).await {
            drawn.insert(name.clone(), app.renderer.piece(&view)?);
        }
        placed.push(module);
    }
    Ok((drawn, placed))
}

/// Stories that a body names by path.
#[derive(Default)]
pub(crate) struct Named {
    /// Headlines by path; those that are not public are left out.
    pub(crate) headlines: HashMap<String, String>,
    /// What the headlines were read from.
    pub(crate) keys: Vec<Key>,
}

/// The stories that a body names by path.
pub(crate) async fn named(app: &App, body: &Body) -> Result<Named, Error> {
    let paths: Vec<StoryPath> = body.related().into_iter().filter_map(story_path).collect();
    let mut named = Named::default();
    if paths.is_empty() {
        return Ok(named);
    }
    let found = app.reader.teasers_at(&paths).await?;
    if found.len() < paths.len() {
        // One that is not public yet may appear at any publication.
        named.keys.push(Key::List(Listing::All));
    }
    for teaser in found {
        named.keys.push(Key::Story(teaser.id));
        named.headlines.insert(Url::Story(teaser.path).to_string(), teaser.headline);
    }
    Ok(named)
}

fn story_path(path: &str) -> Option<StoryPath> {
    let mut parts = path.strip_prefix("/story/")?.split('/');
    let (year, month, slug) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Some(StoryPath { month: Month::parse(year, month)?, slug: Slug::parse(slug).ok()? })
}

/// Newest of the section, without the story itself and what is shown as related already.
async fn more(
    app: &App,
    section: &Slug,
    story: &Published,
    related: &[Teaser],
) -> Result<Vec<Teaser>, Error> {
    let list = Listing::Section(section.clone());
    let newest = app.reader.teasers(&list, 0, MORE + RELATED + 1).await?.teasers;
    let shown = |teaser: &Teaser| teaser.id == story.id || related.iter().any(|other| other.id == teaser.id);
    Ok(newest.into_iter().filter(|teaser| !shown(teaser)).take(usize::try_from(MORE).unwrap_or(5)).collect())
}
