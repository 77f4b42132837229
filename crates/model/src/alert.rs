//! An alert: one message of an authority about a danger, and the rules of what is shown of it, where, and until when.
//!
//! Messages come in chains: a warning, its updates, its cancellation. Nothing here removes a message because a source
//! no longer lists it: a message is over when its own end has come, or when a later message of its sender takes its
//! place. Reading order: [`Alert`] (what a message says), [`chain`] (which message takes the place of which),
//! [`reach`] (whom it concerns), [`rank`] (which one is the worst). [`listed`] is about indexes that only name messages.

pub mod chain;
pub mod listed;
pub mod rank;
pub mod reach;
pub mod strip;
mod words;
mod zone;

pub use chain::{Event, settle};
pub use listed::Listed;
pub use rank::{Level, Rules, Weight, worst};
pub use reach::{Coverage, Reach, Spot};
pub use words::{Certainty, MessageType, Severity, Status, Urgency};
pub use zone::{Zone, ZoneKind, ZoneShape};

use crate::{slug::Slug, source::Health, town::Town};
use jiff::{SignedDuration, Timestamp};

/// A message with neither an end nor a time of expiry is over after this: no warning lasts for ever unseen.
pub const WITHOUT_END: SignedDuration = SignedDuration::from_hours(24);
/// An event “until further notice” outlives the expiry of its last message by this, as updates come late.
pub const FURTHER_NOTICE: SignedDuration = SignedDuration::from_hours(6);

/// One message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alert {
    /// Unique for its sender, or nearly: a source has been seen to use one twice.
    pub identifier: String,
    /// Who sent it, as machines know them.
    pub sender: String,
    /// When.
    pub sent: Timestamp,
    /// Whether it is meant.
    pub status: Status,
    /// What it does.
    pub message_type: MessageType,
    /// Identifiers of the messages it replaces, of the same sender.
    pub references: Vec<String>,
    /// Every message that it names, as it names them, also those of other senders. Empty in a message that was kept
    /// before this was: then only their identifiers are known.
    pub named: Vec<Reference>,
    /// `Red Flag Warning`.
    pub event: String,
    /// `Met`, `Fire`; may be empty.
    pub category: String,
    /// `Avoid`, `Evacuate`; may be empty.
    pub response: String,
    /// How soon.
    pub urgency: Urgency,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub certainty: Certainty,
    /// From when it holds; before that it is announced.
    pub effective: Option<Timestamp>,
    /// When the danger begins.
    pub onset: Option<Timestamp>,
    /// When the message should be renewed: not the end of the danger.
    pub expires: Option<Timestamp>,
    /// When the danger ends, if the source says so.
    pub ends: Option<Timestamp>,
    /// `NWS Medford OR`.
    pub sender_name: String,
    /// An address with more; may be empty.
    pub web: String,
    /// Where, in words.
    pub area: String,
    /// Zones and counties.
    pub zones: Vec<Zone>,
    /// Counties, six digits.
    pub same: Vec<String>,
    /// Rings of latitude and longitude.
    pub polygons: Vec<Vec<(f64, f64)>>,
    /// Latitude, longitude, kilometres.
    pub circles: Vec<(f64, f64, f64)>,
    /// Of a message that has shapes, the codes of those of its areas that have none: there, codes tell where.
    pub beside: Codes,
    /// What it says, once for each language; at least one.
    pub texts: Vec<Text>,
    /// Events that it speaks of.
    pub events: Vec<Event>,
    /// What it is in the codes of broadcasters: `TOR`, `RWT`.
    pub event_codes: Vec<String>,
    /// What else is told: name and value.
    pub parameters: Vec<(String, String)>,
}

/// Places by their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// Zones and counties.
    pub zones: Vec<Zone>,
    /// Counties, six digits, where no zone is named.
    pub same: Vec<String>,
}

/// An earlier message, as a later one names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Its sender; may be empty.
    pub sender: String,
    /// Its identifier.
    pub identifier: String,
    /// When it was sent, where that was told.
    pub sent: Option<Timestamp>,
}

/// What a message says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// BCP 47.
    pub language: String,
    /// The danger in this language.
    pub event: String,
    /// One line.
    pub headline: String,
    /// The text.
    pub description: String,
    /// What to do.
    pub instruction: String,
    /// Whether anything was cut or taken out: then it is not the sender's word for word.
    pub altered: bool,
}

/// A message as the station keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its number, which is its address.
    pub id: i64,
    /// The number of the first message of its chain.
    pub chain: i64,
    /// When the station had it.
    pub received_at: Timestamp,
    /// Not shown as in force from here on: its own end, or when a later message took its place.
    pub over_at: Timestamp,
    /// Whom it concerns.
    pub reach: Reach,
    /// What it says.
    pub alert: Alert,
}

/// Where a danger stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Announced: begins at that moment.
    Ahead(Timestamp),
    /// Going on.
    Now,
    /// Over.
    Over,
}

impl Alert {
    /// Whether it announces a danger that is meant: not an exercise, a test, a draft, a cancellation, an all clear, or the
    /// last word of an event.
    pub fn is_warning(&self) -> bool {
        let announces = matches!(self.message_type, MessageType::Alert | MessageType::Update);
        let is_last_word = !self.events.is_empty() && self.events.iter().all(Event::is_last_word);
        self.is_meant() && announces && !is_last_word && !self.is_all_clear()
    }

    /// Whether it says that the danger is over: the response `AllClear`, or an update of what nobody needs to respond to any
    /// more (CAP 1.2, 3.2.2: `responseType`, `urgency`). A first message of the past, as of an earthquake, is told as any other.
    pub fn is_all_clear(&self) -> bool {
        let is_past = self.message_type == MessageType::Update && self.urgency == Urgency::Past;
        self.response.eq_ignore_ascii_case("AllClear") || is_past
    }

    /// Whether it is no exercise, test or draft, by its status, its codes or its words: those are kept, and shown nowhere.
    pub fn is_meant(&self) -> bool {
        let names = std::iter::once(&self.event).chain(self.texts.iter().map(|text| &text.event));
        let is_test = self.events.iter().any(|event| event.class == 'T')
            || self.event_codes.iter().any(|code| words::is_test_code(code))
            || names.into_iter().any(|name| words::is_test(name))
            || self.texts.iter().any(|text| words::says_test(&text.headline));
        self.status == Status::Actual && !is_test
    }

    /// Whether a shape tells where it holds. A circle without a radius is a point, and no shape.
    pub fn has_shape(&self) -> bool {
        !self.polygons.is_empty() || self.circles.iter().any(|(.., km)| *km > 0.0)
    }

    /// The moment from which it is over when no other message comes.
    ///
    /// `ends` is the end of the danger and wins over `expires`, which is only when the message should have been renewed.
    /// Without both, [`WITHOUT_END`]; until further notice, `expires` and [`FURTHER_NOTICE`].
    pub fn own_end(&self) -> Timestamp {
        let later = |from: Timestamp, by| from.saturating_add(by).unwrap_or(Timestamp::MAX);
        if !self.is_warning() {
            return self.sent;
        }
        match (self.ends, self.expires) {
            (Some(ends), _) => ends,
            (None, Some(expires)) if self.is_until_further_notice() => later(expires, FURTHER_NOTICE),
            (None, Some(expires)) => expires,
            (None, None) => later(self.sent, WITHOUT_END),
        }
    }

    /// Whether its event is said to go on until further notice.
    pub fn is_until_further_notice(&self) -> bool {
        self.ends.is_none() && self.events.iter().any(|event| !event.is_last_word() && event.ends.is_none())
    }

    /// When the danger begins: its onset, or when the message takes effect, or when it was sent. A beginning after its own end
    /// is none.
    pub fn begins(&self) -> Timestamp {
        let end = self.own_end();
        let mut told = [self.onset, self.effective].into_iter().flatten();
        told.find(|at| *at < end).unwrap_or(self.sent)
    }

    /// The text for readers of a language; the first when there is none in it.
    pub fn text(&self, language: &str) -> Option<&Text> {
        let wanted = |text: &&Text| {
            let own = text.language.split('-').next().unwrap_or_default();
            own.eq_ignore_ascii_case(language.split('-').next().unwrap_or_default())
        };
        self.texts.iter().find(wanted).or_else(|| self.texts.first())
    }

    /// The first value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Kept {
    /// Where the danger stands.
    pub fn phase(&self, now: Timestamp) -> Phase {
        if now >= self.over_at {
            Phase::Over
        } else if self.alert.begins() > now {
            Phase::Ahead(self.alert.begins())
        } else {
            Phase::Now
        }
    }

    /// Whether it is still in force though it should have been renewed.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        now < self.over_at && self.alert.expires.is_some_and(|expires| expires <= now)
    }
}

/// When a page that shows this message has to be made anew by the mere passing of time.
pub fn turns(alert: &Alert) -> Vec<Timestamp> {
    let mut turns: Vec<Timestamp> =
        [Some(alert.begins()), alert.expires, Some(alert.own_end())].into_iter().flatten().collect();
    turns.sort_unstable();
    turns.dedup();
    turns
}

/// How the sources are doing: since when they could not be asked, when that is longer than the patience allows.
///
/// `health` is of the source that has been silent the longest; a station that never could ask says so too.
pub fn silent_since(health: &Health, patience: SignedDuration, now: Timestamp) -> Option<Silence> {
    match health.last_success {
        None if health.last_try.is_some() => Some(Silence::Failing),
        None => Some(Silence::Ever),
        Some(last) if now.duration_since(last) > patience => Some(Silence::Since(last)),
        Some(_) => None,
    }
}

/// Since when a source is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It was never asked.
    Ever,
    /// It was asked, and has never answered.
    Failing,
    /// Since its last good answer.
    Since(Timestamp),
}

/// What the station has to do with alerts: from its settings.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// How many sources there are; none means that the station tells of no alerts.
    pub sources: usize,
    /// What it covers.
    pub coverage: Coverage,
    /// What each kind of alert is worth.
    pub rules: Rules,
    /// How long the sources may be silent before readers are told.
    pub patience: SignedDuration,
    /// Who warns, as readers see it.
    pub credit: String,
    /// Where readers find more of that.
    pub credit_url: Option<String>,
}

impl Spot {
    /// The place that a town is.
    pub fn of(town: &Town) -> Self {
        let code = |code: &Option<crate::town::Ugc>| code.as_ref().map(|code| code.as_str().to_owned());
        Self {
            slug: town.slug.clone(),
            name: town.name.clone(),
            at: (town.at.latitude, town.at.longitude),
            forecast: code(&town.zones.forecast),
            county: code(&town.zones.county),
            fire: code(&town.zones.fire),
            fips: town.same.as_ref().map(|same| same.fips().to_owned()),
        }
    }
}

/// The name of the whole noun, as a source and in settings.
pub const NAME: &str = "alerts";

/// The name under which the health of the n-th source is kept.
pub fn source(number: usize) -> Option<Slug> {
    Slug::parse(&format!("{NAME}-{}", number + 1)).ok()
}

#[cfg(test)]
mod tests;
