//! The radar that stands nearest to a town: its picture, what it sees in words, and how far that can be trusted.

use super::figures;
use crate::{
    compose::{Context, radar},
    module::RadarCard,
    weather::NearRadar,
};
use model::{
    radar::{STILL_M, Site},
    station::Station,
    town::Town,
    weather::Units,
};

/// As far as one sees rain, in kilometres.
const SEES_KM: f64 = STILL_M / 1_000.0;

/// The radar nearest to a town, as it is now.
pub struct Near<'a> {
    /// Which town.
    pub town: &'a Town,
    /// The radar.
    pub radar: radar::Now<'a>,
}

impl Near<'_> {
    /// The radar of the station that stands nearest to the town, where one is near enough.
    pub fn site<'s>(town: &Town, station: &'s Station) -> Option<&'s Site> {
        let sites = station.radar.sites.iter().map(|site| (town.at.km_to(site.at), site));
        sites.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(km, _)| *km <= SEES_KM).map(|(_, site)| site)
    }
}

/// What a page shows of it.
pub fn nearest_radar(near: &Near<'_>, units: Units, context: &Context<'_>) -> NearRadar {
    let site = near.radar.site;
    let away = figures::distance(near.town.at.km_to(site.at), units);
    NearRadar {
        card: radar::card(&near.radar, None, context),
        place: format!("{} ({}), {away} from {}", site.name, site.id, near.town.name),
        source: Some(radar::source(context)),
    }
}

/// The same in words only.
pub fn lite_radar(near: &Near<'_>, units: Units, context: &Context<'_>) -> NearRadar {
    let near = nearest_radar(near, units, context);
    NearRadar { card: RadarCard { still: None, ..near.card }, ..near }
}
