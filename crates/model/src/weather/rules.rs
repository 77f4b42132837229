//! How long weather is good for, and from how far away: the station's settings.

use crate::air;
use jiff::SignedDuration;

/// How far weather is to be trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// How long an observation is good for after the moment it was made.
    pub observation_max_age: SignedDuration,
    /// How long a forecast is good for after the moment it was made.
    pub forecast_max_age: SignedDuration,
    /// A station further away than this is said to be far from the town, in kilometres.
    pub far_km: f64,
    /// A station so much higher or lower than the town is said to be so, in metres.
    pub high_m: f64,
    /// How far figures of the air are to be trusted.
    pub air: air::Rules,
    /// Who observes and forecasts, as readers see it.
    pub credit: String,
    /// Where readers find more of that.
    pub credit_url: Option<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            // Stations report each hour, a few minutes before it; one missed report is forgiven, two are not.
            observation_max_age: SignedDuration::from_mins(130),
            // Forecasts are written anew at least twice a day.
            forecast_max_age: SignedDuration::from_hours(18),
            far_km: 25.0,
            // Two degrees Celsius, by the standard atmosphere's 6.5 a kilometre.
            high_m: 300.0,
            air: air::Rules::default(),
            credit: "National Weather Service".to_owned(),
            credit_url: Some("https://www.weather.gov/".to_owned()),
        }
    }
}
