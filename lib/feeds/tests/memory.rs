//! Hostile files within the byte limit must not cost memory beyond what the limits promise. In a process of its own,
//! because the peak is the process's.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use feeds::table::{self, Error, Limits};

const BYTES: usize = 8 << 20;
const CELLS: usize = 400_000;

/// Peak resident memory in KiB, as Linux counts it.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[test]
fn hostile_files_stay_within_the_promise() {
    let limits = Limits { bytes: BYTES as u64, cells: CELLS, ..Limits::default() };
    let Some(before) = peak() else {
        println!("not run: this system does not tell a process's peak memory");
        return;
    };
    let wide = (0..512).map(|place| format!("c{place}")).collect::<Vec<_>>().join(",");
    // One at a time: each file is gone before the next is made.
    let read = |head: &str, piece: &str, times: usize, tail: &str| {
        let mut file = String::with_capacity(BYTES);
        file.push_str(head);
        (0..times).for_each(|_| file.push_str(piece));
        file.push_str(tail);
        table::read(file.as_bytes(), &limits)
    };

    let row_of_commas = read("a,b\n", ",", BYTES - 100, "").unwrap();
    assert_eq!((row_of_commas.rows.len(), row_of_commas.refused), (0, 0));

    let row_of_figures = read("a,b\n", "1,", BYTES / 2 - 100, "").unwrap();
    assert_eq!((row_of_figures.rows.len(), row_of_figures.refused), (0, 1));

    let wide_header = read("", "a,", BYTES / 2, "");
    assert!(matches!(wide_header, Err(Error::TooManyColumns { line: 1, .. })), "{wide_header:?}");

    let short_rows = read(&format!("{wide}\n"), "1\n", BYTES / 2 - wide.len(), "");
    assert!(matches!(short_rows, Err(Error::TooManyCells { line: 783, .. })), "{:?}", short_rows.err());

    let many_cells = read(&format!("{wide}\n"), &format!("{wide}\n"), CELLS / 512, "").unwrap();
    assert_eq!(many_cells.rows.len(), CELLS / 512);
    drop(many_cells);

    let long_rows = read("a,b\n", "1,2,3\n", BYTES / 6 - 10, "").unwrap();
    assert_eq!((long_rows.rows.len(), long_rows.refused), (0, (BYTES / 6 - 10) as u64));

    let open_quote = read("a,b\n1,\"", "x\n", BYTES / 2 - 10, "");
    assert!(matches!(open_quote, Err(Error::UnclosedQuote { line: 2, .. })), "{:?}", open_quote.err());

    let doubled_quotes = read("a,b\n1,\"", "\"\"", BYTES / 2 - 10, "\"");
    assert!(matches!(doubled_quotes, Err(Error::CellTooLarge { line: 2, .. })), "{:?}", doubled_quotes.err());

    let euros = table::read(&vec![0x80_u8; BYTES], &limits);
    assert!(matches!(euros, Err(Error::TooLarge { .. })), "{:?}", euros.err());

    // The file itself, its recoded text (which grows by doubling, old and new at once), and the cells.
    let promised = (BYTES + 3 * BYTES + CELLS * 64) / 1024 + (8 << 10);
    let used = peak().unwrap() - before;
    assert!(used <= promised, "{used} KiB used, {promised} KiB promised");
    println!("{used} KiB used, {promised} KiB promised");
}
