//! Volumes → valid Level II bytes: for demonstrations, and to prove the reader.
//!
//! What is written is the form of today: message 31, bzip2 records of 120 radials, a metadata record with plan and
//! condition before them. What it has no place for is rounded: positions to 32-bit floats, heights to metres,
//! first gates not behind the antenna. [`legacy_chunks`] writes the radials as they were written until 2008.

mod bytes;
mod frames;
mod legacy;
mod radial;

use std::io::Write;

use bzip2::Compression;
use bzip2::write::BzEncoder;

use crate::chunk::{ChunkKind, ChunkName};
use crate::encode::bytes::Bytes;
use crate::radial::Radial;
use crate::volume::Volume;

/// Radials of one record.
const RECORD_RADIALS: usize = 120;

/// An archive file.
#[must_use]
pub fn archive(volume: &Volume) -> Vec<u8> {
    parts(volume).into_iter().flat_map(|(_, bytes)| bytes).collect()
}

/// The same bytes as real-time chunks.
#[must_use]
pub fn chunks(volume: &Volume) -> Vec<(ChunkName, Vec<u8>)> {
    named(volume, parts(volume))
}

/// Real-time chunks whose radials are message 1, with the frames between them that a radar sends of itself: what an old
/// machine, or an odd one, might put into a stream. Only reflectivity, velocity and spectrum width are in them.
#[must_use]
pub fn legacy_chunks(volume: &Volume) -> Vec<(ChunkName, Vec<u8>)> {
    let written = |radial: &Radial| legacy::frame(radial, volume);
    named(
        volume,
        parts_of(volume, |group| {
            let radials = group.iter().flat_map(|radial| written(radial));
            frames::of_the_radar(volume).into_iter().chain(radials).collect()
        }),
    )
}

fn named(volume: &Volume, parts: Vec<(ChunkKind, Vec<u8>)>) -> Vec<(ChunkName, Vec<u8>)> {
    let began = volume.time.unwrap_or_default();
    // The name has no fractions of a second.
    let whole = jiff::Timestamp::from_second(began.as_second()).unwrap_or(began);
    let named = |(index, (kind, bytes)): (usize, (ChunkKind, Vec<u8>))| {
        let number = u16::try_from(index + 1).unwrap_or(u16::MAX);
        (ChunkName { volume: whole, number, kind }, bytes)
    };
    parts.into_iter().enumerate().map(named).collect()
}

fn parts(volume: &Volume) -> Vec<(ChunkKind, Vec<u8>)> {
    parts_of(volume, |group| group.iter().flat_map(|radial| radial::message(radial, volume)).collect())
}

/// A part for each group of radials, behind the one with the metadata.
fn parts_of(
    volume: &Volume,
    written: impl Fn(&[std::sync::Arc<Radial>]) -> Vec<u8>,
) -> Vec<(ChunkKind, Vec<u8>)> {
    let mut start = header(volume);
    start.extend(record(&frames::metadata(volume), false));
    let mut parts = vec![(ChunkKind::Start, start)];
    let mut groups: Vec<&[std::sync::Arc<Radial>]> = Vec::new();
    for sweep in &volume.sweeps {
        groups.extend(sweep.radials.chunks(RECORD_RADIALS));
    }
    for (index, group) in groups.iter().enumerate() {
        let last = index + 1 == groups.len();
        let kind = if last { ChunkKind::End } else { ChunkKind::Intermediate };
        parts.push((kind, record(&written(group), last)));
    }
    parts
}

/// The 24 bytes before everything.
fn header(volume: &Volume) -> Vec<u8> {
    let (day, milliseconds) = volume.time.map_or((1, 0), bytes::day_and_time);
    let mut header = Bytes::default();
    header.raw(b"AR2V0006.001").u32(u32::from(day)).u32(milliseconds).raw(&bytes::name(&volume.site.id));
    header.0
}

/// A compressed record behind its control word, which is negative for the last one.
fn record(content: &[u8], last: bool) -> Vec<u8> {
    let mut packed = BzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let packed = packed.write_all(content).and_then(|()| packed.finish()).unwrap_or_default();
    let length = i32::try_from(packed.len()).unwrap_or(i32::MAX);
    let word = if last { -length } else { length };
    [&word.to_be_bytes()[..], &packed].concat()
}
