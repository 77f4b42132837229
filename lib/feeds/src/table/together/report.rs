//! What was taken for granted and what stays in doubt, as notes.

use super::super::notes::{Notes, counted, shortened};
use super::{Block, Count, Solution, Source, Unravelled, Unsolved};

/// Rows in doubt that are told one by one.
const MOST_TOLD: usize = 40;

impl Unravelled {
    /// Tells all of it.
    pub(in crate::table) fn notes(&self, block: &Block, notes: &mut Notes) {
        let at = || format!("line {}", block.line);
        if self.named_by_us {
            let what = match block.header.as_str() {
                "" => "no header names the columns; they were named here".to_owned(),
                header => format!(
                    "the header “{}” does not name the columns; they were named here",
                    shortened(header)
                ),
            };
            notes.add(at(), what, "give the columns their names");
        }
        self.granted(block, notes);
        match &self.outcome {
            Ok(solution) => self.doubts(solution, block, notes),
            Err(Unsolved::Undecided(why)) => {
                let remedy = "give the totals of the columns, in their order, or paste a part of the table";
                notes.add(at(), format!("the cells ran together, and how is not decided: {why}"), remedy);
            }
            Err(Unsolved::Nothing(reason)) => {
                let row = reason.row.and_then(|row| block.rows.get(row));
                let at = row.map_or_else(at, |row| format!("line {}", row.line));
                let what = format!("the cells ran together, and nothing fits: {}", reason.what);
                notes.add(at.clone(), what, reason.remedy);
                for sentence in &reason.otherwise {
                    notes.add(
                        at.clone(),
                        sentence.trim_end_matches('.').to_owned(),
                        "decide which of the two is right",
                    );
                }
            }
        }
    }

    /// What the reading rests on.
    fn granted(&self, block: &Block, notes: &mut Notes) {
        let at = format!("line {}", block.line);
        if let (Some((source, totals)), Ok(_)) = (&self.totals, &self.outcome) {
            let known = self.measures.iter().zip(totals);
            let known: Vec<String> =
                known.filter_map(|(measure, total)| Some(format!("{measure} {}", (*total)?))).collect();
            let (at, whence) = match source {
                Source::Given => (at.clone(), "given"),
                Source::Printed(line) => (format!("line {line}"), "printed above the table"),
                Source::Row(line) => (format!("line {line}"), "of the table's own row of totals"),
            };
            let what = format!("the rows were made to add up to the totals {whence}: {}", known.join(", "));
            notes.add(at, what, "check that these are the totals of this table");
        }
        if let (Some(order), true) = (self.order, self.order_found) {
            let measure = self.measures.get(order.measure).map_or("figures", String::as_str);
            let way = if order.falling { "most to fewest" } else { "fewest to most" };
            let without = match self.fitting_without_order {
                Some(Count::Exactly(1)) => "without that, too, one reading fits".to_owned(),
                Some(count) => format!("without that {count} readings fit"),
                None => "how many fit without that is not decided".to_owned(),
            };
            let what = format!(
                "taken to be sorted from {way} {measure}, as chance does not sort so many rows; {without}"
            );
            notes.add(at.clone(), what, "say so if the table is not sorted");
        }
        if let (true, Some(first)) = (self.later_within_first, self.measures.first()) {
            let what = format!("taken for granted that no other figure of a row is larger than its {first}");
            notes.add(at, what, "compare with the source if a part may be larger than the whole");
        }
    }

    fn doubts(&self, solution: &Solution, block: &Block, notes: &mut Notes) {
        let unsure = || solution.rows.iter().zip(&block.rows).filter(|(reading, _)| !reading.sure);
        let count = unsure().count();
        if solution.fitting != Count::Exactly(1) {
            let what = format!(
                "{} other readings of the table fit as well; {} in doubt",
                solution.fitting.others(),
                if count == 1 { "1 row is".to_owned() } else { format!("{} are", counted(count, "row")) },
            );
            notes.add(format!("line {}", block.line), what, "look at the rows in doubt, or give the totals");
        }
        for (reading, row) in unsure().take(MOST_TOLD) {
            let others: Vec<String> = reading.others.iter().map(|figures| joined(figures)).collect();
            let others = if others.is_empty() { "not known".to_owned() } else { others.join(", or ") };
            let what = format!("{}: read as {}, could be {others}", row.name, joined(&reading.figures));
            notes.add(format!("line {}", row.line), what, "compare with the source");
        }
    }
}

fn joined(figures: &[i64]) -> String {
    figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(" / ")
}
