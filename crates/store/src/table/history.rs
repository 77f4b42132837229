//! A table through time: one row over the days, what happened to the table, and what was revised.

use super::{outcomes_of, packed, snapshot_of};
use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{count, values},
};
use jiff::{Timestamp, civil::Date};
use model::{
    slug::Slug,
    table::{Edition, Gate, Revision, Verdict, revisions},
};

/// Something that happened to a table, for its feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// Number of the night; it never changes.
    pub id: i64,
    /// The day that the figures speak of.
    pub as_of: Date,
    /// When it happened.
    pub at: Timestamp,
    /// What.
    pub kind: UpdateKind,
    /// The checks that the figures did not pass; of shown ones, those that a person looked at and let be.
    pub failed: Vec<Gate>,
    /// What a person said publicly.
    pub note: Option<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateKind {
    /// New figures are shown.
    Shown,
    /// New figures did not pass the checks and were kept back (whatever became of them later).
    Held,
}

/// Days of a series; more than any chart shows.
const SERIES: i64 = 4_000;

impl Reads {
    /// One row (or the totals, without a key) over the days since one, oldest first: the newest accepted figures of
    /// each day. A day on which the row does not exist is not in it.
    pub async fn table_series(
        &self,
        table: &Slug,
        key: Option<&str>,
        since: Date,
    ) -> Result<Vec<(Date, Vec<Option<i64>>)>> {
        let sql = "SELECT as_of, figures FROM nights
            WHERE table_slug = $1 AND state = 'accepted' AND as_of >= $2 ORDER BY as_of DESC, id DESC LIMIT $3";
        let rows = self.link.all(sql, values![table, since, SERIES]).await?;
        let mut series: Vec<(Date, Vec<Option<i64>>)> = Vec::new();
        let mut told = None;
        for row in &rows {
            let mut columns = row.columns();
            let day = columns.date()?;
            if told == Some(day) {
                continue;
            }
            told = Some(day);
            if let Some(figures) = packed::row(&columns.bytes()?, key)? {
                series.push((day, figures));
            }
        }
        series.reverse();
        Ok(series)
    }

    /// What happened to a table, newest first.
    pub async fn table_updates(&self, table: &Slug, limit: u64) -> Result<Vec<Update>> {
        let sql = "SELECT id, as_of, decided_at, outcomes, note FROM nights
            WHERE table_slug = $1 AND state = $2 ORDER BY as_of DESC, id DESC LIMIT $3";
        let mut updates = Vec::new();
        for (state, kind) in [
            ("accepted", UpdateKind::Shown),
            ("held", UpdateKind::Held),
            ("dropped", UpdateKind::Held),
            ("superseded", UpdateKind::Held),
        ] {
            for row in self.link.all(sql, values![table, state, count(limit)]).await? {
                let mut columns = row.columns();
                let (id, as_of, at) = (columns.int()?, columns.date()?, columns.moment()?);
                let failed = failed_of(&columns.text()?)?;
                updates.push(Update { id, as_of, at, kind, failed, note: columns.maybe_text()? });
            }
        }
        updates.sort_by(|a, b| b.at.cmp(&a.at).then(b.id.cmp(&a.id)));
        updates.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(updates)
    }

    /// The days since one that have been accepted more than once.
    pub async fn table_revised_days(&self, table: &Slug, since: Date) -> Result<Vec<Date>> {
        let sql = "SELECT as_of FROM nights WHERE table_slug = $1 AND state = 'accepted' AND as_of >= $2
            GROUP BY as_of HAVING COUNT(*) > 1 ORDER BY as_of DESC LIMIT $3";
        let rows = self.link.all(sql, values![table, since, SERIES]).await?;
        rows.iter().map(|row| row.columns().date()).collect()
    }

    /// The days since one on which this row was said otherwise later. Only the row is unpacked, not the whole table.
    pub async fn table_row_revised_days(&self, table: &Slug, key: &str, since: Date) -> Result<Vec<Date>> {
        let sql = "SELECT as_of, figures FROM nights
            WHERE table_slug = $1 AND state = 'accepted' AND as_of >= $2 AND as_of IN
                (SELECT as_of FROM nights WHERE table_slug = $1 AND state = 'accepted' AND as_of >= $2
                    GROUP BY as_of HAVING COUNT(*) > 1)
            ORDER BY as_of DESC, id DESC LIMIT $3";
        let rows = self.link.all(sql, values![table, since, SERIES]).await?;
        let mut editions = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut columns = row.columns();
            let day = columns.date()?;
            editions.push((day, packed::row(&columns.bytes()?, Some(key))?));
        }
        let pairs = editions.windows(2);
        let revised = pairs.filter(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1);
        let mut days: Vec<Date> = revised.map(|pair| pair[0].0).collect();
        days.dedup();
        Ok(days)
    }

    /// What was said of a day and later said otherwise, newest first, among the last days that have been revised.
    pub async fn table_revisions(&self, table: &Slug, days: u64) -> Result<Vec<Revision>> {
        let sql = "SELECT as_of FROM nights WHERE table_slug = $1 AND state = 'accepted'
            GROUP BY as_of HAVING COUNT(*) > 1 ORDER BY as_of DESC LIMIT $2";
        let mut editions = Vec::new();
        for row in self.link.all(sql, values![table, count(days)]).await? {
            editions.extend(self.table_editions(table, row.columns().date()?).await?);
        }
        Ok(revisions(editions))
    }

    /// Every edition of a day, oldest first.
    pub async fn table_editions(&self, table: &Slug, day: Date) -> Result<Vec<Edition>> {
        let sql = "SELECT as_of, fetched_at, figures, decided_at, note FROM nights
            WHERE table_slug = $1 AND state = 'accepted' AND as_of = $2 ORDER BY id";
        let rows = self.link.all(sql, values![table, day]).await?;
        rows.iter()
            .map(|row| {
                let snapshot = snapshot_of(row)?;
                let mut columns = row.columns();
                for _ in ["as_of", "fetched_at", "figures"] {
                    columns.skip();
                }
                Ok::<_, Error>(Edition { snapshot, since: columns.moment()?, note: columns.maybe_text()? })
            })
            .collect()
    }
}

fn failed_of(outcomes: &str) -> Result<Vec<Gate>> {
    let outcomes = outcomes_of(outcomes)?.into_iter();
    let failed = outcomes.filter(|outcome| matches!(outcome.verdict, Verdict::Failed(_)));
    Ok(failed.map(|outcome| outcome.gate).collect())
}
