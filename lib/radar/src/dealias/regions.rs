//! Gates → regions of like velocity. The interval from minus to plus Nyquist is cut into three; gates beside each other in
//! the same third belong together. Two gates of a region differ by less than the Nyquist speed, so no fold runs through one.

use std::ops::Range;

use super::grid::{Grid, NOTHING, TURN};

/// Lines that are nearer than this, in widths of a radial, are beside each other.
const BESIDE_WIDTHS: f32 = 1.75;
/// A third of the turn is on either side of zero by half of it.
const THIRD: i16 = (TURN / 6) as i16;

/// Gates of one line and one third that follow each other.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) first: u32,
    /// The gate after the last.
    pub(super) end: u32,
    third: u8,
    /// The region that it belongs to.
    pub(super) region: u32,
}

/// All runs, and to which region each belongs.
pub(super) struct Regions {
    pub(super) runs: Vec<Run>,
    /// For each line where its runs begin, and at the end their number.
    begins: Vec<usize>,
    /// Gates of each region.
    pub(super) sizes: Vec<u32>,
}

impl Regions {
    pub(super) fn of(grid: &Grid<'_>) -> Self {
        let mut runs = Vec::with_capacity(grid.measured / 4 + 16);
        let mut begins = Vec::with_capacity(grid.lines.len() + 1);
        for line in 0..grid.lines.len() {
            begins.push(runs.len());
            cut(grid.line(line), &mut runs);
        }
        begins.push(runs.len());
        let mut regions = Self { runs, begins, sizes: Vec::new() };
        regions.join(grid);
        regions
    }

    /// The numbers of the runs of one line.
    pub(super) fn line(&self, line: usize) -> Range<usize> {
        self.begins[line]..self.begins[line + 1]
    }

    /// Joins what touches from line to line, and numbers the regions.
    fn join(&mut self, grid: &Grid<'_>) {
        let mut parents: Vec<u32> = (0..self.runs.len() as u32).collect();
        for line in 0..grid.lines.len() {
            let (widths, same) = grid.step(line);
            if same && widths < BESIDE_WIDTHS {
                let (one, other) = (self.line(line), self.line((line + 1) % grid.lines.len()));
                overlaps(&self.runs, one, other, |one, other, _| {
                    if self.runs[one].third == self.runs[other].third {
                        let (one, other) = (root(&mut parents, one as u32), root(&mut parents, other as u32));
                        let (low, high) = (one.min(other), one.max(other));
                        parents[high as usize] = low;
                    }
                });
            }
        }
        for run in 0..self.runs.len() {
            let first = root(&mut parents, run as u32) as usize;
            // The first run of a region has the lowest number, so its region is numbered before the others ask.
            let region = if first == run { self.sizes.len() as u32 } else { self.runs[first].region };
            if first == run {
                self.sizes.push(0);
            }
            let run = &mut self.runs[run];
            run.region = region;
            self.sizes[region as usize] += run.end - run.first;
        }
    }
}

fn root(parents: &mut [u32], mut run: u32) -> u32 {
    while parents[run as usize] != run {
        let above = parents[parents[run as usize] as usize];
        parents[run as usize] = above;
        run = above;
    }
    run
}

/// Calls for each pair of runs of two lines that have gates in common, with those gates.
pub(super) fn overlaps(
    runs: &[Run],
    mut one: Range<usize>,
    mut other: Range<usize>,
    mut found: impl FnMut(usize, usize, Range<usize>),
) {
    while !one.is_empty() && !other.is_empty() {
        let (left, right) = (&runs[one.start], &runs[other.start]);
        let (first, end) = (left.first.max(right.first), left.end.min(right.end));
        if first < end {
            found(one.start, other.start, first as usize..end as usize);
        }
        if left.end <= right.end {
            one.start += 1;
        } else {
            other.start += 1;
        }
    }
}

fn third(phase: i16) -> u8 {
    match phase {
        NOTHING => 3,
        _ => u8::from(phase > -THIRD) + u8::from(phase > THIRD),
    }
}

fn cut(phases: &[i16], runs: &mut Vec<Run>) {
    let (mut first, mut current) = (0, 3);
    for (gate, phase) in phases.iter().enumerate() {
        let third = third(*phase);
        if third != current {
            if current != 3 {
                runs.push(Run { first, end: gate as u32, third: current, region: 0 });
            }
            (first, current) = (gate as u32, third);
        }
    }
    if current != 3 {
        runs.push(Run { first, end: phases.len() as u32, third: current, region: 0 });
    }
}
