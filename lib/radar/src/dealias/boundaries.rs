//! Where regions meet: beside each other, and across small gaps.

use super::graph::{Edge, Folds, PAIR};
use super::grid::Grid;
use super::regions::{Regions, overlaps};

/// Gates without a figure that a boundary along a line may have in between.
const NEAR_GATES: u32 = 8;
/// Widths of a radial within which lines have a boundary, those between having been lost.
const NEAR_WIDTHS: f32 = 6.0;
/// Gates across which parts are joined along a line, once everything near is joined.
const FAR_GATES: usize = 48;
/// Lines across which they are joined.
const FAR_LINES: usize = 16;

/// The boundaries of regions beside each other and across gaps of a few gates.
pub(super) fn near(grid: &Grid<'_>, regions: &Regions) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(regions.runs.len() * 2);
    for line in 0..grid.lines.len() {
        along(grid.line(line), regions, line, &mut edges);
        let (widths, same) = grid.step(line);
        let after = (line + 1) % grid.lines.len();
        if same && widths < NEAR_WIDTHS && after != line {
            let pair = (PAIR as f32 / widths.max(1.0)) as u32;
            across(grid, regions, [line, after], pair, &mut edges);
        }
    }
    edges
}

fn along(phases: &[i16], regions: &Regions, line: usize, edges: &mut Vec<Edge>) {
    let runs = &regions.runs[regions.line(line)];
    for pair in runs.windows(2) {
        let gap = pair[1].first - pair[0].end;
        if pair[0].region != pair[1].region && gap <= NEAR_GATES {
            let mut edge = Edge::new(pair[0].region, pair[1].region);
            edge.vote(phases[pair[0].end as usize - 1], phases[pair[1].first as usize], PAIR / (1 + gap));
            edges.push(edge);
        }
    }
}

fn across(grid: &Grid<'_>, regions: &Regions, [one, other]: [usize; 2], pair: u32, edges: &mut Vec<Edge>) {
    let (left, right) = (grid.line(one), grid.line(other));
    overlaps(&regions.runs, regions.line(one), regions.line(other), |one, other, gates| {
        let (one, other) = (regions.runs[one].region, regions.runs[other].region);
        if one == other {
            return;
        }
        let mut edge = Edge::new(one, other);
        for (one, other) in left[gates.clone()].iter().zip(&right[gates]) {
            edge.vote(*one, *other, pair);
        }
        edges.push(edge);
    });
}

/// The last gate with a figure.
#[derive(Clone, Copy)]
struct Last {
    at: usize,
    part: u32,
    phase: i16,
    above: i32,
}

/// The boundaries of parts across wider gaps: of range-folded echoes, of clear air between showers. The nearer the
/// clearer.
pub(super) fn far(grid: &Grid<'_>, regions: &Regions, folds: &mut Folds) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut columns: Vec<Option<Last>> = vec![None; grid.stride];
    let lines = grid.lines.len();
    // A little more than a turn, so that the gap across the begin is seen too.
    for turn in 0..lines + FAR_LINES.min(lines) {
        let line = turn % lines;
        let (widths, same) = grid.step((turn + lines - 1) % lines);
        if !same || widths > FAR_LINES as f32 {
            columns.fill(None);
        }
        let mut before: Option<Last> = None;
        let phases = grid.line(line);
        for run in &regions.runs[regions.line(line)] {
            let (part, above) = folds.root(run.region);
            let here = |gate: usize, at: usize| Last { at, part, phase: phases[gate], above };
            let (first, end) = (run.first as usize, run.end as usize);
            if let Some(before) = before.filter(|before| before.part != part && turn < lines) {
                link(before, here(first, first), FAR_GATES, &mut edges);
            }
            before = Some(here(end - 1, end - 1));
            for (gate, column) in columns.iter_mut().enumerate().take(end).skip(first) {
                let now = here(gate, turn);
                if let Some(before) = column.filter(|before| before.part != part) {
                    link(before, now, FAR_LINES, &mut edges);
                }
                *column = Some(now);
            }
        }
    }
    edges
}

fn link(one: Last, other: Last, farthest: usize, edges: &mut Vec<Edge>) {
    let gap = other.at - one.at;
    if gap > farthest {
        return;
    }
    let edge = Edge::between((one.part, one.above), (other.part, other.above));
    if !edges.last().is_some_and(|last| last.is_like(&edge)) {
        edges.push(edge);
    }
    if let Some(edge) = edges.last_mut() {
        edge.vote(one.phase, other.phase, PAIR * 2 / (1 + gap as u32));
    }
}
