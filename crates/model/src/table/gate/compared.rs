//! Gates that compare the new figures with earlier ones.

use super::{Past, Verdict, tell};
use crate::table::{Delivery, Snapshot, Spec};
use jiff::civil::Date;

const FIRST: &str = "there are no earlier figures";

pub(super) fn advances(new: &Snapshot, past: &Past, spec: &Spec, today: Date) -> Verdict {
    if new.as_of > today {
        return Verdict::Failed(format!("the figures are dated {}, which has not come yet", new.as_of));
    }
    match &past.shown {
        None => Verdict::NotApplied(FIRST.to_owned()),
        // A file of several days may speak of earlier ones too: those are revisions.
        Some(shown) if new.as_of < shown.as_of && spec.shape.days <= 1 => Verdict::Failed(format!(
            "the figures are of {}, older than those shown ({})",
            new.as_of, shown.as_of
        )),
        Some(_) => Verdict::Passed,
    }
}

pub(super) fn reported(new: &Snapshot, past: &Past, spec: &Spec) -> Verdict {
    let Some(before) = past.same_day.as_ref().or(past.yesterday()) else {
        return Verdict::NotApplied(FIRST.to_owned());
    };
    let mut gone = Vec::new();
    for key in new.rows.keys() {
        for (index, measure) in spec.measures.iter().enumerate() {
            if let (Some(was), None) = (before.figure(key, index), new.figure(key, index)) {
                let was = measure.words(Some(was));
                gone.push(format!("{} {} was {was} and is not reported", spec.name(key), measure.label));
            }
        }
    }
    tell(&gone, str::to_owned)
}

pub(super) fn monotone(new: &Snapshot, past: &Past, spec: &Spec) -> Verdict {
    if !spec.measures.iter().any(|measure| measure.cumulative) {
        return Verdict::NotApplied("no column counts up for ever".to_owned());
    }
    if past.same_day.is_none() && past.before.is_empty() {
        return Verdict::NotApplied(FIRST.to_owned());
    }
    let small = spec.gates.falls.as_ref().map_or(0, |falls| falls.at_most);
    let mut falls = Vec::new();
    for (index, measure) in spec.measures.iter().enumerate().filter(|(_, measure)| measure.cumulative) {
        for key in new.rows.keys() {
            let Some(after) = new.figure(key, index) else { continue };
            // What was said of this very day, and the last that was said of an earlier one.
            let earlier = past.before.iter().find_map(|day| day.figure(key, index));
            let same_day = past.same_day.as_ref().and_then(|day| day.figure(key, index));
            if let Some(before) = earlier.max(same_day).filter(|before| before.saturating_sub(after) > small)
            {
                let (before, after) = (measure.words(Some(before)), measure.words(Some(after)));
                falls.push(format!("{} {} fell from {before} to {after}", spec.name(key), measure.label));
            }
        }
    }
    tell(&falls, str::to_owned)
}

/// Two columns have changed places when each column's sum is nearer to the other's sum of before than to its own.
pub(super) fn swapped(new: &Snapshot, past: &Past, spec: &Spec) -> Verdict {
    let Some(before) = past.yesterday().or(past.same_day.as_ref()) else {
        return Verdict::NotApplied(FIRST.to_owned());
    };
    let count = spec.measures.len();
    if count < 2 {
        return Verdict::NotApplied("there is one column of figures".to_owned());
    }
    let (old, new) = (before.sums(count), new.sums(count));
    let nearer = |new: i64, other: i64, own: i64| new.abs_diff(other) < new.abs_diff(own);
    let mut wrong = Vec::new();
    for first in 0..count {
        for second in first + 1..count {
            let (Some(a), Some(b)) = (new[first], new[second]) else { continue };
            let (Some(was_a), Some(was_b)) = (old[first], old[second]) else { continue };
            if was_a != was_b && nearer(a, was_b, was_a) && nearer(b, was_a, was_b) {
                let labels = (&spec.measures[first].label, &spec.measures[second].label);
                wrong.push(format!("{} and {} look as if they had changed places", labels.0, labels.1));
            }
        }
    }
    tell(&wrong, str::to_owned)
}

/// Fewer changes than this say nothing about what is usual.
const CHANGES: usize = 7;

/// A figure moves from day to day. How far it usually does is the mean of its daily moves in the days looked back at,
/// and never less than the noise that a count of its size has by chance (the square root of the count, as for counts
/// of independent events). A move of so many times that (`outlier_times`) is held for a person to look at.
pub(super) fn outlier(new: &Snapshot, past: &Past, spec: &Spec) -> Verdict {
    let changes = past.before.len().saturating_sub(1);
    if changes < CHANGES {
        return Verdict::NotApplied(format!(
            "there are {changes} earlier changes; {CHANGES} tell what is usual"
        ));
    }
    let mut wrong = Vec::new();
    for (index, measure) in spec.measures.iter().enumerate() {
        let scale = 10_f64.powi(i32::from(measure.decimals));
        for key in new.rows.keys() {
            let Some(now) = new.figure(key, index) else { continue };
            let Some((moved, usual)) = moves(new.as_of, now, key, index, past) else { continue };
            // Never below a handful, or one case in an empty county would be news.
            let noise = ((now.unsigned_abs() as f64) / scale).sqrt().max(2.0) * scale;
            if moved.abs() > f64::from(spec.gates.outlier_times) * usual.max(noise) {
                let by = measure.words(Some(moved.round() as i64));
                let usual = measure.words(Some(usual.round() as i64));
                let name = spec.name(key);
                wrong.push(format!("{name} {} moved by {by} a day, usually by {usual}", measure.label));
            }
        }
    }
    tell(&wrong, str::to_owned)
}

/// How far a figure moved a day since the last time, and how far it usually does.
fn moves(as_of: Date, now: i64, key: &str, index: usize, past: &Past) -> Option<(f64, f64)> {
    let mut later = (as_of, now);
    let mut daily = Vec::with_capacity(past.before.len());
    for day in &past.before {
        let Some(figure) = day.figure(key, index) else { continue };
        let days = f64::from(later.0.since(day.as_of).ok()?.get_days().max(1));
        daily.push((later.1.saturating_sub(figure)) as f64 / days);
        later = (day.as_of, figure);
    }
    let (moved, usual) = daily.split_first()?;
    if usual.len() < CHANGES {
        return None;
    }
    let mean = usual.iter().map(|daily| daily.abs()).sum::<f64>() / usual.len() as f64;
    Some((*moved, mean))
}

pub(super) fn shrank(new: &Delivery, past: &Past, spec: &Spec) -> Verdict {
    let Some(before) = past.bytes.filter(|&bytes| bytes > 0 && new.bytes > 0) else {
        return Verdict::NotApplied("there is no earlier file to compare with".to_owned());
    };
    let least = before.saturating_mul(u64::from(100_u32.saturating_sub(spec.gates.shrank_percent))) / 100;
    if new.bytes >= least {
        return Verdict::Passed;
    }
    Verdict::Failed(format!("the file has {} bytes, the last one had {before}", new.bytes))
}
