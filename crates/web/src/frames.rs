//! Frames of radars in memory: which there are, and the bytes of their squares.

use model::radar::{Frame, FrameId, RadarId};
use quick_cache::{Weighter, sync::Cache};
use std::sync::Arc;
use store::Squares;

/// Bytes of squares that are kept in memory: the loop of a radar takes some ten megabytes.
const MEMORY: u64 = 48 << 20;

/// Frames and their squares in memory.
pub struct Frames {
    pub(crate) frames: Cache<(RadarId, FrameId), Arc<Frame>>,
    pub(crate) packs: Cache<Box<str>, Squares, Size>,
}

/// What a pack occupies.
#[derive(Clone)]
pub(crate) struct Size;

impl Weighter<Box<str>, Squares> for Size {
    fn weight(&self, digest: &Box<str>, squares: &Squares) -> u64 {
        (digest.len() + squares.size() + 128) as u64
    }
}

impl Default for Frames {
    fn default() -> Self {
        Self { frames: Cache::new(512), packs: Cache::with_weighter(128, MEMORY, Size) }
    }
}
