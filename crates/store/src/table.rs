//! Nights of public-data tables. Nothing is ever overwritten: a night is accepted or held, a held one is accepted by
//! a person, dropped by a person, or superseded by the next night.

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
    table::{Current, Gate, Held, Outcome, Snapshot, Verdict},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
struct StoredFigures {
    rows: BTreeMap<String, Vec<Option<i64>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published_totals: Option<Vec<Option<i64>>>,
}

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
        let sql =
            "SELECT as_of, fetched_at, figures FROM snapshots WHERE table_slug = $1 AND state = 'accepted'
            ORDER BY as_of DESC, id DESC LIMIT 1";
        let shown = self.link.one(sql, values![table]).await?;
        let sql = "SELECT as_of, fetched_at, figures, outcomes FROM snapshots
            WHERE table_slug = $1 AND state = 'held' ORDER BY as_of DESC, id DESC LIMIT 1";
        let held = self.link.one(sql, values![table]).await?;
        Ok(Current {
            shown: shown.as_ref().map(snapshot_of).transpose()?,
            held: held.as_ref().map(held_of).transpose()?,
        })
    }

    /// The newest accepted figures of a day.
    pub async fn table_snapshot(&self, table: &Slug, day: Date) -> Result<Option<Snapshot>> {
        let sql = "SELECT as_of, fetched_at, figures FROM snapshots
            WHERE table_slug = $1 AND state = 'accepted' AND as_of = $2 ORDER BY id DESC LIMIT 1";
        let row = self.link.one(sql, values![table, day]).await?;
        row.as_ref().map(snapshot_of).transpose()
    }

    /// The days that have accepted figures, newest first, and when their newest figures were fetched.
    pub async fn table_days(&self, table: &Slug, limit: u64) -> Result<Vec<(Date, Timestamp)>> {
        let sql = "SELECT as_of, MAX(fetched_at) FROM snapshots WHERE table_slug = $1 AND state = 'accepted'
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
        let sql = "SELECT decided_at, note FROM snapshots
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
    /// Adds a night, accepted or held, with the verdict of every gate. A night that was held until now is superseded:
    /// there is at most one to look at.
    pub async fn append_snapshot(
        &self,
        table: &Slug,
        snapshot: &Snapshot,
        accepted: bool,
        outcomes: &[Outcome],
        note: Option<&str>,
    ) -> Result<SnapshotId> {
        let sql = "UPDATE snapshots SET state = 'superseded' WHERE table_slug = $1 AND state = 'held'";
        self.link().run(sql, values![table]).await?;
        let figures = StoredFigures {
            rows: snapshot.rows.clone(),
            published_totals: snapshot.published_totals.clone(),
        };
        let sql = "INSERT INTO snapshots (table_slug, as_of, fetched_at, state, figures, outcomes, note, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
        let bound = values![
            table,
            snapshot.as_of,
            snapshot.fetched_at,
            if accepted { "accepted" } else { "held" },
            write(&figures)?,
            write(&outcomes.iter().map(stored_outcome).collect::<Vec<_>>())?,
            note,
            self.now(),
        ];
        let row = self.link().one(sql, bound).await?;
        let row = row.ok_or_else(|| Error::damaged("a new night got no number"))?;
        Ok(SnapshotId(row.columns().int()?))
    }

    /// Accepts the held night with a public note. `false` when none is held.
    pub async fn accept_held(&self, table: &Slug, note: &str) -> Result<bool> {
        let sql = "UPDATE snapshots SET state = 'accepted', note = $2, decided_at = $3
            WHERE table_slug = $1 AND state = 'held'";
        Ok(self.link().run(sql, values![table, note, self.now()]).await? > 0)
    }

    /// Drops the held night. `false` when none is held.
    pub async fn drop_held(&self, table: &Slug) -> Result<bool> {
        let sql = "UPDATE snapshots SET state = 'dropped', decided_at = $2 WHERE table_slug = $1 AND state = 'held'";
        Ok(self.link().run(sql, values![table, self.now()]).await? > 0)
    }
}

fn snapshot_of(row: &Row) -> Result<Snapshot> {
    let mut columns = row.columns();
    let as_of = columns.date()?;
    let fetched_at = columns.moment()?;
    let figures: StoredFigures = read(&columns.text()?, "the figures of a night")?;
    Ok(Snapshot { as_of, fetched_at, rows: figures.rows, published_totals: figures.published_totals })
}

fn held_of(row: &Row) -> Result<Held> {
    let snapshot = snapshot_of(row)?;
    let mut columns = row.columns();
    for _ in ["as_of", "fetched_at", "figures"] {
        columns.skip();
    }
    let stored: Vec<StoredOutcome> = read(&columns.text()?, "the gates of a night")?;
    Ok(Held { snapshot, outcomes: stored.into_iter().map(outcome_of).collect::<Result<_>>()? })
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
        .map_err(|source| Error::Failed { doing: "write figures", source: Box::new(source) })
}

fn read<T: DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::damaged(format!("{what}: {error}")))
}
