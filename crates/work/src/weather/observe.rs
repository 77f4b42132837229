//! What the stations of a town report: the preferred one, by every road there is to it, then the next.

use super::{
    ask::{ACCEPT, ACCEPT_OTHERWISE, Questions},
    understand::{self, Understood},
};
use crate::{Work, fetch::Error};
use desk::By;
use jiff::{SignedDuration, Timestamp};
use model::{
    slug::Slug,
    source::Health,
    town::{StationId, Town},
    weather::{Observation, Station},
};

/// Readings that are asked for at once: a station that reports each five minutes fills four hours with them.
const READINGS: u32 = 50;
/// Names and places of stations are asked for again after this.
const STATION_AGE: SignedDuration = SignedDuration::from_hours(24 * 30);

pub(super) async fn run(work: &Work, slug: &Slug, health: &mut Health, by: &By) -> Result<String, String> {
    let town = work.desk.station().town(slug).ok_or("There is no such town in station.toml any more.")?;
    let mut troubles: Vec<String> = Vec::new();
    let mut said = Vec::new();
    let mut questions = Questions::of(work);
    for (index, station) in town.stations.iter().enumerate() {
        // Only the preferred station is asked conditionally: there is one place for what is known.
        let mut none = Health::default();
        let known = if index == 0 { &mut *health } else { &mut none };
        let mut asked = Asking {
            work,
            questions: &mut questions,
            town,
            station,
            by,
            troubles: Vec::new(),
            stumbled: false,
            newest: None,
        };
        asked.every_road(known).await?;
        let (met, newest) = (std::mem::take(&mut asked.troubles), asked.newest);
        let is_fresh = newest.is_some_and(|newest| asked.is_fresh(newest));
        troubles.extend(met.into_iter().map(|trouble| format!("{station}: {trouble}")));
        // After the reading, which it must not hold up.
        name(work, &mut questions, town, station, by).await;
        if let Some(newest) = newest {
            said.push(format!("{station} of {newest}"));
            if is_fresh {
                // What went wrong on the way is told only when it cost something.
                return Ok(said.join("; "));
            }
            troubles.push(format!("{station} has nothing newer than {newest}."));
        }
    }
    if town.stations.is_empty() {
        return Ok("the town has no station".to_owned());
    }
    Err(troubles.join(" "))
}

/// One station being asked.
struct Asking<'a, 'q> {
    work: &'a Work,
    questions: &'q mut Questions<'a>,
    town: &'a Town,
    station: &'a StationId,
    by: &'a By,
    troubles: Vec<String>,
    /// The list was asked for as often as is polite, and the server could not answer.
    stumbled: bool,
    /// The newest that readers see of this station.
    newest: Option<Timestamp>,
}

impl Asking<'_, '_> {
    /// Road after road, until one leads to a reading that is fresh.
    async fn every_road(&mut self, known: &mut Health) -> Result<(), String> {
        let root = format!("{}/stations/{}/observations", self.work.weather.endpoint, self.station);
        let list = format!("{root}?limit={READINGS}");
        self.newest = self.shown().await?;
        if self.list(&list, known).await? {
            return Ok(());
        }
        let is_left_alone = known.not_before.is_some_and(|until| until > self.work.desk.now());
        // Old or nothing. A cache that is behind may know more when it is asked in other words.
        if !is_left_alone
            && ((!self.stumbled && self.service(&list, ACCEPT_OTHERWISE).await?)
                || self.service(&format!("{root}/latest"), ACCEPT).await?)
        {
            return Ok(());
        }
        self.report().await.map(drop)
    }

    /// The list, conditionally. Whether readers have something fresh now.
    async fn list(&mut self, url: &str, known: &mut Health) -> Result<bool, String> {
        let body = match self.questions.ask_known(url, ACCEPT, known).await {
            Ok(body) => body,
            Err(error) => {
                // Who asked to be left alone for a while is, also the next time.
                known.not_before = error.not_before(self.work.desk.now());
                self.stumbled = error.is_stumble();
                return Ok(self.failed(&error));
            }
        };
        known.not_before = None;
        let Some(body) = body else { return Ok(self.newest.is_some_and(|newest| self.is_fresh(newest))) };
        match understand::observations(&body.bytes) {
            Ok(understood) => {
                let is_fresh = self.offer(understood).await?;
                // Only what was understood and is of use may be answered with “unchanged” the next time.
                if is_fresh {
                    body.remember(known);
                }
                Ok(is_fresh)
            }
            Err(problem) => {
                self.troubles.push(format!("The list {}.", problem.what));
                Ok(false)
            }
        }
    }

    async fn service(&mut self, url: &str, accept: &str) -> Result<bool, String> {
        match self.questions.ask(url, accept).await {
            Ok(Some(body)) => match understand::observations(&body.bytes) {
                Ok(understood) => self.offer(understood).await,
                Err(problem) => {
                    self.troubles.push(format!("The answer {}.", problem.what));
                    Ok(false)
                }
            },
            Ok(None) => Ok(false),
            Err(error) => Ok(self.failed(&error)),
        }
    }

    /// The airport's own report, from another server.
    async fn report(&mut self) -> Result<bool, String> {
        let Some(root) = &self.work.weather.metar_endpoint else { return Ok(false) };
        // Reports are asked for by airport; other stations write none.
        if self.station.as_str().len() != 4 {
            return Ok(false);
        }
        let url = if root.starts_with("http") {
            format!("{root}?ids={}&format=raw&hours=3", self.station)
        } else {
            format!("{root}/{}", self.station)
        };
        match self.questions.ask(&url, "text/plain, */*;q=0.5").await {
            Ok(Some(body)) => {
                let understood = understand::reports(&body.bytes, self.station, self.work.desk.now());
                self.offer(understood).await
            }
            Ok(None) => Ok(false),
            Err(error) => Ok(self.failed(&error)),
        }
    }

    /// Whether readers have something fresh now.
    async fn offer(&mut self, understood: Understood<Vec<Observation>>) -> Result<bool, String> {
        let of_it: Vec<Observation> =
            understood.value.into_iter().filter(|observation| &observation.station == self.station).collect();
        let offered = self.work.desk.offer_observations(&self.town.slug, &of_it, self.by).await;
        let offered = offered.map_err(|error| error.to_string())?;
        self.troubles.extend(offered.refused.into_iter().take(3));
        let empty = understood.problems.into_iter().filter(|_| of_it.is_empty()).map(|p| p.what);
        let empty: Vec<String> = empty.take(3).collect();
        if let Some(why) = empty.first() {
            let noted = self.work.desk.note_empty_answer(&self.town.slug, self.station, why, self.by).await;
            noted.map_err(|error| error.to_string())?;
        }
        self.troubles.extend(empty);
        self.newest = self.shown().await?;
        Ok(self.newest.is_some_and(|newest| self.is_fresh(newest)))
    }

    async fn shown(&self) -> Result<Option<Timestamp>, String> {
        let since =
            self.work.desk.now().saturating_sub(SignedDuration::from_hours(36)).unwrap_or(Timestamp::MIN);
        let list = self.work.desk.reader().observations(&self.town.slug, since).await;
        let list = list.map_err(|error| error.to_string())?;
        Ok(list.into_iter().find(|observation| &observation.station == self.station).map(|newest| newest.at))
    }

    fn is_fresh(&self, at: Timestamp) -> bool {
        self.work.desk.now().duration_since(at) < self.work.desk.station().weather.observation_max_age
    }

    fn failed(&mut self, error: &Error) -> bool {
        let told = error.to_string();
        // Once is enough for all the questions that a silent host is spared.
        if !self.troubles.contains(&told) {
            self.troubles.push(told);
        }
        false
    }
}

/// Learn a station's name and place when they are not known. Without them readers see its identifier, which is no fault.
async fn name(work: &Work, questions: &mut Questions<'_>, town: &Town, id: &StationId, by: &By) {
    let known = work.desk.reader().weather_station(id).await.ok().flatten();
    if known.is_some_and(|known| work.desk.now().duration_since(known.at) < STATION_AGE) {
        return;
    }
    let url = format!("{}/stations/{id}", work.weather.endpoint);
    let Ok(Some(body)) = questions.ask(&url, ACCEPT).await else { return };
    let found: Option<Station> = understand::station(&body.bytes, id);
    if let Some(station) = found
        && let Err(error) = work.desk.note_station(&town.slug, &station, by).await
    {
        tracing::warn!(%error, %id, "the name of a station could not be kept");
    }
}
