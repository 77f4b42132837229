//! # desk: what a newsroom decides
//!
//! One file per noun, one function per verb: create, save, publish, schedule, correct, kill, pin, accept, run now.
//! Each verb is one transaction that leaves the noun, an audit row, the job rows that follow from it, and says which
//! public pages it made stale. A person at a form and a job at its hour enter by the same door.
//!
//! **Owns** permission (who may do what), the receipt of a publication, and the sequence of each verb.
//! **Never contains** SQL, status codes, HTML, or a look at the wall clock: it is handed a [`Clock`].
//!
//! Reading order: [`Desk`] (what it holds), [`story`] (the verbs everything turns around), [`receipt`] (how it proves
//! that published means visible), then any noun.

pub mod air;
pub mod alert;
pub mod asker;
pub mod author;
pub mod clock;
mod desk;
mod error;
pub mod front;
pub mod import;
pub mod job;
pub mod media;
pub mod notice;
pub mod page;
mod permit;
pub mod preview;
mod prune;
pub mod radar;
pub mod receipt;
pub mod session;
pub mod story;
pub mod table;
pub mod user;
pub mod weather;
pub mod workshop;

pub use clock::Clock;
pub use desk::Desk;
pub use error::Error;
pub use permit::By;
