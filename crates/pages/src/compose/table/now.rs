//! A table as it is now, and what all that shows it says of its state and dates.

use crate::{
    chrome::Link,
    compose::Context,
    module::{Dates, State},
    moment::Day,
};
use jiff::{Timestamp, civil::Date};
use model::{
    reading,
    table::{Current, Gate, Outcome, Snapshot, Spec, Verdict},
};
use std::collections::{BTreeMap, BTreeSet};

/// A table as it is now.
pub struct Now<'a> {
    /// What it must contain.
    pub spec: &'a Spec,
    /// What readers may see of it.
    pub current: &'a Current,
    /// Figures of the days before, for what is derived from them.
    pub earlier: &'a [Snapshot],
    /// State of what is shown.
    pub state: reading::State,
    /// When the station will next look.
    pub next: Option<Timestamp>,
    /// Whether the last try to refresh it failed, in words for readers.
    pub trouble: bool,
    /// Public notes on figures that a person accepted, newest first.
    pub notes: &'a [(Timestamp, String)],
}

/// One row, or the totals, over the days.
pub type Series = BTreeMap<Date, Vec<Option<i64>>>;

/// Days of which there is something to know.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// A file of this day was held back.
    pub held: BTreeSet<Date>,
    /// Its figures were revised.
    pub revised: BTreeSet<Date>,
}

/// The state, and what is wrong in plain words.
pub(super) fn condition(now: &Now<'_>, context: &Context<'_>) -> (State, Option<String>) {
    let Some(shown) = &now.current.shown else {
        let words = "The first figures have not come yet.".to_owned();
        return (State::Missing, Some(words));
    };
    let of = day(shown.as_of);
    if let Some(held) = &now.current.held {
        let what = faults(&failed(&held.outcomes));
        let words = if held.snapshot.as_of == shown.as_of {
            format!("A new file for {of} {what}; showing what was there before.")
        } else {
            format!("The source’s file for {} {what}; showing {of}.", day(held.snapshot.as_of))
        };
        return (State::Held, Some(words));
    }
    match now.state {
        reading::State::Fresh if now.trouble => {
            (State::Fresh, Some(format!("The latest update could not be fetched; showing {of}.")))
        }
        reading::State::Fresh => (State::Fresh, None),
        reading::State::Stale { since } => {
            let since = context.moment(since).words;
            (
                State::Stale,
                Some(format!("No newer figures have come; these are of {of} and out of date since {since}.")),
            )
        }
        reading::State::Missing => (State::Missing, Some("The first figures have not come yet.".to_owned())),
    }
}

/// The checks that were not passed.
pub(super) fn failed(outcomes: &[Outcome]) -> Vec<Gate> {
    let failed = outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Failed(_)));
    failed.map(|outcome| outcome.gate).collect()
}

/// What was wrong with a file, as readers say it: the two gravest faults.
pub(super) fn faults(failed: &[Gate]) -> String {
    let words = |gate: Gate| match gate {
        Gate::Totals => "did not add up",
        Gate::Complete | Gate::Shrank => "was incomplete",
        Gate::Reported => "lacked figures that were there before",
        Gate::Known => "had rows that do not belong to it",
        Gate::Unique => "had a row twice",
        Gate::Plausible | Gate::AtMost | Gate::Swapped => "had figures that cannot be right",
        Gate::Advances => "was not of the day it should be",
        Gate::Monotone | Gate::Outlier => "had figures that need a second look",
    };
    const GRAVEST_FIRST: [Gate; 12] = [
        Gate::Totals,
        Gate::Complete,
        Gate::Shrank,
        Gate::Reported,
        Gate::Swapped,
        Gate::AtMost,
        Gate::Plausible,
        Gate::Unique,
        Gate::Known,
        Gate::Advances,
        Gate::Monotone,
        Gate::Outlier,
    ];
    let mut said: Vec<&str> = Vec::new();
    for gate in GRAVEST_FIRST.into_iter().filter(|gate| failed.contains(gate)) {
        // Where something is wrong for certain, a figure that merely looks odd most likely comes of it.
        let is_odd_only = matches!(gate, Gate::Monotone | Gate::Outlier);
        if !said.contains(&words(gate)) && (said.is_empty() || !is_odd_only) {
            said.push(words(gate));
        }
    }
    match said.as_slice() {
        [] => "did not pass our checks".to_owned(),
        [only] => (*only).to_owned(),
        [first, second, ..] => format!("{first} and {second}"),
    }
}

pub(super) fn day(date: Date) -> String {
    Day::new(date).words
}

pub(super) fn dates(now: &Now<'_>, context: &Context<'_>) -> Dates {
    let spec = now.spec;
    let shown = now.current.shown.as_ref();
    Dates {
        as_of: shown.map(|shown| Day::new(shown.as_of)),
        source: Some(Link::new(spec.credit.clone(), spec.credit_url.clone().unwrap_or_default())),
        fetched: shown.map(|shown| context.moment(shown.fetched_at)),
        next: now.next.map(|at| context.moment(at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wrong_is_said_as_a_person_would() {
        for (gates, words) in [
            (vec![Gate::Totals], "did not add up"),
            (vec![Gate::Complete, Gate::Totals, Gate::Outlier], "did not add up and was incomplete"),
            (vec![Gate::Monotone], "had figures that need a second look"),
            (vec![Gate::Outlier, Gate::Monotone], "had figures that need a second look"),
            (vec![Gate::Shrank, Gate::Complete], "was incomplete"),
            (vec![Gate::Totals, Gate::Outlier, Gate::Monotone], "did not add up"),
            (vec![], "did not pass our checks"),
        ] {
            assert_eq!(faults(&gates), words, "{gates:?}");
        }
        for gate in Gate::ALL {
            assert_ne!(faults(&[gate]), faults(&[]), "{gate:?} has words of its own");
        }
    }
}
