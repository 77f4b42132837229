//! Any text as rows that ran together, with totals from its first bytes: what is called a reading keeps every rule.
#![no_main]

use feeds::table::together::{Budget, Known, blocks, unravel};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, u16, bool, &str)| {
    let (first, second, totals, text) = input;
    let known = Known {
        totals: if totals { vec![Some(i64::from(first)), Some(i64::from(second))] } else { Vec::new() },
        ..Known::default()
    };
    for block in blocks(text, &[]) {
        let told = unravel(&block, &known, &Budget { states: 5_000, steps: 50_000 });
        let Ok(solution) = &told.outcome else { continue };
        assert_eq!(solution.rows.len(), block.rows.len());
        for (reading, row) in solution.rows.iter().zip(&block.rows) {
            let again: String = reading.figures.iter().map(ToString::to_string).collect();
            let digits: String = row.digits.replace('−', "-").replace(',', "");
            assert_eq!(again, digits);
        }
        if let Some((_, totals)) = &told.totals {
            for (measure, total) in totals.iter().enumerate() {
                let sum: i64 = solution.rows.iter().map(|row| row.figures[measure]).sum();
                assert!(total.is_none_or(|total| total == sum));
            }
        }
    }
});
