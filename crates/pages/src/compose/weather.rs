//! The weather of towns: a card for each, their module, a town's page, the front of the weather, and the same for slow
//! phones, other sites and programs.
//!
//! Reading order: [`now`] (what all are made from, and its state in words), `card`, `page`, then by need.

pub mod air;
mod almanac;
pub mod api;
mod card;
pub(crate) mod figures;
mod headline;
mod hours;
mod near;
mod now;
mod own;
mod page;
mod rain;
mod told;
#[cfg(test)]
mod weather_tests;
mod week;

pub use card::card;
pub use headline::{headline, no_headline};
pub use near::{Near, lite_radar, nearest_radar};
pub use now::Now;
pub use page::page;

use super::{Context, card as story_card};
use crate::{
    chrome::{Head, Link},
    lite::LiteModule,
    module::{ModuleView, State},
    table::embed::EmbedPage,
    weather::{AirView, LiteWeather, UnitLink, WeatherFront, WeatherTeaser},
};
use jiff::Timestamp;
use model::{
    slug::Slug,
    story::Teaser,
    url::{Url, WeatherForm, WeatherUrl},
    weather::Units,
};

/// The module of a town, or of all.
pub fn module(subject: &Slug, towns: &[Now<'_>], units: Units, context: &Context<'_>) -> ModuleView {
    let one = context.station.town(subject);
    // The card of a single town leaves its name to the heading.
    let named = towns.first().filter(|_| towns.len() == 1).map(|now| &now.town.name);
    let teaser = WeatherTeaser {
        units: choices(one.map(|town| &town.slug), WeatherForm::Page, units),
        ..teaser(towns, units, context)
    };
    let (state, note) = match teaser.cards.as_slice() {
        [only] => (only.state, only.note.clone()),
        [] => (State::Missing, Some("This station tells the weather of no town yet.".to_owned())),
        cards if cards.iter().all(|card| card.state == State::Missing) => {
            (State::Missing, Some("No observation has come yet.".to_owned()))
        }
        _ => (State::Fresh, None),
    };
    ModuleView {
        id: format!("weather-{subject}"),
        // Not “Weather”: a section may be called so, and its block stands on the same front.
        title: named.map_or_else(|| "Weather now".to_owned(), |name| format!("Weather in {name}")),
        url: Some(address(one.map(|town| &town.slug), WeatherForm::Page, units)),
        state,
        note,
        weather: Some(teaser),
        ..ModuleView::default()
    }
}

/// A module that a story names and the station does not have (any more).
pub fn failed(name: &str) -> ModuleView {
    ModuleView {
        id: name.replace(':', "-"),
        title: "Weather now".to_owned(),
        url: Some(address(None, WeatherForm::Page, Units::default())),
        state: State::Failed,
        note: Some("The weather of this town is not available at present.".to_owned()),
        ..ModuleView::default()
    }
}

fn teaser(towns: &[Now<'_>], units: Units, context: &Context<'_>) -> WeatherTeaser {
    let cards = towns.iter().map(|now| card(now, units, context)).collect();
    WeatherTeaser { cards, source: Some(source(context)), units: Vec::new() }
}

/// All towns, with what the newsroom writes of the weather: its forecast first, and whether a forecaster pinned it.
pub fn front(
    towns: &[Now<'_>],
    (stories, is_pinned): (&[Teaser], bool),
    units: Units,
    context: &Context<'_>,
) -> WeatherFront {
    let now = towns.first().map(|town| town.now);
    let (forecast, stories) = match (stories.split_first(), now) {
        (Some((first, rest)), Some(now)) => (Some(headline(Some((first, is_pinned)), now, context)), rest),
        _ => (None, stories),
    };
    WeatherFront {
        head: Head {
            title: "Weather".to_owned(),
            description: format!("What was observed last and what is forecast, in {} towns.", towns.len()),
            canonical: Some(context.absolute(&Url::Weather(WeatherUrl::of(None, WeatherForm::Page)))),
            current: Some(address(None, WeatherForm::Page, Units::default())),
            lite: Some(address(None, WeatherForm::Lite, units)),
            ..Head::default()
        },
        forecast,
        teaser: teaser(towns, units, context),
        units: choices(None, WeatherForm::Page, units),
        stories: story_card::cards(stories, context),
        ..WeatherFront::default()
    }
}

/// The forecast story in a sentence.
pub fn lite_headline(story: (&Teaser, bool), now: Timestamp, context: &Context<'_>) -> LiteModule {
    super::lite::module(&headline(Some(story), now, context))
}

/// Towns in words only: one, or all.
pub fn lite(town: Option<&Slug>, towns: &[Now<'_>], units: Units, context: &Context<'_>) -> LiteWeather {
    let one = town.and_then(|_| towns.first());
    let title = one.map_or_else(|| "Weather".to_owned(), |now| format!("Weather in {}", now.town.name));
    let mut cards: Vec<_> = towns.iter().map(|now| card(now, units, context)).collect();
    for (card, now) in cards.iter_mut().zip(towns) {
        card.url = address(Some(&now.town.slug), WeatherForm::Lite, units);
        card.icon_html = String::new();
        for warning in &mut card.warnings {
            warning.url.clone_from(&warning.lite);
        }
        if one.is_some() {
            card.warnings.clear();
        }
        card.air = now
            .air
            .as_ref()
            .filter(|_| one.is_none())
            .and_then(|known| air::line(known, WeatherForm::Lite, context));
    }
    LiteWeather {
        head: Head {
            title: title.clone(),
            description: format!("{title}, in words only."),
            canonical: Some(context.absolute(&Url::Weather(WeatherUrl::of(town, WeatherForm::Page)))),
            ..Head::default()
        },
        title,
        cards,
        air: one
            .and_then(|now| now.air.as_ref())
            .map(|known| AirView { scale: Vec::new(), ..air::view(known, units, context) }),
        units: choices(town, WeatherForm::Lite, units),
        home: lite_home(units),
        hours_title: one.map(hours::title).unwrap_or_default(),
        hours_caption: one.map(|now| hours::caption(now, context)).unwrap_or_default(),
        hours: one.map(|now| hours::rows(now, units, context)).unwrap_or_default(),
        hours_trust: one.map(|now| now.hours_trust(context)),
        sky: one.map(|now| page::sky(now, context)).unwrap_or_default(),
        stations: one.map(|now| page::stations(now, units)).unwrap_or_default(),
        days: one.map(|now| week::rows(now, units, context)).unwrap_or_default(),
        days_trust: one.map(|now| now.days_trust(context)),
        own: one.map(|now| own::lines(now, units, context)).unwrap_or_default(),
        almanac: one.and_then(|now| almanac::view(now, units, context)),
        rain: one.and_then(|now| rain::view(now, units, context)),
        source: Some(source(context)),
        full: address(town, WeatherForm::Page, units),
        ..LiteWeather::default()
    }
}

/// A town in a frame on another site.
pub fn embed(now: &Now<'_>, units: Units, context: &Context<'_>) -> EmbedPage {
    let town = &now.town.slug;
    let url = context
        .absolute(&Url::Weather(WeatherUrl { units, ..WeatherUrl::of(Some(town), WeatherForm::Page) }));
    let mut shown = card(now, units, context);
    shown.url.clone_from(&url);
    for warning in &mut shown.warnings {
        warning.url = format!("{}{}", context.station.base_url, warning.url);
    }
    if let Some(line) = &mut shown.air {
        line.url = format!("{url}#air");
    }
    let title = format!("Weather in {}", now.town.name);
    let module = ModuleView {
        id: format!("weather-{town}"),
        title: title.clone(),
        // In a frame, ways out lead to the station.
        url: Some(url.clone()),
        state: shown.state,
        note: shown.note.clone(),
        weather: Some(WeatherTeaser {
            cards: vec![shown],
            source: Some(source(context)),
            units: choices(Some(town), WeatherForm::Embed, units),
        }),
        ..ModuleView::default()
    };
    EmbedPage {
        head: Head { title, canonical: Some(url.clone()), noindex: true, ..Head::default() },
        module,
        url,
    }
}

/// Who observes and forecasts.
fn source(context: &Context<'_>) -> Link {
    let rules = &context.station.weather;
    Link::new(rules.credit.clone(), rules.credit_url.clone().unwrap_or_default())
}

/// The lite front, which tells the weather too.
pub(super) fn lite_home(units: Units) -> String {
    match units {
        Units::UsCustomary => Url::LiteFront.to_string(),
        Units::Metric => format!("{}?units={}", Url::LiteFront, units.as_str()),
    }
}

fn address(town: Option<&Slug>, form: WeatherForm, units: Units) -> String {
    Url::Weather(WeatherUrl { units, ..WeatherUrl::of(town, form) }).to_string()
}

/// The units, each as a link but the one that is shown.
fn choices(town: Option<&Slug>, form: WeatherForm, shown: Units) -> Vec<UnitLink> {
    unit_links(shown, |units| address(town, form, units))
}

/// The units with an address for each.
pub(super) fn unit_links(shown: Units, address: impl Fn(Units) -> String) -> Vec<UnitLink> {
    let choice = |units: Units| UnitLink {
        label: match units {
            Units::UsCustomary => "°F, mph",
            Units::Metric => "°C, km/h",
        }
        .to_owned(),
        url: if units == shown { String::new() } else { address(units) },
    };
    Units::ALL.into_iter().map(choice).collect()
}
