//! `bellwether inspect air`: what the job would make of a file.

use super::understand;
use crate::inspect::{Inspection, Problem};
use model::air::{Category, Figure, MOST_INDEX};
use serde_json::{Value, json};

/// Current observations of AirNow.
pub fn inspect(file: &str, bytes: &[u8]) -> Inspection {
    match understand(bytes) {
        // The words of an error that says no more stand in its problems; they are none.
        Ok(understood) if understood.is_nobody => {
            let nobody =
                json!({ "says": "No monitor near there reports how the air is.", "is_nobody": true });
            Inspection::understood("air", file, vec![nobody], Vec::new())
        }
        Ok(understood) if understood.value.is_empty() => {
            let remedy = "Somebody measures near there; look again when another hour has been told.";
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_nobody_measures_is_said_and_not_refused() {
        let told = inspect("air.json", b"[]");
        assert!(told.ok && told.problems.is_empty(), "{told:?}");
        assert_eq!(told.items.first().map(|item| &item["is_nobody"]), Some(&json!(true)));
        let error = br#"{"WebServiceError":[{"Message":"There are no observations available."}]}"#;
        assert_eq!(inspect("air.json", error), told);
        // Somebody measures, and has no figure.
        let row = br#"[{"DateObserved":"2021-03-01","HourObserved":16,"LocalTimeZone":"PST","ParameterName":"PM2.5","AQI":-1}]"#;
        assert!(!inspect("air.json", row).ok);
        assert!(!inspect("air.json", br#"{"WebServiceError":[{"Message":"Invalid API key"}]}"#).ok);
    }
}
