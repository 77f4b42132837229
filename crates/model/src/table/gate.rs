//! The gates. A night's figures pass all that apply, or are held and yesterday's stay. A gate that has nothing to
//! compare with says so; it never counts as passed.

use super::{Snapshot, Spec};
use jiff::civil::Date;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gate {
    /// Every key that must be there is there.
    Complete,
    /// No key is there that is not declared.
    Known,
    /// The rows add up to the totals that the source itself publishes.
    Totals,
    /// What counts up for ever has not fallen.
    Monotone,
    /// The as-of day is later than what is shown, and not in the future.
    Advances,
    /// No figure is below zero.
    Plausible,
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

impl Gate {
    /// All gates, in the order they are told.
    pub const ALL: [Gate; 6] =
        [Gate::Complete, Gate::Known, Gate::Totals, Gate::Monotone, Gate::Advances, Gate::Plausible];

    /// Stored name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Known => "known",
            Self::Totals => "totals",
            Self::Monotone => "monotone",
            Self::Advances => "advances",
            Self::Plausible => "plausible",
        }
    }

    /// The gate of a stored name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.as_str() == text)
    }
}

/// Put new figures before every gate. They may be shown when none of the outcomes is [`Verdict::Failed`].
///
/// `shown` is what readers see now; `today` is the station's date.
pub fn accept(new: &Snapshot, shown: Option<&Snapshot>, spec: &Spec, today: Date) -> Vec<Outcome> {
    Gate::ALL
        .into_iter()
        .map(|gate| {
            let verdict = match gate {
                Gate::Complete => complete(new, spec),
                Gate::Known => known(new, spec),
                Gate::Totals => totals(new, spec),
                Gate::Monotone => monotone(new, shown, spec),
                Gate::Advances => advances(new, shown, today),
                Gate::Plausible => plausible(new, spec),
            };
            Outcome { gate, verdict }
        })
        .collect()
}

fn complete(new: &Snapshot, spec: &Spec) -> Verdict {
    let absent =
        spec.keys.iter().filter(|(key, _)| !new.rows.contains_key(*key)).map(|(_, name)| name.as_str());
    tell(absent.collect(), |list| format!("missing: {list}"))
}

fn known(new: &Snapshot, spec: &Spec) -> Verdict {
    let strange = new.rows.keys().filter(|key| !spec.keys.contains_key(*key)).map(String::as_str);
    tell(strange.collect(), |list| format!("not declared: {list}"))
}

fn totals(new: &Snapshot, spec: &Spec) -> Verdict {
    let Some(published) = &new.published_totals else {
        return Verdict::NotApplied("the source publishes no totals".to_owned());
    };
    let sums = new.sums(spec.measures.len());
    let wrong: Vec<String> = spec
        .measures
        .iter()
        .zip(published.iter().zip(&sums))
        .filter(|(_, (published, sum))| published != sum)
        .map(|(measure, (published, sum))| {
            format!(
                "{}: rows add up to {}, the source says {}",
                measure.label,
                figure(*sum),
                figure(*published)
            )
        })
        .collect();
    tell(wrong.iter().map(String::as_str).collect(), str::to_owned)
}

fn monotone(new: &Snapshot, shown: Option<&Snapshot>, spec: &Spec) -> Verdict {
    let Some(shown) = shown else {
        return Verdict::NotApplied("there are no earlier figures".to_owned());
    };
    let mut falls = Vec::new();
    for (index, measure) in spec.measures.iter().enumerate().filter(|(_, measure)| measure.cumulative) {
        for (key, row) in &new.rows {
            let before = shown.rows.get(key).and_then(|row| row.get(index).copied().flatten());
            let after = row.get(index).copied().flatten();
            match (before, after) {
                (Some(before), Some(after)) if after < before => {
                    let name = spec.keys.get(key).unwrap_or(key);
                    falls.push(format!("{name} {} fell from {before} to {after}", measure.label));
                }
                (Some(before), None) => {
                    let name = spec.keys.get(key).unwrap_or(key);
                    falls.push(format!("{name} {} was {before} and is not reported", measure.label));
                }
                _ => {}
            }
        }
    }
    tell(falls.iter().map(String::as_str).collect(), str::to_owned)
}

fn advances(new: &Snapshot, shown: Option<&Snapshot>, today: Date) -> Verdict {
    if new.as_of > today {
        return Verdict::Failed(format!("the figures are dated {}, which has not come yet", new.as_of));
    }
    match shown {
        None => Verdict::NotApplied("there are no earlier figures".to_owned()),
        Some(shown) if new.as_of < shown.as_of => Verdict::Failed(format!(
            "the figures are of {}, older than those shown ({})",
            new.as_of, shown.as_of
        )),
        Some(_) => Verdict::Passed,
    }
}

fn plausible(new: &Snapshot, spec: &Spec) -> Verdict {
    let mut wrong = Vec::new();
    for (key, row) in &new.rows {
        for (measure, value) in spec.measures.iter().zip(row) {
            if let Some(value) = value.filter(|value| *value < 0) {
                let name = spec.keys.get(key).unwrap_or(key);
                wrong.push(format!("{name} {} is {value}", measure.label));
            }
        }
    }
    tell(wrong.iter().map(String::as_str).collect(), str::to_owned)
}

/// Passed when the list is empty; otherwise its first few in words, and how many more there are.
fn tell(list: Vec<&str>, words: impl Fn(&str) -> String) -> Verdict {
    const SHOWN: usize = 8;
    if list.is_empty() {
        return Verdict::Passed;
    }
    let more = match list.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let first = list.into_iter().take(SHOWN).collect::<Vec<_>>().join("; ");
    Verdict::Failed(words(&first) + &more)
}

fn figure(value: Option<i64>) -> String {
    value.map_or_else(|| "not reported".to_owned(), |value| value.to_string())
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
