//! What changed between two texts, line by line: the longest common subsequence, so that what stayed is shown as such.

use serde::Serialize;

/// Longest text compared line by line; beyond it the whole text counts as changed. 2,000 lines square is four million
/// steps, some milliseconds.
const MAX_LINES: usize = 2_000;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// In both.
    Same,
    /// Only in the new text.
    Added,
    /// Only in the old text.
    Removed,
}

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What became of it.
    pub change: Change,
    /// The line.
    pub text: String,
}

/// Compares two texts line by line.
#[must_use]
pub fn lines(old: &str, new: &str) -> Vec<Line> {
    let (before, after): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    if before.len() > MAX_LINES || after.len() > MAX_LINES {
        let removed = before.iter().map(|text| line(Change::Removed, text));
        return removed.chain(after.iter().map(|text| line(Change::Added, text))).collect();
    }
    let common = common_lengths(&before, &after);
    let length = |i: usize, j: usize| common.get(i * (after.len() + 1) + j).copied().unwrap_or(0);
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    loop {
        match (before.get(i), after.get(j)) {
            (Some(one), Some(other)) if one == other => {
                found.push(line(Change::Same, one));
                (i, j) = (i + 1, j + 1);
            }
            (Some(one), other) if other.is_none() || length(i + 1, j) >= length(i, j + 1) => {
                found.push(line(Change::Removed, one));
                i += 1;
            }
            (_, Some(other)) => {
                found.push(line(Change::Added, other));
                j += 1;
            }
            _ => return found,
        }
    }
}

fn line(change: Change, text: &str) -> Line {
    Line { change, text: text.to_owned() }
}

/// Lengths of the longest common subsequences of all tails, row by row; a row has one more column than `after` lines.
fn common_lengths(before: &[&str], after: &[&str]) -> Vec<u16> {
    let width = after.len() + 1;
    let mut lengths = vec![0_u16; (before.len() + 1) * width];
    for (i, one) in before.iter().enumerate().rev() {
        for (j, other) in after.iter().enumerate().rev() {
            lengths[i * width + j] = if one == other {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(old: &str, new: &str) -> String {
        let sign = |line: &Line| match line.change {
            Change::Same => format!(" {}\n", line.text),
            Change::Added => format!("+{}\n", line.text),
            Change::Removed => format!("-{}\n", line.text),
        };
        lines(old, new).iter().map(sign).collect()
    }

    #[test]
    fn what_stayed_is_not_shown_as_changed() {
        assert_eq!(drawn("a\nb\nc\nd", "a\nx\nc\nd\ne"), " a\n-b\n+x\n c\n d\n+e\n");
        assert_eq!(drawn("", "one"), "+one\n");
        assert_eq!(drawn("one", ""), "-one\n");
        assert_eq!(drawn("same", "same"), " same\n");
    }

    #[test]
    fn a_text_of_a_million_lines_is_not_squared() {
        let long = "x\n".repeat(3_000);
        assert_eq!(lines(&long, &long).len(), 6_000);
    }
}
