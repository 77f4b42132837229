//! Which class of a map a figure belongs to.
//!
//! Classes have about as many places each (quantiles): counts and rates of counties are lopsided, and classes of equal
//! width would paint one city dark and all else pale. A border between two classes is moved by up to a quarter of a class
//! to the most readable number there, so that a legend says 2,500 and not 2,487. Equal figures are never parted, and no
//! class is empty: few distinct figures make few classes.
//!
//! Figures are whole numbers here, those that the reader sees without their decimal point; so every figure on the page
//! falls into the class whose words include it.

use crate::number;

/// Most classes a map has: more shades of one colour cannot be told apart.
pub const MOST: usize = 5;

/// Borders between classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// Each is the least figure of the class above it; strictly ascending.
    breaks: Vec<i64>,
    least: i64,
    most: i64,
}

impl Classes {
    /// At most `wanted` classes (and at most [`MOST`]) for these figures. No figures make one class that nothing is in.
    #[must_use]
    pub fn of(figures: &[i64], wanted: usize) -> Self {
        let mut sorted = figures.to_vec();
        sorted.sort_unstable();
        let (Some(least), Some(most)) = (sorted.first().copied(), sorted.last().copied()) else {
            return Self::default();
        };
        let wanted = wanted.clamp(1, MOST);
        let mut distinct = sorted.clone();
        distinct.dedup();
        let breaks = if distinct.len() <= wanted {
            distinct.windows(2).map(|pair| roundest(pair[0], pair[1], pair[1])).collect()
        } else {
            quantiles(&sorted, wanted)
        };
        Self { breaks, least, most }
    }

    /// How many there are; at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.breaks.len() + 1
    }

    /// The class of a figure, from 0.
    #[must_use]
    pub fn class_of(&self, figure: i64) -> usize {
        self.breaks.partition_point(|border| *border <= figure)
    }

    /// What the legend says of a class: `under 1,500`, `1,500 to 2,499`, `5,000 or more`, with `places` decimals.
    #[must_use]
    pub fn words(&self, class: usize, places: u8) -> String {
        let say = |figure| number::decimal(figure, places);
        let below = class.checked_sub(1).and_then(|place| self.breaks.get(place));
        match (below, self.breaks.get(class)) {
            (None, None) if self.least == self.most => say(self.least),
            (None, None) => format!("{} to {}", say(self.least), say(self.most)),
            (None, Some(above)) => format!("under {}", say(*above)),
            (Some(below), None) => format!("{} or more", say(*below)),
            (Some(below), Some(above)) if above - below == 1 => say(*below),
            (Some(below), Some(above)) => format!("{} to {}", say(*below), say(above - 1)),
        }
    }
}

/// Borders after each `wanted`-th part of the sorted figures.
fn quantiles(sorted: &[i64], wanted: usize) -> Vec<i64> {
    let count = sorted.len();
    let slack = count / (4 * wanted);
    let mut breaks: Vec<i64> = Vec::new();
    for part in 1..wanted {
        let rank = count * part / wanted;
        let at = |place: usize| sorted.get(place.min(count - 1)).copied().unwrap_or_default();
        let below = at(rank.saturating_sub(1 + slack));
        let mut above = at(rank + slack);
        if below == above {
            // A plateau of equal figures: the border goes to its upper end.
            let Some(next) = sorted.get(sorted.partition_point(|figure| *figure <= below)) else { continue };
            above = *next;
        }
        let border = roundest(below, above, at(rank));
        let previous = breaks.last().copied();
        let first = previous.map_or(0, |previous| sorted.partition_point(|figure| *figure < previous));
        if previous.is_none_or(|previous| border > previous) && at(first) < border {
            breaks.push(border);
        }
    }
    breaks
}

/// The most readable number above `below` and not above `above`: a multiple of the largest of …, 100, 50, 20, 10, 5, 2, 1
/// that has one there; of several the nearest to `target`.
fn roundest(below: i64, above: i64, target: i64) -> i64 {
    let mut power = 1_000_000_000_000_000_000i64;
    loop {
        for unit in [power.checked_mul(5), power.checked_mul(2), Some(power)].into_iter().flatten() {
            let multiple = |of: i64| of.div_euclid(unit).checked_mul(unit);
            let around =
                [multiple(target), multiple(target).and_then(|low| low.checked_add(unit)), multiple(above)];
            let fits = around.into_iter().flatten().filter(|number| *number > below && *number <= above);
            if let Some(best) = fits.min_by_key(|number| number.abs_diff(target)) {
                return best;
            }
        }
        if power == 1 {
            return above;
        }
        power /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(figures: &[i64], wanted: usize, places: u8) -> Vec<String> {
        let classes = Classes::of(figures, wanted);
        (0..classes.count()).map(|class| classes.words(class, places)).collect()
    }

    #[test]
    fn borders_are_readable() {
        let rates: Vec<i64> = (0..36).map(|at| 1_103 + 137 * at).collect();
        assert_eq!(
            words(&rates, 5, 0),
            ["under 2,000", "2,000 to 2,999", "3,000 to 3,999", "4,000 to 4,999", "5,000 or more"]
        );
        assert_eq!(words(&[12, 15, 31, 47], 2, 1), ["under 2.0", "2.0 or more"]);
    }

    #[test]
    fn few_figures_make_few_classes() {
        assert_eq!(words(&[], 5, 0), ["0"]);
        assert_eq!(words(&[7, 7], 5, 0), ["7"]);
        assert_eq!(words(&[0, 0, 3], 5, 0), ["under 2", "2 or more"]);
        assert_eq!(words(&[0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5], 5, 0), ["under 1", "1 to 2", "3 or more"]);
        assert_eq!(words(&[-20, -3, 4, 9], 2, 0), ["under 0", "0 or more"]);
        assert_eq!(words(&[i64::MIN, i64::MAX], 5, 0).len(), 2);
    }

    proptest! {
        #[test]
        fn every_figure_is_in_the_class_that_includes_it(
            figures in proptest::collection::vec(prop_oneof![-50i64..50, -1_000_000i64..1_000_000, any::<i64>()], 1..300),
            wanted in 1usize..9,
        ) {
            let classes = Classes::of(&figures, wanted);
            prop_assert!(classes.count() <= wanted.min(MOST));
            prop_assert!(classes.breaks.windows(2).all(|pair| pair[0] < pair[1]));
            let mut members = vec![0; classes.count()];
            for figure in &figures {
                let class = classes.class_of(*figure);
                members[class] += 1;
                prop_assert!(class == 0 || classes.breaks[class - 1] <= *figure);
                prop_assert!(class + 1 == classes.count() || *figure < classes.breaks[class]);
            }
            prop_assert!(members.iter().all(|count| *count > 0), "{members:?} {:?}", classes.breaks);
            let mut distinct = figures.clone();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() <= wanted.min(MOST) {
                prop_assert_eq!(classes.count(), distinct.len());
            }
        }

        #[test]
        fn classes_of_figures_without_ties_are_about_even(
            figures in proptest::collection::btree_set(0i64..10_000_000, 40..300), wanted in 2usize..6,
        ) {
            let figures: Vec<i64> = figures.into_iter().collect();
            let classes = Classes::of(&figures, wanted);
            prop_assert_eq!(classes.count(), wanted);
            let mut members = vec![0; wanted];
            figures.iter().for_each(|figure| members[classes.class_of(*figure)] += 1);
            let even = figures.len() / wanted;
            prop_assert!(members.iter().all(|count| *count >= even / 2 - 2 && *count <= even * 3 / 2 + 4), "{members:?}");
        }
    }
}
