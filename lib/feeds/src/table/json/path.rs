//! Where in a JSON document the table is: `data.counties[]`, `features[].attributes`, or a JSON Pointer (RFC 6901)
//! such as `/data/counties`.

use crate::node::Node;

/// Steps of a path.
const MOST_STEPS: usize = 32;

/// One step into the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of this name.
    Name(String),
    /// The value at this place of a list, counted from 0.
    Place(usize),
    /// Each value of a list.
    Each,
}

/// Takes a path apart; what is wrong with it, as a clause, if it is none.
pub(super) fn parse(path: &str) -> Result<Vec<Step>, String> {
    let steps = if let Some(pointer) = path.strip_prefix('/') { pointed(pointer) } else { dotted(path)? };
    if steps.len() > MOST_STEPS { Err(format!("a path has at most {MOST_STEPS} steps")) } else { Ok(steps) }
}

fn pointed(pointer: &str) -> Vec<Step> {
    let step = |part: &str| match part.parse() {
        Ok(place) => Step::Place(place),
        Err(_) => Step::Name(part.replace("~1", "/").replace("~0", "~")),
    };
    pointer.split('/').take(MOST_STEPS + 1).map(step).collect()
}

fn dotted(path: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for part in path.trim_start_matches(['$', '.']).split('.').take(MOST_STEPS + 1) {
        let (name, mut brackets) = part.split_at(part.find('[').unwrap_or(part.len()));
        if !name.is_empty() {
            steps.push(Step::Name(name.to_owned()));
        } else if brackets.is_empty() && !path.is_empty() && path != "$" {
            return Err(format!("“{path}” has two dots, or one at its end"));
        }
        while !brackets.is_empty() && steps.len() <= MOST_STEPS {
            let inside = brackets.strip_prefix('[').and_then(|rest| rest.split_once(']'));
            let Some((inside, rest)) = inside else {
                return Err(format!("“{part}” has a bracket that is not closed"));
            };
            steps.push(match inside.trim() {
                "" | "*" => Step::Each,
                place => {
                    Step::Place(place.parse().map_err(|_| format!("“[{place}]” is no place in a list"))?)
                }
            });
            brackets = rest;
        }
    }
    Ok(steps)
}

/// All values that the path leads to; where it ends and why, if it leads nowhere.
pub(super) fn follow<'a>(root: &'a Node, steps: &[Step]) -> Result<Vec<&'a Node>, String> {
    let mut here = vec![root];
    for (number, step) in steps.iter().enumerate() {
        let mut next = Vec::new();
        for node in &here {
            match (step, *node) {
                (Step::Name(name), Node::Record(fields)) => {
                    next.extend(fields.iter().find(|(known, _)| known == name).map(|(_, node)| node));
                }
                (Step::Place(place), Node::List(list)) => next.extend(list.get(*place)),
                // A JSON Pointer may mean a name that looks like a number.
                (Step::Place(place), Node::Record(fields)) => {
                    let name = place.to_string();
                    next.extend(fields.iter().find(|(known, _)| *known == name).map(|(_, node)| node));
                }
                (Step::Each, Node::List(list)) => next.extend(list),
                (Step::Each, Node::Record(fields)) => next.extend(fields.iter().map(|(_, node)| node)),
                _ => {}
            }
        }
        if next.is_empty() {
            return Err(format!("step {} of the path ({}) leads nowhere", number + 1, shown(step)));
        }
        here = next;
    }
    Ok(here)
}

fn shown(step: &Step) -> String {
    match step {
        Step::Name(name) => format!("“{}”", super::super::notes::shortened(name)),
        Step::Place(place) => format!("[{place}]"),
        Step::Each => "[]".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_a_path_are_understood() {
        let name = |name: &str| Step::Name(name.to_owned());
        assert_eq!(parse("data.counties[]").unwrap(), [name("data"), name("counties"), Step::Each]);
        assert_eq!(
            parse("features[].attributes").unwrap(),
            [name("features"), Step::Each, name("attributes")]
        );
        assert_eq!(parse("$.a[2][]").unwrap(), [name("a"), Step::Place(2), Step::Each]);
        assert_eq!(parse("/a~1b/0").unwrap(), [name("a/b"), Step::Place(0)]);
        assert_eq!(parse("").unwrap(), []);
        assert_eq!(parse("[]").unwrap(), [Step::Each]);
        for wrong in ["a..b", "a[", "a[x]", "a."] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
