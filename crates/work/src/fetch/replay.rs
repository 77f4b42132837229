//! Files on this machine, and folders of recorded answers.
//!
//! A `replay:` folder holds files named by the moment from which they could be fetched, such as
//! `20210301T011000-0800.csv`; at any moment the newest one not later than it is the answer. So recorded days run
//! through the same sources, jobs and gates as live ones.

use super::{Body, Error};
use bytes::Bytes;
use jiff::{Timestamp, fmt::strtime};
use std::path::{Path, PathBuf};
use tokio::io::AsyncReadExt;

pub(super) async fn file(path: &Path, max: u64) -> Result<Body, Error> {
    let failed =
        |error: std::io::Error| Error::File { path: path.display().to_string(), why: error.to_string() };
    let file = tokio::fs::File::open(path).await.map_err(failed)?;
    let mut bytes = Vec::new();
    // One more than allowed tells a file that is too large from one that just fits.
    file.take(max.saturating_add(1)).read_to_end(&mut bytes).await.map_err(failed)?;
    if bytes.len() as u64 > max {
        return Err(Error::TooLarge { max });
    }
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    Ok(Body::of(Bytes::from(bytes)))
}

pub(super) async fn newest(folder: &Path, max: u64, now: Timestamp) -> Result<Body, Error> {
    match recorded(folder, now).await?.pop() {
        Some((_, path)) => file(&path, max).await,
        None => Err(Error::NothingRecorded { path: folder.display().to_string() }),
    }
}

/// Every answer that could be fetched up to `now`, oldest first.
pub(super) async fn recorded(folder: &Path, now: Timestamp) -> Result<Vec<(Timestamp, PathBuf)>, Error> {
    let failed =
        |error: std::io::Error| Error::File { path: folder.display().to_string(), why: error.to_string() };
    let mut entries = tokio::fs::read_dir(folder).await.map_err(failed)?;
    let mut recorded = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(failed)? {
        if let Some(moment) =
            recorded_at(&entry.file_name().to_string_lossy()).filter(|&moment| moment <= now)
        {
            recorded.push((moment, entry.path()));
        }
    }
    recorded.sort();
    Ok(recorded)
}

/// More names than this are not read of one folder.
const NAMES: usize = 20_000;

/// The names in a folder, in order; none when there is no such folder.
pub(super) async fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let failed =
        |error: std::io::Error| Error::File { path: folder.display().to_string(), why: error.to_string() };
    let mut entries = match tokio::fs::read_dir(folder).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(failed)?.filter(|_| names.len() < NAMES) {
        names.extend(entry.file_name().to_str().map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn recorded_at(name: &str) -> Option<Timestamp> {
    let (stem, _) = name.split_once('.')?;
    strtime::parse("%Y%m%dT%H%M%S%z", stem).ok()?.to_timestamp().ok()
}
