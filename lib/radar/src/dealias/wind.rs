//! The wind by height, from what parts of a sweep say: velocity on a circle around the radar is a wave, whose height and
//! phase are the wind's (Browning and Wexler 1968, J. Appl. Meteor. 7, 105–113). A fold would lift the whole wave off zero;
//! that is how the fold of a part is told.

/// Metres of one layer.
pub(super) const LAYER_M: f64 = 500.0;
/// Layers; what is above the last belongs to it.
pub(super) const LAYERS: usize = 32;
/// How much the wind of a layer is drawn to that of the next.
const NEXT: f64 = 0.01;
/// How much it is drawn to a calm, where nothing else is known.
const CALM: f64 = 2e-4;
/// Gates of a layer from which on its own figures count more than half.
const HALF_GATES: f64 = 300.0;

/// Sums over gates of a layer: how many, the sine and cosine of their azimuth, their velocity.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) count: f64,
    sine: f64,
    cosine: f64,
    sines: f64,
    mixed: f64,
    cosines: f64,
    speed: f64,
    with_sine: f64,
    with_cosine: f64,
    squares: f64,
}

impl Sums {
    /// Adds gates of one azimuth: how many, their speeds' sum and sum of squares.
    pub(super) fn add(&mut self, (sine, cosine): (f64, f64), count: f64, speed: f64, squares: f64) {
        self.count += count;
        self.sine += count * sine;
        self.cosine += count * cosine;
        self.sines += count * sine * sine;
        self.mixed += count * sine * cosine;
        self.cosines += count * cosine * cosine;
        self.speed += speed;
        self.with_sine += speed * sine;
        self.with_cosine += speed * cosine;
        self.squares += squares;
    }

    /// The same, all gates being faster by so much.
    pub(super) fn faster(&self, by: f64) -> Self {
        Self {
            speed: self.speed + by * self.count,
            with_sine: self.with_sine + by * self.sine,
            with_cosine: self.with_cosine + by * self.cosine,
            squares: self.squares + 2.0 * by * self.speed + by * by * self.count,
            ..*self
        }
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.count += other.count;
        self.sine += other.sine;
        self.cosine += other.cosine;
        self.sines += other.sines;
        self.mixed += other.mixed;
        self.cosines += other.cosines;
        self.speed += other.speed;
        self.with_sine += other.with_sine;
        self.with_cosine += other.with_cosine;
        self.squares += other.squares;
    }

    /// What a wind, metres a second to the east and to the north, leaves unexplained: the sum of squares, and the sum.
    pub(super) fn rest(&self, [east, north]: [f64; 2]) -> [f64; 2] {
        let wave = east * east * self.sines + 2.0 * east * north * self.mixed + north * north * self.cosines;
        let squares = self.squares + wave - 2.0 * (east * self.with_sine + north * self.with_cosine);
        [squares.max(0.0), self.speed - east * self.sine - north * self.cosine]
    }
}

/// The sums of every layer.
#[derive(Clone, Debug)]
pub(super) struct Layers(pub(super) Vec<Sums>);

impl Default for Layers {
    fn default() -> Self {
        Self(vec![Sums::default(); LAYERS])
    }
}

impl Layers {
    pub(super) fn faster(&self, by: f64) -> Self {
        Self(self.0.iter().map(|sums| sums.faster(by)).collect())
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(sums, other)| sums.and(other));
    }

    /// What a wind leaves unexplained: the sum of squares, and the sum.
    pub(super) fn rest(&self, wind: &Wind) -> [f64; 2] {
        let there = self.0.iter().zip(&wind.0).filter(|(sums, _)| sums.count > 0.0);
        there
            .map(|(sums, wind)| sums.rest(*wind))
            .fold([0.0; 2], |all, one| [all[0] + one[0], all[1] + one[1]])
    }
}

/// Metres a second to the east and to the north, layer by layer.
#[derive(Clone, Debug)]
pub(super) struct Wind(pub(super) Vec<[f64; 2]>);

type Matrix = [[f64; 2]; 2];

impl Wind {
    /// The wind that explains the sums best, smooth from layer to layer: least squares, layer by layer bound to its
    /// neighbours, solved by eliminating from the ground upwards.
    pub(super) fn of(layers: &Layers) -> Self {
        let mut diagonals: Vec<Matrix> = Vec::with_capacity(LAYERS);
        let mut sides: Vec<[f64; 2]> = Vec::with_capacity(LAYERS);
        for (layer, sums) in layers.0.iter().enumerate() {
            let weight = 1.0 / (sums.count + HALF_GATES);
            let neighbours = if layer == 0 || layer + 1 == LAYERS { 1.0 } else { 2.0 };
            let own = CALM + NEXT * neighbours;
            let mixed = sums.mixed * weight;
            let mut diagonal = [[sums.sines * weight + own, mixed], [mixed, sums.cosines * weight + own]];
            let mut side = [sums.with_sine * weight, sums.with_cosine * weight];
            if let (Some(below), Some(known)) = (diagonals.last().and_then(inverse), sides.last()) {
                for row in 0..2 {
                    for column in 0..2 {
                        diagonal[row][column] -= NEXT * NEXT * below[row][column];
                    }
                    side[row] += NEXT * (below[row][0] * known[0] + below[row][1] * known[1]);
                }
            }
            diagonals.push(diagonal);
            sides.push(side);
        }
        let mut winds = vec![[0.0; 2]; LAYERS];
        let mut above = [0.0; 2];
        for layer in (0..LAYERS).rev() {
            let side = [sides[layer][0] + NEXT * above[0], sides[layer][1] + NEXT * above[1]];
            if let Some(inverse) = inverse(&diagonals[layer]) {
                above = [
                    inverse[0][0] * side[0] + inverse[0][1] * side[1],
                    inverse[1][0] * side[0] + inverse[1][1] * side[1],
                ];
            }
            winds[layer] = above;
        }
        Self(winds)
    }

    /// The squares of its speed, summed over the gates of each layer.
    pub(super) fn strength(&self, layers: &Layers) -> f64 {
        let square = |wind: &[f64; 2]| wind[0] * wind[0] + wind[1] * wind[1];
        self.0.iter().zip(&layers.0).map(|(wind, sums)| sums.count * square(wind)).sum()
    }
}

fn inverse([[a, b], [c, d]]: &Matrix) -> Option<Matrix> {
    let determinant = a * d - b * c;
    (determinant.abs() > 1e-12)
        .then(|| [[d / determinant, -b / determinant], [-c / determinant, a / determinant]])
}
