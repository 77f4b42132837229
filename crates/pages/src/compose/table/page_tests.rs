//! The page of a table of the whole country, and the map that it cannot have.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{Chrome, Renderer, Theme};
use model::{
    county, reading,
    station::Station,
    table::{Current, Derived, Display, How, Population, addresses},
};
use std::{collections::HashMap, sync::Arc};

/// What memory keeps at most of one page, in bytes.
const LARGEST: usize = 4 << 20;

fn spec(counties: impl Iterator<Item = county::County>) -> Spec {
    let mut spec = Spec::named(Slug::parse("us").unwrap(), "Cases by county");
    spec.keys = counties.map(|county| (county.fips.to_owned(), county.name.to_owned())).collect();
    spec.addresses = addresses(&spec.keys);
    spec.measures = ["cases", "deaths", "tests"]
        .map(|column| Measure {
            column: column.to_owned(),
            label: column.to_owned(),
            cumulative: true,
            ..Measure::default()
        })
        .into();
    spec.derived = How::ALL.map(|how| Derived { of: 0, how, label: String::new() }).into();
    let people = spec.keys.keys().map(|key| (key.clone(), 1_000)).collect();
    spec.population = Some(Arc::new(Population { people, credit: "Census".to_owned() }));
    spec.display = Display { map: Some(5), chart: Some(0), totals: true, ..Display::default() };
    spec
}

fn day(spec: &Spec, date: &str, figure: i64) -> Snapshot {
    Snapshot {
        as_of: date.parse().unwrap(),
        fetched_at: "2021-03-01T09:15:00Z".parse().unwrap(),
        rows: spec.keys.keys().map(|key| (key.clone(), vec![Some(figure); 3])).collect(),
        published_totals: None,
    }
}

fn made(spec: &Spec, view: &View) -> TablePage {
    let station = Station {
        name: "Signal".to_owned(),
        tagline: String::new(),
        city: String::new(),
        language: "en".to_owned(),
        zone: jiff::tz::TimeZone::UTC,
        base_url: "https://signal.example".to_owned(),
        notice: None,
        sections: Vec::new(),
        places: Vec::new(),
        towns: Vec::new(),
        weather: model::weather::Rules::default(),
        radar: model::radar::Policy::default(),
        alerts: model::alert::Policy::default(),
    };
    let (authors, media) = (HashMap::new(), HashMap::new());
    let context = Context { station: &station, authors: &authors, media: &media };
    let current = Current { shown: Some(day(spec, "2021-02-28", 12_345)), held: None };
    let earlier = [day(spec, "2021-02-27", 12_300)];
    let (state, next, notes) = (reading::State::Fresh, None, &[]);
    let now = Now { spec, current: &current, earlier: &earlier, state, next, trouble: false, notes };
    let days = ["2021-02-28", "2021-02-27"].map(|day| day.parse().unwrap());
    let around = Around {
        view,
        days: &days,
        series: &Series::new(),
        marks: &Marks::default(),
        before: &[],
        stories: &[],
        others: &[],
    };
    page(&now, &around, &context)
}

#[test]
fn a_table_of_all_counties_is_a_page_like_any_other() {
    let spec = spec(county::all());
    let page = made(&spec, &View::default());
    assert_eq!(page.rows.len(), spec.keys.len());
    assert_eq!(page.map_note, "There is no map here: 3,231 counties are too many for one.");
    assert!(page.map.is_none());
    let html = Renderer::new(&Theme::default()).unwrap().page(&Chrome::default(), &page).unwrap();
    assert!(html.len() < LARGEST, "{} bytes", html.len());
    assert_eq!(html.matches("<th scope=\"row\">").count(), spec.keys.len());
}

#[test]
fn counties_of_neighbouring_states_have_one_map() {
    let counties = ["OR", "CA"].into_iter().flat_map(|state| county::of_state(state).unwrap());
    let map = made(&spec(counties), &View::default()).map.unwrap();
    assert_eq!(map.svg_html.matches("<a href=").count(), 36 + 58);
    assert!(map.notes.is_empty(), "{:?}", map.notes);
}

#[test]
fn counties_of_one_state_have_a_map_unless_a_row_is_looked_for() {
    let spec = spec(county::of_state("OR").unwrap());
    let plain = made(&spec, &View::default());
    assert_eq!((plain.map.is_some(), plain.map_note.as_str()), (true, ""));
    let found = made(&spec, &View { find: "jack".to_owned(), ..View::default() });
    assert_eq!((found.map.is_none(), found.rows.len()), (true, 1));
    assert_eq!(found.filter.found, "1 of 36 rows with “jack” in the name.");
    assert_eq!(found.totals.len(), 3, "the totals are still of all");
}

#[test]
fn a_heading_gives_its_order_and_then_the_opposite_one() {
    let spec = spec(county::of_state("OR").unwrap());
    let plain = made(&spec, &View::default());
    let (cases, deaths) = (&plain.columns[0], &plain.columns[1]);
    assert_eq!(
        (cases.order.as_str(), cases.url.as_str()),
        ("descending", "/data/us?sort=cases&order=up#table")
    );
    assert_eq!((deaths.order.as_str(), deaths.url.as_str()), ("", "/data/us?sort=deaths#table"));
    assert_eq!(plain.row_heading.url, "/data/us?sort=name#table");
    let view = View { sort: Some("name".to_owned()), find: "la".to_owned(), ..View::default() };
    let named = made(&spec, &view);
    assert_eq!(named.row_heading.order, "ascending");
    assert_eq!(named.row_heading.url, "/data/us?find=la&sort=name&order=down#table");
    assert_eq!(named.columns[0].url, "/data/us?find=la#table", "the usual order needs no word");
    assert_eq!(named.filter.also, [("sort".to_owned(), "name".to_owned())]);
}
