//! Squares and stills as PNGs.

use super::{maps::Square, threads::each};
use bytes::Bytes;
use radar::{
    NO_ECHO, Palette,
    picture::{Effort, Picture, PixelMap, png},
};
use std::sync::Arc;

/// A square by zoom, column and row; no bytes where there is nothing to see.
pub(super) type Painted = ((u8, u32, u32), Option<Bytes>);

/// Squares in their order, and the still.
pub(super) fn paint(
    squares: &[Arc<Square>],
    still: &PixelMap,
    palette: &Palette,
    effort: Effort,
    painted: impl Fn(&PixelMap) -> Picture + Sync,
) -> (Vec<Painted>, Vec<u8>) {
    let one = |square: &Arc<Square>| {
        let picture = painted(&square.map);
        let bytes = (!picture.is_blank()).then(|| Bytes::from(png(&picture, palette, effort)));
        (named(square), bytes)
    };
    // The still is the largest piece, so it is begun first.
    each(squares, || png(&painted(still), palette, effort), one)
}

pub(super) fn named(square: &Square) -> (u8, u32, u32) {
    (square.tile.zoom, square.tile.x, square.tile.y)
}

/// What stands for every square with nothing on it.
pub(super) fn blank(palette: &Palette) -> Vec<u8> {
    let side = geo::mercator::TILE_PIXELS;
    let pixels = vec![NO_ECHO; (side * side) as usize];
    png(&Picture { width: side, height: side, pixels }, palette, Effort::Quick)
}
