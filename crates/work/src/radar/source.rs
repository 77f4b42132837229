//! Where a radar's bytes are: a bucket of live chunks, or one of whole volumes; asked over the network, in a folder, or
//! made up. All come out the same.
//!
//! A bucket of chunks has `KMAX/548/20210215-212114-007-I`: the radar, the volume's number from 1 to 999 and over again, and
//! the chunk. A bucket of volumes has `2021/03/01/KMAX/KMAX20210301_180000_V06`.

use super::listing::{self, Listing};
use crate::{
    Work,
    drawing::{self, EVERY_S, Made, Standing},
    fetch::{Error, Fetched, Request},
};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use model::radar::Site;
use radar::{ChunkKind, ChunkName};
use std::time::Duration;

/// A listing or a chunk that takes longer is given up: the next look may do better.
const LONGEST: Duration = Duration::from_secs(30);
/// The same of a source that failed when it was last asked, in seconds.
const LONGEST_IN_DOUBT: Duration = Duration::from_secs(10);
/// Of a recorded stream, a chunk is there so many seconds after the one before.
const RECORDED_S: i64 = 7;
/// Of recorded volumes, each is there so many seconds after it began.
const RECORDED_VOLUME_S: i64 = 300;
/// Volumes are numbered from 1 to this and over again.
pub(super) const LAST_VOLUME: u16 = 999;

/// Why nothing came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    /// The client says why.
    #[error("{0}")]
    Fetch(#[from] Error),
    /// A listing that cannot be read.
    #[error("The listing of the bucket cannot be read: {0}.")]
    Listing(&'static str),
    /// The bucket has nothing of this radar.
    #[error("There is nothing of {0} at this source.")]
    Nothing(String),
    /// The chunks are another radar's.
    #[error("The source of {own} has the chunks of {other}.")]
    Stranger {
        /// Which radar is asked for.
        own: String,
        /// Whose they are.
        other: String,
    },
    /// Bytes that are no radar's.
    #[error("{key}: {why}.")]
    Unread {
        /// Under which name they were there.
        key: String,
        /// What is wrong with them.
        why: radar::Error,
    },
    /// Too slow.
    #[error("An answer took longer than {} seconds.", .0.as_secs())]
    Late(Duration),
}

impl Fault {
    /// What it says of the source.
    pub(super) fn told(&self) -> drawing::Fault {
        let error = if let Self::Fetch(error) = self { Some(error) } else { None };
        drawing::Fault {
            words: self.to_string(),
            wish: error.and_then(Error::retry_after),
            is_slow: matches!(self, Self::Late(_) | Self::Fetch(Error::Slow { .. })),
            is_hollow: false,
        }
    }
}

/// A chunk that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) name: ChunkName,
    pub(super) key: String,
}

/// A source of one radar.
pub(super) struct Source<'a> {
    pub(super) work: &'a Work,
    pub(super) site: &'a Site,
    /// The root, as it is set.
    pub(super) root: &'a str,
    pub(super) made: &'a Made,
    /// An answer that takes longer is given up.
    longest: Duration,
}

impl<'a> Source<'a> {
    /// A source that is doing like that.
    pub(super) fn new(
        work: &'a Work,
        site: &'a Site,
        root: &'a str,
        made: &'a Made,
        doing: &Standing,
    ) -> Self {
        let longest = if doing.is_doubted() { LONGEST_IN_DOUBT } else { LONGEST };
        Self { work, site, root, made, longest }
    }

    /// The numbers of the volumes that there are, ascending.
    pub(super) async fn volumes(&self) -> Result<Vec<u16>, Fault> {
        let id = &self.site.id;
        let mut volumes: Vec<u16> = match self.kind() {
            Kind::Made => Made::begun(self.now(), 1).into_iter().rev().take(2).map(number_of).collect(),
            Kind::Folder(_) => {
                let names = self.work.client.folder(&format!("{}/{id}", self.root)).await?;
                names.iter().filter_map(|name| name.parse().ok()).collect()
            }
            Kind::Bucket => {
                let listing = self.list(&format!("prefix={id}/&delimiter=/")).await?;
                let number = |folder: &String| folder.strip_suffix('/')?.rsplit('/').next()?.parse().ok();
                listing.folders.iter().filter_map(number).collect()
            }
        };
        volumes.retain(|volume| (1..=LAST_VOLUME).contains(volume));
        volumes.sort_unstable();
        volumes.dedup();
        if volumes.is_empty() { Err(Fault::Nothing(id.to_string())) } else { Ok(volumes) }
    }

    /// The chunks of a volume in order, those after one if it is given.
    pub(super) async fn chunks(&self, volume: u16, after: Option<ChunkName>) -> Result<Vec<Chunk>, Fault> {
        let folder = format!("{}/{volume}/", self.site.id);
        let after = after.map(|name| format!("{folder}{}", written(name)));
        let keys: Vec<String> = match self.kind() {
            Kind::Made => {
                let there =
                    Made::begun(self.now(), 2).into_iter().rev().find(|began| number_of(*began) == volume);
                let Some(began) = there else { return Ok(Vec::new()) };
                let parts = self.made.chunks(self.site, began, self.now());
                parts.iter().map(|(name, _)| format!("{folder}{}", written(*name))).collect()
            }
            Kind::Folder(_) => {
                let names = self.work.client.folder(&format!("{}/{folder}", self.root)).await?;
                names.into_iter().map(|name| format!("{folder}{name}")).collect()
            }
            Kind::Bucket => {
                let start = after.as_ref().map(|key| format!("&start-after={key}")).unwrap_or_default();
                self.list(&format!("prefix={folder}{start}")).await?.keys
            }
        };
        let mut chunks: Vec<Chunk> = keys
            .into_iter()
            .filter(|key| key.starts_with(&folder) && after.as_ref().is_none_or(|after| key > after))
            .filter_map(|key| Some(Chunk { name: key.parse().ok()?, key }))
            .filter(|chunk| self.is_there(chunk.name))
            .collect();
        chunks.sort_by_key(|chunk| (chunk.name.volume, chunk.name.number));
        // A number that is used again: only the newest volume counts.
        let newest = chunks.last().map(|chunk| chunk.name.volume);
        chunks.retain(|chunk| Some(chunk.name.volume) == newest);
        Ok(chunks)
    }

    /// The bytes of a chunk or a volume.
    pub(super) async fn fetch(&self, key: &str) -> Result<Bytes, Fault> {
        if let Kind::Made = self.kind() {
            return Ok(self.make(key));
        }
        let url = match self.kind() {
            Kind::Folder(path) => format!("file:{path}/{key}"),
            _ => format!("{}/{key}", self.root),
        };
        self.get(&url).await
    }

    /// The whole volumes that began since a moment, oldest first.
    pub(super) async fn archive(&self, since: Timestamp) -> Result<Vec<(Timestamp, String)>, Fault> {
        let id = &self.site.id;
        let mut volumes: Vec<(Timestamp, String)> = match self.kind() {
            Kind::Made => {
                let begun = Made::begun(self.now(), 6);
                let whole = |began: &Timestamp| self.now().duration_since(*began).as_secs() >= EVERY_S;
                begun.into_iter().filter(whole).map(|began| (began, began.to_string())).collect()
            }
            Kind::Folder(_) => {
                let names = self.work.client.folder(self.root).await?;
                names.into_iter().filter_map(|name| Some((volume_of(id.as_str(), &name)?, name))).collect()
            }
            Kind::Bucket => {
                let mut keys = Vec::new();
                let mut days = vec![since, self.now()];
                days.dedup_by_key(|at| at.strftime("%Y/%m/%d").to_string());
                for day in days {
                    let prefix = format!("{}/{id}/", day.strftime("%Y/%m/%d"));
                    keys.extend(self.list(&format!("prefix={prefix}")).await?.keys);
                }
                let of = |key: String| Some((volume_of(id.as_str(), key.rsplit('/').next()?)?, key));
                keys.into_iter().filter_map(of).collect()
            }
        };
        let is_recorded = matches!(self.kind(), Kind::Folder(_)) && self.root.starts_with("replay:");
        let ready = |began: Timestamp| {
            let wait = if is_recorded { RECORDED_VOLUME_S } else { 0 };
            began.saturating_add(SignedDuration::from_secs(wait)).is_ok_and(|at| at <= self.now())
        };
        volumes.retain(|(began, _)| *began >= since && ready(*began));
        volumes.sort();
        Ok(volumes)
    }

    fn make(&self, key: &str) -> Bytes {
        if let Ok(name) = key.parse::<ChunkName>() {
            let parts = self.made.chunks(self.site, name.volume, self.now());
            let found = parts.into_iter().find(|(other, _)| other.number == name.number);
            return found.map(|(_, bytes)| bytes.into()).unwrap_or_default();
        }
        let began: Timestamp = key.parse().unwrap_or_default();
        let parts = self.made.chunks(self.site, began, Timestamp::MAX);
        parts.into_iter().flat_map(|(_, bytes)| bytes).collect::<Vec<u8>>().into()
    }

    async fn list(&self, query: &str) -> Result<Listing, Fault> {
        listing::read(&self.get(&format!("{}/?list-type=2&{query}", self.root)).await?)
    }

    async fn get(&self, url: &str) -> Result<Bytes, Fault> {
        let asked = self.work.client.fetch(Request::first(url), self.now());
        match tokio::time::timeout(self.longest, asked).await {
            Ok(Ok(Fetched::Body(body))) => Ok(body.bytes),
            Ok(Ok(Fetched::Unchanged)) => Ok(Bytes::new()),
            Ok(Err(error)) => Err(error.into()),
            Err(_late) => Err(Fault::Late(self.longest)),
        }
    }

    /// Of a recorded stream, what would have come by now.
    fn is_there(&self, name: ChunkName) -> bool {
        let wait = SignedDuration::from_secs(i64::from(name.number - 1) * RECORDED_S);
        !self.root.starts_with("replay:") || name.volume.saturating_add(wait).is_ok_and(|at| at <= self.now())
    }

    fn now(&self) -> Timestamp {
        self.work.desk.now()
    }

    fn kind(&self) -> Kind<'_> {
        match self.root.split_once(':') {
            Some(("made", _)) => Kind::Made,
            Some(("file" | "replay", path)) => Kind::Folder(path),
            _ => Kind::Bucket,
        }
    }
}

enum Kind<'a> {
    Bucket,
    Folder(&'a str),
    Made,
}

/// The number that a made volume has.
fn number_of(began: Timestamp) -> u16 {
    let turn = began.as_second().div_euclid(EVERY_S).rem_euclid(i64::from(LAST_VOLUME));
    u16::try_from(turn + 1).unwrap_or(1)
}

fn written(name: ChunkName) -> String {
    let kind = match name.kind {
        ChunkKind::Start => 'S',
        ChunkKind::Intermediate => 'I',
        ChunkKind::End => 'E',
    };
    format!("{}-{:03}-{kind}", name.volume.strftime("%Y%m%d-%H%M%S"), name.number)
}

/// When the volume of an archive file began: `KMAX20210301_180000_V06`, with or without `.gz`.
fn volume_of(radar: &str, name: &str) -> Option<Timestamp> {
    let rest = name.strip_prefix(radar)?;
    if rest.contains("MDM") {
        return None;
    }
    let (moment, rest) = (rest.get(..15)?, rest.get(15..)?);
    let is_end = rest.is_empty() || rest.starts_with('_') || rest.starts_with('.');
    let civil = DateTime::strptime("%Y%m%d_%H%M%S", moment).ok().filter(|_| is_end)?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_volume_says_when_it_began() {
        let began = Some("2021-03-01T18:00:00Z".parse().unwrap_or_default());
        for name in ["KMAX20210301_180000_V06", "KMAX20210301_180000.gz", "KMAX20210301_180000"] {
            assert_eq!(volume_of("KMAX", name), began, "{name}");
        }
        for name in
            ["KMAX20210301_180000_V06_MDM", "KRTX20210301_180000_V06", "KMAX", "KMAX20211301_180000_V06"]
        {
            assert_eq!(volume_of("KMAX", name), None, "{name}");
        }
    }

    #[test]
    fn a_made_volume_is_named_as_it_is_read() {
        let name = ChunkName {
            volume: "2021-03-01T18:00:00Z".parse().unwrap_or_default(),
            number: 7,
            kind: ChunkKind::End,
        };
        assert_eq!(written(name), "20210301-180000-007-E");
        assert_eq!(written(name).parse(), Ok(name));
        let (one, next) =
            (number_of(name.volume), number_of(name.volume + SignedDuration::from_secs(EVERY_S)));
        assert_eq!(next, one % LAST_VOLUME + 1);
    }
}
