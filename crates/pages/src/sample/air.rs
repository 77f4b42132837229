//! Examples of the air: new, old and not known, at length, in a line, and beside the alerts.

use super::stories::at;
use crate::{
    air::{AirBoard, AirFigure, AirLine, AirStep},
    chrome::Link,
    module::State,
    weather::AirView,
};
use model::air::{Category, Pollutant};

const WORST: Category = Category::Sensitive;

pub(super) fn view() -> AirView {
    let figure = |pollutant: Pollutant, index: &str, category: Category, when: &str| AirFigure {
        name: pollutant.name().into(),
        index: index.into(),
        category: category.name().into(),
        class: category.as_str().into(),
        when: when.into(),
    };
    AirView {
        state: State::Fresh,
        note: None,
        is_unmeasured: false,
        index: "112".into(),
        category: WORST.name().into(),
        class: WORST.as_str().into(),
        scale: Category::ALL.map(|step| AirStep { class: step.as_str().into(), here: step == WORST }).into(),
        leads: Pollutant::Fine.name().into(),
        advice: WORST.advice(Pollutant::Fine),
        figures: vec![
            figure(Pollutant::Fine, "112", WORST, ""),
            figure(Pollutant::Ozone, "–", Category::Moderate, "3:00 p.m. PST"),
        ],
        observed: Some(at(1, 16, 0)),
        observed_words: "4:00 p.m. PST".into(),
        area: "Medford, OR, 2 miles away".into(),
        agencies: "Oregon DEQ".into(),
        source: source(),
    }
}

pub(super) fn old() -> AirView {
    AirView {
        state: State::Stale,
        note: Some("They are of the hour from 9:00 a.m. PST; no newer ones have come.".into()),
        advice: String::new(),
        observed: Some(at(1, 9, 0)),
        observed_words: "9:00 a.m. PST".into(),
        ..view()
    }
}

pub(super) fn missing() -> AirView {
    AirView {
        state: State::Missing,
        note: Some("Nothing has been told of the air of Lakeview yet.".into()),
        source: source(),
        ..AirView::default()
    }
}

pub(super) fn unmeasured() -> AirView {
    AirView {
        state: State::Missing,
        note: Some("No monitor within 50 miles of Lakeview reports how the air is.".into()),
        is_unmeasured: true,
        source: source(),
        ..AirView::default()
    }
}

pub(super) fn line() -> AirLine {
    AirLine {
        town: "Medford".into(),
        url: "/weather/medford#air".into(),
        is_now: true,
        words: format!("112, {}", WORST.name()),
        class: WORST.as_str().into(),
        is_notable: true,
        advice: WORST.advice(Pollutant::Fine),
    }
}

pub(super) fn old_line() -> AirLine {
    AirLine {
        town: "Brookings".into(),
        url: "/weather/brookings#air".into(),
        is_now: false,
        words: "not known now; 57, Moderate in the hour from 9:00 a.m. PST".into(),
        class: Category::Moderate.as_str().into(),
        is_notable: true,
        advice: String::new(),
    }
}

pub(super) fn board() -> AirBoard {
    AirBoard {
        lines: vec![line()],
        words: vec!["Nothing new is known of the air of Brookings.".into()],
        source: source(),
    }
}

fn source() -> Option<Link> {
    Some(Link::new("AirNow, US Environmental Protection Agency", "https://www.airnow.gov/"))
}
