//! Any bytes as a table of any form: an answer within the limits. The first line may hold a path into JSON.
#![no_main]

use feeds::table::{Limits, Proposal, Wanted, find, together::Budget};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, rows: 1_000, columns: 50, cell: 500, cells: 5_000 };
    let mut wanted = Wanted { budget: Budget { states: 5_000, steps: 50_000 }, ..Wanted::default() };
    let mut body = bytes;
    if let Some(rest) = bytes.strip_prefix(b"path ") {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        wanted.path = Some(String::from_utf8_lossy(&rest[..end]).into_owned());
        body = &rest[end..];
    }
    match find(body, &wanted, &limits) {
        Ok(found) => {
            assert!(found.sheet.rows.len() <= limits.rows);
            assert!(found.sheet.rows.iter().all(|row| row.cells.len() == found.sheet.columns.len()));
            let _ = Proposal::of(&found);
        }
        Err(error) => assert!(!error.at().is_empty() && !error.what().is_empty() && !error.remedy().is_empty()),
    }
});
