//! Of each radar its newest whole look in colours: one row, written anew with each.

use crate::{error::Result, read::Reads, sql::values, tx::Tx};
use model::radar::{KeptLook, RadarId};

impl Reads {
    /// The newest whole look of a radar that was kept.
    pub async fn kept_look(&self, radar: &RadarId) -> Result<Option<KeptLook>> {
        let sql = "SELECT measured_at, cleaned, maintenance, said, colours FROM radar_looks WHERE radar = $1";
        let Some(row) = self.link.one(sql, values![radar.as_str()]).await? else { return Ok(None) };
        let mut columns = row.columns();
        Ok(Some(KeptLook {
            radar: radar.clone(),
            at: columns.moment()?,
            cleaned: columns.int()? != 0,
            maintenance: columns.int()? != 0,
            said: columns.text()?,
            colours: columns.bytes()?,
        }))
    }
}

impl Tx {
    /// Keeps a look in the place of the one before.
    pub async fn save_kept_look(&self, look: &KeptLook) -> Result<()> {
        let sql = "INSERT INTO radar_looks (radar, measured_at, cleaned, maintenance, said, colours)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (radar) DO UPDATE SET measured_at = excluded.measured_at, cleaned = excluded.cleaned,
                maintenance = excluded.maintenance, said = excluded.said, colours = excluded.colours";
        let (cleaned, maintenance) = (i64::from(look.cleaned), i64::from(look.maintenance));
        let bound = values![
            look.radar.as_str(),
            look.at,
            cleaned,
            maintenance,
            look.said.clone(),
            look.colours.clone(),
        ];
        self.link().run(sql, bound).await.map(drop)
    }
}
