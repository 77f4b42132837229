//! Recorded input that the project may not ship.

use std::path::PathBuf;

/// Its folder, or none, and that is said.
#[allow(clippy::disallowed_methods, reason = "a test is told by the environment where recorded input lies")]
pub(crate) fn samples() -> Option<PathBuf> {
    let samples = std::env::var_os("BELLWETHER_SAMPLES").map(PathBuf::from);
    if samples.is_none() {
        println!("not run: BELLWETHER_SAMPLES is unset");
    }
    samples
}
