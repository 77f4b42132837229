//! Takes away what is too small to be weather.
//!
//! First gates with too few neighbours, then whole groups of connected gates that are too small. The groups are
//! found by runs of gates along each row, joined with the runs of the row before that they touch.

use crate::palette::{FOLDED, NO_ECHO};

/// An echo with fewer neighbours than this, of eight, is noise.
const FEWEST_NEIGHBOURS: u8 = 3;
/// A group of fewer gates than this is noise.
const SMALLEST_GROUP: usize = 12;

/// Cleans `rows` rows of `stride` gates. The first row is beside the last.
pub(super) fn remove(painted: &mut [u8], stride: usize, rows: usize) {
    if rows < 3 || stride == 0 {
        return;
    }
    lone(painted, stride, rows);
    small(painted, stride, rows);
}

fn is_echo(colour: u8) -> bool {
    colour >= FOLDED
}

fn lone(painted: &mut [u8], stride: usize, rows: usize) {
    let before: Vec<u8> =
        painted.iter().take(rows * stride).map(|colour| u8::from(is_echo(*colour))).collect();
    let row = |index: usize| &before[index * stride..(index + 1) * stride];
    // One more on each side, so that the edges have neighbours too.
    let mut column = vec![0; stride + 2];
    for index in 0..rows {
        let (above, here, below) = (row((index + rows - 1) % rows), row(index), row((index + 1) % rows));
        for (sum, ((above, here), below)) in column[1..].iter_mut().zip(above.iter().zip(here).zip(below)) {
            *sum = above + here + below;
        }
        let painted = &mut painted[index * stride..(index + 1) * stride];
        for ((colour, here), sums) in painted.iter_mut().zip(here).zip(column.array_windows::<3>()) {
            // The gate itself is among the nine. Written without a branch, for gates are many.
            let neighbours = sums[0] + sums[1] + sums[2] - here;
            let is_lone = *here == 1 && neighbours < FEWEST_NEIGHBOURS;
            *colour = if is_lone { NO_ECHO } else { *colour };
        }
    }
}

/// Gates of one row that follow each other.
struct Run {
    row: usize,
    first: usize,
    /// The gate after the last.
    end: usize,
}

fn small(painted: &mut [u8], stride: usize, rows: usize) {
    let mut runs = Vec::new();
    let mut begins = Vec::with_capacity(rows + 1);
    for (row, gates) in painted.chunks_exact(stride).take(rows).enumerate() {
        begins.push(runs.len());
        let mut end = 0;
        while let Some(before) = gates[end..].iter().position(|colour| is_echo(*colour)) {
            let first = end + before;
            let length = gates[first..].iter().position(|colour| !is_echo(*colour));
            end = length.map_or(stride, |length| first + length);
            runs.push(Run { row, first, end });
        }
    }
    begins.push(runs.len());
    let mut groups = Groups::new(runs.iter().map(|run| run.end - run.first).collect());
    for row in 0..rows {
        let after = (row + 1) % rows;
        join(&mut groups, &runs, begins[row]..begins[row + 1], begins[after]..begins[after + 1]);
    }
    for (index, run) in runs.iter().enumerate() {
        if groups.size(index) < SMALLEST_GROUP {
            let start = run.row * stride;
            painted[start + run.first..start + run.end].fill(NO_ECHO);
        }
    }
}

/// Joins the runs of two rows that touch, corners included. Both are in order.
fn join(
    groups: &mut Groups,
    runs: &[Run],
    mut one: std::ops::Range<usize>,
    mut other: std::ops::Range<usize>,
) {
    while let (Some(left), Some(right)) = (runs.get(one.start), runs.get(other.start)) {
        if one.is_empty() || other.is_empty() {
            return;
        }
        if left.first <= right.end && right.first <= left.end {
            groups.join(one.start, other.start);
        }
        if left.end <= right.end {
            one.start += 1;
        } else {
            other.start += 1;
        }
    }
}

/// Which runs belong together: a forest, each run pointing to another of its group.
struct Groups {
    parents: Vec<usize>,
    sizes: Vec<usize>,
}

impl Groups {
    fn new(sizes: Vec<usize>) -> Self {
        Self { parents: (0..sizes.len()).collect(), sizes }
    }

    fn root(&mut self, mut run: usize) -> usize {
        while self.parents[run] != run {
            // Halves the way for the next one.
            self.parents[run] = self.parents[self.parents[run]];
            run = self.parents[run];
        }
        run
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            let (small, large) =
                if self.sizes[one] < self.sizes[other] { (one, other) } else { (other, one) };
            self.parents[small] = large;
            self.sizes[large] += self.sizes[small];
        }
    }

    fn size(&mut self, run: usize) -> usize {
        let root = self.root(run);
        self.sizes[root]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(picture: &[&str]) -> Vec<String> {
        let stride = picture[0].len();
        let of = |letter: u8| if letter == b'#' { 40 } else { NO_ECHO };
        let mut painted: Vec<u8> = picture.iter().flat_map(|row| row.bytes().map(of)).collect();
        remove(&mut painted, stride, picture.len());
        let letter = |colour: &u8| if *colour == NO_ECHO { '.' } else { '#' };
        painted.chunks_exact(stride).map(|row| row.iter().map(letter).collect()).collect()
    }

    #[test]
    fn a_large_group_stays_and_a_small_one_goes() {
        let found = cleaned(&["#####.....", "#####...##", "#####...##", "..........", ".....#...."]);
        assert_eq!(found, ["#####.....", "#####.....", "#####.....", "..........", ".........."]);
    }

    #[test]
    fn a_group_across_north_is_one() {
        // Six gates above and six below the seam.
        let rows = ["...###....", "...###....", "..........", "..........", "...###....", "...###...."];
        assert_eq!(cleaned(&rows), rows);
    }

    proptest! {
        #[test]
        fn groups_are_those_of_a_flood(cells in prop::collection::vec(any::<bool>(), 9 * 14)) {
            let (stride, rows) = (14, 9);
            let mut painted: Vec<u8> = cells.iter().map(|echo| if *echo { 40 } else { NO_ECHO }).collect();
            let before = painted.clone();
            small(&mut painted, stride, rows);
            for start in 0..before.len() {
                if before[start] == NO_ECHO {
                    continue;
                }
                let mut seen = vec![start];
                let mut next = 0;
                while let Some(cell) = seen.get(next).copied() {
                    next += 1;
                    let (row, gate) = (cell / stride, cell % stride);
                    for (down, along) in (0..3).flat_map(|down| (0..3).map(move |along| (down, along))) {
                        let Some(gate) = (gate + along).checked_sub(1).filter(|gate| *gate < stride) else { continue };
                        let other = (row + rows + down - 1) % rows * stride + gate;
                        if before[other] != NO_ECHO && !seen.contains(&other) {
                            seen.push(other);
                        }
                    }
                }
                prop_assert_eq!(painted[start] == NO_ECHO, seen.len() < SMALLEST_GROUP);
            }
        }
    }
}
