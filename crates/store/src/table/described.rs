//! What the desk has written down about its tables. Nothing is overwritten: the newest row of a table counts.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, values},
    tx::Tx,
};
use model::{slug::Slug, table::Description};

impl Reads {
    /// The newest description of every table of the desk, by address; of those that are switched off too.
    pub async fn table_descriptions(&self) -> Result<Vec<Description>> {
        let sql = "SELECT id, slug, description, is_on, at, by_name FROM described_tables
            WHERE id IN (SELECT MAX(id) FROM described_tables GROUP BY slug) ORDER BY slug";
        self.link.all(sql, values![]).await?.iter().map(description_of).collect()
    }

    /// The newest description of one.
    pub async fn table_description(&self, table: &Slug) -> Result<Option<Description>> {
        let sql = "SELECT id, slug, description, is_on, at, by_name FROM described_tables
            WHERE slug = $1 ORDER BY id DESC LIMIT 1";
        self.link.one(sql, values![table]).await?.as_ref().map(description_of).transpose()
    }
}

impl Tx {
    /// Writes one more description down; answers its number.
    pub async fn describe_table(&self, table: &Slug, text: &str, is_on: bool, by: &str) -> Result<i64> {
        let sql = "INSERT INTO described_tables (slug, description, is_on, at, by_name)
            VALUES ($1, $2, $3, $4, $5) RETURNING id";
        let row = self.link().one(sql, values![table, text, i64::from(is_on), self.now(), by]).await?;
        row.ok_or_else(|| Error::damaged("a description got no number"))?.columns().int()
    }
}

fn description_of(row: &Row) -> Result<Description> {
    let mut columns = row.columns();
    Ok(Description {
        id: columns.int()?,
        slug: columns.slug()?,
        text: columns.text()?,
        is_on: columns.int()? != 0,
        at: columns.moment()?,
        by: columns.text()?,
    })
}
