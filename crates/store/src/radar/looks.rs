//! Of each radar its newest whole look in colours: one row, written anew with each.

use crate::{error::Result, read::Reads, sql::values, tx::Tx};
use model::radar::{KeptLook, Motion, RadarId};

impl Reads {
    /// The newest whole look of a radar that was kept.
    pub async fn kept_look(&self, radar: &RadarId) -> Result<Option<KeptLook>> {
        let sql = "SELECT measured_at, cleaned, maintenance, towards_deg, speed_mmps,
            agreement_thousandths, colours FROM radar_looks WHERE radar = $1";
        let Some(row) = self.link.one(sql, values![radar.as_str()]).await? else { return Ok(None) };
        let mut columns = row.columns();
        Ok(Some(KeptLook {
            radar: radar.clone(),
            at: columns.moment()?,
            cleaned: columns.int()? != 0,
            maintenance: columns.int()? != 0,
            motion: motion([columns.maybe_int()?, columns.maybe_int()?, columns.maybe_int()?]),
            colours: columns.bytes()?,
        }))
    }
}

impl Tx {
    /// Keeps a look in the place of the one before.
    pub async fn save_kept_look(&self, look: &KeptLook) -> Result<()> {
        let sql = "INSERT INTO radar_looks
                (radar, measured_at, cleaned, maintenance, towards_deg, speed_mmps, agreement_thousandths, colours)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (radar) DO UPDATE SET measured_at = excluded.measured_at, cleaned = excluded.cleaned,
                maintenance = excluded.maintenance, towards_deg = excluded.towards_deg,
                speed_mmps = excluded.speed_mmps, agreement_thousandths = excluded.agreement_thousandths,
                colours = excluded.colours";
        let (cleaned, maintenance) = (i64::from(look.cleaned), i64::from(look.maintenance));
        let bound = values![
            look.radar.as_str(),
            look.at,
            cleaned,
            maintenance,
            look.motion.map(|motion| motion.towards_deg.round() as i64),
            look.motion.map(|motion| in_thousandths(motion.speed_mps)),
            look.motion.map(|motion| in_thousandths(motion.agreement)),
            look.colours.clone(),
        ];
        self.link().run(sql, bound).await.map(drop)
    }
}

/// A motion that was measured has all three.
fn motion([towards_deg, speed_mmps, agreement]: [Option<i64>; 3]) -> Option<Motion> {
    let of_thousandths = |number: i64| number as f64 / 1_000.0;
    Some(Motion {
        towards_deg: towards_deg? as f64,
        speed_mps: of_thousandths(speed_mmps?),
        agreement: of_thousandths(agreement?),
    })
}

/// What is far more exact than it was measured.
fn in_thousandths(number: f64) -> i64 {
    (number * 1_000.0).round() as i64
}
