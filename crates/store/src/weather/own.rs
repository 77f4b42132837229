//! What meteorologists of the station say of a town's days and nights.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, values},
    tx::Tx,
};
use jiff::{Timestamp, civil::Date};
use model::{
    slug::Slug,
    weather::{Own, OwnDraft, Part},
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Said {
    words: String,
    c: Option<f64>,
    note: String,
}

impl Reads {
    /// What stands beyond a moment of a town's days and nights, in order. Whether the day itself is over, the model says.
    pub async fn own_forecasts(&self, town: &Slug, now: Timestamp) -> Result<Vec<Own>> {
        let sql = "SELECT day, part, said, until_at, made_by, made_at FROM own_forecasts
            WHERE town_slug = $1 AND until_at > $2 ORDER BY day, part";
        let rows = self.link.all(sql, values![town, now]).await?;
        rows.iter().map(own_of).collect()
    }
}

impl Tx {
    /// Keeps what is said of a town's day or night, in the place of what was said of it before.
    pub async fn save_own_forecast(&self, town: &Slug, draft: &OwnDraft, by: &str) -> Result<()> {
        let sql = "INSERT INTO own_forecasts (town_slug, day, part, said, until_at, made_by, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (town_slug, day, part) DO UPDATE
            SET said = excluded.said, until_at = excluded.until_at, made_by = excluded.made_by,
                made_at = excluded.made_at";
        let said = Said { words: draft.words.clone(), c: draft.temperature_c, note: draft.note.clone() };
        let said = serde_json::to_string(&said)
            .map_err(|source| Error::Failed { doing: "write a forecast", source: Box::new(source) })?;
        let bound = values![town, draft.day, draft.part.as_str(), said, draft.until, by, self.now()];
        self.link().run(sql, bound).await.map(drop)
    }

    /// Forgets what is said of a town's day or night; whether there was anything.
    pub async fn delete_own_forecast(&self, town: &Slug, day: Date, part: Part) -> Result<bool> {
        let sql = "DELETE FROM own_forecasts WHERE town_slug = $1 AND day = $2 AND part = $3";
        Ok(self.link().run(sql, values![town, day, part.as_str()]).await? > 0)
    }
}

fn own_of(row: &Row) -> Result<Own> {
    let mut columns = row.columns();
    let (day, part) = (columns.date()?, columns.text()?);
    let part = Part::parse(&part)
        .ok_or_else(|| Error::damaged(format!("“{part}” where a half of a day should be")))?;
    let said: Said = serde_json::from_str(&columns.text()?)
        .map_err(|error| Error::damaged(format!("a forecast: {error}")))?;
    let until = columns.moment()?;
    let draft = OwnDraft { day, part, words: said.words, temperature_c: said.c, note: said.note, until };
    Ok(Own { draft, by: columns.text()?, made_at: columns.moment()? })
}
