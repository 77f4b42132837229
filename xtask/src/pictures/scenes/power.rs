//! Power lines over the ridges.

use super::super::canvas::{Canvas, Point};
use super::super::colour::hex;
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::Dice;
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::{pylon, wire};
use super::super::trees::{Fir, tuft};

/// Pylons marching over ridges at dusk.
pub(super) fn power_lines_ridge(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.42, 0.50), radius: 0.024, colour: hex(0xffb45c), glow: 1.0, spread: 0.34 };
    sky(
        canvas,
        &[(0.0, hex(0x4a3048)), (0.25, hex(0x9c5048)), (0.42, hex(0xe0834c)), (0.56, hex(0xffc46c))],
        0.75,
        Some(sun),
    );
    let deck = Clouds {
        seed: 251,
        horizon: 0.5,
        size: 0.8,
        stretch: 6.0,
        amount: 0.5,
        lit: hex(0xf7a864),
        shade: hex(0x6c3f48),
        opacity: 0.8,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xd09a70), density: 1.0, lamp: Some(sun) };
    march(canvas, &air);
    let mut dice = Dice::new(258);
    for _ in 0..900 {
        let (x, y) = (dice.range(0.0, 1.5), dice.range(0.92, 1.04));
        tuft(canvas, &mut dice, (x, y), 0.05, 4, (hex(0x1c1826), hex(0x8a6458)));
    }
}

/// Ridges from far to near, each with its pylons, wired to those behind.
fn march(canvas: &mut Canvas, air: &Air) {
    let face = (hex(0x3a2a3c), hex(0x7a5848));
    let lines = [
        Ridge::new(252, 0.545, 0.08, 0.5).sharp(0.4),
        Ridge::new(254, 0.60, 0.10, 0.6).sharp(0.3),
        Ridge::new(257, 0.69, 0.11, 0.7),
        Ridge::new(259, 0.80, 0.12, 0.8).tilt(-0.06),
    ];
    // Where each pylon stands: which ridge, position along it, height.
    let stops = [(0, 0.60, 0.055), (1, 0.71, 0.105), (2, 0.92, 0.20), (3, 1.19, 0.42)];
    let twin = [(0, 0.55, 0.052), (1, 0.58, 0.10), (2, 0.66, 0.185), (3, 0.62, 0.37)];
    let mut hung: Vec<Vec<Vec<Point>>> = vec![Vec::new(), Vec::new()];
    let look = Fir::new(hex(0x10192a), hex(0x54485a), -0.2);
    for (i, line) in lines.iter().enumerate() {
        let far = [1.25, 0.75, 0.36, 0.08][i];
        for (run, route) in [stops, twin].into_iter().enumerate() {
            let (_, x, tall) = route[i];
            let foot = (x, line.line(x) + tall * 0.04);
            let tone = air.veil(hex(0x161a2c), far * 0.8, foot);
            let hangers = pylon(canvas, foot, tall, tone);
            if let Some(before) = hung[run].last() {
                for (a, b) in before.iter().zip(&hangers) {
                    wire(canvas, *a, *b, tall * 0.10, 0.0004 + tall * 0.0026, tone, 0.85);
                }
            }
            hung[run].push(hangers);
        }
        if i < 2 {
            ridge(canvas, line, 1.0, face, (air, far), -0.4);
        } else {
            let slope = Woods {
                line: *line,
                foot: 1.02,
                tall: [0.0, 0.0, 0.022, 0.04][i],
                look,
                far,
                cover: 0.55,
                ground: hex(0x4a3c40),
            };
            woods(canvas, &slope, air);
        }
        if i < 3 {
            mist(canvas, 30 + i as u32, line.at + 0.055, 0.03, air.tint((0.5, 0.55)), 0.45);
        }
    }
    for run in &hung {
        if let Some(last) = run.last() {
            for (k, &from) in last.iter().enumerate() {
                let to = (1.9 + k as f32 * 0.07, from.1 - 0.18);
                wire(canvas, from, to, 0.05, 0.0016, hex(0x161a2c), 0.9);
            }
        }
    }
}
