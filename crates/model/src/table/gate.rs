//! The gates. A night's figures pass all that apply, or are held and yesterday's stay. A gate that has nothing to
//! compare with says so; it never counts as passed.

mod compared;
mod inside;

use super::{
    snapshot::{Delivery, Snapshot},
    spec::Spec,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Every key that must be there is there.
    Complete,
    /// No key is there that is not declared.
    Known,
    /// No key stands in two rows.
    Unique,
    /// The rows add up to the totals that the source itself publishes.
    Totals,
    /// No figure is below zero.
    Plausible,
    /// No figure is more than the one that it is a part of (deaths ≤ cases).
    AtMost,
    /// The as-of day is later than what is shown, and not in the future.
    Advances,
    /// What was reported is still reported: null is not zero, and not nothing.
    Reported,
    /// What counts up for ever has not fallen.
    Monotone,
    /// Two columns have not changed places.
    Swapped,
    /// No figure has moved far beyond what it did in the past weeks.
    Outlier,
    /// The file is not much smaller than the last.
    Shrank,
}

/// How a gate was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Checked, and good.
    Passed,
    /// Checked, and not good: what was found, in plain words.
    Failed(String),
    /// Could not be checked: why.
    NotApplied(String),
}

/// One gate and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Which.
    pub gate: Gate,
    /// How.
    pub verdict: Verdict,
}

/// How the gates of a table are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gates {
    /// Gates that do not apply to this table.
    pub off: BTreeSet<Gate>,
    /// A figure is an outlier when it moves so many times as far as it usually does.
    pub outlier_times: u32,
    /// A file has shrunk when so many percent of the last one's bytes are gone.
    pub shrank_percent: u32,
    /// Small falls of what counts up for ever that need no person each time, because one has said publicly why they
    /// happen.
    pub falls: Option<Falls>,
}

/// A standing note on small falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Falls {
    /// The largest such fall, in the measure's smallest unit.
    pub at_most: i64,
    /// Why they happen; readers see it.
    pub note: String,
}

impl Default for Gates {
    fn default() -> Self {
        Self { off: BTreeSet::new(), outlier_times: 10, shrank_percent: 30, falls: None }
    }
}

/// What new figures are compared with.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The newest figures that readers see.
    pub shown: Option<Snapshot>,
    /// The figures of the very day that the new ones speak of, if that day has some already.
    pub same_day: Option<Snapshot>,
    /// Accepted figures of earlier days, newest first, one for each day; [`Past::DAYS`] are enough.
    pub before: Vec<Snapshot>,
    /// Bytes of the newest accepted file.
    pub bytes: Option<u64>,
}

impl Past {
    /// Days that are looked back at.
    pub const DAYS: u32 = 29;

    /// The newest figures of an earlier day.
    fn yesterday(&self) -> Option<&Snapshot> {
        self.before.first()
    }
}

impl Gate {
    /// All gates, in the order they are told.
    pub const ALL: [Gate; 12] = [
        Gate::Complete,
        Gate::Known,
        Gate::Unique,
        Gate::Totals,
        Gate::Plausible,
        Gate::AtMost,
        Gate::Advances,
        Gate::Reported,
        Gate::Monotone,
        Gate::Swapped,
        Gate::Outlier,
        Gate::Shrank,
    ];

    /// Name in settings and in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Known => "known",
            Self::Unique => "unique",
            Self::Totals => "totals",
            Self::Plausible => "plausible",
            Self::AtMost => "at-most",
            Self::Advances => "advances",
            Self::Reported => "reported",
            Self::Monotone => "monotone",
            Self::Swapped => "swapped",
            Self::Outlier => "outlier",
            Self::Shrank => "shrank",
        }
    }

    /// The gate of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.as_str() == text)
    }
}

/// Put new figures before every gate. They may be shown when none of the outcomes is [`Verdict::Failed`].
///
/// `today` is the station's date.
pub fn accept(new: &Delivery, past: &Past, spec: &Spec, today: Date) -> Vec<Outcome> {
    let verdict = |gate| {
        if spec.gates.off.contains(&gate) {
            return Verdict::NotApplied("switched off for this table".to_owned());
        }
        match gate {
            Gate::Complete => inside::complete(&new.snapshot, spec),
            Gate::Known => inside::known(&new.snapshot, spec),
            Gate::Unique => inside::unique(new, spec),
            Gate::Totals => inside::totals(&new.snapshot, spec),
            Gate::Plausible => inside::plausible(&new.snapshot, spec),
            Gate::AtMost => inside::at_most(&new.snapshot, spec),
            Gate::Advances => compared::advances(&new.snapshot, past, spec, today),
            Gate::Reported => compared::reported(&new.snapshot, past, spec),
            Gate::Monotone => compared::monotone(&new.snapshot, past, spec),
            Gate::Swapped => compared::swapped(&new.snapshot, past, spec),
            Gate::Outlier => compared::outlier(&new.snapshot, past, spec),
            Gate::Shrank => compared::shrank(new, past, spec),
        }
    };
    Gate::ALL.into_iter().map(|gate| Outcome { gate, verdict: verdict(gate) }).collect()
}

/// Passed when the list is empty; otherwise its first few in words, and how many more there are.
fn tell(list: &[String], words: impl Fn(&str) -> String) -> Verdict {
    const SHOWN: usize = 8;
    if list.is_empty() {
        return Verdict::Passed;
    }
    let more = match list.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    Verdict::Failed(words(&list[..list.len().min(SHOWN)].join("; ")) + &more)
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
