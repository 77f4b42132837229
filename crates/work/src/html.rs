//! HTML from outside: what the station would keep of it.

use crate::inspect::{Inspection, Problem};
use prose::Body;
use serde_json::json;

/// The largest file that is looked at.
const LARGEST: usize = 4 << 20;

/// The checked tree of an HTML text, and what was left out of it.
pub fn understand(bytes: &[u8]) -> Result<(Body, Vec<prose::Problem>), Problem> {
    if bytes.len() > LARGEST {
        return Err(Problem::new(
            "file",
            "The file is larger than 4 MB.",
            "Save only the article's own text.",
        ));
    }
    let text = String::from_utf8_lossy(bytes);
    Ok(prose::html::parse(&text))
}

/// For `bellwether inspect html`: one item, the sanitised tree as HTML.
pub fn inspect(file: &str, bytes: &[u8]) -> Inspection {
    match understand(bytes) {
        Ok((body, problems)) => {
            let item =
                json!({ "html": prose::html::write_plain_tree(&body), "words": prose::plain::words(&body) });
            let problem = |problem: prose::Problem| {
                let at = problem.line.map_or_else(|| "text".to_owned(), |line| format!("line {line}"));
                Problem::new(at, problem.what, problem.remedy)
            };
            Inspection::understood("html", file, vec![item], problems.into_iter().map(problem).collect())
        }
        Err(problem) => Inspection::refused("html", file, problem),
    }
}
