//! Examples of the desk's screens.

use super::{
    Sample, screen,
    stories::{at, cards, picture},
};
use crate::{
    card::Paging,
    chrome::Link,
    desk::{
        audit::{AuditLog, AuditRow},
        form::{Choice, Filter, Problem, VerbForm},
        frame::{Frame, Notice, Screen, Who},
        front::{FrontDesk, SlotRow},
        health::{HealthBoard, HealthRow},
        pictures::{PictureForm, PictureItem, PictureLibrary},
        receipt::{ReceiptLine, ReceiptPage, bytes, milliseconds},
        revisions::{Comparison, Conflict, RevisionRow, Revisions},
        sign_in::{Setup, SignIn},
        stories::{StoryList, StoryRow},
        story::{StoryForm, Verb},
        tables::{GateBoard, GateLine, GateRow, HeldRow},
        users::{OwnPassword, UserList, UserRow},
    },
    module::State,
    moment::Day,
    story::Correction,
};

pub(super) fn samples() -> Vec<Sample> {
    let bare = Frame::default();
    let frame = frame();
    let out = Frame { who: None, notice: None, ..frame.clone() };
    vec![
        screen(
            "desk-sign-in",
            &out,
            &SignIn { problem: Some("E-mail or password is wrong.".into()), ..sign_in() },
        ),
        screen("desk-sign-in-bare", &bare, &SignIn::default()),
        screen("desk-setup", &out, &setup()),
        screen("desk-setup-bare", &bare, &Setup::default()),
        screen("desk-health", &frame, &health()),
        screen("desk-health-bare", &bare, &HealthBoard::default()),
        screen("desk-stories", &frame, &stories()),
        screen("desk-stories-bare", &bare, &StoryList::default()),
        screen("desk-story", &frame, &story()),
        screen("desk-story-bare", &bare, &StoryForm::default()),
        screen("desk-receipt", &frame, &receipt()),
        screen("desk-receipt-bare", &bare, &ReceiptPage::default()),
        screen("desk-revisions", &frame, &revisions()),
        screen("desk-revisions-bare", &bare, &Revisions::default()),
        screen("desk-conflict", &frame, &conflict()),
        screen("desk-conflict-bare", &bare, &Conflict::default()),
        screen("desk-pictures", &frame, &pictures()),
        screen("desk-pictures-bare", &bare, &PictureLibrary::default()),
        screen("desk-picture", &frame, &picture_form()),
        screen("desk-picture-bare", &bare, &PictureForm::default()),
        screen("desk-front", &frame, &front()),
        screen("desk-front-bare", &bare, &FrontDesk::default()),
        screen("desk-users", &frame, &users()),
        screen("desk-users-bare", &bare, &UserList::default()),
        screen("desk-password", &frame, &own_password()),
        screen("desk-password-bare", &bare, &OwnPassword::default()),
        screen("desk-audit", &frame, &audit()),
        screen("desk-audit-bare", &bare, &AuditLog::default()),
        screen("desk-tables", &frame, &tables()),
        screen("desk-tables-bare", &bare, &GateBoard::default()),
    ]
}

fn frame() -> Frame {
    let screens = [
        ("Health", "/desk", ""),
        ("Stories", "/desk/stories", "2 in review"),
        ("Pictures", "/desk/pictures", ""),
        ("Front page", "/desk/front", ""),
        ("Data", "/desk/tables", "1 held"),
        ("Users", "/desk/users", ""),
        ("Audit log", "/desk/audit", ""),
    ];
    let screen = |(label, url, badge): (&str, &str, &str)| Screen {
        label: label.into(),
        url: url.into(),
        badge: badge.into(),
    };
    Frame {
        station: "Rogue Valley Signal".into(),
        language: "en".into(),
        who: Some(Who { name: "Elena Marsh".into(), role: "editor".into() }),
        csrf: "3q2-8w".into(),
        screens: screens.map(screen).into(),
        current: "/desk/stories".into(),
        notice: Some(Notice { good: true, words: "Saved as revision 7.".into() }),
        demonstration: None,
    }
}

fn sign_in() -> SignIn {
    SignIn {
        action: "/desk/sign-in".into(),
        next: "/desk".into(),
        email: "elena@signal.example".into(),
        problem: None,
    }
}

fn setup() -> Setup {
    Setup {
        action: "/desk/setup?token=1".into(),
        title: "Make the first administrator".into(),
        words: "This link works once, until March 2, 2021, 6:00 p.m. PST.".into(),
        name: String::new(),
        email: "elena@signal".into(),
        password_min: 12,
        problems: vec![problem("email", "This is not a mail address: it needs a dot after the @.")],
    }
}

fn problem(field: &str, words: &str) -> Problem {
    Problem { field: field.into(), words: words.into() }
}

fn choices(labels: &[&str], chosen: &str) -> Vec<Choice> {
    let choice = |label: &&str| Choice {
        value: label.to_lowercase(),
        label: (*label).into(),
        chosen: *label == chosen,
    };
    labels.iter().map(choice).collect()
}

fn health() -> HealthBoard {
    let row = |name: &str, detail: &str, state: &str, words: &str| HealthRow {
        name: name.into(),
        detail: detail.into(),
        state: state.into(),
        state_words: words.into(),
        last_success: Some(at(1, 1, 15)),
        age: "16 hours ago".into(),
        next_due: Some(at(2, 1, 15)),
        last_error: None,
        run: Some("/desk/run".into()),
    };
    let failing = HealthRow {
        last_success: None,
        age: String::new(),
        last_error: Some(
            "3 tries: the server answered 503 Service Unavailable. Next try in 20 minutes.".into(),
        ),
        ..row("California county figures", "https://health.example/california.csv", "failing", "failing")
    };
    HealthBoard {
        good: false,
        words: "1 source is failing and 1 table is held.".into(),
        attention: vec![Link::new(
            "Oregon COVID-19 cases and deaths by county: figures are held",
            "/desk/tables",
        )],
        sources: vec![row("Oregon county figures", "file:data/oregon.csv", "good", "fresh"), failing],
        jobs: vec![
            row("Refresh a table", "or-covid", "good", "done: 37 rows"),
            HealthRow {
                run: None,
                next_due: None,
                ..row("Make sizes of a picture", "ridge.jpg", "running", "running")
            },
        ],
        at: at(1, 18, 0),
    }
}

fn stories() -> StoryList {
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

fn story() -> StoryForm {
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
        other: vec![
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
        ],
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

fn receipt() -> ReceiptPage {
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
        story: "/desk/stories/7".into(),
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

fn comparison() -> Comparison {
    let old = "The chain saws start at seven.\nBy ten the frost is gone.\nThe work costs $1,400 an acre.";
    let new = "The chain saws start at seven.\nThe work costs $1,900 an acre.\nMost of it is state money.";
    Comparison::new(
        6,
        7,
        &[("Headline", "Crews thin 1,100 acres", "Crews race a warm March"), ("Story", old, new)],
    )
}

fn revisions() -> Revisions {
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

fn conflict() -> Conflict {
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

fn picture_item(name: &str, state: &str, words: &str) -> PictureItem {
    let ready = state == "ready";
    PictureItem {
        url: format!("/desk/pictures/{name}"),
        key: format!("m-{name}"),
        file_name: format!("{name}.jpg"),
        picture: if ready { picture(name, "A view of the valley", "", "") } else { None },
        state: state.into(),
        state_words: words.into(),
        dimensions: "1600 × 1067".into(),
        uploaded: at(1, 12, 30),
        lacks_alt: name == "road",
    }
}

fn pictures() -> PictureLibrary {
    PictureLibrary {
        upload: Some("/desk/pictures".into()),
        limits: "JPEG, PNG, GIF or WebP, at most 20 MB and 50 megapixels.".into(),
        problems: vec![problem("picture", "This file is not a picture that we can read.")],
        alt: "Smoke over the ridge".into(),
        caption: String::new(),
        credit: "Elena Marsh".into(),
        items: vec![
            picture_item("camp", "waiting", "Making sizes …"),
            picture_item("ridge", "ready", "Ready: 3 sizes"),
            picture_item("road", "ready", "Ready: 3 sizes"),
            picture_item("bomb", "failed", "Refused: 900 megapixels; the limit is 50"),
        ],
        paging: Paging::default(),
    }
}

fn picture_form() -> PictureForm {
    PictureForm {
        action: "/desk/pictures/ridge".into(),
        item: picture_item("ridge", "ready", "Ready: 3 sizes"),
        alt: "Forested ridges fade into haze".into(),
        caption: "The ridge above Ashland".into(),
        credit: "Elena Marsh".into(),
        focal_x: 50,
        focal_y: 40,
        problems: vec![problem("alt", "Say what the picture shows.")],
        alike: vec![Link::new("ridge-2.jpg", "/desk/pictures/ridge-2")],
        markup: "![Forested ridges fade into haze](media:m-ridge)".into(),
    }
}

fn front() -> FrontDesk {
    let slot = |slot: &str, label: &str, pinned| SlotRow {
        slot: slot.into(),
        label: label.into(),
        shows: cards().first().map(|card| Link::new(card.headline.clone(), "/desk/stories/7")),
        pinned,
        until: "2021-03-02T06:00".into(),
        choices: choices(
            &["Crews race a warm March", "Medford council backs a shelter"],
            "Crews race a warm March",
        ),
    };
    FrontDesk {
        action: "/desk/front".into(),
        slots: vec![slot("lead", "Lead", true), slot("secondary-0", "Second story", false)],
        zone: "Pacific time (PST)".into(),
        modules_action: "/desk/front/modules".into(),
        modules: "table:or-covid\ntable:ca-covid".into(),
        known_modules: vec!["table:or-covid".into(), "table:ca-covid".into()],
        problems: vec![problem("", "A pin must end in the future.")],
    }
}

fn users() -> UserList {
    let roles = ["Contributor", "Reporter", "Editor", "Meteorologist", "Producer", "Admin"];
    let row = |name: &str, oneself, role| UserRow {
        action: "/desk/users/2".into(),
        name: name.into(),
        email: "someone@signal.example".into(),
        roles: choices(&roles, role),
        active: oneself,
        oneself,
        signed_in: oneself.then(|| at(1, 8, 55)),
    };
    UserList {
        create: "/desk/users".into(),
        rows: vec![row("Elena Marsh", true, "Admin"), row("Tom Okafor", false, "Reporter")],
        roles: choices(&roles, "Reporter"),
        problems: vec![problem("email", "Somebody already signs in with this address.")],
        name: "Priya Nair".into(),
        email: "priya@signal.example".into(),
        password_min: 12,
    }
}

fn own_password() -> OwnPassword {
    let problems = vec![problem("again", "The two passwords differ. Type the same one twice.")];
    OwnPassword { action: "/desk/password".into(), password_min: 12, problems }
}

fn audit() -> AuditLog {
    let row = |who: &str, from: &str, verb: &str, note: &str| AuditRow {
        at: at(1, 17, 40),
        who: who.into(),
        from: from.into(),
        verb: verb.into(),
        subject: "story:7".into(),
        url: (!from.is_empty()).then(|| "/desk/stories/7".into()),
        note: note.into(),
    };
    AuditLog {
        what: "story:7".into(),
        rows: vec![
            row("Elena Marsh", "192.0.2.7", "story.publish", "revision 7, material"),
            row("publish-story", "", "story.publish", "scheduled"),
        ],
        paging: Paging::new("/desk/audit", 1, 90, 50),
    }
}

fn tables() -> GateBoard {
    let gate = |checks: &str, verdict: &str, words: &str| GateLine {
        checks: checks.into(),
        verdict: verdict.into(),
        words: words.into(),
    };
    let fresh = GateRow {
        title: "California COVID-19 cases and deaths by county".into(),
        public: "/data/ca-covid".into(),
        state: State::Fresh,
        words: "Fresh: figures of February 28, 2021.".into(),
        run: Some("/desk/run".into()),
        held: None,
    };
    let held = HeldRow {
        as_of: Day { iso: "2021-03-01".into(), words: "March 1, 2021".into() },
        fetched: at(2, 1, 15),
        gates: vec![
            gate("Every county is there", "failed", "missing: Wheeler"),
            gate("No county is new", "passed", ""),
            gate("Rows add up to the source’s totals", "not-applied", "the source publishes no totals"),
        ],
        totals: vec![("Cases".into(), "155,597".into(), "155,771".into())],
        accept: Some("/desk/tables/or-covid/accept".into()),
        note: "Checked".into(),
        problems: vec![problem("note", "Say why the figures are right; readers will see it.")],
        wait: Some("/desk/tables/or-covid/wait".into()),
    };
    let oregon = GateRow {
        title: "Oregon COVID-19 cases and deaths by county".into(),
        state: State::Held,
        words: "Held: readers see the figures of February 28, 2021.".into(),
        held: Some(held),
        ..fresh.clone()
    };
    GateBoard { tables: vec![oregon, fresh] }
}
