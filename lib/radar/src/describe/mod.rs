//! What is seen, in words: for those who do not see the picture, and for those who want to know what it means.
//!
//! The words speak of **echoes**, because that is what a radar measures. Rain or snow is said only when the caller
//! says that it is one of them ([`Kind`]): a radar beam three kilometres up does not know what falls below. Nothing
//! is said to be dry: that nothing is there is said of echoes, and not of a town from which rain or snow is reported
//! ([`Town::falls`]). Motion is told only when it was measured between two frames. Several radars are spoken of as one:
//! over each point the one with the lowest beam, and of their motions only what they agree on.

mod area;
mod kind;
mod motion;
mod reach;
mod sentence;

pub use area::{Area, Seen, Town, over_area, over_town};
pub use kind::Kind;
pub use motion::{Motion, motion};
pub use reach::{reach_feet, reach_sentence};
pub use sentence::{Look, Report, describe};
