//! What a radar's pages say in each of its states.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;

use super::*;
use jiff::{SignedDuration, tz::TimeZone};
use model::{
    radar::{FrameId, Level, Mark, Measure, Palette, Policy, RadarId, Scale},
    station::Station,
    town::Position,
};

fn station() -> Station {
    let site = Site {
        id: RadarId::parse("KMAX").unwrap(),
        name: "Medford".to_owned(),
        at: Position { latitude: 42.0811, longitude: -122.7173 },
        antenna_m: 2_311.4,
        products: vec![Product::Lowest, Product::Velocity],
        still_m: model::radar::STILL_M,
    };
    let scale = Scale {
        unit: "dBZ",
        levels: vec![Level::Nothing, Level::Words("not measured"), Level::Figure(5.1)],
        palettes: vec![Palette {
            id: "classic",
            title: "Classic",
            colours: vec![[0; 4], [128, 128, 128, 56], [1, 2, 3, 255]],
        }],
        marks: vec![Mark {
            value: 5.1,
            label: "5.1 dBZ".to_owned(),
            meaning: "very light",
            colour: [1, 2, 3],
        }],
    };
    Station {
        name: "Signal".into(),
        tagline: String::new(),
        city: "Medford".into(),
        language: "en".into(),
        zone: TimeZone::get("America/Los_Angeles").unwrap(),
        base_url: "https://signal.example".into(),
        notice: None,
        sections: Vec::new(),
        places: Vec::new(),
        towns: Vec::new(),
        weather: model::weather::Rules::default(),
        radar: Policy {
            sites: vec![site],
            scales: [(Measure::Reflectivity, scale)].into(),
            ..Policy::default()
        },
        alerts: model::alert::Policy::default(),
    }
}

fn at() -> Timestamp {
    "2021-03-02T01:55:00Z".parse().unwrap()
}

fn drawn(id: &str) -> Frame {
    let product = Product::Lowest;
    let layer = Layer { product, tilt_deg: 0.48, pack: "0".repeat(64), bytes: 9, dealiased: false };
    Frame {
        radar: RadarId::parse("KMAX").unwrap(),
        id: FrameId::parse(id).unwrap(),
        at: at(),
        complete: true,
        cleaned: true,
        maintenance: false,
        vcp: Some(212),
        said: "Light echoes over Jackson County.".to_owned(),
        heights: vec!["The beam is 16,000 feet above Lakeview.".to_owned()],
        reach_m: 230_000.0,
        layers: vec![layer],
        missing: 0.0,
        drawn_at: at(),
        parts: Vec::new(),
    }
}

/// What `check` makes of the radar, `minutes` after its newest frame.
fn seen<T>(frames: Vec<Frame>, minutes: i64, check: impl FnOnce(&Now<'_>, &Context<'_>) -> T) -> T {
    let (station, authors, media) = (station(), HashMap::new(), HashMap::new());
    let context = Context { station: &station, authors: &authors, media: &media };
    let now = Now { site: &station.radar.sites[0], frames, now: at() + SignedDuration::from_mins(minutes) };
    check(&now, &context)
}

#[test]
fn a_fresh_radar_shows_its_picture_and_says_what_is_seen() {
    let frames = vec![drawn("20210302T015000Z-6"), drawn("20210302T015500Z-2")];
    let page = seen(frames, 3, |now, context| page(now, None, context));
    assert_eq!((page.card.state, page.card.condition.as_str()), (State::Fresh, "fresh"));
    assert_eq!(page.card.said, "Light echoes over Jackson County.");
    let still = page.card.still.unwrap();
    assert_eq!(still.picture, "/radar/KMAX/20210302T015500Z-2/ref.png");
    assert_eq!(still.legend[0].colour, "#010203");
    assert_eq!(
        page.frames.iter().map(|frame| frame.url.as_str()).collect::<Vec<_>>(),
        ["", "/radar?at=20210302T015000Z-6"]
    );
    assert_eq!(page.heights, ["The beam is 16,000 feet above Lakeview."]);
}

#[test]
fn a_shared_link_shows_the_newest_picture_that_has_words_in_it() {
    let with_card = |id: &str| {
        let mut frame = drawn(id);
        frame.layers.push(Layer { product: Product::Card, ..frame.layers[0].clone() });
        frame
    };
    let frames = vec![with_card("20210302T015000Z-6"), drawn("20210302T015500Z-1")];
    let shared = |minutes| {
        let page = seen(frames.clone(), minutes, |now, context| page(now, None, context));
        let social = page.head.social.unwrap();
        (social.description, social.picture.map(|picture| (picture.url, picture.width, picture.alt)))
    };
    let (description, picture) = shared(3);
    assert_eq!(description, "Light echoes over Jackson County.");
    let (url, width, alt) = picture.unwrap();
    assert_eq!(
        (url.as_str(), width),
        ("https://signal.example/radar/KMAX/20210302T015000Z-6/card.png", 1_200)
    );
    assert!(alt.contains("Medford") && alt.contains("5:55 p.m.") && alt.contains("Light echoes"), "{alt}");
    let (description, picture) = shared(40);
    assert!(
        description.contains("does not mean that it is dry") && picture.is_none(),
        "{description} {picture:?}"
    );
    let told: serde_json::Value = serde_json::from_str(&seen(frames.clone(), 3, manifest)).unwrap();
    assert_eq!(told["frames"][0]["products"], serde_json::json!(["ref"]), "nobody chooses it");
    assert_eq!(told["frames"][0]["card"], "/radar/KMAX/20210302T015000Z-6/card.png");
    assert!(told["frames"][1]["card"].is_null());
}

#[test]
fn a_silent_radar_shows_no_picture_of_now_and_never_says_that_it_is_dry() {
    for (minutes, condition) in [(15, "stale"), (30, "silent"), (600, "silent")] {
        let module = seen(vec![drawn("20210302T015500Z-2")], minutes, module);
        let card = module.radar.unwrap();
        assert_eq!(card.condition, condition);
        assert!(module.note.is_some() && module.state != State::Fresh, "{minutes}");
        assert_eq!(card.still.is_none(), condition == "silent", "{minutes}");
        if condition == "silent" {
            // Always with the day: the page stays as it is until the radar sends something.
            let said =
                "No data from KMAX since March 1, 2021, 5:55 p.m. PST. This does not mean that it is dry.";
            assert_eq!(card.said, said);
            assert!(!module.note.unwrap().contains("since"), "that was said");
        }
    }
    let card = seen(Vec::new(), 0, |now, context| card(now, None, context));
    assert_eq!((card.condition.as_str(), card.still.is_none()), ("none", true));
}

/// The same look when the antenna had gone around.
fn grown_whole(sweep: &Frame) -> Frame {
    Frame { id: sweep.id.grown(), complete: true, ..sweep.clone() }
}

#[test]
fn words_of_an_older_look_have_their_own_time() {
    let mut before = drawn("20210302T015000Z-6");
    before.at = at() - SignedDuration::from_mins(5);
    let sweep = Frame { complete: false, said: String::new(), ..drawn("20210302T015430Z-1") };
    let told = |frames: Vec<Frame>, minutes| {
        seen(frames, minutes, |now, context| {
            let page = page(now, None, context);
            let manifest: serde_json::Value = serde_json::from_str(&manifest(now, context)).unwrap();
            let newest = manifest["frames"].as_array().unwrap().last().unwrap()["said"].clone();
            assert_eq!(newest.as_str(), Some(page.card.said.as_str()));
            (page.card.said, page.card.partial, page.frames[0].partial.clone())
        })
    };
    let then = "At 5:50 p.m. PST: Light echoes over Jackson County.";
    let both = vec![before, sweep.clone()];
    let told_of =
        |said: &str, partial: &str, listed: &str| (said.to_owned(), partial.to_owned(), listed.to_owned());
    assert_eq!(told(both.clone(), 1), told_of(then, "the antenna is still turning", "under way"));
    let broke = "The sweep of 5:55 p.m. PST broke off before the antenna had gone around.";
    assert_eq!(
        told(both.clone(), 2),
        told_of(&format!("{then} {broke}"), "the sweep broke off", "broke off")
    );
    assert_eq!(told(both, 20).1, "the sweep broke off", "also when it is old");
    assert_eq!(told(vec![sweep.clone()], 3).0, broke);
    assert!(told(vec![sweep.clone()], 0).0.starts_with("The antenna is still turning"));
    // Who asks by its name for how it was is not told that it broke off.
    let grown = vec![grown_whole(&sweep)];
    let card = seen(grown, 9, |now, context| card(now, Some(&sweep), context));
    let wanted = ("The antenna was still turning.", "the antenna was still turning");
    assert_eq!((card.said.as_str(), card.partial.as_str()), wanted);
    let mut long_ago = drawn("20210302T013000Z-6");
    long_ago.at = at() - SignedDuration::from_mins(25);
    assert!(
        told(vec![long_ago, sweep], 0).0.starts_with("The antenna is still turning"),
        "too old to be told"
    );
}

#[test]
fn an_earlier_frame_is_told_as_what_it_is() {
    let earlier = drawn("20210302T015000Z-6");
    let frames = vec![earlier.clone(), drawn("20210302T015500Z-2")];
    let page = seen(frames, 600, |now, context| page(now, Some(&earlier), context));
    assert_eq!(page.heading, "An earlier picture");
    assert!(page.newest_url == "/radar" && page.card.still.is_some());
}

#[test]
fn a_picture_is_called_what_it_is() {
    let last = drawn("20210302T015500Z-2");
    let called = |at: Option<&Frame>, minutes| {
        let page = seen(vec![last.clone()], minutes, |now, context| page(now, at, context));
        (page.heading, page.map.frame)
    };
    let name = last.id.to_string();
    assert_eq!(called(None, 3), ("The newest picture".to_owned(), String::new()));
    assert_eq!(called(None, 40), ("No picture of now".to_owned(), String::new()));
    assert_eq!(called(Some(&last), 40), ("The last picture".to_owned(), name), "the map begins with it");
    let none = seen(Vec::new(), 0, |now, context| page(now, None, context));
    assert_eq!(
        (none.heading.as_str(), none.card.note.unwrap().as_str()),
        ("No picture of now", "What falls now is not known.")
    );
    let stale = seen(vec![last], 20, |now, context| page(now, None, context));
    let note =
        "The last picture is of 5:55 p.m. PST, more than 15 minutes ago; nothing newer has come since.";
    assert_eq!(stale.card.note.as_deref(), Some(note));
}

#[test]
fn a_link_to_an_earlier_picture_is_of_one_moment() {
    let card = |id: &str, said: &str, minutes| {
        let mut frame =
            Frame { said: said.to_owned(), at: at() + SignedDuration::from_mins(minutes), ..drawn(id) };
        frame.layers.push(Layer { product: Product::Card, ..frame.layers[0].clone() });
        frame
    };
    let frames =
        vec![card("20210302T015000Z-6", "Heavy echoes.", -5), card("20210302T015500Z-2", "No echoes.", 0)];
    let head = |at: &Frame| seen(frames.clone(), 3, |now, context| page(now, Some(at), context)).head;
    let earlier = head(&frames[0]);
    let social = earlier.social.unwrap();
    let title = "Radar: Medford, March 1, 2021, 5:50 p.m. PST";
    assert_eq!((earlier.title.as_str(), social.title.as_str()), (title, title));
    assert_eq!(social.description, "March 1, 2021, 5:50 p.m. PST: Heavy echoes.");
    let picture = social.picture.unwrap();
    assert!(
        picture.url.ends_with("/20210302T015000Z-6/card.png") && picture.alt.ends_with("Heavy echoes."),
        "{picture:?}"
    );
    assert_eq!(earlier.canonical.as_deref(), Some("https://signal.example/radar?at=20210302T015000Z-6"));
    assert!(earlier.noindex && !head(&frames[1]).noindex);
    // One that has no such picture has none, rather than that of another moment.
    let bare = drawn("20210302T014500Z-1");
    assert!(head(&bare).social.unwrap().picture.is_none());
    let newest = seen(frames, 3, |now, context| page(now, None, context)).head;
    assert_eq!((newest.title.as_str(), newest.social.unwrap().description.as_str()), ("Radar", "No echoes."));
}

#[test]
fn the_manifest_names_what_is_there_and_what_its_colours_mean() {
    let text = seen(vec![drawn("20210302T015500Z-2")], 1, manifest);
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((told["id"].as_str(), told["state"].as_str()), (Some("KMAX"), Some("fresh")));
    assert_eq!(told["frames"][0]["id"], "20210302T015500Z-2");
    assert_eq!(told["frames"][0]["products"], serde_json::json!(["ref"]));
    let product = &told["products"][0];
    assert_eq!((product["id"].as_str(), product["tilt_deg"].as_f64()), (Some("ref"), Some(0.5)));
    assert_eq!(product["levels"], serde_json::json!([null, "not measured", 5.1]));
    assert_eq!(product["palettes"][0]["colors"][1], "#80808038");
    assert_eq!(told["products"].as_array().unwrap().len(), 1, "a product without a scale cannot be read");
    let bounds: Vec<f64> = told["bounds"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
    assert_eq!(told["max_age_s"], 900, "as long as the policy calls a frame fresh");
    assert_eq!(told["reach_m"], 230_000.0, "the bounds are wider than the radar reaches");
    assert!(bounds[0] < -125.0 && bounds[1] < 40.1 && bounds[2] > -120.0 && bounds[3] > 44.0, "{bounds:?}");
}

#[test]
fn the_lines_of_counties_are_a_small_file() {
    let station = station();
    let file = crate::map::lines::around(&station.radar.sites[0], &station);
    assert!(file.starts_with("<svg xmlns") && file.ends_with("</svg>"), "{file}");
    assert!((3_000..40_000).contains(&file.len()), "{}", file.len());
}

/// What `check` makes of a picture of two radars, of which one may be left out.
fn mosaic<T>(portland: Option<&str>, drawn_too: bool, check: impl FnOnce(&Now<'_>, &Context<'_>) -> T) -> T {
    let (mut station, authors, media) = (station(), HashMap::new(), HashMap::new());
    let portland_site = Site {
        id: RadarId::parse("KRTX").unwrap(),
        name: "Portland".to_owned(),
        at: Position { latitude: 45.715, longitude: -122.9654 },
        ..station.radar.sites[0].clone()
    };
    station.radar.sites.push(portland_site);
    station.radar.mosaic = Site::mosaic("Western Oregon", &station.radar.sites);
    let part = |radar: &str, at: Option<&str>, drawn| radar::Part {
        radar: RadarId::parse(radar).unwrap(),
        at: at.map(|at| at.parse().unwrap()),
        drawn,
        tilt_deg: 0.5,
        reach_m: 460_000.0,
    };
    let parts = vec![part("KMAX", Some("2021-03-02T01:54:00Z"), true), part("KRTX", portland, drawn_too)];
    let site = station.radar.mosaic.clone().unwrap();
    let frame = Frame { radar: site.id.clone(), parts, reach_m: 460_000.0, ..drawn("20210302T015500Z-2") };
    let context = Context { station: &station, authors: &authors, media: &media };
    let now = Now { site: &site, frames: vec![frame], now: at() + SignedDuration::from_mins(2) };
    check(&now, &context)
}

#[test]
fn a_mosaic_says_of_each_radar_when_it_measured() {
    let page = mosaic(Some("2021-03-02T01:51:00Z"), true, |now, context| page(now, None, context));
    assert_eq!((page.card.state, page.card.note), (State::Fresh, None));
    assert_eq!(
        page.card.parts,
        ["Medford (KMAX): measured 5:54 p.m. PST.", "Portland (KRTX): measured 5:51 p.m. PST."]
    );
    assert_eq!(page.card.still.unwrap().title, "Reflectivity, the lowest beam of several radars");
    let choices: Vec<_> = page.sites.iter().map(|site| (site.label.as_str(), site.url.as_str())).collect();
    let choices_wanted = [
        ("Medford (KMAX)", "/radar"),
        ("Portland (KRTX)", "/radar?site=KRTX"),
        ("Western Oregon (all radars)", ""),
    ];
    assert_eq!(choices, choices_wanted);
    assert!(
        page.asides[0].contains("lowest") && !page.asides.concat().contains("horizon"),
        "{:?}",
        page.asides
    );
}

#[test]
fn a_mosaic_without_one_of_its_radars_says_so_wherever_it_is_shown() {
    for (at, words) in [
        (
            Some("2021-03-02T01:10:00Z"),
            "Portland (KRTX): not in this picture; its last whole look is of 5:10 p.m. PST.",
        ),
        (None, "Portland (KRTX): not in this picture; nothing has come from it yet."),
    ] {
        let words = format!("{words} Where only it could see lies a grey veil.");
        let card = mosaic(at, false, |now, context| card(now, None, context));
        assert_eq!(card.note.as_deref(), Some(words.as_str()));
        assert_eq!((card.state, card.condition.as_str()), (State::Stale, "fresh"));
        assert_eq!(card.parts[1], words);
        let lite =
            mosaic(at, false, |now, context| lite(&[Now { frames: now.frames.clone(), ..*now }], context));
        assert_eq!(lite.cards[0].parts[1], words);
    }
}

#[test]
fn the_manifest_of_a_mosaic_names_its_radars_and_covers_them_all() {
    let text = mosaic(Some("2021-03-02T01:10:00Z"), false, manifest);
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((told["id"].as_str(), told["zooms"][1].as_u64()), (Some("MOSAIC"), Some(8)));
    assert!(told["reach_m"].is_null(), "each radar has its own");
    assert_eq!(told["members"][1]["id"], "KRTX");
    let part = serde_json::json!({
        "id": "KRTX", "time": "2021-03-02T01:10:00Z", "drawn": false, "tilt_deg": 0.5, "reach_m": 460_000.0,
    });
    assert_eq!(told["frames"][0]["parts"][1], part);
    assert_eq!(told["products"][0]["tilt_deg"], serde_json::Value::Null, "several radars have no one tilt");
    assert!(told["bounds"][1].as_f64().unwrap() < 38.0 && told["bounds"][3].as_f64().unwrap() > 49.5);
    let alone: serde_json::Value =
        serde_json::from_str(&seen(vec![drawn("20210302T015500Z-2")], 1, manifest)).unwrap();
    assert!(alone["members"].is_null() && alone["frames"][0]["parts"].is_null());
}

#[test]
fn velocity_is_said_to_be_dealiased_where_it_is() {
    let with = |dealiased: bool| {
        let mut frame = drawn("20210302T015500Z-2");
        frame.layers.push(Layer { product: Product::Velocity, dealiased, ..frame.layers[0].clone() });
        let mut station = station();
        let scale = station.radar.scales[&Measure::Reflectivity].clone();
        station.radar.scales.insert(Measure::Velocity, scale);
        let (authors, media) = (HashMap::new(), HashMap::new());
        let context = Context { station: &station, authors: &authors, media: &media };
        let now = Now { site: &station.radar.sites[0], frames: vec![frame], now: at() };
        let told: serde_json::Value = serde_json::from_str(&manifest(&now, &context)).unwrap();
        (
            told["products"][1].clone(),
            told["frames"][0]["dealiased"].clone(),
            told["products"][0]["dealiased"].clone(),
        )
    };
    let (product, frame, other) = with(true);
    assert_eq!(
        (&product["dealiased"], &frame, &other),
        (&true.into(), &true.into(), &serde_json::Value::Null)
    );
    assert_eq!(product["name"], "Velocity");
    assert!(product["note"].as_str().unwrap().contains("dealiased by this station"), "{product}");
    let (product, frame, _) = with(false);
    assert_eq!((&product["dealiased"], &frame), (&false.into(), &false.into()));
    assert_eq!(product["name"], "Velocity (not dealiased)");
    assert!(product["note"].as_str().unwrap().contains("wrap around"), "{product}");
}
