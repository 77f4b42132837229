//! Readings that a gate refused: of each station of a town the last, until a newer one passes.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::values,
    tx::Tx,
};
use model::{
    slug::Slug,
    town::StationId,
    weather::{Gate, Refusal},
};

impl Reads {
    /// What is refused of a town's stations now, by the names of the stations.
    pub async fn refused_readings(&self, town: &Slug) -> Result<Vec<Refusal>> {
        let sql = "SELECT station, dated, temperature_tenths, gate, words, since FROM refused_readings
            WHERE town_slug = $1 ORDER BY station LIMIT 100";
        let rows = self.link.all(sql, values![town]).await?;
        let refusal = |row: &crate::sql::Row| {
            let mut columns = row.columns();
            let station = columns.text()?;
            let (at, tenths) = (columns.maybe_moment()?, columns.maybe_int()?);
            let gate = columns.text()?;
            Ok(Refusal {
                station: StationId::parse(&station).map_err(|error| Error::damaged(error.to_string()))?,
                at,
                temperature_tenths: tenths,
                gate: Gate::parse(&gate)
                    .ok_or_else(|| Error::damaged(format!("“{gate}” where a gate should be")))?,
                words: columns.text()?,
                since: columns.moment()?,
            })
        };
        rows.iter().map(refusal).collect()
    }
}

impl Tx {
    /// Keeps that a reading of a station was refused, in the place of what was known of it.
    pub async fn save_refused_reading(&self, town: &Slug, refusal: &Refusal) -> Result<()> {
        let sql =
            "INSERT INTO refused_readings (town_slug, station, dated, temperature_tenths, gate, words, since)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (town_slug, station) DO UPDATE SET dated = excluded.dated,
            temperature_tenths = excluded.temperature_tenths, gate = excluded.gate, words = excluded.words,
            since = excluded.since";
        let bound = values![
            town,
            refusal.station.as_str(),
            refusal.at,
            refusal.temperature_tenths,
            refusal.gate.as_str(),
            &refusal.words,
            refusal.since,
        ];
        self.link().run(sql, bound).await.map(drop)
    }

    /// The readings of a station pass again.
    pub async fn delete_refused_reading(&self, town: &Slug, station: &StationId) -> Result<()> {
        let sql = "DELETE FROM refused_readings WHERE town_slug = $1 AND station = $2";
        self.link().run(sql, values![town, station.as_str()]).await.map(drop)
    }
}
