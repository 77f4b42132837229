//! The front.

use crate::{
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    module,
    public::{Asked, html},
};
use model::{front::Slot, slug::Slug, stale::Key, story::Teaser, url::Listing};
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
    let pinned = pinned(&asked).await?;
    let latest = app.reader.latest(LATEST).await?;
    let mut sections: Vec<(Slug, Vec<Teaser>)> = Vec::new();
    for section in &app.station.sections {
        let list = Listing::Section(section.slug.clone());
        sections.push((section.slug.clone(), app.reader.teasers(&list, 0, OF_SECTION).await?.teasers));
    }
    let all = pinned.values().chain(&latest).chain(sections.iter().flat_map(|(_, teasers)| teasers));
    let lookups = Lookups::for_teasers(app, all).await?;
    let context = lookups.context(app);
    let modules = module::views(app, &arranged.modules, &context).await;
    let today = now.to_zoned_datetime(app.station.zone.clone()).date();
    let view = page(&Material { pinned, latest, sections, modules, today, context });
    let keys = arranged
        .modules
        .iter()
        .flat_map(|module| module::keys(app, module))
        .chain([Key::Front, Key::List(Listing::All)]);
    Ok(html(chrome::render(app, &view).await?, keys))
}

/// Pinned stories that are public, by slot.
pub(crate) async fn pinned(asked: &Asked) -> Result<BTreeMap<Slot, Teaser>, Error> {
    let app = &asked.app;
    let pins = app.reader.front(app.desk.now()).await?.pins;
    let ids: Vec<_> = pins.iter().map(|pin| pin.story).collect();
    let teasers = app.reader.teasers_of(&ids).await?;
    let of = |pin: &model::front::Pin| teasers.iter().find(|teaser| teaser.id == pin.story).cloned();
    Ok(pins.iter().filter_map(|pin| Some((pin.slot, of(pin)?))).collect())
}
