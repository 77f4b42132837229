//! Examples of the desk's screens.

use super::Sample;

pub(super) fn samples() -> Vec<Sample> {
    Vec::new()
}
