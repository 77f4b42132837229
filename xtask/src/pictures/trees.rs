//! Trees made of many small touches: firs, round-crowned oaks and fruit trees, bare and burned trunks, and grass.

use super::canvas::{Canvas, Point};
use super::colour::{Rgb, hex};
use super::noise::Dice;

/// How a fir is lit. Colours already carry the veil of distance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fir {
    pub(crate) dark: Rgb,
    pub(crate) lit: Rgb,
    /// Side the light comes from: -1 left, 1 right, 0 behind the viewer.
    pub(crate) sun: f32,
    /// Snow on the boughs, 0..1, and its colour in light and shade.
    pub(crate) snow: f32,
    pub(crate) snow_lit: Rgb,
    pub(crate) snow_shade: Rgb,
}

impl Fir {
    pub(crate) fn new(dark: Rgb, lit: Rgb, sun: f32) -> Fir {
        Fir { dark, lit, sun, snow: 0.0, snow_lit: hex(0xffffff), snow_shade: hex(0x9db4d8) }
    }

    /// The same fir with both colours changed, for distance and variety.
    pub(crate) fn map(self, change: impl Fn(Rgb) -> Rgb) -> Fir {
        Fir {
            dark: change(self.dark),
            lit: change(self.lit),
            snow_lit: change(self.snow_lit),
            snow_shade: change(self.snow_shade),
            ..self
        }
    }
}

/// A fir with its foot at `foot`, `tall` picture heights high. Detail follows its size in pixels.
pub(crate) fn fir(canvas: &mut Canvas, dice: &mut Dice, foot: Point, tall: f32, look: &Fir) {
    let pixels = tall * canvas.scale();
    if pixels < 3.0 {
        canvas.dab(
            (foot.0, foot.1 - tall * 0.5),
            (tall * 0.2, tall * 0.5),
            0.0,
            0.5,
            look.dark.mix(look.lit, 0.3),
            0.85,
        );
    } else if pixels < 62.0 {
        small_fir(canvas, dice, foot, tall, look);
    } else {
        large_fir(canvas, dice, foot, tall, look);
    }
}

fn small_fir(canvas: &mut Canvas, dice: &mut Dice, foot: Point, tall: f32, look: &Fir) {
    let tiers = ((tall * canvas.scale() / 3.5) as usize).clamp(3, 12);
    let wide = tall * dice.range(0.19, 0.27);
    let lean = dice.bell() * tall * 0.015;
    let tone = dice.unit() * 0.35;
    for tier in 0..tiers {
        let low = tier as f32 / tiers as f32;
        let high = (low + 1.9 / tiers as f32).min(1.0);
        let skirt = wide * (1.0 - low * 0.93).powf(0.9) * dice.range(0.8, 1.2);
        let (y0, y1) = (foot.1 - tall * (0.05 + 0.95 * low), foot.1 - tall * (0.05 + 0.95 * high));
        let x = foot.0 + lean * low;
        let droop = tall * 0.03;
        let body = [(x - skirt, y0 + droop), (x, y1), (x + skirt, y0 + droop * 0.6), (x, y0 - droop * 0.4)];
        canvas.fill(&body, look.dark.mix(look.lit, tone * 0.5), 1.0);
        let side = if look.sun < 0.0 { -1.0 } else { 1.0 };
        let lit =
            [(x + side * skirt * 0.9, y0 + droop * 0.5), (x, y1), (x + side * skirt * 0.05, y0 - droop)];
        canvas.fill(&lit, look.dark.mix(look.lit, 0.55 + tone), 0.35 + 0.55 * look.sun.abs());
        if look.snow > 0.0 {
            let cap =
                [(x - skirt * 0.7, y0 + droop * 0.2), (x, y1), (x + skirt * 0.7, y0), (x, y0 - tall * 0.05)];
            canvas.fill(&cap, look.snow_shade, look.snow * 0.75);
            canvas.fill(&lit, look.snow_lit, look.snow * 0.8);
        }
    }
}

fn large_fir(canvas: &mut Canvas, dice: &mut Dice, foot: Point, tall: f32, look: &Fir) {
    let px = 1.0 / canvas.scale();
    let levels = ((tall / px / 2.3) as usize).clamp(14, 130);
    let wide = tall * dice.range(0.15, 0.2);
    canvas.line(foot, (foot.0, foot.1 - tall), (tall * 0.02, px), look.dark * 0.8, 1.0);
    let bare = dice.range(0.04, 0.1);
    for level in 0..levels {
        let up = level as f32 / levels as f32;
        let y = foot.1 - tall * (bare + (1.0 - bare) * up);
        let full = (1.0 - up).powf(0.72);
        let reach = wide * full * dice.range(0.55, 1.15) + px;
        let boughs = if reach < px * 5.0 { 3 } else { 5 };
        for bough in 0..boughs {
            // Boughs at the back come first.
            let turn = (bough as f32 + dice.unit()) / boughs as f32;
            let azimuth = std::f32::consts::PI * (1.0 + turn * 2.0);
            let order = if bough % 2 == 0 { azimuth } else { std::f32::consts::PI * 3.0 - azimuth };
            let (toward, across) = order.sin_cos();
            let facing = 0.5 + 0.5 * (across * look.sun + toward.max(0.0) * (1.0 - look.sun.abs()));
            spray(canvas, dice, (foot.0, y), (reach * across, reach), (facing, up), look);
        }
    }
}

/// One bough: touches that droop and darken towards the trunk.
fn spray(canvas: &mut Canvas, dice: &mut Dice, root: Point, span: Point, light: Point, look: &Fir) {
    let px = 1.0 / canvas.scale();
    let touches = ((span.1 / px / 3.0) as usize).clamp(2, 9);
    for touch in 0..touches {
        let along = (touch as f32 + 0.6) / touches as f32;
        let droop = span.1 * (0.25 * along + 0.25 * along * along) * (1.15 - light.1);
        let at = (root.0 + span.0 * along + dice.bell() * px, root.1 + droop + dice.bell() * px);
        let size = (span.1 * 0.17 * (1.2 - 0.5 * along) * dice.range(0.6, 1.3)).max(px * 1.7);
        let bright = (light.0 * (0.35 + 0.65 * along) + dice.bell() * 0.18).clamp(0.0, 1.0);
        let colour = look.dark.mix(look.lit, bright * bright);
        let tilt = span.0.signum() * 0.45;
        canvas.dab(at, (size, size * 0.42), tilt, 0.35, colour, 0.95);
        if look.snow > 0.0 && dice.chance(look.snow * 0.9) {
            let white = look.snow_shade.mix(look.snow_lit, bright * 1.3);
            canvas.dab((at.0, at.1 - size * 0.25), (size * 0.8, size * 0.34), tilt, 0.5, white, 0.9);
        }
    }
}

/// A round crown of leaves or blossom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crown {
    pub(crate) shade: Rgb,
    pub(crate) middle: Rgb,
    pub(crate) light: Rgb,
    pub(crate) trunk: Rgb,
    /// Direction of the light in the picture, pointing towards it.
    pub(crate) sun: Point,
    /// Size of one touch as a share of the height.
    pub(crate) touch: f32,
    /// How full the crown is, about 1.
    pub(crate) fullness: f32,
    /// Width of the crown over its height.
    pub(crate) spread: f32,
}

impl Crown {
    pub(crate) fn map(self, change: impl Fn(Rgb) -> Rgb) -> Crown {
        Crown {
            shade: change(self.shade),
            middle: change(self.middle),
            light: change(self.light),
            trunk: change(self.trunk),
            ..self
        }
    }
}

/// A tree with a spreading crown: a few limbs, then clumps of touches from dark to light.
pub(crate) fn crowned(canvas: &mut Canvas, dice: &mut Dice, foot: Point, tall: f32, look: &Crown) {
    let fork = (foot.0 + dice.bell() * tall * 0.03, foot.1 - tall * 0.3);
    canvas.line(foot, fork, (tall * 0.055, tall * 0.04), look.trunk, 1.0);
    let clumps = 9;
    let mut heads = Vec::new();
    for i in 0..clumps {
        let turn = (i as f32 + dice.unit()) / clumps as f32 * std::f32::consts::TAU;
        let far = dice.range(0.35, 1.0);
        let at = (
            foot.0 + turn.cos() * far * tall * 0.36 * look.spread,
            foot.1 - tall * 0.64 - turn.sin() * far * tall * 0.22,
        );
        heads.push((at, tall * dice.range(0.15, 0.23)));
        canvas.line(fork, at, (tall * 0.028, tall * 0.008), look.trunk, 1.0);
    }
    heads.sort_by(|a, b| (b.0.1).total_cmp(&a.0.1).reverse());
    let small = (tall * look.touch * 0.72).max(0.9 / canvas.scale());
    for (at, radius) in heads {
        let wide = radius * (0.75 + 0.35 * look.spread);
        let count = ((wide * radius / (small * small)) * 1.7 * look.fullness).clamp(6.0, 900.0) as usize;
        clump(canvas, dice, (at, (wide, radius), small), count, look);
    }
}

/// A ball of touches; `ball` is its middle, radii and touch size.
pub(crate) fn clump(
    canvas: &mut Canvas,
    dice: &mut Dice,
    ball: (Point, Point, f32),
    count: usize,
    look: &Crown,
) {
    let (at, radii, small) = ball;
    for pass in 0..3 {
        for _ in 0..count / 3 + 1 {
            let turn = dice.range(0.0, std::f32::consts::TAU);
            let far = dice.unit().sqrt();
            let (nx, ny) = (turn.cos() * far, turn.sin() * far);
            let light = nx * look.sun.0 + ny * look.sun.1 + dice.bell() * 0.2;
            let colour = match pass {
                0 => look.shade.mix(look.middle, 0.15 + light * 0.3),
                1 => look.shade.mix(look.middle, 0.55 + light * 0.9),
                _ if light < 0.1 => continue,
                _ => look.middle.mix(look.light, 0.1 + light * 0.85),
            };
            let size = small * dice.range(0.7, 1.35);
            let spot = (at.0 + nx * radii.0, at.1 + ny * radii.1);
            canvas.dab(spot, (size, size * 0.72), dice.range(-0.6, 0.6), 0.45, colour, 0.85);
        }
    }
}

/// A leafless trunk: burned, or a broadleaf in winter when `twigs` is above 0.
pub(crate) fn bare(
    canvas: &mut Canvas,
    dice: &mut Dice,
    foot: Point,
    tall: f32,
    colours: (Rgb, Rgb),
    twigs: u32,
) {
    let tip = (foot.0 + dice.bell() * tall * 0.06, foot.1 - tall);
    let wide = tall * 0.032;
    canvas.line(foot, tip, (wide, wide * 0.15), colours.0, 1.0);
    canvas.line(
        (foot.0 + wide * 0.25, foot.1),
        (tip.0 + wide * 0.05, tip.1),
        (wide * 0.3, wide * 0.06),
        colours.1,
        0.8,
    );
    let stubs = if twigs > 0 { 9 } else { (tall * canvas.scale() / 12.0).clamp(3.0, 16.0) as usize };
    for _ in 0..stubs {
        let up = dice.range(if twigs > 0 { 0.28 } else { 0.2 }, 0.95);
        let from = (foot.0 + (tip.0 - foot.0) * up, foot.1 - tall * up);
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        if twigs > 0 {
            let angle = 0.35 + dice.unit() * 0.6;
            limb(
                canvas,
                dice,
                from,
                (tall * 0.36 * (1.15 - up), side * angle),
                wide * 0.45,
                colours.0,
                twigs,
            );
        } else {
            let reach = tall * dice.range(0.03, 0.1) * (1.1 - up);
            let end = (from.0 + side * reach, from.1 + reach * dice.range(-0.5, 0.3));
            canvas.line(from, end, (wide * 0.3, wide * 0.08), colours.0, 0.95);
        }
    }
}

/// A limb that forks; `way` is its length and its angle from straight up.
fn limb(canvas: &mut Canvas, dice: &mut Dice, from: Point, way: Point, wide: f32, colour: Rgb, forks: u32) {
    let end = (from.0 + way.1.sin() * way.0, from.1 - way.1.cos() * way.0);
    canvas.line(from, end, (wide, wide * 0.55), colour, 1.0);
    if forks == 0 {
        return;
    }
    for _ in 0..3 {
        let angle = way.1 + dice.bell() * 0.75;
        let part = dice.range(0.45, 1.0);
        let start = (from.0 + (end.0 - from.0) * part, from.1 + (end.1 - from.1) * part);
        let length = way.0 * dice.range(0.5, 0.72);
        limb(canvas, dice, start, (length, angle), wide * 0.5, colour, forks - 1);
    }
}

/// A tuft of grass blades fanning out from `foot`.
pub(crate) fn tuft(
    canvas: &mut Canvas,
    dice: &mut Dice,
    foot: Point,
    tall: f32,
    blades: usize,
    colours: (Rgb, Rgb),
) {
    for _ in 0..blades {
        let lean = dice.bell() * tall * 0.55;
        let start = (foot.0 + dice.bell() * tall * 0.3, foot.1 + dice.bell() * tall * 0.08);
        let end = (start.0 + lean, start.1 - tall * dice.range(0.6, 1.1));
        let colour = colours.0.mix(colours.1, dice.unit());
        canvas.line(start, end, (tall * 0.05, 0.0003), colour, 0.9);
    }
}
