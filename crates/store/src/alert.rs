//! Alerts: messages are only ever added. From when each is over, and in which chain it stands, is worked out by
//! `model::alert::settle` among the messages that are tied to it, and kept beside it.

mod entries;
mod stored;

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Columns, Row, count, places, values},
    tx::Tx,
};
use jiff::Timestamp;
use model::alert::{Alert, Kept, Reach, chain};

/// The columns of a kept message, in the order in which they are read.
const COLUMNS: &str = "id, chain, received_at, over_at, covered, towns, message";
/// Most messages in one answer.
const MOST: u64 = 2_000;
/// Most ties in one question: as many references as a message may have, its own names and its events.
const TIES: usize = 1_200;

impl Reads {
    /// Messages for the coverage area that are not over at a moment, the first to end first.
    pub async fn alerts_in_force(&self, now: Timestamp) -> Result<Vec<Kept>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM alerts WHERE over_at > $1 AND covered = 1 ORDER BY over_at, id LIMIT $2"
        );
        let rows = self.link.all(&sql, values![now, count(MOST)]).await?;
        rows.iter().map(kept).collect()
    }

    /// The messages that came last, newest first.
    pub async fn alerts_lately(&self, limit: u64) -> Result<Vec<Kept>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM alerts WHERE covered = 1 AND received_at > $1
            ORDER BY received_at DESC, id DESC LIMIT $2"
        );
        let rows = self.link.all(&sql, values![Timestamp::MIN, count(limit)]).await?;
        rows.iter().map(kept).collect()
    }

    /// One message.
    pub async fn alert(&self, id: i64) -> Result<Option<Kept>> {
        let sql = format!("SELECT {COLUMNS} FROM alerts WHERE id = $1");
        self.link.one(&sql, values![id]).await?.as_ref().map(kept).transpose()
    }

    /// The messages of a chain, oldest first.
    pub async fn alert_chain(&self, chain: i64) -> Result<Vec<Kept>> {
        let sql = format!("SELECT {COLUMNS} FROM alerts WHERE chain = $1 ORDER BY sent, id LIMIT $2");
        let rows = self.link.all(&sql, values![chain, count(MOST)]).await?;
        rows.iter().map(kept).collect()
    }

    /// The messages that are tied to one by names or events.
    pub async fn alert_family(&self, alert: &Alert) -> Result<Vec<Kept>> {
        let ties: Vec<String> = chain::ties(alert).into_iter().take(TIES).collect();
        let sql = format!(
            "SELECT {COLUMNS} FROM alerts WHERE id IN (SELECT alert FROM alert_ties WHERE tie IN ({})) ORDER BY id",
            places(1, ties.len())
        );
        let rows = self.link.all(&sql, ties.into_iter().map(Into::into).collect()).await?;
        rows.iter().map(kept).collect()
    }

    /// The number of a message that is kept word for word, and whom it was found to concern.
    pub async fn alert_known(&self, alert: &Alert) -> Result<Option<(i64, Reach)>> {
        let sql = "SELECT id, covered, towns FROM alerts WHERE digest = $1";
        let Some(row) = self.link.one(sql, values![digest(&stored::identity(alert)?)]).await? else {
            return Ok(None);
        };
        let mut columns = row.columns();
        let id = columns.int()?;
        Ok(Some((id, reach(&mut columns)?)))
    }
}

impl Tx {
    /// Adds a message, in a chain of its own, over at its own end. Its number.
    pub async fn append_alert(&self, alert: &Alert, reach: &Reach) -> Result<i64> {
        let message = stored::write(alert)?;
        let sql = "INSERT INTO alerts
            (chain, sender, identifier, digest, sent, received_at, over_at, covered, towns, message)
            VALUES (0, $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
        let bound = values![
            &alert.sender,
            &alert.identifier,
            digest(&stored::identity(alert)?),
            alert.sent,
            self.now(),
            alert.own_end(),
            i64::from(reach.covered),
            &reach.towns,
            message,
        ];
        let row = self.link().one(sql, bound).await?;
        let id = row.ok_or_else(|| Error::damaged("a new alert got no number"))?.columns().int()?;
        self.link().run("UPDATE alerts SET chain = id WHERE id = $1", values![id]).await?;
        for tie in chain::ties(alert) {
            let sql = "INSERT INTO alert_ties (tie, alert) VALUES ($1, $2)";
            self.link().run(sql, values![&tie, id]).await?;
        }
        Ok(id)
    }

    /// Keeps from when a message is over and in which chain it stands.
    pub async fn settle_alert(&self, id: i64, chain: i64, over_at: Timestamp) -> Result<()> {
        let sql = "UPDATE alerts SET chain = $2, over_at = $3 WHERE id = $1";
        self.link().run(sql, values![id, chain, over_at]).await.map(drop)
    }

    /// Puts every message of a chain into another.
    pub async fn join_alert_chains(&self, from: i64, into: i64) -> Result<()> {
        self.link().run("UPDATE alerts SET chain = $2 WHERE chain = $1", values![from, into]).await.map(drop)
    }

    /// Keeps whom a message concerns: the towns of the station may have changed since it came.
    pub async fn move_alert(&self, id: i64, reach: &Reach) -> Result<()> {
        let sql = "UPDATE alerts SET covered = $2, towns = $3 WHERE id = $1";
        self.link().run(sql, values![id, i64::from(reach.covered), &reach.towns]).await.map(drop)
    }
}

fn digest(message: &str) -> String {
    blake3::hash(message.as_bytes()).to_hex().to_string()
}

/// Whether it is covered, then its towns.
fn reach(columns: &mut Columns<'_>) -> Result<Reach> {
    let covered = columns.int()? != 0;
    Ok(Reach { covered, towns: columns.slugs()? })
}

fn kept(row: &Row) -> Result<Kept> {
    let mut columns = row.columns();
    Ok(Kept {
        id: columns.int()?,
        chain: columns.int()?,
        received_at: columns.moment()?,
        over_at: columns.moment()?,
        reach: reach(&mut columns)?,
        alert: stored::read(&columns.text()?)?,
    })
}
