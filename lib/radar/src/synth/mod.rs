//! A weather that never was, for demonstrations: a rain band that moves over the radar, light rain behind it,
//! showers ahead, ground echoes around the antenna.
//!
//! Everything is worked out from a seed, a place and a moment; the same ones give the same volume, to the byte,
//! and two moments ten minutes apart give the same band ten minutes farther on. It is not a model of the
//! atmosphere, and must be labelled as a demonstration wherever it is shown.

mod noise;
mod scene;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::beam::Beam;
use crate::moment::Moment;
use crate::radial::{Gates, Radial, Words};
use crate::site::{Place, Site};
use crate::sweep::Sweep;
use crate::synth::scene::{Echo, Weather};
use crate::volume::{Condition, Cut, Volume};

/// What is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The four letters of the radar.
    pub id: String,
    /// Where it stands.
    pub place: Place,
    /// Another number is another weather.
    pub seed: u32,
    /// When the middle of the band passes over the radar.
    pub passes: Timestamp,
    /// Where the weather comes from, in degrees clockwise from north.
    pub from_deg: f64,
    /// How fast it moves, in metres a second.
    pub speed_mps: f64,
    /// Whether it rains: without, only the ground is heard.
    pub is_wet: bool,
    /// Radials of a sweep: 360 or 720.
    pub radials: u16,
    /// Gates of a radial.
    pub gates: u16,
    /// Metres from gate to gate.
    pub spacing_m: u16,
    /// The angles of the sweeps, in degrees, from the lowest.
    pub elevations: Vec<f32>,
}

/// Beyond this speed, in metres a second, the velocity of a made volume wraps around.
const NYQUIST_MPS: f32 = 26.5;
/// Seconds of one sweep.
const SWEEP_SECONDS: i64 = 18;

impl Scene {
    /// A scene of modest size: three angles, a degree and half a kilometre fine, 300 km far. It packs to about
    /// half a megabyte.
    #[must_use]
    pub fn new(id: &str, place: Place, passes: Timestamp) -> Self {
        Self {
            id: id.to_owned(),
            place,
            seed: 1,
            passes,
            from_deg: 250.0,
            speed_mps: 14.0,
            is_wet: true,
            radials: 360,
            gates: 600,
            spacing_m: 500,
            elevations: vec![0.5, 1.5, 2.4],
        }
    }

    /// The volume that the radar makes of it, beginning at a moment.
    #[must_use]
    pub fn volume(&self, time: Timestamp) -> Volume {
        let after = (time - self.passes).as_secs_f64();
        let weather = Weather::new(self, after);
        let sweeps = self.elevations.iter().take(30).zip(1_u8..).map(|(elevation, cut)| {
            let begins = time + SignedDuration::from_secs(i64::from(cut - 1) * SWEEP_SECONDS);
            self.sweep(&weather, *elevation, cut, begins)
        });
        Volume {
            site: Site { id: self.id.clone(), place: Some(self.place) },
            time: Some(time),
            vcp: Some(212),
            plan: self.elevations.iter().map(|deg| Cut { elevation_deg: *deg, rescan: false }).collect(),
            condition: Some(Condition::Operating),
            sweeps: sweeps.collect(),
            ..Volume::default()
        }
    }

    fn sweep(&self, weather: &Weather<'_>, elevation_deg: f32, cut: u8, begins: Timestamp) -> Sweep {
        let beam = Beam::new(self.place);
        let count = self.radials.clamp(1, 720);
        let milliseconds = SWEEP_SECONDS * 1_000 / i64::from(count);
        let radials = (1..=count).map(|number| {
            let width_deg = 360.0 / f32::from(count);
            let azimuth_deg = (f32::from(number) - 0.5) * width_deg;
            let time = begins + SignedDuration::from_millis(i64::from(number) * milliseconds);
            let echoes = self.echoes(weather, beam, f64::from(azimuth_deg), f64::from(elevation_deg));
            Arc::new(Radial {
                azimuth_deg,
                elevation_deg,
                width_deg,
                time,
                number,
                cut,
                begins: number == 1,
                ends: number == count,
                nyquist_mps: Some(NYQUIST_MPS),
                gates: self.moments(&echoes),
            })
        });
        Sweep { cut, radials: radials.collect() }
    }

    fn echoes(
        &self,
        weather: &Weather<'_>,
        beam: Beam,
        azimuth_deg: f64,
        elevation_deg: f64,
    ) -> Vec<Option<Echo>> {
        let (sine, cosine) = azimuth_deg.to_radians().sin_cos();
        let gate = |index: u16| {
            let slant_m = self.first_m() + f64::from(index) * f64::from(self.spacing_m);
            let ground_m = beam.ground_m(elevation_deg, slant_m);
            let height_m = beam.height_m(elevation_deg, ground_m);
            weather.echo([ground_m * sine, ground_m * cosine], height_m, slant_m)
        };
        (0..self.gates).map(gate).collect()
    }

    fn first_m(&self) -> f64 {
        2_000.0 + f64::from(self.spacing_m) / 2.0
    }

    fn moments(&self, echoes: &[Option<Echo>]) -> Vec<Gates> {
        let moment = |moment, scale: f32, offset: f32, of: &dyn Fn(&Echo) -> f32| {
            let word = |echo: &Echo| (of(echo) * scale + offset).round().clamp(2.0, 255.0) as u8;
            let words = echoes.iter().map(|echo| echo.as_ref().map_or(0, word)).collect();
            let (first_m, spacing_m) = (self.first_m() as i32, self.spacing_m);
            Gates { moment, first_m, spacing_m, scale, offset, words: Words::Eight(words) }
        };
        let phase =
            |echo: &Option<Echo>| echo.map_or(0, |echo| (echo.phase_deg * 2.836_1 + 2.0).round() as u16);
        let phases = echoes.iter().map(phase).collect();
        let reflectivity = moment(Moment::Reflectivity, 2.0, 66.0, &|echo| echo.dbz);
        let phase = Gates {
            moment: Moment::DifferentialPhase,
            scale: 2.836_1,
            offset: 2.0,
            words: Words::Sixteen(phases),
            ..reflectivity.clone()
        };
        vec![
            reflectivity,
            moment(Moment::Velocity, 2.0, 129.0, &|echo| wrapped(echo.velocity_mps)),
            moment(Moment::SpectrumWidth, 2.0, 129.0, &|echo| echo.width_mps),
            moment(Moment::DifferentialReflectivity, 16.0, 128.0, &|echo| echo.zdr_db),
            phase,
            moment(Moment::Correlation, 300.0, -60.5, &|echo| echo.correlation),
        ]
    }
}

fn wrapped(speed: f32) -> f32 {
    (speed + NYQUIST_MPS).rem_euclid(2.0 * NYQUIST_MPS) - NYQUIST_MPS
}
