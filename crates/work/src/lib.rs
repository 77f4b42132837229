//! # work: toils unseen
//!
//! What happens without a reader or an editor waiting: the schedule, the queue of jobs, the one client for outgoing
//! requests, and one file per noun that a job touches. A noun's file has up to three parts with the same names
//! everywhere: `understand` (bytes from outside → the noun, or what is wrong with them and what to do), `fetch`, `run`.
//! Jobs, uploads and `bellwether inspect` call the same `understand`.
//!
//! **Owns** outgoing requests, decoding on a bounded pool, leases and retries.
//! **Never contains** routes, SQL, or a decision that belongs to the desk: it hands what it understood to a verb.
//!
//! Reading order: [`Work`] (what a job can reach), [`schedule`] (when), [`queue`] (claim, run, retry), [`fetch`] (the client),
//! [`table`], [`media`], [`alert`], [`weather`], [`air`] and [`radar`] (the nouns), [`place`] (what a new town is asked for).

pub mod age;
pub mod air;
pub mod alert;
mod drawing;
pub mod fetch;
pub mod html;
pub mod inspect;
mod key;
pub mod media;
pub mod place;
pub mod pool;
pub mod queue;
pub mod radar;
mod round;
pub mod schedule;
pub mod table;
pub mod weather;
mod work;

pub use work::{AirSettings, Alerts, Parts, Work};
