//! The Common Alerting Protocol, 1.0 to 1.2: any issuer's message in, 1.2 out.
//!
//! Names are taken without their prefixes: issuers write the namespace in many ways, and nothing else in a message has
//! these names.

mod write;

pub use write::write;

use super::{
    Alert, Area, Info, Limits, OTHER_FILE, Problem, Reference, checked, coordinates, index, moment, plain,
    tree::{Element, tree},
};

/// Read one message. Inside an envelope of some other kind, the first message is taken; an index is none.
///
/// # Errors
/// When it is no message: no XML, cut off, with a document type, too large, or without what every message has.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Alert, Problem> {
    let tree = tree(bytes, limits)?;
    if let Some(root) = tree.root().filter(|root| index::is_index(root)) {
        let what = format!("It is an index of messages (<{}>) and no message.", root.name);
        return Err(Problem::new("file", what, OTHER_FILE));
    }
    message(&tree, limits)
}

/// The first message in a tree.
pub(super) fn message(tree: &Element, limits: &Limits) -> Result<Alert, Problem> {
    let Some(message) = tree.find("alert") else {
        let found = tree.root().map(|first| plain::line(&first.name, 40).0).unwrap_or_default();
        return Err(Problem::new("file", format!("It has no <alert>, but <{found}>."), OTHER_FILE));
    };
    let alert = alert(message, limits);
    let at = format!("alert {}", alert.id);
    // Who takes a warning back need not say again what it was.
    let takes_back = alert.message_type == "Cancel" && !alert.references.is_empty();
    if alert.infos.is_empty() && !takes_back {
        let remedy = "A message without any information is for machines only; nothing can be shown of it.";
        return Err(Problem::new(at, "It has no <info>.", remedy));
    }
    checked(alert).map_err(|what| Problem::new(at, what, OTHER_FILE))
}

fn alert(of: &Element, limits: &Limits) -> Alert {
    Alert {
        id: plain::identifier(of.text("identifier"), 300),
        sender: plain::identifier(of.text("sender"), 300),
        sent: moment(of.text("sent")),
        status: of.word("status"),
        // 1.0 had the same words.
        message_type: of.word("msgType"),
        scope: of.word("scope"),
        note: plain::line(of.text("note"), limits.line).0,
        references: of
            .text("references")
            .split_whitespace()
            .filter_map(reference)
            .take(limits.list)
            .collect(),
        replaced_at: None,
        infos: of.all("info").take(20).map(|element| info(element, limits)).collect(),
    }
}

/// `sender,identifier,sent`; an identifier alone is taken too, as some issuers write it.
pub(super) fn reference(text: &str) -> Option<Reference> {
    let parts: Vec<&str> = text.split(',').collect();
    let reference = match parts.as_slice() {
        [sender, id, sent] => {
            let (sender, id) = (plain::identifier(sender, 300), plain::identifier(id, 300));
            Reference { sender, id, sent: moment(sent) }
        }
        [id] => Reference { id: plain::identifier(id, 300), ..Reference::default() },
        _ => return None,
    };
    (!reference.id.is_empty()).then_some(reference)
}

pub(super) fn info(of: &Element, limits: &Limits) -> Info {
    let line = |name: &str| plain::line(of.text(name), limits.line);
    let long = |name: &str| plain::text(of.text(name), limits.text);
    let (headline, description, instruction) = (line("headline"), long("description"), long("instruction"));
    let parameters = of.pairs("parameter").map(|(name, value)| (name, plain::line(value, 2_000).0));
    let parameters: Vec<(String, String)> =
        parameters.filter(|(name, value)| !name.is_empty() && !value.is_empty()).take(100).collect();
    let ending = parameters.iter().find(|(name, _)| name == "eventEndingTime");
    let language = of.word("language");
    let mut left = limits.points;
    Info {
        language: if language.is_empty() { "en-US".to_owned() } else { language },
        event: line("event").0,
        category: of.word("category"),
        response: response(of),
        urgency: of.word("urgency"),
        severity: of.word("severity"),
        certainty: of.word("certainty"),
        effective: moment(of.text("effective")),
        onset: moment(of.text("onset")),
        expires: moment(of.text("expires")),
        ends: ending.and_then(|(_, value)| moment(value)),
        sender_name: line("senderName").0,
        altered: headline.1 || description.1 || instruction.1,
        headline: headline.0,
        description: description.0,
        instruction: instruction.0,
        web: plain::web(of.text("web")),
        event_codes: of
            .pairs("eventCode")
            .filter(|(name, _)| name == "SAME")
            .map(|(_, code)| plain::word(code, 20))
            .filter(|code| !code.is_empty())
            .take(20)
            .collect(),
        parameters,
        areas: of.all("area").take(limits.list).map(|element| area(element, limits, &mut left)).collect(),
    }
}

/// The first of what to do; that nothing is left to do counts wherever it stands.
fn response(of: &Element) -> String {
    let words: Vec<String> = of.all("responseType").map(|element| plain::word(&element.text, 80)).collect();
    let clear = words.iter().find(|word| word.eq_ignore_ascii_case("AllClear"));
    clear.or(words.first()).cloned().unwrap_or_default()
}

pub(super) fn area(of: &Element, limits: &Limits, left: &mut usize) -> Area {
    let codes = |names: &[&str]| -> Vec<String> {
        let pairs = of.pairs("geocode").filter(|(name, _)| names.contains(&name.as_str()));
        // One value may hold several, with spaces between.
        let codes = pairs.flat_map(|(_, value)| value.split_whitespace()).map(|code| plain::word(code, 20));
        codes.filter(|code| !code.is_empty()).take(limits.list).collect()
    };
    let mut polygons = Vec::new();
    let mut damaged = false;
    for element in of.all("polygon") {
        match coordinates::of_cap(&element.text, *left) {
            Some(ring) => {
                *left -= ring.len().min(*left);
                polygons.push(ring);
            }
            None => damaged = true,
        }
    }
    let circles = of.all("circle").take(limits.list).map(|circle| coordinates::circle(&circle.text));
    let circles: Vec<Option<_>> = circles.collect();
    damaged |= circles.contains(&None);
    let area = Area {
        words: plain::line(of.text("areaDesc"), limits.text).0,
        ugc: codes(&["UGC"]),
        zones: Vec::new(),
        same: codes(&["SAME", "FIPS6"]),
        polygons,
        circles: circles.into_iter().flatten().collect(),
        damaged,
    };
    match damaged && area.has_codes() {
        true => Area { polygons: Vec::new(), circles: Vec::new(), ..area },
        false => area,
    }
}
