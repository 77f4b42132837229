//! What the US National Weather Service's programming interface (api.weather.gov) answers: points, stations,
//! observations, forecasts in periods of twelve hours or one, and the raw grid.
//!
//! Every quantity is converted by the unit that stands beside it; one without a known unit is left out and noted. A
//! `null` stays `None`: it never becomes zero. Times that are none are left out with what they belong to. What the
//! service's own fields say about freshness is told as it is; how old is too old, others decide.

mod forecast;
mod grid;
mod observation;
mod place;
mod value;

use crate::note::Notes;
use serde_json::Value;

pub use crate::note::Note;
pub use forecast::{Forecast, Period, forecast};
pub use grid::{Grid, Series, Span, grid};
pub use observation::{Cloud, Observation, Observations, observations};
pub use place::{Point, Station, Stations, elevation, point, stations};

/// The largest document that is read, in bytes; the largest real ones have a tenth of it.
pub const MAX_BYTES: usize = 2 << 20;
/// Periods, observations, stations or spans that are taken from one document.
pub const MAX_ITEMS: usize = 2_000;
/// Characters of a text that are kept.
const MAX_TEXT: usize = 1_000;

/// Why a document is not used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too large.
    #[error("is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not JSON.
    #[error("is not JSON: {0}")]
    Json(String),
    /// The service says that something went wrong.
    #[error("says that something went wrong: {0}")]
    Problem(String),
    /// Something else than what was asked for.
    #[error("is no {wanted}: {missing} is missing")]
    Shape {
        /// What it should have been.
        wanted: &'static str,
        /// What such a document has.
        missing: &'static str,
    },
}

/// The document as a tree.
fn root(bytes: &[u8]) -> Result<Value, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let root: Value =
        serde_json::from_slice(bytes).map_err(|error| Error::Json(value::cut(&error.to_string(), 200)))?;
    // An error document (RFC 9457) has a `status` that is a number and a `title`; no answer has both.
    let is_problem = root.get("status").is_some_and(Value::is_number) && root.get("title").is_some();
    if is_problem {
        let part = |name| root.get(name).and_then(Value::as_str).unwrap_or_default();
        return Err(Error::Problem(value::cut(&format!("{} {}", part("title"), part("detail")), 200)));
    }
    Ok(root)
}
