//! An index of messages: a feed in Atom or RSS whose entries carry a CAP message, or lead to one, or tell the most
//! important of one in elements of their own, as the weather service's do.
//!
//! Formats: RFC 4287, RSS 2.0, OASIS “CAP Feeds” 1.0 (12 January 2010). Nothing is fetched here; addresses are handed out as
//! they stand, and are anybody's.

use jiff::Timestamp;

use super::{Alert, Limits, OTHER_FILE, Problem, TELL_SENDER, cap, checked, moment, plain, tree::Element};

/// An index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// `atom` or `rss`.
    pub form: &'static str,
    /// Its title.
    pub title: String,
    /// When it was put together, by its own words.
    pub updated: Option<Timestamp>,
    /// Its entries, the newest first; those without a time last. No two have the same id.
    pub entries: Vec<Entry>,
    /// What was left out, and why.
    pub problems: Vec<Problem>,
}

/// An entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Unique in the index.
    pub id: String,
    /// When it was last changed; when it was made, where only that is told.
    pub updated: Option<Timestamp>,
    /// One line.
    pub title: String,
    /// The identifier of the message, where the entry names it; else empty.
    pub identifier: String,
    /// The message itself, where the entry carries it.
    pub message: Option<Alert>,
    /// Where the message is, as the entry writes it: an address of the web, or one beside the index's own.
    pub link: Option<String>,
    /// What the entry's own elements tell of the message, where that is enough for an alert. Its words are a summary.
    pub summary: Option<Alert>,
}

/// Entries that are kept of one index.
const MOST: usize = 5_000;
/// Complaints kept.
const COMPLAINTS: usize = 20;

pub(super) fn is_index(root: &Element) -> bool {
    matches!(root.name.as_str(), "feed" | "rss" | "RDF")
}

/// The index that a tree holds.
pub(super) fn read(tree: &Element, limits: &Limits) -> Result<Index, Problem> {
    let Some(root) = tree.root().filter(|root| is_index(root)) else {
        return Err(Problem::new("file", "It is no index.", OTHER_FILE));
    };
    let mut index = Index { form: "rss", ..Index::default() };
    let (head, found): (&Element, Vec<&Element>) = if root.name == "feed" {
        index.form = "atom";
        (root, root.all("entry").collect())
    } else {
        // RSS 1.0 has its items beside the channel.
        let channel = root.children.iter().find(|child| child.name == "channel").unwrap_or(root);
        (channel, channel.all("item").chain(root.all("item")).collect())
    };
    index.title = plain::line(head.text("title"), limits.line).0;
    index.updated = time(head, &["updated", "lastBuildDate", "pubDate", "date"]);
    for (place, element) in (1..).zip(found) {
        match entry(element, limits) {
            Ok(entry) => index.entries.push(entry),
            Err(what) if index.problems.len() < COMPLAINTS => {
                index.problems.push(Problem::new(format!("entry {place}"), what, TELL_SENDER));
            }
            Err(_) => {}
        }
    }
    index.entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
    let mut seen = std::collections::HashSet::new();
    index.entries.retain(|entry| seen.insert(entry.id.clone()));
    if index.entries.len() > MOST {
        let what = format!("It has {} entries; the newest {MOST} of them were read.", index.entries.len());
        index.problems.push(Problem::new("index", what, "Ask the source for an area."));
        index.entries.truncate(MOST);
    }
    Ok(index)
}

fn entry(of: &Element, limits: &Limits) -> Result<Entry, String> {
    let link = link(of);
    let id = [of.text("id"), of.text("guid"), link.as_deref().unwrap_or_default()]
        .into_iter()
        .map(|id| plain::line(id, 500).0)
        .find(|id| !id.is_empty());
    let message = carried(of, limits)?;
    let identifier = plain::identifier(of.text("identifier"), 300);
    let named = message.as_ref().map(|message| message.id.clone());
    let id = id.or(named).ok_or("It has no id.")?;
    let updated = time(of, &["updated", "published", "pubDate", "date", "sent"]);
    let title = plain::line(of.text("title"), limits.line).0;
    let summary = summary(of, &id, updated, limits);
    if message.is_none() && link.is_none() && summary.is_none() {
        return Err("It neither carries a message nor leads to one.".to_owned());
    }
    Ok(Entry { id, updated, title, identifier, message, link, summary })
}

/// The message within an entry: as elements, or as text of its content.
fn carried(of: &Element, limits: &Limits) -> Result<Option<Alert>, String> {
    if of.find("alert").is_some() {
        return cap::message(of, limits).map(Some).map_err(|problem| problem.what);
    }
    for content in ["content", "encoded", "description"] {
        let text = of.text(content);
        let is_message = text.starts_with('<') && text.contains("<alert") && text.contains("<identifier");
        if is_message {
            return cap::read(text.as_bytes(), limits).map(Some).map_err(|problem| problem.what);
        }
    }
    Ok(None)
}

/// Where the message of an entry is: the address that is said to be CAP, else one that is named like it, else one of which
/// nothing else is said.
fn link(of: &Element) -> Option<String> {
    let mut best: Option<(u8, &str)> = None;
    for element in &of.children {
        let (address, rank) = match element.name.as_str() {
            "link" if element.attribute("href").is_empty() => (element.text.trim(), rank(element, 3)),
            "link" => (element.attribute("href"), rank(element, rank_of_relation(element.attribute("rel")))),
            "enclosure" => (element.attribute("url"), rank(element, 2)),
            "content" => (element.attribute("src"), rank(element, 2)),
            "guid" if element.attribute("isPermaLink") != "false" => {
                (element.text.trim(), rank(element, 4).filter(|_| is_named_so(element.text.trim())))
            }
            _ => continue,
        };
        let Some(rank) = rank.filter(|_| is_address(address)) else { continue };
        let rank = if is_named_so(address) { rank.min(2) } else { rank };
        if best.is_none_or(|(other, _)| rank < other) {
            best = Some((rank, address));
        }
    }
    best.map(|(_, address)| address.to_owned())
}

/// By media type: CAP is what is looked for, pages and pictures are not. Else as the kind of the link tells.
fn rank(element: &Element, otherwise: u8) -> Option<u8> {
    let media_type =
        element.attribute("type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media_type.as_str() {
        "application/cap+xml" | "application/common-alerting-protocol+xml" => Some(0),
        "application/xml" | "text/xml" => Some(1.max(otherwise.min(3))),
        "" if otherwise < 9 => Some(otherwise),
        _ => None,
    }
}

/// Of a link of Atom: `self`, `edit`, `license` and the like lead elsewhere.
fn rank_of_relation(relation: &str) -> u8 {
    match relation {
        "enclosure" => 2,
        "" | "alternate" => 3,
        "related" => 4,
        _ => 9,
    }
}

/// Named like a message.
fn is_named_so(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    path.ends_with(".cap") || path.ends_with(".xml")
}

fn is_address(text: &str) -> bool {
    !text.is_empty() && text.len() <= 2_000 && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What the elements of an entry tell, as an alert whose words are not the sender's own text.
fn summary(of: &Element, id: &str, updated: Option<Timestamp>, limits: &Limits) -> Option<Alert> {
    let mut info = cap::info(of, limits);
    if info.event.is_empty() {
        return None;
    }
    let mut left = limits.points;
    info.areas = vec![cap::area(of, limits, &mut left)];
    if info.headline.is_empty() {
        info.headline = plain::line(of.text("title"), limits.line).0;
    }
    if info.description.is_empty() {
        info.description = plain::text(of.text("summary"), limits.text).0;
    }
    info.altered = true;
    let author = of.all("author").next();
    let sender = [of.text("sender"), author.map_or("", |author| author.text("name"))];
    let message_type = [of.word("msgType"), of.word("message_type")];
    let references = of.text("references").split_whitespace().filter_map(cap::reference);
    checked(Alert {
        id: identifier(of, id),
        sender: sender
            .into_iter()
            .map(|sender| plain::identifier(sender, 300))
            .find(|s| !s.is_empty())
            .unwrap_or_default(),
        sent: moment(of.text("sent"))
            .or_else(|| time(of, &["published", "updated", "pubDate", "date"]))
            .or(updated),
        status: of.word("status"),
        message_type: message_type.into_iter().find(|word| !word.is_empty()).unwrap_or_default(),
        scope: of.word("scope"),
        note: String::new(),
        references: references.take(limits.list).collect(),
        replaced_at: None,
        infos: vec![info],
    })
    .ok()
}

/// As the entry names it; else what its own id names, which often is an address that ends with the identifier.
fn identifier(of: &Element, id: &str) -> String {
    let said = plain::identifier(of.text("identifier"), 300);
    if !said.is_empty() {
        return said;
    }
    let name = id.find("urn:").and_then(|start| id.get(start..)).unwrap_or(id);
    let plain =
        |byte: char| if byte.is_ascii_alphanumeric() || "-_.:/+,@=#".contains(byte) { byte } else { '_' };
    name.chars().map(plain).take(300).collect()
}

/// The first time that is told.
fn time(of: &Element, names: &[&str]) -> Option<Timestamp> {
    names.iter().find_map(|name| {
        let text = of.text(name);
        moment(text).or_else(|| mail_time(text))
    })
}

/// As in mails and in RSS, `Mon, 01 Mar 2021 17:30:00 -0800`, within the years of [`moment`].
fn mail_time(text: &str) -> Option<Timestamp> {
    let parsed = jiff::fmt::rfc2822::parse(text.get(..60).unwrap_or(text)).ok()?;
    moment(&parsed.timestamp().to_string())
}
