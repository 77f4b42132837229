//! Taking turns, and the table of ratios.

use std::fmt::Write;

use anyhow::Result;

/// Someone whose figures are taken, and how.
pub(crate) struct Side<'a> {
    pub(crate) name: &'static str,
    /// One round: a figure for each column.
    pub(crate) round: Box<dyn FnMut() -> Result<Vec<f64>> + 'a>,
}

/// The figures of one side, round by round.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figures {
    name: &'static str,
    rounds: Vec<Vec<f64>>,
}

/// Lets the sides take turns, so that a disturbance of the machine meets them alike; the first turn alternates too.
///
/// # Errors
/// The first that a round gives.
pub(crate) fn alternate(sides: &mut [Side<'_>], rounds: usize) -> Result<Vec<Figures>> {
    let mut figures: Vec<Figures> =
        sides.iter().map(|side| Figures { name: side.name, rounds: Vec::new() }).collect();
    for round in 0..rounds {
        for turn in 0..sides.len() {
            let index = (round + turn) % sides.len();
            figures[index].rounds.push((sides[index].round)()?);
        }
    }
    Ok(figures)
}

/// A table of medians with all rounds behind them, and each side's ratio to the last one, the peer.
pub(crate) fn table(columns: &[&str], figures: &[Figures]) -> String {
    let mut text = String::new();
    for (index, column) in columns.iter().enumerate() {
        let column_of =
            |figures: &Figures| figures.rounds.iter().map(|round| round[index]).collect::<Vec<_>>();
        let peer = figures.last().map_or(f64::NAN, |peer| median(&column_of(peer)));
        for side in figures {
            let rounds = column_of(side);
            let middle = median(&rounds);
            let all: Vec<String> = rounds.iter().map(|figure| short(*figure)).collect();
            let ratio = middle / peer;
            let _ = writeln!(
                text,
                "{column:<30} {:<12} {:>10}   × {ratio:<5.2} rounds {}",
                side.name,
                short(middle),
                all.join(" ")
            );
        }
    }
    text
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => sorted[length / 2],
        length => f64::midpoint(sorted[length / 2 - 1], sorted[length / 2]),
    }
}

/// Three digits that mean something.
fn short(figure: f64) -> String {
    let digits = match figure.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 4,
    };
    format!("{figure:.digits$}")
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn sides_take_turns_and_so_does_the_first_turn() {
        let order = RefCell::new(String::new());
        let side = |name: &'static str| {
            let order = &order;
            let round = move || {
                order.borrow_mut().push_str(name);
                Ok(vec![1.0])
            };
            Side { name, round: Box::new(round) }
        };
        let figures = alternate(&mut [side("a"), side("b")], 3).unwrap();
        assert_eq!(order.into_inner(), "abbaab");
        assert_eq!(figures[1].rounds.len(), 3);
    }

    #[test]
    fn the_table_compares_medians_with_the_peer() {
        let ours = Figures { name: "bellwether", rounds: vec![vec![1200.0], vec![900.0], vec![1300.0]] };
        let peer = Figures { name: "nginx", rounds: vec![vec![1000.0], vec![990.0], vec![1010.0]] };
        let text = table(&["requests/s"], &[ours, peer]);
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(
            lines[0],
            ["requests/s", "bellwether", "1200", "×", "1.20", "rounds", "1200", "900", "1300"]
        );
        assert_eq!(lines[1][..5], ["requests/s", "nginx", "1000", "×", "1.00"]);
    }

    #[test]
    fn an_even_number_of_rounds_has_a_median_between() {
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
        assert_eq!(
            [short(123.4), short(12.34), short(1.234), short(0.01234)],
            ["123", "12.3", "1.23", "0.0123"]
        );
    }
}
