//! Pages of alerts and notices: everything that holds now, one message with its chain, both in words only, and what the
//! module and the frame on other sites show of them.
//!
//! The text of an authority is printed word for word, and said to be; where something was taken out of it, that is said.

use serde::Serialize;

use crate::{
    View,
    air::AirBoard,
    chrome::{Head, Link},
    moment::Moment,
};

/// Everything that holds now.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertsPage {
    /// Document head.
    pub head: Head,
    /// What holds.
    pub board: AlertBoard,
    /// The air of towns; none where the station does not tell of it.
    pub air: Option<AirBoard>,
    /// Messages that ended in the last day.
    pub ended: Vec<Link>,
    /// The same for machines and readers of feeds.
    pub downloads: Vec<Link>,
}

impl View for AlertsPage {
    const TEMPLATE: &'static str = "alerts.html";
}

/// The same in words only.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteAlerts {
    /// Document head.
    pub head: Head,
    /// What holds.
    pub board: AlertBoard,
    /// The air of towns; none where the station does not tell of it.
    pub air: Option<AirBoard>,
    /// Path of the full page.
    pub full: String,
}

impl View for LiteAlerts {
    const TEMPLATE: &'static str = "lite-alerts.html";
}

/// What holds: alerts and notices, and how far that can be trusted.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertBoard {
    /// Alerts, the worst first.
    pub alerts: Vec<AlertCard>,
    /// How many more there are than are listed.
    pub more: usize,
    /// Notices of the desk that hold, the gravest first.
    pub notices: Vec<NoticeCard>,
    /// Notices of the desk that have not begun; told after everything that holds.
    pub coming: Vec<NoticeCard>,
    /// What is wrong with the sources, in plain words; empty when nothing is.
    pub trouble: String,
    /// That there is nothing, or that nothing is known; empty when something is listed.
    pub empty: String,
    /// Who warns.
    pub source: Option<Link>,
    /// When the sources were last asked; only where the page is made anew for it.
    pub asked: Option<Moment>,
}

/// An alert in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertCard {
    /// Its page.
    pub url: String,
    /// `Red Flag Warning`.
    pub title: String,
    /// `urgent`, `strip`, `page`: part of a class name.
    pub level: String,
    /// `In effect`, `Begins`.
    pub phase: String,
    /// When it begins, if it has not.
    pub begins: Option<Moment>,
    /// Until when; none until further notice.
    pub ends: Option<Moment>,
    /// Towns of the station, and what is beyond them: `Medford and Ashland`.
    pub towns: String,
    /// Where, in the authority's words.
    pub area: String,
    /// `NWS Medford OR`.
    pub sender: String,
    /// When it was sent.
    pub issued: Moment,
    /// What is to be known beside it: that it should have been renewed; may be empty.
    pub note: String,
}

/// A notice in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoticeCard {
    /// `notice-5`.
    pub id: String,
    /// `evacuation-3`, or `coming` while it has not begun: part of a class name.
    pub kind: String,
    /// `Evacuation Level 3: Go`; of one that has not begun with the moment before it.
    pub label: String,
    /// What the level asks of people; may be empty.
    pub meaning: String,
    /// Its line.
    pub title: String,
    /// Where.
    pub place: String,
    /// What people should know; paragraphs.
    pub words: Vec<String>,
    /// Who says so.
    pub source: String,
    /// When it begins, if it has not.
    pub begins: Option<Moment>,
    /// Until when.
    pub ends: Moment,
    /// When it was last changed.
    pub changed: Moment,
}

/// One message.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertPage {
    /// Document head.
    pub head: Head,
    /// What it says.
    pub message: AlertMessage,
    /// A map, when it has a shape.
    pub map: Option<AlertMap>,
    /// Why there is no map; may be empty.
    pub map_note: String,
    /// The chain, newest first, itself included.
    pub chain: Vec<ChainLine>,
    /// The same for machines.
    pub downloads: Vec<Link>,
}

impl View for AlertPage {
    const TEMPLATE: &'static str = "alert.html";
}

/// One message in words only.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteAlert {
    /// Document head.
    pub head: Head,
    /// What it says.
    pub message: AlertMessage,
    /// The newest of its chain, when that is another.
    pub newest: Option<Link>,
    /// Every message of its chain, the newest first.
    pub chain: Vec<ChainLine>,
    /// The message for programs.
    pub downloads: Vec<Link>,
    /// Path of the full page.
    pub full: String,
}

impl View for LiteAlert {
    const TEMPLATE: &'static str = "lite-alert.html";
}

/// What a message says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertMessage {
    /// `Red Flag Warning`.
    pub title: String,
    /// `now`, `ahead`, `over`: part of a class name.
    pub phase: String,
    /// `In effect until March 5, 2021, 9:00 p.m. PST.`
    pub standing: String,
    /// What took its place, when it is over because of it.
    pub replaced_by: Option<Link>,
    /// What is to be known beside it; may be empty.
    pub notes: Vec<String>,
    /// When, in the station's zone: label and moment.
    pub times: Vec<(String, Moment)>,
    /// Where, in the authority's words.
    pub area: String,
    /// Towns of the station; may be empty.
    pub towns: String,
    /// What else is known: label and words.
    pub facts: Vec<(String, String)>,
    /// What it says, once for each language.
    pub texts: Vec<AlertText>,
    /// `Text of the National Weather Service, unmodified.`
    pub credit: String,
    /// Where there is more; none where the sender names nothing.
    pub web: Option<String>,
}

/// What it says in one language.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertText {
    /// Where it is not the station's.
    pub language: Option<String>,
    /// One line; may be empty.
    pub headline: String,
    /// Paragraphs, each of lines that stand for themselves.
    pub description: Vec<Vec<String>>,
    /// What to do; paragraphs.
    pub instruction: Vec<Vec<String>>,
}

/// A message of a chain.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChainLine {
    /// Its page.
    pub url: String,
    /// `Issued`, `Updated`, `Cancelled`.
    pub what: String,
    /// When it was sent.
    pub sent: Moment,
    /// Its line; may be empty.
    pub headline: String,
    /// Whether it is the page's own.
    pub current: bool,
}

/// A map with the shape of an alert.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlertMap {
    /// What it shows, in words.
    pub title: String,
    /// The drawing.
    pub svg_html: String,
}
