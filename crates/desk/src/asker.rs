//! Whom the desk asks for its receipts: the station's own router, which is built after the desk and handed in.

use model::url::Url;
use std::{future::Future, pin::Pin};

/// Asks the station's own router, in the process.
pub trait Asker: Send + Sync {
    /// A mark in the order of announcements: a page rendered later is newer than everything before the mark.
    fn mark(&self) -> u64;

    /// Ask `url`; say whether the answer contains `needle` and whether it was rendered after `mark`.
    fn ask<'a>(
        &'a self,
        url: &'a Url,
        needle: &'a str,
        mark: u64,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;
}

/// What an address answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// It answered with a page (rather than that there is none).
    pub found: bool,
    /// The page contains the needle.
    pub shows: bool,
    /// The page was rendered after the mark.
    pub renewed: bool,
    /// Uncompressed size.
    pub bytes: u64,
    /// From asking to the whole answer.
    pub micros: u64,
}
