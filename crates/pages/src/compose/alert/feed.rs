//! The Atom feed of alerts and notices. Who reads feeds keeps entries, so each says until when it holds and, afterwards,
//! what became of it; and a feed that may lack warnings says so, for an empty one looks like a calm day.

use super::{
    Now,
    message::standing,
    notice::{self, changed_at},
    text::sentences,
    words,
};
use crate::compose::Context;
use feeds::{Channel, Item};
use jiff::Timestamp;
use model::{
    alert::{Alert, Kept, MessageType, Phase, Silence, chain::moment},
    notice::Notice,
    url::{AlertUrl, Url},
};

/// Entries of the feed.
pub const ITEMS: u64 = 60;

/// What the feed is made of.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// Messages that came lately.
    pub alerts: Vec<Kept>,
    /// Notices of the desk, also those that ended lately.
    pub notices: Vec<Notice>,
    /// When the station had nothing to tell yet: the moment of a feed without entries.
    pub since: Timestamp,
    /// Since when a source could not be asked, beyond patience.
    pub silence: Option<Silence>,
    /// The moment.
    pub now: Timestamp,
}

impl Feed {
    /// When it last changed: a message came, began or ended, a notice was made, changed, began or ended.
    pub fn changed(&self) -> Timestamp {
        let alerts = self.alerts.iter().map(|kept| turned_at(kept, self.now));
        let notices = self.notices.iter().map(|notice| changed_at(notice, self.now));
        alerts.chain(notices).max().unwrap_or(self.since)
    }
}

/// The feed, newest change first.
pub fn feed(feed: &Feed, context: &Context<'_>) -> String {
    let alerts = feed.alerts.iter().map(|kept| (turned_at(kept, feed.now), entry(kept, feed, context)));
    let notices = feed
        .notices
        .iter()
        .map(|notice| (changed_at(notice, feed.now), notice::entry(notice, feed.now, context)));
    let mut items: Vec<(Timestamp, Item)> = notices.chain(alerts).collect();
    items.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let trouble = trouble(feed, context);
    let about = "Warnings for the area that this station covers, with their updates and cancellations, and the notices of \
                 its newsroom";
    let doubt = (!trouble.is_empty()).then(|| doubtful(feed, &trouble, context));
    feeds::atom::write(&Channel {
        title: format!("{}: alerts", context.station.name),
        link: context.absolute(&Url::Alerts(AlertUrl::All)),
        self_link: context.absolute(&Url::Alerts(AlertUrl::Atom)),
        description: match (context.station.alerts.sources, trouble.is_empty()) {
            (0, _) => {
                "This station does not carry alerts of an authority. These are the notices of its newsroom."
                    .to_owned()
            }
            (_, true) => about.to_owned(),
            (_, false) => sentences(&[about, "Warnings may be missing", &trouble]),
        },
        language: context.station.language.clone(),
        updated: doubt.as_ref().map_or(feed.changed(), |doubt| doubt.updated.max(feed.changed())),
        icon: None,
        items: doubt.into_iter().chain(items.into_iter().map(|(_, item)| item)).collect(),
    })
}

/// What is wrong with the sources, in the words of the page; empty when nothing is.
fn trouble(feed: &Feed, context: &Context<'_>) -> String {
    match context.station.alerts.sources {
        0 => String::new(),
        _ => words::trouble(&Now { now: feed.now, silence: feed.silence, ..Now::default() }, context),
    }
}

/// That warnings may be missing, as an entry: few programs show what a feed says of itself. One silence is one entry.
fn doubtful(feed: &Feed, trouble: &str, context: &Context<'_>) -> Item {
    let link = context.absolute(&Url::Alerts(AlertUrl::All));
    let patience = context.station.alerts.patience;
    let (at, name) = match feed.silence {
        Some(Silence::Since(since)) => {
            let noticed = since.saturating_add(patience).unwrap_or(since);
            (noticed, format!("silent-{}", since.as_second()))
        }
        Some(Silence::Failing) => (feed.since, "never-answered".to_owned()),
        Some(Silence::Ever) | None => (feed.since, "never-asked".to_owned()),
    };
    Item {
        id: format!("{link}#{name}"),
        link,
        title: "Warnings may be missing".to_owned(),
        summary: trouble.to_owned(),
        authors: vec![context.station.name.clone()],
        published: at,
        updated: at,
        ..Item::default()
    }
}

/// When what is said of a message last changed: it came, it began, it was over.
fn turned_at(kept: &Kept, now: Timestamp) -> Timestamp {
    let turns = match kept.alert.is_warning() {
        true => vec![kept.alert.begins(), kept.over_at],
        false => Vec::new(),
    };
    turns.into_iter().filter(|turn| *turn <= now).fold(kept.received_at, Timestamp::max)
}

/// What became of a warning; before it is over, of what kind the message is.
fn state(kept: &Kept, feed: &Feed) -> String {
    let alert = &kept.alert;
    match alert.message_type {
        _ if alert.is_warning() && kept.phase(feed.now) == Phase::Over => end(kept, feed).to_owned(),
        _ if alert.is_all_clear() => "all clear".to_owned(),
        kind => kind.as_str().to_lowercase(),
    }
}

/// How a warning that is over came to its end.
fn end(kept: &Kept, feed: &Feed) -> &'static str {
    if kept.over_at >= kept.alert.own_end() {
        return "ended";
    }
    // Over before its own end: another message of its chain took its place at that moment.
    let took = |later: &&Kept| {
        later.chain == kept.chain && later.id != kept.id && moment(later, kept) == kept.over_at
    };
    let heirs: Vec<&Alert> = feed.alerts.iter().filter(took).map(|later| &later.alert).collect();
    match heirs.iter().any(|heir| heir.is_warning()) {
        false if heirs.iter().any(|heir| cancels(heir)) => "cancelled",
        false if heirs.iter().any(|heir| heir.is_all_clear()) => "ended by an all clear",
        _ => "replaced",
    }
}

fn cancels(alert: &Alert) -> bool {
    let by_event = !alert.events.is_empty() && alert.events.iter().all(|event| event.action == "CAN");
    alert.message_type == MessageType::Cancel || by_event
}

fn entry(kept: &Kept, feed: &Feed, context: &Context<'_>) -> Item {
    let alert = &kept.alert;
    let headline = alert.texts.first().map(|text| text.headline.as_str()).unwrap_or_default();
    let link = context.absolute(&Url::Alerts(AlertUrl::One(kept.id)));
    Item {
        id: link.clone(),
        link,
        title: format!("{} ({}), {}", alert.event, state(kept, feed), words::place(kept, context)),
        summary: sentences(&[headline, &standing(kept, feed.now, context)]),
        authors: vec![alert.sender_name.clone()],
        published: alert.sent,
        updated: turned_at(kept, feed.now).max(alert.sent),
        ..Item::default()
    }
}
