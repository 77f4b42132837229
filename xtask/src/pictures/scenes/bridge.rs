//! The bridge in fog.

use super::super::camera::{Camera, Spot};
use super::super::canvas::Canvas;
use super::super::colour::{hex, smooth};
use super::super::land::{Ridge, Woods, mist, woods};
use super::super::noise::Dice;
use super::super::sky::{Air, Lamp, sky};
use super::super::trees::{Fir, tuft};
use super::super::water::{Surface, ripples, water};

/// A concrete arch bridge walking out into fog over grey water.
pub(super) fn bridge_fog(canvas: &mut Canvas) {
    canvas.finish.vignette = 0.3;
    let sun = Lamp { at: (1.12, 0.2), radius: 0.03, colour: hex(0xfff0d2), glow: 0.6, spread: 0.4 };
    sky(canvas, &[(0.0, hex(0x7f9aa6)), (0.35, hex(0xb9c8c8)), (0.6, hex(0xd9dcd2))], 0.62, Some(sun));
    let air = Air { colour: hex(0xc6cfcc), density: 1.0 / 210.0, lamp: Some(sun) };
    let flat = Air { density: 1.0, ..air };
    let look = Fir::new(hex(0x1b3a3c), hex(0x56735a), 0.6);
    let slope = |line: Ridge, tall, far| Woods {
        line,
        foot: 0.604,
        tall,
        look,
        far,
        cover: 0.97,
        ground: hex(0x4f5c48),
    };
    woods(canvas, &slope(Ridge::new(13, 0.47, 0.14, 0.6).tilt(-0.05), 0.03, 1.35), &flat);
    mist(canvas, 2, 0.52, 0.06, hex(0xd3d8d2), 0.8);
    woods(canvas, &slope(Ridge::new(26, 0.66, 0.12, 0.4).tilt(-0.32), 0.045, 0.75), &flat);
    let surface =
        Surface { level: Some(0.602), ripple: 0.02, ..Surface::new(5, hex(0x51686b), (0.96, 0.72)) };
    water(canvas, &surface, 0.6, |_, y| if y > 0.602 { 1.0 } else { 0.0 });
    let camera = Camera::new([0.0, 7.0, 0.0], 1.1, 0.6);
    bridge(canvas, &camera, &air, -1.0);
    ripples(canvas, 6, 0.605, 0.022);
    canvas.paint_between(0.602, 1.0, |x, y, under| under.mix(air.tint((x, y)), smooth(0.75, 0.602, y) * 0.5));
    bridge(canvas, &camera, &air, 1.0);
    mist(canvas, 12, 0.595, 0.03, hex(0xdadcd4), 0.75);
    mist(canvas, 14, 0.66, 0.02, hex(0xd5dad6), 0.35);
    let mut dice = Dice::new(3);
    for _ in 0..260 {
        let x =
            dice.range(0.0, 0.5) * dice.unit() + if dice.chance(0.4) { 0.0 } else { dice.range(0.0, 0.1) };
        let y = 1.02 - dice.unit() * 0.05;
        tuft(canvas, &mut dice, (x, y), 0.10, 4, (hex(0x2f3b30), hex(0x8d8457)));
    }
}

/// Place on the bridge: `along` metres from its near end, `up` above water, `off` across the deck.
fn on_bridge(along: f32, up: f32, off: f32) -> Spot {
    [-34.0 + along * 0.42 + off * 0.9, up, 34.0 + along * 0.9 - off * 0.42]
}

fn bridge(canvas: &mut Canvas, camera: &Camera, air: &Air, flip: f32) {
    let (deck, span) = (24.0, 58.0);
    let face = |canvas: &mut Canvas, corners: [(f32, f32); 4], off: f32, tone: f32| {
        let spots = corners.map(|(s, y)| on_bridge(s, y * flip, off));
        let base = hex(0x59605f) * tone;
        camera.face(canvas, &spots, |s| {
            air.veil(base * (0.86 + 0.14 * smooth(0.0, 24.0, s[1] * flip)), s[2], camera.project(s))
        });
    };
    for (off, tone) in [(-9.0, 0.55), (0.0, 1.0)] {
        for arch in (-1..6).rev() {
            for (corners, shade) in arch_parts(arch as f32 * span, span, deck) {
                face(canvas, corners, off, tone * shade);
            }
        }
    }
    for step in (-12..70).rev() {
        let (a, b) = (step as f32 * 5.0, (step + 1) as f32 * 5.0);
        face(canvas, [(a, deck - 1.6), (b, deck - 1.6), (b, deck + 0.2), (a, deck + 0.2)], 1.0, 1.15);
        face(canvas, [(a, deck + 1.0), (b, deck + 1.0), (b, deck + 1.4), (a, deck + 1.4)], 1.0, 1.2);
        for post in 0..4 {
            let s = a + post as f32 * 1.25;
            face(canvas, [(s, deck), (s + 0.45, deck), (s + 0.45, deck + 1.2), (s, deck + 1.2)], 1.0, 1.05);
        }
    }
}

/// Four corners of a flat part, each as metres along the bridge and metres above the water.
type Part = [(f32, f32); 4];

/// One arch with its spandrel columns and the pier at its near end, as flat parts and their tones.
fn arch_parts(start: f32, span: f32, deck: f32) -> Vec<(Part, f32)> {
    let mut parts = Vec::new();
    let rib = |t: f32| 4.0 + 17.0 * (1.0 - (2.0 * t - 1.0).powi(2));
    let deep = |t: f32| 1.5 + 2.0 * (2.0 * t - 1.0).powi(2);
    for i in 0..28 {
        let (a, b) = (i as f32 / 28.0, (i + 1) as f32 / 28.0);
        let (sa, sb) = (start + a * span, start + b * span);
        parts.push(([(sa, rib(a)), (sb, rib(b)), (sb, rib(b) - deep(b)), (sa, rib(a) - deep(a))], 1.0));
        if i % 2 == 0 && rib(a) < deck - 4.0 {
            let (low, high) = (rib(a) - 0.5, deck - 1.0);
            parts.push(([(sa - 0.4, low), (sa + 0.4, low), (sa + 0.4, high), (sa - 0.4, high)], 0.95));
        }
    }
    parts.push(([(start - 2.2, -1.0), (start + 2.2, -1.0), (start + 1.8, deck), (start - 1.8, deck)], 0.95));
    parts.push(([(start - 2.9, -1.0), (start + 2.9, -1.0), (start + 2.9, 4.5), (start - 2.9, 4.5)], 0.8));
    parts
}
