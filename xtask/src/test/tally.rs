//! How many tests passed and failed, read from what the test programs print.

use std::collections::BTreeMap;
use std::fmt;

/// The sum over all steps so far.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// What was left out, by reason.
    pub(crate) not_run: BTreeMap<String, u64>,
}

impl Tally {
    /// Adds another step's figures.
    pub(crate) fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        for (reason, count) in other.not_run {
            *self.not_run.entry(reason).or_default() += count;
        }
    }

    /// Counts tests that cannot run here.
    pub(crate) fn leave_out(&mut self, reason: &str) {
        *self.not_run.entry(reason.to_owned()).or_default() += 1;
    }

    /// Understands `N passed, N failed` at the end of a line.
    fn add_sum(&mut self, line: &str) {
        let words: Vec<&str> = line.trim().split([' ', ',']).filter(|word| !word.is_empty()).collect();
        if let [.., passed, "passed", failed, "failed"] = words.as_slice()
            && let (Ok(passed), Ok(failed)) = (passed.parse::<u64>(), failed.parse::<u64>())
        {
            self.passed += passed;
            self.failed += failed;
        }
    }
}

/// The line that ends every run.
impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads what `cargo test -- --show-output` prints, line by line.
///
/// The output of tests that passed is asked for only to find those that say `not run: <reason>`; it is not shown.
#[derive(Debug, Default)]
pub(crate) struct CargoTest {
    tally: Tally,
    hidden: bool,
}

impl CargoTest {
    /// Takes a line and tells whether a person should see it.
    pub(crate) fn read(&mut self, line: &str) -> bool {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.hidden = false;
            // `ok. 12 passed; 0 failed; 0 ignored; …`
            let sums = result.split_once(". ").map_or(result, |(_, sums)| sums);
            self.tally.add_sum(&sums.split("; ").take(2).collect::<Vec<_>>().join(", "));
        } else if line == "successes:" {
            self.hidden = true;
        } else if line == "failures:" {
            self.hidden = false;
        } else if let Some(reason) = line.strip_prefix("not run: ") {
            self.tally.leave_out(reason.trim());
        }
        !self.hidden
    }

    /// The figures of the whole run.
    pub(crate) fn finish(self) -> Tally {
        self.tally
    }
}

/// The figures of a step that ends with `N passed, N failed`.
#[derive(Debug, Default)]
pub(crate) struct Summed {
    last: Tally,
    not_run: Tally,
}

impl Summed {
    /// Takes a line.
    pub(crate) fn read(&mut self, line: &str) {
        let mut tally = Tally::default();
        tally.add_sum(line);
        if tally != Tally::default() || line.trim() == "0 passed, 0 failed" {
            self.last = tally;
        }
        if let Some(reason) = line.strip_prefix("not run: ") {
            self.not_run.leave_out(reason.trim());
        }
    }

    /// The last sum said.
    pub(crate) fn finish(mut self) -> Tally {
        self.last.add(self.not_run);
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARGO: &str = "\
     Running unittests src/lib.rs
running 2 tests
test a ... ok
test b ... ok

successes:

---- a stdout ----
not run: BELLWETHER_SAMPLES is unset
---- b stdout ----
noise: 7 passed, 7 failed

successes:
    a
    b

test result: ok. 2 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.00s
running 2 tests
successes:
    c

failures:
    d

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn sums_what_cargo_says_and_hides_what_passing_tests_say() {
        let mut reader = CargoTest::default();
        let shown: Vec<&str> = CARGO.lines().filter(|line| reader.read(line)).collect();
        assert!(!shown.iter().any(|line| line.contains("noise")));
        assert!(shown.contains(&"    d") && shown.contains(&"test b ... ok"));
        let tally = reader.finish();
        assert_eq!((tally.passed, tally.failed), (3, 1));
        assert_eq!(tally.not_run, BTreeMap::from([("BELLWETHER_SAMPLES is unset".to_owned(), 1)]));
        assert_eq!(tally.to_string(), "3 passed, 1 failed");
    }

    #[test]
    fn takes_the_last_sum_of_a_step() {
        let mut reader = Summed::default();
        for line in ["pages: 3 passed, 0 failed", "not run: no Java", "all: 12 passed, 2 failed", "bye"] {
            reader.read(line);
        }
        let tally = reader.finish();
        assert_eq!((tally.passed, tally.failed, tally.not_run.len()), (12, 2, 1));
    }
}
