//! What must hold for maps: keys fit both ways, every county says its words, nothing hostile gets out, few bytes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, io::Write, path::PathBuf};

use super::{Area, CountyMap, Mismatch, Unplaced, draw, full_name, standalone};

fn of(states: &str) -> BTreeSet<String> {
    states.split('+').map(str::to_owned).collect()
}

/// A row for each county of a state, made up from its key.
fn rows(state: &str) -> CountyMap {
    let sheet = super::atlas::sheet(&of(state)).unwrap();
    let area = |(place, county): (usize, &super::atlas::County)| Area {
        fips: county.fips.clone(),
        name: String::new(),
        value: Some(((place * 7_919) % 4_000) as f64 + 900.0),
        words: format!("{} cases, {} per 100,000", place * 37, (place * 7_919) % 4_000 + 900),
        url: Some(format!("/data/covid/{}-or", county.name.to_lowercase().replace(' ', "-"))),
    };
    CountyMap {
        id: "or-covid".into(),
        states: of(state),
        title: "Cases per 100,000 people, by county".into(),
        unit: "cases per 100,000 people".into(),
        classes: 5,
        areas: sheet.counties.iter().enumerate().map(area).collect(),
        unplaced: vec![Unplaced { name: "Unassigned".into(), words: "57 cases".into() }],
        ..CountyMap::default()
    }
}

fn compressed(text: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn every_county_is_a_link_with_its_words() {
    let mut map = rows("41");
    let jackson = map.areas.iter_mut().find(|area| area.fips == "41029").unwrap();
    (jackson.value, jackson.words) = (Some(3_676.4), "8,123 cases, 3,676 per 100,000".into());
    let (view, mismatch) = draw(&map);
    assert!(mismatch.is_empty());
    assert_eq!(view.svg_html.matches("<a href=\"/data/covid/").count(), 36);
    assert!(view.svg_html.contains("<title>Jackson County: 8,123 cases, 3,676 per 100,000</title>"));
    assert_eq!(view.notes, ["Unassigned: 57 cases. It is not on the map."]);
    assert_eq!(view.legend.len(), 5);
    let names: Vec<&str> =
        view.svg_html.split("<title>").skip(1).map(|rest| rest.split(" County").next().unwrap()).collect();
    assert!(names.is_sorted(), "the keyboard walks by name: {names:?}");
    assert_eq!((names.first(), names.last()), (Some(&"Baker"), Some(&"Yamhill")));
}

#[test]
fn what_does_not_fit_is_told_by_name() {
    let mut map = rows("41");
    map.areas.retain(|area| area.fips != "41069");
    map.areas.push(Area {
        fips: "41999".into(),
        name: "Nowhere County".into(),
        value: Some(1.0),
        ..Area::default()
    });
    map.areas.push(Area { fips: "06093".into(), ..Area::default() });
    let (view, mismatch) = draw(&map);
    let expected = Mismatch {
        without_shape: vec!["Nowhere County (41999)".into(), "Siskiyou County (06093)".into()],
        without_figure: vec!["Wheeler County (41069)".into()],
    };
    assert_eq!(mismatch, expected);
    assert_eq!(view.notes[1], "Not on the map: Nowhere County (41999), Siskiyou County (06093).");
    assert_eq!(view.notes[2], "The table has no row for Wheeler County (41069).");
    assert!(view.svg_html.contains("<title>Wheeler County: no figure</title>"));
    let last = view.legend.last().unwrap();
    assert_eq!(
        (last.class.as_str(), last.words.as_str(), last.count.as_str()),
        ("k0", "no figure", "1 county")
    );
}

#[test]
fn no_figure_is_not_zero() {
    let mut map = rows("41");
    for area in &mut map.areas {
        area.words.clear();
        area.value = (area.fips == "41001").then_some(0.0);
    }
    map.areas[1].value = Some(f64::NAN);
    let (view, _) = draw(&map);
    assert!(view.svg_html.contains("<title>Baker County: 0 cases per 100,000 people</title>"));
    assert_eq!(view.svg_html.matches(": no figure</title>").count(), 35);
    assert_eq!(
        view.legend.iter().map(|entry| entry.count.as_str()).collect::<Vec<_>>(),
        ["1 county", "35 counties"]
    );
}

#[test]
fn a_state_without_shapes_says_so() {
    let map = CountyMap { states: of("99"), areas: rows("41").areas, ..CountyMap::default() };
    let (view, mismatch) = draw(&map);
    assert!(view.svg_html.is_empty() && !view.notes.is_empty());
    assert_eq!(mismatch.without_shape.len(), 36);
    assert_eq!(standalone(&map, ""), None);
}

#[test]
fn nothing_hostile_gets_out() {
    const HOSTILE: &str = "\"'><script>x</script><!-- ]]>&\u{0}\u{1b}";
    let mut map = rows("41");
    map.id = HOSTILE.into();
    map.title = HOSTILE.into();
    map.unit = HOSTILE.into();
    for area in &mut map.areas {
        (area.name, area.words, area.url) = (HOSTILE.into(), HOSTILE.into(), Some(HOSTILE.into()));
    }
    map.unplaced[0].name = HOSTILE.into();
    for text in [draw(&map).0.svg_html, standalone(&map, HOSTILE).unwrap()] {
        assert!(!text.contains("<script") && !text.contains("<!--") && !text.contains('\u{0}'), "{text}");
        assert!(!text.contains(" style=") && !text.contains("]]>"));
    }
}

#[test]
fn the_picture_stands_alone() {
    let text = standalone(&rows("06"), "Source: the state. Rogue Valley Signal").unwrap();
    assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(!text.contains("<a ") && !text.contains("://",) || text.matches("://").count() == 1);
    assert!(text.contains("<title>Cases per 100,000 people, by county</title>"));
    assert!(text.contains("Source: the state. Rogue Valley Signal</text>"));
    assert!(compressed(&text) <= 40_000, "{}", compressed(&text));
}

#[test]
fn the_picture_has_the_colours_of_the_style_sheet() {
    let css = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/site.css")).unwrap();
    let value = |token: &str, of: usize| {
        let found = css.split(&format!("--{token}:")).nth(of).unwrap_or_else(|| panic!("{token}"));
        found.split([';', '}']).next().unwrap().trim().to_owned()
    };
    let text = standalone(&rows("06"), "").unwrap();
    for shade in 1..=5 {
        let light = value(&format!("k{shade}"), 1);
        assert!(
            text.contains(&format!(
                "<rect class=\"k{shade}\" width=\"{}\"",
                super::drawing::PATTERNS[shade].0
            ))
        );
        assert!(text.contains(&format!("fill=\"{light}\"")), "k{shade} {light}");
        let dark = value(&format!("k{shade}"), 2);
        assert!(text.contains(&format!(".k{shade}{{fill:{dark}}}")), "k{shade} {dark}");
    }
    for shade in 2..=5 {
        assert!(text.contains(&format!("stroke=\"{}\"", value(&format!("m{shade}"), 1))), "m{shade}");
        assert!(
            text.contains(&format!(".m{shade}{{stroke:{}}}", value(&format!("m{shade}"), 2))),
            "m{shade}"
        );
    }
}

#[test]
fn maps_keep_their_budget() {
    for state in ["41", "06", "48", "41+53", "06+16+32+41+53", "37+51+54", "22+48"] {
        let size = compressed(&draw(&rows(state)).0.svg_html);
        assert!(size <= 40_000, "{state}: {size} bytes");
    }
}

#[test]
fn several_states_are_one_map_on_which_two_lake_counties_stay_apart() {
    let mut map = rows("06+41");
    map.areas.iter_mut().for_each(|area| area.words = "7 cases".into());
    let (view, mismatch) = draw(&map);
    assert!(mismatch.is_empty());
    assert_eq!(view.svg_html.matches("<a href=").count(), 36 + 58);
    for name in ["Lake County, OR: 7 cases", "Lake County, CA: 7 cases"] {
        assert!(view.svg_html.contains(name), "{name}");
    }
    assert!(standalone(&map, "").unwrap().contains("California and Oregon"));
}

#[test]
fn states_that_fit_on_no_map_are_refused_in_words() {
    let refused = |states: &str| {
        let (view, mismatch) = draw(&CountyMap { states: of(states), ..CountyMap::default() });
        assert!(view.svg_html.is_empty() && mismatch.is_empty());
        view.notes.concat()
    };
    assert_eq!(refused("02+41"), "There is no map here: Alaska lies too far from the other rows.");
    assert_eq!(refused("20+29+48"), "There is no map here: 474 counties are too many for one.");
    assert_eq!(refused("41+99"), "There is no map of these states.");
}

#[test]
fn keys_of_both_states_fit_both_ways() {
    #[allow(
        clippy::disallowed_methods,
        reason = "whoever runs the tests speaks to them through the environment"
    )]
    let Some(samples) = std::env::var_os("BELLWETHER_SAMPLES").map(PathBuf::from) else {
        println!("not run: BELLWETHER_SAMPLES is unset");
        return;
    };
    let csv = fs::read_to_string(samples.join("covid/jhu-daily/02-28-2021.or-ca.csv")).unwrap();
    for (state, count) in [("41", 36), ("06", 58)] {
        let mut areas = Vec::new();
        for line in csv.lines().skip(1) {
            let mut cells = line.split(',');
            let (Some(key), Some(name)) = (cells.next(), cells.next()) else { continue };
            // `Unassigned` has a key of its own (90041) or none.
            let fips = format!("{:0>5}", key.trim_end_matches(".0"));
            if fips.starts_with(state) {
                areas.push(Area {
                    fips,
                    name: format!("{name} County"),
                    value: Some(1.0),
                    ..Area::default()
                });
            }
        }
        assert_eq!(areas.len(), count);
        for area in &areas {
            assert_eq!(full_name(&area.fips).as_ref(), Some(&area.name));
        }
        let (_, mismatch) = draw(&CountyMap { states: of(state), areas, ..CountyMap::default() });
        assert_eq!(mismatch, Mismatch::default());
    }
}
