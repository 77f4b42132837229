//! A town by its name.

use super::{Asker, failed};
use crate::inspect::Problem;
use feeds::gazetteer;
use model::{county, town::Position};

/// Answers nearer to each other than this are one town, told as a point and as an area.
const SAME_KM: f64 = 15.0;
const WITHOUT: &str = "Say where it is: --at LATITUDE,LONGITUDE, such as --at 42.33,-122.86.";

/// A town as somebody names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// `Medford`.
    pub name: String,
    /// `OR`.
    pub state: Option<String>,
}

/// A town that has the name.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// `Medford, Jackson County, Oregon, United States`.
    pub label: String,
    /// Postal code of its state.
    pub state: Option<String>,
    /// Where it is.
    pub at: Position,
    /// Whose data that is; may be empty.
    pub licence: String,
}

impl Named {
    /// Reads `Medford, OR` or `Medford`.
    ///
    /// # Errors
    /// When there is no name, or no such state.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, state) = match text.rsplit_once(',') {
            Some((name, state)) => (name.trim(), Some(state.trim().to_uppercase())),
            None => (text.trim(), None),
        };
        if name.is_empty() || name.chars().count() > 70 || name.chars().any(char::is_control) {
            return Err("write a town and its state, such as “Medford, OR”".to_owned());
        }
        if let Some(state) = state.as_ref().filter(|state| county::state_fips(state).is_none()) {
            return Err(format!("“{state}” is not the postal code of a state, such as OR"));
        }
        Ok(Self { name: name.to_owned(), state })
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        self.state.as_ref().map_or(Ok(()), |state| write!(f, ", {state}"))
    }
}

/// Every town of the name, each once; none when there is none.
///
/// # Errors
/// When nobody can be asked, or the answer is none.
pub async fn search(asker: &Asker<'_>, named: &Named) -> Result<Vec<Candidate>, Problem> {
    let Some(geocoder) = &asker.settings.geocoder else {
        let what = "Nobody is asked where towns are: weather.geocoder is empty.";
        return Err(Problem::new("geocoder", what, WITHOUT));
    };
    let name: String = url::form_urlencoded::byte_serialize(named.to_string().as_bytes()).collect();
    let url = geocoder.replace("{name}", &name);
    let answer = asker.url(&url, "application/json").await;
    let bytes = answer.map_err(|error| {
        let told = failed("geocoder", &error, WITHOUT);
        Problem { remedy: format!("{WITHOUT} That needs no geocoder."), ..told }
    })?;
    understand(&bytes, named)
        .map_err(|error| Problem::new("geocoder", format!("Its answer {error}."), WITHOUT))
}

fn understand(bytes: &[u8], named: &Named) -> Result<Vec<Candidate>, gazetteer::Error> {
    let mut found: Vec<Candidate> = Vec::new();
    for place in gazetteer::read(bytes)? {
        let is_named = place.name.to_lowercase() == named.name.to_lowercase();
        let is_there = named.state.is_none() || place.state.is_none() || place.state == named.state;
        let Some(at) = Position::new(place.latitude, place.longitude).filter(|_| is_named && is_there) else {
            continue;
        };
        if found.iter().all(|other| other.at.km_to(at) > SAME_KM) {
            found.push(Candidate { label: place.label, state: place.state, at, licence: place.licence });
        }
    }
    Ok(found)
}
