//! Pieces → a volume.

use crate::damage::{At, Damages, Lost};
use crate::error::Error;
use crate::limits::Limits;
use crate::piece::{self, Piece};
use crate::site::{Place, Site};
use crate::sweep;
use crate::volume::Volume;

/// Reads one archive file: bzip2 records or plain messages, by itself or as gzip, of any year since 1991.
///
/// A damaged or truncated file gives every radial that is whole; [`Volume::damage`] names the rest.
///
/// # Errors
///
/// [`Error::Empty`] or [`Error::NotLevelTwo`] for what is something else; [`Error::NothingInside`] when nothing
/// at all could be read. A volume that has a header and no radial yet is no error: a scan has begun.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Volume, Error> {
    let piece = Piece::decode(bytes, limits)?;
    if piece.header.is_none() && piece.radials.is_empty() {
        return Err(Error::NothingInside);
    }
    Ok(assemble(&[(None, &piece)], limits))
}

/// Cuts an archive file at its records, so that the parts can be decoded on several threads, each with
/// [`Piece::decode`], and put together with [`join`]. A file without records, or one whose control words are damaged,
/// is one part, or its last part is long.
#[must_use]
pub fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    // The header stays with the first record, which has no radial.
    while let Some(end) = piece::end_of_record(rest, parts.is_empty()).filter(|end| *end < rest.len()) {
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// Puts the pieces of one file together, in their order. Each counts as a chunk where damage is told.
#[must_use]
pub fn join(pieces: &[Piece], limits: &Limits) -> Volume {
    let numbered: Vec<_> =
        pieces.iter().enumerate().map(|(index, piece)| (u16::try_from(index + 1).ok(), piece)).collect();
    assemble(&numbered, limits)
}

/// Puts pieces, in their order, together.
pub(crate) fn assemble(pieces: &[(Option<u16>, &Piece)], limits: &Limits) -> Volume {
    let all = || pieces.iter().map(|(_, piece)| *piece);
    let radials = || all().flat_map(|piece| piece.radials.iter());
    let header = all().find_map(|piece| piece.header.clone());
    let id = header.as_ref().and_then(|header| header.id.clone());
    let id = id.or_else(|| all().find_map(|piece| piece.id.clone())).unwrap_or_default();
    let place = all().find_map(|piece| piece.place).or_else(|| Place::of_registry(&id));
    let first = radials().map(|radial| radial.time).min();
    let mut damage = Damages::default();
    if header.is_none() && first.is_some() {
        damage.push(At::default(), Lost::VolumeHeader, limits.damages);
    }
    for (number, piece) in pieces {
        damage.extend(&piece.damage, *number, limits.damages);
    }
    // The plan's own number comes before what radials repeat of it.
    let planned = all().filter(|piece| !piece.plan.is_empty());
    Volume {
        site: Site { id, place },
        time: header.and_then(|header| header.time).or(first),
        vcp: planned.clone().chain(all()).find_map(|piece| piece.vcp),
        plan: planned.map(|piece| piece.plan.clone()).next().unwrap_or_default(),
        condition: all().filter_map(|piece| piece.condition).next_back(),
        sweeps: sweep::group(radials().take(limits.radials)),
        damage,
    }
}
