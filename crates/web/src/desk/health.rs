//! The health board, the desk's front page: each source and job, how it has been doing, and a button to run it now.

use super::{
    frame::{self, may},
    posted::Search,
    table,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::{
    alert,
    job::{Job, JobStatus},
    radar::Site,
    slug::Slug,
    source::{Health, Source},
    town::Town,
    user::Action,
    weather::Refusal,
};
use pages::{
    Link,
    desk::{
        health::{HealthBoard, HealthRow},
        tables::GateRow,
    },
    module::State as Trust,
    moment::Moment,
    number::counted,
};

/// A run that is this much overdue is late.
const LATE: SignedDuration = SignedDuration::from_mins(5);

/// The board.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let board = Board { now: app.desk.now(), zone: &app.station.zone, operates: may(&who, Action::Operate) };
    let mut statuses = app.reader.job_statuses().await?;
    // What was taken out of station.toml needs nobody; the nightly clearing forgets it.
    statuses.retain(|status| app.desk.has_job(&status.job));
    let sources = board.sources(&app, &statuses).await?;
    let jobs: Vec<_> =
        statuses.iter().filter(|status| matters(status)).map(|status| board.job(status)).collect();
    let attention = attention(&table::rows(&app).await?, &sources, &jobs);
    let view = HealthBoard {
        good: attention.is_empty(),
        words: verdict(sources.len(), attention.len()),
        attention,
        sources,
        jobs,
        at: Moment::new(board.now, board.zone),
    };
    frame::screen(&app, &who, "/desk", query.text("said"), &view)
}

/// Run a job now. A job without a subject has `-` in its place.
pub(crate) async fn run(
    State(app): State<App>,
    who: SignedIn,
    Path((kind, subject)): Path<(String, String)>,
) -> Result<Response, Error> {
    let subject = if subject == "-" { "" } else { &subject };
    let job = Job::parse(&kind, subject).filter(|job| app.desk.has_job(job)).ok_or(Error::NotFound)?;
    app.desk.run_now(&job, &who.by).await?;
    Ok(frame::done("/desk", "run"))
}

struct Board<'a> {
    now: Timestamp,
    zone: &'a TimeZone,
    operates: bool,
}

impl Board<'_> {
    /// Every source: of tables, of alerts, then radars.
    async fn sources(&self, app: &App, statuses: &[JobStatus]) -> Result<Vec<HealthRow>, Error> {
        let mut sources = Vec::new();
        for source in app.desk.tables().values().filter_map(|table| table.source.as_ref()) {
            let health = app.reader.source_health(&source.slug).await?;
            sources.push(self.source(source, &health, statuses));
        }
        for (number, name) in (0..app.station.alerts.sources).filter_map(alert::source).enumerate() {
            let health = app.reader.source_health(&name).await?;
            sources.push(self.alerts(number, &name, &health, statuses));
        }
        for town in &app.station.towns {
            let refused = app.reader.refused_readings(&town.slug).await?;
            let own = refused.iter().filter(|refusal| town.stations.contains(&refusal.station));
            sources.extend(own.map(|refusal| self.refused(town, refusal)));
        }
        for site in &app.station.radar.sites {
            let health = app.reader.source_health(&site.id.source()).await?;
            sources.push(self.radar(site, &health, statuses));
        }
        Ok(sources)
    }

    fn source(&self, source: &Source, health: &Health, statuses: &[JobStatus]) -> HealthRow {
        let job = Job::RefreshTable(source.slug.clone());
        let status = statuses.iter().find(|status| status.job == job);
        let running = status.is_some_and(|status| status.running);
        let next_due = status.and_then(|status| status.next_due);
        let error = health.last_error.as_ref();
        let (state, words) = self.state(running, error.is_some(), health.last_success, next_due);
        let tries = counted(u64::from(health.failures), "try", "tries");
        HealthRow {
            name: source.name.clone(),
            // An address may carry a key: it is for those who run the station.
            detail: if self.operates { source.url.clone() } else { source.slug.to_string() },
            state_words: match (error.is_some() && !running, health.failures) {
                (true, 0) => "answered, but not whole".to_owned(),
                (true, _) => format!("failing, {tries} in a row"),
                (false, _) => words.to_owned(),
            },
            ..self.row(&job, state, health.last_success, next_due, error)
        }
    }

    /// A source of alerts: all are asked in one job.
    fn alerts(&self, number: usize, name: &Slug, health: &Health, statuses: &[JobStatus]) -> HealthRow {
        let source = Source {
            slug: name.clone(),
            name: format!("Alerts, source {}", number + 1),
            url: format!("the {}. address of [alerts] sources", number + 1),
            schedule: String::new(),
            max_age: SignedDuration::ZERO,
        };
        let row = self.source(&source, health, statuses);
        HealthRow { run: row.run.map(|_| run_path(&Job::PollAlerts)), ..row }
    }

    /// A reading that a gate refused: a row as long as no newer one of its station passes.
    fn refused(&self, town: &Town, refusal: &Refusal) -> HealthRow {
        let moment = |at| Moment::new(at, self.zone).words;
        let degrees = |tenths| f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0;
        let figure = refusal.temperature_tenths.map(|tenths| format!("{:.1} °C", degrees(tenths)));
        let reading = match (figure, refusal.at) {
            (Some(figure), Some(at)) => format!("{figure} of {} refused", moment(at)),
            (None, Some(at)) => format!("the reading of {} refused", moment(at)),
            (_, None) => "answers without a temperature".to_owned(),
        };
        let told = format!("{} Refused since {}.", refusal.words, moment(refusal.since));
        let job = Job::RefreshObservation(town.slug.clone());
        HealthRow {
            name: format!("Reading for {}", town.name),
            detail: refusal.station.to_string(),
            state_words: format!("{reading}: {}", refusal.gate.told()),
            ..self.row(&job, "failing", None, None, Some(&told))
        }
    }

    fn radar(&self, site: &Site, health: &Health, statuses: &[JobStatus]) -> HealthRow {
        let source = Source {
            slug: site.id.source(),
            name: format!("Radar {} ({})", site.name, site.id),
            url: format!("the sources of [radar.{}]", site.id),
            schedule: String::new(),
            max_age: SignedDuration::ZERO,
        };
        let row = self.source(&source, health, statuses);
        HealthRow { run: row.run.map(|_| run_path(&Job::PollRadar(site.id.slug().clone()))), ..row }
    }

    fn job(&self, status: &JobStatus) -> HealthRow {
        let (name, detail) = name(&status.job);
        let error = status.last_error.as_ref();
        let (state, words) =
            self.state(status.running, error.is_some(), status.last_success, status.next_due);
        let said = status.last_note.as_deref().filter(|note| state == "good" && !note.is_empty());
        HealthRow {
            name: name.to_owned(),
            detail,
            state_words: said.map_or_else(|| words.to_owned(), |note| format!("done: {note}")),
            ..self.row(&status.job, state, status.last_success, status.next_due, error)
        }
    }

    fn row(
        &self,
        job: &Job,
        state: &str,
        success: Option<Timestamp>,
        next_due: Option<Timestamp>,
        error: Option<&String>,
    ) -> HealthRow {
        HealthRow {
            state: state.to_owned(),
            last_success: success.map(|at| Moment::new(at, self.zone)),
            age: success.map(|at| ago(self.now.duration_since(at))).unwrap_or_default(),
            next_due: next_due.map(|at| Moment::new(at, self.zone)),
            // An error may name addresses and files: those who can do something about it see it.
            last_error: error.filter(|_| self.operates).cloned(),
            run: (self.operates && state != "running").then(|| run_path(job)),
            ..HealthRow::default()
        }
    }

    fn state(
        &self,
        running: bool,
        failing: bool,
        success: Option<Timestamp>,
        next_due: Option<Timestamp>,
    ) -> (&'static str, &'static str) {
        let late = next_due.is_some_and(|due| self.now.duration_since(due) > LATE);
        match (running, failing, late, success) {
            (true, _, _, _) => ("running", "running"),
            (_, true, _, _) => ("failing", "failing"),
            (_, _, true, _) => ("late", "overdue"),
            (_, _, _, None) => ("never", "not run yet"),
            _ => ("good", "good"),
        }
    }
}

/// Jobs about one picture or story are told only while something is to be told: there are as many as pictures.
fn matters(status: &JobStatus) -> bool {
    let lasting = matches!(
        status.job,
        Job::RefreshTable(_)
            | Job::RefreshObservation(_)
            | Job::RefreshForecast(_)
            | Job::RefreshAir(_)
            | Job::RefreshAlmanac(_)
            | Job::PollAlerts
            | Job::PollRadar(_)
            | Job::DrawMosaic
            | Job::AgeReadings
            | Job::Prune
    );
    lasting || status.running || status.last_error.is_some() || status.next_due.is_some()
}

/// What needs a person, most urgent first: figures that wait, then what fails.
fn attention(tables: &[GateRow], sources: &[HealthRow], jobs: &[HealthRow]) -> Vec<Link> {
    let table = |row: &GateRow| Link::new(format!("{}: {}", row.title, row.words), "/desk/tables");
    let (held, rest): (Vec<_>, Vec<_>) = tables.iter().partition(|row| row.state == Trust::Held);
    let old = rest.into_iter().filter(|row| row.state != Trust::Fresh);
    let troubled = |row: &&HealthRow| row.state == "failing" || row.state == "late";
    let row = |row: &HealthRow| {
        Link::new(format!("{} {}: {}", row.name, row.detail, row.state_words), "/desk#main")
    };
    let rows = sources.iter().filter(troubled).chain(jobs.iter().filter(troubled)).map(row);
    held.into_iter().chain(old).map(table).chain(rows).collect()
}

fn verdict(sources: usize, troubles: usize) -> String {
    let count =
        |number: usize, one: &str, many: &str| counted(u64::try_from(number).unwrap_or(u64::MAX), one, many);
    match (troubles, sources) {
        (0, 0) => "No job has failed. There are no sources yet.".to_owned(),
        (0, sources) => format!("All is well: {} and every job.", count(sources, "source", "sources")),
        (troubles, _) => count(troubles, "thing needs a person.", "things need a person."),
    }
}

fn name(job: &Job) -> (&'static str, String) {
    match job {
        Job::MakeRenditions(id) => ("Make the sizes of a picture", format!("picture {id}")),
        Job::PublishStory(id) => ("Publish a scheduled story", format!("story {id}")),
        Job::RefreshTable(slug) => ("Refresh a table", slug.to_string()),
        Job::PollAlerts => ("Ask for alerts", String::new()),
        Job::RefreshObservation(slug) => ("Ask what stations report", slug.to_string()),
        Job::RefreshForecast(slug) => ("Ask for forecasts", slug.to_string()),
        Job::RefreshAir(slug) => ("Ask how the air is", slug.to_string()),
        Job::RefreshAlmanac(slug) => ("Ask for normals and records", slug.to_string()),
        Job::PollRadar(slug) => ("Look for what a radar sent", slug.as_str().to_uppercase()),
        Job::DrawMosaic => ("Draw all radars as one picture", String::new()),
        Job::AgeReadings => ("Mark what has grown old", String::new()),
        Job::Prune => ("Clear away what nobody needs", String::new()),
    }
}

fn run_path(job: &Job) -> String {
    let subject = job.subject();
    format!("/desk/jobs/{}/{}", job.kind(), if subject.is_empty() { "-" } else { &subject })
}

/// `16 hours ago`.
fn ago(age: SignedDuration) -> String {
    let minutes = u64::try_from(age.as_mins()).unwrap_or(0);
    match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{} ago", counted(minutes, "minute", "minutes")),
        60..2_880 => format!("{} ago", counted(minutes / 60, "hour", "hours")),
        _ => format!("{} ago", counted(minutes / 1_440, "day", "days")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn board(zone: &TimeZone) -> Board<'_> {
        Board { now: "2021-03-01T12:00:00Z".parse().unwrap(), zone, operates: true }
    }

    fn status(job: Job) -> JobStatus {
        let at = "2021-03-01T09:00:00Z".parse().unwrap();
        let note = Some("37 rows".to_owned());
        JobStatus {
            job,
            last_success: Some(at),
            last_note: note,
            last_error: None,
            next_due: None,
            running: false,
        }
    }

    #[test]
    fn the_state_is_the_worst_that_is_true() {
        let zone = TimeZone::UTC;
        let board = board(&zone);
        let good = status(Job::Prune);
        assert_eq!(board.job(&good).state_words, "done: 37 rows");
        let overdue = JobStatus { next_due: Some("2021-03-01T11:00:00Z".parse().unwrap()), ..good.clone() };
        assert_eq!(board.job(&overdue).state, "late");
        let failing = JobStatus { last_error: Some("503".to_owned()), ..overdue };
        assert_eq!(
            (board.job(&failing).state.as_str(), board.job(&failing).last_error.as_deref()),
            ("failing", Some("503"))
        );
        let running = JobStatus { running: true, ..failing };
        assert_eq!((board.job(&running).state.as_str(), board.job(&running).run), ("running", None));
        let never = JobStatus { last_success: None, ..good };
        assert_eq!(board.job(&never).state, "never");
    }

    #[test]
    fn who_cannot_help_sees_no_error_and_no_button() {
        let zone = TimeZone::UTC;
        let board = Board { operates: false, ..board(&zone) };
        let row = board.job(&JobStatus { last_error: Some("secret path".to_owned()), ..status(Job::Prune) });
        assert_eq!((row.last_error, row.run), (None, None));
        assert_eq!(row.state, "failing");
    }

    #[test]
    fn the_job_of_a_button_is_the_job_of_its_row() {
        for job in [
            Job::Prune,
            Job::RefreshTable(Slug::parse("or-covid").unwrap()),
            Job::MakeRenditions(model::id::MediaId(7)),
        ] {
            let path = run_path(&job);
            let mut parts = path.trim_start_matches("/desk/jobs/").split('/');
            let (kind, subject) = (parts.next().unwrap(), parts.next().unwrap());
            assert_eq!(Job::parse(kind, if subject == "-" { "" } else { subject }), Some(job));
        }
    }

    #[test]
    fn an_age_is_told_as_people_tell_it() {
        for (minutes, words) in [
            (0, "just now"),
            (1, "1 minute ago"),
            (59, "59 minutes ago"),
            (960, "16 hours ago"),
            (4_320, "3 days ago"),
        ] {
            assert_eq!(ago(SignedDuration::from_mins(minutes)), words);
        }
        assert_eq!(ago(SignedDuration::from_mins(-5)), "just now");
    }
}
