//! Stories: what readers find, what the desk finds, and how one is kept.
//!
//! Reading order: `public` (one story at an address), `list` (teasers), `related`, `tags`, `desk`, then `save` and
//! `listing` (what a save does to public lists), and `stored` (the shape of content in the database).

mod desk;
mod list;
mod listing;
mod public;
mod related;
mod revision;
mod save;
mod stored;
mod tags;

pub use desk::DeskRow;
pub use list::ListPage;
pub use public::Found;
pub(crate) use public::IS_PUBLIC;

use crate::error::{Error, Result};
use model::{
    slug::Slug,
    story::Status,
    url::{Month, StoryPath},
};

/// A month as one number that sorts: 202103.
fn month_number(month: Month) -> i64 {
    i64::from(month.year) * 100 + i64::from(month.month)
}

fn month_of_number(number: i64) -> Result<Month> {
    let month = Month {
        year: i16::try_from(number / 100).unwrap_or_default(),
        month: i8::try_from(number % 100).unwrap_or_default(),
    };
    if (1900..2200).contains(&month.year) && (1..=12).contains(&month.month) {
        Ok(month)
    } else {
        Err(Error::damaged(format!("{number} where a month should be")))
    }
}

fn path(month: i64, slug: Slug) -> Result<StoryPath> {
    Ok(StoryPath { month: month_of_number(month)?, slug })
}

fn status(text: &str) -> Result<Status> {
    Status::parse(text).ok_or_else(|| Error::damaged(format!("“{text}” where a story's status should be")))
}
