//! Examples of radars: with a picture, silent, and a station without any.

use super::{
    Sample, public,
    stories::{at, chrome},
};
use crate::{
    chrome::{Chrome, Head, Link},
    module::{ModuleView, RadarCard, RadarMark, RadarStill, State},
    radar::{LiteRadar, RadarChoice, RadarFrame, RadarMap, RadarPage},
};

pub(super) fn samples() -> Vec<Sample> {
    let (chrome, bare) = (chrome(), Chrome::default());
    vec![
        public("radar", &chrome, &page()),
        public("radar-silent", &chrome, &quiet()),
        public("radar-mosaic", &chrome, &several()),
        public("radar-bare", &bare, &RadarPage::default()),
        public("radar-module", &chrome, &module()),
        public("lite-radar", &chrome, &lite()),
        public("lite-radar-bare", &bare, &LiteRadar::default()),
    ]
}

pub(super) fn medford() -> RadarCard {
    let mark = |label: &str, meaning: &str, colour: &str| RadarMark {
        label: label.into(),
        meaning: meaning.into(),
        colour: colour.into(),
    };
    RadarCard {
        id: "kmax".into(),
        site: "KMAX".into(),
        name: "Medford".into(),
        url: "/radar".into(),
        state: State::Fresh,
        condition: "fresh".into(),
        note: None,
        said: "Light echoes over Jackson County and parts of Klamath County, none at Medford.".into(),
        still: Some(RadarStill {
            picture: "/radar/KMAX/20210302T015500Z-3/ref.png".into(),
            lines: "/radar/KMAX/lines.svg".into(),
            side: 720,
            title: "Reflectivity, lowest tilt, 0.5°".into(),
            legend: vec![
                mark("5 dBZ", "very light", "#96bacc"),
                mark("20 dBZ", "light", "#48c860"),
                mark("35 dBZ", "moderate", "#fce848"),
            ],
        }),
        taken: Some(at(1, 17, 55)),
        partial: String::new(),
        ahead: false,
        parts: Vec::new(),
    }
}

/// All radars as one picture, of which one is missing.
fn all() -> RadarCard {
    let missing = "Portland (KRTX): not in this picture; its last whole look is of 5:10 p.m. PST. Where only it could see lies a grey veil.";
    RadarCard {
        id: "mosaic".into(),
        site: "MOSAIC".into(),
        name: "Western Oregon".into(),
        url: "/radar?site=MOSAIC".into(),
        state: State::Stale,
        note: Some(missing.into()),
        said: "KMAX: Light echoes over Jackson County.".into(),
        parts: vec!["Medford (KMAX): measured 5:54 p.m. PST.".into(), missing.into()],
        ..medford()
    }
}

fn several() -> RadarPage {
    RadarPage {
        card: all(),
        heading: "An earlier picture".into(),
        newest_url: "/radar?site=MOSAIC".into(),
        ..page()
    }
}

pub(super) fn silent() -> RadarCard {
    RadarCard {
        state: State::Missing,
        condition: "silent".into(),
        note: Some("What falls now is not known.".into()),
        said: "No data from KMAX since March 1, 2021, 5:20 p.m. PST. This does not mean that it is dry."
            .into(),
        still: None,
        taken: None,
        ..medford()
    }
}

fn page() -> RadarPage {
    let frame = |minute, url: &str, partial: &str| RadarFrame {
        url: url.into(),
        moment: at(1, 17, minute),
        clock: format!("5:{minute:02} p.m. PST"),
        partial: partial.into(),
    };
    let choice = |label: &str, url: &str| RadarChoice { label: label.into(), url: url.into() };
    RadarPage {
        head: Head { title: "Radar".into(), ..Head::default() },
        card: RadarCard {
            said: "At 5:50 p.m. PST: Light echoes over Jackson County and parts of Klamath County, none at Medford.".into(),
            partial: "the antenna is still turning".into(),
            ..medford()
        },
        heading: "The newest picture".into(),
        newest_url: String::new(),
        gone: String::new(),
        manifest: "/api/v1/radar/KMAX".into(),
        map: RadarMap {
            shown: true,
            base: "/radar/map.json".into(),
            alerts: "/api/v1/weather/alerts".into(),
            frame: String::new(),
            zone: "America/Los_Angeles".into(),
        },
        frames: vec![frame(55, "", "under way"), frame(50, "/radar?at=20210302T015000Z-6", "")],
        asides: vec!["The antenna looked 0.5° above the horizon.".into()],
        heights: vec!["The beam is 16,000 feet above Lakeview.".into()],
        sites: vec![choice("Medford (KMAX)", ""), choice("Portland (KRTX)", "/radar?site=KRTX")],
        source: Some(Link::new("National Weather Service", "https://radar.weather.gov/")),
        ways: vec![Link::new("In words only", "/lite/radar")],
    }
}

fn quiet() -> RadarPage {
    RadarPage {
        card: silent(),
        heading: "No picture of now".into(),
        gone: "The picture of 4:00 p.m. PST is not kept here any more. There is none of now.".into(),
        frames: Vec::new(),
        ..page()
    }
}

fn module() -> ModuleView {
    ModuleView {
        id: "radar-kmax".into(),
        title: "Radar: Medford".into(),
        url: Some("/radar".into()),
        state: State::Fresh,
        radar: Some(medford()),
        ..ModuleView::default()
    }
}

fn lite() -> LiteRadar {
    LiteRadar {
        head: Head { title: "Radar".into(), ..Head::default() },
        cards: vec![RadarCard { still: None, ..medford() }, silent(), RadarCard { still: None, ..all() }],
        source: Some(Link::new("National Weather Service", "https://radar.weather.gov/")),
        full: "/radar".into(),
    }
}
