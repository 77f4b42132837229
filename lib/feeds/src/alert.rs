//! Warnings to the public: the weather service's collection in GeoJSON and the Common Alerting Protocol, both as the
//! same plain [`Alert`]; feeds that list messages as an [`Index`]; and CAP 1.2 out.
//!
//! Every text comes from outside and may be anybody's: it is cut to a size, freed of markup and of characters that
//! are no text, and [`Info::altered`] says when that changed anything. One bad alert of many is left out and told; it
//! takes nothing else with it. Times are moments; a field that is missing stays missing.
//!
//! Formats: <https://www.weather.gov/documentation/services-web-api> and OASIS Common Alerting Protocol 1.2 (1 July 2010).

mod cap;
mod coordinates;
mod index;
mod nws;
mod plain;
mod tree;
mod vtec;

pub use cap::{read as read_cap, write as write_cap};
pub use index::{Entry, Index};
pub use nws::{Collection, read as read_nws};
pub use vtec::Vtec;

use jiff::Timestamp;

/// A message about one hazard. Words of lists (`Actual`, `Severe`) stand as the sender wrote them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alert {
    /// Unique for its sender.
    pub id: String,
    /// Who sent it, as machines know them.
    pub sender: String,
    /// When; none for a message that does not say so, which no reader hands out.
    pub sent: Option<Timestamp>,
    /// `Actual`, `Exercise`, `System`, `Test`, `Draft`.
    pub status: String,
    /// `Alert`, `Update`, `Cancel`, `Ack`, `Error`.
    pub message_type: String,
    /// `Public`, `Restricted`, `Private`; may be empty.
    pub scope: String,
    /// Why it was cancelled, or who takes part in the exercise; may be empty.
    pub note: String,
    /// Earlier messages that this one replaces.
    pub references: Vec<Reference>,
    /// When another message took its place, where the source knows.
    pub replaced_at: Option<Timestamp>,
    /// What it says, once for each language and kind of hazard; at least one.
    pub infos: Vec<Info>,
}

/// An earlier message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Its sender.
    pub sender: String,
    /// Its id.
    pub id: String,
    /// When it was sent.
    pub sent: Option<Timestamp>,
}

/// What a message says in one language of one hazard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Info {
    /// BCP 47; `en-US` where nothing is said, as CAP has it.
    pub language: String,
    /// `Red Flag Warning`.
    pub event: String,
    /// `Met`, `Fire`, `Safety` …; the first.
    pub category: String,
    /// `Shelter`, `Evacuate`, `Prepare` …; the first; may be empty.
    pub response: String,
    /// `Immediate`, `Expected`, `Future`, `Past`, `Unknown`.
    pub urgency: String,
    /// `Extreme`, `Severe`, `Moderate`, `Minor`, `Unknown`.
    pub severity: String,
    /// `Observed`, `Likely`, `Possible`, `Unlikely`, `Unknown`.
    pub certainty: String,
    /// From when the message holds.
    pub effective: Option<Timestamp>,
    /// When the hazard begins.
    pub onset: Option<Timestamp>,
    /// When the message has to be renewed: not the end of the hazard.
    pub expires: Option<Timestamp>,
    /// When the hazard ends, where the source says so.
    pub ends: Option<Timestamp>,
    /// `NWS Medford OR`.
    pub sender_name: String,
    /// One line.
    pub headline: String,
    /// The text, with its line ends.
    pub description: String,
    /// What to do, with its line ends.
    pub instruction: String,
    /// Whether a text was cut or freed of markup: then it is not the sender's word for word.
    pub altered: bool,
    /// An address with more, `http:` or `https:`; may be empty.
    pub web: String,
    /// What kind of event it is, in the codes of broadcasters: `TOR`, `RWT`.
    pub event_codes: Vec<String>,
    /// Whatever else was said: name and value, `VTEC`, `NWSheadline`, `maxWindGust` …
    pub parameters: Vec<(String, String)>,
    /// Where.
    pub areas: Vec<Area>,
}

/// Where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Area {
    /// In words.
    pub words: String,
    /// Codes of zones and counties: `ORZ617`, `ORC029`.
    pub ugc: Vec<String>,
    /// Addresses of zones at the source, which tell fire zones from others: `…/zones/fire/ORZ617`.
    pub zones: Vec<String>,
    /// Codes of counties, six digits.
    pub same: Vec<String>,
    /// Rings of latitude and longitude in degrees, the last point the first.
    pub polygons: Vec<Vec<(f64, f64)>>,
    /// Circles.
    pub circles: Vec<Circle>,
    /// Whether it has a polygon or circle that could not be read. Half a shape is never taken for the whole: then there is
    /// none of it here, unless the area has no code either and the other half is all there is.
    pub damaged: bool,
}

impl Area {
    /// Whether a shape tells where it is. A circle without a radius is a point, and no shape.
    pub fn has_shape(&self) -> bool {
        !self.polygons.is_empty() || self.circles.iter().any(|circle| circle.km > 0.0)
    }

    fn has_codes(&self) -> bool {
        !(self.ugc.is_empty() && self.zones.is_empty() && self.same.is_empty())
    }
}

/// A circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Kilometres.
    pub km: f64,
}

/// What a file may hold at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Values of JSON, or elements of XML.
    pub values: usize,
    /// Alerts of a collection.
    pub alerts: usize,
    /// Characters of a description or an instruction; what is longer is cut, and said to be.
    pub text: usize,
    /// Characters of a headline or a name.
    pub line: usize,
    /// Zones, references or parameters of an alert.
    pub list: usize,
    /// Points of the polygons of an alert.
    pub points: usize,
}

impl Default for Limits {
    /// Twice what the whole nation has on its worst day.
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            values: 4_000_000,
            alerts: 10_000,
            text: 20_000,
            line: 600,
            list: 1_000,
            points: 20_000,
        }
    }
}

/// What a document in XML is.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// One message.
    Message(Box<Alert>),
    /// A list of messages.
    Index(Index),
}

/// Read a document of any issuer: its root element tells which it is. Inside an envelope of some other kind, the first
/// message is taken.
///
/// # Errors
/// When it is neither: no XML, cut off, with a document type, too large, or without what every message has.
pub fn read_xml(bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let tree = tree::tree(bytes, limits)?;
    if tree.root().is_some_and(index::is_index) {
        return index::read(&tree, limits).map(Document::Index);
    }
    cap::message(&tree, limits).map(|message| Document::Message(Box::new(message)))
}

/// Why something could not be understood: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what} {remedy}")]
pub struct Problem {
    /// Where: a line, an alert, a field.
    pub at: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: &'static str,
}

impl Problem {
    fn new(at: impl Into<String>, what: impl Into<String>, remedy: &'static str) -> Self {
        Self { at: at.into(), what: what.into(), remedy }
    }
}

/// What to do about a file of another form.
const OTHER_FILE: &str = "Check the address of the source; what it sends is no such file.";
/// What to do about one bad alert.
const TELL_SENDER: &str = "It was left out; the others were read. Tell whoever sends it.";

/// What every alert must have before anybody hears of it.
fn checked(alert: Alert) -> Result<Alert, String> {
    let missing = if alert.id.is_empty() {
        "an identifier"
    } else if alert.sent.is_none() {
        "a time at which it was sent"
    } else if alert.status.is_empty() {
        "a status"
    } else if alert.message_type.is_empty() {
        "a message type"
    } else if alert.infos.iter().any(|info| info.event.is_empty()) {
        "an event"
    } else {
        return Ok(alert);
    };
    Err(format!("It does not have {missing}."))
}

/// A document as text, without the mark of its order of bytes.
fn whole_text<'b>(bytes: &'b [u8], limits: &Limits) -> Result<&'b str, Problem> {
    if bytes.len() > limits.bytes {
        let what = format!("It has more than {} MiB.", limits.bytes >> 20);
        return Err(Problem::new("file", what, OTHER_FILE));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Problem::new(format!("byte {}", error.valid_up_to()), "It is not UTF-8.", OTHER_FILE)
    })?;
    Ok(text.trim_start_matches('\u{feff}'))
}

/// A moment of RFC 3339 in the years 1990 to 2199; none for anything else.
fn moment(text: &str) -> Option<Timestamp> {
    const FIRST: Timestamp = Timestamp::constant(631_152_000, 0);
    const LAST: Timestamp = Timestamp::constant(7_258_118_400, 0);
    let moment: Timestamp = text.trim().parse().ok()?;
    (FIRST..LAST).contains(&moment).then_some(moment)
}
