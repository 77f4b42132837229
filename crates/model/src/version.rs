//! What tells one version of a kept thing from another, when it has no numbered revisions. A moment alone would not do: two
//! people may save within one tick of a clock.

use std::{
    fmt::Debug,
    hash::{DefaultHasher, Hash, Hasher},
};

/// Sixteen hexadecimal digits of everything that is kept. Not for the store: another build may count otherwise, and then a
/// form that is still open is told once more than needed that somebody saved meanwhile.
pub(crate) fn version(kept: &impl Debug) -> String {
    let mut hasher = DefaultHasher::new();
    format!("{kept:?}").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
