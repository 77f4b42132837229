//! Jobs: run one now, write one for its hour, note what a source said.

use crate::{By, Desk, Error};
use jiff::Timestamp;
use model::{
    job::Job,
    slug::Slug,
    source::Health,
    stale::{Key, Stale},
    user::Action,
};

impl Desk {
    /// Run a job now, whatever its schedule says.
    pub async fn run_now(&self, job: &Job, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        if *job == Job::PollAlerts {
            // Its sources have rounds and rests of their own, which a person's wish is to go before.
            for name in (0..self.inner.station.alerts.sources).filter_map(model::alert::source) {
                tx.wish_for_source(&name).await?;
            }
        }
        tx.enqueue(job, tx.now(), None).await?;
        tx.audit(by.actor(), "job.run-now", &format!("{}:{}", job.kind(), job.subject()), "").await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    /// Write a scheduled job for its hour, once however often this is asked and by however many nodes.
    pub async fn write_job(&self, job: &Job, due: Timestamp, once: &str) -> Result<(), Error> {
        let tx = self.begin().await?;
        tx.enqueue(job, due, Some(once)).await?;
        // A table's page says when the next figures are due.
        tx.commit(match job {
            Job::RefreshTable(table) => Stale::keys([Key::Table(table.clone())]),
            Job::RefreshObservation(town) | Job::RefreshForecast(town) | Job::RefreshAlmanac(town) => {
                Stale::keys([Key::Weather(town.clone())])
            }
            _ => Stale::nothing(),
        })
        .await?;
        Ok(())
    }

    /// Keep how a source has been doing. Pages that show it say when the next data is due and so become stale.
    pub async fn note_health(&self, source: &Slug, health: &Health, shown_by: &[Key]) -> Result<(), Error> {
        let tx = self.begin().await?;
        tx.save_health(source, health).await?;
        tx.commit(Stale::keys(shown_by.iter().cloned())).await?;
        Ok(())
    }

    /// Time is a writer: mark stale what has grown old by its mere passing.
    pub async fn mark_aged(&self, keys: Vec<Key>) -> Result<(), Error> {
        let tx = self.begin().await?;
        tx.commit(Stale::keys(keys)).await?;
        Ok(())
    }
}
