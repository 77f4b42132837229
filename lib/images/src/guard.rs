//! The wall between hostile input and other people's parsers.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a third-party parser; `None` when it panics. Such a fault must cost an upload, not the worker that
/// looks at it. The program's panic hook still prints, so it does not go unnoticed.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    // What the closure borrows is read only, and its own state is dropped with it.
    catch_unwind(AssertUnwindSafe(work)).ok()
}
