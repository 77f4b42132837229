//! The front.

use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    module,
    public::{Asked, html},
};
use futures_util::future::try_join_all;
use model::{
    front::{Pin, Slot},
    slug::Slug,
    stale::Key,
    story::Teaser,
    url::Listing,
    weather::Units,
};
use pages::compose::front::{Material, page};
use std::collections::BTreeMap;

/// Newest stories looked at to fill the slots, the briefs and what stands under the lead.
const LATEST: u64 = 40;
/// Newest stories of each section looked at for its block.
const OF_SECTION: u64 = 14;

pub(crate) async fn show(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let now = app.desk.now();
    let arranged = app.reader.front(now).await?;
    // Side by side: each list is a question of its own, and the readers' connections are several.
    let (pinned, latest, sections) =
        tokio::try_join!(pinned(app, &arranged.pins), newest(app), try_join_all(sections(app)))?;
    let all = pinned.values().chain(&latest).chain(sections.iter().flat_map(|(_, teasers)| teasers));
    let lookups = Lookups::for_teasers(app, all).await?;
    let context = lookups.context(app);
    let modules = module::views(app, &arranged.modules, Units::default(), &context).await;
    let today = now.to_zoned_datetime(app.station.zone.clone()).date();
    let view = page(&Material { pinned, latest, sections, modules, today, context });
    let keys = arranged
        .modules
        .iter()
        .flat_map(|module| module::keys(app, module))
        .chain([Key::Front, Key::List(Listing::All)]);
    Ok(html(chrome::render(app, &view).await?, keys))
}

/// The newest of each section, in the order of the menu.
fn sections(app: &App) -> impl Iterator<Item = impl Future<Output = Result<(Slug, Vec<Teaser>), Error>>> {
    app.station.sections.iter().map(async |section| {
        let list = Listing::Section(section.slug.clone());
        Ok((section.slug.clone(), app.reader.teasers(&list, 0, OF_SECTION).await?.teasers))
    })
}

async fn newest(app: &App) -> Result<Vec<Teaser>, Error> {
    Ok(app.reader.latest(LATEST).await?)
}

/// Pinned stories that are public, by slot.
pub(crate) async fn pinned(app: &App, pins: &[Pin]) -> Result<BTreeMap<Slot, Teaser>, Error> {
    // The forecast's is no slot of the top: such a story stands there like any other.
    let pins: Vec<&Pin> = pins.iter().filter(|pin| pin.slot != Slot::Forecast).collect();
    let ids: Vec<_> = pins.iter().map(|pin| pin.story).collect();
    let teasers = app.reader.teasers_of(&ids).await?;
    let of = |pin: &&Pin| teasers.iter().find(|teaser| teaser.id == pin.story).cloned();
    Ok(pins.iter().filter_map(|pin| Some((pin.slot, of(pin)?))).collect())
}
