//! From what AirNow answers to the nouns of the house. The job and `bellwether inspect` call this.

use crate::inspect::Problem;
use feeds::air;
use model::{
    air::{Category, Figure, Pollutant},
    town::Position,
};

/// What was understood, and what was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// Each pollutant that was told, with a figure or a category.
    pub value: Vec<Figure>,
    /// The answer says that nobody measures near there.
    pub is_nobody: bool,
    /// What was left out, and why.
    pub problems: Vec<Problem>,
}

const REMEDY: &str = "Nothing is to be done here; the source would have to correct it.";

/// The figures of an answer, in its order.
///
/// # Errors
/// Why the answer as a whole is of no use.
pub fn figures(bytes: &[u8]) -> Result<Understood, Problem> {
    let read = air::observations(bytes).map_err(|error| {
        let remedy = "Look at what was downloaded: it should be a list of current observations from AirNow.";
        Problem::new("file", format!("It {error}."), remedy)
    })?;
    let is_nobody = read.is_nobody;
    let mut problems: Vec<Problem> = read.notes.iter().map(problem_of).collect();
    let mut value = Vec::new();
    for row in read.list {
        let name = row.parameter.clone();
        match figure(row) {
            Ok(figure) => value.push(figure),
            Err(what) => problems.push(Problem::new(name, what, REMEDY)),
        }
    }
    Ok(Understood { value, is_nobody, problems })
}

fn figure(row: air::Observation) -> Result<Figure, String> {
    let Some(pollutant) = Pollutant::parse(&row.parameter) else {
        return Err(format!("“{}” has no index that is known here.", row.parameter));
    };
    let told = row.category.and_then(Category::of_number);
    // No figure is no figure: a pollutant without one is told only when its category is known.
    let Some(category) = told.or(row.aqi.map(Category::of)) else {
        return Err(format!("{} has no figure.", row.parameter));
    };
    let state = Some(row.state).filter(|state| !state.is_empty() && !row.area.contains(','));
    Ok(Figure {
        pollutant,
        index: row.aqi,
        category,
        at: row.at,
        area: match state {
            Some(state) if !row.area.is_empty() => format!("{}, {state}", row.area),
            _ => row.area,
        },
        position: row.position.and_then(|(latitude, longitude)| Position::new(latitude, longitude)),
        agency: row.agency.unwrap_or_default(),
    })
}

fn problem_of(note: &air::Note) -> Problem {
    Problem::new(note.at.clone(), format!("{}.", note.words.trim_end_matches('.')), REMEDY)
}
