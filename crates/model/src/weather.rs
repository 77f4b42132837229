//! The weather of a town: what was observed, what is forecast, and how far either is to be trusted.
//!
//! A figure that was not reported is `None`, never zero. Everything is in metric units here; [`Units`] is how a reader
//! wishes to see it.

mod almanac;
mod condition;
mod day;
mod feels;
mod forecast;
mod gate;
mod moon;
mod observation;
mod own;
mod precipitation;
mod refusal;
mod rules;
mod series;
mod sun;
mod units;

pub use crate::reading::Refused;
pub use almanac::{Almanac, Usual};
pub use condition::Condition;
pub use day::{Extremes, Part, Range, night_of, part_day, range};
pub use feels::{Feels, FeelsKind, feels_like, heat_index_f, humidity, wind_chill_f};
pub use forecast::{Forecast, ForecastKind, Period};
pub use gate::{Judged, accept_forecast, judge, why_no_forecast};
pub use moon::{Moon, MoonPhase, moon};
pub use observation::{Observation, Origin, Station, Wind};
pub use own::{Own, OwnDraft, OwnFault, over_at, own_faults, period_name, periods, read_period};
pub use precipitation::{Amount, Fallen, Precipitation};
pub use refusal::{Doubt, Gate, Refusal};
pub use rules::Rules;
pub use sun::{Sun, sun};
pub use units::Units;
