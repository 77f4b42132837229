//! Time is a writer: what has grown old by its mere passing is marked stale, so that no page goes on calling
//! yesterday's figures fresh, showing a pin that has ended or carrying yesterday's date.

use crate::Work;
use model::stale::Key;

/// Mark what ages. It is cheap to mark too much (a page is rendered once more), so nothing is left to cleverness:
/// every table, every town's weather, every radar, the front, what warns, and the news sitemap with its 48 hours.
pub(crate) async fn run(work: &Work) -> Result<String, String> {
    let tables = work.desk.tables();
    let tables = tables.keys().cloned().map(Key::Table);
    let towns = work.desk.station().towns.iter().map(|town| Key::Weather(town.slug.clone()));
    let radars = work.desk.station().radar.shown().map(|site| Key::Radar(site.id.slug().clone()));
    let keys: Vec<Key> =
        tables.chain(towns).chain(radars).chain([Key::Front, Key::NewsSitemap, Key::Alerts]).collect();
    let note = format!("{} things looked at", keys.len());
    work.desk.mark_aged(keys).await.map_err(|error| error.to_string())?;
    Ok(note)
}
