//! Receipts of publications.

mod address;

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Columns, values},
    tx::Tx,
};
use address::StoredUrl;
use jiff::Timestamp;
use model::{
    id::StoryId,
    receipt::{Expect, Line, Receipt, Subject},
    slug::Slug,
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct StoredLine {
    url: StoredUrl,
    expect: StoredExpect,
    agrees: bool,
    micros: u64,
    bytes: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredExpect {
    Shows,
    Hides,
    Renewed,
}

/// Most receipts in one answer.
const MOST: i64 = 100;

impl Reads {
    /// One receipt of a story.
    pub async fn receipt(&self, id: i64) -> Result<Option<Receipt>> {
        let sql = "SELECT story_id, verb, at, lines FROM receipts WHERE id = $1";
        let Some(row) = self.link.one(sql, values![id]).await? else { return Ok(None) };
        let mut columns = row.columns();
        let of = Subject::Story(StoryId(columns.int()?));
        receipt_of(id, of, &mut columns).map(Some)
    }

    /// One receipt of something that is no story.
    pub async fn other_receipt(&self, id: i64) -> Result<Option<Receipt>> {
        let sql = "SELECT subject, verb, at, lines FROM other_receipts WHERE id = $1";
        let Some(row) = self.link.one(sql, values![id]).await? else { return Ok(None) };
        let mut columns = row.columns();
        let text = columns.text()?;
        let of = subject(&text).ok_or_else(|| Error::damaged(format!("“{text}” as a receipt's subject")))?;
        receipt_of(id, of, &mut columns).map(Some)
    }

    /// The newest 100 receipts of a story, newest first: number, verb, moment.
    pub async fn receipts_of(&self, story: StoryId) -> Result<Vec<(i64, String, Timestamp)>> {
        let sql = "SELECT id, verb, at FROM receipts WHERE story_id = $1 ORDER BY id DESC LIMIT $2";
        let rows = self.link.all(sql, values![story, MOST]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                Ok((columns.int()?, columns.text()?, columns.moment()?))
            })
            .collect()
    }
}

impl Tx {
    /// Keeps a receipt; answers its number. Stories count for themselves.
    pub async fn save_receipt(&self, receipt: &Receipt) -> Result<i64> {
        let lines: Vec<StoredLine> = receipt.lines.iter().map(stored_line).collect();
        let lines = serde_json::to_string(&lines)
            .map_err(|source| Error::Failed { doing: "write a receipt", source: Box::new(source) })?;
        let (verb, at) = (&receipt.verb, receipt.at);
        let row = match &receipt.of {
            Subject::Story(story) => {
                let sql =
                    "INSERT INTO receipts (story_id, verb, at, lines) VALUES ($1, $2, $3, $4) RETURNING id";
                self.link().one(sql, values![*story, verb, at, lines]).await?
            }
            other => {
                let sql = "INSERT INTO other_receipts (subject, verb, at, lines) VALUES ($1, $2, $3, $4) RETURNING id";
                self.link().one(sql, values![other.to_string(), verb, at, lines]).await?
            }
        };
        row.ok_or_else(|| Error::damaged("a new receipt got no number"))?.columns().int()
    }

    /// Deletes receipts of before a moment; answers how many.
    pub async fn prune_receipts(&self, before: Timestamp) -> Result<u64> {
        let stories = self.link().run("DELETE FROM receipts WHERE at < $1", values![before]).await?;
        let others = self.link().run("DELETE FROM other_receipts WHERE at < $1", values![before]).await?;
        Ok(stories + others)
    }
}

/// The subject of its stored text; stories are kept apart.
fn subject(text: &str) -> Option<Subject> {
    let (kind, slug) = text.split_once(':')?;
    if kind == "notice" {
        return slug.parse().ok().map(Subject::Notice);
    }
    let slug = Slug::parse(slug).ok()?;
    match kind {
        "author" => Some(Subject::Author(slug)),
        "page" => Some(Subject::Page(slug)),
        "table" => Some(Subject::Table(slug)),
        "town" => Some(Subject::Town(slug)),
        _ => None,
    }
}

/// The columns `verb, at, lines`.
fn receipt_of(id: i64, of: Subject, columns: &mut Columns<'_>) -> Result<Receipt> {
    let (verb, at) = (columns.text()?, columns.moment()?);
    let stored: Vec<StoredLine> = serde_json::from_str(&columns.text()?)
        .map_err(|error| Error::damaged(format!("receipt {id}: {error}")))?;
    let lines = stored.into_iter().map(line_of).collect::<Result<_>>()?;
    Ok(Receipt { of, verb, at, lines })
}

fn stored_line(line: &Line) -> StoredLine {
    StoredLine {
        url: StoredUrl::of(&line.url),
        expect: match line.expect {
            Expect::Shows => StoredExpect::Shows,
            Expect::Hides => StoredExpect::Hides,
            Expect::Renewed => StoredExpect::Renewed,
        },
        agrees: line.agrees,
        micros: line.micros,
        bytes: line.bytes,
    }
}

fn line_of(stored: StoredLine) -> Result<Line> {
    Ok(Line {
        url: stored.url.url()?,
        expect: match stored.expect {
            StoredExpect::Shows => Expect::Shows,
            StoredExpect::Hides => Expect::Hides,
            StoredExpect::Renewed => Expect::Renewed,
        },
        agrees: stored.agrees,
        micros: stored.micros,
        bytes: stored.bytes,
    })
}
