//! Two days with a weather service that is late, cut, empty, wrong and silent. After every step a reader who knows the
//! truth looks at every page of the weather: no figure may be wrong and not marked, and no warning missing.
//!
//! The suite goes through the first hours; `cargo xtask soak weather` goes through all forty-eight in smaller steps.

mod air;
mod reader;
mod service;
mod sky;

use crate::{
    database::Engine,
    house::{House, Station},
    internet::Answers,
};
use jiff::{SignedDuration, Timestamp};
use reader::{Faults, text};
use service::{Handed, Service};
use sky::{MESSAGES, Message, Sky, TOWNS, after};
use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};

const BEGIN: &str = "2021-03-01T12:00:00-08:00";
/// Pages that show the strip, among them one that has nothing to do with the weather.
const STRIP: [&str; 3] = ["/", "/archive", "/weather"];
/// How long warnings may go unchecked before every page says so: `alerts.patience_minutes`.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

fn settings() -> String {
    let mut text = r#"
[front]
modules = ["weather:all"]
[weather]
endpoint = "INTERNET"
metar_endpoint = "INTERNET/metar"
far_km = 100.0
[alerts]
sources = ["INTERNET/alerts/active"]
[air]
source = "INTERNET/aq/{town}"
"#
    .to_owned();
    for town in &TOWNS {
        let stations: Vec<&str> = town.stations.iter().map(|(code, ..)| *code).collect();
        let _ = write!(
            text,
            "[town.{}]\nname = \"{}\"\nlatitude = 42.3\nlongitude = -122.8\nstations = {stations:?}\ngrid = \"{}\"\nforecast_zone = \"ORZ029\"\n",
            town.slug, town.name, town.grid
        );
    }
    text
}

/// A station of the towns, and the service that it asks.
async fn opens() -> (Station, Arc<Service>) {
    let begin: Timestamp = BEGIN.parse().unwrap();
    let sky = Sky { seed: 20_210_301 };
    let service = Arc::new(Service { sky, begin, handed: Mutex::new(Handed::default()) });
    let station = House::on(Engine::Sqlite).with(&settings()).at(BEGIN).opens().await;
    let (asked, clock) = (service.clone(), station.clock.clone());
    let answers: Answers = Arc::new(move |path: &str| asked.answer(path, clock.now()));
    station.internet.is_run_by(answers);
    (station, service)
}

/// How long, and in what steps: from the environment for the long run.
fn plan() -> (i64, i64) {
    #[allow(
        clippy::disallowed_methods,
        reason = "whoever runs the tests speaks to them through the environment"
    )]
    let said = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    (said("BELLWETHER_SOAK_HOURS").unwrap_or(12), said("BELLWETHER_SOAK_STEP_MINUTES").unwrap_or(30))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_figure_is_wrong_and_not_marked() {
    let (hours, step) = plan();
    let (station, service) = opens().await;
    let (mut found, mut fresh, mut looks) = (Vec::new(), 0, 0);
    for _ in 0..hours * 60 / step {
        station.passes(SignedDuration::from_mins(step)).await;
        let is_fresh = looks_at_everything(&station, &service, &mut found).await;
        (fresh, looks) = (fresh + usize::from(is_fresh), looks + 1);
        assert!(found.len() < 40, "{found:#?}");
    }
    let faults = service.handed().faults.clone();
    println!(
        "{hours} hours, {looks} looks, {fresh} of them at figures that were new everywhere; answers: {faults:?}"
    );
    assert!(found.is_empty(), "{found:#?}");
    // A station that shows nothing is never wrong; this one has to show something.
    assert!(fresh * 3 > looks, "{fresh} of {looks}");
    station.stops().await;
}

/// The reader itself: each figure of a page that it lets pass, made another one, must be seen.
#[tokio::test(flavor = "multi_thread")]
async fn the_reader_sees_every_figure_that_is_wrong() {
    let (station, service) = opens().await;
    station.passes(SignedDuration::from_hours(2)).await;
    let (sky, now, town) = (service.sky, station.clock.now(), &TOWNS[0]);
    let page = text(&station.reader().opens("/weather/medford").await.is(200).text());
    let faults_of = |page: &[String]| {
        let mut found = Vec::new();
        reader::town_page(page, town, sky, &mut Faults { page: String::new(), now, found: &mut found });
        found
    };
    assert_eq!(faults_of(&page), Vec::<String>::new());
    let mut changed = 0;
    // The drawing's own words are compared with its figures elsewhere.
    for (number, line) in page.iter().enumerate().filter(|(_, line)| !line.starts_with("Hour by hour as ")) {
        for (place, _) in line.match_indices("°F") {
            let begin = line[..place].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
            let Ok(figure) = line[begin..place].parse::<i64>() else { continue };
            let mut wrong = page.clone();
            wrong[number] = format!("{}{}{}", &line[..begin], figure + 40, &line[place..]);
            assert!(!faults_of(&wrong).is_empty(), "not seen: {}", wrong[number]);
            changed += 1;
        }
    }
    assert!(changed > 35, "{changed} figures: {page:#?}");
    indexes_are_seen(&page, faults_of);
    let mut undated = page.clone();
    undated.retain(|line| !line.starts_with("Observed ") && !line.starts_with("Forecast made "));
    assert!(faults_of(&undated).len() >= 3, "{:#?}", faults_of(&undated));
    // The same page, read later without a mark.
    for (hours, marks) in [(3, 1), (20, 2)] {
        let (mut found, later) = (Vec::new(), now + SignedDuration::from_hours(hours));
        reader::town_page(
            &page,
            town,
            sky,
            &mut Faults { page: String::new(), now: later, found: &mut found },
        );
        let unmarked = found.iter().filter(|fault| fault.contains("old: true")).count();
        assert!(unmarked >= marks, "{hours} hours later: {found:#?}");
    }
    station.stops().await;
}

/// Each index of the air, made another one, must be seen; and so must an hour that is not told.
fn indexes_are_seen(page: &[String], faults_of: impl Fn(&[String]) -> Vec<String>) {
    let begin = page.iter().position(|line| line == "Air quality").unwrap();
    let end = page.iter().position(|line| line == reader::hours_title(page)).unwrap();
    let mut changed = 0;
    for number in begin..end {
        let words: Vec<&str> = page[number].split(' ').collect();
        for (place, word) in words.iter().enumerate() {
            let Ok(index) = word.trim_end_matches(',').parse::<i64>() else { continue };
            let other = word.replace(&index.to_string(), &(index + 3).to_string());
            let mut wrong = page.to_vec();
            let mut words = words.clone();
            words[place] = &other;
            wrong[number] = words.join(" ");
            assert!(!faults_of(&wrong).is_empty(), "not seen: {}", wrong[number]);
            changed += 1;
        }
    }
    assert!(changed >= 3, "{changed} indexes: {:#?}", &page[begin..end]);
    let mut undated = page.to_vec();
    undated.retain(|line| !line.starts_with("Index of the hour"));
    assert!(!faults_of(&undated).is_empty(), "an index without its hour");
}

/// Look at every page; whether all towns had a figure that is not old.
async fn looks_at_everything(station: &Station, service: &Service, found: &mut Vec<String>) -> bool {
    let (sky, now, reader) = (service.sky, station.clock.now(), station.reader());
    let mut all_fresh = true;
    for town in &TOWNS {
        let path = format!("/weather/{}", town.slug);
        let page = text(&reader.opens(&path).await.is(200).text());
        all_fresh &= reader::town_page(&page, town, sky, &mut Faults { page: path, now, found });
        for kind in ["lite", "embed"] {
            let path = format!("/{kind}/weather/{}", town.slug);
            let page = text(&reader.opens(&path).await.is(200).text());
            let ends = |heading: &str| page.iter().position(|line| line == heading).unwrap_or(page.len());
            let end = ends("Air quality").min(ends("The next days"));
            let mut faults = Faults { page: path, now, found };
            reader::card(&page[..end], town, sky, &mut faults);
            if kind == "lite" {
                air::section(&page[end..], town, sky, &mut faults);
            }
        }
    }
    for path in ["/weather", "/lite/weather", "/"] {
        let page = text(&reader.opens(path).await.is(200).text());
        let mut faults = Faults { page: path.to_owned(), now, found };
        let cards = reader::cards(&page, sky, &mut faults);
        faults.unless(cards >= TOWNS.len(), || format!("{cards} towns: {page:#?}"));
    }
    warnings(station, service, found).await;
    all_fresh
}

/// The warnings that readers must see: handed out, not over, not replaced by another that was handed out.
async fn warnings(station: &Station, service: &Service, found: &mut Vec<String>) {
    let (now, reader) = (station.clock.now(), station.reader());
    let (holding, silent) = {
        let handed = service.handed();
        let is_known = |message: &Message| handed.messages.contains_key(message.id);
        let is_replaced = |id: &str| MESSAGES.iter().any(|later| later.refers == Some(id) && is_known(later));
        let holds = |message: &&Message| {
            is_known(message)
                && message.status == "Actual"
                && message.kind != "Cancel"
                && after(service.begin, message.ends) > now
                && !is_replaced(message.id)
        };
        let holding: Vec<&Message> = MESSAGES.iter().filter(holds).collect();
        (holding, now.duration_since(handed.alerts.unwrap_or(service.begin)))
    };
    let page = reader.opens("/alerts").await.is(200).text();
    let page = text(page.split("<main").nth(1).unwrap_or_default());
    let end = page.iter().position(|line| line == "Ended lately").unwrap_or(page.len());
    let board = &page[..end];
    let mut faults = Faults { page: "/alerts".to_owned(), now, found };
    for message in &MESSAGES {
        let holds = holding.iter().any(|other| other.event == message.event);
        let is_shown = board.iter().any(|line| line.contains(message.event));
        faults.unless(holds == is_shown, || {
            format!("{} holds: {holds}, is shown: {is_shown}: {board:?}", message.event)
        });
    }
    for path in STRIP {
        let page = reader.opens(path).await.is(200).text();
        let strip = text(page.split("<main").next().unwrap_or_default()).join(" ");
        let mut faults = Faults { page: path.to_owned(), now, found: &mut *faults.found };
        let first = holding.iter().any(|message| message.strip);
        let is_shown = MESSAGES.iter().any(|message| strip.contains(message.event));
        faults.unless(first == is_shown, || format!("a warning: {first}, on the strip: {is_shown}: {strip}"));
        let is_said = strip.contains("could not be checked") || strip.contains("could not be asked");
        if silent > PATIENCE + SignedDuration::from_mins(1) {
            faults.unless(is_said, || format!("nobody could be asked for {silent:#}: {strip}"));
        }
        if silent < PATIENCE {
            faults.unless(!is_said, || format!("asked {silent:#} ago: {strip}"));
        }
    }
}
