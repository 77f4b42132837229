//! A notice that the desk keeps for a time: an evacuation level, a shelter, a closed road, a closed or late school. What
//! makes it safe is its end: a forgotten notice goes by itself, and nothing that is over is shown as if it held.

use crate::{slug::Slug, text::is_blank, version::version};
use jiff::{SignedDuration, Timestamp};
use std::borrow::Borrow;
use std::collections::BTreeSet;

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: i64,
    /// What it says.
    pub draft: Draft,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Who changed it last.
    pub by: String,
}

/// What a notice says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Of what kind.
    pub kind: Kind,
    /// One line: `Evacuate now`, `Shelter at the Expo`, `Highway 66 closed`.
    pub title: String,
    /// Where: zone, address or road: `Zones JAC-123 and JAC-124`.
    pub place: String,
    /// The towns that it is for; none for the whole area that the station covers.
    pub towns: BTreeSet<Slug>,
    /// What people should know and do; may be empty.
    pub words: String,
    /// Who says so: `Jackson County Sheriff`.
    pub source: String,
    /// From when.
    pub begins_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}

/// Kinds of notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A level of evacuation.
    Evacuation(Evacuation),
    /// A place to go.
    Shelter,
    /// A road that is closed.
    Road,
    /// A school that is closed or begins late.
    School,
}

/// Oregon's three levels of evacuation, rising.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evacuation {
    /// Level 1.
    BeReady,
    /// Level 2.
    BeSet,
    /// Level 3.
    Go,
}

/// The longest a notice may last without somebody looking at it again.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Most characters of the title.
pub const TITLE_MAX: usize = 120;
/// Most characters of the place.
pub const PLACE_MAX: usize = 200;
/// Most characters of the words.
pub const WORDS_MAX: usize = 2_000;
/// Most characters of the source.
pub const SOURCE_MAX: usize = 120;

/// What is wrong with a draft: which field, what, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's name on the form.
    pub field: &'static str,
    /// What.
    pub what: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

impl Kind {
    /// Every kind, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Evacuation(Evacuation::Go),
        Self::Evacuation(Evacuation::BeSet),
        Self::Evacuation(Evacuation::BeReady),
        Self::Shelter,
        Self::Road,
        Self::School,
    ];

    /// Name in the store and on forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Evacuation(Evacuation::Go) => "evacuation-3",
            Self::Evacuation(Evacuation::BeSet) => "evacuation-2",
            Self::Evacuation(Evacuation::BeReady) => "evacuation-1",
            Self::Shelter => "shelter",
            Self::Road => "road",
            Self::School => "school",
        }
    }

    /// A kind by its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// As readers see it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Evacuation(Evacuation::Go) => "Evacuation Level 3: Go",
            Self::Evacuation(Evacuation::BeSet) => "Evacuation Level 2: Be Set",
            Self::Evacuation(Evacuation::BeReady) => "Evacuation Level 1: Be Ready",
            Self::Shelter => "Shelter",
            Self::Road => "Road closed",
            Self::School => "School closed or late",
        }
    }

    /// What the level asks of people, in the words of Oregon's program; empty for other kinds.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Evacuation(Evacuation::Go) => "Leave now. Do not wait to gather belongings.",
            Self::Evacuation(Evacuation::BeSet) => "Be prepared to leave at a moment’s notice.",
            Self::Evacuation(Evacuation::BeReady) => "Be aware of the danger and plan for leaving.",
            _ => "",
        }
    }

    /// As readers see it while it has not begun: no level and no closure that could be taken for one that holds.
    pub fn label_ahead(self) -> &'static str {
        match self {
            Self::Evacuation(Evacuation::Go) => "Evacuation Level 3 Go",
            Self::Evacuation(Evacuation::BeSet) => "Evacuation Level 2 Be Set",
            Self::Evacuation(Evacuation::BeReady) => "Evacuation Level 1 Be Ready",
            other => other.label(),
        }
    }

    /// What it will ask of people, while it has not begun: nobody is told to leave before the level holds.
    pub fn meaning_ahead(self) -> &'static str {
        match self {
            Self::Evacuation(Evacuation::Go) => {
                "Not in force yet. From then on people there are asked to leave at once, without waiting to gather belongings."
            }
            Self::Evacuation(Evacuation::BeSet) => {
                "Not in force yet. From then on people there are asked to be prepared to leave at a moment’s notice."
            }
            Self::Evacuation(Evacuation::BeReady) => {
                "Not in force yet. From then on people there are asked to be aware of the danger and to plan for leaving."
            }
            Self::Shelter => "Not open yet.",
            Self::Road | Self::School => "Not in force yet.",
        }
    }

    /// Whether it stands on the strip above every page: who has to go, or be set to.
    pub fn makes_strip(self) -> bool {
        matches!(self, Self::Evacuation(Evacuation::Go | Evacuation::BeSet))
    }
}

impl Kind {
    /// Whether it is of something closed or late, and not of people who have to go: a module of its own on the front.
    pub fn is_closing(self) -> bool {
        matches!(self, Self::Road | Self::School)
    }
}

impl Draft {
    /// Whether it is for a town: it names it, or it is for everywhere.
    pub fn is_for(&self, town: &Slug) -> bool {
        self.towns.is_empty() || self.towns.contains(town)
    }
}

impl Notice {
    /// What tells this version from every other one of it. A form carries it, so that nobody saves over what they have
    /// not seen.
    pub fn version(&self) -> String {
        version(&(&self.draft, self.changed_at, &self.by))
    }

    /// Whether it holds at a moment.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.draft.begins_at <= now && now < self.draft.ends_at
    }

    /// Whether it stands on the strip above every page at a moment.
    pub fn is_on_strip(&self, now: Timestamp) -> bool {
        self.holds(now) && self.draft.kind.makes_strip()
    }

    /// Whether it has not begun.
    pub fn is_coming(&self, now: Timestamp) -> bool {
        now < self.draft.begins_at
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.draft.ends_at <= now
    }
}

/// Those that hold before those that come; the gravest first, then the newest.
pub fn in_order<N: Borrow<Notice>>(mut notices: Vec<N>, now: Timestamp) -> Vec<N> {
    let place = |kind: Kind| Kind::ALL.iter().position(|one| *one == kind);
    notices.sort_by_key(|notice| {
        let notice = notice.borrow();
        (notice.is_coming(now), place(notice.draft.kind), std::cmp::Reverse(notice.changed_at), notice.id)
    });
    notices
}

/// Everything that is wrong with a draft.
pub fn faults(draft: &Draft, now: Timestamp) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |field, what, remedy| faults.push(Fault { field, what, remedy });
    let long = |text: &str, most: usize| text.chars().count() > most;
    if is_blank(&draft.title) || long(&draft.title, TITLE_MAX) {
        fault("title", "The notice needs a line of its own.", "Write one of up to 120 characters.");
    }
    if is_blank(&draft.place) || long(&draft.place, PLACE_MAX) {
        fault("place", "It does not say where.", "Name zones, address or road in up to 200 characters.");
    }
    if long(&draft.words, WORDS_MAX) {
        fault("words", "The text is too long.", "Use at most 2,000 characters.");
    }
    if is_blank(&draft.source) || long(&draft.source, SOURCE_MAX) {
        fault(
            "source",
            "It does not say who says so.",
            "Name the authority in up to 120 characters; readers see it.",
        );
    }
    if now.duration_since(draft.begins_at) > LONGEST {
        fault(
            "begins",
            "It would have begun long ago.",
            "Choose a beginning of the last 14 days, or write it in the text.",
        );
    }
    if draft.ends_at <= draft.begins_at || draft.ends_at <= now {
        fault("ends", "It would be over before it begins.", "Choose an end in the future.");
    } else if draft.ends_at.duration_since(now) > LONGEST {
        fault("ends", "It would last too long.", "Choose an end within 14 days; it can be moved later.");
    }
    faults
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn draft(kind: Kind) -> Draft {
        Draft {
            kind,
            title: "Leave now".into(),
            place: "Zone JAC-123".into(),
            towns: BTreeSet::new(),
            words: String::new(),
            source: "Jackson County Sheriff".into(),
            begins_at: at("2021-03-04T10:00:00Z"),
            ends_at: at("2021-03-05T10:00:00Z"),
        }
    }

    #[test]
    fn a_notice_without_a_sensible_end_is_refused() {
        let now = at("2021-03-04T10:00:00Z");
        let good = draft(Kind::Road);
        assert_eq!(faults(&good, now), []);
        for (ends_at, field) in [("2021-03-04T10:00:00Z", "ends"), ("2021-03-19T10:00:00Z", "ends")] {
            let bad = Draft { ends_at: at(ends_at), ..good.clone() };
            assert_eq!(
                faults(&bad, now).iter().map(|fault| fault.field).collect::<Vec<_>>(),
                [field],
                "{ends_at}"
            );
        }
        let begun = |begins_at: &str| faults(&Draft { begins_at: at(begins_at), ..good.clone() }, now);
        assert_eq!(begun("2021-02-18T10:00:00Z"), [], "two weeks of a fire");
        assert_eq!(
            begun("1900-01-01T00:00:00Z").iter().map(|fault| fault.field).collect::<Vec<_>>(),
            ["begins"]
        );
        let bad = Draft { title: "\u{200b}".into(), place: String::new(), source: "x".repeat(121), ..good };
        assert_eq!(
            faults(&bad, now).iter().map(|fault| fault.field).collect::<Vec<_>>(),
            ["title", "place", "source"]
        );
    }

    #[test]
    fn a_notice_is_for_the_towns_that_it_names_or_for_all() {
        let town = |name: &str| Slug::parse(name).unwrap();
        let everywhere = draft(Kind::Shelter);
        assert!(everywhere.is_for(&town("medford")));
        let here = Draft { towns: [town("klamath-falls")].into(), ..everywhere };
        assert!(here.is_for(&town("klamath-falls")) && !here.is_for(&town("medford")));
    }

    #[test]
    fn the_gravest_is_first_and_ends_by_itself() {
        let kept = |id, kind| Notice {
            id,
            draft: draft(kind),
            made_at: at("2021-03-04T10:00:00Z"),
            changed_at: at("2021-03-04T10:00:00Z"),
            by: "Ana".into(),
        };
        let all = [
            kept(1, Kind::School),
            kept(2, Kind::Evacuation(Evacuation::BeReady)),
            kept(3, Kind::Evacuation(Evacuation::Go)),
        ];
        let ids = |all: &[Notice]| {
            let now = at("2021-03-04T10:00:00Z");
            in_order(all.to_vec(), now).iter().map(|notice| notice.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(&all), [3, 2, 1]);
        let mut tomorrow = all.clone();
        tomorrow[2].draft.begins_at = at("2021-03-05T06:00:00Z");
        assert_eq!(ids(&tomorrow), [2, 1, 3], "what comes is after what holds");
        assert!(!all[0].holds(at("2021-03-04T09:59:59Z")) && all[0].holds(at("2021-03-04T10:00:00Z")));
        assert!(all[0].holds(at("2021-03-05T09:59:59Z")) && all[0].is_over(at("2021-03-05T10:00:00Z")));
        assert!(Kind::ALL.iter().all(|kind| Kind::parse(kind.as_str()) == Some(*kind)));
    }
}
