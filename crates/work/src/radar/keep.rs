//! Drafts → frames that readers see: bytes first, then the row that names them. And away with what is too old.

use super::mosaic;
use crate::{
    Work,
    drawing::{Artist, Draft, Pack},
};
use desk::By;
use jiff::{SignedDuration, Timestamp};
use model::radar::{Frame, FrameId, Layer, Product, RadarId, Site};

/// A radar's clock may be so far ahead; beyond, its frames would stand before all that come.
const CLOCK_AHEAD: SignedDuration = SignedDuration::from_mins(15);
/// How often frames are cleared away.
const CLEARED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Show what was drawn.
pub(super) async fn show(
    work: &Work,
    site: &Site,
    artist: &mut Artist,
    drafts: Vec<Draft>,
    by: &By,
) -> Result<usize, String> {
    let mut shown = 0;
    for mut draft in drafts {
        if is_ahead(draft.at, work.desk.now()) {
            artist.refused = Some(draft.at);
            return Err(in_the_future(site, draft.at));
        }
        artist.refused = None;
        let mut kept = artist.kept(draft.began).cloned();
        if kept.is_none() {
            // Drawn before this program was started again.
            kept = work
                .desk
                .reader()
                .radar_look(&site.id, draft.began)
                .await
                .map_err(|error| error.to_string())?;
            if let Some(before) =
                kept.as_ref().filter(|before| !draft.is_anew && is_nothing_new(before, &draft))
            {
                artist.keep(before);
                mosaic::hand_in(work, site, draft.whole).await?;
                continue;
            }
        }
        let whole = draft.whole.take();
        let frame = frame(work, site, draft, kept.as_ref()).await?;
        work.desk.offer_radar_frame(&frame, by).await.map_err(|error| error.to_string())?;
        artist.keep(&frame);
        mosaic::hand_in(work, site, whole).await?;
        shown += 1;
    }
    Ok(shown)
}

/// Whether a moment is so far ahead that a clock must be wrong.
pub(super) fn is_ahead(at: Timestamp, now: Timestamp) -> bool {
    at.duration_since(now) > CLOCK_AHEAD
}

/// That what came last was refused, as long as it is still of the future: it is said for longer than one look.
pub(super) fn trouble(work: &Work, site: &Site, artist: &Artist) -> Option<String> {
    let refused = artist.refused.filter(|at| is_ahead(*at, work.desk.now()));
    refused.map(|at| in_the_future(site, at))
}

fn in_the_future(site: &Site, at: Timestamp) -> String {
    let what = format!("{} says that it measured at {at}, which is in the future.", site.id);
    format!("{what} Look at the clock of this machine, then at the source.")
}

/// Whether a frame that is kept has everything that a draft has.
fn is_nothing_new(kept: &Frame, draft: &Draft) -> bool {
    kept.at >= draft.at && draft.packs.iter().all(|pack| kept.layer(pack.product).is_some())
}

async fn frame(work: &Work, site: &Site, draft: Draft, kept: Option<&Frame>) -> Result<Frame, String> {
    let id = kept.map_or(FrameId::new(draft.began, 1), |kept| kept.id.grown());
    let mut layers = kept.map(|kept| kept.layers.clone()).unwrap_or_default();
    for Pack { product, tilt_deg, dealiased, bytes } in draft.packs {
        let size = bytes.len() as u64;
        let pack = work.store.blobs().put(bytes).await.map_err(|error| error.to_string())?;
        layers.retain(|layer| layer.product != product);
        layers.push(Layer { product, tilt_deg, pack, bytes: size, dealiased });
    }
    let order = |product: Product| site.products.iter().position(|known| *known == product);
    layers.sort_by_key(|layer| order(layer.product).unwrap_or(usize::MAX));
    Ok(Frame {
        radar: site.id.clone(),
        id,
        at: draft.at,
        complete: draft.complete,
        missing: draft.missing,
        cleaned: draft.cleaned,
        maintenance: draft.maintenance,
        vcp: draft.vcp,
        // Until the sweep is over there is nothing to say of it; pages tell what was seen before, with its own time.
        said: draft.said.unwrap_or_default(),
        heights: draft.heights,
        reach_m: draft.reach_m,
        layers,
        drawn_at: work.desk.now(),
        parts: Vec::new(),
    })
}

/// Away with what is too old, unless that was done a moment ago; says whether it was done now.
pub(super) async fn clear_sometimes(
    work: &Work,
    radar: &RadarId,
    cleared: &mut Option<Timestamp>,
    by: &By,
) -> Result<bool, String> {
    let now = work.desk.now();
    if cleared.is_some_and(|last| now.duration_since(last) < CLEARED_EVERY && last <= now) {
        return Ok(false);
    }
    *cleared = Some(now);
    clear(work, radar, by).await?;
    Ok(true)
}

/// Away with frames that are too old or too many, and with their bytes.
async fn clear(work: &Work, radar: &RadarId, by: &By) -> Result<(), String> {
    let keeping = work.radars.settings.keeping;
    let unused = work.desk.clear_radar(radar, keeping, by).await.map_err(|error| error.to_string())?;
    remove(work, &unused, by).await
}

/// Away with bytes that nobody needs any more, and then with their names.
pub(super) async fn remove(work: &Work, packs: &[String], by: &By) -> Result<(), String> {
    if packs.is_empty() {
        return Ok(());
    }
    for pack in packs {
        work.store.blobs().remove(pack).await.map_err(|error| error.to_string())?;
    }
    work.desk.radar_bytes_removed(packs, by).await.map_err(|error| error.to_string())
}
