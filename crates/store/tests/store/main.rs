//! Tests of the store. Every one runs on SQLite, and on PostgreSQL when `BELLWETHER_TEST_POSTGRES` names a server
//! (`postgres://user@host:port/postgres`), where it gets a fresh database of its own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[macro_use]
mod ground;
mod made;

mod air;
mod alerts;
mod blobs;
mod entries;
mod jobs;
mod leaks;
mod library;
mod lists;
mod opening;
mod parity;
mod people;
mod radar;
mod stories;
mod tables;
mod transactions;
mod weather;
mod zones;
