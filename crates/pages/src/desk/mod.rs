//! The newsroom's screens. Every form is a plain HTML form that works without scripts; [`frame`] surrounds them all.
//!
//! Forms post back to paths that the caller gives, each with the hidden field `csrf`. The names of the other fields
//! are documented on the view of the form.

pub mod audit;
pub mod authors;
pub mod diff;
pub mod form;
pub mod frame;
pub mod front;
pub mod health;
pub mod notices;
pub mod pages;
pub mod pictures;
pub mod receipt;
pub mod revisions;
pub mod sign_in;
pub mod stories;
pub mod story;
pub mod table_form;
pub mod table_paste;
pub mod tables;
pub mod users;
pub mod weather;
