//! What the weather is at a point, at a moment.

use crate::synth::Scene;
use crate::synth::noise::{cloudy, grain};

/// What one gate gives back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Echo {
    pub(super) dbz: f32,
    pub(super) velocity_mps: f32,
    pub(super) width_mps: f32,
    pub(super) zdr_db: f32,
    pub(super) phase_deg: f32,
    pub(super) correlation: f32,
}

/// The weather at one moment.
pub(super) struct Weather<'a> {
    scene: &'a Scene,
    /// Unit vector of the motion, east and north.
    along: [f64; 2],
    /// How far everything has moved since the band stood over the radar, in metres.
    moved_m: f64,
}

/// Metres of the layer in which snow melts and shines.
const MELTING_M: f64 = 1_900.0;
/// Half the width of the light rain, in metres.
const BAND_M: f64 = 55_000.0;
/// Half the width of the heavy line at its front.
const LINE_M: f64 = 10_000.0;
/// Less than any radar hears.
const NOTHING_DBZ: f64 = -99.0;
/// Beyond this distance the ground gives nothing back.
const GROUND_M: f64 = 42_000.0;

impl<'a> Weather<'a> {
    pub(super) fn new(scene: &'a Scene, seconds: f64) -> Self {
        // It moves away from where it comes from.
        let (sine, cosine) = (scene.from_deg + 180.0).to_radians().sin_cos();
        Self { scene, along: [sine, cosine], moved_m: seconds * scene.speed_mps }
    }

    /// The echo at a point (metres east and north of the radar, metres above the sea, metres along the beam).
    pub(super) fn echo(&self, [east, north]: [f64; 2], height_m: f64, slant_m: f64) -> Option<Echo> {
        let rain = if self.scene.is_wet { self.rain_dbz([east, north], height_m) } else { NOTHING_DBZ };
        let ground = self.ground_dbz([east, north], height_m);
        // The farther, the stronger an echo must be to be heard.
        let least = -34.0 + 20.0 * (slant_m / 1_000.0).max(1.0).log10();
        let (dbz, is_rain) = if rain >= ground { (rain, true) } else { (ground, false) };
        if dbz < least {
            return None;
        }
        let seed = self.scene.seed;
        let fine = |salt: u32| cloudy(east / 900.0, north / 900.0, 2, seed.wrapping_add(salt)) - 0.5;
        let (sine, cosine) = east.atan2(north).sin_cos();
        let towards = self.along[0] * sine + self.along[1] * cosine;
        // Higher up it blows harder.
        let wind = self.scene.speed_mps * (1.0 + height_m / 9_000.0);
        Some(if is_rain {
            Echo {
                dbz: dbz as f32,
                velocity_mps: (wind * towards + 3.0 * fine(71)) as f32,
                width_mps: (1.4 + 2.0 * fine(72).abs() + (dbz / 40.0).max(0.0)) as f32,
                zdr_db: ((dbz - 15.0).max(0.0) * 0.055 + fine(73)) as f32,
                phase_deg: (35.0 + slant_m / 9_000.0 + (dbz - 30.0).max(0.0)) as f32,
                correlation: (0.988 + 0.016 * fine(74) - self.melting(height_m) * 0.045) as f32,
            }
        } else {
            Echo {
                dbz: dbz as f32,
                velocity_mps: (1.5 * fine(75)) as f32,
                width_mps: 0.5,
                zdr_db: (8.0 * fine(76)) as f32,
                phase_deg: (180.0 + 300.0 * fine(77)).clamp(0.0, 359.0) as f32,
                correlation: (0.62 + 0.35 * fine(78)) as f32,
            }
        })
    }

    fn rain_dbz(&self, [east, north]: [f64; 2], height_m: f64) -> f64 {
        let seed = self.scene.seed;
        // In the frame that moves with the weather.
        let ahead = east * self.along[0] + north * self.along[1] - self.moved_m;
        let beside = east * self.along[1] - north * self.along[0];
        let bend = 90_000.0 * (cloudy(beside / 150_000.0, 7.0, 4, seed) - 0.5);
        let depth = ahead - bend;
        let texture = cloudy(ahead / 16_000.0, beside / 16_000.0, 5, seed.wrapping_add(10));
        let light = 31.0 * (-((depth + 25_000.0) / BAND_M).powi(2)).exp() + 26.0 * (texture - 0.60);
        let cells = cloudy(ahead / 11_000.0, beside / 11_000.0, 4, seed.wrapping_add(30));
        // The line has gaps.
        let lively = (2.6 * cloudy(beside / 60_000.0, 3.0, 2, seed.wrapping_add(20)) - 0.55).clamp(0.0, 1.0);
        let line = 55.0 * (-(depth / LINE_M).powi(2)).exp() * (0.3 + 1.2 * cells).min(1.05) * lively.sqrt();
        let showers = if depth > 25_000.0 { 190.0 * (cells - 0.72) + 12.0 } else { 0.0 };
        let strongest = light.max(line).max(showers);
        // Tops: the line reaches higher than the rest.
        let top_m = 5_400.0 + 3_400.0 * (line / 50.0).clamp(0.0, 1.0) + 900.0 * (texture - 0.5);
        let faded = if height_m > top_m { (height_m - top_m) / 130.0 } else { 0.0 };
        strongest - faded + 5.0 * self.melting(height_m) - 4.0
    }

    fn melting(&self, height_m: f64) -> f64 {
        (-((height_m - MELTING_M) / 220.0).powi(2)).exp()
    }

    fn ground_dbz(&self, [east, north]: [f64; 2], height_m: f64) -> f64 {
        let distance_m = east.hypot(north);
        if distance_m > GROUND_M {
            return NOTHING_DBZ;
        }
        let hills = cloudy(east / 5_000.0, north / 5_000.0, 4, self.scene.seed.wrapping_add(50));
        let speckle = 12.0 * grain(east / 500.0, north / 500.0, self.scene.seed.wrapping_add(60));
        let above_m = (height_m - self.scene.place.ground_m).max(0.0);
        70.0 * (hills - 0.5) + speckle + 6.0 - distance_m / 2_400.0 - above_m / 45.0
    }
}
