//! What the picture of all radars remembers over a restart: of each radar its newest whole look in colours. So the picture
//! goes on with all that is fresh, whichever radar sends first, and whether its newest volume can be read again or not.

use super::mosaic::Known;
use crate::{
    Work,
    drawing::{Together, Whole, place},
};
use desk::By;
use jiff::Timestamp;
use model::radar::{Condition, KeptLook, Policy, worth};
use radar::{Beam, Moment, Palette, describe::Motion, picture::Polar};
use std::sync::Arc;

/// After a start: take up the looks that are still fresh. One that cannot be read is drawn when the radar is read again.
pub(super) async fn restore(work: &Work, policy: &Policy, now: Timestamp) -> Result<(), String> {
    let mut found = Vec::new();
    for site in &policy.sites {
        let kept = work.desk.reader().kept_look(&site.id).await.map_err(|error| error.to_string())?;
        let is_fresh = |kept: &KeptLook| worth(kept.at, kept.maintenance, policy, now) == Condition::Fresh;
        if let (Some(kept), Some(place)) = (kept.filter(is_fresh), place(site)) {
            found.push((kept, Beam::new(place)));
        }
    }
    let read = work.radars.mosaic_pool.run(move |_| {
        let palette = Palette::safe(Moment::Reflectivity);
        let read = |(kept, beam): (KeptLook, Beam)| {
            let polar = Polar::from_bytes(&kept.colours, beam, &palette)?;
            Some((kept, polar))
        };
        found.into_iter().filter_map(read).collect::<Vec<_>>()
    });
    for (kept, polar) in read.await? {
        let KeptLook { radar, at, cleaned, maintenance, motion, .. } = kept;
        let motion = motion.map(|model::radar::Motion { towards_deg, speed_mps, agreement }| Motion {
            towards_deg,
            speed_mps,
            agreement,
        });
        work.radars.remember(&radar, Whole { at, polar: Arc::new(polar), cleaned, maintenance, motion });
    }
    Ok(())
}

/// Keep the looks that are drawn and were not kept yet. Before the picture is told: a picture after a restart is then never
/// of less than the one before.
pub(super) async fn keep(
    work: &Work,
    together: &mut Together,
    all: &[Known<'_>],
    by: &By,
) -> Result<(), String> {
    for known in all {
        let Some(look) = &known.look else { continue };
        if together.kept.get(&known.site.id) == Some(&look.at) {
            continue;
        }
        let polar = look.polar.clone();
        let packed =
            work.radars.mosaic_pool.run(move |_| polar.to_bytes(&Palette::safe(Moment::Reflectivity)));
        let kept =
            KeptLook {
                radar: known.site.id.clone(),
                at: look.at,
                cleaned: look.cleaned,
                maintenance: look.maintenance,
                motion: look.motion.map(|Motion { towards_deg, speed_mps, agreement }| {
                    model::radar::Motion { towards_deg, speed_mps, agreement }
                }),
                colours: packed.await?,
            };
        work.desk.keep_radar_look(&kept, by).await.map_err(|error| error.to_string())?;
        together.kept.insert(kept.radar, kept.at);
    }
    Ok(())
}
