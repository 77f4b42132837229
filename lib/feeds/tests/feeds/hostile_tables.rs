//! Any bytes at all: an answer, within the limits, and never other figures than were written.

use std::collections::HashSet;

use feeds::table::{self, Error, Limits, Sheet};
use proptest::collection::vec;
use proptest::prelude::*;

/// Tight limits, so that random input reaches them.
fn tight() -> Limits {
    Limits { bytes: 400, rows: 6, columns: 5, cell: 24, cells: 20 }
}

/// Pieces that make tables, and those that break them.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&[u8]; 22] = [
        b",",
        b",",
        b";",
        b"\t",
        b"|",
        b"\"",
        b"\"",
        b"\"\"",
        b"\n",
        b"\n",
        b"\r\n",
        b"\r",
        b"a",
        b"12",
        b" ",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe9",
        b"\xc3\xa9",
        b"sep=",
        b"\x1a",
    ];
    vec(prop::sample::select(&PIECES[..]), 0..120).prop_map(|pieces| pieces.concat())
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z0-9]{1,6}",
        1 => "[a-z,;|\t\"\r\n é]{0,10}",
        1 => "\\PC{0,6}",
    ]
}

/// A header of distinct names and rows as wide, none of them blank.
fn rectangle() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..6, 0_usize..8).prop_flat_map(|(width, height)| {
        vec(vec(cell(), width), height).prop_map(move |mut rows| {
            for row in &mut rows {
                row[0].insert(0, 'x');
            }
            rows.insert(0, (0..width).map(|place| format!("name {place}")).collect());
            rows
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn random_bytes_are_answered(bytes in vec(any::<u8>(), 0..500)) {
        check(&bytes, &tight())?;
        check(&bytes, &Limits::default())?;
    }

    #[test]
    fn a_soup_of_table_pieces_is_answered(bytes in soup()) {
        check(&bytes, &tight())?;
        check(&bytes, &Limits::default())?;
        let table = [b"name,figure\n".as_slice(), &bytes].concat();
        check(&table, &tight())?;
        check(&table, &Limits::default())?;
    }

    #[test]
    fn a_soup_of_all_forms_is_answered_by_the_door_for_all(
        start in prop::sample::select(&["", "<html>", "<table>", "{\"a\":[", "[[", "| a | b |\n|---|---|\n", "CountyCasesDeaths\n"][..]),
        pieces in vec(prop::sample::select(&[
            "<table>", "</table>", "<tr>", "<td colspan=3>", "<th rowspan='2'>", "</tr", "<!--", "<script>", "&#49;", "{", "}",
            "[", "]", "\"k\":", "1,", "null", "| ", "---", "\n", "\n", "\t", "  ", "Alder", "Elm", "1234", "-5", "Total", ": ", "0",
        ][..]), 0..80),
    ) {
        let text = format!("{start}{}", pieces.concat());
        for limits in [tight(), Limits::default()] {
            match table::find(text.as_bytes(), &table::Wanted::default(), &limits) {
                Ok(found) => {
                    let sheet = &found.sheet;
                    prop_assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.columns.len()));
                    prop_assert!(sheet.rows.len() <= limits.rows && sheet.columns.len() <= limits.columns);
                    let names: HashSet<_> = sheet.columns.iter().collect();
                    prop_assert_eq!(names.len(), sheet.columns.len());
                    let _ = table::Proposal::of(&found);
                }
                Err(error) => {
                    let note = error.note();
                    prop_assert!(!note.at.is_empty() && !note.what.is_empty() && !note.remedy.is_empty());
                }
            }
        }
    }

    #[test]
    fn a_well_formed_file_reads_as_the_csv_crate_reads_it(
        rows in rectangle(),
        delimiter in prop::sample::select(&b",;\t|"[..]),
        windows_line_ends in any::<bool>(),
    ) {
        let bytes = written(&rows, delimiter, windows_line_ends, csv::QuoteStyle::Always);
        let sheet = table::read(&bytes, &Limits::default()).unwrap();
        let oracle = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(bytes.as_slice());
        let oracle: Vec<Vec<String>> =
            oracle.into_records().map(|record| record.unwrap().iter().map(plain).collect()).collect();
        prop_assert_eq!(&sheet.columns, &rows[0]);
        let found: Vec<_> = sheet.rows.iter().map(|row| row.cells.clone()).collect();
        prop_assert_eq!(found, &oracle[1..]);
        prop_assert_eq!(sheet.refused, 0);
    }

    #[test]
    fn a_file_cut_anywhere_gives_no_other_figures(rows in rectangle(), cut in any::<prop::sample::Index>()) {
        let bytes = written(&rows, b',', false, csv::QuoteStyle::Necessary);
        let whole = table::read(&bytes, &Limits::default()).unwrap();
        let cut = cut.index(bytes.len() + 1);
        let Ok(part) = table::read(&bytes[..cut], &Limits::default()) else { return Ok(()) };
        if part.columns != whole.columns {
            return Ok(());
        }
        for (place, row) in part.rows.iter().enumerate() {
            let original = &whole.rows[place];
            prop_assert_eq!(row.line, original.line);
            let last = part.rows.len() - 1;
            // Only the very last cell may be part of a cell: nothing in the file tells.
            let surely = if place == last { row.cells.len() - 1 } else { row.cells.len() };
            prop_assert_eq!(&row.cells[..surely], &original.cells[..surely]);
        }
    }
}

fn written(rows: &[Vec<String>], delimiter: u8, windows_line_ends: bool, quotes: csv::QuoteStyle) -> Vec<u8> {
    let end = if windows_line_ends { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(end)
        .quote_style(quotes)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// What we keep of a cell: no control characters.
fn plain(cell: &str) -> String {
    cell.chars().filter(|character| !character.is_control() || "\t\n\r".contains(*character)).collect()
}

fn check(bytes: &[u8], limits: &Limits) -> Result<(), TestCaseError> {
    match table::read(bytes, limits) {
        Ok(sheet) => check_sheet(&sheet, bytes, limits),
        Err(error) => {
            let note = error.note();
            prop_assert!(!note.at.is_empty() && !note.what.is_empty() && !note.remedy.is_empty());
            prop_assert!(note.what.chars().count() < 200);
            if bytes.len() <= usize::try_from(limits.bytes).unwrap() / 3 {
                prop_assert_ne!(error, Error::TooLarge { limit: limits.bytes });
            }
            Ok(())
        }
    }
}

fn check_sheet(sheet: &Sheet, bytes: &[u8], limits: &Limits) -> Result<(), TestCaseError> {
    let width = sheet.columns.len();
    prop_assert!((1..=limits.columns).contains(&width));
    prop_assert!(sheet.rows.len() <= limits.rows);
    prop_assert!(sheet.rows.len() * width <= limits.cells);
    let names: HashSet<_> = sheet.columns.iter().collect();
    prop_assert_eq!(names.len(), width);
    prop_assert!(sheet.columns.iter().all(|name| !name.is_empty() && name.trim() == name));
    let mut line = 0;
    for row in &sheet.rows {
        prop_assert!(row.line > line);
        line = row.line;
        prop_assert_eq!(row.cells.len(), width);
        prop_assert!(row.cells.iter().any(|cell| !cell.is_empty()));
        for cell in &row.cells {
            prop_assert!(cell.len() <= limits.cell);
            prop_assert!(!cell.contains('\0'));
        }
    }
    let ends = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    prop_assert!(line <= u64::try_from(ends).unwrap() + 1);
    prop_assert!(sheet.notes.len() <= 104);
    prop_assert!(sheet.refused == 0 || !sheet.notes.is_empty());
    Ok(())
}
