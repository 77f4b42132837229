//! Any bytes as delimited text: an answer within the limits.
#![no_main]

use feeds::table::{Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, rows: 1_000, columns: 50, cell: 500, cells: 5_000 };
    if let Ok(sheet) = read(bytes, &limits) {
        assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.columns.len()));
    }
});
