//! The lite front and story.

use crate::{
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    front, module,
    public::{Asked, html},
    story,
    weather::Shown,
};
use model::{
    stale::Key,
    story::Teaser,
    url::{Listing, Url},
};
use pages::compose::{self, front::top, story::Around};

/// Stories on the lite front.
const LATEST: u64 = 25;

/// `/lite`, `/lite?units=metric`
pub(crate) async fn front(asked: Asked<Shown>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let now = app.desk.now();
    let arranged = app.reader.front(now).await?;
    let latest = app.reader.latest(LATEST).await?;
    let slots = top(&front::pinned(app, &arranged.pins).await?, &latest);
    let first: Vec<Teaser> = slots.into_iter().map(|(_, teaser)| teaser).collect();
    let is_first = |teaser: &Teaser| first.iter().any(|other| other.id == teaser.id);
    let rest: Vec<Teaser> = latest.into_iter().filter(|teaser| !is_first(teaser)).collect();
    // No pictures here, so none are read.
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let modules = module::views(app, &arranged.modules, asked.query.0, &context).await;
    let today = now.to_zoned_datetime(app.station.zone.clone()).date();
    let view = compose::lite::front((&first, &rest), &modules, asked.query.0, today, &context);
    let keys = arranged
        .modules
        .iter()
        .flat_map(|module| module::keys(app, module))
        .chain([Key::Front, Key::List(Listing::All)]);
    Ok(html(chrome::render(app, &view).await?, keys))
}

pub(crate) async fn story(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let story = story::public(app, &asked.story()?, Url::LiteStory).await?;
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let (modules, placed) = story::modules(app, &story, &context).await?;
    let named = story::named(app, &story.content.body).await?;
    let around = Around { modules, named: named.headlines, ..Around::default() };
    let view = compose::lite::page(&story, &around, &context);
    let keys = placed
        .iter()
        .flat_map(|module| module::keys(app, module))
        .chain([Key::Story(story.id)])
        .chain(named.keys)
        .collect::<Vec<_>>();
    Ok(html(chrome::render(app, &view).await?, keys))
}
