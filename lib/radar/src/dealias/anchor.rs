//! How many whole folds each part is off: the folds with which one wind explains all parts.

use super::graph::{Edge, Folds, PAIR};
use super::grid::{Grid, TURN};
use super::regions::Regions;
use super::wind::{LAYER_M, LAYERS, Layers, Sums, Wind};

/// No wind near a radar is faster, in metres a second.
const FASTEST_MPS: f64 = 75.0;
/// A part of fewer gates has no say in the wind.
const SPEAKS_FROM: u32 = 24;
/// Parts that have a say, the largest.
const MOST_SPEAKERS: usize = 256;
/// Parts that are asked when even winds are tried.
const ASKED: usize = 24;
/// Metres a second from one even wind that is tried to the next.
const TRIED_MPS: i32 = 4;
/// What a square of speed costs a wind, against a square left unexplained: of two that explain as much the calmer is taken.
const COST_OF_SPEED: f64 = 0.004;
/// What a gate that is like the wind weighs: less than a pair of gates, for the wind is not the same everywhere.
const GATE: u32 = PAIR / 8;
/// Metres: 4/3 of the earth's radius (see `beam`).
const BENT_RADIUS_M: f64 = 6_371_000.0 * 4.0 / 3.0;

/// A part: regions whose folds against each other are known.
struct Part {
    root: u32,
    gates: u32,
    /// Twice the Nyquist speed of its lines.
    turn_mps: f64,
    layers: Layers,
    /// The sums of all layers together.
    total: Sums,
}

impl Part {
    /// The folds with which a wind leaves least unexplained, and how much that is, given what it leaves without one: the
    /// sum of squares, and the sum. The squares grow evenly on both sides of where the sum would be nothing.
    fn fitted(&self, [squares, sum]: [f64; 2]) -> (i32, f64) {
        let gates = f64::from(self.gates).max(1.0);
        let farthest = (FASTEST_MPS / self.turn_mps).ceil();
        let fold = (-sum / gates / self.turn_mps).round().clamp(-farthest, farthest);
        let by = fold * self.turn_mps;
        (fold as i32, (squares + 2.0 * by * sum + by * by * gates).max(0.0))
    }
}

/// The boundaries of all parts with the wind that explains them best, `calm` being its node: the gates of each run vote for
/// the fold that makes them like the wind. None when nothing is large enough to speak of a wind.
pub(super) fn anchors(
    grid: &Grid<'_>,
    regions: &Regions,
    folds: &mut Folds,
    elevation_deg: f32,
    calm: u32,
) -> Vec<Edge> {
    let layer_of = layers(grid, elevation_deg);
    let Some(wind) = best_wind(&parts(grid, regions, folds, &layer_of)) else { return Vec::new() };
    let mut edges = Vec::with_capacity(regions.runs.len() / 2);
    // For each part its last boundary: the next run votes there too, if the wind is in the same turn.
    let mut last = vec![usize::MAX; regions.sizes.len()];
    for (line, of_line) in grid.lines.iter().enumerate() {
        let (sine, cosine) = f64::from(of_line.azimuth_deg).to_radians().sin_cos();
        let turn_mps = 2.0 * f64::from(of_line.nyquist_mps);
        let turns = wind.0.iter().map(|[east, north]| (east * sine + north * cosine) / turn_mps);
        let turns: Vec<f64> = turns.collect();
        let phases = grid.line(line);
        for run in &regions.runs[regions.line(line)] {
            let gates = run.first as usize..run.end as usize;
            let (part, above) = folds.root(run.region);
            let turns = turns[usize::from(layer_of[gates.start.midpoint(gates.end)])];
            let (whole, weight) = (turns.round(), gates.len() as u32 * GATE);
            let sum: i32 = phases[gates.clone()].iter().map(|phase| i32::from(*phase)).sum();
            let edge = Edge::between((part, above), (calm, whole as i32));
            let last = &mut last[part as usize];
            if !edges.get(*last).is_some_and(|last: &Edge| last.is_like(&edge)) {
                *last = edges.len();
                edges.push(edge);
            }
            let blows = (turns - whole) * f64::from(TURN - 2);
            edges[*last].vote((sum / gates.len() as i32) as i16, blows as i16, weight);
        }
    }
    edges
}

/// The parts that have a say, the largest first, with their sums.
fn parts(grid: &Grid<'_>, regions: &Regions, folds: &mut Folds, layer_of: &[u8]) -> Vec<Part> {
    let mut place = vec![usize::MAX; regions.sizes.len()];
    let mut parts: Vec<Part> = Vec::new();
    for (line, of_line) in grid.lines.iter().enumerate() {
        let turn_mps = 2.0 * f64::from(of_line.nyquist_mps);
        let wave = f64::from(of_line.azimuth_deg).to_radians().sin_cos();
        let phases = grid.line(line);
        for run in &regions.runs[regions.line(line)] {
            let (root, above) = folds.root(run.region);
            if folds.size(root) < SPEAKS_FROM {
                continue;
            }
            if place[root as usize] == usize::MAX {
                place[root as usize] = parts.len();
                let (layers, total) = (Layers::default(), Sums::default());
                parts.push(Part { root, gates: folds.size(root), turn_mps, layers, total });
            }
            let part = &mut parts[place[root as usize]];
            let (mut gate, end) = (run.first as usize, run.end as usize);
            while gate < end {
                let layer = layer_of[gate];
                let same = layer_of[gate..end].iter().take_while(|other| **other == layer).count();
                let (mut speeds, mut squares) = (0.0, 0.0);
                for phase in &phases[gate..gate + same] {
                    let speed = (f64::from(*phase) / 65_536.0 + f64::from(above)) * turn_mps;
                    speeds += speed;
                    squares += speed * speed;
                }
                part.layers.0[usize::from(layer)].add(wave, same as f64, speeds, squares);
                gate += same;
            }
        }
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.gates), part.root));
    parts.truncate(MOST_SPEAKERS);
    for part in &mut parts {
        part.layers.0.iter().for_each(|sums| part.total.and(sums));
    }
    parts
}

/// The layer of each gate.
fn layers(grid: &Grid<'_>, elevation_deg: f32) -> Vec<u8> {
    let sine = f64::from(elevation_deg).to_radians().sin();
    let Some(gates) = grid.lines.first().map(|line| line.gates) else { return Vec::new() };
    let layer = |gate: usize| {
        let range_m = gates.range_m(gate).max(0.0);
        let height_m = range_m * sine + range_m * range_m / (2.0 * BENT_RADIUS_M);
        (height_m.max(0.0) / LAYER_M).min((LAYERS - 1) as f64) as u8
    };
    (0..grid.stride).map(layer).collect()
}

/// The wind that explains all parts best, each with the folds that suit it.
fn best_wind(parts: &[Part]) -> Option<Wind> {
    let main = parts.first()?;
    let farthest = (FASTEST_MPS / main.turn_mps).ceil() as i32;
    // Either the largest part says it, being all around, or all of them together, each being in one direction.
    let of_main =
        (-farthest..=farthest).map(|fold| Wind::of(&main.layers.faster(f64::from(fold) * main.turn_mps)));
    let starts = of_main.chain([even_wind(&parts[..parts.len().min(ASKED)])]);
    let settled = starts.map(|wind| settle(parts, wind));
    settled.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, wind)| wind)
}

/// Fits parts to the wind and the wind to parts, in turns, until nothing changes. What is left unexplained, and the wind.
fn settle(parts: &[Part], mut wind: Wind) -> (f64, Wind) {
    let mut folds = Vec::new();
    for _ in 0..6 {
        let now: Vec<i32> = parts.iter().map(|part| part.fitted(part.layers.rest(&wind)).0).collect();
        if now == folds {
            break;
        }
        folds = now;
        let mut all = Layers::default();
        for (part, fold) in parts.iter().zip(&folds) {
            all.and(&part.layers.faster(f64::from(*fold) * part.turn_mps));
        }
        wind = Wind::of(&all);
    }
    let each = parts
        .iter()
        .map(|part| part.fitted(part.layers.rest(&wind)).1 + COST_OF_SPEED * wind.strength(&part.layers));
    (each.sum(), wind)
}

/// The best of even winds on a lattice.
fn even_wind(parts: &[Part]) -> Wind {
    let most = FASTEST_MPS as i32 / TRIED_MPS;
    let lattice = (-most..=most).flat_map(|east| (-most..=most).map(move |north| [east, north]));
    let winds = lattice.map(|wind| wind.map(|steps| f64::from(steps * TRIED_MPS)));
    let cost = |[east, north]: [f64; 2]| -> f64 {
        let dear = COST_OF_SPEED * (east * east + north * north);
        parts
            .iter()
            .map(|part| part.fitted(part.total.rest([east, north])).1 + dear * f64::from(part.gates))
            .sum()
    };
    let best = winds.map(|wind| (cost(wind), wind)).min_by(|one, other| one.0.total_cmp(&other.0));
    Wind(vec![best.map_or([0.0; 2], |(_, wind)| wind); LAYERS])
}
