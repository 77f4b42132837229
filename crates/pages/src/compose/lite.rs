//! The lite front and story: words only, for a slow phone in a fire.

use super::{Context, card, story, video};
use crate::{
    card::Card,
    chrome::{Head, Link},
    lite::{LiteFront, LiteGroup, LiteItem, LiteModule, LiteStory},
    module::{ModuleView, Total},
    moment::Day,
    weather::TownCard,
};
use jiff::civil::Date;
use model::{
    story::{Published, Teaser},
    url::Url,
};
use prose::{ModuleName, html::Resolve};

/// The lite front.
pub fn front(
    top: &[Teaser],
    latest: &[Teaser],
    modules: &[ModuleView],
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

fn module(view: &ModuleView) -> LiteModule {
    let table = view.table.as_ref();
    let weather = view.weather.as_ref().map(|weather| weather.cards.iter().map(line).collect::<Vec<_>>());
    LiteModule {
        title: view.title.clone(),
        url: view.url.clone().unwrap_or_else(|| Url::Tables.to_string()),
        state: view.state,
        note: (view.headline.as_ref().map(headline))
            .or_else(|| view.note.clone())
            .or_else(|| view.radar.as_ref().map(|card| card.said.clone())),
        plain: view.alerts.is_some()
            || view.headline.is_some()
            || view.radar.as_ref().is_some_and(|card| card.note.is_none()),
        totals: table.map(|table| table.totals.clone()).or(weather).unwrap_or_default(),
        dates: table.map(|table| table.dates.clone()).unwrap_or_default(),
    }
}

/// A story in a line, with its moment: how old it is, the reader sees.
fn headline(card: &Card) -> String {
    let made = card.published.as_ref().map(|made| format!(" ({})", made.words)).unwrap_or_default();
    format!("{}{made}", card.headline)
}

/// A town in a line: `49°F, Clear, high 63°F, low 30°F (5:53 p.m. PST)`, and its air where that is not good.
fn line(card: &TownCard) -> Total {
    let part = |name: &str, figure: &Option<String>| figure.as_ref().map(|figure| format!("{name} {figure}"));
    let words = Some(card.words.clone()).filter(|words| !words.is_empty());
    let parts = [card.temperature.clone(), words, part("high", &card.high), part("low", &card.low)];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    let when = if card.temperature.is_some() { format!(" ({})", card.observed_words) } else { String::new() };
    let value =
        if told.is_empty() { "not available".to_owned() } else { format!("{}{when}", told.join(", ")) };
    let air = card.air.as_ref().filter(|air| air.is_notable && air.is_now);
    let air = air.map(|air| format!("; air quality {}", air.words)).unwrap_or_default();
    Total { label: card.name.clone(), value: value + &air }
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
