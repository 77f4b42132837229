//! Examples of alerts and notices, in every state.

use super::{
    Sample,
    desk::{choices, problem},
    public, screen,
    stories::{at, chrome},
};
use crate::{
    alert::{
        AlertBoard, AlertCard, AlertMap, AlertMessage, AlertPage, AlertText, AlertsPage, ChainLine,
        LiteAlert, LiteAlerts, NoticeCard,
    },
    chrome::{Chrome, Head, Link},
    desk::{
        form::Theirs,
        frame::Frame,
        notices::{NoticeForm, NoticeList, NoticeRow},
        revisions::Comparison,
    },
    module::{ModuleView, State},
};

const SILENT: &str = "The National Weather Service could not be asked since March 1, 2021, 1:53 p.m. PST. What is \
    shown is what was known then; there may be newer warnings.";

pub(super) fn samples() -> Vec<Sample> {
    let (chrome, bare) = (chrome(), Chrome::default());
    let quiet = AlertBoard {
        empty: "No alerts and no notices are in effect for the area that this station covers.".into(),
        alerts: Vec::new(),
        notices: Vec::new(),
        coming: Vec::new(),
        trouble: String::new(),
        ..board()
    };
    let silent = AlertBoard { trouble: SILENT.into(), ..board() };
    let page = |board: AlertBoard| AlertsPage { board, ..all() };
    let over = AlertMessage {
        phase: "over".into(),
        standing: "No longer in effect since March 1, 2021, 8:00 p.m. PST.".into(),
        replaced_by: Some(Link::new("Red Flag Warning of March 1, 2021, 2:05 p.m. PST", "/alerts/18")),
        ..message()
    };
    let lite = |board: AlertBoard| LiteAlerts {
        head: head("Alerts"),
        board,
        air: Some(super::air::board()),
        full: "/alerts".into(),
    };
    vec![
        public("alerts", &chrome, &page(board())),
        public("alerts-quiet", &chrome, &page(quiet.clone())),
        public("alerts-silent", &chrome, &page(silent)),
        public("alerts-bare", &bare, &AlertsPage::default()),
        public("alert", &chrome, &one()),
        public("alert-over", &chrome, &AlertPage { message: over, map: None, map_note: "This message names zones or counties and has no shape of its own, so there is no map; where it holds is told in words.".into(), ..one() }),
        public("alert-bare", &bare, &AlertPage::default()),
        public("lite-alerts", &chrome, &lite(board())),
        public("lite-alerts-bare", &bare, &LiteAlerts::default()),
        public("lite-alert", &chrome, &LiteAlert { head: head("Red Flag Warning"), message: message(), newest: None, chain: one().chain, downloads: one().downloads, full: "/alerts/17".into() }),
        public("lite-alert-bare", &bare, &LiteAlert::default()),
        public("module-alerts", &chrome, &module(board())),
        public("module-alerts-quiet", &chrome, &module(quiet)),
    ]
}

pub(super) fn screens(frame: &Frame, bare: &Frame) -> Vec<Sample> {
    vec![
        screen(
            "desk-notices",
            frame,
            &NoticeList {
                create: "/desk/notices/new".into(),
                rows: vec![row()],
                over: vec![NoticeRow { end: None, ..row() }],
            },
        ),
        screen("desk-notices-bare", bare, &NoticeList::default()),
        screen("desk-notice", frame, &form()),
        screen("desk-notice-bare", bare, &NoticeForm::default()),
    ]
}

fn module(board: AlertBoard) -> ModuleView {
    ModuleView {
        id: "alerts-all".into(),
        title: "Alerts".into(),
        url: Some("/alerts".into()),
        state: State::Fresh,
        alerts: Some(board),
        ..ModuleView::default()
    }
}

fn head(title: &str) -> Head {
    Head {
        title: title.into(),
        canonical: Some("https://signal.example/alerts".into()),
        current: Some("/alerts".into()),
        lite: Some("/lite/alerts".into()),
        ..Head::default()
    }
}

fn all() -> AlertsPage {
    AlertsPage {
        head: head("Alerts"),
        board: board(),
        air: Some(super::air::board()),
        ended: vec![Link::new("Wind Advisory, over since March 1, 2021, 10:00 a.m. PST", "/alerts/12")],
        downloads: vec![
            Link::new("Atom feed", "/alerts/atom.xml"),
            Link::new("GeoJSON", "/api/v1/weather/alerts"),
        ],
    }
}

pub(super) fn board() -> AlertBoard {
    AlertBoard {
        alerts: vec![
            AlertCard {
                url: "/alerts/17".into(),
                title: "Red Flag Warning".into(),
                level: "strip".into(),
                phase: "In effect".into(),
                begins: None,
                ends: Some(at(1, 20, 0)),
                towns: "Klamath Falls and Crater Lake".into(),
                area: "Eastern Douglas County Foothills; Klamath Basin".into(),
                sender: "NWS Medford OR".into(),
                issued: at(1, 14, 5),
                note: "This message was to be renewed by March 1, 2021, 5:00 p.m. PST and was not; the danger itself lasts longer, so it is still shown.".into(),
            },
            AlertCard {
                url: "/alerts/16".into(),
                title: "Wind Advisory".into(),
                level: "page".into(),
                phase: "Begins".into(),
                begins: Some(at(2, 4, 0)),
                ends: None,
                area: "Curry County Coast".into(),
                issued: at(1, 12, 0),
                ..AlertCard::default()
            },
        ],
        more: 0,
        notices: vec![NoticeCard {
            id: "notice-5".into(),
            kind: "evacuation-3".into(),
            label: "Evacuation Level 3: Go".into(),
            meaning: "Leave now. Do not wait to gather belongings.".into(),
            title: "Leave by Highway 66 toward Ashland".into(),
            place: "Zones JAC-123 and JAC-124".into(),
            words: vec!["The shelter is at the Expo in Central Point. Pets are welcome.".into()],
            source: "Jackson County Sheriff".into(),
            begins: None,
            ends: at(2, 6, 0),
            changed: at(1, 16, 40),
        }],
        coming: vec![coming()],
        trouble: String::new(),
        empty: String::new(),
        source: Some(Link::new("National Weather Service", "https://www.weather.gov/")),
        asked: Some(at(1, 17, 59)),
    }
}

/// A notice that has not begun.
fn coming() -> NoticeCard {
    NoticeCard {
        id: "notice-6".into(),
        kind: "coming".into(),
        label: "From Tuesday, March 2, 2021, 6:00 a.m. PST: Road closed".into(),
        meaning: "Not in force yet.".into(),
        title: "Highway 66 closed for rock work".into(),
        place: "Highway 66 at Green Springs".into(),
        words: Vec::new(),
        source: "Oregon Department of Transportation".into(),
        begins: Some(at(2, 6, 0)),
        ends: at(3, 6, 0),
        changed: at(1, 16, 50),
    }
}

fn one() -> AlertPage {
    AlertPage {
        head: head("Red Flag Warning, Klamath Falls"),
        message: message(),
        map: Some(AlertMap {
            title: "Map: where the Red Flag Warning holds".into(),
            svg_html: "<svg class=\"area\" viewBox=\"0 0 1000 600\" role=\"img\"><title>Map: where the Red Flag Warning holds</title><path class=\"lines\" d=\"M100 100h700v400h-700z\"/><path class=\"warned\" d=\"M300 200h300v200h-300z\"/><circle cx=\"420\" cy=\"300\" r=\"7\"/><text x=\"434\" y=\"309\">Klamath Falls</text></svg>".into(),
        }),
        map_note: String::new(),
        chain: vec![
            ChainLine { url: "/alerts/17".into(), what: "Updated: Red Flag Warning".into(), sent: at(1, 14, 5), headline: String::new(), current: true },
            ChainLine { url: "/alerts/15".into(), what: "Issued: Red Flag Warning".into(), sent: at(1, 3, 46), headline: String::new(), current: false },
        ],
        downloads: vec![Link::new("This message as CAP 1.2", "/alerts/17.cap")],
    }
}

fn message() -> AlertMessage {
    let lines = |text: &str| vec![text.to_owned()];
    AlertMessage {
        title: "Red Flag Warning".into(),
        phase: "now".into(),
        standing: "In effect until March 1, 2021, 8:00 p.m. PST.".into(),
        replaced_by: None,
        notes: vec!["This message was to be renewed by March 1, 2021, 5:00 p.m. PST and was not; the danger itself lasts longer, so it is still shown.".into()],
        times: vec![("Issued".into(), at(1, 14, 5)), ("Ends".into(), at(1, 20, 0))],
        area: "Klamath Basin".into(),
        towns: "Klamath Falls".into(),
        facts: vec![("From".into(), "NWS Medford OR".into()), ("Severity, certainty, urgency".into(), "severe, likely, expected".into())],
        texts: vec![
            AlertText {
                language: None,
                headline: "Red Flag Warning until 8 p.m. for strong wind and low humidity".into(),
                description: vec![lines("* WHAT...East wind 20 to 30 mph with gusts to 45 mph, humidity 12 percent."), vec!["Places in the warning:".into(), "Klamath Falls".into()]],
                instruction: vec![lines("Do not burn. Report smoke at once.")],
            },
            AlertText { language: Some("es".into()), headline: "Aviso de bandera roja hasta las 8".into(), description: vec![lines("* QUÉ...Viento fuerte del este.")], instruction: Vec::new() },
        ],
        credit: "Text of the National Weather Service (Medford OR), unmodified.".into(),
        web: Some("https://www.weather.gov/mfr".into()),
    }
}

fn row() -> NoticeRow {
    NoticeRow {
        url: "/desk/notices/5".into(),
        label: "Evacuation Level 3: Go".into(),
        title: "Leave by Highway 66 toward Ashland".into(),
        place: "Zones JAC-123 and JAC-124".into(),
        begins: Some(at(1, 18, 0)),
        ends: at(2, 6, 0),
        by: "Dana Reyes".into(),
        end: Some("/desk/notices/5/end".into()),
        seen: "5c3f9d1e07a2b846".into(),
    }
}

fn form() -> NoticeForm {
    NoticeForm {
        action: "/desk/notices/5".into(),
        theirs: Some(Theirs {
            words: "Ben Ochoa saved this notice while you were writing: March 1, 2021, 5:12 p.m. PST".into(),
            comparison: Comparison::new(
                1,
                2,
                &[("In a line", "Leave by Highway 66", "Leave by Highway 66 toward Ashland")],
            ),
        }),
        new: false,
        kinds: choices(&["Evacuation Level 3: Go", "Shelter"], "Shelter"),
        towns: choices(&["Medford", "Ashland"], "Ashland"),
        title: "Leave by Highway 66 toward Ashland".into(),
        place: "Zones JAC-123 and JAC-124".into(),
        words: "The shelter is at the Expo.".into(),
        source: "Jackson County Sheriff".into(),
        begins: "2021-03-01T16:40".into(),
        ends: "2021-03-01T12:00".into(),
        zone: "America/Los Angeles (PST)".into(),
        problems: vec![problem("ends", "It would be over before it begins. Choose an end in the future.")],
        public: Some("/alerts#notice-5".into()),
        end: Some("/desk/notices/5/end".into()),
        seen: "5c3f9d1e07a2b846".into(),
    }
}
