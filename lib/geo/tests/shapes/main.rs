//! What must hold for shapes: exact answers on borders, borders that stay shared, readers that nothing hurts, and real
//! county and alert shapes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod exact;
mod hostile;
mod recorded;
mod shared_borders;
