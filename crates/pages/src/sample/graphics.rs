//! Examples of maps and charts. They are pieces of pages; [`page`] puts all of them on one, for the gallery.

use jiff::civil::date;

use super::{Sample, public, stories::chrome};
use crate::{
    Error, Renderer,
    chart::{
        self, ChartView,
        series::{Daily, Day, Kind, Mark},
    },
    chrome::{Chrome, Head},
    map::{self, Area, CountyMap, MapView, Unplaced},
    page::StationPage,
};

/// Made-up cases per 100,000 for the 36 counties of Oregon, by the odd numbers that their keys end in.
const RATES: [u32; 36] = [
    3_913, 1_021, 3_204, 1_996, 2_187, 1_502, 3_702, 1_377, 3_288, 2_454, 1_890, 804, 2_961, 1_742, 3_676,
    4_118, 2_566, 4_020, 1_655, 2_704, 1_998, 2_233, 7_809, 5_304, 8_741, 3_950, 2_871, 1_130, 1_604, 9_866,
    2_015, 1_207, 3_320, 1_003, 3_591, 3_777,
];

/// Made-up new cases of sixty days; none where the county sent nothing.
const NEW: [i32; 60] = [
    52, 61, 48, 70, 96, 41, 33, 58, 66, 71, 64, 80, 47, 30, 55, 59, 62, 57, 74, 39, 28, 49, 51, 54, 60, 61,
    35, 22, 44, 47, -1, -1, 88, 31, 19, 40, 37, 42, 36, 45, 24, 17, 33, 35, 31, 38, 41, 20, 14, 27, 30, 26,
    33, 29, 16, 12, 24, 22, 25, 21,
];

pub(super) fn samples() -> Vec<Sample> {
    let (chrome, bare) = (chrome(), Chrome::default());
    vec![
        public("map", &chrome, &map::draw(&counties("41")).0),
        public("map-bare", &bare, &MapView::default()),
        public("chart", &chrome, &chart::daily(&new_cases())),
        public("chart-bare", &bare, &ChartView::default()),
    ]
}

/// The map of Oregon, for a table.
pub(super) fn map() -> MapView {
    map::draw(&counties("41")).0
}

/// The chart of new cases, for a table.
pub(super) fn chart() -> ChartView {
    chart::daily(&new_cases())
}

/// The small chart of new cases, for a row of a table.
pub(super) fn spark() -> String {
    chart::spark(&new_cases())
}

/// All of them on one page.
///
/// # Errors
/// As for [`Renderer::page`].
pub fn page(renderer: &Renderer) -> Result<String, Error> {
    let mut body = String::new();
    for state in ["41", "06", "48"] {
        body += &renderer.piece(&map::draw(&counties(state)).0)?;
    }
    for (at, chart) in [new_cases(), all_cases(), week(), temperature()].iter().enumerate() {
        let chart = Daily { id: format!("chart-{at}"), ..chart.clone() };
        body += &renderer.piece(&chart::daily(&chart))?;
        body += &format!("<p>In a row of a table: {}</p>", chart::spark(&chart));
    }
    let title = "Maps and charts".to_owned();
    let head = Head { title: title.clone(), ..Head::default() };
    renderer.page(&chrome(), &StationPage { head, title, body_html: body, ..StationPage::default() })
}

/// The map of Oregon as a picture.
#[must_use]
pub fn picture_of_map() -> String {
    map::standalone(&counties("41"), "Source: made up for this example. Rogue Valley Signal")
        .unwrap_or_default()
}

/// The chart of new cases as a picture.
#[must_use]
pub fn picture_of_chart() -> String {
    chart::standalone(&new_cases(), "Source: made up for this example. Rogue Valley Signal")
        .unwrap_or_default()
}

/// A made-up map. Oregon has one county without a figure and one without a row.
fn counties(state: &str) -> CountyMap {
    let key = |place: usize| format!("{state}{:03}", 2 * place + 1);
    let area = |(place, rate): (usize, &u32)| Area {
        fips: key(place),
        name: String::new(),
        value: (key(place) != "41063").then_some(f64::from(*rate)),
        words: if key(place) == "41063" {
            "not reported".to_owned()
        } else {
            format!("{} per 100,000", crate::number::grouped(i64::from(*rate)))
        },
        url: Some(format!("/data/covid/{}", key(place))),
    };
    // Larger states repeat the figures.
    let count = if state == "48" { 254 } else { 58 };
    let known = |area: &Area| map::full_name(&area.fips).is_some() && area.fips != "41069";
    CountyMap {
        id: format!("covid-{state}"),
        states: [state.to_owned()].into(),
        title: "Cases per 100,000 people, by county".to_owned(),
        unit: "cases per 100,000 people".to_owned(),
        places: 0,
        classes: 5,
        areas: RATES.iter().cycle().take(count).enumerate().map(area).filter(known).collect(),
        unplaced: vec![Unplaced {
            name: "Unassigned".to_owned(),
            words: "57 cases, not yet placed in a county".to_owned(),
        }],
    }
}

fn new_cases() -> Daily {
    Daily {
        id: "new-cases".to_owned(),
        title: "New cases a day, Jackson County".to_owned(),
        unit: ("case".to_owned(), "cases".to_owned()),
        kind: Kind::Count,
        average: true,
        days: days(NEW.iter().map(|count| (*count >= 0).then_some(f64::from(*count)))),
        ..Daily::default()
    }
}

fn all_cases() -> Daily {
    let mut sum = 5_914.0;
    let add = |count: &i32| {
        sum += f64::from(*count).max(0.0);
        (*count >= 0).then_some(sum)
    };
    let mut days = days(NEW.iter().map(add));
    for (place, mark) in [(20, Mark::Revised), (44, Mark::Held)] {
        if let Some(day) = days.get_mut(place) {
            day.mark = Some(mark);
        }
    }
    let title = "Cases since the beginning, Jackson County".to_owned();
    Daily { title, kind: Kind::Level, average: false, days, ..new_cases() }
}

fn week() -> Daily {
    let all = all_cases();
    let days = all.days.iter().rev().take(8).copied().collect();
    Daily { title: "Cases in the last days".to_owned(), days, ..all }
}

fn temperature() -> Daily {
    let highs = [41.3, 44.0, 39.5, 47.2, 52.8, 55.1, 49.9, 58.0, 61.4, 57.7, 54.2, 50.3];
    Daily {
        title: "Highest temperature, Medford".to_owned(),
        unit: ("degree".to_owned(), "degrees".to_owned()),
        places: 1,
        kind: Kind::Afloat,
        days: days(highs.iter().copied().map(Some)),
        ..Daily::default()
    }
}

/// The figures of the days that end on February 28, 2021.
fn days(figures: impl ExactSizeIterator<Item = Option<f64>>) -> Vec<Day> {
    let count = i64::try_from(figures.len()).unwrap_or(0);
    let first = date(2021, 3, 1).saturating_sub(jiff::Span::new().days(count));
    let dates = first.series(jiff::Span::new().days(1));
    dates.zip(figures).map(|(date, value)| Day { date, value, mark: None }).collect()
}
