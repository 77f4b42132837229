//! Weather radar: the bytes of a NEXRAD Level II volume → gates → pictures, tiles and sentences.
//!
//! **Owns** reading archive volumes and real-time chunks (partial, late, twice, damaged), placing gates on the
//! earth, colouring them, and saying in words what is seen.
//!
//! **Must not** touch the network, files, a clock or threads, know anything of the station's nouns, panic on any
//! input, or allocate by a number read from the input before that number passed [`Limits`].
//!
//! A radar that sent nothing is never shown as clear sky: what was not measured ([`Value::Below`], a gap between
//! radials, a missing sweep) stays apart from what was measured everywhere.
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
//! Reading order: [`read`] → [`Volume`], [`Sweep`], [`Radial`], [`Gates`] → [`Assembler`] for chunks → [`Beam`] →
//! [`picture`] and [`Palette`] → [`describe`].

mod archive;
mod assembler;
mod beam;
mod chunk;
mod damage;
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
