//! Nights of public-data tables. Nothing is ever overwritten: a night is accepted or held, a held one is accepted by
//! a person, dropped by a person, or superseded by a later one. A day may be accepted again with other figures: then it
//! has one more edition, and the newest counts.

mod described;
mod history;
mod packed;

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, count, values},
    tx::Tx,
};
use jiff::{Timestamp, civil::Date};
use model::{
    id::SnapshotId,
    slug::Slug,
    table::{Current, Delivery, Gate, Held, Outcome, Past, Snapshot, Verdict},
};
use serde::{Deserialize, Serialize};

pub use history::{Update, UpdateKind};

#[derive(Serialize, Deserialize)]
struct StoredOutcome {
    gate: String,
    verdict: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    words: String,
}

/// Most notes in one answer.
const NOTES: i64 = 100;

impl Reads {
    /// What readers may see of a table now. A table that never had a night is empty, not an error.
    pub async fn table(&self, table: &Slug) -> Result<Current> {
        let sql = "SELECT as_of, fetched_at, figures FROM nights WHERE table_slug = $1 AND state = 'accepted'
            ORDER BY as_of DESC, id DESC LIMIT 1";
        let shown = self.link.one(sql, values![table]).await?;
        let sql = "SELECT as_of, fetched_at, figures, outcomes FROM nights
            WHERE table_slug = $1 AND state = 'held' ORDER BY as_of DESC, id DESC LIMIT 1";
        let held = self.link.one(sql, values![table]).await?;
        Ok(Current {
            shown: shown.as_ref().map(snapshot_of).transpose()?,
            held: held.as_ref().map(held_of).transpose()?,
        })
    }

    /// The newest accepted figures of a day.
    pub async fn table_on(&self, table: &Slug, day: Date) -> Result<Option<Snapshot>> {
        let sql = "SELECT as_of, fetched_at, figures FROM nights
            WHERE table_slug = $1 AND state = 'accepted' AND as_of = $2 ORDER BY id DESC LIMIT 1";
        let row = self.link.one(sql, values![table, day]).await?;
        row.as_ref().map(snapshot_of).transpose()
    }

    /// The newest accepted figures of each of the last days before one, newest day first.
    pub async fn table_before(&self, table: &Slug, day: Date, days: u32) -> Result<Vec<Snapshot>> {
        // Editions of one day stand together, so twice the days and some more is enough for all but a stormy month.
        let sql = "SELECT as_of, fetched_at, figures FROM nights
            WHERE table_slug = $1 AND state = 'accepted' AND as_of < $2 ORDER BY as_of DESC, id DESC LIMIT $3";
        let most = i64::from(days) * 2 + 20;
        let rows = self.link.all(sql, values![table, day, most]).await?;
        let mut snapshots: Vec<Snapshot> = Vec::new();
        for row in &rows {
            let of = row.columns().date()?;
            if snapshots.last().is_some_and(|last| last.as_of == of) {
                continue;
            }
            if snapshots.len() >= days as usize {
                break;
            }
            snapshots.push(snapshot_of(row)?);
        }
        Ok(snapshots)
    }

    /// What new figures of a day are compared with.
    pub async fn table_past(&self, table: &Slug, day: Date) -> Result<Past> {
        let sql = "SELECT file_bytes FROM nights WHERE table_slug = $1 AND state = 'accepted'
            ORDER BY as_of DESC, id DESC LIMIT 1";
        let bytes = self.link.one(sql, values![table]).await?;
        Ok(Past {
            shown: self.table(table).await?.shown,
            same_day: self.table_on(table, day).await?,
            before: self.table_before(table, day, Past::DAYS).await?,
            bytes: bytes.map(|row| row.columns().count()).transpose()?,
        })
    }

    /// The days that have accepted figures, newest first, and when their newest figures were fetched.
    pub async fn table_days(&self, table: &Slug, limit: u64) -> Result<Vec<(Date, Timestamp)>> {
        let sql = "SELECT as_of, MAX(fetched_at) FROM nights WHERE table_slug = $1 AND state = 'accepted'
            GROUP BY as_of ORDER BY as_of DESC LIMIT $2";
        let rows = self.link.all(sql, values![table, count(limit)]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                Ok((columns.date()?, columns.moment()?))
            })
            .collect()
    }

    /// What was said publicly when figures were accepted by hand, newest first, and when.
    pub async fn table_notes(&self, table: &Slug) -> Result<Vec<(Timestamp, String)>> {
        let sql = "SELECT decided_at, note FROM nights
            WHERE table_slug = $1 AND state = 'accepted' AND note IS NOT NULL ORDER BY decided_at DESC, id DESC LIMIT $2";
        let rows = self.link.all(sql, values![table, NOTES]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                Ok((columns.moment()?, columns.text()?))
            })
            .collect()
    }
}

impl Tx {
    /// Adds a night, accepted or held, with the verdict of every gate. A night of this day that was held until now is
    /// superseded, and so is one of an earlier day, unless it would have revised what is shown of that day.
    pub async fn append_night(
        &self,
        table: &Slug,
        delivery: &Delivery,
        accepted: bool,
        outcomes: &[Outcome],
        note: Option<&str>,
    ) -> Result<SnapshotId> {
        let snapshot = &delivery.snapshot;
        let sql = "UPDATE nights SET state = 'superseded' WHERE table_slug = $1 AND state = 'held'
            AND (as_of = $2 OR as_of < $2 AND NOT EXISTS (SELECT 1 FROM nights AS shown
                WHERE shown.table_slug = $1 AND shown.state = 'accepted' AND shown.as_of = nights.as_of))";
        self.link().run(sql, values![table, snapshot.as_of]).await?;
        let measures = snapshot.rows.values().map(Vec::len).max().unwrap_or(0);
        let sums = snapshot.sums(measures);
        let figures = packed::pack(&snapshot.rows, snapshot.published_totals.as_ref(), &sums)?;
        let sql = "INSERT INTO nights
            (table_slug, as_of, fetched_at, state, figures, file_bytes, outcomes, note, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
        let bound = values![
            table,
            snapshot.as_of,
            snapshot.fetched_at,
            if accepted { "accepted" } else { "held" },
            figures,
            count(delivery.bytes),
            write(&outcomes.iter().map(stored_outcome).collect::<Vec<_>>())?,
            note,
            self.now(),
        ];
        let row = self.link().one(sql, bound).await?;
        let row = row.ok_or_else(|| Error::damaged("a new night got no number"))?;
        Ok(SnapshotId(row.columns().int()?))
    }

    /// Accepts the held night that people see (the newest) with a public note. `false` when none is held.
    pub async fn accept_held(&self, table: &Slug, note: &str) -> Result<bool> {
        let sql = "UPDATE nights SET state = 'accepted', note = $2, decided_at = $3 WHERE id =
            (SELECT id FROM nights WHERE table_slug = $1 AND state = 'held' ORDER BY as_of DESC, id DESC LIMIT 1)";
        Ok(self.link().run(sql, values![table, note, self.now()]).await? > 0)
    }

    /// Drops the held night that people see (the newest). `false` when none is held.
    pub async fn drop_held(&self, table: &Slug) -> Result<bool> {
        let sql = "UPDATE nights SET state = 'dropped', decided_at = $2 WHERE id =
            (SELECT id FROM nights WHERE table_slug = $1 AND state = 'held' ORDER BY as_of DESC, id DESC LIMIT 1)";
        Ok(self.link().run(sql, values![table, self.now()]).await? > 0)
    }
}

/// Day, moment and figures, in this order.
fn snapshot_of(row: &Row) -> Result<Snapshot> {
    let mut columns = row.columns();
    let as_of = columns.date()?;
    let fetched_at = columns.moment()?;
    let night = packed::unpack(&columns.bytes()?)?;
    Ok(Snapshot { as_of, fetched_at, rows: night.rows, published_totals: night.published_totals })
}

fn held_of(row: &Row) -> Result<Held> {
    let snapshot = snapshot_of(row)?;
    let mut columns = row.columns();
    for _ in ["as_of", "fetched_at", "figures"] {
        columns.skip();
    }
    Ok(Held { snapshot, outcomes: outcomes_of(&columns.text()?)? })
}

fn outcomes_of(text: &str) -> Result<Vec<Outcome>> {
    let stored: Vec<StoredOutcome> = serde_json::from_str(text)
        .map_err(|error| Error::damaged(format!("the gates of a night: {error}")))?;
    stored.into_iter().map(outcome_of).collect()
}

fn stored_outcome(outcome: &Outcome) -> StoredOutcome {
    let (verdict, words) = match &outcome.verdict {
        Verdict::Passed => ("passed", ""),
        Verdict::Failed(words) => ("failed", words.as_str()),
        Verdict::NotApplied(words) => ("not-applied", words.as_str()),
    };
    StoredOutcome {
        gate: outcome.gate.as_str().to_owned(),
        verdict: verdict.to_owned(),
        words: words.to_owned(),
    }
}

fn outcome_of(stored: StoredOutcome) -> Result<Outcome> {
    let gate = Gate::parse(&stored.gate)
        .ok_or_else(|| Error::damaged(format!("“{}” where a gate should be", stored.gate)))?;
    let verdict = match stored.verdict.as_str() {
        "passed" => Verdict::Passed,
        "failed" => Verdict::Failed(stored.words),
        "not-applied" => Verdict::NotApplied(stored.words),
        other => return Err(Error::damaged(format!("“{other}” where a verdict should be"))),
    };
    Ok(Outcome { gate, verdict })
}

fn write(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|source| Error::Failed { doing: "write the gates of a night", source: Box::new(source) })
}
