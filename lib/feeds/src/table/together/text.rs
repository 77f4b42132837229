//! What was pasted → blocks of rows, each a name and a run of digits, with the header, title and totals above them.

use super::{MOST_ROWS, cut, header, words};

/// One table whose cells ran together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The line above that reads like a title.
    pub title: Option<String>,
    /// The header as it stands; empty when there is none.
    pub header: String,
    /// Line of the header, or of the first row without one; counted from 1.
    pub line: u64,
    /// The rows, without the one of totals.
    pub rows: Vec<TextRow>,
    /// The row of totals, if one is called so.
    pub total: Option<TextRow>,
    /// Figures with a label above the table, such as "Cases: 155597".
    pub printed: Vec<Printed>,
    /// Rows beyond [`MOST_ROWS`], which are not kept.
    pub beyond: usize,
}

/// A name and the digits that follow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextRow {
    /// Its line, counted from 1.
    pub line: u64,
    /// What stands before the digits.
    pub name: String,
    /// The digits, with their commas and minus signs.
    pub digits: String,
    /// Whether nothing stands between the name and the digits.
    pub joined: bool,
}

/// A figure with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its line, counted from 1.
    pub line: u64,
    /// What stands before the colon.
    pub label: String,
    /// The figure.
    pub figure: i64,
}

/// Rows that make a block: fewer are a sentence with a number in it.
const FEWEST_ROWS: usize = 3;
/// Blocks that are read.
const MOST_BLOCKS: usize = 50;
/// Bytes of a name, a title or a label.
const LONGEST_NAME: usize = 120;
const MOST_PRINTED: usize = 50;

/// The tables in a text whose rows are a name and one run of digits. `names` are names of rows that are known; they
/// are needed only where names hold digits.
#[must_use]
pub fn blocks(text: &str, names: &[String]) -> Vec<Block> {
    // All other names end at the first digit.
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| has_digit(name)).collect();
    let mut found = Vec::new();
    let mut above = Above::default();
    let mut block = Block::default();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let rows = if is_labelled(line) { Vec::new() } else { rows(line, number, &names) };
        if rows.is_empty() {
            close(&mut block, &mut above, &mut found);
            above.read(line, number);
        } else if block.rows.len() + rows.len() <= MOST_ROWS {
            add(&mut block, rows, &above);
        } else {
            block.beyond += rows.len();
        }
        if found.len() >= MOST_BLOCKS {
            return found;
        }
    }
    close(&mut block, &mut above, &mut found);
    found
}

impl Block {
    /// Whether the figures of a row stand in one run because they ran together, and not because there is one figure a
    /// row. `said` totals are known.
    #[must_use]
    pub fn ran_together(&self, said: usize) -> bool {
        let joined = self.rows.iter().filter(|row| row.joined).count();
        joined * 2 > self.rows.len() || said > 1 || header::at_capitals(&self.header).len() > 2
    }
}

/// What was read since the last block.
#[derive(Default)]
struct Above {
    title: Option<String>,
    header: Option<(u64, String)>,
    printed: Vec<Printed>,
}

impl Above {
    fn read(&mut self, line: &str, number: u64) {
        if let Some(printed) = printed(line, number) {
            if self.printed.len() < MOST_PRINTED {
                self.printed.push(printed);
            }
            return;
        }
        if line.len() > LONGEST_NAME {
            return;
        }
        let is_title = |text: &str| !text.ends_with(['.', ':', ';', '?', '!']);
        if let Some((_, old)) = self.header.take().filter(|(_, old)| is_title(old)) {
            self.title = Some(old);
        }
        self.header = Some((number, line.to_owned()));
    }
}

/// Puts rows into the block; the first brings the header that stands above, or before it on its own line.
fn add(block: &mut Block, rows: Vec<TextRow>, above: &Above) {
    for mut row in rows {
        if block.rows.is_empty() && block.total.is_none() {
            let end = header::end_before_name(&row.name);
            block.line = row.line;
            if let Some((head, name)) = row.name.split_at_checked(end).filter(|_| end > 0) {
                block.header = head.to_owned();
                row.name = name.to_owned();
            } else if let Some((line, text)) = &above.header {
                (block.line, block.header) = (*line, text.clone());
            }
        }
        if words::is_total(&row.name) {
            block.total = Some(row);
        } else {
            block.rows.push(row);
        }
    }
}

fn close(block: &mut Block, above: &mut Above, found: &mut Vec<Block>) {
    let mut whole = std::mem::take(block);
    if whole.rows.is_empty() && whole.total.is_none() {
        return;
    }
    let mut over = std::mem::take(above);
    if whole.rows.len() < FEWEST_ROWS {
        return;
    }
    if header::split(&whole.header, None).len() < 2 && over.title.is_none() && !whole.header.is_empty() {
        // One name alone is no header of several columns; it reads like the title.
        over.title = Some(std::mem::take(&mut whole.header));
    }
    whole.title = over.title;
    whole.printed = over.printed;
    found.push(whole);
}

/// "Cases: 155597" is a total above the table, not a row of it.
fn is_labelled(line: &str) -> bool {
    line.contains(':')
}

fn has_digit(text: &str) -> bool {
    text.contains(|character: char| character.is_ascii_digit())
}

fn printed(line: &str, number: u64) -> Option<Printed> {
    let (label, figure) = line.rsplit_once(':')?;
    let label = label.trim();
    if label.is_empty()
        || label.len() > LONGEST_NAME
        || label.contains(|character: char| character.is_ascii_digit())
    {
        return None;
    }
    let figure = crate::table::number(figure).ok().flatten()?;
    Some(Printed { line: number, label: label.to_owned(), figure })
}

/// The line as names and runs of digits, one or several; empty when it is anything else.
fn rows(line: &str, number: u64, names: &[&str]) -> Vec<TextRow> {
    let mut found = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let Some((name, gap)) = name(rest, names) else {
            // Words after many rows are what came next on the page.
            return if found.len() < FEWEST_ROWS { Vec::new() } else { found };
        };
        let after = gap.trim_start();
        let joined = after.len() == gap.len();
        let end = after.find(|character| !cut::belongs(character)).unwrap_or(after.len());
        let (digits, after) = after.split_at(end);
        // A comma or dash before the next name is no part of a figure.
        let digits = digits.trim_end_matches([',', '-', '−']);
        if !digits.contains(|digit: char| digit.is_ascii_digit()) || found.len() >= MOST_ROWS {
            return Vec::new();
        }
        found.push(TextRow { line: number, name: name.to_owned(), digits: digits.to_owned(), joined });
        rest = after.trim_start();
        let goes_on = rest.is_empty() || rest.starts_with(char::is_alphabetic);
        if !goes_on {
            return Vec::new();
        }
    }
    found
}

/// The name at the start: a known one, or all up to the first digit, and what comes after it, blanks included.
fn name<'a>(text: &'a str, names: &[&str]) -> Option<(&'a str, &'a str)> {
    let known = names.iter().filter(|name| {
        let head = text.get(..name.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(name))
            && text.get(name.len()..).is_some_and(|rest| rest.trim_start().starts_with(cut::belongs))
    });
    let end = match known.map(|name| name.len()).max() {
        Some(end) => end,
        None => text.find(|character: char| character.is_ascii_digit())?,
    };
    let (name, digits) = text.split_at_checked(end)?;
    // A minus sign belongs to the figure.
    let signless = name.trim_end_matches(['-', '−']);
    let minus = name.len() - signless.len();
    let digits = if minus > 0 { text.get(signless.len()..)? } else { digits };
    let name = signless.trim();
    let plausible = name.starts_with(char::is_alphabetic)
        && name.len() <= LONGEST_NAME
        && !name.contains([',', ';', '|', '\t', '"']);
    let gap = signless.len() - signless.trim_end().len();
    let digits = text.get(text.len() - digits.len() - gap..)?;
    plausible.then_some((name, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(block: &Block) -> Vec<(&str, &str)> {
        block.rows.iter().map(|row| (row.name.as_str(), row.digits.as_str())).collect()
    }

    #[test]
    fn a_block_has_its_title_totals_header_and_rows() {
        let text = "Weather\n49° icon\n\nAlder Cases\n\nUpdated nightly.\n\nCases: 1,234\nReported Deaths: 56\n\
                    CountyCasesDeaths\nBig Oak1,19950\nElm305\nUnassigned51\nNext\n";
        let found = blocks(text, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title.as_deref(), Some("Alder Cases"));
        assert_eq!((found[0].header.as_str(), found[0].line), ("CountyCasesDeaths", 10));
        assert_eq!(shown(&found[0]), [("Big Oak", "1,19950"), ("Elm", "305"), ("Unassigned", "51")]);
        let printed: Vec<_> = found[0].printed.iter().map(|one| (one.label.as_str(), one.figure)).collect();
        assert_eq!(printed, [("Cases", 1_234), ("Reported Deaths", 56)]);
    }

    #[test]
    fn rows_on_one_line_are_parted_at_their_names() {
        let found = blocks("CountyCasesDeathsBig Oak19950Elm305Ash-22Total2247", &[]);
        assert_eq!(found[0].header, "CountyCasesDeaths");
        assert_eq!(shown(&found[0]), [("Big Oak", "19950"), ("Elm", "305"), ("Ash", "-22")]);
        assert_eq!(found[0].total.as_ref().map(|row| row.digits.as_str()), Some("2247"));
    }

    #[test]
    fn a_known_name_may_hold_digits() {
        let names = ["District 5".to_owned(), "District 51".to_owned()];
        let found = blocks("NameYesNo\nDistrict 5 123\nDistrict 51 77\nElsewhere10\n", &names);
        assert_eq!(shown(&found[0]), [("District 5", "123"), ("District 51", "77"), ("Elsewhere", "10")]);
    }

    #[test]
    fn other_text_is_no_table() {
        for text in
            ["", "One line\nand another", "Page 1\nof text", "1 2 3\n4 5 6\n7 8 9", "a 1 b\nc 2 d\ne 3 f"]
        {
            assert!(blocks(text, &[]).is_empty(), "{text}");
        }
    }
}
