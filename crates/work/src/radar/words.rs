//! Of what the words about radars speak: the counties that the station covers, its towns, and what is seen to fall there.

use crate::{Work, drawing::Subjects};
use geo::ellipsoid::Point;
use model::{
    radar::{STILL_M, Site},
    reading::{Reading, State},
    weather::Condition,
};
use radar::describe::{Area, Kind, Town};

/// More counties than this make no sentence.
const MOST_AREAS: usize = 12;
/// Towns farther away than this many kilometres are another radar's.
const NEAR_KM: f64 = STILL_M / 1_000.0;

/// Of what the words about a radar speak now, or about several together.
pub(super) async fn subjects(work: &Work, sites: &[&Site], areas: &[Area]) -> Result<Subjects, String> {
    let station = work.desk.station();
    let is_near = |town: &&model::town::Town| sites.iter().any(|site| town.at.km_to(site.at) <= NEAR_KM);
    let near = station.towns.iter().filter(is_near);
    let mut towns = Vec::new();
    let (mut rain, mut snow) = (0, 0);
    for town in near {
        let Some(point) = Point::new(town.at.latitude, town.at.longitude) else { continue };
        let condition = observed(work, &town.slug).await?;
        let falls = falls(condition);
        // What freezes or is half of each is neither rain nor snow to everybody.
        let is_plain = !matches!(condition, Some(Condition::FreezingRain | Condition::Sleet));
        rain += i32::from(is_plain && falls == Kind::Rain);
        snow += i32::from(is_plain && falls == Kind::Snow);
        towns.push(Town { name: town.name.clone(), point, ground_m: town.elevation_m, falls });
    }
    // What falls at one town need not fall at another; one word for all must be true of all.
    let kind = match (rain, snow) {
        (1.., 0) => Kind::Rain,
        (0, 1..) => Kind::Snow,
        _ => Kind::Unknown,
    };
    Ok(Subjects { towns, areas: areas.to_vec(), kind })
}

/// The counties that the station covers.
pub(super) fn areas(work: &Work) -> Vec<Area> {
    let counties = work.desk.station().alerts.coverage.counties();
    let area = |fips: &str| Some(Area { name: pages::map::full_name(fips)?, rings: pages::map::rings(fips) });
    counties.into_iter().filter_map(area).take(MOST_AREAS).collect()
}

/// The weather that was seen at a town, as long as that is fresh.
async fn observed(work: &Work, town: &model::Slug) -> Result<Option<Condition>, String> {
    let found = work.desk.reader().observation(town).await.map_err(|error| error.to_string())?;
    let rules = &work.desk.station().weather;
    let fresh = found.filter(|found| {
        let reading = Reading {
            value: (),
            source: String::new(),
            observed_at: found.value.at,
            fetched_at: found.at,
            max_age: rules.observation_max_age,
        };
        reading.state(work.desk.now()) == State::Fresh
    });
    Ok(fresh.and_then(|found| found.value.condition))
}

/// What falls in a weather.
fn falls(condition: Option<Condition>) -> Kind {
    match condition {
        Some(Condition::Rain | Condition::Showers | Condition::Thunderstorm | Condition::FreezingRain) => {
            Kind::Rain
        }
        Some(Condition::Snow | Condition::Sleet) => Kind::Snow,
        _ => Kind::Unknown,
    }
}
