//! Pictures made here, good and bad, through the public interface of the crate.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod build;
mod colour;
mod hashes;
mod hostile;
mod orientation;
mod refused;
mod samples;
mod sizes;
mod words;
