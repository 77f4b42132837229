#![no_main]
//! Sweeps of velocity, made of the bytes: some short, some without a Nyquist speed, some with one that differs or is no
//! number. Only whole folds are added, and only to figures.

use std::sync::Arc;

use radar::{Gates, Moment, Radial, Sweep, Value, Words, dealias};

/// Two bytes of the azimuth, two of the Nyquist speed, one of its length, then as many gates.
fn sweep(mut bytes: &[u8]) -> Sweep {
    let mut radials = Vec::new();
    while let Some(head) = bytes.split_off(..5) {
        let gates = bytes.split_off(..usize::from(head[4]).min(bytes.len())).unwrap_or_default();
        let speed = u16::from_le_bytes([head[2], head[3]]);
        let nyquist_mps = match speed {
            0 => None,
            1 => Some(f32::NAN),
            2 => Some(f32::INFINITY),
            // Mostly like the one before, so that there is something to join.
            speed if speed.is_multiple_of(3) => Some(f32::from(speed) / 500.0),
            _ => Some(60.0),
        };
        let azimuth = u16::from_le_bytes([head[0], head[1]]);
        let azimuth_deg = if azimuth == 0 { f32::NAN } else { f32::from(azimuth) / 182.0 };
        let words: Box<[u8]> = gates.into();
        let wide = azimuth.is_multiple_of(7);
        let words = if wide { Words::Sixteen(words.iter().map(|word| u16::from(*word) << 4).collect()) } else { Words::Eight(words) };
        let scale = if wide { 30.0 } else { 2.0 };
        radials.push(Arc::new(Radial {
            azimuth_deg,
            elevation_deg: f32::from(head[4]) / 8.0 - 2.0,
            width_deg: if head[4] & 1 == 0 { 1.0 } else { 0.5 },
            time: jiff::Timestamp::UNIX_EPOCH,
            number: radials.len() as u16,
            cut: 1,
            begins: radials.is_empty(),
            ends: false,
            nyquist_mps,
            gates: vec![Gates { moment: Moment::Velocity, first_m: -375, spacing_m: 250, scale, offset: 129.0, words }],
        }));
    }
    Sweep { cut: 1, radials }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let sweep = sweep(bytes);
    let Some(unfolded) = dealias(&sweep) else { return };
    assert_eq!(unfolded.sweep.radials.len(), sweep.radials.len());
    for (before, after) in sweep.radials.iter().zip(&unfolded.sweep.radials) {
        let turn = before.nyquist_mps.map_or(f64::INFINITY, |nyquist| 2.0 * f64::from(nyquist));
        assert!(before.gates[0].words.len() == after.gates[0].words.len());
        for (before, after) in before.gates[0].values().zip(after.gates[0].values()) {
            let (Value::Measured(one), Value::Measured(other)) = (before, after) else {
                assert_eq!(before, after);
                continue;
            };
            let apart = f64::from(other - one);
            let folds = if turn.is_finite() { (apart / turn).round() } else { 0.0 };
            let rest = if folds == 0.0 { apart } else { apart - folds * turn };
            assert!(rest.abs() < 0.03, "{one} {other} {turn}");
        }
    }
});
