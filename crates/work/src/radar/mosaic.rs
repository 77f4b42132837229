//! All radars as one picture: of each its newest whole look, if that is fresh. It is a job of its own: no radar waits for it.
//!
//! A radar that is old, silent or being worked on is left out, and the picture says so: in its words, and with a veil over
//! what only that one could have seen.

use super::{keep, mosaic_kept, mosaic_words};
use crate::{
    Work,
    drawing::{Combined, Member, Together, Whole},
    round,
};
use desk::By;
use jiff::{SignedDuration, Timestamp};
use model::{
    job::Job,
    radar::{Condition, Frame, FrameId, Layer, Part, Policy, Product, REACH_M, Site, condition, worth},
};

/// Pictures of the loop begin so many seconds apart, about as long as a volume takes; in between the newest grows.
const APART_S: i64 = 300;
/// When a look has come, those of other radars are waited for so long: a few of them make one picture, not each its own.
const TOGETHER: SignedDuration = SignedDuration::from_secs(30);
/// After a start a radar whose picture is fresh is waited for so long, when nothing was kept of it. Then it is left out until
/// it sends again: no radar keeps the others from being seen.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// A radar has a new whole look: remember it, and ask for a picture with it.
pub(super) async fn hand_in(work: &Work, site: &Site, whole: Option<Whole>) -> Result<(), String> {
    let is_wanted = work.desk.station().radar.mosaic.is_some();
    if !whole.is_some_and(|look| is_wanted && work.radars.remember(&site.id, look)) {
        return Ok(());
    }
    let at = round::next(work.desk.now(), TOGETHER)?;
    let key = format!("radar-mosaic:{at}");
    work.desk.write_job(&Job::DrawMosaic, at, &key).await.map_err(|error| error.to_string())
}

/// Draw them, if anything has changed: a new look, or one that has grown too old.
pub(crate) async fn run(work: &Work, by: &By) -> Result<String, String> {
    let station = work.desk.station().clone();
    let policy = &station.radar;
    let Some(site) = &policy.mosaic else { return Ok("no picture of all radars is wanted".to_owned()) };
    let mut together = work.radars.mosaic.lock().await;
    if together.began.is_none() {
        let now = work.desk.now();
        mosaic_kept::restore(work, policy, now).await?;
        together.began = Some(now);
    }
    let said = draw(work, policy, site, &mut together, by).await?;
    keep::clear_sometimes(work, &site.id, &mut together.cleared, by).await?;
    Ok(said)
}

/// A radar and what is known of it.
pub(super) struct Known<'a> {
    pub(super) site: &'a Site,
    pub(super) part: Part,
    /// Its newest whole look; none of one that is left out.
    pub(super) look: Option<Whole>,
}

async fn draw(
    work: &Work,
    policy: &Policy,
    site: &Site,
    together: &mut Together,
    by: &By,
) -> Result<String, String> {
    let mut all = Vec::new();
    let is_patient = together.began.is_none_or(|began| work.desk.now().duration_since(began) < PATIENCE);
    for radar in &policy.sites {
        match known(work, policy, radar, is_patient).await? {
            Some(known) => all.push(known),
            None => return Ok(format!("waiting until {} is read again", radar.id)),
        }
    }
    let Some(at) = all.iter().filter_map(|known| Some(known.look.as_ref()?.at)).max() else {
        return Ok("no radar has sent anything lately".to_owned());
    };
    let parts: Vec<Part> = all.iter().map(|known| known.part.clone()).collect();
    let newest = super::run::newest(work, site).await?;
    if newest.is_some_and(|newest| newest.parts == parts) {
        return Ok("nothing new".to_owned());
    }
    let began = work.desk.now().as_second().div_euclid(APART_S) * APART_S;
    let began = Timestamp::from_second(began).map_err(|error| error.to_string())?;
    let before = work.desk.reader().radar_look(&site.id, began).await.map_err(|error| error.to_string())?;
    let id = before.map_or(FrameId::new(began, 1), |before| before.id.grown());
    let layers = layers(work, policy, site, id, at, &all).await?;
    let said = mosaic_words::said(work, together, &all).await?;
    mosaic_kept::keep(work, together, &all, by).await?;
    let frame = Frame {
        radar: site.id.clone(),
        id,
        at,
        complete: true,
        missing: 0.0,
        cleaned: all.iter().filter_map(|known| known.look.as_ref()).all(|look| look.cleaned),
        maintenance: false,
        vcp: None,
        said,
        heights: mosaic_words::heights(&all, &work.desk.station().towns),
        reach_m: parts.iter().map(|part| part.reach_m).fold(0.0, f64::max),
        layers,
        drawn_at: work.desk.now(),
        parts,
    };
    work.desk.offer_radar_frame(&frame, by).await.map_err(|error| error.to_string())?;
    let drawn = frame.parts.iter().filter(|part| part.drawn).count();
    Ok(format!("{} drawn of {drawn} of {} radars", frame.id, frame.parts.len()))
}

/// What is known of a radar. None of one that is waited for: its picture is fresh and its gates are not here, for the program
/// was just started again, and reads the newest volume of each radar in its first looks.
async fn known<'a>(
    work: &Work,
    policy: &Policy,
    site: &'a Site,
    is_patient: bool,
) -> Result<Option<Known<'a>>, String> {
    let now = work.desk.now();
    let frames = work.desk.reader().radar_frames(&site.id, 4).await.map_err(|error| error.to_string())?;
    let newest = frames.iter().rev().find(|frame| frame.complete);
    let is_fresh = |look: &Whole| worth(look.at, look.maintenance, policy, now) == Condition::Fresh;
    let look = work.radars.look(&site.id).filter(is_fresh);
    if is_patient && look.is_none() && condition(newest, policy, now) == Condition::Fresh {
        return Ok(None);
    }
    let tilt_deg = newest.and_then(|frame| frame.layer(Product::Lowest)).map_or(0.0, |layer| layer.tilt_deg);
    let part = Part {
        radar: site.id.clone(),
        at: look.as_ref().map(|look| look.at).or(newest.map(|frame| frame.at)),
        drawn: look.is_some(),
        tilt_deg: look.as_ref().map_or(tilt_deg, |look| look.polar.elevation_deg() as f32),
        reach_m: match (&look, newest) {
            (Some(look), _) => look.polar.reach_m(),
            (None, Some(newest)) => newest.reach_m,
            // Nothing is known of it yet.
            (None, None) => REACH_M,
        },
    };
    Ok(Some(Known { site, part, look }))
}

/// Squares and still, drawn and kept.
async fn layers(
    work: &Work,
    policy: &Policy,
    site: &Site,
    id: FrameId,
    at: Timestamp,
    all: &[Known<'_>],
) -> Result<Vec<Layer>, String> {
    let member = |known: &Known<'_>| Member {
        site: known.site.clone(),
        polar: known.look.as_ref().map(|look| look.polar.clone()),
        reach_m: known.part.reach_m,
    };
    let combined = Combined {
        site: site.clone(),
        members: all.iter().map(member).collect(),
        zooms: policy.zooms_of(&site.id),
        owner: format!("{} {} {}", site.id, id.began(), Product::Lowest.as_str()),
        station: work.desk.station().clone(),
        at,
    };
    let maps = work.radars.maps.clone();
    let (squares, card) = work.radars.mosaic_pool.run(move |_| combined.draw(&maps)).await?;
    let tilts = all.iter().filter(|known| known.part.drawn).map(|known| known.part.tilt_deg);
    let tilt_deg = tilts.fold(f32::INFINITY, f32::min);
    let mut layers = Vec::new();
    for (product, pack) in [(Product::Lowest, squares), (Product::Card, card)] {
        let bytes = pack.len() as u64;
        let pack = work.store.blobs().put(pack).await.map_err(|error| error.to_string())?;
        layers.push(Layer { product, tilt_deg, pack, bytes, dealiased: false });
    }
    Ok(layers)
}
