//! The whole station, as its people meet it: the real program in this process, on a free port, with a clock that is
//! moved by hand and a local server as the internet; on SQLite, and on PostgreSQL when `BELLWETHER_TEST_POSTGRES`
//! names a cluster.
//!
//! Reading order: `house` (a station), `people` (who uses it), `internet` and `crawl`; then the scenarios, one file per
//! noun. A scenario runs on every engine: `for house in House::each() { … }`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod crawl;
mod database;
mod house;
mod internet;
mod people;
mod samples;

mod air;
mod alert_cap;
mod alert_index;
mod alerts;
mod almanac_days;
mod blocks;
mod cli;
mod desk_people;
mod front;
mod hostile;
mod jobs;
mod media;
mod notices;
mod oracle;
mod place;
mod program;
mod radar;
mod radar_faults;
mod radar_mosaic;
mod radar_page;
mod radar_sources;
mod radar_stream;
mod removed;
mod session;
mod silent_sources;
mod story;
mod table;
mod table_desk;
mod table_history;
mod table_pages;
mod table_pasted;
mod table_revised;
mod two_days;
mod weather;
mod weather_own;
mod weather_pages;
mod weather_samples;
