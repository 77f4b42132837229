//! The newsroom's screens, walked through in the process: a real store, a real desk, the real router.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod addresses;
mod door;
mod house;
mod newsroom;
mod pictures;
mod stories;
