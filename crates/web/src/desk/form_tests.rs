//! Story forms as they are typed, and what is read from them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

fn station() -> Station {
    Station {
        name: "Rogue Valley Signal".to_owned(),
        tagline: String::new(),
        city: "Medford, Oregon".to_owned(),
        language: "en".to_owned(),
        zone: TimeZone::get("America/Los_Angeles").unwrap(),
        base_url: "https://signal.example".to_owned(),
        notice: None,
        sections: Vec::new(),
        places: Vec::new(),
        towns: Vec::new(),
        weather: model::weather::Rules::default(),
        radar: model::radar::Policy::default(),
        alerts: model::alert::Policy::default(),
    }
}

fn posted(fields: &[(&str, &str)]) -> Posted {
    Posted::new(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn full() -> Vec<(&'static str, &'static str)> {
    vec![
        ("revision", "3"),
        ("headline", "  Council votes \n on  water "),
        ("dek", "By five to two."),
        ("slug", "council-votes"),
        ("section", "politics"),
        ("kind", "analysis"),
        ("language", "es-MX"),
        ("author", "ana"),
        ("author", "ben"),
        ("author", "ana"),
        ("tags", "Water rights, school  board,, water rights"),
        ("place", "medford-or"),
        ("body", "One.\r\n\r\n## Two\r\n\r\n{{module table:or-covid}}"),
        ("lead", "m-0123"),
        ("lead-alt", "A ditch"),
        ("origin-name", "Valley Wire"),
        ("origin-canonical", "https://wire.example/a"),
        ("embargo", "2021-03-02T06:00"),
        ("material", "yes"),
        ("verb", "publish"),
    ]
}

fn wrong(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let read = read(&posted(fields), &station());
    read.problems.into_iter().map(|one| (one.field, one.words)).collect()
}

#[test]
fn a_full_form_is_a_story() {
    let read = read(&posted(&full()), &station());
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let content = read.content;
    assert_eq!(content.headline, "Council votes on water");
    assert_eq!(content.authors, [Slug::parse("ana").unwrap(), Slug::parse("ben").unwrap()]);
    let tags: Vec<_> = content.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["Water rights", "school board"]);
    assert_eq!((content.kind, content.language.as_str()), (Kind::Analysis, "es-MX"));
    assert_eq!(content.body.module_names().len(), 1);
    assert_eq!(content.lead.unwrap().alt.as_deref(), Some("A ditch"));
    assert_eq!(content.origin.unwrap().canonical.as_deref(), Some("https://wire.example/a"));
    assert_eq!(read.embargo.unwrap().to_string(), "2021-03-02T14:00:00Z");
    assert_eq!((read.seen, read.verb, read.change), (3, Verb::Publish, Change::Material));
}

#[test]
fn a_story_shown_and_sent_back_is_the_same_story() {
    let content = read(&posted(&full()), &station()).content;
    let at = "2021-03-01T12:00:00Z".parse().unwrap();
    let story = Story {
        id: model::id::StoryId(1),
        content: content.clone(),
        revision: 7,
        status: model::story::Status::Scheduled,
        publish_at: Some("2021-03-14T10:30:00Z".parse().unwrap()),
        embargo: None,
        live: None,
        corrections: Vec::new(),
        created_at: at,
        saved_at: at,
        saved_by: String::new(),
    };
    let again = read(&fields(&story, &station().zone), &station());
    assert_eq!((again.content, again.seen), (content, 7));
    assert_eq!(fields(&story, &station().zone).text("publish-at"), "2021-03-14T03:30");
}

#[test]
fn an_empty_form_is_a_blank_draft() {
    let read = read(&Posted::default(), &station());
    assert!(read.problems.is_empty());
    assert_eq!(read.content, Content::blank(Language::english()));
    assert_eq!((read.seen, read.verb, read.change), (0, Verb::Save, Change::Minor));
}

#[test]
fn what_cannot_be_taken_is_told_beside_its_field() {
    for (field, value) in [
        ("slug", "../../etc/passwd"),
        ("slug", "Council Votes"),
        ("section", "a/b"),
        ("author", "Ana Ruiz"),
        ("language", "english"),
        ("tags", "!!!"),
        ("lead", "NO"),
        ("embargo", "tomorrow"),
    ] {
        let told = wrong(&[(field, value)]);
        assert_eq!(told.len(), 1, "{field}={value}: {told:?}");
        assert_eq!(told[0].0, field);
    }
    let told = wrong(&[("origin-name", "W"), ("origin-canonical", "javascript:alert(1)")]);
    assert_eq!(told[0].0, "origin-canonical");
    assert_eq!(wrong(&[("origin-rights", "All rights reserved")])[0].0, "origin-name");
    assert_eq!(wrong(&[("verb", "schedule")])[0].0, "publish-at");
    assert_eq!(wrong(&[("verb", "schedule"), ("publish-at", "soon")]).len(), 1);
}

#[test]
fn a_long_mistake_is_quoted_short() {
    let told = wrong(&[("slug", &"é".repeat(100_000))]);
    assert!(told[0].1.chars().count() < 250, "{}", told[0].1);
}

#[test]
fn a_text_that_is_read_otherwise_is_shown_once_and_then_taken() {
    let body = "Fine.\n\n<script>alert(1)</script>";
    let told = wrong(&[("body", body)]);
    assert!(told.iter().all(|(field, _)| field == "body") && !told.is_empty());
    assert!(told[0].1.starts_with("Line 3: "), "{told:?}");
    assert_eq!(wrong(&[("body", body), ("body-read", &mark(body))]), []);
    assert!(!wrong(&[("body", body), ("body-read", &mark("another"))]).is_empty());
}

#[test]
fn a_text_over_the_cap_is_never_taken_as_nothing() {
    let body = "a".repeat(prose::limits::INPUT_BYTES + 1);
    let told = wrong(&[("body", &body), ("body-read", &mark(&body))]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "body");
}
