//! `bellwether inspect air`: what the job would make of a file.

use super::understand;
use crate::inspect::{Inspection, Problem};
use model::air::{Category, Figure, MOST_INDEX};
use serde_json::{Value, json};

/// Current observations of AirNow.
pub fn inspect(file: &str, bytes: &[u8]) -> Inspection {
    match understand(bytes) {
        Ok(understood) if understood.value.is_empty() => {
            let remedy = "Nobody measures near there, or nothing was told of this hour.";
            let nothing = Problem::new("file", "No figure is in it.", remedy);
            let mut told = Inspection::refused("air", file, nothing);
            told.problems.extend(understood.problems);
            told
        }
        Ok(understood) => {
            let items = understood.value.iter().map(item).collect();
            Inspection::understood("air", file, items, understood.problems)
        }
        Err(problem) => Inspection::refused("air", file, problem),
    }
}

fn item(figure: &Figure) -> Value {
    let index = figure.index.filter(|index| *index <= MOST_INDEX);
    let category = index.map_or(figure.category, Category::of);
    json!({
        "pollutant": figure.pollutant.as_str(), "name": figure.pollutant.name(),
        "aqi": figure.index, "category": category.name(), "is_shown": figure.index == index,
        "observed_at": figure.at.to_string(), "area": figure.area, "agency": figure.agency,
        "latitude": figure.position.map(|at| at.latitude), "longitude": figure.position.map(|at| at.longitude),
    })
}
