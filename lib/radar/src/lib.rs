//! Weather radar: the bytes of a NEXRAD Level II volume → gates → pictures, tiles and sentences.
//!
//! **Owns** reading archive volumes and real-time chunks (partial, late, twice, damaged), placing gates on the
//! earth, colouring them, and saying in words what is seen.
//!
//! **Must not** touch the network, files, a clock or threads, know anything of the station's nouns, panic on any
//! input, or allocate by a number read from the input before that number passed [`Limits`].
//!
//! A radar that sent nothing is never shown as clear sky: where it listened and heard nothing ([`Value::Below`]) stays
//! apart from where it did not listen (a gap between radials, a sweep under way), in gates, pictures and words.
//!
//! A file in one go:
//!
//! ```
//! # fn try_it(bytes: &[u8]) -> Result<(), radar::Error> {
//! let volume = radar::read(bytes, &radar::Limits::default())?;
//! for damage in volume.damage.listed() {
//!     eprintln!("{damage}");
//! }
//! let (sweep, _) = volume.lowest(radar::Moment::Reflectivity).ok_or(radar::Error::NothingInside)?;
//! println!("{} at {:.1}°: {} radials", volume.site.id, sweep.elevation_deg(), sweep.radials.len());
//! # Ok(())
//! # }
//! ```
//!
//! The road of a station: a chunk comes in, the tiles that it changes go out. The maps are kept between frames.
//!
//! ```
//! use radar::picture::{Cleaning, Effort, PixelMap, Polar, draw, png, tiles};
//! use radar::{Assembler, Beam, Limits, Moment, Palette, Place, encode, synth::Scene};
//!
//! let place = Place::of_registry("KMAX").ok_or("no such radar")?;
//! let mut scene = Scene::new("KMAX", place, "2021-03-01T18:00:00Z".parse()?);
//! # (scene.radials, scene.gates) = (180, 100);
//! let palette = Palette::usual(Moment::Reflectivity);
//! let mut assembler = Assembler::new(Limits::default());
//! for (name, bytes) in encode::chunks(&scene.volume(scene.passes)) {
//!     assembler.add(name, &bytes)?;
//!     let volume = assembler.volume();
//!     let Some((sweep, index)) = volume.lowest(Moment::Reflectivity) else { continue };
//!     let cleaning = Cleaning::NoClutter { correlation: volume.correlation_for(index) };
//!     let polar = Polar::new(sweep, Moment::Reflectivity, Beam::new(place), &palette, cleaning);
//!     let polar = polar.ok_or("nothing to draw")?;
//!     for tile in tiles(place.point(), polar.reach_m(), 6..=7) {
//!         let map = PixelMap::of_tile(place.point(), polar.reach_m(), tile);
//!         let picture = draw(&map, &polar);
//!         if !picture.is_blank() {
//!             let file = png(&picture, &palette, Effort::Quick);
//!             println!("{}/{}/{}.png: {} bytes", tile.zoom, tile.x, tile.y, file.len());
//!         }
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Reading order: [`read`] → [`Volume`], [`Sweep`], [`Radial`], [`Gates`] → [`Assembler`] for chunks → [`Beam`] →
//! [`picture`] and [`Palette`] → [`describe`]. Beside the road: [`bunzip`], [`level3`], [`encode`], [`synth`].

mod archive;
mod assembler;
mod beam;
pub mod bunzip;
mod chunk;
mod damage;
mod dealias;
pub mod describe;
pub mod encode;
mod error;
mod frames;
mod inflate;
pub mod level3;
mod limits;
mod message;
mod moment;
mod palette;
pub mod picture;
mod piece;
mod radial;
mod site;
mod strength;
mod summary;
mod sweep;
pub mod synth;
mod volume;

pub use archive::{join, read, split};
pub use assembler::{Added, Assembler};
pub use beam::{Beam, FOOT_M};
pub use chunk::{ChunkKind, ChunkName};
pub use damage::{At, Damage, Damages, Lost};
pub use dealias::{Unfolded, dealias};
pub use error::Error;
pub use limits::Limits;
pub use moment::Moment;
pub use palette::{FIRST_STEP, FOLDED, LegendMark, NO_ECHO, NOT_MEASURED, Palette};
pub use piece::Piece;
pub use radial::{Gates, Radial, Value, Words};
pub use site::{Place, Site};
pub use strength::Strength;
pub use summary::{MomentSummary, Summary, SweepSummary, summary, values};
pub use sweep::Sweep;
pub use volume::{Condition, Cut, Volume};
