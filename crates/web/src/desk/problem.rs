//! Why the desk said no, beside the field that it is about.

use jiff::tz::TimeZone;
use model::story::Refused;
use pages::{desk::form::Problem, moment::Moment};

/// The problems behind a refusal, by field of the form; `None` for what no form can mend (and a conflict, which has a
/// page of its own).
pub(crate) fn problems(error: &desk::Error, zone: &TimeZone) -> Option<Vec<Problem>> {
    use desk::Error;
    let missing = error.missing();
    if !missing.is_empty() {
        return Some(
            missing.iter().map(|one| problem(one.field, format!("{} {}", one.what, one.remedy))).collect(),
        );
    }
    if let Error::Described(faults) = error {
        let told =
            |fault: &desk::workshop::Fault| problem(&fault.field, format!("{} {}", fault.what, fault.remedy));
        return Some(faults.iter().map(told).collect());
    }
    let one = match error {
        Error::Invalid { field, what, remedy } => problem(field, format!("{what} {remedy}")),
        Error::SlugTaken(_) => problem("slug", error.to_string()),
        Error::SignIn => problem("password", error.to_string()),
        Error::Refused(refused) => of_road(refused, error, zone),
        Error::NotFound(_)
        | Error::Forbidden { .. }
        | Error::Conflict { .. }
        | Error::Changed { .. }
        | Error::Described(_)
        | Error::SetupLink
        | Error::PasswordLink
        | Error::Store(_) => {
            return None;
        }
    };
    Some(vec![one])
}

/// A problem with a field of ours, or with the whole form when the field is empty.
pub(crate) fn problem(field: &str, words: impl Into<String>) -> Problem {
    // The desk speaks of what a story has; the form names what one chooses.
    let field = match field {
        "authors" => "author",
        "places" => "place",
        "origin" => "origin-name",
        "correction" => "note",
        other => other,
    };
    Problem { field: field.to_owned(), words: words.into() }
}

fn of_road(refused: &Refused, error: &desk::Error, zone: &TimeZone) -> Problem {
    match refused {
        Refused::NotFuture(at) => {
            let words = Moment::new(*at, zone).words;
            problem(
                "publish-at",
                format!("{words} is not in the future. Publish now, or choose a later time."),
            )
        }
        Refused::Embargoed(end) => {
            let words = Moment::new(*end, zone).words;
            problem(
                "embargo",
                format!("The story is under embargo until {words}. Wait, or change the embargo."),
            )
        }
        Refused::EmptyCorrection => problem("note", error.to_string()),
        Refused::NotReady(_) | Refused::Conflict { .. } | Refused::Road { .. } => {
            problem("", error.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use model::story::{Missing, Status};

    fn told(error: &desk::Error) -> Vec<(String, String)> {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let all = problems(error, &zone).unwrap();
        all.into_iter().map(|problem| (problem.field, problem.words)).collect()
    }

    #[test]
    fn everything_missing_stands_beside_its_field() {
        let gap = |field, what: &str| Missing { field, what: what.to_owned(), remedy: "Mend it.".to_owned() };
        let gaps = vec![gap("headline", "None."), gap("authors", "Nobody."), gap("places", "Nowhere.")];
        let fields: Vec<_> =
            told(&Refused::NotReady(gaps).into()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["headline", "author", "place"]);
    }

    #[test]
    fn times_are_told_as_clocks_at_the_station_show_them() {
        let at = "2021-03-02T14:00:00Z".parse().unwrap();
        let (field, words) = told(&Refused::Embargoed(at).into()).remove(0);
        assert_eq!(field, "embargo");
        assert!(words.contains("March 2, 2021, 6:00 a.m. PST"), "{words}");
    }

    #[test]
    fn a_step_that_makes_no_sense_is_about_the_whole_form() {
        let (field, words) = told(&Refused::Road { from: Status::Killed, verb: "saved" }.into()).remove(0);
        assert_eq!((field.as_str(), words.as_str()), ("", "A story that is killed cannot be saved."));
    }
}
