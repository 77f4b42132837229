//! The newsroom's forecast in a headline: the story that a forecaster pinned, else the newest of the section.

use crate::{
    compose::{Context, card},
    module::{ModuleView, State},
};
use jiff::{SignedDuration, Timestamp};
use model::story::Teaser;

/// How long a forecast that nobody pinned is a forecast.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(36);
const TITLE: &str = "The forecast";
/// Where there is more.
const MORE: &str = "/weather";

/// The module. A story grows old by itself; one that is pinned is still kept here, and said to be.
pub fn headline(story: Option<(&Teaser, bool)>, now: Timestamp, context: &Context<'_>) -> ModuleView {
    let empty = ModuleView {
        id: "forecast-headline".to_owned(),
        title: TITLE.to_owned(),
        url: Some(MORE.to_owned()),
        is_words: true,
        ..ModuleView::default()
    };
    let Some((story, is_pinned)) = story else {
        let note = "Our forecasters have not written a forecast yet.".to_owned();
        return ModuleView { state: State::Missing, note: Some(note), ..empty };
    };
    let is_old = now.duration_since(story.updated.unwrap_or(story.first_published)) > GOOD_FOR;
    // The byline below has the first moment: the second is named.
    let first = context.moment(story.first_published).words;
    let made = match story.updated.filter(|updated| *updated > story.first_published) {
        Some(updated) => format!("{first}, and updated {}", context.moment(updated).words),
        None => first,
    };
    let note = is_old.then(|| match is_pinned {
        true => format!("This was written {made}; our forecasters keep it here."),
        false => format!("This was written {made}; no newer forecast has been."),
    });
    ModuleView {
        state: if is_old { State::Stale } else { State::Fresh },
        note,
        headline: Some(card::card(story, context)),
        ..empty
    }
}

/// A module that a story names and that there is none of.
pub fn no_headline(name: &str) -> ModuleView {
    ModuleView {
        id: name.replace(':', "-"),
        title: TITLE.to_owned(),
        url: Some(MORE.to_owned()),
        state: State::Failed,
        note: Some("The forecast is not available at present.".to_owned()),
        ..ModuleView::default()
    }
}
