//! # store: what the house remembers
//!
//! Every query, every migration, every blob. The same text of SQL runs on SQLite and on PostgreSQL; which of them a
//! station has is one line of its settings and nothing that another room can notice.
//!
//! **Owns** the schema, the shape in which nouns are stored, transactions, and who is told after a commit.
//! **Never contains** rules (they are in `model` and `desk`), HTML, HTTP, or a look at the wall clock.
//!
//! Hands out a [`Reader`], which can be given to anyone, and a [`Store`], which begins transactions: whoever holds
//! only a reader cannot write. A transaction cannot be committed without saying what it made stale.
//!
//! Reading order: [`store`] (open, begin, close), [`tx`] and [`read`] (the two ways in), [`story`] (the noun
//! everything turns around), the other nouns by need; below them `sql` (one way to ask both engines), `turn` (one
//! writer at a time), `engine` (settings of connections), `migrations`. Why it is so: `docs/decisions/0002-store.md`.

pub mod blobs;
pub mod error;
pub mod media;
pub mod read;
pub mod store;
pub mod story;
pub mod tx;

mod air;
mod alert;
mod audit;
mod author;
mod engine;
mod front;
mod job;
mod meta;
mod migrations;
mod notice;
mod page;
#[cfg(test)]
mod plans;
mod radar;
mod receipt;
mod session;
mod shared;
mod source;
mod sql;
mod table;
mod turn;
mod user;
mod weather;
mod zone;

pub use blobs::Blobs;
pub use error::{Error, Result};
pub use media::NewMedia;
pub use radar::Squares;
pub use read::{Reader, Reads};
pub use shared::Listener;
pub use store::{Options, Store};
pub use story::{DeskRow, Found, ListPage};
pub use table::{Update as TableUpdate, UpdateKind};
pub use tx::Tx;
pub use weather::Fetched;
