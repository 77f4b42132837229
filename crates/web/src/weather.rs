//! The weather: its front, the pages of towns, and the same for slow phones, other sites and programs. A page keeps the
//! units in its address, so that it may be kept for everyone.

use crate::{
    air,
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    public::{Asked, Pairs, Params, Query, html, json},
    radar, secure, warned,
};
use jiff::{SignedDuration, civil::Date};
use model::{
    front::Slot,
    job::Job,
    reading::{Reading, State},
    slug::Slug,
    stale::Key,
    story::Teaser,
    town::{self, Town},
    url::Listing,
    weather::{Extremes, Forecast, ForecastKind, Observation, Part, Precipitation, Units, night_of},
};
use pages::{
    View,
    compose::{
        Context, alert,
        weather::{self, Near, Now, api},
    },
    module::ModuleView,
    weather::{LiteWeather, TownPage, WeatherFront},
};
use std::sync::Arc;
use store::Fetched;

/// Stories on the front of the weather.
const STORIES: u64 = 6;
/// Where the newsroom's forecasts are looked for: a section, or a tag, of that name.
const SUBJECT: &str = "weather";
/// Observations since yesterday's noon hold all of today's, in every zone.
const BACK: SignedDuration = SignedDuration::from_hours(36);

/// In which units a page is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Shown(pub(crate) Units);

impl Query for Shown {
    fn read(_: &App, _: &Params, pairs: &Pairs) -> Result<Self, Error> {
        match pairs.get("units") {
            None => Ok(Self(Units::default())),
            Some(name) => Units::parse(name).map(Self).ok_or(Error::NotFound),
        }
    }

    fn address(&self, path: &str) -> String {
        match self.0 {
            Units::UsCustomary => path.to_owned(),
            Units::Metric => format!("{path}?units=metric"),
        }
    }

    fn is_kept(&self) -> bool {
        true
    }
}

/// What a page that shows the weather of a town, or of all, is made from.
pub(crate) fn keys(app: &App, subject: &Slug) -> Vec<Key> {
    let is_shown = |slug: &Slug| slug == subject || subject.as_str() == town::ALL;
    app.station.towns.iter().map(|town| town.slug.clone()).filter(is_shown).map(Key::Weather).collect()
}

fn all_keys(app: &App) -> Vec<Key> {
    app.station.towns.iter().map(|town| Key::Weather(town.slug.clone())).collect()
}

/// The module of a town, or of all.
pub(crate) async fn module(
    app: &App,
    subject: &Slug,
    units: Units,
    context: &Context<'_>,
) -> Result<ModuleView, Error> {
    let towns = match app.station.town(subject) {
        Some(town) => vec![now(app, town, &Arc::new(warned::read(app).await?)).await?],
        None if subject.as_str() == town::ALL => every(app).await?,
        None => return Ok(weather::failed(&format!("weather:{subject}"))),
    };
    Ok(weather::module(subject, &towns, units, context))
}

/// What the module of the forecast in a headline is made from.
pub(crate) fn headline_keys() -> Vec<Key> {
    let section = Slug::parse(SUBJECT).ok().map(|slug| Key::List(Listing::Section(slug)));
    section.into_iter().chain([Key::Front]).collect()
}

/// The module of the forecast in a headline.
pub(crate) async fn headline_module(app: &App) -> Result<ModuleView, Error> {
    let (story, is_pinned) = headline(app).await?;
    let lookups = Lookups::for_teasers(app, &story).await?;
    let told = story.as_ref().map(|story| (story, is_pinned));
    Ok(weather::headline(told, app.desk.now(), &lookups.context(app)))
}

/// The story of the forecast: the one that is pinned, and then true, else the newest.
async fn headline(app: &App) -> Result<(Option<Teaser>, bool), Error> {
    match pinned(app).await? {
        Some(story) => Ok((Some(story), true)),
        None => Ok((newest(app, 1).await?.pop(), false)),
    }
}

/// The forecast story that a forecaster pinned, while it is public.
pub(crate) async fn pinned(app: &App) -> Result<Option<Teaser>, Error> {
    let pins = app.reader.front(app.desk.now()).await?.pins;
    let Some(pin) = pins.iter().find(|pin| pin.slot == Slot::Forecast) else { return Ok(None) };
    Ok(app.reader.teasers_of(&[pin.story]).await?.pop())
}

/// The newest stories of the section of the weather, if there is one.
pub(crate) async fn newest(app: &App, count: u64) -> Result<Vec<Teaser>, Error> {
    let section = Slug::parse(SUBJECT).ok().filter(|slug| app.station.section(slug).is_some());
    match section {
        Some(slug) => Ok(app.reader.teasers(&Listing::Section(slug), 0, count).await?.teasers),
        None => Ok(Vec::new()),
    }
}

/// `/weather`
pub(crate) async fn index(asked: Asked<Shown>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let pinned = pinned(app).await?;
    let mut stories = newest(app, STORIES).await?;
    stories.retain(|story| pinned.as_ref().is_none_or(|pinned| pinned.id != story.id));
    let is_pinned = pinned.is_some();
    stories.splice(0..0, pinned);
    stories.truncate(usize::try_from(STORIES).unwrap_or(usize::MAX));
    let lookups = Lookups::for_teasers(app, &stories).await?;
    let context = lookups.context(app);
    let first = match app.station.towns.first() {
        Some(town) => nearest(app, town).await?,
        None => None,
    };
    let view = WeatherFront {
        radar: first.as_ref().map(|radar| weather::nearest_radar(radar, asked.query.0, &context)),
        ..weather::front(&every(app).await?, (&stories, is_pinned), asked.query.0, &context)
    };
    let keys = all_keys(app).into_iter().chain(headline_keys()).chain(radar_keys(first.as_ref()));
    Ok(html(chrome::render(app, &view).await?, keys))
}

/// `/weather/medford`
pub(crate) async fn town(asked: Asked<Shown>) -> Result<Rendered, Error> {
    let radar = nearest(&asked.app, named(&asked)?).await?;
    let page = one(&asked, |now, units, context| TownPage {
        alerts: alert::of_town(&now.warned, &now.town.slug, false, context),
        radar: radar.as_ref().map(|radar| weather::nearest_radar(radar, units, context)),
        ..weather::page(now, units, context)
    });
    Ok(page.await?.made_from(radar_keys(radar.as_ref())))
}

/// The radar that stands nearest to a town, as it is now, where one is near.
async fn nearest<'a>(app: &'a App, town: &'a Town) -> Result<Option<Near<'a>>, Error> {
    match Near::site(town, &app.station) {
        Some(site) => Ok(Some(Near { town, radar: radar::now(app, site).await? })),
        None => Ok(None),
    }
}

fn radar_keys(near: Option<&Near<'_>>) -> Vec<Key> {
    near.map(|near| radar::keys(near.radar.site.id.slug())).unwrap_or_default()
}

/// `/lite/weather`
pub(crate) async fn lite_index(asked: Asked<Shown>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let (story, is_pinned) = headline(app).await?;
    let lookups = Lookups::for_teasers(app, &story).await?;
    let (context, units) = (lookups.context(app), asked.query.0);
    let first = match app.station.towns.first() {
        Some(town) => nearest(app, town).await?,
        None => None,
    };
    let told = |story| weather::lite_headline((story, is_pinned), app.desk.now(), &context);
    let view = LiteWeather {
        forecast: story.as_ref().map(told),
        radar: first.as_ref().map(|radar| weather::lite_radar(radar, units, &context)),
        ..weather::lite(None, &every(app).await?, units, &context)
    };
    let keys = all_keys(app).into_iter().chain(headline_keys()).chain(radar_keys(first.as_ref()));
    Ok(html(chrome::render(app, &view).await?, keys))
}

/// `/lite/weather/medford`
pub(crate) async fn lite_town(asked: Asked<Shown>) -> Result<Rendered, Error> {
    let radar = nearest(&asked.app, named(&asked)?).await?;
    let page = one(&asked, |now, units, context| LiteWeather {
        alerts: alert::of_town(&now.warned, &now.town.slug, true, context),
        radar: radar.as_ref().map(|radar| weather::lite_radar(radar, units, context)),
        ..weather::lite(Some(&now.town.slug), std::slice::from_ref(now), units, context)
    });
    Ok(page.await?.made_from(radar_keys(radar.as_ref())))
}

/// `/embed/weather/medford`
pub(crate) async fn embed(asked: Asked<Shown>) -> Result<Rendered, Error> {
    let page = one(&asked, weather::embed).await?;
    Ok(page.with("content-security-policy", secure::framed()))
}

/// `/api/v1/weather`
pub(crate) async fn api_index(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    Ok(json(api::index(&every(app).await?, &lookups.context(app)), all_keys(app)))
}

/// `/api/v1/weather/medford`
pub(crate) async fn api_town(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let town = named(&asked)?;
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let warned = Arc::new(warned::read(app).await?);
    let notices = alert::notices_of(&warned, Some(&town.slug), &context);
    let body = api::town(&now(app, town, &warned).await?, notices, &context);
    Ok(json(body, vec![Key::Weather(town.slug.clone()), Key::Alerts]))
}

fn named<Q>(asked: &Asked<Q>) -> Result<&Town, Error> {
    asked.app.station.town(&asked.slug("slug")?).ok_or(Error::NotFound)
}

async fn one<V: View>(
    asked: &Asked<Shown>,
    compose: impl FnOnce(&Now<'_>, Units, &Context<'_>) -> V,
) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let town = named(asked)?;
    let lookups = Lookups::read(app, []).await?;
    let warned = Arc::new(warned::read(app).await?);
    let view = compose(&now(app, town, &warned).await?, asked.query.0, &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, [Key::Weather(town.slug.clone())]))
}

async fn every(app: &App) -> Result<Vec<Now<'_>>, Error> {
    let warned = Arc::new(warned::read(app).await?);
    let mut towns = Vec::with_capacity(app.station.towns.len());
    for town in &app.station.towns {
        towns.push(now(app, town, &warned).await?);
    }
    Ok(towns)
}

/// Everything that is known of a town's weather.
async fn now<'a>(app: &'a App, town: &'a Town, warned: &Arc<alert::Now>) -> Result<Now<'a>, Error> {
    let (reader, slug, moment) = (&app.reader, &town.slug, app.desk.now());
    let zone = &app.station.zone;
    let observation = observation(app, town).await?;
    let mut past = reader.observations(slug, moment.saturating_sub(BACK).unwrap_or(moment)).await?;
    // Another station stands elsewhere: what it measured is not the high of this one's day.
    past.retain(|old| observation.as_ref().is_some_and(|shown| shown.value.station == old.station));
    let mut stations = Vec::new();
    for id in &town.stations {
        stations.extend(reader.weather_station(id).await?.map(|known| known.value));
    }
    let today = moment.to_zoned_datetime(zone.clone()).date();
    let trouble = reader.source_health(&town::now_source(slug)).await?.last_error.is_some();
    // A job that failed tries again when the queue says so; no page is told of that.
    let next = match trouble {
        true => None,
        false => reader.next_due_of(&Job::RefreshObservation(slug.clone())).await?,
    };
    Ok(Now {
        town,
        observation,
        stations,
        days: forecast(app, slug, ForecastKind::Days).await?,
        hours: forecast(app, slug, ForecastKind::Hours).await?,
        own: reader.own_forecasts(slug, moment).await?,
        almanac: reader.almanac(slug, today).await?.map(|known| known.value),
        precipitation: precipitation(app, slug, today).await?,
        measured: Extremes::of(&past, moment, zone),
        forecast_high_c: reader.forecast_of(slug, today, Part::Day).await?,
        forecast_low_c: reader.forecast_of(slug, night_of(moment, zone), Part::Night).await?,
        air: air::known(app, town).await?,
        warned: Arc::clone(warned),
        trouble,
        refused: reader.refused_readings(slug).await?,
        forecast_trouble: reader.source_health(&town::forecast_source(slug)).await?.last_error,
        next,
        now: moment,
    })
}

/// The newest reading of the first station, in order of preference, that has a fresh one; where none has, the newest of all.
async fn observation(app: &App, town: &Town) -> Result<Option<Reading<Observation>>, Error> {
    let rules = &app.station.weather;
    let reading = |fetched: Fetched<Observation>| Reading {
        source: rules.credit.clone(),
        observed_at: fetched.value.at,
        fetched_at: fetched.at,
        max_age: rules.observation_max_age,
        value: fetched.value,
    };
    for station in &town.stations {
        let newest = app.reader.observation_by(&town.slug, station).await?.map(reading);
        if let Some(fresh) = newest.filter(|newest| newest.state(app.desk.now()) == State::Fresh) {
            return Ok(Some(fresh));
        }
    }
    Ok(app.reader.observation(&town.slug).await?.map(reading))
}

/// What is known of the rain and snow of today, else of yesterday.
async fn precipitation(app: &App, town: &Slug, today: Date) -> Result<Option<Precipitation>, Error> {
    let Ok(yesterday) = today.yesterday() else { return Ok(None) };
    Ok(app.reader.precipitation(town, yesterday).await?.map(|known| known.value))
}

async fn forecast(app: &App, town: &Slug, kind: ForecastKind) -> Result<Option<Reading<Forecast>>, Error> {
    let rules = &app.station.weather;
    Ok(app.reader.forecast(town, kind).await?.map(|fetched| Reading {
        source: rules.credit.clone(),
        observed_at: fetched.value.made_at,
        fetched_at: fetched.at,
        max_age: rules.forecast_max_age,
        value: fetched.value,
    }))
}
