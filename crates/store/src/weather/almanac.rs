//! Almanacs of towns: one for each local day of which a report told.

use super::Fetched;
use crate::{
    error::{Error, Result},
    read::Reads,
    sql::values,
    tx::Tx,
};
use jiff::civil::Date;
use model::{
    slug::Slug,
    weather::{Almanac, Usual},
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Said {
    place: String,
    issued: String,
    normals: Option<(i16, i16)>,
    since: Option<i16>,
    high: SaidUsual,
    low: SaidUsual,
}

#[derive(Serialize, Deserialize)]
struct SaidUsual {
    normal: Option<f64>,
    record: Option<f64>,
    years: Vec<i16>,
}

impl Reads {
    /// What is known of a town's local day.
    pub async fn almanac(&self, town: &Slug, day: Date) -> Result<Option<Fetched<Almanac>>> {
        let sql = "SELECT said, fetched_at FROM almanacs WHERE town_slug = $1 AND day = $2";
        let Some(row) = self.link.one(sql, values![town, day]).await? else { return Ok(None) };
        let mut columns = row.columns();
        let said: Said = serde_json::from_str(&columns.text()?)
            .map_err(|error| Error::damaged(format!("an almanac: {error}")))?;
        let usual =
            |said: SaidUsual| Usual { normal_c: said.normal, record_c: said.record, years: said.years };
        let value = Almanac {
            day,
            place: said.place,
            issued: said.issued.parse().map_err(|error| Error::damaged(format!("an almanac: {error}")))?,
            normals_of: said.normals,
            records_since: said.since,
            high: usual(said.high),
            low: usual(said.low),
        };
        Ok(Some(Fetched { value, at: columns.moment()? }))
    }
}

impl Tx {
    /// Keeps what is known of a town's day, in the place of what was known of it.
    pub async fn save_almanac(&self, town: &Slug, almanac: &Almanac) -> Result<()> {
        let usual = |usual: &Usual| SaidUsual {
            normal: usual.normal_c,
            record: usual.record_c,
            years: usual.years.clone(),
        };
        let said = Said {
            place: almanac.place.clone(),
            issued: almanac.issued.to_string(),
            normals: almanac.normals_of,
            since: almanac.records_since,
            high: usual(&almanac.high),
            low: usual(&almanac.low),
        };
        let said = serde_json::to_string(&said)
            .map_err(|source| Error::Failed { doing: "write an almanac", source: Box::new(source) })?;
        let sql = "INSERT INTO almanacs (town_slug, day, fetched_at, said) VALUES ($1, $2, $3, $4)
            ON CONFLICT (town_slug, day) DO UPDATE SET fetched_at = excluded.fetched_at, said = excluded.said";
        self.link().run(sql, values![town, almanac.day, self.now(), said]).await.map(drop)
    }
}
