//! The forecasts of a town: days and hours, each fetched, understood and offered by itself.

use super::{
    ask::{ACCEPT, ACCEPT_OTHERWISE, Questions},
    understand,
};
use crate::{Work, fetch::Error};
use desk::By;
use model::{
    slug::Slug,
    town::Town,
    weather::{Forecast, ForecastKind, Refused},
};

pub(super) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let town = work.desk.station().town(slug).ok_or("There is no such town in station.toml any more.")?;
    let Some(grid) = &town.grid else { return Ok("the town has no square of the grid".to_owned()) };
    let root = format!("{}/gridpoints/{grid}/forecast", work.weather.endpoint);
    let mut questions = Questions::of(work);
    let (mut said, mut troubles) = (Vec::new(), Vec::new());
    for kind in ForecastKind::ALL {
        let url = match kind {
            ForecastKind::Days => root.clone(),
            ForecastKind::Hours => format!("{root}/hourly"),
        };
        match one(work, &mut questions, town, kind, &url, by).await {
            Ok(words) => said.push(format!("{}: {words}", kind.as_str())),
            Err(why) => troubles.push(format!("{}: {why}", kind.as_str())),
        }
    }
    if troubles.is_empty() { Ok(said.join("; ")) } else { Err(troubles.join(" ")) }
}

async fn one(
    work: &Work,
    questions: &mut Questions<'_>,
    town: &Town,
    kind: ForecastKind,
    url: &str,
    by: &By,
) -> Result<String, String> {
    let mut trouble = None;
    // An edge that is behind may know more when it is asked in other words.
    for accept in [ACCEPT, ACCEPT_OTHERWISE] {
        let body = match questions.ask(url, accept).await {
            Ok(Some(body)) => body,
            Ok(None) => continue,
            // What it did not answer stands there already.
            Err(error @ Error::Silent { .. }) => {
                trouble.get_or_insert(error.to_string());
                break;
            }
            Err(error) => {
                // A server that stumbled was asked again already: other words would ask it three times more.
                let is_enough = error.retry_after().is_some() || error.is_stumble();
                trouble = Some(error.to_string());
                if is_enough {
                    break;
                }
                continue;
            }
        };
        let forecast = match understand::forecast(&body.bytes) {
            Ok(understood) => understood.value,
            Err(problem) => {
                trouble = Some(format!("The forecast {}.", problem.what));
                continue;
            }
        };
        let is_fresh = is_fresh(work, &forecast);
        let made = forecast.made_at;
        match work.desk.offer_forecast(&town.slug, kind, &forecast, by).await.map_err(|e| e.to_string())? {
            Ok(()) | Err(Refused::NotNewer) if is_fresh => return Ok(format!("of {made}")),
            Ok(()) | Err(Refused::NotNewer) => {
                trouble = Some(format!("The newest there is was made {made}."));
            }
            Err(Refused::Failed(why)) => trouble = Some(why),
        }
    }
    Err(trouble.unwrap_or_else(|| "Nothing came.".to_owned()))
}

fn is_fresh(work: &Work, forecast: &Forecast) -> bool {
    work.desk.now().duration_since(forecast.made_at) < work.desk.station().weather.forecast_max_age
}
