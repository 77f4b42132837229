//! Radars: take a frame when every square of it is there, and clear away those that nobody can see any more.

use crate::{By, Desk, Error};
use jiff::{SignedDuration, Timestamp};
use model::{
    job::Job,
    radar::{Frame, KeptLook, RadarId},
    stale::{Key, Stale},
    user::Action,
};

/// How long a frame that grew keeps its address: for maps that have just learnt of it.
const GRACE: SignedDuration = SignedDuration::from_mins(10);

/// A radar that the settings do not name any more is forgotten so long after its newest frame began: a slip in the settings,
/// put right the same day, costs nothing.
const RETIRED: SignedDuration = SignedDuration::from_hours(24);

/// How much is kept of a radar's frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// For how long, after they began.
    pub age: SignedDuration,
    /// In how many bytes of the blob store; the oldest go first, the newest never.
    pub bytes: u64,
}

impl Desk {
    /// Show a frame. Its bytes must be in the blob store already: whoever learns of it asks for them at once. Running it
    /// twice changes nothing more.
    pub async fn offer_radar_frame(&self, frame: &Frame, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        if self.inner.station.radar.radar(&frame.radar).is_none() {
            return Err(Error::NotFound("radar"));
        }
        let tx = self.begin().await?;
        tx.save_radar_frame(frame).await?;
        // Growing old is a change of every page that shows it, at the moment it happens.
        for then in self.inner.station.radar.turns(frame).filter(|then| *then > tx.now()) {
            let once = format!("radar:{}:{}:{then}", frame.radar, frame.id.began());
            tx.enqueue(&Job::AgeReadings, then, Some(&once)).await?;
        }
        tx.commit(Stale::keys([Key::Radar(frame.radar.slug().clone())])).await?;
        Ok(())
    }

    /// Forget frames that are too old or too many; answers the bytes of the blob store that nobody needs any more. Remove
    /// them, then say so with [`Desk::radar_bytes_removed`]: after a crash between the two they are told again.
    pub async fn clear_radar(
        &self,
        radar: &RadarId,
        keeping: Keeping,
        by: &By,
    ) -> Result<Vec<String>, Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        let now = tx.now();
        let ago = |age| now.saturating_sub(age).unwrap_or(Timestamp::MIN);
        let shown = tx.radar_frames(radar, u64::from(u16::MAX)).await?;
        let mut oldest = ago(keeping.age);
        // From the newest back, as many as there is room for.
        let mut bytes: u64 = 0;
        for (place, frame) in shown.iter().rev().enumerate() {
            bytes = bytes.saturating_add(frame.bytes());
            if place > 0 && bytes > keeping.bytes {
                // The moment after it: it goes, and all before it.
                oldest =
                    oldest.max(frame.id.began().saturating_add(SignedDuration::from_secs(1)).unwrap_or(now));
                break;
            }
        }
        // The newest stays however old it is: how long a radar has been silent, readers are told.
        if let Some(newest) = shown.last() {
            oldest = oldest.min(newest.id.began());
        }
        let gone = tx.delete_radar_frames(radar, ago(GRACE), oldest).await?;
        let unused = tx.unused_radar_packs(radar).await?;
        if gone == 0 {
            tx.rollback().await?;
        } else {
            tx.commit(Stale::keys([Key::Radar(radar.slug().clone())])).await?;
        }
        Ok(unused)
    }

    /// Forget the radars that the settings do not name any more, a day after their newest frame began: their frames and how
    /// their sources were doing. Answers them, and the bytes of the blob store that nobody needs any more, as
    /// [`Desk::clear_radar`] does.
    pub async fn forget_radars(&self, by: &By) -> Result<(Vec<RadarId>, Vec<String>), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        let before = tx.now().saturating_sub(RETIRED).unwrap_or(Timestamp::MIN);
        let (mut gone, mut unused) = (Vec::new(), Vec::new());
        for (radar, newest) in tx.radars_kept().await? {
            let is_named = self.inner.station.radar.radar(&radar).is_some();
            if is_named || newest.is_some_and(|began| began > before) {
                continue;
            }
            tx.forget_radar(&radar).await?;
            unused.extend(tx.unused_radar_packs(&radar).await?);
            gone.push(radar);
        }
        if gone.is_empty() {
            tx.rollback().await?;
        } else {
            tx.commit(Stale::keys(gone.iter().map(|radar| Key::Radar(radar.slug().clone())))).await?;
        }
        Ok((gone, unused))
    }

    /// Keep a whole look for the picture of all radars, in the place of the one before: a station that is started again
    /// goes on with it.
    pub async fn keep_radar_look(&self, look: &KeptLook, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        tx.save_kept_look(look).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    /// The bytes that [`Desk::clear_radar`] or [`Desk::forget_radars`] named are gone.
    pub async fn radar_bytes_removed(&self, packs: &[String], by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        tx.forget_radar_packs(packs).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    /// Files of the blob store that no row names were looked for until a moment of its clock.
    pub async fn radar_swept(&self, until: Timestamp, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        tx.save_radar_swept(until).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }
}
