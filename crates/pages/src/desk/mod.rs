//! The newsroom's screens. Every form is a plain HTML form that works without scripts; [`frame`] surrounds them all.

pub mod frame;
