//! The air of towns: ask what is measured near each, understand the answer, offer it to the desk.
//!
//! The address is a template of the settings, because services get renamed and mirrors exist. The key in it is a secret:
//! it stands in no log, no error, no row and on no page ([`Key`]).
//!
//! That nobody measures near a town is an answer and no failure: it is noted, and readers are told when the last figures, if
//! there were any, are over.

mod inspect;
mod understand;

pub use inspect::inspect;
pub use understand::{Understood, figures as understand};

pub use crate::{
    key::{BadKey, Key},
    work::AirSettings as Settings,
};

use crate::{
    Work,
    fetch::{Body, in_time},
    weather::{ask::Questions, health_of, noted},
    work::KM_PER_MILE,
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

const ACCEPT: &str = "application/json";

/// Ask for the air of a town.
pub(crate) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let source = town::air_source(slug);
    let mut health = health_of(work, &source).await?;
    let result = in_time(one(work, slug, &mut health, by)).await;
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
    let url = work.air.key.as_ref().map_or(url.clone(), |key| key.put_into(&url));
    let body = match Questions::of(work).ask_known(&url, ACCEPT, health).await {
        Ok(body) => body,
        Err(error) => {
            health.not_before = error.not_before(work.desk.now());
            return Err(error.to_string());
        }
    };
    health.not_before = None;
    match body {
        Some(body) => offer(work, town, body, health, by).await,
        None => {
            let said = work.desk.reader().air_unmeasured(slug).await.map_err(|error| error.to_string())?;
            if said.is_none() {
                return shown(work, town).await;
            }
            work.desk.note_air_unmeasured(slug, by).await.map_err(|error| error.to_string())?;
            unmeasured(work, town).await
        }
    }
}

async fn offer(work: &Work, town: &Town, body: Body, health: &mut Health, by: &By) -> Result<String, String> {
    let understood = understand(&body.bytes).map_err(|problem| format!("The answer {}.", problem.what))?;
    if understood.is_nobody {
        work.desk.note_air_unmeasured(&town.slug, by).await.map_err(|error| error.to_string())?;
        body.remember(health);
        return unmeasured(work, town).await;
    }
    let rules = &work.desk.station().weather.air;
    let (air, notes) = together(understood.value, town, rules);
    let Some(air) = air else {
        let told = understood.problems.into_iter().map(|problem| problem.what).chain(notes);
        let told: Vec<String> = told.take(3).collect();
        return Err(format!("Nobody told of the air of {}. {}", town.name, told.join(" ")));
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

/// What the desk is told of a town near which nobody measures.
async fn unmeasured(work: &Work, town: &Town) -> Result<String, String> {
    let shown = work.desk.reader().air(&town.slug).await.map_err(|error| error.to_string())?;
    let km = work.desk.station().weather.air.distance_km;
    let last = shown.map(|shown| format!("; the last figures are of the hour from {}", shown.value.at));
    let last = last.unwrap_or_default();
    Ok(format!("no monitor within {km:.0} km ({:.0} miles) of {} reports{last}", km / KM_PER_MILE, town.name))
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
