//! The air of towns → a section of a town's page, a line of its card, a board beside the alerts, and what programs are told.

use super::figures;
use crate::{
    air::{AirBoard, AirFigure, AirLine, AirStep},
    chrome::Link,
    compose::Context,
    module::State,
    names::listed,
    weather::AirView,
};
use jiff::Timestamp;
use model::{
    air::{Air, Category, Figure, WORD_HOLDS, is_unmeasured},
    reading::{self, Reading, state_of},
    town::Town,
    url::{Url, WeatherForm, WeatherUrl},
    weather::Units,
};
use serde_json::{Value, json};

/// What is known of the air of a town that is asked for.
pub struct Known<'a> {
    town: &'a Town,
    /// What was measured last, unless it is over.
    reading: Option<Reading<Air>>,
    /// The source says that nobody measures near, or any more.
    is_nobody: bool,
    /// The last try failed.
    trouble: bool,
    now: Timestamp,
}

impl<'a> Known<'a> {
    /// What was measured last near a town; when the source `said` since that nobody measures there; whether the last try
    /// failed; and the station's moment.
    pub fn new(
        town: &'a Town,
        reading: Option<Reading<Air>>,
        said: Option<Timestamp>,
        trouble: bool,
        now: Timestamp,
    ) -> Self {
        let newest = reading.as_ref().map(|reading| reading.observed_at);
        let is_over = is_unmeasured(said, newest, now);
        let holds = said.is_some_and(|said| now.duration_since(said) < WORD_HOLDS);
        Self { town, reading: reading.filter(|_| !is_over), is_nobody: holds, trouble, now }
    }
}

impl Known<'_> {
    /// Nobody measures near, and nothing is left of what was measured: a calm state, and no failure.
    fn is_unmeasured(&self) -> bool {
        self.is_nobody && self.reading.is_none()
    }

    fn state(&self) -> State {
        match state_of(self.reading.as_ref(), self.now) {
            reading::State::Fresh => State::Fresh,
            reading::State::Stale { .. } => State::Stale,
            reading::State::Missing => State::Missing,
        }
    }

    /// The air, if it is still what is now.
    fn fresh(&self) -> Option<&Air> {
        self.reading.as_ref().map(|reading| &reading.value).filter(|_| self.state() == State::Fresh)
    }

    fn note(&self, units: Units, context: &Context<'_>) -> Option<String> {
        let name = &self.town.name;
        let hour = |reading: &Reading<Air>| figures::clock(reading.observed_at, self.now, context);
        match (self.state(), &self.reading) {
            (State::Fresh, _) => None,
            (_, Some(reading)) if self.is_nobody => Some(format!(
                "They are of the hour from {}; no monitor near {name} has reported since.",
                hour(reading)
            )),
            (_, Some(reading)) => {
                Some(format!("They are of the hour from {}; no newer ones have come.", hour(reading)))
            }
            (_, None) if self.is_nobody => {
                let within = figures::distance(context.station.weather.air.distance_km, units);
                Some(format!("No monitor within {within} of {name} reports how the air is."))
            }
            (_, None) if self.trouble => {
                Some(format!("Nobody has told of the air of {name}: the source has not answered."))
            }
            (_, None) => Some(format!("Nothing has been told of the air of {name} yet.")),
        }
    }
}

/// The section of a town's page.
pub(super) fn view(known: &Known<'_>, units: Units, context: &Context<'_>) -> AirView {
    let empty = AirView {
        state: known.state(),
        note: known.note(units, context),
        is_unmeasured: known.is_unmeasured(),
        source: Some(source(context)),
        ..AirView::default()
    };
    let Some(reading) = &known.reading else { return empty };
    let air = &reading.value;
    let worst = &air.worst;
    let advice = known.fresh().map(|_| worst.category.advice(worst.pollutant)).unwrap_or_default();
    AirView {
        index: index(worst),
        category: worst.category.name().to_owned(),
        class: worst.category.as_str().to_owned(),
        scale: Category::ALL
            .map(|step| AirStep { class: step.as_str().to_owned(), here: step == worst.category })
            .into(),
        leads: worst.pollutant.name().to_owned(),
        advice,
        figures: air.figures().map(|one| figure(one, air, known, context)).collect(),
        observed: Some(context.moment(air.at)),
        observed_words: figures::clock(air.at, known.now, context),
        area: area(worst, known.town, units),
        agencies: air.agencies().join(" and "),
        ..empty
    }
}

/// The line of a town's card; none where nobody measures.
pub(super) fn line(known: &Known<'_>, form: WeatherForm, context: &Context<'_>) -> Option<AirLine> {
    if known.is_unmeasured() {
        return None;
    }
    let url = Url::Weather(WeatherUrl::of(Some(&known.town.slug), form));
    let mut line = AirLine {
        town: known.town.name.clone(),
        url: format!("{url}#air"),
        is_now: known.fresh().is_some(),
        words: "not known".to_owned(),
        ..AirLine::default()
    };
    let Some(reading) = &known.reading else { return Some(line) };
    let worst = &reading.value.worst;
    line.class = worst.category.as_str().to_owned();
    line.is_notable = worst.category > Category::Good;
    line.words = match worst.index {
        Some(index) => format!("{index}, {}", worst.category.name()),
        None => worst.category.name().to_owned(),
    };
    match known.fresh() {
        Some(_) => line.advice = worst.category.advice(worst.pollutant),
        None => {
            let hour = figures::clock(reading.observed_at, known.now, context);
            line.words = format!("not known now; {} in the hour from {hour}", line.words);
        }
    }
    Some(line)
}

/// The towns whose air asks something of people. `None` where the station tells of no town's air.
pub fn board(towns: &[Known<'_>], is_lite: bool, context: &Context<'_>) -> Option<AirBoard> {
    if towns.is_empty() {
        return None;
    }
    let mut told: Vec<(&Known<'_>, &Figure)> =
        towns.iter().filter_map(|known| Some((known, &known.fresh()?.worst))).collect();
    told.sort_by_key(|(_, worst)| std::cmp::Reverse((worst.category, worst.index)));
    let form = if is_lite { WeatherForm::Lite } else { WeatherForm::Page };
    let warned = told.iter().filter(|(_, worst)| worst.category.warns());
    let lines: Vec<AirLine> = warned.filter_map(|(known, _)| line(known, form, context)).collect();
    let mut words = Vec::new();
    if let Some((known, worst)) = told.first().filter(|_| lines.is_empty()) {
        let worst = match worst.index {
            Some(index) => format!("The highest index is {index}, {}", worst.category.name()),
            None => format!("The worst is {}", worst.category.name()),
        };
        words.push(format!("No town here has unhealthy air. {worst}, in {}.", known.town.name));
    }
    let (unmeasured, rest): (Vec<&Known<'_>>, Vec<_>) =
        towns.iter().filter(|known| known.fresh().is_none()).partition(|known| known.is_unmeasured());
    words.extend(names(&rest).map(|names| format!("Nothing new is known of the air of {names}.")));
    words.extend(names(&unmeasured).map(|names| format!("No monitor near {names} reports how the air is.")));
    Some(AirBoard { lines, words, source: Some(source(context)) })
}

/// `Bandon, Lakeview and Medford`; none of no town.
fn names(towns: &[&Known<'_>]) -> Option<String> {
    let names: Vec<&str> = towns.iter().map(|known| known.town.name.as_str()).collect();
    (!names.is_empty()).then(|| listed(&names))
}

/// What programs are told. Nothing that is not known is a number.
pub(super) fn told(known: &Known<'_>, context: &Context<'_>) -> Value {
    let reading = known.reading.as_ref();
    let worst = reading.map(|reading| &reading.value.worst);
    let pollutants = reading.map(|reading| {
        let one = |figure: &Figure| {
            json!({
                "pollutant": figure.pollutant.as_str(), "aqi": figure.index, "category": figure.category.as_str(),
                "observed_at": figure.at.to_string(), "area": figure.area, "agency": figure.agency,
            })
        };
        reading.value.figures().map(one).collect::<Vec<_>>()
    });
    json!({
        "state": if known.is_unmeasured() { json!("unmeasured") } else { json!(known.state()) },
        "note": known.note(Units::Metric, context),
        "observed_at": reading.map(|reading| reading.observed_at.to_string()),
        "fetched_at": reading.map(|reading| reading.fetched_at.to_string()),
        "good_until": reading.map(|reading| reading.good_until().to_string()),
        "aqi": worst.and_then(|worst| worst.index), "category": worst.map(|worst| worst.category.as_str()),
        "category_name": worst.map(|worst| worst.category.name()),
        "leads": worst.map(|worst| worst.pollutant.as_str()),
        "area": worst.map(|worst| worst.area.clone()),
        "area_distance_km": worst.and_then(|worst| worst.position)
            .map(|at| (known.town.at.km_to(at) * 10.0).round() / 10.0),
        "pollutants": pollutants.unwrap_or_default(),
        "source": context.station.weather.air.credit,
    })
}

fn figure(one: &Figure, air: &Air, known: &Known<'_>, context: &Context<'_>) -> AirFigure {
    AirFigure {
        name: one.pollutant.name().to_owned(),
        index: index(one),
        category: one.category.name().to_owned(),
        class: one.category.as_str().to_owned(),
        when: if one.at == air.at { String::new() } else { figures::clock(one.at, known.now, context) },
    }
}

fn index(figure: &Figure) -> String {
    figure.index.map_or_else(|| figures::NONE.to_owned(), |index| index.to_string())
}

/// `Medford, OR, 4 miles away`.
fn area(figure: &Figure, town: &Town, units: Units) -> String {
    let away = figure.position.map(|at| format!("{} away", figures::distance(town.at.km_to(at), units)));
    let name = Some(figure.area.clone()).filter(|area| !area.is_empty());
    name.into_iter().chain(away).collect::<Vec<_>>().join(", ")
}

fn source(context: &Context<'_>) -> Link {
    let rules = &context.station.weather.air;
    Link::new(rules.credit.clone(), rules.credit_url.clone().unwrap_or_default())
}
