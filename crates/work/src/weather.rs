//! The weather of towns: ask stations and the forecast, understand the answers, offer them to the desk.
//!
//! Observations and forecasts are two jobs and fail each by itself. What is done about the ways in which the weather
//! service is known to answer wrongly stands where it is done:
//!
//! - an edge that goes on telling old figures: judged by the times inside the data; asked again with other words, then
//!   the latest reading, then the airport's own report, then the next station ([`observe`]);
//! - `null` beside a report that has the figure: the report's is taken ([`understand`]);
//! - answers 500 and 503: asked again, twice ([`ask`]);
//! - no answer at all: that host is asked nothing more in this job, and all questions together have a limit
//!   ([`ask::Questions`]);
//! - a forecast without periods, or hours without days: refused by the gates of `model`, one without the other.

mod almanac;
pub(crate) mod ask;
mod forecast;
mod inspect;
mod observe;
mod understand;

pub use almanac::inspect_climate;
pub use inspect::{inspect_forecast, inspect_metar, inspect_observation};
pub use understand::{Understood, forecast as understand_forecast, observations as understand_observations};

pub use crate::work::WeatherSettings as Settings;

use crate::{Work, fetch::in_time};
use desk::By;
use model::{slug::Slug, source::Health, stale::Key, town};

/// Ask what the stations of a town report.
pub(crate) async fn run_observation(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let source = town::now_source(slug);
    let mut health = health_of(work, &source).await?;
    let result = in_time(observe::run(work, slug, &mut health, by)).await;
    noted(work, slug, &source, health, result).await
}

/// Ask for the forecasts of a town.
pub(crate) async fn run_forecast(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let source = town::forecast_source(slug);
    let health = health_of(work, &source).await?;
    let result = in_time(forecast::run(work, slug, by)).await;
    noted(work, slug, &source, health, result).await
}

/// Ask what is normal for a town's day.
pub(crate) async fn run_almanac(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let source = town::almanac_source(slug);
    let health = health_of(work, &source).await?;
    let result = in_time(almanac::run(work, slug, by)).await;
    noted(work, slug, &source, health, result).await
}

pub(crate) async fn health_of(work: &Work, source: &Slug) -> Result<Health, String> {
    work.desk.reader().source_health(source).await.map_err(|error| error.to_string())
}

/// Keep how it went, for the health board and for the note on the page.
pub(crate) async fn noted(
    work: &Work,
    slug: &Slug,
    source: &Slug,
    mut health: Health,
    result: Result<String, String>,
) -> Result<String, String> {
    let now = work.desk.now();
    health.tried(&result, now);
    let shown_by = [Key::Weather(slug.clone())];
    work.desk.note_health(source, &health, &shown_by).await.map_err(|error| error.to_string())?;
    result
}
