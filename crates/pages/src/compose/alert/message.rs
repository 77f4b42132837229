//! One message: its page, and the same in words only.

use super::{text::paragraphs, words};
use crate::{
    alert::{AlertMessage, AlertPage, AlertText, ChainLine, LiteAlert},
    chrome::{Head, Link},
    compose::{Context, card},
    map::{
        area, own,
        zones::{self, Surfaces},
    },
};
use jiff::Timestamp;
use model::{
    alert::{Kept, MessageType, Phase, Severity, Text, ZoneShape},
    url::{AlertUrl, Url},
};

/// Its page, with its chain, oldest first, and what is known of the zones that it names.
pub fn one(
    kept: &Kept,
    chain: &[Kept],
    shapes: &[ZoneShape],
    now: Timestamp,
    context: &Context<'_>,
) -> AlertPage {
    let surfaces = zones::of(&kept.alert, shapes);
    let map = area::draw(kept, &surfaces, context.station);
    let map_note = map_note(kept, &surfaces, map.is_some());
    AlertPage {
        head: head(kept, AlertUrl::One(kept.id), context),
        message: message(kept, chain, now, false, context),
        map,
        map_note,
        chain: lines(chain, kept, AlertUrl::One, context),
        downloads: vec![as_cap(kept)],
    }
}

/// Where the map is from, or why there is none.
fn map_note(kept: &Kept, surfaces: &Surfaces, is_drawn: bool) -> String {
    let has_own = own::is_there(&kept.alert);
    let refused = own::whole(&kept.alert).err();
    let Surfaces { shapes, missing } = surfaces;
    match (is_drawn, has_own, missing.len()) {
        (true, true, _) => String::new(),
        (true, false, 0) => {
            "This message has no shape of its own; the map shows the zones and counties that it names.".to_owned()
        }
        (true, false, count) => {
            const TOLD: usize = 8;
            let more = if count > TOLD { format!(" and {} more", count - TOLD) } else { String::new() };
            let codes = missing.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
            format!(
                "The map is not whole: it shows {} of the {} zones that this message names. Not on it, because their shapes are not known here: {codes}{more}. Where it holds is told in words.",
                shapes.len(),
                shapes.len() + count
            )
        }
        (false, false, _) if shapes.is_empty() => {
            "This message names zones or counties and has no shape of its own, so there is no map; where it holds is told in words.".to_owned()
        }
        (false, true, _) if let Some(why) = refused => {
            format!("There is no map, because {why}; where it holds is told in words.")
        }
        (false, ..) => "The shape of this message cannot be drawn; where it holds is told in words.".to_owned(),
    }
}

/// The same in words only.
pub fn lite_one(kept: &Kept, chain: &[Kept], now: Timestamp, context: &Context<'_>) -> LiteAlert {
    let message = message(kept, chain, now, true, context);
    LiteAlert {
        head: Head { noindex: true, ..head(kept, AlertUrl::One(kept.id), context) },
        newest: message.replaced_by.clone(),
        message,
        chain: lines(chain, kept, AlertUrl::LiteOne, context),
        downloads: vec![as_cap(kept)],
        full: Url::Alerts(AlertUrl::One(kept.id)).to_string(),
    }
}

fn head(kept: &Kept, url: AlertUrl, context: &Context<'_>) -> Head {
    Head {
        title: format!("{}, {}", kept.alert.event, words::place(kept, context)),
        description: kept.alert.texts.first().map(|text| text.headline.clone()).unwrap_or_default(),
        canonical: Some(context.absolute(&Url::Alerts(url))),
        current: Some(Url::Alerts(AlertUrl::All).to_string()),
        lite: Some(Url::Alerts(AlertUrl::LiteOne(kept.id)).to_string()),
        ..Head::default()
    }
}

fn message(
    kept: &Kept,
    chain: &[Kept],
    now: Timestamp,
    is_lite: bool,
    context: &Context<'_>,
) -> AlertMessage {
    let alert = &kept.alert;
    let phase = kept.phase(now);
    AlertMessage {
        title: alert.event.clone(),
        phase: match phase {
            Phase::Now => "now",
            Phase::Ahead(_) => "ahead",
            Phase::Over => "over",
        }
        .to_owned(),
        standing: standing(kept, now, context),
        replaced_by: replaced_by(kept, chain, now, is_lite, context),
        notes: Some(words::overdue(kept, now, context)).into_iter().filter(|note| !note.is_empty()).collect(),
        times: times(kept, context),
        area: alert.area.clone(),
        towns: words::towns(&kept.reach, context),
        facts: facts(kept),
        texts: alert.texts.iter().map(|text| said(text, context)).collect(),
        credit: credit(kept),
        web: Some(alert.web.clone()).filter(|web| !web.is_empty()),
    }
}

/// Where it stands, in a sentence.
pub(super) fn standing(kept: &Kept, now: Timestamp, context: &Context<'_>) -> String {
    match kept.alert.message_type {
        MessageType::Cancel => "This message cancels a warning; nothing of it is in effect.".to_owned(),
        _ if kept.alert.is_all_clear() => {
            "This message says that the danger is over; nothing of it is in effect.".to_owned()
        }
        _ => words::standing(kept, now, context),
    }
}

/// The newest of the chain, when this one is over and that is another.
fn replaced_by(
    kept: &Kept,
    chain: &[Kept],
    now: Timestamp,
    is_lite: bool,
    context: &Context<'_>,
) -> Option<Link> {
    let newest = chain
        .iter()
        .filter(|other| other.alert.sent > kept.alert.sent)
        .max_by_key(|other| (other.phase(now) != Phase::Over, other.alert.sent, other.id))?;
    if kept.phase(now) != Phase::Over {
        return None;
    }
    let url = if is_lite { AlertUrl::LiteOne(newest.id) } else { AlertUrl::One(newest.id) };
    let words = format!("{} of {}", newest.alert.event, context.moment(newest.alert.sent).words);
    Some(Link::new(words, Url::Alerts(url).to_string()))
}

fn times(kept: &Kept, context: &Context<'_>) -> Vec<(String, crate::Moment)> {
    let alert = &kept.alert;
    let times = [
        ("Issued", Some(alert.sent)),
        ("Begins", alert.onset),
        ("Ends", super::words::end(kept)),
        ("To be renewed by", alert.expires.filter(|expires| Some(*expires) != super::words::end(kept))),
        ("Received here", Some(kept.received_at)),
    ];
    times.into_iter().filter_map(|(label, at)| Some((label.to_owned(), context.moment(at?)))).collect()
}

/// What the parameters of the weather service tell, by their names.
const PARAMETERS: [(&str, &str); 8] = [
    ("tornadoDetection", "Tornado"),
    ("tornadoDamageThreat", "Tornado damage threat"),
    ("thunderstormDamageThreat", "Storm damage threat"),
    ("flashFloodDetection", "Flash flood"),
    ("flashFloodDamageThreat", "Flash flood damage threat"),
    ("maxWindGust", "Strongest gusts"),
    ("maxHailSize", "Largest hail (inches)"),
    ("waterspoutDetection", "Waterspout"),
];

fn facts(kept: &Kept) -> Vec<(String, String)> {
    let alert = &kept.alert;
    let mut facts = vec![("From".to_owned(), alert.sender_name.clone())];
    if alert.severity != Severity::Unknown {
        let words = [alert.severity.as_str(), alert.certainty.as_str(), alert.urgency.as_str()];
        facts.push(("Severity, certainty, urgency".to_owned(), words.join(", ").to_lowercase()));
    }
    for (name, label) in PARAMETERS {
        if let Some(value) = alert.parameter(name) {
            facts.push((label.to_owned(), value.to_lowercase()));
        }
    }
    facts.retain(|(_, words)| !words.is_empty());
    facts
}

fn said(text: &Text, context: &Context<'_>) -> AlertText {
    AlertText {
        language: card::foreign(text.language.split('-').next().unwrap_or_default(), context),
        headline: text.headline.clone(),
        description: paragraphs(&text.description),
        instruction: paragraphs(&text.instruction),
    }
}

fn credit(kept: &Kept) -> String {
    let sender = if kept.alert.sender_name.is_empty() { &kept.alert.sender } else { &kept.alert.sender_name };
    // “NWS Medford OR”: the name by which the office is known in the texts themselves.
    let who = match sender.strip_prefix("NWS ") {
        Some(office) => format!("the National Weather Service ({office})"),
        None => sender.clone(),
    };
    match kept.alert.texts.iter().any(|text| text.altered) {
        false => format!("Text of {who}, unmodified."),
        true => format!("Text of {who}; markup or excess length was taken out of it here."),
    }
}

/// A chain, the newest first, each with its page.
fn lines(
    chain: &[Kept],
    own: &Kept,
    page: impl Fn(i64) -> AlertUrl,
    context: &Context<'_>,
) -> Vec<ChainLine> {
    chain.iter().rev().map(|other| line(other, page(other.id), other.id == own.id, context)).collect()
}

fn as_cap(kept: &Kept) -> Link {
    Link::new("This message as CAP 1.2", Url::Alerts(AlertUrl::Cap(kept.id)).to_string())
}

fn line(kept: &Kept, page: AlertUrl, current: bool, context: &Context<'_>) -> ChainLine {
    let what = match kept.alert.message_type {
        _ if kept.alert.is_all_clear() => "All clear",
        MessageType::Alert => "Issued",
        MessageType::Update => "Updated",
        MessageType::Cancel => "Cancelled",
        MessageType::Ack => "Acknowledged",
        MessageType::Error => "Withdrawn as an error",
    };
    ChainLine {
        url: Url::Alerts(page).to_string(),
        what: format!("{what}: {}", kept.alert.event),
        sent: context.moment(kept.alert.sent),
        headline: kept.alert.texts.first().map(|text| text.headline.clone()).unwrap_or_default(),
        current,
    }
}
