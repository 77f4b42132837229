//! The air of towns: of each the newest that was accepted, and whether the source has said since that nobody measures near.
//! A failed refresh removes nothing.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::values,
    tx::Tx,
    weather::Fetched,
};
use jiff::Timestamp;
use model::{
    air::{Air, Category, Figure, Pollutant},
    slug::Slug,
    town::Position,
};
use serde::{Deserialize, Serialize};

/// A figure as it is kept, the one that leads first.
#[derive(Serialize, Deserialize)]
struct Stored {
    pollutant: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u32>,
    category: String,
    /// Seconds since 1970.
    at: i64,
    area: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<(f64, f64)>,
    agency: String,
}

impl Reads {
    /// The newest that is known of a town's air.
    pub async fn air(&self, town: &Slug) -> Result<Option<Fetched<Air>>> {
        let sql = "SELECT observed_at, fetched_at, figures FROM airs WHERE town_slug = $1";
        let Some(row) = self.link.one(sql, values![town]).await? else { return Ok(None) };
        let mut columns = row.columns();
        let (at, fetched_at) = (columns.moment()?, columns.moment()?);
        let kept: Vec<Stored> = serde_json::from_str(&columns.text()?)
            .map_err(|error| Error::damaged(format!("the air: {error}")))?;
        let mut figures = kept.into_iter().map(figure);
        let worst = figures.next().ok_or_else(|| Error::damaged("air without a figure"))??;
        let value = Air { at, worst, others: figures.collect::<Result<_>>()? };
        Ok(Some(Fetched { value, at: fetched_at }))
    }

    /// When the source last said that nobody measures near a town; `None` when it never did, or told figures since.
    pub async fn air_unmeasured(&self, town: &Slug) -> Result<Option<Timestamp>> {
        let sql = "SELECT said_at FROM unmeasured_airs WHERE town_slug = $1";
        let row = self.link.one(sql, values![town]).await?;
        row.map(|row| row.columns().moment()).transpose()
    }
}

impl Tx {
    /// Keeps the air of a town in the place of what was known before.
    pub async fn save_air(&self, town: &Slug, air: &Air) -> Result<()> {
        let sql = "INSERT INTO airs (town_slug, observed_at, fetched_at, figures) VALUES ($1, $2, $3, $4)
            ON CONFLICT (town_slug) DO UPDATE SET observed_at = excluded.observed_at,
            fetched_at = excluded.fetched_at, figures = excluded.figures";
        let kept: Vec<Stored> = air.figures().map(stored).collect();
        let figures = serde_json::to_string(&kept)
            .map_err(|source| Error::Failed { doing: "write the air", source: Box::new(source) })?;
        self.link().run(sql, values![town, air.at, self.now(), figures]).await.map(drop)
    }

    /// Forgets that the source said that nobody measures near a town.
    pub async fn delete_air_unmeasured(&self, town: &Slug) -> Result<()> {
        self.link().run("DELETE FROM unmeasured_airs WHERE town_slug = $1", values![town]).await.map(drop)
    }

    /// Keeps that the source says now that nobody measures near a town. The figures that were known stay.
    pub async fn save_air_unmeasured(&self, town: &Slug) -> Result<()> {
        let sql = "INSERT INTO unmeasured_airs (town_slug, said_at) VALUES ($1, $2)
            ON CONFLICT (town_slug) DO UPDATE SET said_at = excluded.said_at";
        self.link().run(sql, values![town, self.now()]).await.map(drop)
    }
}

fn stored(figure: &Figure) -> Stored {
    Stored {
        pollutant: figure.pollutant.as_str().to_owned(),
        index: figure.index,
        category: figure.category.as_str().to_owned(),
        at: figure.at.as_second(),
        area: figure.area.clone(),
        position: figure.position.map(|at| (at.latitude, at.longitude)),
        agency: figure.agency.clone(),
    }
}

fn figure(kept: Stored) -> Result<Figure> {
    let damaged = |what: &str, text: &str| Error::damaged(format!("“{text}” where {what} should be"));
    Ok(Figure {
        pollutant: Pollutant::parse(&kept.pollutant)
            .ok_or_else(|| damaged("a pollutant", &kept.pollutant))?,
        index: kept.index,
        category: Category::parse(&kept.category).ok_or_else(|| damaged("a category", &kept.category))?,
        at: Timestamp::from_second(kept.at).map_err(|error| Error::damaged(format!("the air: {error}")))?,
        area: kept.area,
        position: kept.position.and_then(|(latitude, longitude)| Position::new(latitude, longitude)),
        agency: kept.agency,
    })
}
