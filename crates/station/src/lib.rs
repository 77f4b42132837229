//! # station: wires
//!
//! The binary `bellwether`: reads the settings, makes the clock, builds every room, starts and stops them in a fixed
//! order, and offers it all on the command line.
//!
//! **Owns** the command line, the environment, the clock, the data folder, and the order of start and stop.
//! **Never contains** a rule, a query, a page or a request: whoever looks for logic here is in the wrong room.
//!
//! Reading order: [`cli`] (every command), [`run`] (a station from start to stop), [`settings`], [`clock`], [`import`].
//! [`tree`] reads TOML with good manners; [`fault`] is how a mistake in a file is told.

pub mod cli;
pub mod clock;
mod entry;
pub mod fault;
pub mod home;
pub mod import;
pub mod logs;
pub mod metrics;
pub mod pack;
pub mod run;
pub mod settings;
pub mod tree;
mod workshop;
