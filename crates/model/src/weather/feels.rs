//! What the air feels like, by the definitions of the US National Weather Service, each in its own range.
//!
//! Heat index: L. P. Rothfusz, NWS Technical Attachment SR 90-23 (1990), with the two adjustments and the simpler formula
//! for milder values as the Weather Prediction Center computes it. Wind chill: the formula of 2001 (NWS and Environment
//! Canada). Both are defined in degrees Fahrenheit and miles per hour.

/// What it feels like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feels {
    /// Degrees Celsius.
    pub c: f64,
    /// By which definition.
    pub kind: FeelsKind,
}

/// The definition that a felt temperature was worked out by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeelsKind {
    /// From 80 °F up.
    HeatIndex,
    /// At 50 °F and below, in more than 3 mph.
    WindChill,
    /// Neither applies: it feels as warm as it is.
    Air,
}

/// Wind chill is defined for winds above this, in mph.
const LEAST_WIND_MPH: f64 = 3.0;
/// Wind chill is defined up to this, in °F.
const WARMEST_CHILL_F: f64 = 50.0;
/// Heat index is defined from this, in °F.
const COOLEST_HEAT_F: f64 = 80.0;
const KMH_PER_MPH: f64 = 1.609_344;

/// What air of so many degrees Celsius feels like. `None` when what the definition needs was not reported: in the cold
/// the wind, in the heat the humidity. A felt temperature is not made up.
pub fn feels_like(temperature_c: f64, humidity_percent: Option<f64>, wind_kmh: Option<f64>) -> Option<Feels> {
    let f = temperature_c * 1.8 + 32.0;
    let of = |f: f64, kind| Feels { c: (f - 32.0) / 1.8, kind };
    if f <= WARMEST_CHILL_F {
        let mph = wind_kmh? / KMH_PER_MPH;
        return Some(if mph > LEAST_WIND_MPH {
            of(wind_chill_f(f, mph), FeelsKind::WindChill)
        } else {
            Feels { c: temperature_c, kind: FeelsKind::Air }
        });
    }
    if f >= COOLEST_HEAT_F {
        return Some(of(heat_index_f(f, humidity_percent?), FeelsKind::HeatIndex));
    }
    Some(Feels { c: temperature_c, kind: FeelsKind::Air })
}

/// Wind chill in °F of °F and mph; meaningful at 50 °F and below, above 3 mph.
pub fn wind_chill_f(f: f64, mph: f64) -> f64 {
    let v = mph.powf(0.16);
    35.74 + 0.6215 * f - 35.75 * v + 0.4275 * f * v
}

/// Heat index in °F of °F and percent; meaningful from 80 °F.
pub fn heat_index_f(f: f64, percent: f64) -> f64 {
    let simple = 0.5 * (f + 61.0 + (f - 68.0) * 1.2 + percent * 0.094);
    let mean = (simple + f) / 2.0;
    if mean < 80.0 {
        return mean;
    }
    let (t, r) = (f, percent);
    let full = -42.379 + 2.049_015_23 * t + 10.143_331_27 * r
        - 0.224_755_41 * t * r
        - 6.837_83e-3 * t * t
        - 5.481_717e-2 * r * r
        + 1.228_74e-3 * t * t * r
        + 8.528_2e-4 * t * r * r
        - 1.99e-6 * t * t * r * r;
    if r < 13.0 && (80.0..=112.0).contains(&t) {
        full - (13.0 - r) / 4.0 * ((17.0 - (t - 95.0).abs()) / 17.0).max(0.0).sqrt()
    } else if r > 85.0 && (80.0..=87.0).contains(&t) {
        full + (r - 85.0) / 10.0 * ((87.0 - t) / 5.0)
    } else {
        full
    }
}

/// Relative humidity in percent of temperature and dew point in °C (Magnus, with the constants of Alduchov and Eskridge,
/// 1996).
pub fn humidity(temperature_c: f64, dewpoint_c: f64) -> f64 {
    let pressure = |c: f64| (17.625 * c / (243.04 + c)).exp();
    (100.0 * pressure(dewpoint_c) / pressure(temperature_c)).clamp(0.0, 100.0)
}

#[cfg(test)]
#[path = "feels_tests.rs"]
mod tests;
