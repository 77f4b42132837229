//! Which alert is the worst, and which make the strip above every page.
//!
//! What a kind of alert is worth is the station's to say ([`Rules::events`]); where it says nothing, [`Level::usual`]
//! does. Of two of one level the one that is higher in [`DEADLIEST`] is worse, then by severity, urgency and certainty;
//! then the one that has begun, then the newer.

use super::{Alert, Certainty, Kept, Phase, Severity, Urgency};
use crate::slug::Slug;
use jiff::Timestamp;
use std::{cmp::Reverse, collections::BTreeMap};

/// What is made of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not shown at all.
    Never,
    /// On the page of alerts only.
    Page,
    /// On the strip too.
    Strip,
    /// On the strip before all others.
    Urgent,
}

/// The station's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// By the name of the event.
    pub events: BTreeMap<String, Level>,
    /// From which level on an alert for this town makes the strip; [`Level::Strip`] where nothing is said.
    pub towns: BTreeMap<Slug, Level>,
}

/// How bad: greater is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(Level, Reverse<usize>, Severity, Urgency, Certainty, bool, Timestamp, i64);

/// Dangers that kill within the hour, the worst first. Events with these names, in any case, are [`Level::Urgent`].
pub const DEADLIEST: [&str; 21] = [
    "Tsunami Warning",
    "Tornado Warning",
    "Extreme Wind Warning",
    "Evacuation Immediate",
    "Evacuation",
    "Fire Warning",
    "Flash Flood Warning",
    "Severe Thunderstorm Warning",
    "Storm Surge Warning",
    "Hurricane Warning",
    "Earthquake Warning",
    "Volcano Warning",
    "Shelter In Place Warning",
    "Civil Danger Warning",
    "Nuclear Power Plant Warning",
    "Radiological Hazard Warning",
    "Hazardous Materials Warning",
    "Law Enforcement Warning",
    "Avalanche Warning",
    "Snow Squall Warning",
    "Dust Storm Warning",
];

impl Level {
    /// Every level, for settings and documentation.
    pub const ALL: [Self; 4] = [Self::Never, Self::Page, Self::Strip, Self::Urgent];

    /// Name in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Page => "page",
            Self::Strip => "strip",
            Self::Urgent => "urgent",
        }
    }

    /// A level by its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// What an alert is worth where the station says nothing: urgent if it is among [`DEADLIEST`], or extreme and no watch; on
    /// the strip if it is a warning, an emergency or severe; else on the page. An event nobody knows is judged alike.
    pub fn usual(alert: &Alert) -> Self {
        let event = alert.event.to_lowercase();
        let is_deadly = place(&event) < DEADLIEST.len();
        if is_deadly || (alert.severity == Severity::Extreme && !event.contains("watch")) {
            Self::Urgent
        } else if event.contains("warning")
            || event.contains("emergency")
            || alert.severity >= Severity::Severe
        {
            Self::Strip
        } else {
            Self::Page
        }
    }
}

fn place(event: &str) -> usize {
    DEADLIEST.iter().position(|name| name.eq_ignore_ascii_case(event)).unwrap_or(DEADLIEST.len())
}

impl Rules {
    /// What an alert is worth to this station.
    pub fn level(&self, alert: &Alert) -> Level {
        let said = self.events.iter().find(|(event, _)| event.eq_ignore_ascii_case(&alert.event));
        said.map_or_else(|| Level::usual(alert), |(_, level)| *level)
    }

    /// Whether it makes the strip: for one of its towns, or for the coverage area when it names no town.
    pub fn makes_strip(&self, kept: &Kept) -> bool {
        let level = self.level(&kept.alert);
        if level == Level::Never || !kept.reach.covered {
            return false;
        }
        let wanted = |town: &Slug| self.towns.get(town).copied().unwrap_or(Level::Strip);
        // A town with “never” does not make the strip, however bad it is.
        let makes = |from: Level| from != Level::Never && level >= from;
        if kept.reach.towns.is_empty() {
            makes(Level::Strip)
        } else {
            kept.reach.towns.iter().any(|town| makes(wanted(town)))
        }
    }

    /// How bad it is.
    pub fn weight(&self, kept: &Kept, now: Timestamp) -> Weight {
        let alert = &kept.alert;
        let has_begun = kept.phase(now) == Phase::Now;
        Weight(
            self.level(alert),
            Reverse(place(&alert.event)),
            alert.severity,
            alert.urgency,
            alert.certainty,
            has_begun,
            alert.sent,
            kept.id,
        )
    }

    /// Those that are shown at a moment, the worst first.
    pub fn shown<'k>(&self, kept: impl IntoIterator<Item = &'k Kept>, now: Timestamp) -> Vec<&'k Kept> {
        let mut shown: Vec<&Kept> = kept
            .into_iter()
            .filter(|kept| kept.reach.covered && kept.phase(now) != Phase::Over)
            .filter(|kept| self.level(&kept.alert) > Level::Never)
            .collect();
        shown.sort_by_key(|kept| Reverse(self.weight(kept, now)));
        shown
    }
}

/// The worst of those that make the strip, and how many more do.
pub fn worst<'k>(
    rules: &Rules,
    kept: impl IntoIterator<Item = &'k Kept>,
    now: Timestamp,
) -> Option<(&'k Kept, usize)> {
    let on_strip: Vec<&Kept> =
        rules.shown(kept, now).into_iter().filter(|kept| rules.makes_strip(kept)).collect();
    on_strip.first().map(|worst| (*worst, on_strip.len() - 1))
}
