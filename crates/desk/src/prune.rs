//! The nightly clearing: what nobody needs any more, and what is remembered of things that are no longer in `station.toml`.

use crate::{By, Desk, Error};
use jiff::{SignedDuration, Timestamp};
use model::{
    alert,
    job::Job,
    slug::Slug,
    stale::Stale,
    town::{air_source, almanac_source, forecast_source, now_source},
};
use std::collections::BTreeSet;
use store::Tx;

impl Desk {
    /// Delete what nobody needs any more: sessions that have ended, jobs that finished two weeks ago, receipts of three
    /// months ago, links that are too old, drafts of yesterday in which nothing was written, and how sources and jobs have
    /// been doing that are no longer in `station.toml`.
    pub async fn prune(&self) -> Result<u64, Error> {
        let tx = self.begin().await?;
        let now = tx.now();
        let ago = |age| now.saturating_sub(age).unwrap_or(Timestamp::MIN);
        let sessions = tx.prune_sessions(ago(model::session::IDLE), ago(model::session::ABSOLUTE)).await?;
        let jobs = tx.prune_jobs(ago(SignedDuration::from_hours(24 * 14))).await?;
        let receipts = tx.prune_receipts(ago(SignedDuration::from_hours(24 * 90))).await?;
        let links = tx.prune_password_links(ago(crate::user::LINK_AGE)).await?;
        let zone = &self.inner.station.zone;
        let week = ago(SignedDuration::from_hours(24 * 8));
        let weather = tx.prune_weather(week, week.to_zoned_datetime(zone.clone()).date()).await?;
        let drafts = prune_drafts(&tx, ago(model::story::BLANK_AGE)).await?;
        let gone = self.prune_removed(&tx).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(sessions + jobs + receipts + links + weather + drafts + gone)
    }

    /// Whether what a job is about is still in `station.toml`, and asked for.
    pub fn has_job(&self, job: &Job) -> bool {
        let station = &self.inner.station;
        match job {
            Job::RefreshTable(slug) => self.tables().get(slug).is_some_and(|table| table.source.is_some()),
            Job::RefreshObservation(slug) | Job::RefreshForecast(slug) => station.town(slug).is_some(),
            Job::RefreshAlmanac(slug) => station.town(slug).is_some_and(|town| town.almanac.is_some()),
            Job::RefreshAir(slug) => station.town(slug).is_some_and(|town| station.tells_air_of(town)),
            Job::PollRadar(slug) => station.radar.sites.iter().any(|site| site.id.slug() == slug),
            Job::DrawMosaic => station.radar.mosaic.is_some(),
            Job::MakeRenditions(_)
            | Job::PublishStory(_)
            | Job::PollAlerts
            | Job::AgeReadings
            | Job::Prune => true,
        }
    }

    /// The names of every source that the station may ask.
    fn source_names(&self) -> BTreeSet<Slug> {
        let station = &self.inner.station;
        let tables = self.tables();
        let tables =
            tables.values().filter_map(|table| table.source.as_ref()).map(|source| source.slug.clone());
        let alerts = (0..station.alerts.sources).filter_map(alert::source);
        let radars = station.radar.sites.iter().map(|site| site.id.source());
        let of_town = [now_source, forecast_source, air_source, almanac_source];
        let towns = station.towns.iter().flat_map(|town| of_town.map(|name| name(&town.slug)));
        tables.chain(alerts).chain(radars).chain(towns).collect()
    }

    /// Forgets sources and jobs that are no longer in `station.toml`, and of the indexes of alerts that still are what they
    /// have not listed for long: an index that answers “unchanged” is not gone through.
    async fn prune_removed(&self, tx: &Tx) -> Result<u64, Error> {
        let mut names = self.source_names();
        // A radar is forgotten with its frames, which readers may see for a day more.
        names.extend(tx.radars_kept().await?.iter().map(|(radar, _)| radar.source()));
        let mut gone = 0;
        for source in tx.source_names().await? {
            if !names.contains(&source) {
                gone += tx.delete_source(&source).await?;
                continue;
            }
            for entry in tx.alert_entries(&source).await?.iter().filter(|entry| entry.is_over(tx.now())) {
                tx.delete_alert_entry(&source, &entry.key).await?;
                gone += 1;
            }
        }
        for status in tx.job_statuses().await?.iter().filter(|status| !self.has_job(&status.job)) {
            gone += tx.forget_job(&status.job).await?;
        }
        Ok(gone)
    }
}

/// Throw away drafts in which nothing was ever written; the log says that they were there.
async fn prune_drafts(tx: &Tx, before: Timestamp) -> Result<u64, Error> {
    let by = By::station("prune");
    let mut gone = 0;
    for id in tx.nameless_drafts(before).await? {
        let Some(story) = tx.story(id).await?.filter(model::story::Story::is_untouched) else { continue };
        tx.delete_draft(id).await?;
        let note = format!("a blank draft that {} began", story.saved_by);
        tx.audit(by.actor(), "story.prune", &format!("story:{id}"), &note).await?;
        gone += 1;
    }
    Ok(gone)
}
