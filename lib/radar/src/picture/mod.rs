//! Sweeps → pictures.
//!
//! Two tables meet. A [`PixelMap`] says for each pixel of a picture in which direction and how far from the
//! radar it is; it depends on nothing but the radar's place and the picture's, so one serves every sweep and
//! every product. A [`Polar`] is one sweep in colours. [`draw`] looks each pixel up: that is all that is left to
//! do for a new frame. Both may be kept by the caller, who counts their bytes.
//!
//! A picture is a byte a pixel, an index into a [`crate::Palette`].

mod clean;
mod draw;
mod encode;
mod kept;
mod mosaic;
mod pixel_map;
mod polar;
pub(crate) mod rows;
mod specks;
mod tiles;

pub use clean::Cleaning;
pub use draw::{Picture, composite, draw};
pub use encode::{Effort, png, png_in, rgba};
pub use mosaic::{Mosaic, Seen};
pub use pixel_map::PixelMap;
pub use polar::Polar;
pub use tiles::{STILL_PIXELS, still_extent, tiles};
