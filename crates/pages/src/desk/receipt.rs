//! The receipt of a publication: every address that changed, as the station itself answered it.

use serde::Serialize;

use crate::{
    View,
    chrome::Link,
    moment::Moment,
    number::{counted, grouped},
};

/// A receipt.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReceiptPage {
    /// `Published`, `Unpublished`.
    pub verb: String,
    /// Headline of the story, name of the author, title of the page.
    pub headline: String,
    /// What leads back to its form.
    pub back: Link,
    /// Public path, if readers can see it.
    pub public: Option<String>,
    /// Moment of the commit.
    pub at: Moment,
    /// True when every address agrees.
    pub agrees: bool,
    /// `All 14 addresses agree, asked in 6.2 ms.`
    pub words: String,
    /// One line per address.
    pub lines: Vec<ReceiptLine>,
}

impl View for ReceiptPage {
    const TEMPLATE: &'static str = "desk/receipt.html";
}

/// One address of a receipt.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReceiptLine {
    /// Path.
    pub url: String,
    /// What it is: `Front page`, `Wildfire (RSS)`.
    pub what: String,
    /// What it had to do: `shows the story`, `no longer shows the story`, `is renewed`.
    pub expected: String,
    /// Whether it does.
    pub agrees: bool,
    /// `0.41 ms`.
    pub took: String,
    /// `14,203 bytes`.
    pub size: String,
}

/// `0.41 ms` of microseconds.
#[must_use]
pub fn milliseconds(micros: u64) -> String {
    format!("{}.{:02} ms", grouped(i64::try_from(micros / 1_000).unwrap_or(i64::MAX)), micros % 1_000 / 10)
}

/// `14,203 bytes`.
#[must_use]
pub fn bytes(count: u64) -> String {
    counted(count, "byte", "bytes")
}
