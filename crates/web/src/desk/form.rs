//! A story's form, read: what was typed as a story's content, with everything that cannot be taken as it was typed;
//! and a story's content as the fields of its form.

use super::{
    moment::{self, Typed},
    posted::Posted,
    problem::problem,
};
use jiff::{Timestamp, tz::TimeZone};
use model::{
    slug::Slug,
    station::Station,
    story::{Change, Content, Kind, Language, Lead, Origin, Story},
    tag::Tag,
};
use pages::desk::form::Problem;
use prose::{Body, Href, MediaKey};

/// The button that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// Keep it.
    Save,
    /// Keep it and hand it to an editor.
    Submit,
    /// Keep it and make it public.
    Publish,
    /// Keep it and let it go out by itself.
    Schedule,
}

impl Verb {
    /// The button of a posted name; an unknown one only saves.
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "submit" => Self::Submit,
            "publish" => Self::Publish,
            "schedule" => Self::Schedule,
            _ => Self::Save,
        }
    }
}

/// A form, read.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    /// What was typed, as far as it can be taken.
    pub(crate) content: Content,
    /// Not public before.
    pub(crate) embargo: Option<Timestamp>,
    /// To go out by itself at.
    pub(crate) publish_at: Option<Typed>,
    /// The revision that the form was filled from.
    pub(crate) seen: u32,
    /// The button.
    pub(crate) verb: Verb,
    /// Whether readers of the earlier version missed something.
    pub(crate) change: Change,
    /// What could not be taken; nothing is kept while there is any.
    pub(crate) problems: Vec<Problem>,
}

/// Read a posted form.
pub(crate) fn read(posted: &Posted, station: &Station) -> Read {
    let mut reading = Reading { posted, zone: &station.zone, problems: Vec::new() };
    let verb = Verb::parse(posted.text("verb"));
    let content = reading.content(station);
    let embargo = reading.moment("embargo").map(|typed| typed.at);
    let publish_at = if verb == Verb::Schedule { reading.moment("publish-at") } else { None };
    let material = posted.text("material") == "yes";
    let mut problems = reading.problems;
    if verb == Verb::Schedule && publish_at.is_none() && !problems.iter().any(|one| one.field == "publish-at")
    {
        problems
            .push(problem("publish-at", "No time is given. Say when it is to go out, then press Schedule."));
    }
    let change = if material { Change::Material } else { Change::Minor };
    // No number at all is no revision: a story's first one is 1.
    let seen = posted.text("revision").parse().unwrap_or(0);
    Read { content, embargo, publish_at, seen, verb, change, problems }
}

/// The fields of a form that shows this story; reading them gives the story's content back.
pub(crate) fn fields(story: &Story, zone: &TimeZone) -> Posted {
    let mut fields = words(&story.content);
    fields.push(("revision", story.revision.to_string()));
    fields.push(("embargo", moment::write_maybe(story.embargo, zone)));
    fields.push(("publish-at", moment::write_maybe(story.publish_at, zone)));
    Posted::new(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// What the content says, by field of the form.
pub(crate) fn words(content: &Content) -> Vec<(&'static str, String)> {
    let slug = |slug: &Option<Slug>| slug.as_ref().map(Slug::to_string).unwrap_or_default();
    let tags: Vec<_> = content.tags.iter().map(|tag| tag.name.as_str()).collect();
    let mut fields = vec![
        ("headline", content.headline.clone()),
        ("dek", content.dek.clone()),
        ("slug", slug(&content.slug)),
        ("section", slug(&content.section)),
        ("kind", content.kind.as_str().to_owned()),
        ("language", content.language.as_str().to_owned()),
        ("tags", tags.join(", ")),
        ("body", prose::markdown::write(&content.body)),
    ];
    fields.extend(content.authors.iter().map(|author| ("author", author.to_string())));
    fields.extend(content.places.iter().map(|place| ("place", place.to_string())));
    if let Some(lead) = &content.lead {
        let texts = [("lead-alt", &lead.alt), ("lead-caption", &lead.caption), ("lead-credit", &lead.credit)];
        fields.push(("lead", lead.picture.to_string()));
        fields.extend(texts.map(|(name, text)| (name, text.clone().unwrap_or_default())));
    }
    if let Some(origin) = &content.origin {
        fields.push(("origin-name", origin.name.clone()));
        fields.push(("origin-canonical", origin.canonical.clone().unwrap_or_default()));
        fields.push(("origin-rights", origin.rights.clone().unwrap_or_default()));
    }
    fields
}

/// The mark of a text whose problems were shown: posted back with the very same text, it says that the writer has seen
/// what becomes of it.
pub(crate) fn mark(body: &str) -> String {
    blake3::hash(body.as_bytes()).to_hex().as_str().chars().take(16).collect()
}

/// The text. What could not be taken as it was typed is shown once; the same text sent again is taken as it is read. A
/// text of which nothing is left is never taken.
pub(crate) fn body(posted: &Posted, found: &mut Vec<Problem>) -> Body {
    let typed = posted.text("body");
    let (body, problems) = prose::markdown::parse(typed);
    let lost = body.is_empty() && !typed.trim().is_empty();
    if lost || posted.text("body-read") != mark(typed) {
        for one in &problems {
            let line = one.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
            found.push(problem("body", format!("{line}{} {}", one.what, one.remedy)));
        }
    }
    if lost && problems.is_empty() {
        found.push(problem("body", "Nothing of this text can be shown. Write at least a sentence."));
    }
    body
}

struct Reading<'a> {
    posted: &'a Posted,
    zone: &'a TimeZone,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn content(&mut self, station: &Station) -> Content {
        let station_language = Language::parse(&station.language).unwrap_or_else(Language::english);
        Content {
            headline: self.posted.line("headline"),
            dek: self.posted.line("dek"),
            slug: self.slug("slug"),
            section: self.slug("section"),
            kind: Kind::parse(self.posted.text("kind")).unwrap_or(Kind::News),
            language: self.language().unwrap_or(station_language),
            authors: self.slugs("author"),
            tags: self.tags(),
            places: self.slugs("place"),
            body: body(self.posted, &mut self.problems),
            lead: self.lead(),
            origin: self.origin(),
        }
    }

    fn wrong(&mut self, field: &str, words: impl Into<String>) {
        self.problems.push(problem(field, words));
    }

    fn slug(&mut self, field: &str) -> Option<Slug> {
        let text = self.posted.maybe(field)?;
        match Slug::parse(&text) {
            Ok(slug) => Some(slug),
            Err(error) => {
                self.wrong(field, format!("“{}” {error}.", shortened(&text)));
                None
            }
        }
    }

    /// A repeated field, in order, each value once.
    fn slugs(&mut self, field: &str) -> Vec<Slug> {
        let mut found = Vec::new();
        for text in self.posted.all(field).filter(|text| !text.trim().is_empty()) {
            match Slug::parse(text.trim()) {
                Ok(slug) if !found.contains(&slug) => found.push(slug),
                Ok(_) => {}
                Err(error) => self.problems.push(problem(field, format!("“{}” {error}.", shortened(text)))),
            }
        }
        found
    }

    fn language(&mut self) -> Option<Language> {
        let text = self.posted.maybe("language")?;
        let language = Language::parse(&text);
        if language.is_none() {
            self.wrong(
                "language",
                format!("“{}” is no language. Write it as en, es or es-MX.", shortened(&text)),
            );
        }
        language
    }

    fn tags(&mut self) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for text in self.posted.text("tags").split([',', '\n']).filter(|text| !text.trim().is_empty()) {
            match Tag::parse(text) {
                Ok(tag) if !tags.iter().any(|known| known.slug == tag.slug) => tags.push(tag),
                Ok(_) => {}
                Err(_) => {
                    let words = "is no topic: write a few words with letters, at most 60 characters, divided by commas.";
                    self.problems.push(problem("tags", format!("“{}” {words}", shortened(text))));
                }
            }
        }
        tags
    }

    fn lead(&mut self) -> Option<Lead> {
        let key = self.posted.maybe("lead")?;
        let Ok(picture) = MediaKey::parse(&key) else {
            self.wrong("lead", format!("“{}” is no picture. Choose one of the library.", shortened(&key)));
            return None;
        };
        let text = |name| self.posted.maybe(name);
        Some(Lead {
            picture,
            alt: text("lead-alt"),
            caption: text("lead-caption"),
            credit: text("lead-credit"),
        })
    }

    fn origin(&mut self) -> Option<Origin> {
        let text = |name| self.posted.maybe(name);
        let (name, canonical, rights) =
            (text("origin-name"), text("origin-canonical"), text("origin-rights"));
        let canonical = canonical.and_then(|address| match Href::parse(&address) {
            Ok(href) if href.names_a_host() => Some(href.as_str().to_owned()),
            _ => {
                let words = "This is no web address. Copy it whole, beginning with https://.";
                self.wrong("origin-canonical", words);
                None
            }
        });
        if name.is_none() && (canonical.is_some() || rights.is_some()) {
            self.wrong(
                "origin-name",
                "An address or rights are given and no source. Name who supplied the piece.",
            );
        }
        name.map(|name| Origin { name, canonical, rights })
    }

    fn moment(&mut self, field: &str) -> Option<Typed> {
        match moment::read(self.posted.text(field), self.zone) {
            Ok(typed) => typed,
            Err(words) => {
                self.wrong(field, words);
                None
            }
        }
    }
}

/// What was typed, as it may stand in a sentence.
fn shortened(text: &str) -> String {
    let line = text.trim();
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
