//! The audit log. Lines are added, never changed.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, Value, count, values},
    tx::Tx,
};
use jiff::Timestamp;
use model::{
    audit::{Actor, Entry},
    id::AuditId,
};

impl Reads {
    /// The log, newest first; of one subject, such as `story:42`, when asked. The flag says whether there is more.
    pub async fn audit_log(
        &self,
        offset: u64,
        limit: u64,
        subject: Option<&str>,
    ) -> Result<(Vec<Entry>, bool)> {
        let mut bound = values![count(limit.saturating_add(1)), count(offset)];
        let mut condition = "";
        if let Some(subject) = subject {
            bound.push(Value::from(subject));
            condition = "WHERE subject = $3";
        }
        let sql = format!(
            "SELECT id, at, who, from_address, verb, subject, note FROM audit {condition}
             ORDER BY id DESC LIMIT $1 OFFSET $2"
        );
        let rows = self.link.all(&sql, bound).await?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > shown;
        Ok((rows.iter().take(shown).map(entry_of).collect::<Result<_>>()?, more))
    }

    /// The moment of the first line: when the station began.
    pub async fn first_deed(&self) -> Result<Option<Timestamp>> {
        let row = self.link.one("SELECT at FROM audit ORDER BY id LIMIT $1", values![1_i64]).await?;
        row.map(|row| row.columns().moment()).transpose()
    }
}

impl Tx {
    /// Adds a line: who did which verb (`story.publish`) to what (`story:42`), now, in a sentence.
    pub async fn audit(&self, actor: &Actor, verb: &str, subject: &str, note: &str) -> Result<AuditId> {
        let (user, from) = match actor {
            Actor::User { id, from, .. } => (Some(id.0), from.clone()),
            Actor::Station { .. } => (None, None),
        };
        let sql = "INSERT INTO audit (at, user_id, who, from_address, verb, subject, note)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
        let bound = values![self.now(), user, actor.name(), from, verb, subject, note];
        let row = self.link().one(sql, bound).await?;
        let row = row.ok_or_else(|| Error::damaged("a new line of the log got no number"))?;
        Ok(AuditId(row.columns().int()?))
    }
}

fn entry_of(row: &Row) -> Result<Entry> {
    let mut columns = row.columns();
    Ok(Entry {
        id: AuditId(columns.int()?),
        at: columns.moment()?,
        who: columns.text()?,
        from: columns.maybe_text()?,
        verb: columns.text()?,
        subject: columns.text()?,
        note: columns.text()?,
    })
}
