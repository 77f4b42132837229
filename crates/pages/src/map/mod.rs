//! A map of the counties of a state, or of a few: each filled by the class of its figure, in colour and in pattern.
//!
//! [`draw`] makes the piece of a page: every county a link with its words, in the order of their names, so that a keyboard
//! and a screen reader meet what the eye meets. [`standalone`] makes a picture of it for other sites. Neither hides what
//! does not fit together: a row without a shape and a county without a row are in [`Mismatch`], by name.
//!
//! Reading order: this file, [`classes`], then `atlas` (shapes) and `draw` (tags).

pub mod area;
mod atlas;
pub mod base;
pub mod classes;
mod drawing;
pub mod lines;
#[cfg(test)]
mod map_tests;
pub mod own;
mod picture;
mod town;
pub mod zones;

use std::{collections::BTreeSet, sync::Arc};

use model::county;
use serde::Serialize;

use crate::{View, number};

pub use atlas::{full_name, rings};

use atlas::Sheet;
use classes::Classes;

/// What a map shows.
#[derive(Clone, Debug, Default)]
pub struct CountyMap {
    /// Begins every `id` of the piece; unique on its page: `or-covid`.
    pub id: String,
    /// Two digits of each state: `41`.
    pub states: BTreeSet<String>,
    /// What is shown: `Cases per 100,000 people, by county`.
    pub title: String,
    /// Unit in the legend: `cases per 100,000 people`.
    pub unit: String,
    /// Decimals of the figures, 0 to 6. Figures are rounded to it before they are put into classes.
    pub places: u8,
    /// Classes wanted, 1 to [`classes::MOST`]; fewer when there are few distinct figures.
    pub classes: usize,
    /// One per county that has a row, in any order.
    pub areas: Vec<Area>,
    /// Rows that belong to no county, such as `Unassigned`.
    pub unplaced: Vec<Unplaced>,
}

/// A county and its figure.
#[derive(Clone, Debug, Default)]
pub struct Area {
    /// Five digits: `41029`.
    pub fips: String,
    /// `Jackson County`; empty for the name in the atlas ([`full_name`]).
    pub name: String,
    /// The figure that decides the class; none for one that was not reported, which is never zero.
    pub value: Option<f64>,
    /// All that is said of it: `8,123 cases, 3,676 per 100,000`; empty for the figure and unit.
    pub words: String,
    /// Path of its own page; none for no link.
    pub url: Option<String>,
}

/// A row that no county has.
#[derive(Clone, Debug, Default)]
pub struct Unplaced {
    /// `Unassigned`.
    pub name: String,
    /// `57 cases, not yet placed in a county`.
    pub words: String,
}

/// A map in a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MapView {
    /// Begins every `id`.
    pub id: String,
    /// What is shown.
    pub title: String,
    /// The drawing.
    pub svg_html: String,
    /// Unit of the figures in the legend.
    pub unit: String,
    /// Classes from the least to the most, then the counties without a figure, if there are any.
    pub legend: Vec<LegendEntry>,
    /// What the map cannot show: rows without a place, counties without a row. Sentences.
    pub notes: Vec<String>,
}

impl View for MapView {
    const TEMPLATE: &'static str = "map.html";
}

/// A class in the legend.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LegendEntry {
    /// `k0` (no figure) to `k5`: pattern and colour.
    pub class: String,
    /// `1,500 to 2,499`.
    pub words: String,
    /// `12 counties`.
    pub count: String,
}

/// What does not fit together: table and atlas checked both ways, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// Rows whose key no county of this state has: `Nowhere County (41999)`.
    pub without_shape: Vec<String>,
    /// Counties that no row has: `Wheeler County (41069)`.
    pub without_figure: Vec<String>,
}

impl Mismatch {
    /// Whether every row has a shape and every shape a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.without_shape.is_empty() && self.without_figure.is_empty()
    }
}

/// The piece of a page, and what did not fit together. Counties without a row are drawn without a figure.
#[must_use]
pub fn draw(map: &CountyMap) -> (MapView, Mismatch) {
    let plan = match Plan::of(map) {
        Ok(plan) => plan,
        Err(why) => {
            let without_shape = map.areas.iter().map(|area| key_and_name(&area.fips, &area.name)).collect();
            let (id, title) = (crate::svg::id(&map.id), map.title.clone());
            let view = MapView { id, title, notes: vec![why], ..MapView::default() };
            return (view, Mismatch { without_shape, without_figure: Vec::new() });
        }
    };
    let mismatch = plan.mismatch();
    let view = MapView {
        id: plan.id.clone(),
        title: map.title.clone(),
        svg_html: drawing::inline(&plan),
        unit: map.unit.clone(),
        legend: plan.legend(),
        notes: plan.notes(&mismatch),
    };
    (view, mismatch)
}

/// The map as a picture of its own (`image/svg+xml`), with title, legend and `credit` in it, light and dark by what the
/// reader's system prefers. Its colours are attributes, so that it is whole where a policy forbids its style sheet. None
/// when there is no such state.
#[must_use]
pub fn standalone(map: &CountyMap, credit: &str) -> Option<String> {
    Plan::of(map).ok().map(|plan| picture::whole(&plan, credit))
}

/// What both drawings are made from.
struct Plan<'a> {
    map: &'a CountyMap,
    id: String,
    sheet: Arc<Sheet>,
    classes: Classes,
    /// In the order of the sheet's counties.
    figures: Vec<Figure<'a>>,
}

/// A county's row and its class; none without a row.
struct Figure<'a> {
    area: Option<&'a Area>,
    /// Without its decimal point.
    figure: Option<i64>,
}

impl<'a> Plan<'a> {
    fn of(map: &'a CountyMap) -> Result<Self, String> {
        let sheet = atlas::sheet(&map.states)?;
        let mut areas: Vec<&Area> = map.areas.iter().collect();
        areas.sort_by(|a, b| a.fips.cmp(&b.fips));
        let row = |fips: &str| {
            let place = areas.binary_search_by(|area| area.fips.as_str().cmp(fips)).ok()?;
            areas.get(place).copied()
        };
        let places = map.places.min(6);
        let figures: Vec<Figure<'_>> = sheet
            .counties
            .iter()
            .map(|county| row(&county.fips))
            .map(|area| Figure { area, figure: area.and_then(|area| whole(area.value?, places)) })
            .collect();
        let known: Vec<i64> = figures.iter().filter_map(|figure| figure.figure).collect();
        let classes = Classes::of(&known, map.classes);
        Ok(Self { map, id: crate::svg::id(&map.id), sheet, classes, figures })
    }

    /// 0 for no figure, else from 1.
    fn class_of(&self, figure: &Figure<'_>) -> usize {
        figure.figure.map_or(0, |figure| self.shade(self.classes.class_of(figure)))
    }

    /// The shade of a class: few classes use shades far apart.
    fn shade(&self, class: usize) -> usize {
        let last = self.classes.count().saturating_sub(1);
        (class * (classes::MOST - 1)).checked_div(last).map_or(3, |step| 1 + step)
    }

    fn legend(&self) -> Vec<LegendEntry> {
        let mut members = vec![0u64; self.classes.count()];
        let mut without = 0;
        for figure in &self.figures {
            match figure.figure.map(|figure| self.classes.class_of(figure)) {
                Some(class) => members.iter_mut().skip(class).take(1).for_each(|count| *count += 1),
                None => without += 1,
            }
        }
        let counties = |count| number::counted(count, "county", "counties");
        let entry = |(class, count): (usize, &u64)| LegendEntry {
            class: format!("k{}", self.shade(class)),
            words: self.classes.words(class, self.map.places.min(6)),
            count: counties(*count),
        };
        let mut legend: Vec<LegendEntry> =
            members.iter().enumerate().filter(|(_, count)| **count > 0).map(entry).collect();
        if without > 0 {
            legend.push(LegendEntry {
                class: "k0".into(),
                words: "no figure".into(),
                count: counties(without),
            });
        }
        legend
    }

    /// `Jackson County: 8,123 cases, 3,676 per 100,000`.
    fn words(&self, place: usize) -> String {
        let (Some(county), Some(figure)) = (self.sheet.counties.get(place), self.figures.get(place)) else {
            return String::new();
        };
        let given = figure.area.map(|area| area.name.as_str()).filter(|name| !name.is_empty());
        let mut name = given.map_or_else(|| full_name(&county.fips).unwrap_or_default(), str::to_owned);
        // Two states have a Lake County.
        if let Some(state) =
            county::postal_of(&county.fips).filter(|_| self.sheet.is_shared && given.is_none())
        {
            name = format!("{name}, {state}");
        }
        let said = figure.area.map(|area| area.words.as_str()).filter(|words| !words.is_empty());
        match (said, figure.figure) {
            (Some(said), _) => format!("{name}: {said}"),
            (None, Some(known)) => {
                format!("{name}: {} {}", number::decimal(known, self.map.places.min(6)), self.map.unit)
            }
            (None, None) => format!("{name}: no figure"),
        }
    }

    fn mismatch(&self) -> Mismatch {
        let counties = &self.sheet.counties;
        let has_shape = |area: &&Area| counties.iter().any(|county| county.fips == area.fips);
        let strangers = self.map.areas.iter().filter(|area| !has_shape(area));
        let without = counties.iter().zip(&self.figures).filter(|(_, figure)| figure.area.is_none());
        Mismatch {
            without_shape: strangers.map(|area| key_and_name(&area.fips, &area.name)).collect(),
            without_figure: without.map(|(county, _)| key_and_name(&county.fips, "")).collect(),
        }
    }

    fn notes(&self, mismatch: &Mismatch) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        for row in &self.map.unplaced {
            notes.push(format!("{}: {}. It is not on the map.", row.name, row.words));
        }
        if !mismatch.without_shape.is_empty() {
            notes.push(format!("Not on the map: {}.", mismatch.without_shape.join(", ")));
        }
        if !mismatch.without_figure.is_empty() {
            notes.push(format!("The table has no row for {}.", mismatch.without_figure.join(", ")));
        }
        notes
    }
}

/// `Jackson County (41029)`.
fn key_and_name(fips: &str, name: &str) -> String {
    let name = if name.is_empty() { full_name(fips).unwrap_or_default() } else { name.to_owned() };
    if name.is_empty() { fips.to_owned() } else { format!("{name} ({fips})") }
}

/// The figure without its decimal point; none for what is no number or has too many digits to be one.
#[allow(clippy::cast_possible_truncation, reason = "within 2⁵³, checked")]
fn whole(value: f64, places: u8) -> Option<i64> {
    let scaled = (value * 10f64.powi(i32::from(places))).round();
    (scaled.abs() < 9e15).then_some(scaled as i64)
}
