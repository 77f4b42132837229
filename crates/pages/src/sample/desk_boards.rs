//! Examples of the desk's boards and libraries: health, pictures, front, audit log, data tables.

use super::{
    desk::{choices, problem},
    stories::{at, cards, picture},
};
use crate::{
    card::Paging,
    chrome::Link,
    desk::{
        audit::{AuditLog, AuditRow},
        front::{FrontDesk, SlotRow},
        health::{HealthBoard, HealthRow},
        pictures::{PictureForm, PictureItem, PictureLibrary},
        tables::{GateBoard, GateLine, GateRow, HeldRow, OffRow},
    },
    module::State,
    moment::Day,
};

pub(super) fn health() -> HealthBoard {
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

pub(super) fn pictures() -> PictureLibrary {
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

pub(super) fn picture_form() -> PictureForm {
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

pub(super) fn front() -> FrontDesk {
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

pub(super) fn audit() -> AuditLog {
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

pub(super) fn tables() -> GateBoard {
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
        made: "Described on this desk.".into(),
        edit: Some("/desk/tables/ca-covid".into()),
        paste: Some("/desk/tables/ca-covid/paste".into()),
        switch: Some("/desk/tables/ca-covid/switch".into()),
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
        made: "Described in station.toml; it is changed there, and read at the next start.".into(),
        edit: None,
        switch: None,
        ..fresh.clone()
    };
    let off = OffRow {
        slug: "fires".into(),
        words: "Switched off by Elena Marsh, March 1, 2021, 6:00 p.m. Its figures are kept.".into(),
        edit: "/desk/tables/fires".into(),
        switch: Some("/desk/tables/fires/switch".into()),
    };
    GateBoard {
        tables: vec![oregon, fresh],
        make: Some("/desk/tables/new".into()),
        paste: Some("/desk/tables/paste".into()),
        off: vec![off],
    }
}
