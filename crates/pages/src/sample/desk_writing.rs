//! Examples of the screens on which stories are written, published and compared.

use super::{
    desk::{choices, problem},
    stories::{at, cards, picture},
};
use crate::{
    card::Paging,
    chrome::Link,
    desk::{
        form::{Filter, VerbForm},
        receipt::{ReceiptLine, ReceiptPage, bytes, milliseconds},
        revisions::{Comparison, Conflict, RevisionRow, Revisions},
        stories::{StoryList, StoryRow},
        story::{StoryForm, Verb},
    },
    story::Correction,
};

pub(super) fn stories() -> StoryList {
    let filter = |label: &str, count: &str, current| Filter {
        label: label.into(),
        url: "/desk/stories?status=x".into(),
        count: count.into(),
        current,
    };
    let statuses = [
        ("draft", "Draft"),
        ("in-review", "In review"),
        ("scheduled", "Scheduled for March 2, 2021, 6:00 a.m. PST"),
        ("published", "Published"),
    ];
    let row = |(card, (status, words)): (crate::card::Card, (&str, &str))| StoryRow {
        url: "/desk/stories/7".into(),
        headline: card.headline,
        status: status.into(),
        status_words: words.into(),
        section: card.section.map(|section| section.label).unwrap_or_default(),
        kind: String::new(),
        authors: card.authors.join(", "),
        saved: at(1, 16, 20),
        saved_by: "Tom Okafor".into(),
        public: (status == "published").then_some(card.url),
        unpublished_changes: status == "published",
    };
    StoryList {
        create: Some("/desk/stories/new".into()),
        filters: vec![
            filter("All", "61", true),
            filter("Draft", "4", false),
            filter("In review", "2", false),
        ],
        query: String::new(),
        status: Some("draft".into()),
        rows: cards().into_iter().zip(statuses.into_iter().cycle()).take(12).map(row).collect(),
        paging: Paging::new("/desk/stories", 2, 61, 20),
    }
}

pub(super) fn story() -> StoryForm {
    let verb = |value: &str, label: &str, main| Verb { value: value.into(), label: label.into(), main };
    StoryForm {
        action: "/desk/stories/7".into(),
        new: false,
        revision: 7,
        status: "in-review".into(),
        status_words: "In review".into(),
        saved: Some(at(1, 16, 20)),
        saved_by: "Tom Okafor".into(),
        problems: vec![problem(
            "lead-alt",
            "Nobody has said what the lead picture shows. Describe it in a sentence.",
        )],
        headline: "Crews race a warm March to thin 1,100 acres above Ashland".into(),
        headline_max: 200,
        dek: "With the snowpack at 78 percent of normal, the city wants the ridge finished.".into(),
        dek_max: 500,
        slug: "crews-race-a-warm-march".into(),
        slug_public: true,
        sections: choices(&["Local", "Wildfire", "Politics"], "Wildfire"),
        kinds: choices(&["News", "Opinion", "Analysis", "Sponsored"], "News"),
        language: "en".into(),
        authors: choices(&["Elena Marsh", "Tom Okafor", "Priya Nair"], "Elena Marsh"),
        byline: Some("/desk/authors/new?mine=yes".into()),
        tags: "Prescribed fire, Ashland watershed".into(),
        places: choices(&["Ashland", "Medford", "Jackson County"], "Ashland"),
        body: "ASHLAND — The chain saws start at seven.\n\n## What the money buys\n\n- cut small trees"
            .into(),
        body_read: "0a1b2c3d4e5f6071".into(),
        pictures: choices(&["ridge.jpg", "camp.jpg"], "ridge.jpg"),
        lead: picture("ridge", "Forested ridges", "", ""),
        lead_caption: "The ridge above Ashland on Monday morning.".into(),
        lead_credit: "Elena Marsh".into(),
        publish_at: "2021-03-02T06:00".into(),
        zone: "Pacific time (PST)".into(),
        verbs: vec![
            verb("publish", "Publish now", true),
            verb("save", "Save", false),
            verb("schedule", "Schedule", false),
        ],
        asks_material: true,
        other: other_verbs(),
        corrections: vec![Correction {
            made: at(1, 17, 40),
            words: "The acre costs $1,900, not $1,400.".into(),
        }],
        preview: Some("/desk/stories/7/preview".into()),
        revisions: Some("/desk/stories/7/revisions".into()),
        public: Some("/story/2021/03/crews-race-a-warm-march".into()),
        ..StoryForm::default()
    }
}

fn other_verbs() -> Vec<VerbForm> {
    vec![
        VerbForm {
            action: "/desk/stories/7/correct".into(),
            label: "Print the correction".into(),
            words: "A correction stays with the story for ever.".into(),
            note: Some("What was wrong, and what is right".into()),
            typed: "The acre costs".into(),
            grave: false,
        },
        VerbForm {
            action: "/desk/stories/7/kill".into(),
            label: "Kill the story".into(),
            words: "Readers and partners are told that it is gone. It cannot be brought back.".into(),
            note: Some("Why".into()),
            typed: String::new(),
            grave: true,
        },
    ]
}

pub(super) fn receipt() -> ReceiptPage {
    let line = |what: &str, url: &str, micros, size, agrees| ReceiptLine {
        url: url.into(),
        what: what.into(),
        expected: "shows the story".into(),
        agrees,
        took: milliseconds(micros),
        size: bytes(size),
    };
    ReceiptPage {
        verb: "Published".into(),
        headline: "Crews race a warm March to thin 1,100 acres above Ashland".into(),
        back: Link::new("Back to the story", "/desk/stories/7"),
        public: Some("/story/2021/03/crews-race-a-warm-march".into()),
        at: at(1, 18, 0),
        agrees: false,
        words: "3 of 4 addresses agree, asked in 2.91 ms.".into(),
        lines: vec![
            line("Story", "/story/2021/03/crews-race-a-warm-march", 1_204, 14_203, true),
            line("Front page", "/", 890, 31_010, true),
            line("Wildfire", "/section/wildfire", 610, 22_400, true),
            line("Wildfire (RSS)", "/section/wildfire/rss.xml", 206, 9_120, false),
        ],
    }
}

pub(super) fn revisions() -> Revisions {
    let row = |number: u32| RevisionRow {
        number,
        saved: at(1, 10, number as u8),
        saved_by: "Tom Okafor".into(),
        length: "412 words".into(),
        live: number == 5,
        newest: number == 7,
    };
    Revisions {
        headline: "Crews race a warm March".into(),
        story: "/desk/stories/7".into(),
        restore: Some("/desk/stories/7/restore".into()),
        rows: (1..=7).rev().map(row).collect(),
        comparison: Some(comparison()),
    }
}

pub(super) fn conflict() -> Conflict {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Conflict {
        headline: "Crews race a warm March".into(),
        story: "/desk/stories/7".into(),
        action: "/desk/stories/7".into(),
        seen: 6,
        newest: 7,
        saved_by: "Tom Okafor".into(),
        saved: at(1, 17, 40),
        comparison: comparison(),
        fields: vec![
            field("headline", "Crews race"),
            field("body", "The chain saws start at seven."),
            field("verb", "save"),
        ],
    }
}

fn comparison() -> Comparison {
    let old = "The chain saws start at seven.\nBy ten the frost is gone.\nThe work costs $1,400 an acre.";
    let new = "The chain saws start at seven.\nThe work costs $1,900 an acre.\nMost of it is state money.";
    Comparison::new(
        6,
        7,
        &[("Headline", "Crews thin 1,100 acres", "Crews race a warm March"), ("Story", old, new)],
    )
}
