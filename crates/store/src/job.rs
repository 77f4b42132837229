//! The jobs table: work that is enqueued in the transaction that causes it, claimed by one worker at a time under a
//! lease, and finished with a line for the health board.
//!
//! A lease makes “once” likely, not certain: a worker that outlives its lease runs beside its successor. Jobs are made
//! to bear that; what must be unique is the `once` key under which a job is enqueued.

use crate::{
    error::Result,
    read::Reads,
    sql::{Engine, Link, Row, values},
    store::Store,
    tx::Tx,
};
use jiff::{SignedDuration, Timestamp};
use model::{
    id::JobId,
    job::{Claimed, Job, JobStatus, Outcome},
};

impl Store {
    /// Claims the job of these kinds that has been due the longest: until `now + lease` nobody else gets it. `None` when
    /// nothing is due. A worker that wants it longer calls [`Store::renew`].
    ///
    /// What else is due of the same job by its schedule is over with it: the run that begins now is theirs too. So the
    /// firings of a source that answers more slowly than it is asked do not pile up.
    pub async fn claim(
        &self,
        kinds: &[&'static str],
        now: Timestamp,
        worker: &str,
        lease: SignedDuration,
    ) -> Result<Option<Claimed>> {
        loop {
            let (link, permit) = self.shared.turn.begin_bookkeeping().await?;
            // On PostgreSQL another node may be claiming at this very moment: its row is stepped over, not waited for.
            let lock = match link.engine() {
                Engine::Postgres => "FOR UPDATE SKIP LOCKED",
                Engine::Sqlite => "",
            };
            let kinds = listed(kinds);
            let sql = format!(
                "UPDATE jobs SET worker = $2, leased_until = $3, attempts = attempts + 1 WHERE id = (
                    SELECT id FROM jobs WHERE finished_at IS NULL AND due_at <= $1
                        AND (leased_until IS NULL OR leased_until <= $1) AND kind IN ({kinds})
                    ORDER BY due_at, id LIMIT 1 {lock})
                 RETURNING id, kind, subject, due_at, attempts"
            );
            let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
            let Some(row) = link.one(&sql, values![now, worker, until]).await? else {
                link.rollback().await?;
                return Ok(None);
            };
            let mut columns = row.columns();
            let (id, kind, subject) = (JobId(columns.int()?), columns.text()?, columns.text()?);
            let sql = format!(
                "UPDATE jobs SET finished_at = $1, outcome = 'done' WHERE id IN (
                    SELECT id FROM jobs WHERE kind = $2 AND subject = $3 AND once_key IS NOT NULL
                        AND finished_at IS NULL AND worker IS NULL AND due_at <= $1 {lock})"
            );
            link.run(&sql, values![now, &kind, &subject]).await?;
            link.commit().await?;
            drop(permit);
            let (due_at, attempt) = (columns.moment()?, columns.small()?);
            if let Some(job) = Job::parse(&kind, &subject) {
                return Ok(Some(Claimed { id, job, due_at, attempt }));
            }
            let outcome = Outcome::Failed(format!("“{subject}” is not what a {kind} job can be about"));
            self.finish(id, worker, now, &outcome, None).await?;
        }
    }

    /// Holds a claimed job until another moment. `false` when it is this worker's no more.
    pub async fn renew(&self, id: JobId, worker: &str, until: Timestamp) -> Result<bool> {
        let (link, _permit) = self.shared.turn.begin_bookkeeping().await?;
        let sql = "UPDATE jobs SET leased_until = $3 WHERE id = $1 AND worker = $2 AND finished_at IS NULL";
        let held = link.run(sql, values![id, worker, until]).await? > 0;
        link.commit().await?;
        Ok(held)
    }

    /// Ends a run. A failed one with `retry_at` is due again then, unless the job waits to run by then anyway; otherwise
    /// the job is over. `false` when the job is this worker's no more: then its successor's word counts and nothing is
    /// kept.
    pub async fn finish(
        &self,
        id: JobId,
        worker: &str,
        now: Timestamp,
        outcome: &Outcome,
        retry_at: Option<Timestamp>,
    ) -> Result<bool> {
        let (link, _permit) = self.shared.turn.begin_bookkeeping().await?;
        let (name, words, retry_at) = match outcome {
            Outcome::Done(words) => ("done", words, None),
            Outcome::Failed(words) => ("failed", words, retry_at),
        };
        let retry_at = match retry_at {
            Some(at) if waits_anyway(&link, id, at).await? => None,
            other => other,
        };
        let row = match retry_at {
            Some(retry_at) => {
                let sql = "UPDATE jobs SET worker = NULL, leased_until = NULL, due_at = $3, outcome = $4
                    WHERE id = $1 AND worker = $2 AND finished_at IS NULL RETURNING kind, subject";
                link.one(sql, values![id, worker, retry_at, name]).await?
            }
            None => {
                let sql = "UPDATE jobs SET worker = NULL, leased_until = NULL, finished_at = $3, outcome = $4
                    WHERE id = $1 AND worker = $2 AND finished_at IS NULL RETURNING kind, subject";
                link.one(sql, values![id, worker, now, name]).await?
            }
        };
        let Some(row) = row else {
            link.rollback().await?;
            return Ok(false);
        };
        let mut columns = row.columns();
        let (kind, subject) = (columns.text()?, columns.text()?);
        let sql = match outcome {
            Outcome::Done(_) => {
                "INSERT INTO job_results (kind, subject, last_run, last_success, last_note) VALUES ($1, $2, $3, $3, $4)
                 ON CONFLICT (kind, subject) DO UPDATE SET last_run = excluded.last_run,
                    last_success = excluded.last_success, last_note = excluded.last_note, last_error = NULL"
            }
            Outcome::Failed(_) => {
                "INSERT INTO job_results (kind, subject, last_run, last_error) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (kind, subject) DO UPDATE SET last_run = excluded.last_run,
                    last_error = excluded.last_error"
            }
        };
        link.run(sql, values![kind, subject, now, words]).await?;
        link.commit().await?;
        if retry_at.is_some() {
            self.shared.announce_jobs();
        }
        Ok(true)
    }

    /// The next moment at which there may be something of these kinds to claim, `now` at the earliest; `None` when nothing
    /// waits.
    pub async fn next_due(&self, kinds: &[&'static str], now: Timestamp) -> Result<Option<Timestamp>> {
        // Answered from the index of unfinished jobs, which are few.
        let sql = format!(
            "SELECT MIN(CASE WHEN leased_until IS NULL OR leased_until < due_at THEN due_at ELSE leased_until END)
            FROM jobs WHERE finished_at IS NULL AND kind IN ({})",
            listed(kinds)
        );
        let row = self.reader().link.one(&sql, values![]).await?;
        let due = row.map(|row| row.columns().maybe_moment()).transpose()?.flatten();
        Ok(due.map(|due| due.max(now)))
    }
}

/// Kinds as SQL lists them: they are names of the program, and none has a quote in it.
fn listed(kinds: &[&'static str]) -> String {
    kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ")
}

/// Whether another row has the same job run at `at` or sooner that was not tried yet.
async fn waits_anyway(link: &Link, id: JobId, at: Timestamp) -> Result<bool> {
    let sql = "SELECT other.id FROM jobs own JOIN jobs other ON other.kind = own.kind AND other.subject = own.subject
        WHERE own.id = $1 AND other.id <> own.id AND other.finished_at IS NULL AND other.worker IS NULL
            AND other.attempts = 0 AND other.due_at <= $2 LIMIT 1";
    Ok(link.one(sql, values![id, at]).await?.is_some())
}

impl Tx {
    /// Enqueues a job. With a `once` key it is enqueued once for ever: the same key again changes nothing, also when
    /// that job has long been done (until it is pruned).
    pub async fn enqueue(&self, job: &Job, due: Timestamp, once: Option<&str>) -> Result<()> {
        let sql = "INSERT INTO jobs (kind, subject, once_key, due_at, attempts) VALUES ($1, $2, $3, $4, 0)
            ON CONFLICT (once_key) DO NOTHING";
        if self.link().run(sql, values![job.kind(), job.subject(), once, due]).await? > 0 {
            self.job_enqueued();
        }
        Ok(())
    }

    /// Takes back every unfinished row of a job that no worker holds; their `once` keys are free again.
    pub async fn cancel(&self, job: &Job) -> Result<()> {
        let sql =
            "DELETE FROM jobs WHERE kind = $1 AND subject = $2 AND finished_at IS NULL AND worker IS NULL";
        self.link().run(sql, values![job.kind(), job.subject()]).await.map(drop)
    }

    /// Forgets a job: how it has been doing, and what of it waits to run. Answers how many rows that were.
    pub async fn forget_job(&self, job: &Job) -> Result<u64> {
        self.cancel(job).await?;
        let sql = "DELETE FROM job_results WHERE kind = $1 AND subject = $2";
        self.link().run(sql, values![job.kind(), job.subject()]).await
    }

    /// Deletes jobs finished before a moment, and results of jobs that last ran before it and do not wait to run
    /// again; answers how many jobs.
    pub async fn prune_jobs(&self, finished_before: Timestamp) -> Result<u64> {
        let sql = "DELETE FROM jobs WHERE finished_at IS NOT NULL AND finished_at < $1";
        let pruned = self.link().run(sql, values![finished_before]).await?;
        let sql = "DELETE FROM job_results WHERE last_run < $1 AND NOT EXISTS (SELECT 1 FROM jobs
            WHERE jobs.kind = job_results.kind AND jobs.subject = job_results.subject AND finished_at IS NULL)";
        self.link().run(sql, values![finished_before]).await?;
        Ok(pruned)
    }
}

impl Reads {
    /// How every job has been doing that ran lately or waits, by kind and subject.
    pub async fn job_statuses(&self) -> Result<Vec<JobStatus>> {
        let sql = "SELECT k.kind, k.subject, r.last_success, r.last_note, r.last_error, w.next_due, w.running
            FROM (SELECT kind, subject FROM job_results
                  UNION SELECT kind, subject FROM jobs WHERE finished_at IS NULL) k
            LEFT JOIN job_results r ON r.kind = k.kind AND r.subject = k.subject
            LEFT JOIN (SELECT kind, subject, MIN(CASE WHEN worker IS NULL THEN due_at END) AS next_due,
                    COUNT(worker) AS running FROM jobs WHERE finished_at IS NULL GROUP BY kind, subject) w
                ON w.kind = k.kind AND w.subject = k.subject
            ORDER BY k.kind, k.subject";
        let rows = self.link.all(sql, values![]).await?;
        let statuses = rows.iter().map(job_status_of).collect::<Result<Vec<_>>>()?;
        Ok(statuses.into_iter().flatten().collect())
    }

    /// When the schedule will next have this job run: the furthest firing that is written and not yet tried. Retries and
    /// runs that a person asked for are not what readers are promised.
    pub async fn next_due_of(&self, job: &Job) -> Result<Option<Timestamp>> {
        let sql = "SELECT MAX(due_at) FROM jobs WHERE kind = $1 AND subject = $2
            AND finished_at IS NULL AND once_key IS NOT NULL AND attempts = 0";
        let row = self.link.one(sql, values![job.kind(), job.subject()]).await?;
        Ok(row.map(|row| row.columns().maybe_moment()).transpose()?.flatten())
    }

    /// Whether a job was ever enqueued under this `once` key and is not pruned.
    pub async fn has_job_key(&self, once: &str) -> Result<bool> {
        Ok(self.link.one("SELECT once_key FROM jobs WHERE once_key = $1", values![once]).await?.is_some())
    }
}

/// `None` for a job of another version of the program.
fn job_status_of(row: &Row) -> Result<Option<JobStatus>> {
    let mut columns = row.columns();
    let Some(job) = Job::parse(&columns.text()?, &columns.text()?) else { return Ok(None) };
    Ok(Some(JobStatus {
        job,
        last_success: columns.maybe_moment()?,
        last_note: columns.maybe_text()?,
        last_error: columns.maybe_text()?,
        next_due: columns.maybe_moment()?,
        running: columns.maybe_int()?.unwrap_or_default() > 0,
    }))
}
