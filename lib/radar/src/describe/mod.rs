//! What is seen, in words.

mod strength;

pub use strength::Strength;
