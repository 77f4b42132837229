//! What warns now: alerts, notices, and since when the sources are silent. Every public page shows the strip that is made
//! of it.

use crate::{app::App, error::Error};
use model::alert::{silent_since, source};
use pages::{
    chrome::AlertStrip,
    compose::{
        Context,
        alert::{self, Now},
    },
};

/// What is known at this moment.
pub(crate) async fn read(app: &App) -> Result<Now, Error> {
    let now = app.desk.now();
    let policy = &app.station.alerts;
    let alerts = app.reader.alerts_in_force(now).await?;
    let notices = app.reader.notices_in_force(now).await?;
    // The source that has been silent the longest speaks for all: what it warns of may be missing.
    let mut answers = Vec::with_capacity(policy.sources);
    for name in (0..policy.sources).filter_map(source) {
        answers.push(app.reader.source_health(&name).await?);
    }
    let slowest = answers.iter().min_by_key(|health| (health.last_success, health.last_try));
    let asked = slowest.and_then(|health| health.last_success);
    let silence = slowest.and_then(|health| silent_since(health, policy.patience, now));
    Ok(Now { now, alerts, notices, silence, asked })
}

/// The strip above every page.
pub(crate) async fn strip(app: &App) -> Result<Option<AlertStrip>, Error> {
    let now = read(app).await?;
    let (authors, media) = (Default::default(), Default::default());
    Ok(alert::strip(&now, &Context { station: &app.station, authors: &authors, media: &media }))
}
