//! Where zones are: each fetched once and kept, as alerts name them again and again.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, values},
    tx::Tx,
};
use jiff::Timestamp;
use model::alert::{Zone, ZoneKind, ZoneShape};
use std::collections::BTreeSet;

/// The most zones that one question asks for; an alert has been seen to name about two hundred.
const MOST: usize = 600;

impl Reads {
    /// The shapes that are kept of these zones, in no order; zones that have none are not among them.
    pub async fn zone_shapes(&self, zones: &BTreeSet<Zone>) -> Result<Vec<ZoneShape>> {
        let mut shapes = Vec::new();
        for zone in zones.iter().take(MOST) {
            let sql = "SELECT kind, code, name, shape FROM zone_shapes WHERE kind = $1 AND code = $2";
            let row = self.link.one(sql, values![zone.kind.as_str(), zone.code.as_str()]).await?;
            let shape = row.as_ref().map(shape_of).transpose()?;
            shapes.extend(shape.filter(|shape| !shape.packed.is_empty()));
        }
        Ok(shapes)
    }

    /// Every zone that was asked for, whether it had a shape or not.
    pub async fn zones_asked(&self) -> Result<BTreeSet<Zone>> {
        let rows = self.link.all("SELECT kind, code FROM zone_shapes", values![]).await?;
        let zone = |row: &Row| {
            let mut columns = row.columns();
            let kind = kind_of(&columns.text()?)?;
            Ok(Zone { kind, code: columns.text()? })
        };
        rows.iter().map(zone).collect()
    }
}

impl Reads {
    /// Something that is another when the shapes that are kept are others.
    pub async fn zone_shapes_mark(&self) -> Result<(i64, Option<Timestamp>)> {
        let row = self.link.one("SELECT COUNT(*), MAX(fetched_at) FROM zone_shapes", values![]).await?;
        let Some(row) = row else { return Ok((0, None)) };
        let mut columns = row.columns();
        Ok((columns.int()?, columns.maybe_moment()?))
    }
}

impl Tx {
    /// Keeps where a zone is, in the place of what was kept of it. One without bytes was asked for and has no shape.
    pub async fn save_zone_shape(&self, shape: &ZoneShape) -> Result<()> {
        let sql = "INSERT INTO zone_shapes (kind, code, name, shape, fetched_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (kind, code) DO UPDATE
            SET name = excluded.name, shape = excluded.shape, fetched_at = excluded.fetched_at";
        let ZoneShape { zone, name, packed } = shape;
        let bound =
            values![zone.kind.as_str(), zone.code.as_str(), name.as_str(), packed.clone(), self.now()];
        self.link().run(sql, bound).await.map(drop)
    }
}

fn shape_of(row: &Row) -> Result<ZoneShape> {
    let mut columns = row.columns();
    let kind = kind_of(&columns.text()?)?;
    let zone = Zone { kind, code: columns.text()? };
    Ok(ZoneShape { zone, name: columns.text()?, packed: columns.bytes()? })
}

fn kind_of(text: &str) -> Result<ZoneKind> {
    ZoneKind::parse(text).ok_or_else(|| Error::damaged(format!("“{text}” where a map of zones should be")))
}
