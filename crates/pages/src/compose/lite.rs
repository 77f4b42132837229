//! The lite front and story: words only, for a slow phone in a fire.

use super::{Context, card, story, video, weather};
use crate::{
    card::Card,
    chrome::{Head, Link},
    lite::{LiteFront, LiteGroup, LiteItem, LiteModule, LiteStory, LiteTown},
    module::{ModuleView, RadarCard, State},
    moment::Day,
    weather::TownCard,
};
use jiff::civil::Date;
use model::{
    story::{Published, Teaser},
    url::{Url, WeatherForm},
    weather::Units,
};
use prose::{ModuleName, html::Resolve};

/// The lite front, with the weather in these units.
pub fn front(
    (top, latest): (&[Teaser], &[Teaser]),
    modules: &[ModuleView],
    units: Units,
    today: Date,
    context: &Context<'_>,
) -> LiteFront {
    let group = |title: &str, teasers: &[Teaser]| LiteGroup {
        title: title.to_owned(),
        items: teasers.iter().map(|teaser| item(teaser, context)).collect(),
    };
    let groups = [group("Top stories", top), group("Latest", latest)];
    LiteFront {
        head: Head {
            title: "Lite".to_owned(),
            description: format!("{}: the news in words only, for slow connections.", context.station.name),
            canonical: Some(context.absolute(&Url::Front)),
            ..Head::default()
        },
        today: Day::with_weekday(today),
        groups: groups.into_iter().filter(|group| !group.items.is_empty()).collect(),
        modules: modules.iter().map(module).collect(),
        units: match modules.iter().any(|module| module.weather.is_some()) {
            true => weather::unit_links(units, weather::lite_home),
            false => Vec::new(),
        },
        full: Url::Front.to_string(),
    }
}

/// A lite story.
pub fn page(published: &Published, around: &story::Around, context: &Context<'_>) -> LiteStory {
    let content = &published.content;
    let section =
        content.section.as_ref().map_or_else(|| Link::new("News", "/"), |slug| card::section(slug, context));
    LiteStory {
        head: Head {
            title: content.headline.clone(),
            description: story::description(content),
            canonical: Some(context.absolute(&Url::Story(published.live.path.clone()))),
            ..Head::default()
        },
        section,
        label: story::label(content),
        label_note: card::label_note(content),
        headline: content.headline.clone(),
        dek: content.dek.clone(),
        language: card::foreign(content.language.as_str(), context),
        bylines: story::bylines(content, context),
        published: Some(context.moment(published.live.first_published)),
        updated: published.live.updated.map(|at| context.moment(at)),
        body_html: prose::html::write(&content.body, &Words { around }),
        corrections: story::corrections(published, context),
        syndication: story::syndication(content),
        full: Url::Story(published.live.path.clone()).to_string(),
    }
}

fn item(teaser: &Teaser, context: &Context<'_>) -> LiteItem {
    LiteItem {
        url: Url::LiteStory(teaser.path.clone()).to_string(),
        headline: teaser.headline.clone(),
        dek: teaser.dek.clone(),
        label: card::label(teaser.kind, teaser.source.as_deref()),
        language: card::foreign(teaser.language.as_str(), context),
    }
}

/// A module in a line or two.
pub(crate) fn module(view: &ModuleView) -> LiteModule {
    let table = view.table.as_ref();
    let towns = view.weather.as_ref().map(|weather| weather.cards.iter().map(town).collect());
    let said = match (&view.alerts, &view.headline, &view.radar) {
        (Some(_), ..) => view.note.clone(),
        (_, Some(card), _) => Some(headline(card)),
        (.., Some(card)) => Some(radar(card)),
        _ if view.is_words => view.note.clone(),
        _ => None,
    };
    // What a module of alerts says is its note; each town of a module of weather has its own.
    let has_cards = view.weather.as_ref().is_some_and(|weather| !weather.cards.is_empty());
    let note = view
        .note
        .as_ref()
        .filter(|_| view.alerts.is_none() && !has_cards && said.as_ref() != view.note.as_ref());
    LiteModule {
        title: view.title.clone(),
        url: view.url.as_ref().map_or_else(|| Url::Tables.to_string(), |url| plain(url)),
        state: if view.alerts.is_some() || has_cards { State::Fresh } else { view.state },
        note: note.cloned(),
        said,
        story: view.headline.as_ref().map(|card| format!("/lite{}", card.url)).unwrap_or_default(),
        totals: table.map(|table| table.totals.clone()).unwrap_or_default(),
        towns: towns.unwrap_or_default(),
        dates: table.map(|table| table.dates.clone()).unwrap_or_default(),
    }
}

/// A page of the weather in words only; every other page as it is.
fn plain(url: &str) -> String {
    match url.strip_prefix(WeatherForm::Page.root()) {
        Some(rest) => format!("{}{rest}", WeatherForm::Lite.root()),
        None => url.to_owned(),
    }
}

/// A story in a line, with its moment: how old it is, the reader sees.
fn headline(card: &Card) -> String {
    let made = card.published.as_ref().map(|made| format!(" ({})", made.words)).unwrap_or_default();
    format!("{}{made}", card.headline)
}

/// What a radar sees, with its moment.
fn radar(card: &RadarCard) -> String {
    let turning = if card.partial.is_empty() { String::new() } else { format!("; {}", card.partial) };
    let taken = card.taken.as_ref().map(|taken| format!(" ({}{turning})", taken.words)).unwrap_or_default();
    format!("{}{taken}", card.said)
}

/// A town in a line: `49°F, Clear, high 63°F, low 30°F (5:53 p.m. PST)`, and everything that its card says of these figures.
pub(crate) fn town(card: &TownCard) -> LiteTown {
    let part = |name: &str, figure: &Option<String>| figure.as_ref().map(|figure| format!("{name} {figure}"));
    let words = Some(card.words.clone()).filter(|words| !words.is_empty());
    let tonight = if card.low_is_ahead { " tonight" } else { "" };
    let low = part("low", &card.low).map(|low| low + tonight);
    let parts = [card.temperature.clone(), words, part("high", &card.high), low];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    let when = if card.temperature.is_some() { format!(" ({})", card.observed_words) } else { String::new() };
    let air = card.air.as_ref().filter(|air| air.is_notable && air.is_now);
    let air = air.map(|air| format!("Air quality {}.", air.words));
    LiteTown {
        name: card.name.clone(),
        url: plain(&card.url),
        state: card.state,
        warnings: (card.warnings.iter())
            .map(|warning| Link::new(warning.words.clone(), warning.lite.clone()))
            .collect(),
        own: card.own.clone(),
        figures: if told.is_empty() { String::new() } else { told.join(", ") + &when },
        notes: card.note.iter().cloned().chain(card.asides.iter().cloned()).chain(air).collect(),
    }
}

/// Pictures as their words; everything else as on the full page.
struct Words<'a> {
    around: &'a story::Around,
}

impl Resolve for Words<'_> {
    fn picture(&self, picture: &prose::Picture) -> Option<String> {
        let words = picture.caption.as_ref().or(picture.alt.as_ref())?;
        Some(format!("<p>[Picture: {}]</p>", prose::html::escape(words)))
    }

    fn video(&self, video: &prose::Video) -> Option<String> {
        video::line(video)
    }

    fn module(&self, name: &ModuleName) -> Option<String> {
        self.around.modules.get(name).cloned()
    }

    fn related(&self, stories: &[String]) -> Option<String> {
        story::related(stories, &self.around.named)
    }
}
