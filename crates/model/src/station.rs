//! The station itself: what every page says about who publishes it.

use crate::{
    alert::Policy,
    place::Place,
    radar,
    section::Section,
    slug::Slug,
    town::{self, Town},
    weather::Rules,
};
use jiff::tz::TimeZone;

/// The station's identity, from `station.toml`; the same for every request until the next start.
#[derive(Clone, Debug)]
pub struct Station {
    /// Such as “Rogue Valley Signal”.
    pub name: String,
    /// One line under the name.
    pub tagline: String,
    /// Such as “Medford, Oregon”.
    pub city: String,
    /// BCP 47 language of the station's pages, such as `en`.
    pub language: String,
    /// Every time on the site is told in this zone, and says so.
    pub zone: TimeZone,
    /// Public root without a final slash, such as `https://signal.example`; absolute links in feeds begin with it.
    pub base_url: String,
    /// Set on a demonstration station: a sentence shown on every page.
    pub notice: Option<String>,
    /// Menu, in order.
    pub sections: Vec<Section>,
    /// Places with a page.
    pub places: Vec<Place>,
    /// Towns whose weather it tells, in the order of display.
    pub towns: Vec<Town>,
    /// How far weather is to be trusted.
    pub weather: Rules,
    /// Which radars it shows, and how far they are to be trusted.
    pub radar: radar::Policy,
    /// Which alerts it shows, and where.
    pub alerts: Policy,
}

impl Station {
    /// The section of that slug.
    pub fn section(&self, slug: &Slug) -> Option<&Section> {
        self.sections.iter().find(|section| &section.slug == slug)
    }

    /// The town of that slug.
    pub fn town(&self, slug: &Slug) -> Option<&Town> {
        self.towns.iter().find(|town| &town.slug == slug)
    }

    /// Whether a module can show the weather of that: a town, or all of them.
    pub fn tells_weather_of(&self, subject: &Slug) -> bool {
        self.town(subject).is_some() || subject.as_str() == town::ALL && !self.towns.is_empty()
    }

    /// Whether the station tells of the air of a town.
    pub fn tells_air_of(&self, town: &Town) -> bool {
        self.weather.air.is_on && town.air
    }

    /// The place of that slug.
    pub fn place(&self, slug: &Slug) -> Option<&Place> {
        self.places.iter().find(|place| &place.slug == slug)
    }
}
