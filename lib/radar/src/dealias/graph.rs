//! Nodes that are whole folds apart, joined by the evidence of the gates on both sides of their boundary.
//!
//! Each pair of gates votes for the fold that makes it alike, the more so the more alike it becomes. The boundaries with the
//! clearest majority are joined first; then the votes of all boundaries that two joined groups have in common are counted
//! together. So a ragged or sheared boundary is decided late, when more is known.

/// What a pair of gates that is alike weighs.
pub(super) const PAIR: u32 = 64;
/// By so much less a majority may be in the next round; less than that gains nothing.
const STEP: u32 = 4;
/// More rounds than any sweep needs.
const MOST_ROUNDS: u32 = 64;
/// Folds on either side of zero that a count keeps apart.
const FARTHEST: i32 = 8;

/// A boundary. A vote for `n` says that `other` is `n` folds higher than `one`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) one: u32,
    pub(super) other: u32,
    /// The fold of the middle vote.
    middle: i32,
    votes: [u32; 3],
    /// What all votes would weigh if every pair were alike.
    pairs: u32,
}

impl Edge {
    /// A boundary without a vote.
    pub(super) fn new(one: u32, other: u32) -> Self {
        Self { one, other, middle: 0, votes: [0; 3], pairs: 0 }
    }

    /// The same between two groups, named by a root and the folds by which the gates that will vote are above it.
    pub(super) fn between((one, of_one): (u32, i32), (other, of_other): (u32, i32)) -> Self {
        Self { middle: of_one - of_other, ..Self::new(one, other) }
    }

    /// Whether a vote on either of two boundaries is the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.one, self.other, self.middle) == (other.one, other.other, other.middle)
    }

    /// Adds the vote of two gates, `pair` being what it weighs when they are alike.
    pub(super) fn vote(&mut self, one: i16, other: i16, pair: u32) {
        let apart = i32::from(one) - i32::from(other);
        let rest = i32::from(apart as i16);
        let fold = (apart - rest) >> 16;
        let weight = (pair * ((1 << 15) - rest.unsigned_abs())) >> 15;
        self.votes[(fold + 1) as usize] += weight;
        self.pairs += pair;
    }

    /// By how much the winner is ahead of the second.
    fn margin(&self) -> u32 {
        let [below, middle, above] = self.votes;
        let best = below.max(middle).max(above);
        best - if best == middle { below.max(above) } else { (below.min(above)).max(middle) }
    }

    /// By how much the winner is ahead, if that is clear: noise votes for everything alike, and across a shear of about the
    /// Nyquist speed nothing becomes alike.
    fn clear(&self, percent: u32) -> u32 {
        let margin = self.margin();
        if u64::from(margin) * 100 >= u64::from(self.pairs) * u64::from(percent) { margin } else { 0 }
    }

    /// The fold with the most votes.
    fn fold(&self) -> i32 {
        let [below, middle, above] = self.votes;
        self.middle + if middle >= below.max(above) { 0 } else { if above > below { 1 } else { -1 } }
    }
}

/// A forest of nodes, each with the folds by which it is above its root.
pub(super) struct Folds {
    parents: Vec<u32>,
    above: Vec<i32>,
    sizes: Vec<u32>,
}

impl Folds {
    /// Nodes of their own, of so many gates each.
    pub(super) fn new(sizes: Vec<u32>) -> Self {
        Self { parents: (0..sizes.len() as u32).collect(), above: vec![0; sizes.len()], sizes }
    }

    /// The root of a node, and by how many folds the node is above it.
    pub(super) fn root(&mut self, node: u32) -> (u32, i32) {
        let (mut node, mut above) = (node as usize, 0);
        while self.parents[node] as usize != node {
            let parent = self.parents[node] as usize;
            // Halves the way for the next one.
            self.above[node] += self.above[parent];
            self.parents[node] = self.parents[parent];
            above += self.above[node];
            node = self.parents[node] as usize;
        }
        (node as u32, above)
    }

    /// Gates of the group of a root.
    pub(super) fn size(&self, root: u32) -> u32 {
        self.sizes[root as usize]
    }

    fn join(&mut self, edge: &Edge) -> bool {
        let ((one, of_one), (other, of_other)) = (self.root(edge.one), self.root(edge.other));
        if one == other {
            return false;
        }
        let apart = edge.fold() + of_one - of_other;
        let (low, high, apart) = if self.sizes[one as usize] >= self.sizes[other as usize] {
            (one as usize, other as usize, apart)
        } else {
            (other as usize, one as usize, -apart)
        };
        self.parents[high] = low as u32;
        self.above[high] = apart;
        self.sizes[low] += self.sizes[high];
        true
    }

    /// Joins along boundaries until none is left whose majority is at least `least`, and `percent` of what it could be. What
    /// is left of the boundaries is left in `edges`.
    pub(super) fn merge(&mut self, edges: &mut Vec<Edge>, least: u32, percent: u32) {
        gather(edges, self);
        let least = least.max(1);
        let mut wanted = edges.iter().map(|edge| edge.clear(percent)).max().unwrap_or(0);
        let mut clear = Vec::new();
        for _ in 0..MOST_ROUNDS {
            if wanted < least {
                return;
            }
            let last = wanted == least;
            wanted = (wanted / STEP).max(least);
            clear.clear();
            clear.extend(edges.iter().filter(|edge| edge.clear(percent) >= wanted).copied());
            if clear.is_empty() && last {
                return;
            }
            clear.sort_unstable_by_key(|edge| (std::cmp::Reverse(edge.margin()), edge.one, edge.other));
            for edge in &clear {
                self.join(edge);
            }
            gather(edges, self);
        }
    }
}

/// Names boundaries by the roots of their nodes, drops those inside a group, and counts together those between the same two.
fn gather(edges: &mut Vec<Edge>, folds: &mut Folds) {
    edges.retain_mut(|edge| {
        let ((one, of_one), (other, of_other)) = (folds.root(edge.one), folds.root(edge.other));
        edge.middle += of_one - of_other;
        (edge.one, edge.other) = (one, other);
        if one > other {
            (edge.one, edge.other) = (other, one);
            edge.middle = -edge.middle;
            edge.votes.reverse();
        }
        one != other
    });
    // Much of it is in order from the last time, which this one makes use of.
    edges.sort_by_key(|edge| u64::from(edge.one) << 32 | u64::from(edge.other));
    let mut kept = 0;
    let mut from = 0;
    while let Some(first) = edges.get(from).copied() {
        let same = |edge: &&Edge| (edge.one, edge.other) == (first.one, first.other);
        let count = edges[from..].iter().take_while(same).count();
        edges[kept] = if count == 1 { first } else { counted(&edges[from..from + count]) };
        kept += 1;
        from += count;
    }
    edges.truncate(kept);
}

/// The votes of several boundaries between the same two groups: the winner and what is beside it.
fn counted(edges: &[Edge]) -> Edge {
    let mut all = [0_u32; 2 * FARTHEST as usize + 3];
    let place = |fold: i32| (fold.clamp(-FARTHEST, FARTHEST) + FARTHEST + 1) as usize;
    for edge in edges {
        let at = place(edge.middle);
        for (sum, votes) in all[at - 1..=at + 1].iter_mut().zip(edge.votes) {
            *sum = sum.saturating_add(votes);
        }
    }
    let inner = 1..all.len() - 1;
    let best = inner.max_by_key(|at| (all[*at], std::cmp::Reverse((*at as i32 - FARTHEST - 1).abs())));
    let best = best.unwrap_or(place(0));
    let pairs = edges.iter().fold(0, |sum: u32, edge| sum.saturating_add(edge.pairs));
    let middle = best as i32 - FARTHEST - 1;
    Edge { middle, votes: [all[best - 1], all[best], all[best + 1]], pairs, ..edges[0] }
}
