//! Which character separates the cells.

use super::Limits;
use super::split::{Record, Records};

/// In the order in which they win a draw.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes and records looked at.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_RECORDS: u32 = 50;

/// The records of the text, split by the delimiter found.
pub(super) fn records<'a>(text: &'a str, limits: &Limits) -> Records<'a> {
    if let Some(declared) = declared(text) {
        let mut records = Records::new(text, Some(declared), limits.cell, limits.columns);
        records.skip_line();
        return records;
    }
    Records::new(text, sniffed(text), limits.cell, limits.columns)
}

/// A first line such as `sep=;`, which spreadsheets write and obey.
fn declared(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_end_matches('\r');
    match line.as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] if CANDIDATES.contains(delimiter) => {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// The candidate that splits the sample best; none when no candidate splits the header at all.
fn sniffed(text: &str) -> Option<u8> {
    let sample = text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or(text);
    let mut best = None;
    for candidate in CANDIDATES {
        let Some(fit) = fit(sample, candidate, sample.len() < text.len()) else { continue };
        if best.is_none_or(|(best_fit, _)| fit > best_fit) {
            best = Some((fit, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How well a delimiter explains the sample; compared in the order of the fields.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Fit {
    /// No text stands after a closing quote: with the wrong delimiter, it does.
    quotes_close_cells: bool,
    /// Share of records as wide as the header.
    even: f64,
    /// Cells in the header.
    width: usize,
}

fn fit(sample: &str, delimiter: u8, cut: bool) -> Option<Fit> {
    let mut records = Records::new(sample, Some(delimiter), usize::MAX, usize::MAX);
    let mut record = Record::default();
    let (mut width, mut seen, mut even, mut quotes_close_cells) = (0, 0_u32, 0_u32, true);
    while seen < SAMPLE_RECORDS {
        match records.next_into(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // A quote left open, by the sample's end or by the file. In the header, what stands before it still
            // tells the delimiter; the reading proper will refuse the file.
            Err(_) if seen == 0 => {
                let width = record.cells.len() + 1;
                return (width > 1).then_some(Fit { quotes_close_cells: false, even: 0.0, width });
            }
            Err(_) => break,
        }
        if record.is_blank() || cut && !record.ended && seen > 0 {
            continue;
        }
        if seen == 0 {
            width = record.cells.len();
        }
        seen += 1;
        even += u32::from(record.cells.len() == width);
        quotes_close_cells &= !record.stray_quotes;
    }
    (width > 1).then(|| Fit { quotes_close_cells, even: f64::from(even) / f64::from(seen.max(1)), width })
}
