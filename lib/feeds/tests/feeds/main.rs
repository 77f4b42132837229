//! Text in, text out: the cases under `tests/cases`, what is written read back by a real parser, hostile input, and
//! recorded files.
//!
//! To add a case, add a file with its `--- in` part and run the tests with `FEEDS_WRITE_CASES=1`; then read what was
//! written under `--- out`, because it is what will be held true from then on.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "the environment says where recorded files are and whether to write cases"
)]

mod air_answers;
mod alerts;
mod case_file;
mod climate_reports;
mod escaping;
mod feed_cases;
mod find_cases;
mod hostile_tables;
mod indexes;
mod jsonld_cases;
mod metar_reports;
mod number_cases;
mod nws_documents;
mod recorded_tables;
mod sample_channel;
mod table_cases;
mod together_pages;
mod together_properties;
mod workbooks;
mod xml_tree;
