//! Every line of `cases/number.txt`, and properties of any text.

use std::fmt::Write;
use std::fs;

use feeds::table::{NumberError, number};
use proptest::prelude::*;

use crate::case_file;

#[test]
fn each_line_reads_as_written() {
    let path = case_file::folder("number.txt");
    let mut found = String::new();
    for line in fs::read_to_string(&path).unwrap().lines() {
        if line.is_empty() || line.starts_with('#') {
            writeln!(found, "{line}").unwrap();
            continue;
        }
        let text = line.rsplit_once(" => ").map_or(line, |(text, _)| text);
        let written = String::from_utf8(case_file::bytes(text)).unwrap();
        let result = match number(&written) {
            Ok(Some(value)) => value.to_string(),
            Ok(None) => "no figure".to_owned(),
            Err(NumberError::Footnoted { value, mark }) => format!("{value:?} with mark {mark}"),
            Err(error) => format!("error: {error}"),
        };
        writeln!(found, "{text} => {}", result.escape_debug()).unwrap();
    }
    case_file::expect_file(&path, &found);
}

#[test]
fn a_long_row_of_marks_is_no_deep_water() {
    assert!(number(&"% ".repeat(1 << 20)).is_err());
    assert!(number(&"[a]".repeat(1 << 20)).is_err());
    assert!(number(&"9".repeat(1 << 20)).is_err());
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>(), figures in "[-+0-9., *%\\[\\]a'−†]{0,24}") {
        let _ = number(&text);
        // What is read at all is never a digit that was not there.
        if let Ok(Some(value)) = number(&figures) {
            let whole = figures.trim().split('.').next().unwrap();
            let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(value.unsigned_abs(), digits.parse::<u64>().unwrap());
        }
    }

    #[test]
    fn any_count_comes_back(value in any::<i64>(), zeros in 0_usize..4) {
        prop_assert_eq!(number(&value.to_string()), Ok(Some(value)));
        let grouped = grouped(value, ',');
        prop_assert_eq!(number(&grouped), Ok(Some(value)));
        if zeros > 0 {
            prop_assert_eq!(number(&format!(" {grouped}.{} ", "0".repeat(zeros))), Ok(Some(value)));
        }
        let noted = Err(NumberError::Footnoted { value: Some(value), mark: "†".to_owned() });
        prop_assert_eq!(number(&format!("{grouped}†")), noted);
        prop_assert_eq!(number(&format!("{grouped} %")), Err(NumberError::Percent));
    }
}

fn grouped(value: i64, separator: char) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    if value < 0 { format!("-{out}") } else { out }
}
