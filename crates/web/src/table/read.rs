//! What the pages of a table read in common, and what they say where there is nothing to read.

use crate::{app::App, error::Error};
use jiff::{ToSpan, civil::Date};
use model::{
    slug::Slug,
    table::{Spec, Table, View},
    url::{TablePart, Url},
};
use pages::{
    Link,
    compose::table::{CHART_DAYS, Marks, Series},
    moment::Day,
};
use std::sync::Arc;
use store::UpdateKind;

/// Days that are known of at all: eleven years.
pub(super) const DAYS: u64 = 4_000;
/// Nights that are looked at for those that were held back.
const NIGHTS: u64 = 400;

/// The table of a name.
pub(super) fn spec(app: &App, name: &str) -> Result<Arc<Table>, Error> {
    let slug = Slug::parse(name).map_err(|_| Error::NotFound)?;
    app.desk.tables().get(&slug).cloned().ok_or(Error::NotFound)
}

/// A table through time.
pub(super) struct Told {
    /// Days that have figures, newest first.
    pub(super) days: Vec<Date>,
    /// One row, or the totals, over the days of a chart.
    pub(super) series: Series,
    /// Days of which there is something to know.
    pub(super) marks: Marks,
}

impl Told {
    /// Only the days: for who looks for a row, and gets neither map nor chart.
    pub(super) async fn days(app: &App, spec: &Spec) -> Result<Self, Error> {
        let days = app.reader.table_days(&spec.slug, DAYS).await?;
        let days: Vec<Date> = days.into_iter().map(|(day, _)| day).collect();
        Ok(Self { days, series: Series::new(), marks: Marks::default() })
    }

    /// Up to a day, or to the newest: of the row with a key, or of the totals.
    pub(super) async fn read(
        app: &App,
        spec: &Spec,
        key: Option<&str>,
        until: Option<Date>,
    ) -> Result<Self, Error> {
        let told = Self::days(app, spec).await?;
        let Some(last) = until.or(told.days.first().copied()) else { return Ok(told) };
        // One day more for what was new on the first, and a week for its average.
        let since = last.checked_sub((CHART_DAYS + 8).days()).unwrap_or(Date::MIN);
        let series = app.reader.table_series(&spec.slug, key, since).await?;
        let is_told = |day: &Date| until.is_none_or(|until| *day <= until);
        let series = series.into_iter().filter(|(day, _)| is_told(day)).collect();
        let mut marks = marks(app, spec, key, since).await?;
        marks.held.retain(is_told);
        marks.revised.retain(is_told);
        Ok(Self { series, marks, ..told })
    }
}

async fn marks(app: &App, spec: &Spec, key: Option<&str>, since: Date) -> Result<Marks, Error> {
    let nights = app.reader.table_updates(&spec.slug, NIGHTS).await?.into_iter();
    let held = nights.filter(|night| night.kind == UpdateKind::Held && night.as_of >= since);
    let revised = match key {
        None => app.reader.table_revised_days(&spec.slug, since).await?,
        Some(key) => app.reader.table_row_revised_days(&spec.slug, key, since).await?,
    };
    Ok(Marks { held: held.map(|night| night.as_of).collect(), revised: revised.into_iter().collect() })
}

/// There is no such order, or what should be a day is none.
pub(super) fn no_such_view(spec: &Spec) -> Error {
    let words = "This table has no such column, order or day. The address may have been mistyped.".to_owned();
    Error::NotThere { words, ways: vec![plain(spec)] }
}

/// There are no figures of that day: ways to the days around it.
pub(super) fn no_such_day(spec: &Spec, day: Date, days: &[Date]) -> Error {
    let link = |day: &Date| {
        let url = Url::OfTable(spec.slug.clone(), TablePart::View(View::on(*day)));
        Link::new(format!("{}, {}", spec.title, Day::new(*day).words), url.to_string())
    };
    let earlier = days.iter().find(|other| **other < day).map(link);
    let later = days.iter().rev().find(|other| **other > day).map(link);
    let words = format!("“{}” has no figures for {}.", spec.title, Day::new(day).words);
    Error::NotThere { words, ways: earlier.into_iter().chain(later).chain([plain(spec)]).collect() }
}

/// There is no such row.
pub(super) fn no_such_row(spec: &Spec) -> Error {
    let words = format!("“{}” has no row at this address. All its rows are in the table.", spec.title);
    Error::NotThere { words, ways: vec![plain(spec)] }
}

fn plain(spec: &Spec) -> Link {
    Link::new(spec.title.clone(), Url::Table(spec.slug.clone()).to_string())
}
