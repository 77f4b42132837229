//! The weather service's alerts: a GeoJSON collection as `/alerts/active` and `/alerts` answer, or one alert alone.

use std::cell::Cell;

use jiff::Timestamp;
use serde::de::DeserializeSeed;

use super::{
    Alert, Area, Info, Limits, OTHER_FILE, Problem, Reference, TELL_SENDER, checked, coordinates, moment,
    plain, whole_text,
};
use crate::node::{Node, Seed};

/// A collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    /// When the source put it together, by its own words.
    pub updated: Option<Timestamp>,
    /// The alerts that could be understood, in the order of the file.
    pub alerts: Vec<Alert>,
    /// What could not be understood, or only in part, and why.
    pub problems: Vec<Problem>,
    /// What is therefore missing: alerts that were left out, and what the answer has on further pages.
    pub left_out: Vec<Problem>,
}

/// Complaints kept; a file with more is wrong in one way all over.
const COMPLAINTS: usize = 100;

/// Read a collection, or one alert.
///
/// # Errors
/// When it is no such file at all: no JSON, cut off, too large, or something else than alerts; when it has features and none
/// of them is an alert.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Collection, Problem> {
    let root = parse(bytes, limits)?;
    let mut collection =
        Collection { updated: text(&root, "updated").and_then(moment), ..Collection::default() };
    let features = match (text(&root, "type"), get(&root, "features")) {
        (Some("FeatureCollection"), Some(Node::List(features))) => features.iter().collect(),
        (Some("Feature"), _) => vec![&root],
        _ => {
            let title = text(&root, "title").map(|title| plain::line(title, 80).0).unwrap_or_default();
            let said = if title.is_empty() { String::new() } else { format!(" It says “{title}”.") };
            return Err(Problem::new("file", format!("It is no collection of alerts.{said}"), OTHER_FILE));
        }
    };
    if features.len() > limits.alerts {
        let what = format!("It has {} alerts, more than {}.", features.len(), limits.alerts);
        return Err(Problem::new("file", what, "Ask the source for an area."));
    }
    let count = features.len();
    for (place, feature) in (1..).zip(features) {
        let name = get(feature, "properties").and_then(|inner| text(inner, "id")).unwrap_or_default();
        let at = format!("alert {place} {}", plain::line(name, 120).0).trim().to_owned();
        match alert(feature, &at, limits, &mut collection.problems) {
            Ok(alert) => collection.alerts.push(alert),
            Err(what) => {
                let problem = Problem::new(at, what, TELL_SENDER);
                complain(&mut collection.problems, problem.clone());
                complain(&mut collection.left_out, problem);
            }
        }
    }
    if let Some(problem) = further(&root) {
        complain(&mut collection.problems, problem.clone());
        complain(&mut collection.left_out, problem);
    }
    // What has no alert in it is another answer: taken for an empty list of alerts it would be an all clear.
    if count > 0 && collection.alerts.is_empty() {
        let first = collection.problems.first().map(|first| format!(" {}", first.what)).unwrap_or_default();
        let what = format!("It has no alert among {count} features.{first}");
        return Err(Problem::new("file", what, OTHER_FILE));
    }
    Ok(collection)
}

/// That the answer goes on elsewhere. The list of active alerts never does; that of all alerts does by the hundred.
fn further(root: &Node) -> Option<Problem> {
    let next = get(root, "pagination").and_then(|pages| text(pages, "next"))?;
    let what = format!("It goes on at “{}”, and only the first page was read.", plain::line(next, 200).0);
    Some(Problem::new("pagination", what, "Ask for active alerts (/alerts/active), and for a smaller area."))
}

fn parse(bytes: &[u8], limits: &Limits) -> Result<Node, Problem> {
    let left = Cell::new(limits.values);
    let mut deserializer = serde_json::Deserializer::from_str(whole_text(bytes, limits)?);
    let root = Seed { left: &left }.deserialize(&mut deserializer).and_then(|root| {
        deserializer.end()?;
        Ok(root)
    });
    root.map_err(|error| {
        let at = format!("line {}, column {}", error.line(), error.column());
        let why = plain::line(&error.to_string(), 120).0;
        Problem::new(at, format!("It is not whole JSON ({why})."), OTHER_FILE)
    })
}

fn alert(feature: &Node, at: &str, limits: &Limits, problems: &mut Vec<Problem>) -> Result<Alert, String> {
    let of = get(feature, "properties").ok_or("It has no properties.")?;
    let word = |name: &str| text(of, name).map(|text| plain::word(text, 300)).unwrap_or_default();
    let name = |name: &str| text(of, name).map(|text| plain::identifier(text, 300)).unwrap_or_default();
    let when = |name: &str| text(of, name).and_then(moment);
    let mut info = info(of, limits);
    for (name, has) in
        [("expires", info.expires.is_some()), ("ends", info.ends.is_some()), ("onset", info.onset.is_some())]
    {
        if !has && text(of, name).is_some() {
            complain(
                problems,
                Problem::new(at, format!("Its “{name}” is no time."), "It was read without it."),
            );
        }
    }
    let mut area = area(of, limits);
    match shape(feature, limits) {
        Ok(polygons) => area.polygons = polygons,
        Err(what) => complain(
            problems,
            Problem::new(at, what, "It was read without a shape; its zones still tell where."),
        ),
    }
    info.areas = vec![area];
    checked(Alert {
        id: name("id"),
        sender: name("sender"),
        sent: when("sent"),
        status: word("status"),
        message_type: word("messageType"),
        scope: word("scope"),
        note: plain::line(text(of, "note").unwrap_or_default(), limits.line).0,
        references: list(of, "references").iter().take(limits.list).filter_map(reference).collect(),
        replaced_at: when("replacedAt"),
        infos: vec![info],
    })
}

fn info(of: &Node, limits: &Limits) -> Info {
    let word = |name: &str| text(of, name).map(|text| plain::word(text, 80)).unwrap_or_default();
    let when = |name: &str| text(of, name).and_then(moment);
    let line = |name: &str| plain::line(text(of, name).unwrap_or_default(), limits.line);
    let long = |name: &str| plain::text(text(of, name).unwrap_or_default(), limits.text);
    let (headline, description, instruction) = (line("headline"), long("description"), long("instruction"));
    let language = word("language");
    Info {
        language: if language.is_empty() { "en-US".to_owned() } else { language },
        event: line("event").0,
        category: word("category"),
        response: word("response"),
        urgency: word("urgency"),
        severity: word("severity"),
        certainty: word("certainty"),
        effective: when("effective"),
        onset: when("onset"),
        expires: when("expires"),
        ends: when("ends"),
        sender_name: line("senderName").0,
        altered: headline.1 || description.1 || instruction.1,
        headline: headline.0,
        description: description.0,
        instruction: instruction.0,
        web: text(of, "web").map(plain::web).unwrap_or_default(),
        event_codes: codes(get(of, "eventCode"), "SAME", 20),
        parameters: parameters(of, limits),
        areas: Vec::new(),
    }
}

fn area(of: &Node, limits: &Limits) -> Area {
    let codes = |node: Option<&Node>, name: &str| codes(node, name, limits.list);
    let geocode = get(of, "geocode");
    Area {
        // As long as a description: a warning for a hundred zones names them all.
        words: plain::line(text(of, "areaDesc").unwrap_or_default(), limits.text).0,
        ugc: codes(geocode, "UGC"),
        same: codes(geocode, "SAME"),
        zones: codes(Some(of), "affectedZones"),
        ..Area::default()
    }
}

fn codes(node: Option<&Node>, name: &str, most: usize) -> Vec<String> {
    let list = node.map(|node| list(node, name)).unwrap_or_default();
    let words = list.iter().filter_map(node_text).map(|text| plain::word(text, 120));
    words.filter(|word| !word.is_empty()).take(most).collect()
}

/// No shape is no fault: most alerts name zones only.
fn shape(feature: &Node, limits: &Limits) -> Result<Vec<Vec<(f64, f64)>>, String> {
    let Some(geometry @ Node::Record(_)) = get(feature, "geometry") else { return Ok(Vec::new()) };
    let kind = text(geometry, "type").unwrap_or_default();
    let rings =
        get(geometry, "coordinates").and_then(|points| coordinates::of_geojson(kind, points, limits.points));
    rings.ok_or_else(|| format!("Its shape ({}) is no surface on Earth.", plain::line(kind, 40).0))
}

fn reference(node: &Node) -> Option<Reference> {
    let word = |name: &str| text(node, name).map(|text| plain::identifier(text, 300)).unwrap_or_default();
    let id = word("identifier");
    let sent = text(node, "sent").and_then(moment);
    (!id.is_empty()).then(|| Reference { sender: word("sender"), id, sent })
}

fn parameters(of: &Node, limits: &Limits) -> Vec<(String, String)> {
    let Some(Node::Record(fields)) = get(of, "parameters") else { return Vec::new() };
    let values = fields.iter().flat_map(|(name, values)| {
        let values = match values {
            Node::List(values) => values.as_slice(),
            one => std::slice::from_ref(one),
        };
        values
            .iter()
            .filter_map(move |value| Some((plain::word(name, 80), plain::line(node_text(value)?, 2_000).0)))
    });
    values.filter(|(name, value)| !name.is_empty() && !value.is_empty()).take(limits.list.min(100)).collect()
}

fn complain(problems: &mut Vec<Problem>, problem: Problem) {
    if problems.len() < COMPLAINTS {
        problems.push(problem);
    }
}

fn get<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Node::Record(fields) = node else { return None };
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    get(node, name).and_then(node_text)
}

fn node_text(node: &Node) -> Option<&str> {
    match node {
        Node::Text(text) => Some(text),
        _ => None,
    }
}

fn list<'n>(node: &'n Node, name: &str) -> &'n [Node] {
    match get(node, name) {
        Some(Node::List(list)) => list,
        _ => &[],
    }
}
