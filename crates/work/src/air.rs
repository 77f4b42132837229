//! The air of towns: ask what is measured near each, understand the answer, offer it to the desk.
//!
//! The address is a template of the settings, because services get renamed and mirrors exist. The key in it is a secret:
//! it stands in no log, no error, no row and on no page ([`Key`]).

mod inspect;
mod understand;

pub use inspect::inspect;
pub use understand::{Understood, figures as understand};

use crate::{
    Work,
    fetch::Body,
    weather::{ask, noted},
};
use desk::By;
use jiff::Timestamp;
use model::{
    air::together,
    slug::Slug,
    source::Health,
    town::{self, Town},
    weather::Refused,
};
use std::fmt;

/// Kilometres in a mile, in which the service wants distances.
const KM_PER_MILE: f64 = 1.609_344;
const ACCEPT: &str = "application/json";

/// Where the air is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Address with `{latitude}`, `{longitude}`, `{miles}`, `{town}` and `{key}` where those go; empty to ask nowhere.
    pub source: String,
    /// What takes the place of `{key}`.
    pub key: Option<Key>,
    /// Minutes between two questions for a town; a divisor of 60.
    pub every_minutes: u32,
}

/// A key of the station for a source. It is shown to the source and to nobody else.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Key(String);

/// A key that cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is empty or has something else in it than letters, digits, “-”, “_” and “.”")]
pub struct BadKey;

impl Key {
    /// A key, without the blanks and the line end around it.
    ///
    /// # Errors
    /// When it could not stand in an address as it is.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let text = text.trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if text.is_empty() || text.len() > 200 || !text.chars().all(fits) {
            return Err(BadKey);
        }
        Ok(Self(text.to_owned()))
    }

    /// A text in which the key, if it stands there, is a dash in brackets.
    fn hidden(&self, text: &str) -> String {
        text.replace(&self.0, "[key]")
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

impl Settings {
    /// When a town is asked for, as a cron pattern: some minutes past the hour, when the hour before is told.
    pub fn schedule(&self) -> String {
        let every = self.every_minutes.clamp(1, 60);
        let minutes: Vec<String> =
            (0..60).step_by(every as usize).map(|at| ((at + 37) % 60).to_string()).collect();
        format!("{} * * * *", minutes.join(","))
    }

    /// The address for a town.
    pub fn address(&self, town: &Town, distance_km: f64) -> String {
        let key = self.key.as_ref().map_or("", |key| key.0.as_str());
        let words = [
            ("{latitude}", format!("{:.4}", town.at.latitude)),
            ("{longitude}", format!("{:.4}", town.at.longitude)),
            ("{miles}", format!("{:.0}", distance_km / KM_PER_MILE)),
            ("{town}", town.slug.to_string()),
            ("{key}", key.to_owned()),
        ];
        words.iter().fold(self.source.clone(), |url, (place, word)| url.replace(place, word))
    }
}

/// Ask for the air of a town.
pub(crate) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let source = town::air_source(slug);
    let mut health = work.desk.reader().source_health(&source).await.map_err(|error| error.to_string())?;
    let result = one(work, slug, &mut health, by).await;
    // Whatever an error quotes, an address or an answer, the key is not in it.
    let hidden = |words: String| work.air.key.as_ref().map_or(words.clone(), |key| key.hidden(&words));
    let result = result.map(hidden).map_err(hidden);
    noted(work, slug, &source, health, result).await
}

async fn one(work: &Work, slug: &Slug, health: &mut Health, by: &By) -> Result<String, String> {
    let station = work.desk.station();
    let town = station.town(slug).ok_or("There is no such town in station.toml any more.")?;
    if !station.tells_air_of(town) {
        return Ok("the air of this town is not asked for".to_owned());
    }
    let url = work.air.address(town, station.weather.air.distance_km);
    let body = match ask::ask_known(work, &url, ACCEPT, health).await {
        Ok(body) => body,
        Err(error) => {
            health.not_before = error.not_before(work.desk.now());
            return Err(error.to_string());
        }
    };
    health.not_before = None;
    match body {
        Some(body) => offer(work, town, body, health, by).await,
        None => shown(work, town).await,
    }
}

async fn offer(work: &Work, town: &Town, body: Body, health: &mut Health, by: &By) -> Result<String, String> {
    let understood = understand(&body.bytes).map_err(|problem| format!("The answer {}.", problem.what))?;
    let rules = &work.desk.station().weather.air;
    let (air, notes) = together(understood.value, town, rules);
    let Some(air) = air else {
        let told = understood.problems.into_iter().map(|problem| problem.what).chain(notes);
        let told: Vec<String> = told.take(3).collect();
        let remedy = format!("If nobody ever measures there, write air = false under [town.{}].", town.slug);
        return Err(format!("Nobody told of the air of {}. {} {remedy}", town.name, told.join(" ")));
    };
    let offered = work.desk.offer_air(&town.slug, &air, by).await.map_err(|error| error.to_string())?;
    if let Err(Refused::Failed(why)) = offered {
        return Err(why);
    }
    let said = shown(work, town).await?;
    // Only what was of use may be answered with “unchanged” the next time.
    body.remember(health);
    Ok(said)
}

/// What readers see now; an error when it is old.
async fn shown(work: &Work, town: &Town) -> Result<String, String> {
    let shown = work.desk.reader().air(&town.slug).await.map_err(|error| error.to_string())?;
    let at: Timestamp = shown.ok_or("Nothing is known of the air, and nothing new came.")?.value.at;
    let age = work.desk.now().duration_since(at);
    if age < work.desk.station().weather.air.max_age {
        Ok(format!("of the hour from {at}"))
    } else {
        Err(format!("The newest there is speaks of the hour from {at}."))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_schedule_divides_the_hour() {
        let of = |every_minutes| Settings { every_minutes, ..Settings::default() }.schedule();
        assert_eq!(of(60), "37 * * * *");
        assert_eq!(of(30), "37,7 * * * *");
        assert_eq!(of(20), "37,57,17 * * * *");
        for every in [10, 12, 15, 20, 30, 60] {
            crate::schedule::check(&of(every)).unwrap();
        }
    }

    #[test]
    fn a_key_is_told_to_the_source_and_to_nobody_else() {
        let key = Key::parse(" 1F0C6D1A-77E2-4F0B-AAAA-000000000000\n").unwrap();
        assert_eq!(format!("{key:?} {:?}", Some(&key)), "[key] Some([key])");
        let said = key.hidden("https://x/?API_KEY=1F0C6D1A-77E2-4F0B-AAAA-000000000000 answered");
        assert_eq!(said, "https://x/?API_KEY=[key] answered");
        for bad in ["", " ", "a b", "a&b=c", "a/b", "{key}", "ä"] {
            assert_eq!(Key::parse(bad), Err(BadKey), "{bad}");
        }
    }
}
