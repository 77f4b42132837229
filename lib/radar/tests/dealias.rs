//! Unfolded velocity against what is known to be true: made winds, measured with a low Nyquist speed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use proptest::prelude::*;
use radar::synth::Scene;
use radar::{Gates, Moment, Place, Radial, Sweep, Value, Words, dealias};

/// Metres from gate to gate.
const SPACING_M: f64 = 500.0;
const ELEVATION_DEG: f64 = 0.5;

/// A wind that is known everywhere, and where something is that drifts with it.
struct Truth {
    /// Metres a second along the beam, for metres to the east and north and above the antenna.
    speed: fn(f64, f64, f64) -> f64,
    /// Whether something is there.
    is_echo: fn(f64, f64) -> bool,
    /// The Nyquist speed of an azimuth.
    nyquist: fn(f64) -> f64,
    /// By how much figures differ at random, metres a second each way.
    noise: f64,
    radials: u16,
    gates: u16,
}

impl Default for Truth {
    fn default() -> Self {
        Self {
            speed: |east, north, height| along(east, north, veering(height)),
            is_echo: |_, _| true,
            nyquist: |_| 12.0,
            noise: 2.0,
            radials: 360,
            gates: 400,
        }
    }
}

/// A wind to the east and north that grows and veers with height: 10 m/s from the south, 45 from the west.
fn veering(height_m: f64) -> [f64; 2] {
    let part = (height_m / 4_000.0).min(1.0);
    let (sine, cosine) = (part * 1.4).sin_cos();
    [(10.0 + 35.0 * part) * sine, (10.0 + 35.0 * part) * cosine]
}

/// The part of a wind that blows along the beam.
fn along(east: f64, north: f64, wind: [f64; 2]) -> f64 {
    (east * wind[0] + north * wind[1]) / east.hypot(north)
}

/// A number from −1 to 1 that is another for every gate.
fn grain(azimuth: u64, gate: u64) -> f64 {
    let mut mixed = azimuth.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ gate.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

fn radial(number: u16, azimuth_deg: f32, nyquist_mps: Option<f32>, words: Vec<u8>) -> Arc<Radial> {
    let gates = Gates {
        moment: Moment::Velocity,
        first_m: 2_125,
        spacing_m: SPACING_M as u16,
        scale: 2.0,
        offset: 129.0,
        words: Words::Eight(words.into()),
    };
    Arc::new(Radial {
        azimuth_deg,
        elevation_deg: ELEVATION_DEG as f32,
        width_deg: 1.0,
        time: jiff::Timestamp::UNIX_EPOCH,
        number,
        cut: 1,
        begins: number == 1,
        ends: false,
        nyquist_mps,
        gates: vec![gates],
    })
}

impl Truth {
    /// What a radar measures of it, and the true speed of each gate of each radial.
    fn measured(&self) -> (Sweep, Vec<Vec<Option<f64>>>) {
        let mut sweep = Sweep { cut: 1, radials: Vec::new() };
        let mut truth = Vec::new();
        for number in 0..self.radials {
            let azimuth_deg = (f64::from(number) + 0.5) * 360.0 / f64::from(self.radials);
            let nyquist = (self.nyquist)(azimuth_deg);
            let (sine, cosine) = azimuth_deg.to_radians().sin_cos();
            let speeds: Vec<Option<f64>> = (0..self.gates)
                .map(|gate| {
                    let range = 2_125.0 + f64::from(gate) * SPACING_M;
                    let height = range * ELEVATION_DEG.to_radians().sin() + range * range / 17e6;
                    let (east, north) = (range * sine, range * cosine);
                    let noise = self.noise * grain(u64::from(number), u64::from(gate));
                    let half = |speed: f64| (speed * 2.0).round() / 2.0;
                    (self.is_echo)(east, north).then(|| half((self.speed)(east, north, height) + noise))
                })
                .collect();
            let wrapped = |speed: f64| (speed + nyquist).rem_euclid(2.0 * nyquist) - nyquist;
            let word =
                |speed: &Option<f64>| speed.map_or(0, |speed| (wrapped(speed) * 2.0 + 129.0).round() as u8);
            let words = speeds.iter().map(word).collect();
            sweep.radials.push(radial(number + 1, azimuth_deg as f32, Some(nyquist as f32), words));
            truth.push(speeds);
        }
        (sweep, truth)
    }
}

/// The part of the gates that are true, in the sweep and, to compare, as measured.
fn true_parts(name: &str, sweep: &Sweep, truth: &[Vec<Option<f64>>]) -> [f64; 2] {
    let unfolded = dealias(sweep).unwrap();
    let part = |sweep: &Sweep| {
        let (mut right, mut all) = (0, 0);
        for radial in &sweep.radials {
            let truth = &truth[usize::from(radial.number) - 1];
            for (value, truth) in radial.of(Moment::Velocity).unwrap().values().zip(truth) {
                if let (Value::Measured(value), Some(truth)) = (value, truth) {
                    all += 1;
                    right += usize::from((f64::from(value) - truth).abs() < 0.6);
                }
            }
        }
        f64::from(right as u32) / f64::from(all)
    };
    let parts = [part(&unfolded.sweep), part(sweep)];
    println!(
        "{name}: {:.4} of {} gates true, {:.4} as measured, {} unsure",
        parts[0], unfolded.figures, parts[1], unfolded.unsure
    );
    parts
}

#[test]
fn a_wind_that_veers_with_height_is_found() {
    let (sweep, truth) = Truth::default().measured();
    let [found, raw] = true_parts("veering", &sweep, &truth);
    assert!(found >= 0.999 && raw < 0.7, "{found} {raw}");
}

#[test]
fn rain_of_a_made_scene_is_unfolded() {
    let place = Place::of_registry("KMAX").unwrap();
    let mut scene = Scene::new("KMAX", place, "2021-03-01T18:00:00Z".parse().unwrap());
    (scene.gates, scene.elevations) = (400, vec![0.5]);
    let volume = scene.volume(scene.passes);
    let (mut sweep, mut truth) = Truth::default().measured();
    // Only where the scene has an echo.
    for ((radial, seen), truth) in sweep.radials.iter_mut().zip(&volume.sweeps[0].radials).zip(&mut truth) {
        let mut changed = (**radial).clone();
        let Words::Eight(words) = &mut changed.gates[0].words else { unreachable!() };
        let seen = seen.of(Moment::Reflectivity).unwrap().values();
        for ((word, truth), seen) in words.iter_mut().zip(truth).zip(seen) {
            if !matches!(seen, Value::Measured(_)) {
                (*word, *truth) = (0, None);
            }
        }
        *radial = changed.into();
    }
    let [found, raw] = true_parts("made scene", &sweep, &truth);
    assert!(found >= 0.99 && raw < 0.8, "{found} {raw}");
}

#[test]
fn a_mesocyclone_keeps_both_of_its_sides() {
    let speed = |east: f64, north: f64, height: f64| {
        let (right, up) = (east - 45_000.0, north - 40_000.0);
        let distance = right.hypot(up).max(1.0);
        // Rankine: solid to 4 km, fading beyond; turning to the left.
        let turning = 38.0 * (distance / 4_000.0).min(4_000.0 / distance);
        let wind = veering(height);
        along(east, north, [wind[0] - turning * up / distance, wind[1] + turning * right / distance])
    };
    for (nyquist, least) in [(26_u8, 0.999), (16, 0.99)] {
        let truth = Truth {
            speed,
            nyquist: if nyquist == 26 { |_| 26.0 } else { |_| 16.0 },
            is_echo: |east, north| (east - 45_000.0).hypot(north - 40_000.0) < 30_000.0,
            radials: 720,
            ..Truth::default()
        };
        let (sweep, truth) = truth.measured();
        let [found, raw] = true_parts(&format!("mesocyclone, {nyquist} m/s"), &sweep, &truth);
        assert!(found >= least && raw < 0.99, "{found} {raw}");
    }
}

#[test]
fn showers_far_from_each_other_are_unfolded_by_the_wind_they_share() {
    let truth = Truth {
        is_echo: |east, north| {
            let (column, row) = ((east / 30_000.0).round(), (north / 30_000.0).round());
            (east - column * 30_000.0).hypot(north - row * 30_000.0) < 3_500.0
        },
        speed: |east, north, height| along(east, north, [24.0 + height / 500.0, 14.0]),
        ..Truth::default()
    };
    let (sweep, truth) = truth.measured();
    let [found, raw] = true_parts("showers", &sweep, &truth);
    assert!(found >= 0.99 && raw < 0.7, "{found} {raw}");
}

#[test]
fn lost_radials_and_range_folded_rings_are_bridged() {
    let (mut sweep, truth) = Truth::default().measured();
    sweep.radials.retain(|radial| !(100..140).contains(&radial.number) && radial.number % 37 != 0);
    for radial in &mut sweep.radials {
        let mut changed = (**radial).clone();
        let Words::Eight(words) = &mut changed.gates[0].words else { unreachable!() };
        words[150..190].fill(1);
        *radial = changed.into();
    }
    let [found, raw] = true_parts("gaps", &sweep, &truth);
    assert!(found >= 0.999 && raw < 0.7, "{found} {raw}");
    let unfolded = dealias(&sweep).unwrap();
    let folded = unfolded.sweep.radials[5].gates[0].values().filter(|value| *value == Value::Folded).count();
    assert_eq!(folded, 40);
}

#[test]
fn a_sweep_under_way_is_unfolded_as_far_as_it_has_come() {
    let (whole, truth) = Truth::default().measured();
    for radials in [90, 180, 270] {
        let sweep = Sweep { cut: 1, radials: whole.radials[..radials].to_vec() };
        let [found, raw] = true_parts(&format!("{radials} radials"), &sweep, &truth);
        assert!(found >= 0.99 && found > raw, "{found} {raw}");
    }
}

#[test]
fn sectors_may_fold_at_speeds_of_their_own() {
    let nyquist = |azimuth| match azimuth {
        0.0..120.0 => 11.0,
        120.0..250.0 => 16.5,
        _ => 26.0,
    };
    let (sweep, truth) = Truth { nyquist, ..Truth::default() }.measured();
    let [found, raw] = true_parts("sectors", &sweep, &truth);
    assert!(found >= 0.995 && found > raw, "{found} {raw}");
}

#[test]
fn clear_air_with_the_lowest_nyquist_speed_is_unfolded() {
    let truth = Truth {
        nyquist: |_| 8.0,
        is_echo: |east, north| east.hypot(north) < 70_000.0 && grain(east as u64, north as u64) > -0.4,
        speed: |east, north, height| along(east, north, [6.0 + height / 100.0, -9.0]),
        gates: 150,
        ..Truth::default()
    };
    let (sweep, truth) = truth.measured();
    let [found, raw] = true_parts("clear air", &sweep, &truth);
    assert!(found >= 0.99 && raw < 0.9, "{found} {raw}");
}

#[test]
fn noise_in_between_leads_nobody_astray() {
    let (mut sweep, mut truth) = Truth::default().measured();
    for (radial, truth) in sweep.radials.iter_mut().zip(&mut truth) {
        let mut changed = (**radial).clone();
        let number = u64::from(changed.number);
        let Words::Eight(words) = &mut changed.gates[0].words else { unreachable!() };
        for (gate, (word, truth)) in words.iter_mut().zip(truth).enumerate() {
            // One in seven, and all around the antenna, is any speed below 12 m/s.
            if grain(number + 1_000, gate as u64) > 0.7 || gate < 30 {
                *word = (129.0 + 23.0 * grain(number + 2_000, gate as u64)) as u8;
                *truth = None;
            }
        }
        *radial = changed.into();
    }
    let [found, raw] = true_parts("noise", &sweep, &truth);
    assert!(found >= 0.99 && raw < 0.7, "{found} {raw}");
}

#[test]
fn what_is_slow_stays_as_it_was_measured() {
    let slow = Truth { speed: |east, north, _| along(east, north, [4.0, 3.0]), ..Truth::default() };
    let (sweep, _) = slow.measured();
    let unfolded = dealias(&sweep).unwrap();
    assert_eq!((unfolded.changed, unfolded.unsure), (0, 0));
    for (before, after) in sweep.radials.iter().zip(&unfolded.sweep.radials) {
        assert!(before.gates[0].values().eq(after.gates[0].values()));
    }
}

#[test]
fn the_radial_that_came_first_changes_nothing() {
    let (sweep, _) = Truth::default().measured();
    let mut turned = sweep.clone();
    turned.radials.rotate_left(123);
    let mut unfolded = dealias(&turned).unwrap();
    unfolded.sweep.radials.rotate_right(123);
    assert_eq!(Some(unfolded), dealias(&sweep));
}

#[test]
fn without_a_nyquist_speed_that_holds_nothing_is_unfolded() {
    let (sweep, _) = Truth::default().measured();
    let with = |nyquist_mps: Option<f32>| {
        let radials = sweep.radials.iter().map(|radial| Radial { nyquist_mps, ..(**radial).clone() }.into());
        Sweep { cut: 1, radials: radials.collect() }
    };
    assert!(dealias(&with(None)).is_none());
    assert!(dealias(&with(Some(0.0))).is_none());
    assert!(dealias(&with(Some(f32::NAN))).is_none());
    // The figures reach 12 m/s.
    assert!(dealias(&with(Some(9.0))).is_none());
    assert!(dealias(&Sweep::default()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_whole_folds_are_added_and_only_to_figures(
        words in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..24),
        azimuths in prop::collection::vec(0.0_f32..360.0, 24),
        nyquists in prop::collection::vec(prop::option::of(58.0_f32..66.0), 24),
    ) {
        let radials = words.into_iter().zip(&azimuths).zip(&nyquists).enumerate();
        let radials = radials.map(|(at, ((words, azimuth), nyquist))| radial(at as u16 + 1, *azimuth, *nyquist, words));
        let sweep = Sweep { cut: 1, radials: radials.collect() };
        let Some(unfolded) = dealias(&sweep) else { return Ok(()) };
        prop_assert_eq!(unfolded.sweep.radials.len(), sweep.radials.len());
        for (before, after) in sweep.radials.iter().zip(&unfolded.sweep.radials) {
            prop_assert_eq!(before.number, after.number);
            prop_assert_eq!(before.gates[0].words.len(), after.gates[0].words.len());
            for (before_value, after_value) in before.gates[0].values().zip(after.gates[0].values()) {
                match (before_value, after_value) {
                    (Value::Measured(one), Value::Measured(other)) => {
                        let apart = f64::from(other - one);
                        let turn = before.nyquist_mps.map_or(1e9, |nyquist| 2.0 * f64::from(nyquist));
                        let rest = apart - (apart / turn).round() * turn;
                        prop_assert!(rest.abs() < 0.02, "{} {}", one, other);
                    }
                    (one, other) => prop_assert_eq!(one, other),
                }
            }
        }
    }
}
