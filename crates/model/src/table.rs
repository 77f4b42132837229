//! A public-data table: what it must contain, the gates that a new night's figures pass or are held at, what is
//! derived from them, and what was revised afterwards.
//!
//! Figures are whole numbers of a measure's smallest unit ([`Measure::decimals`]), so that sums are exact.

mod address;
mod derive;
mod gate;
mod known;
mod revision;
mod snapshot;
mod spec;
mod view;

pub use address::addresses;
pub use derive::{Derived, How, LOOK_BACK, Line, Lines, lines, of_row};
pub use gate::{Falls, Gate, Gates, Outcome, Past, Verdict, accept};
pub use known::{Description, Made, Table, Tables};
pub use revision::{Change, Edition, Revision, changes, revisions};
pub use snapshot::{Current, Delivery, Held, Snapshot};
pub use spec::{
    AsOf, Column, Display, Encoding, FurtherFile, Key, Measure, Population, Shape, Sort, Spec, decimal,
};
pub use view::{Asked, View, ViewError};
