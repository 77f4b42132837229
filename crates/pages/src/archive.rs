//! The archive: every month there is, and one month day by day.

use serde::Serialize;

use crate::{
    View,
    card::{Card, Paging},
    chrome::{Head, Link},
    moment::Day,
};

/// Every month there is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ArchiveIndex {
    /// Document head.
    pub head: Head,
    /// Years, newest first.
    pub years: Vec<ArchiveYear>,
}

impl View for ArchiveIndex {
    const TEMPLATE: &'static str = "archive.html";
}

/// A year of the archive.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ArchiveYear {
    /// `2021`.
    pub year: i16,
    /// Months with stories, newest first.
    pub months: Vec<ArchiveEntry>,
}

/// A month in the index.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ArchiveEntry {
    /// `March`.
    pub month: String,
    /// Path of the month.
    pub url: String,
    /// `24 stories`.
    pub count: String,
}

/// One month, day by day.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ArchiveMonth {
    /// Document head.
    pub head: Head,
    /// `March 2021`.
    pub title: String,
    /// `24 stories`.
    pub count: String,
    /// Days with stories, newest first.
    pub days: Vec<ArchiveDay>,
    /// Where in a long month this page is.
    pub paging: Paging,
    /// The next month that has stories.
    pub newer: Option<Link>,
    /// The month before that has stories.
    pub older: Option<Link>,
}

impl View for ArchiveMonth {
    const TEMPLATE: &'static str = "archive-month.html";
}

/// One day of a month.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ArchiveDay {
    /// The day, with its weekday.
    pub day: Day,
    /// Its stories, newest first.
    pub cards: Vec<Card>,
}
