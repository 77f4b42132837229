//! Every file in `cases/table`: a few lines of what it shows, the file's bytes, the sheet or the refusal.

use std::fmt::Write;
use std::fs;

use feeds::table::{self, Limits, Sheet};

use crate::case_file;

#[test]
fn each_case_reads_as_written() {
    for path in case_file::files("table") {
        let case = fs::read_to_string(&path).unwrap();
        let (head, rest) = case.split_once("--- in\n").unwrap();
        let (input, _) = rest.split_once("--- out\n").unwrap_or((rest, ""));
        let found = read_back(head, &case_file::bytes(input));
        case_file::expect_file(&path, &format!("{head}--- in\n{input}--- out\n{found}"));
    }
}

#[test]
fn two_hundred_columns_keep_their_places() {
    let names: Vec<_> = (0..200).map(|number| format!("c{number}")).collect();
    let figures: Vec<_> = (0..200).map(|number| (number * 7).to_string()).collect();
    let text = format!("{}\n{}\n", names.join("\t"), figures.join("\t"));
    let sheet = table::read(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(sheet.columns, names);
    assert_eq!(sheet.rows[0].cells, figures);
    assert_eq!(sheet.column("c199"), Some(199));
    assert_eq!(sheet.column("c200"), None);
    assert!(sheet.notes.is_empty());
}

/// The head may hold `limits: cell=10 rows=2` and `encoding: utf-16le` or `utf-16be`.
fn read_back(head: &str, bytes: &[u8]) -> String {
    let mut limits = Limits::default();
    let mut bytes = bytes.to_vec();
    for line in head.lines() {
        if let Some(settings) = line.strip_prefix("limits: ") {
            for setting in settings.split_whitespace() {
                let (name, value) = setting.split_once('=').unwrap();
                let value: usize = value.parse().unwrap();
                match name {
                    "bytes" => limits.bytes = u64::try_from(value).unwrap(),
                    "rows" => limits.rows = value,
                    "columns" => limits.columns = value,
                    "cell" => limits.cell = value,
                    "cells" => limits.cells = value,
                    other => panic!("unknown limit {other}"),
                }
            }
        }
        if let Some(encoding) = line.strip_prefix("encoding: ") {
            let units = String::from_utf8(bytes).unwrap().encode_utf16().collect::<Vec<_>>();
            let big = encoding == "utf-16be";
            let pair = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            bytes = units.into_iter().flat_map(pair).collect();
        }
    }
    match table::read(&bytes, &limits) {
        Ok(sheet) => print(&sheet),
        Err(error) => {
            assert_eq!(error.to_string(), {
                let note = error.note();
                format!("{}: {}; {}", note.at, note.what, note.remedy)
            });
            format!("error: {error}\n")
        }
    }
}

pub(crate) fn print(sheet: &Sheet) -> String {
    let shown = |cells: &[String]| {
        let cells: Vec<_> = cells.iter().map(|cell| cell.escape_debug().to_string()).collect();
        cells.join(" | ")
    };
    let mut out = format!("columns: {}\n", shown(&sheet.columns));
    for row in &sheet.rows {
        writeln!(out, "line {}: {}", row.line, shown(&row.cells)).unwrap();
    }
    if sheet.refused > 0 {
        writeln!(out, "refused: {}", sheet.refused).unwrap();
    }
    for note in &sheet.notes {
        writeln!(out, "note: {}: {}; {}", note.at, note.what, note.remedy).unwrap();
    }
    out
}
