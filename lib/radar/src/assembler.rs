//! Chunks, as they arrive → the volume so far.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::archive::assemble;
use crate::chunk::{ChunkKind, ChunkName};
use crate::error::Error;
use crate::limits::Limits;
use crate::piece::Piece;
use crate::volume::Volume;

/// Puts one volume together from chunks in any order, repeated or missing. Each chunk is decoded once, when it
/// arrives; after a restart it goes on with whatever chunk comes next.
#[derive(Clone, Debug)]
pub struct Assembler {
    limits: Limits,
    began: Option<Timestamp>,
    last: Option<u16>,
    pieces: BTreeMap<u16, Piece>,
}

/// What a chunk brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Whether this chunk was there already; then it brought nothing.
    pub repeated: bool,
    /// How many radials it has.
    pub radials: usize,
    /// The cuts of the volume that they belong to, in order.
    pub cuts: Vec<u8>,
}

impl Assembler {
    /// Nothing yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, began: None, last: None, pieces: BTreeMap::new() }
    }

    /// Decodes a chunk and takes it in. One that is there already and whole is not decoded again; one that came
    /// damaged is, and the better of both is kept.
    ///
    /// # Errors
    ///
    /// [`Error::OtherVolume`] when its name says another volume: begin a new assembler for that one. And what
    /// [`Piece::decode`] says.
    pub fn add(&mut self, name: ChunkName, bytes: &[u8]) -> Result<Added, Error> {
        self.belongs(name)?;
        if self.pieces.get(&name.number).is_some_and(|piece| piece.damage.is_empty()) {
            return Ok(Added { repeated: true, ..Added::default() });
        }
        self.take(name, Piece::decode(bytes, &self.limits)?)
    }

    /// Takes in a chunk that was decoded elsewhere.
    ///
    /// # Errors
    ///
    /// [`Error::OtherVolume`].
    pub fn take(&mut self, name: ChunkName, piece: Piece) -> Result<Added, Error> {
        self.belongs(name)?;
        if self.pieces.get(&name.number).is_some_and(|kept| kept.radials.len() >= piece.radials.len()) {
            return Ok(Added { repeated: true, ..Added::default() });
        }
        self.began = Some(name.volume);
        if name.kind == ChunkKind::End {
            self.last = Some(name.number);
        }
        let mut cuts: Vec<u8> = piece.radials.iter().map(|radial| radial.cut).collect();
        cuts.dedup();
        let added = Added { repeated: false, radials: piece.radials.len(), cuts };
        self.pieces.insert(name.number, piece);
        Ok(added)
    }

    /// The volume as far as it is there. This copies no gate.
    #[must_use]
    pub fn volume(&self) -> Volume {
        let pieces: Vec<_> = self.pieces.iter().map(|(number, piece)| (Some(*number), piece)).collect();
        assemble(&pieces, &self.limits)
    }

    /// Numbers of chunks that lie before one that is there and are not there themselves.
    #[must_use]
    pub fn missing(&self) -> Vec<u16> {
        let last = self.last.or_else(|| self.pieces.keys().next_back().copied()).unwrap_or(0);
        (1..=last).filter(|number| !self.pieces.contains_key(number)).collect()
    }

    /// Whether every chunk from the first to the last is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.last.is_some() && self.missing().is_empty()
    }

    /// When the volume began, by the names of its chunks.
    #[must_use]
    pub fn began(&self) -> Option<Timestamp> {
        self.began
    }

    fn belongs(&self, name: ChunkName) -> Result<(), Error> {
        if self.began.is_some_and(|began| began != name.volume) { Err(Error::OtherVolume) } else { Ok(()) }
    }
}
