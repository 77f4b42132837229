//! NEXRAD Level III: products that somebody else has worked out (format: interface document 2620001).
//!
//! Read are the products that are pictures of gates: base reflectivity and velocity in their three ages (19 and 27;
//! 94 and 99; 153 and 154), and composite reflectivity (37, 38), echo tops (135) and vertically integrated liquid
//! (134). Tables of storms, wind profiles and the like are refused by name: they are no gates.

mod figures;
mod levels;
mod packets;
mod product;

pub use figures::Figures;
pub use levels::Quantity;
pub use packets::{Data, LevelRadial, Raster};
pub use product::{Product, read};
