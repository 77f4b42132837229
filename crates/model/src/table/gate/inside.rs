//! Gates that look at the new figures alone.

use super::{Verdict, tell};
use crate::table::{Delivery, Snapshot, Spec};

pub(super) fn complete(new: &Snapshot, spec: &Spec) -> Verdict {
    let absent =
        spec.keys.iter().filter(|(key, _)| !new.rows.contains_key(*key) && !spec.optional.contains(*key));
    tell(&absent.map(|(_, name)| name.clone()).collect::<Vec<_>>(), |list| format!("missing: {list}"))
}

pub(super) fn known(new: &Snapshot, spec: &Spec) -> Verdict {
    let strange = new.rows.keys().filter(|key| !spec.keys.contains_key(*key)).cloned();
    tell(&strange.collect::<Vec<_>>(), |list| format!("not declared: {list}"))
}

pub(super) fn unique(new: &Delivery, spec: &Spec) -> Verdict {
    let twice = new.repeated.iter().map(|key| spec.name(key).to_owned());
    tell(&twice.collect::<Vec<_>>(), |list| format!("in more than one row: {list}"))
}

pub(super) fn totals(new: &Snapshot, spec: &Spec) -> Verdict {
    let Some(published) = &new.published_totals else {
        return Verdict::NotApplied("the source publishes no totals".to_owned());
    };
    let sums = new.sums(spec.measures.len());
    let wrong = spec
        .measures
        .iter()
        .zip(published.iter().zip(&sums))
        .filter(|(_, (published, sum))| published != sum)
        .map(|(measure, (published, sum))| {
            let (sum, published) = (measure.words(*sum), measure.words(*published));
            format!("{}: rows add up to {sum}, the source says {published}", measure.label)
        });
    tell(&wrong.collect::<Vec<_>>(), str::to_owned)
}

pub(super) fn plausible(new: &Snapshot, spec: &Spec) -> Verdict {
    let mut wrong = Vec::new();
    for (key, row) in &new.rows {
        for (measure, value) in spec.measures.iter().zip(row) {
            if value.is_some_and(|value| value < 0) {
                wrong.push(format!("{} {} is {}", spec.name(key), measure.label, measure.words(*value)));
            }
        }
    }
    tell(&wrong, str::to_owned)
}

pub(super) fn at_most(new: &Snapshot, spec: &Spec) -> Verdict {
    let pairs: Vec<_> = spec
        .measures
        .iter()
        .enumerate()
        .filter_map(|(part, measure)| {
            let whole = measure.at_most?;
            Some((part, measure, whole, spec.measures.get(whole)?))
        })
        .collect();
    if pairs.is_empty() {
        return Verdict::NotApplied("no column is declared to be a part of another".to_owned());
    }
    let mut wrong = Vec::new();
    for (part_at, part, whole_at, whole) in pairs {
        for key in new.rows.keys() {
            let figures = (new.figure(key, part_at), new.figure(key, whole_at));
            if let (Some(few), Some(many)) = figures
                && few > many
            {
                let name = spec.name(key);
                let (few, many) = (part.words(Some(few)), whole.words(Some(many)));
                wrong.push(format!("{name}: {} {few} are more than {} {many}", part.label, whole.label));
            }
        }
    }
    tell(&wrong, str::to_owned)
}
