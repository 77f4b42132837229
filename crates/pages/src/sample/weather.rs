//! Examples of the weather: a town in every state, its page, and the same in words only.

use super::{
    Sample,
    almanac::{almanac, rain},
    public, screen,
    stories::{at, cards, chrome},
};
use crate::{
    chrome::{Chrome, Head, Link},
    compose,
    desk::{
        form::{Choice, Problem, Theirs},
        frame::Frame,
        revisions::Comparison,
        weather::{PeriodRow, TownDesk, TownLine, WeatherDesk},
    },
    lite::LiteModule,
    module::{ModuleView, RadarCard, State},
    moment::Day,
    weather::{
        AirView, CardOwn, CardWarning, DayRow, Fact, HourRow, LiteWeather, NearRadar, OwnLine, StationRow,
        TownCard, TownPage, Trust, UnitLink, WeatherFront, WeatherTeaser, icon,
    },
};
use model::weather::Condition;

pub(super) fn samples() -> Vec<Sample> {
    let (chrome, bare) = (chrome(), Chrome::default());
    vec![
        public("weather", &chrome, &front()),
        public("weather-bare", &bare, &WeatherFront::default()),
        public("weather-town", &chrome, &town()),
        public("weather-town-missing", &chrome, &missing()),
        public("weather-town-unmeasured", &chrome, &unmeasured()),
        public("weather-town-bare", &bare, &TownPage::default()),
        public("weather-module", &chrome, &module()),
        public("forecast-module", &chrome, &headline()),
        public("lite-weather", &chrome, &lite()),
        public("lite-weather-bare", &bare, &LiteWeather::default()),
    ]
}

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

fn source() -> Option<Link> {
    Some(Link::new("National Weather Service", "https://www.weather.gov/"))
}

fn medford() -> TownCard {
    TownCard {
        id: "medford".into(),
        name: "Medford".into(),
        url: "/weather/medford".into(),
        state: State::Fresh,
        note: None,
        icon_html: icon(Some(Condition::Clear), true),
        temperature: Some("49°F".into()),
        words: "Clear".into(),
        high: Some("63°F".into()),
        low: Some("30°F".into()),
        low_is_ahead: false,
        facts: vec![fact("Feels like", "49°F"), fact("Wind", "Northwest 3 mph"), fact("Humidity", "48%")],
        observed: Some(at(1, 17, 53)),
        observed_words: "5:53 p.m. PST".into(),
        station: "Medford Airport, 4 miles away".into(),
        air: Some(super::air::line()),
        warnings: vec![CardWarning {
            words: "Red Flag Warning until 8:00 p.m. PST".into(),
            url: "/alerts/3".into(),
            lite: "/lite/alerts/3".into(),
        }],
        own: vec![CardOwn {
            name: "medford-2021-03-01-night".into(),
            words: "Tonight: Clear, then fog. Black ice on bridges. (Ana Ruiz, 5:10 p.m. PST)".into(),
        }],
        asides: Vec::new(),
    }
}

fn stale() -> TownCard {
    TownCard {
        id: "brookings".into(),
        name: "Brookings".into(),
        url: "/weather/brookings".into(),
        state: State::Stale,
        note: Some(
            "The last observation of Brookings is of 1:53 p.m. PST; nothing newer has come since.".into(),
        ),
        icon_html: icon(Some(Condition::Rain), true),
        words: "Light rain".into(),
        observed_words: "1:53 p.m. PST".into(),
        warnings: Vec::new(),
        own: Vec::new(),
        asides: vec!["The station stands 31 miles away: it may differ there.".into()],
        air: Some(super::air::old_line()),
        ..medford()
    }
}

fn none() -> TownCard {
    TownCard {
        id: "lakeview".into(),
        name: "Lakeview".into(),
        url: "/weather/lakeview".into(),
        state: State::Missing,
        note: Some("No observation of Lakeview is available: its stations have not answered.".into()),
        high: Some("41°F".into()),
        low: Some("18°F".into()),
        ..TownCard::default()
    }
}

pub(super) fn units() -> Vec<UnitLink> {
    let link = |label: &str, url: &str| UnitLink { label: label.into(), url: url.into() };
    vec![link("°F, mph", ""), link("°C, km/h", "/weather/medford?units=metric")]
}

fn front() -> WeatherFront {
    WeatherFront {
        head: Head { title: "Weather".into(), ..Head::default() },
        forecast: Some(headline()),
        teaser: WeatherTeaser {
            cards: vec![medford(), stale(), none()],
            source: source(),
            units: Vec::new(),
        },
        units: units(),
        radar: Some(near(super::radar::medford())),
        stories: cards().into_iter().skip(1).take(2).collect(),
    }
}

fn module() -> ModuleView {
    ModuleView {
        id: "weather-all".into(),
        title: "Weather".into(),
        url: Some("/weather".into()),
        state: State::Fresh,
        weather: Some(WeatherTeaser {
            cards: vec![medford(), stale(), none()],
            source: source(),
            units: units(),
        }),
        ..ModuleView::default()
    }
}

/// Towns in one line each, for the lite front.
pub(super) fn lines() -> LiteModule {
    let lines = [medford(), stale(), none()].iter().map(compose::lite::town).collect();
    LiteModule {
        title: "Weather now".into(),
        url: "/lite/weather".into(),
        state: State::Fresh,
        towns: lines,
        ..LiteModule::default()
    }
}

fn headline() -> ModuleView {
    ModuleView {
        id: "forecast-headline".into(),
        title: "The forecast".into(),
        url: Some("/weather".into()),
        state: State::Stale,
        note: Some("This was written February 27, 2021, 4:00 p.m. PST; no newer forecast has been.".into()),
        headline: cards().into_iter().next(),
        ..ModuleView::default()
    }
}

fn near(card: RadarCard) -> NearRadar {
    NearRadar { card, place: "Medford (KMAX), 19 miles from Medford".into(), source: source() }
}

fn days() -> Vec<DayRow> {
    let day = |date: &str, name: &str, condition, words: &str, high: &str, low: &str| DayRow {
        day: Day::with_weekday(date.parse().unwrap_or_default()),
        name: name.into(),
        icon_html: icon(Some(condition), true),
        words: words.into(),
        high: high.into(),
        low: low.into(),
        rain: "10%".into(),
        night_rain: if high == "–" { String::new() } else { "30%".into() },
        high_is_measured: false,
        low_is_measured: false,
        long: vec![format!("{name}: {words}, with a high near {high}.")],
        by: String::new(),
        night_words: String::new(),
    };
    vec![
        day("2021-03-01", "Tonight", Condition::Clear, "Clear", "–", "30°F"),
        DayRow {
            by: "Ana Ruiz".into(),
            night_words: "Fog again".into(),
            ..day("2021-03-02", "Tuesday", Condition::Fog, "Fog, then sun", "58°F", "31°F")
        },
        day("2021-03-03", "Wednesday", Condition::Showers, "Chance rain showers", "60°F", "36°F"),
    ]
}

fn own() -> Vec<OwnLine> {
    vec![OwnLine {
        id: "own-2021-03-02-day".into(),
        part: "Tuesday".into(),
        said: "Fog, then sun, high 58°F".into(),
        note: "Slow to clear along the river.".into(),
        by: "Ana Ruiz".into(),
        made: at(1, 17, 10),
    }]
}

pub(super) fn screens(frame: &Frame, bare: &Frame) -> Vec<Sample> {
    let line =
        |name: &str, url: &str, own: &str| TownLine { name: name.into(), url: url.into(), own: own.into() };
    let list = WeatherDesk {
        towns: vec![
            line("Medford", "/desk/weather/medford", "1 day or night"),
            line("Brookings", "/desk/weather/brookings", ""),
        ],
        action: "/desk/weather".into(),
        pinned: Some(Link::new("A very mild start to March", "/desk/stories/7")),
        stories: vec![Choice { value: "7".into(), label: "A very mild start to March".into(), chosen: true }],
        until: "2021-03-02T06:00".into(),
        zone: "America/Los Angeles (PST)".into(),
        problems: Vec::new(),
    };
    let service = PeriodRow {
        id: "2021-03-01-night".into(),
        name: "Night of Monday, March 1".into(),
        service: "Clear, 30°F".into(),
        edit: "/desk/weather/medford?period=2021-03-01-night#own".into(),
        ..PeriodRow::default()
    };
    let ours = ours();
    let choice = |row: &PeriodRow, chosen| Choice { value: row.id.clone(), label: row.name.clone(), chosen };
    let one = TownDesk {
        seen: vec![format!("{} {}", ours.id, ours.seen)],
        theirs: Some(Theirs {
            words:
                "Ben Ochoa wrote of this day or night while you were writing: March 1, 2021, 5:12 p.m. PST"
                    .into(),
            comparison: Comparison::new(1, 2, &[("In a few words", "Fog", "Fog, then sun")]),
        }),
        name: "Medford".into(),
        action: "/desk/weather/medford".into(),
        end: "/desk/weather/medford/end".into(),
        public: "/weather/medford".into(),
        periods: vec![choice(&service, false), choice(&ours, true)],
        rows: vec![service, ours],
        words: "Fog, then sun".into(),
        temperature: "580".into(),
        note: "Slow to clear along the river.".into(),
        until: "2021-03-02T12:00".into(),
        zone: "America/Los Angeles (PST)".into(),
        problems: vec![Problem {
            field: "temperature".into(),
            words: "It has never been so cold or so warm. Correct the figure.".into(),
        }],
    };
    vec![
        screen("desk-weather", frame, &list),
        screen("desk-weather-bare", bare, &WeatherDesk::default()),
        screen("desk-weather-town", frame, &one),
        screen("desk-weather-town-bare", bare, &TownDesk::default()),
    ]
}

/// A day of which the newsroom speaks.
fn ours() -> PeriodRow {
    PeriodRow {
        id: "2021-03-02-day".into(),
        name: "Tuesday, March 2".into(),
        service: "Sunny, 64°F".into(),
        own: "Fog, then sun, 58°F".into(),
        note: "Slow to clear along the river.".into(),
        by: "Ana Ruiz".into(),
        made: Some(at(1, 17, 10)),
        until: Some(at(2, 12, 0)),
        edit: "/desk/weather/medford?period=2021-03-02-day#own".into(),
        seen: "5c3f9d1e07a2b846".into(),
    }
}

fn town() -> TownPage {
    let hour = |day: &str, time: &str, temperature: &str| HourRow {
        day: day.into(),
        iso: "2021-03-01T18:00:00-08:00".into(),
        time: time.into(),
        icon_html: icon(Some(Condition::Clear), false),
        words: "Clear".into(),
        temperature: temperature.into(),
        rain: "0%".into(),
        wind: "NW 3 mph".into(),
    };
    TownPage {
        alerts: super::warnings::board(),
        head: Head { title: "Weather in Medford".into(), ..Head::default() },
        card: TownCard { air: None, warnings: Vec::new(), ..medford() },
        air: Some(super::air::view()),
        units: units(),
        hours_title: "The next 3 hours".into(),
        hours_caption: "Hour by hour, in PST".into(),
        hours: vec![hour("", "6 p.m.", "48°F"), hour("", "7 p.m.", "45°F"), hour("Tuesday", "12 a.m.", "36°F")],
        hours_trust: Trust {
            state: State::Stale,
            note: Some("The forecast by the hour was made March 1, 2021, 4:00 a.m. PST; nothing newer has come since.".into()),
            made: Some(at(1, 4, 0)),
        },
        chart: None,
        days: days(),
        days_trust: Trust { state: State::Fresh, note: None, made: Some(at(1, 13, 0)) },
        own: own(),
        almanac: Some(almanac()),
        rain: Some(rain()),
        sky: vec![fact("Sunrise", "6:46 a.m. PST"), fact("Sunset", "6:02 p.m. PST"), fact("Moon", "Waning gibbous, 93% lit")],
        radar: Some(near(super::radar::medford())),
        stations: vec![StationRow {
            name: "Medford Airport".into(),
            id: "KMFR".into(),
            place: "4 miles from Medford, 1,330 feet above the sea".into(),
        }],
        source: source(),
        next: Some(at(1, 18, 10)),
        ways: vec![Link::new("In words only", "/lite/weather/medford")],
        others: vec![Link::new("Brookings", "/weather/brookings")],
    }
}

fn missing() -> TownPage {
    let nothing = |note: &str| Trust { state: State::Missing, note: Some(note.into()), made: None };
    TownPage {
        card: none(),
        air: Some(super::air::missing()),
        hours: Vec::new(),
        hours_trust: nothing("The forecast by the hour has not come yet."),
        days: Vec::new(),
        days_trust: nothing("The forecast is not available: the source has not answered."),
        almanac: None,
        rain: None,
        radar: Some(near(super::radar::silent())),
        ..town()
    }
}

fn unmeasured() -> TownPage {
    TownPage { air: Some(super::air::unmeasured()), ..missing() }
}

fn lite() -> LiteWeather {
    let lead = |warning: CardWarning| CardWarning { url: warning.lite.clone(), ..warning };
    let plain = |card: TownCard| TownCard {
        icon_html: String::new(),
        warnings: card.warnings.into_iter().map(lead).collect(),
        ..card
    };
    LiteWeather {
        head: Head { title: "Weather".into(), ..Head::default() },
        title: "Weather".into(),
        alerts: super::warnings::board(),
        cards: vec![plain(medford()), plain(stale()), plain(none())],
        units: units(),
        home: "/lite".into(),
        forecast: Some(compose::lite::module(&headline())),
        hours_title: town().hours_title,
        hours_caption: town().hours_caption,
        hours: town().hours,
        hours_trust: Some(town().hours_trust),
        sky: town().sky,
        radar: Some(near(RadarCard { still: None, ..super::radar::medford() })),
        stations: town().stations,
        air: Some(AirView { scale: Vec::new(), ..super::air::old() }),
        days: days(),
        days_trust: Some(town().days_trust),
        own: own(),
        almanac: Some(almanac()),
        rain: Some(rain()),
        source: source(),
        full: "/weather".into(),
    }
}
