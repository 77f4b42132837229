//! Which message takes the place of which: by references, and by the number of the event (VTEC).

use super::{Alert, Kept, MessageType};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// An event as its office numbers it, and what a message does to it (NWS Instruction 10-1703).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `O` operational, `T` test, `E` and `X` experimental.
    pub class: char,
    /// `NEW`, `CON`, `EXT`, `UPG`, `CAN`, `EXP` …
    pub action: String,
    /// `KMFR.FW.W.0021`: office, phenomenon, significance, number within the year.
    pub name: String,
    /// None until further notice.
    pub ends: Option<Timestamp>,
}

/// Two messages of one number are of one event when they were sent within this: numbers begin anew each year, and an
/// event may cross the turn of the year, so the year itself does not help.
const ONE_YEARS_NUMBER: SignedDuration = SignedDuration::from_hours(24 * 180);

impl Event {
    /// Whether the message says that the event is over, or now another: cancelled, expired, upgraded.
    pub fn is_last_word(&self) -> bool {
        matches!(self.action.as_str(), "CAN" | "EXP" | "UPG")
    }
}

/// The message of which an alert is one danger. A message that speaks of several becomes several alerts; from the second on
/// they bear its name with a mark, `NAME#2`.
pub fn message_name(identifier: &str) -> &str {
    let is_place = |place: &str| place.parse().is_ok_and(|place: u16| place > 1);
    match identifier.rsplit_once('#') {
        Some((message, place)) if !message.is_empty() && is_place(place) => message,
        _ => identifier,
    }
}

/// The name of one danger of a message, counted from 0.
pub fn danger_name(message: &str, place: usize) -> String {
    match place {
        0 => message.to_owned(),
        _ => format!("{message}#{}", place + 1),
    }
}

/// What ties a message to others: its own name, its events, and the names of those it replaces, in this order. Messages that
/// share one are of a family, and the chain is worked out among them.
pub fn ties(alert: &Alert) -> Vec<String> {
    let name = |identifier: &str| format!("{} {identifier}", alert.sender);
    let own = [name(&alert.identifier), name(message_name(&alert.identifier))];
    let events = alert.events.iter().map(|event| format!("{} {}", alert.sender, event.name));
    let replaced = alert.references.iter().map(|identifier| name(identifier));
    let mut known = BTreeSet::new();
    own.into_iter().chain(events).chain(replaced).filter(|tie| known.insert(tie.clone())).collect()
}

/// Whether one is a member of the other's chain.
pub fn are_related(a: &Alert, b: &Alert) -> bool {
    a.sender == b.sender
        && (is_edition(a, b) || is_edition(b, a) || mentions(a, b) || mentions(b, a) || share_an_event(a, b))
}

/// Whether a message names another as replaced. It names messages: with each, all dangers of which that one speaks.
fn mentions(one: &Alert, other: &Alert) -> bool {
    let message = message_name(&other.identifier);
    one.references.iter().any(|named| *named == other.identifier || named == message)
}

/// Whether it is the same message, said otherwise later. It may speak of fewer dangers than before.
fn is_edition(new: &Alert, old: &Alert) -> bool {
    let is_same_message = message_name(&new.identifier) == message_name(&old.identifier);
    new.identifier == old.identifier || (is_same_message && new.sent > old.sent)
}

fn share_an_event(a: &Alert, b: &Alert) -> bool {
    let is_near = a.sent.duration_since(b.sent).abs() < ONE_YEARS_NUMBER;
    is_near && a.events.iter().any(|one| b.events.iter().any(|other| one.name == other.name))
}

/// Of each message of a family, the moment from which it is over: its own end, or when later messages took its place.
///
/// A later message takes the place of an earlier one of the same sender when it names it; when it is the same message
/// said otherwise; or when messages of the same event, sent later, speak for every zone that the earlier one names. A
/// cancellation for one county never silences the next county, whether it names the earlier message or only its event. The
/// order in which messages arrived does not matter.
pub fn settle(family: &[Kept]) -> Vec<Timestamp> {
    family.iter().map(|earlier| over_at(earlier, family)).collect()
}

fn over_at(earlier: &Kept, family: &[Kept]) -> Timestamp {
    let own = earlier.alert.own_end();
    let replaced = family.iter().filter(|later| replaces(later, earlier)).map(|later| moment(later, earlier));
    let by_zones = covered_at(earlier, family);
    replaced.chain(by_zones).fold(own, Timestamp::min)
}

/// Whether a message alone takes the place of an earlier one.
fn replaces(later: &Kept, earlier: &Kept) -> bool {
    let (new, old) = (&later.alert, &earlier.alert);
    if later.id == earlier.id || new.sender != old.sender || !speaks(new) || new.sent < old.sent {
        return false;
    }
    if is_edition(new, old) {
        return (new.sent, later.id) > (old.sent, earlier.id);
    }
    mentions(new, old) && !is_partial(new, old)
}

/// Whether it ends a danger in some zones of an earlier message and leaves others: the weather service cancels a county of a
/// storm warning in a message of its own, and another tells how it goes on in the rest. A message that warns takes the whole
/// place of the one that it names (CAP 1.2, 3.2.1, `msgType`).
fn is_partial(last: &Alert, old: &Alert) -> bool {
    let leaves = || old.zones.iter().any(|zone| !last.zones.contains(zone));
    !last.is_warning() && !last.zones.is_empty() && leaves()
}

/// When messages that name it or are of the same event, sent later, have spoken for all its zones.
fn covered_at(earlier: &Kept, family: &[Kept]) -> Option<Timestamp> {
    let old = &earlier.alert;
    let mut left: BTreeSet<&super::Zone> = old.zones.iter().collect();
    if left.is_empty() {
        return None;
    }
    let mut later: Vec<&Kept> = family
        .iter()
        .filter(|kept| kept.alert.sent > old.sent && kept.alert.sender == old.sender && speaks(&kept.alert))
        .filter(|kept| share_an_event(&kept.alert, old) || mentions(&kept.alert, old))
        .collect();
    later.sort_by_key(|kept| kept.alert.sent);
    for kept in later {
        for zone in &kept.alert.zones {
            left.remove(zone);
        }
        if left.is_empty() {
            return Some(moment(kept, earlier));
        }
    }
    None
}

/// Tests and drafts replace nothing that is meant; acknowledgements and error messages replace nothing at all.
fn speaks(alert: &Alert) -> bool {
    let tells = matches!(alert.message_type, MessageType::Alert | MessageType::Update | MessageType::Cancel);
    alert.is_meant() && tells
}

/// A message takes another's place when it was sent; one that claims to be sent later than it came, when it came.
pub fn moment(later: &Kept, earlier: &Kept) -> Timestamp {
    later.alert.sent.min(later.received_at).max(earlier.alert.sent)
}
