//! Notices that the desk keeps. A changed one is changed in place; the audit log has what it said before.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, values},
    tx::Tx,
};
use jiff::Timestamp;
use model::notice::{Draft, Kind, Notice};

const COLUMNS: &str =
    "id, kind, title, place, words, source, begins_at, ends_at, towns, made_at, changed_at, by_name";
/// Most notices in one answer.
const MOST: i64 = 500;

impl Reads {
    /// Notices that are not over at a moment.
    pub async fn notices_in_force(&self, now: Timestamp) -> Result<Vec<Notice>> {
        let sql = format!("SELECT {COLUMNS} FROM notices WHERE ends_at > $1 ORDER BY ends_at, id LIMIT $2");
        let rows = self.link.all(&sql, values![now, MOST]).await?;
        rows.iter().map(notice).collect()
    }

    /// Notices that ended last, newest end first.
    pub async fn notices_over(&self, now: Timestamp, limit: i64) -> Result<Vec<Notice>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM notices WHERE ends_at <= $1 ORDER BY ends_at DESC, id DESC LIMIT $2"
        );
        let rows = self.link.all(&sql, values![now, limit]).await?;
        rows.iter().map(notice).collect()
    }

    /// One notice.
    pub async fn notice(&self, id: i64) -> Result<Option<Notice>> {
        let sql = format!("SELECT {COLUMNS} FROM notices WHERE id = $1");
        self.link.one(&sql, values![id]).await?.as_ref().map(notice).transpose()
    }
}

impl Tx {
    /// Adds a notice. Its number.
    pub async fn insert_notice(&self, draft: &Draft, by: &str) -> Result<i64> {
        let sql = "INSERT INTO notices
            (kind, title, place, words, source, begins_at, ends_at, made_at, changed_at, by_name, towns)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10) RETURNING id";
        let bound = values![
            draft.kind.as_str(),
            &draft.title,
            &draft.place,
            &draft.words,
            &draft.source,
            draft.begins_at,
            draft.ends_at,
            self.now(),
            by,
            &draft.towns,
        ];
        let row = self.link().one(sql, bound).await?;
        row.ok_or_else(|| Error::damaged("a new notice got no number"))?.columns().int()
    }

    /// Changes a notice. `false` when there is none of that number.
    pub async fn save_notice(&self, id: i64, draft: &Draft, by: &str) -> Result<bool> {
        let sql =
            "UPDATE notices SET kind = $2, title = $3, place = $4, words = $5, source = $6, begins_at = $7,
            ends_at = $8, changed_at = $9, by_name = $10, towns = $11 WHERE id = $1";
        let bound = values![
            id,
            draft.kind.as_str(),
            &draft.title,
            &draft.place,
            &draft.words,
            &draft.source,
            draft.begins_at,
            draft.ends_at,
            self.now(),
            by,
            &draft.towns,
        ];
        Ok(self.link().run(sql, bound).await? > 0)
    }
}

fn notice(row: &Row) -> Result<Notice> {
    let mut columns = row.columns();
    let (id, kind) = (columns.int()?, columns.text()?);
    let kind = Kind::parse(&kind)
        .ok_or_else(|| Error::damaged(format!("“{kind}” where a kind of notice should be")))?;
    let draft = Draft {
        kind,
        title: columns.text()?,
        place: columns.text()?,
        words: columns.text()?,
        source: columns.text()?,
        begins_at: columns.moment()?,
        ends_at: columns.moment()?,
        towns: columns.slugs()?,
    };
    Ok(Notice { id, draft, made_at: columns.moment()?, changed_at: columns.moment()?, by: columns.text()? })
}
