//! A radar in a card: the picture of a frame, what it shows in words, and how far that can be trusted.

use super::{Now, angle, clock, page_of, parts, seen};
use crate::{
    compose::Context,
    module::{RadarCard, RadarMark, RadarStill, State},
};
use model::{
    radar::{Condition, Frame, Layer, Product, STILL_PIXELS},
    url::{RadarUrl, Url},
};

/// The card of a radar; `at` is the frame that was asked for, if one was.
pub fn card(now: &Now<'_>, at: Option<&Frame>, context: &Context<'_>) -> RadarCard {
    let condition = now.condition(context);
    let (state, note) = condition_words(now, context);
    let mut card = RadarCard {
        id: now.site.id.slug().to_string(),
        site: now.site.id.to_string(),
        name: now.site.name.clone(),
        url: page_of(now.site, context),
        state,
        condition: condition.as_str().to_owned(),
        note,
        said: said(now, context),
        ahead: now.newest().is_some_and(|newest| newest.at > now.now),
        ..RadarCard::default()
    };
    // A silent radar says nothing of now; a moment that somebody asks for by its name is told as what it is.
    let is_past = condition == Condition::Silent;
    let Some(frame) = at.or_else(|| now.newest().filter(|_| !is_past)) else { return card };
    if at.is_some() {
        card.said = seen::seen(frame, now, context);
    }
    card.taken = Some(context.moment(frame.at));
    seen::sweep(frame, now).words().clone_into(&mut card.partial);
    card.parts = parts::told(frame, now, context);
    card.still = frame.layer(Product::Lowest).map(|layer| still(frame, layer, context));
    card
}

/// What is seen; of a silent radar that it is silent.
pub(super) fn said(now: &Now<'_>, context: &Context<'_>) -> String {
    let whom = whom(now);
    match (now.condition(context), now.newest()) {
        (Condition::Silent, Some(newest)) => {
            let since = context.moment(newest.at).words;
            format!("No data from {whom} since {since}. This does not mean that it is dry.")
        }
        (_, Some(newest)) => seen::seen(newest, now, context),
        (_, None) => format!("Nothing has come from {whom} yet. This does not mean that it is dry."),
    }
}

/// A radar by its letters.
fn whom(now: &Now<'_>) -> String {
    if now.site.id.is_mosaic() { "any of these radars".to_owned() } else { now.site.id.to_string() }
}

/// How far a radar can be trusted, and what is wrong with it in words.
pub fn condition_words(now: &Now<'_>, context: &Context<'_>) -> (State, Option<String>) {
    let id = whom(now);
    let since = now.newest().map(|newest| clock(newest.at, now.now, context)).unwrap_or_default();
    match now.condition(context) {
        Condition::Fresh => {
            // Of several radars some may be missing: the picture is of now, and not whole.
            let missing =
                now.newest().map(|newest| parts::left_out(newest, now, context)).unwrap_or_default();
            match missing.is_empty() {
                true => (State::Fresh, None),
                false => (State::Stale, Some(missing.join(" "))),
            }
        }
        Condition::Stale if now.newest().is_some_and(|newest| newest.at > now.now) => {
            (State::Stale, Some(format!("The last picture says to be of {since}, which is in the future.")))
        }
        Condition::Stale => {
            let age = context.station.radar.max_age.as_mins();
            let words = format!(
                "The last picture is of {since}, more than {age} minutes ago; nothing newer has come since."
            );
            (State::Stale, Some(words))
        }
        // The sentence beside it says since when.
        Condition::Silent | Condition::None => {
            (State::Missing, Some("What falls now is not known.".to_owned()))
        }
        Condition::Maintenance => {
            (State::Stale, Some(format!("Somebody works on {id}: what it shows may be a test.")))
        }
    }
}

fn still(frame: &Frame, layer: &Layer, context: &Context<'_>) -> RadarStill {
    let (product, title) = (layer.product, layer.title());
    let picture = RadarUrl::Still(frame.radar.clone(), frame.id, product);
    let scale = context.station.radar.scales.get(&product.measure());
    let mark = |mark: &model::radar::Mark| {
        let [red, green, blue] = mark.colour;
        RadarMark {
            label: mark.label.clone(),
            meaning: mark.meaning.to_owned(),
            colour: format!("#{red:02x}{green:02x}{blue:02x}"),
        }
    };
    RadarStill {
        picture: Url::Radar(picture).to_string(),
        lines: Url::Radar(RadarUrl::Lines(frame.radar.clone())).to_string(),
        side: STILL_PIXELS,
        title: match frame.parts.is_empty() {
            true => format!("{title}, {}, {}", layer.note(), angle(layer.tilt_deg)),
            false => format!("{title}, the lowest beam of several radars"),
        },
        legend: scale.map(|scale| scale.marks.iter().map(mark).collect()).unwrap_or_default(),
    }
}
