//! Frames of radars: what was drawn, and which bytes of the blob store it is made of.
//!
//! Bytes are forgotten in two steps, so that a crash between them leaves nothing behind: first the frames that used them,
//! then, when the bytes are gone, their names ([`Tx::forget_radar_packs`]). They are kept in two steps too: first the bytes,
//! then the frame. What a crash between those leaves is found by how it begins ([`Squares::MARK`]) and by its age.

mod looks;
mod packed;
mod squares;

pub use squares::Squares;

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, count, values},
    tx::Tx,
};
use jiff::Timestamp;
use model::radar::{Frame, FrameId, RadarId};
use std::collections::BTreeSet;

/// Under which name it is remembered how far files that no row names were looked for.
const SWEPT: &str = "radar-swept";

impl Reads {
    /// The newest frames of a radar, oldest first; none that grew into another.
    pub async fn radar_frames(&self, radar: &RadarId, most: u64) -> Result<Vec<Frame>> {
        let sql = "SELECT began, revision, facts FROM radar_frames WHERE radar = $1 AND ended_at IS NULL
            ORDER BY began DESC, revision DESC LIMIT $2";
        let rows = self.link.all(sql, values![radar.as_str(), count(most)]).await?;
        rows.iter().rev().map(|row| frame_of(radar, row)).collect()
    }

    /// A frame by its name, also one that grew into another a moment ago.
    pub async fn radar_frame(&self, radar: &RadarId, id: FrameId) -> Result<Option<Frame>> {
        let sql = "SELECT began, revision, facts FROM radar_frames WHERE radar = $1 AND began = $2 AND revision = $3";
        let row = self.link.one(sql, values![radar.as_str(), id.began(), id.revision()]).await?;
        row.map(|row| frame_of(radar, &row)).transpose()
    }

    /// What the look that began at a moment has grown to. Frames are named to the second, whatever the radar's clock says.
    pub async fn radar_look(&self, radar: &RadarId, began: Timestamp) -> Result<Option<Frame>> {
        let sql = "SELECT began, revision, facts FROM radar_frames WHERE radar = $1 AND began = $2
            ORDER BY revision DESC LIMIT 1";
        let began = FrameId::new(began, 1).began();
        let row = self.link.one(sql, values![radar.as_str(), began]).await?;
        row.map(|row| frame_of(radar, &row)).transpose()
    }

    /// Bytes that the frames of a radar take in the blob store.
    pub async fn radar_bytes(&self, radar: &RadarId) -> Result<u64> {
        let sql = "SELECT bytes FROM radar_packs WHERE radar = $1";
        let rows = self.link.all(sql, values![radar.as_str()]).await?;
        rows.iter().map(|row| row.columns().count()).sum()
    }

    /// Every file of the blob store that frames of any radar use, or used a moment ago.
    pub async fn radar_packs(&self) -> Result<BTreeSet<String>> {
        let rows = self.link.all("SELECT pack FROM radar_packs", values![]).await?;
        rows.iter().map(|row| row.columns().text()).collect()
    }

    /// Every radar of which something is kept, whatever the settings say of it, with the moment at which its newest frame
    /// began; `None` for one that has no frame.
    pub async fn radars_kept(&self) -> Result<Vec<(RadarId, Option<Timestamp>)>> {
        let sql = "SELECT radar, MAX(began) FROM (SELECT radar, began FROM radar_frames
            UNION ALL SELECT radar, CAST(NULL AS BIGINT) FROM radar_packs
            UNION ALL SELECT radar, measured_at FROM radar_looks) AS kept GROUP BY radar ORDER BY radar";
        let rows = self.link.all(sql, values![]).await?;
        let kept = |row: &Row| {
            let mut columns = row.columns();
            let id = RadarId::parse(&columns.text()?).map_err(|error| Error::damaged(error.to_string()))?;
            Ok((id, columns.maybe_moment()?))
        };
        rows.iter().map(kept).collect()
    }

    /// Until when files that no row names were looked for; `None` when they never were.
    pub async fn radar_swept(&self) -> Result<Option<Timestamp>> {
        Ok(self.meta(SWEPT).await?.and_then(|text| text.parse().ok()))
    }
}

impl Tx {
    /// Keeps a frame; what it grew from has ended.
    pub async fn save_radar_frame(&self, frame: &Frame) -> Result<()> {
        let (radar, began, revision) = (frame.radar.as_str(), frame.id.began(), frame.id.revision());
        let sql = "UPDATE radar_frames SET ended_at = $4 WHERE radar = $1 AND began = $2 AND revision < $3
            AND ended_at IS NULL";
        self.link().run(sql, values![radar, began, revision, self.now()]).await?;
        let sql = "INSERT INTO radar_frames (radar, began, revision, facts) VALUES ($1, $2, $3, $4)
            ON CONFLICT (radar, began, revision) DO UPDATE SET facts = excluded.facts";
        self.link().run(sql, values![radar, began, revision, packed::pack(frame)?]).await?;
        for layer in &frame.layers {
            let sql = "INSERT INTO radar_packs (pack, radar, bytes) VALUES ($1, $2, $3) ON CONFLICT (pack) DO NOTHING";
            self.link().run(sql, values![layer.pack.clone(), radar, count(layer.bytes)]).await?;
            let sql = "INSERT INTO radar_uses (radar, began, revision, pack) VALUES ($1, $2, $3, $4)
                ON CONFLICT (radar, began, revision, pack) DO NOTHING";
            self.link().run(sql, values![radar, began, revision, layer.pack.clone()]).await?;
        }
        Ok(())
    }

    /// Deletes the frames that ended before a moment, and all that began before another.
    pub async fn delete_radar_frames(
        &self,
        radar: &RadarId,
        ended: Timestamp,
        began: Timestamp,
    ) -> Result<u64> {
        let sql = "DELETE FROM radar_uses WHERE radar = $1 AND (began < $3 OR EXISTS (
            SELECT 1 FROM radar_frames AS gone WHERE gone.radar = radar_uses.radar AND gone.began = radar_uses.began
                AND gone.revision = radar_uses.revision AND gone.ended_at < $2))";
        self.link().run(sql, values![radar.as_str(), ended, began]).await?;
        let sql = "DELETE FROM radar_frames WHERE radar = $1 AND (began < $3 OR ended_at < $2)";
        self.link().run(sql, values![radar.as_str(), ended, began]).await
    }

    /// Forgets everything of a radar but the bytes of its frames: those are told by [`Tx::unused_radar_packs`] then.
    /// Of its source nothing is known any more.
    pub async fn forget_radar(&self, radar: &RadarId) -> Result<()> {
        for sql in [
            "DELETE FROM radar_uses WHERE radar = $1",
            "DELETE FROM radar_frames WHERE radar = $1",
            "DELETE FROM radar_looks WHERE radar = $1",
        ] {
            self.link().run(sql, values![radar.as_str()]).await?;
        }
        self.delete_source(&radar.source()).await.map(drop)
    }

    /// Bytes in the blob store that no frame of a radar uses any more.
    pub async fn unused_radar_packs(&self, radar: &RadarId) -> Result<Vec<String>> {
        let sql = "SELECT pack FROM radar_packs WHERE radar = $1
            AND NOT EXISTS (SELECT 1 FROM radar_uses WHERE radar_uses.pack = radar_packs.pack)";
        let rows = self.link().all(sql, values![radar.as_str()]).await?;
        rows.iter().map(|row| row.columns().text()).collect()
    }

    /// Remembers until when files that no row names were looked for, by the clock of the blob store.
    pub async fn save_radar_swept(&self, until: Timestamp) -> Result<()> {
        self.set_meta(SWEPT, &until.to_string()).await
    }

    /// Forgets bytes that were removed from the blob store.
    pub async fn forget_radar_packs(&self, packs: &[String]) -> Result<()> {
        for pack in packs {
            self.link().run("DELETE FROM radar_packs WHERE pack = $1", values![pack.clone()]).await?;
        }
        Ok(())
    }
}

fn frame_of(radar: &RadarId, row: &Row) -> Result<Frame> {
    let mut columns = row.columns();
    let began = columns.moment()?;
    let id = FrameId::new(began, columns.small()?);
    packed::frame(radar, id, &columns.text()?)
        .map_err(|error| Error::damaged(format!("the frame {id} of {radar}: {error}")))
}
