//! Seeded chance: a small random generator and the gradient noise everything natural is made of.

/// A deterministic stream of random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x51_7cc1_b727_2202)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number from `a` up to `b`.
    pub(crate) fn range(&mut self, a: f32, b: f32) -> f32 {
        a + (b - a) * self.unit()
    }

    /// A number around 0, within -1..1, more often near the middle.
    pub(crate) fn bell(&mut self) -> f32 {
        (self.unit() + self.unit() + self.unit()) / 1.5 - 1.0
    }

    /// True with the given probability.
    pub(crate) fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }
}

/// A field of gradient noise; two fields with different seeds are unrelated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noise(pub(crate) u32);

impl Noise {
    fn corner(self, x: i32, y: i32, dx: f32, dy: f32) -> f32 {
        let mut h = (x as u32).wrapping_mul(0x85eb_ca6b)
            ^ (y as u32).wrapping_mul(0xc2b2_ae35)
            ^ self.0.wrapping_mul(0x27d4_eb2f);
        h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
        h = (h ^ (h >> 12)).wrapping_mul(0x297a_2d39);
        h ^= h >> 15;
        let (a, b) = if h & 4 == 0 { (dx, dy) } else { (dy, dx) };
        let a = if h & 1 == 0 { a } else { -a };
        let b = if h & 2 == 0 { b * 0.5 } else { b * -0.5 };
        a + b
    }

    /// Gradient noise at a point, about -1..1, features one unit wide.
    pub(crate) fn at(self, x: f32, y: f32) -> f32 {
        let (fx, fy) = (x.floor(), y.floor());
        let (ix, iy) = (fx as i32, fy as i32);
        let (dx, dy) = (x - fx, y - fy);
        let ease = |t: f32| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
        let (sx, sy) = (ease(dx), ease(dy));
        let (jx, jy) = (ix.wrapping_add(1), iy.wrapping_add(1));
        let top = self.corner(ix, iy, dx, dy) * (1.0 - sx) + self.corner(jx, iy, dx - 1.0, dy) * sx;
        let low =
            self.corner(ix, jy, dx, dy - 1.0) * (1.0 - sx) + self.corner(jx, jy, dx - 1.0, dy - 1.0) * sx;
        (top * (1.0 - sy) + low * sy) * 1.3
    }

    /// Several octaves of noise, about -1..1.
    pub(crate) fn fbm(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut gain, mut px, mut py) = (0.0, 0.5, x, y);
        for _ in 0..octaves {
            sum += gain * self.at(px, py);
            // Turning each octave hides the lattice.
            (px, py) = ((px * 0.8 - py * 0.6) * 2.03 + 17.1, (px * 0.6 + py * 0.8) * 2.03 - 9.7);
            gain *= 0.5;
        }
        sum
    }

    /// Octaves of creased noise, 0..1, sharp along the crests: mountains.
    pub(crate) fn ridged(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut gain, mut prev, mut px, mut py) = (0.0, 0.5, 1.0, x, y);
        for _ in 0..octaves {
            let n = 1.0 - self.at(px, py).abs();
            let n = n * n;
            sum += n * gain * prev;
            prev = n;
            (px, py) = ((px * 0.8 - py * 0.6) * 2.07 + 5.3, (px * 0.6 + py * 0.8) * 2.07 + 13.9);
            gain *= 0.5;
        }
        sum
    }

    /// Noise whose coordinates are bent by other noise: smoke, cloud, marbled rock.
    pub(crate) fn warped(self, x: f32, y: f32, bend: f32, octaves: u32) -> f32 {
        let other = Noise(self.0 ^ 0x5bd1_e995);
        let (wx, wy) = (other.fbm(x, y, 3), other.fbm(x + 31.7, y - 11.3, 3));
        self.fbm(x + bend * wx, y + bend * wy, octaves)
    }
}
