//! The weather of a town: what was observed, what is forecast, and how far either is to be trusted.

mod rules;
mod units;

pub use rules::Rules;
pub use units::Units;
