//! Text copied from a page, a PDF or a spreadsheet → rows of cells: Markdown, tabs and other delimiters below some lines
//! of title, columns that stand under each other, or a name and some figures a line.

use super::grid::{Grid, GridRow, is_figure};
use super::notes::Notes;

/// Lines looked at to see how a text is laid out.
const SAMPLE_LINES: usize = 2_000;
/// Characters of a line in which columns are looked for.
const WIDEST_LINE: usize = 4_096;

/// Bytes of a text that is looked at so loosely: what is longer comes from a source, not from a person's hand.
const LONGEST_TEXT: usize = 4 << 20;
/// Cells that columns under each other may make.
const MOST_CELLS: usize = 500_000;

/// How a pasted text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Markdown,
    Delimited(char),
    Aligned,
}

/// The text as rows of cells, if it is laid out as a table of at least two columns.
pub(super) fn grid(text: &str, notes: &mut Notes) -> Option<(Layout, Grid)> {
    if text.len() > LONGEST_TEXT {
        return None;
    }
    let lines: Vec<(u64, &str)> =
        (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    if let Some(grid) = markdown(&lines) {
        return Some((Layout::Markdown, grid));
    }
    for delimiter in ['\t', '|', ';', ','] {
        if let Some(grid) = delimited(&lines, delimiter) {
            return Some((Layout::Delimited(delimiter), grid));
        }
    }
    let grid = by_wide_gaps(&lines).or_else(|| by_gutters(&lines)).or_else(|| by_last_words(&lines))?;
    Some((Layout::Aligned, without_footnotes(grid, notes)))
}

/// A Markdown table: a line of dashes and bars under the header.
fn markdown(lines: &[(u64, &str)]) -> Option<Grid> {
    let is_rule = |line: &str| {
        let line = line.trim();
        line.contains('-')
            && line.contains('|')
            && line.chars().all(|one| matches!(one, '|' | '-' | ':' | ' ' | '\t'))
    };
    let rule = lines.iter().position(|(_, line)| is_rule(line)).filter(|at| *at > 0)?;
    let mut grid = Grid::default();
    let table = lines.get(rule - 1..)?.iter().take_while(|(_, line)| line.contains('|'));
    for (number, (place, line)) in table.enumerate().filter(|(number, _)| *number != 1) {
        grid.rows.push(GridRow { place: *place, cells: bars(line), heading: number == 0 });
    }
    (grid.rows.len() > 1).then_some(grid)
}

fn bars(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for character in line.chars() {
        match character {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '|' if !escaped => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
        escaped = false;
    }
    if !cell.trim().is_empty() {
        cells.push(cell);
    }
    cells.iter().map(|cell| without_emphasis(cell)).collect()
}

fn without_emphasis(cell: &str) -> String {
    let cell = cell.trim();
    for mark in ["**", "__", "`"] {
        if let Some(inside) = cell.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)) {
            return inside.trim().to_owned();
        }
    }
    cell.to_owned()
}

/// Lines of which most have the same number of delimiters, with lines of title above or footnotes below.
fn delimited(lines: &[(u64, &str)], delimiter: char) -> Option<Grid> {
    let sample = lines.get(..SAMPLE_LINES.min(lines.len()))?;
    let counts: Vec<usize> = sample.iter().map(|(_, line)| cells(line, delimiter).len() - 1).collect();
    let usual = most_frequent(counts.iter().copied().filter(|count| *count > 0))?;
    let even = counts.iter().filter(|count| **count == usual).count();
    // Commas stand in prose and in figures; a tab hardly anywhere else.
    let share = if delimiter == '\t' { 2 } else { 3 };
    if even < 2 || even * (share + 1) < counts.len() * share {
        return None;
    }
    Some(split_all(lines, |line| cells(line, delimiter)))
}

/// The line's cells; a delimiter between quotes belongs to its cell. At least one.
fn cells(line: &str, delimiter: char) -> Vec<String> {
    let (mut found, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            other if other == delimiter && !quoted => found.push(std::mem::take(&mut cell).trim().to_owned()),
            other => cell.push(other),
        }
    }
    found.push(cell.trim().to_owned());
    found
}

fn split_all(lines: &[(u64, &str)], split: impl Fn(&str) -> Vec<String>) -> Grid {
    let row = |(place, line): &(u64, &str)| GridRow { place: *place, cells: split(line), heading: false };
    Grid { rows: lines.iter().map(row).collect() }
}

fn most_frequent(counts: impl Iterator<Item = usize>) -> Option<usize> {
    let mut tally = std::collections::BTreeMap::<usize, usize>::new();
    for count in counts {
        *tally.entry(count).or_default() += 1;
    }
    tally.into_iter().max_by_key(|(_, times)| *times).map(|(count, _)| count)
}

/// Cells parted by two or more blanks, as many in most lines.
fn by_wide_gaps(lines: &[(u64, &str)]) -> Option<Grid> {
    let split = |line: &str| -> Vec<String> {
        line.trim().split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    let sample = lines.get(..SAMPLE_LINES.min(lines.len()))?;
    let widths: Vec<usize> = sample.iter().map(|(_, line)| split(line).len()).collect();
    let usual = most_frequent(widths.iter().copied().filter(|width| *width > 1))?;
    let even = widths.iter().filter(|width| **width == usual).count();
    (even > 1 && even * 10 >= widths.len() * 9).then(|| split_all(lines, split))
}

/// Columns of characters that are blank in every line with more than one word part the cells, so that empty cells keep
/// their places.
fn by_gutters(lines: &[(u64, &str)]) -> Option<Grid> {
    let tabled: Vec<Vec<char>> = lines
        .iter()
        .take(SAMPLE_LINES)
        .filter(|(_, line)| line.trim().contains("  "))
        .map(|(_, line)| line.trim_end().chars().take(WIDEST_LINE).collect())
        .collect();
    let width = tabled.iter().map(Vec::len).max().filter(|_| tabled.len() > 2)?;
    let blank = |at: usize| tabled.iter().all(|line| line.get(at).is_none_or(|one| one.is_whitespace()));
    let mut starts = vec![0];
    let mut gap = 0;
    for at in 0..width {
        if blank(at) {
            gap += 1;
            continue;
        }
        if gap > 1 && at > gap {
            starts.push(at);
        }
        gap = 0;
    }
    if starts.len() < 2 || starts.len().saturating_mul(lines.len()) > MOST_CELLS {
        return None;
    }
    let cells = |line: &str| -> Vec<String> {
        let line: Vec<char> = line.chars().collect();
        let ends = starts.iter().skip(1).copied().chain([line.len().max(width)]);
        let cell = |(start, end): (&usize, usize)| {
            let cell: String = line.iter().skip(*start).take(end.saturating_sub(*start)).collect();
            cell.trim().to_owned()
        };
        starts.iter().zip(ends).map(cell).collect()
    };
    // A title that runs across the columns would be torn.
    let fits = |line: &str| line.trim().contains("  ");
    let row = |(place, line): &(u64, &str)| {
        let cells = if fits(line) { cells(line) } else { vec![line.trim().to_owned()] };
        GridRow { place: *place, cells, heading: false }
    };
    Some(Grid { rows: lines.iter().map(row).collect() })
}

/// A name, then as many figures in most lines, with single blanks between them: "Hood River 1069 29".
fn by_last_words(lines: &[(u64, &str)]) -> Option<Grid> {
    let figures =
        |line: &str| line.split_whitespace().rev().take_while(|word| is_figure_or_none(word)).count();
    let sample = lines.get(..SAMPLE_LINES.min(lines.len()))?;
    let counts: Vec<usize> = sample.iter().map(|(_, line)| figures(line)).collect();
    let usual = most_frequent(counts.iter().copied().filter(|count| *count > 0))?;
    let even = counts.iter().filter(|count| **count == usual).count();
    if even < 2 || even * 4 < counts.len() * 3 {
        return None;
    }
    let split = |line: &str| -> Vec<String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.len() <= usual {
            return words.iter().map(|word| (*word).to_owned()).collect();
        }
        let (name, rest) = words.split_at(words.len() - usual);
        let is_row = rest.iter().all(|word| is_figure_or_none(word));
        let is_header = words.len() == usual + 1;
        if is_row || is_header {
            [name.join(" ")].into_iter().chain(rest.iter().map(|word| (*word).to_owned())).collect()
        } else {
            vec![line.trim().to_owned()]
        }
    };
    Some(split_all(lines, split))
}

fn is_figure_or_none(word: &str) -> bool {
    is_figure(word) || matches!(super::number(word), Ok(None))
}

/// Lines of words below the last row with figures are no rows.
fn without_footnotes(mut grid: Grid, notes: &mut Notes) -> Grid {
    while let Some(last) = grid.rows.last().filter(|row| row.cells.len() == 1) {
        notes.add(
            format!("line {}", last.place),
            "a line of words below the table was left out".to_owned(),
            "read it: it may say what the figures mean",
        );
        grid.rows.pop();
    }
    grid
}
