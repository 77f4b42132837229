//! The files of a table, each asked for the first time: the source's own, and those beside it.

use super::{
    File, Moment, dated,
    understand::{Understood, understand_all},
};
use crate::{
    fetch::{Client, Fetched, Request},
    inspect::Problem,
};
use bytes::Bytes;
use desk::workshop::{Told, Tried};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{source::Source, table::Spec};

/// What to do about a source that cannot be read.
pub(super) const REMEDY: &str = "Correct the source in the table's description, or ask whoever publishes it.";

/// The files of one night.
pub(super) struct Gathered(Vec<Piece>);

struct Piece {
    name: String,
    url: String,
    bytes: Bytes,
    part: Option<String>,
    path: Option<String>,
}

/// Ask for each file of a day. One that is not there fails the night, and is named.
pub(super) async fn gather(
    client: &Client,
    spec: &Spec,
    source: &Source,
    day: Date,
    now: Timestamp,
) -> Result<Gathered, String> {
    let shape = &spec.shape;
    // A table of one file needs no name for it.
    let name = if shape.also.is_empty() { "" } else { source.name.as_str() };
    let mut pieces = vec![one(client, name, &source.url, day, now).await?];
    for piece in &mut pieces {
        (piece.part, piece.path) = (shape.part.clone(), shape.path.clone());
    }
    for also in &shape.also {
        let piece = one(client, &also.name, &also.url, day, now).await?;
        pieces.push(Piece { part: also.part.clone(), path: also.path.clone(), ..piece });
    }
    Ok(Gathered(pieces))
}

async fn one(client: &Client, name: &str, url: &str, day: Date, now: Timestamp) -> Result<Piece, String> {
    let named = |why: String| if name.is_empty() { why } else { format!("{name}: {why}") };
    let url = dated::address(url, day).map_err(|why| named(format!("The address {why}.")))?;
    match client.fetch(Request::first(&url), now).await {
        Ok(Fetched::Body(body)) => {
            Ok(Piece { name: name.to_owned(), url, bytes: body.bytes, part: None, path: None })
        }
        Ok(Fetched::Unchanged) => Err(named("The source said “unchanged” to a first question.".to_owned())),
        Err(error) => Err(named(error.to_string())),
    }
}

impl Gathered {
    pub(super) fn understand(&self, spec: &Spec, moment: Moment) -> Result<Understood, Problem> {
        let mut files = Vec::with_capacity(self.0.len());
        for Piece { name, bytes, part, path, .. } in &self.0 {
            files.push(File { name, bytes, part: part.as_deref(), path: path.as_deref() });
        }
        understand_all(&files, spec, moment)
    }

    /// Where it all came from.
    pub(super) fn from(&self) -> String {
        self.0.iter().map(|piece| piece.url.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Ask a source once, as the job would, for a person who looks on: what it would give, and what is to be said of it.
pub async fn ask(client: &Client, spec: &Spec, source: &Source, now: Timestamp, zone: &TimeZone) -> Tried {
    let day = spec.shape.as_of.day_of(now.to_zoned_datetime(zone.clone()).date());
    match gather(client, spec, source, day, now).await {
        Ok(gathered) => tried(gathered.from(), gathered.understand(spec, Moment { fetched_at: now, day })),
        Err(what) => tried(source.url.clone(), Err(Problem::new("source", what, REMEDY))),
    }
}

/// What was understood, as the desk is told it.
pub(super) fn tried(from: String, understood: Result<Understood, Problem>) -> Tried {
    let told = |problem: Problem, blocks| {
        let Problem { at, what, remedy } = problem;
        Told { at, what, remedy, blocks }
    };
    match understood {
        Ok(Understood { deliveries, problems }) => {
            let problems = problems.into_iter().map(|noted| told(noted.problem, noted.blocks)).collect();
            Tried { from, deliveries, problems }
        }
        Err(problem) => Tried { from, deliveries: Vec::new(), problems: vec![told(problem, true)] },
    }
}
