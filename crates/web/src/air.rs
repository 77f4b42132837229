//! What is known of the air of towns: part of the pages of the weather, and shown beside the alerts.

use crate::{app::App, error::Error};
use model::{
    reading::Reading,
    stale::Key,
    town::{self, Town},
};
use pages::compose::weather::air::Known;

/// What is known of a town's air; `None` where the station does not tell of it.
pub(crate) async fn known<'a>(app: &App, town: &'a Town) -> Result<Option<Known<'a>>, Error> {
    if !app.station.tells_air_of(town) {
        return Ok(None);
    }
    let rules = &app.station.weather.air;
    let reading = app.reader.air(&town.slug).await?.map(|fetched| Reading {
        source: rules.credit.clone(),
        observed_at: fetched.value.at,
        fetched_at: fetched.at,
        max_age: rules.max_age,
        value: fetched.value,
    });
    let health = app.reader.source_health(&town::air_source(&town.slug)).await?;
    let said = app.reader.air_unmeasured(&town.slug).await?;
    let (trouble, now) = (health.last_error.is_some(), app.desk.now());
    Ok(Some(Known::new(town, reading, said, trouble, now)))
}

/// Of every town of whose air the station tells.
pub(crate) async fn every(app: &App) -> Result<Vec<Known<'_>>, Error> {
    let mut towns = Vec::new();
    for town in &app.station.towns {
        towns.extend(known(app, town).await?);
    }
    Ok(towns)
}

/// What a page that shows the air of every town is made from.
pub(crate) fn keys(app: &App) -> impl Iterator<Item = Key> {
    let towns = app.station.towns.iter().filter(|town| app.station.tells_air_of(town));
    towns.map(|town| Key::Weather(town.slug.clone()))
}
