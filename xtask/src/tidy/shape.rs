//! Rules about the shape of Rust files: sizes, door signs, handlers, names of modules.

use std::collections::BTreeSet;

use super::functions::{Function, functions};
use super::{Fault, File, scan};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;
/// Tests tell stories: a long one is less harm than one cut in pieces.
const TEST_FILE_LINES: usize = 600;
const TEST_FUNCTION_LINES: usize = 100;
const HANDLER_LINES: usize = 25;
/// A shorter file explains itself.
const UNSIGNED_LINES: usize = 30;

/// Names that invite everything and tell nothing.
const BAGS: &[&str] = &["utils", "util", "common", "helpers", "helper", "misc", "types"];

/// What axum hands to a handler; a signature with one of these is a handler's.
const EXTRACTORS: &[&str] = &[
    "State(",
    "Form(",
    "Path(",
    "Query(",
    "Json(",
    "Extension(",
    "RawQuery(",
    "Multipart",
    "HeaderMap",
    "Uri",
    "Method",
];

/// What a handler answers with.
const ANSWERS: &[&str] = &["Response", "Result<", "Redirect", "Html<", "StatusCode", "impl IntoResponse"];

/// Checks one Rust file.
pub(crate) fn check(file: &File) -> Vec<Fault> {
    let mask = scan::mask(&file.text);
    let lines = file.text.lines().count();
    let test_file = is_test(&file.path);
    let limit = if test_file { TEST_FILE_LINES } else { FILE_LINES };
    let mut faults = Vec::new();
    if lines > limit {
        let what = format!("the file has {lines} lines; the limit is {limit}");
        faults.push(Fault::new(
            &file.path,
            limit + 1,
            what,
            "Split it by noun or by step; a folder may hold the parts.",
        ));
    }
    if lines > UNSIGNED_LINES && !has_sign(&file.text) {
        let remedy = "Begin with `//!`: what this file owns and, if it is not obvious, what it must not do.";
        faults.push(Fault::new(&file.path, 1, format!("{lines} lines and no door sign"), remedy));
    }
    for function in functions(&mask) {
        faults.extend(too_long(&file.path, &function, test_file));
        faults.extend(in_lobby(&file.path, &function));
    }
    faults
}

/// Checks the names of source files and folders.
pub(crate) fn bags(paths: &BTreeSet<String>) -> Vec<Fault> {
    let source = |path: &&String| [".rs", ".ts", ".mjs", ".js"].iter().any(|end| path.ends_with(end));
    let is_bag = |path: &&String| {
        path.split('/').any(|part| BAGS.contains(&part.split_once('.').map_or(part, |(stem, _)| stem)))
    };
    let remedy = "Name it after what it owns, or move each thing to its owner.";
    let fault = |path: &String| Fault::new(path, 1, "a bag, not a module", remedy);
    paths.iter().filter(source).filter(is_bag).map(fault).collect()
}

fn too_long(path: &str, function: &Function, test_file: bool) -> Option<Fault> {
    let (kind, limit, remedy) = if test_file || function.test {
        (
            "test function",
            TEST_FUNCTION_LINES,
            "Split it into two stories, or move the setting into a named step.",
        )
    } else if is_handler(path, function) {
        (
            "handler",
            HANDLER_LINES,
            "A handler takes apart, calls one thing, answers: move the rest to `desk`, `store` or `pages`.",
        )
    } else {
        ("function", FUNCTION_LINES, "Give its steps names: one function each, callers before helpers.")
    };
    let Function { name, line, lines, .. } = function;
    let what = format!("the {kind} `{name}` has {lines} lines; the limit is {limit}");
    (*lines > limit).then(|| Fault::new(path, *line, what, remedy))
}

/// A crate's `lib.rs` is its lobby: it shows the way and does nothing.
fn in_lobby(path: &str, function: &Function) -> Option<Fault> {
    let remedy = "Keep `lib.rs` to `//!`, `mod` and `pub use`; move the function into a module.";
    let what = || format!("the function `{}` stands in `lib.rs`", function.name);
    (path.ends_with("src/lib.rs") && !function.test).then(|| Fault::new(path, function.line, what(), remedy))
}

fn is_handler(path: &str, function: &Function) -> bool {
    let Some((taken, given)) = function.signature.rsplit_once("->") else { return false };
    path.starts_with("crates/web/src/")
        && EXTRACTORS.iter().any(|known| names(taken, known))
        && ANSWERS.iter().any(|known| names(given, known))
}

/// Whether the text holds `known` as a word of its own, not as the end of a longer one.
fn names(text: &str, known: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(known).any(|(at, _)| {
        let ends = known.ends_with(['(', '<']) || !text[at + known.len()..].starts_with(inside);
        ends && !text[..at].ends_with(inside)
    })
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/")
        || path.starts_with("tests/")
        || path.ends_with("/tests.rs")
        || path.ends_with("_tests.rs")
}

/// Whether the first thing that is said, attributes aside, is about the file.
fn has_sign(text: &str) -> bool {
    let first = text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with("#!["));
    first.is_some_and(|line| line.starts_with("//!"))
        || text.lines().take(12).any(|line| line.starts_with("//!"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        check(&file).into_iter().map(|fault| format!("{}: {}", fault.line, fault.what)).collect()
    }

    /// A function of so many lines in all.
    fn function(signature: &str, lines: usize) -> String {
        format!("{signature} {{\n{}}}\n", "    x();\n".repeat(lines - 2))
    }

    #[test]
    fn files_have_a_limit() {
        let long = |lines: usize| format!("//! Sign.\n{}", "x\n".repeat(lines - 1));
        assert!(found("crates/a/src/b.rs", &long(400)).is_empty());
        assert_eq!(found("crates/a/src/b.rs", &long(401)), ["401: the file has 401 lines; the limit is 400"]);
        assert!(found("crates/a/tests/it/b.rs", &long(600)).is_empty());
        assert!(found("crates/a/src/b_tests.rs", &long(600)).is_empty());
        assert_eq!(found("crates/a/src/b/tests.rs", &long(601)).len(), 1);
    }

    #[test]
    fn functions_have_a_limit() {
        let sign = "//! Sign.\n";
        assert!(found("a.rs", &format!("{sign}{}", function("fn a()", 60))).is_empty());
        assert_eq!(
            found("a.rs", &format!("{sign}{}", function("fn a()", 61))),
            ["2: the function `a` has 61 lines; the limit is 60"]
        );
        let test = format!("{sign}#[cfg(test)]\nmod tests {{\n{}}}\n", function("fn a()", 100));
        assert!(found("a.rs", &test).is_empty());
        let test = format!("{sign}{}", function("fn a()", 101));
        assert_eq!(
            found("crates/a/tests/b.rs", &test),
            ["2: the test function `a` has 101 lines; the limit is 100"]
        );
    }

    #[test]
    fn handlers_are_short() {
        let show =
            "pub async fn show(State(app): State<App>, Path(slug): Path<Slug>) -> Result<Response, Error>";
        assert!(found("crates/web/src/story.rs", &function(show, 25)).is_empty());
        assert_eq!(
            found("crates/web/src/story.rs", &function(show, 26)),
            ["1: the handler `show` has 26 lines; the limit is 25"]
        );
        assert!(
            found("crates/pages/src/story.rs", &function(show, 26)).is_empty(),
            "only `web` has handlers"
        );
        let plain = "fn plain(path: FilePath, state: AppState) -> Result<(), Error>";
        assert!(found("crates/web/src/story.rs", &function(plain, 26)).is_empty());
    }

    #[test]
    fn long_files_begin_with_a_sign() {
        let body = "x\n".repeat(31);
        assert_eq!(found("a.rs", &body), ["1: 31 lines and no door sign"]);
        assert!(found("a.rs", &format!("#![allow(\n    x,\n)]\n//! Sign.\n{body}")).is_empty());
        assert!(found("a.rs", &"x\n".repeat(30)).is_empty());
    }

    #[test]
    fn the_lobby_shows_the_way_only() {
        assert_eq!(
            found("crates/a/src/lib.rs", "//! Sign.\nfn a() {}\n"),
            ["2: the function `a` stands in `lib.rs`"]
        );
        assert!(
            found("crates/a/src/lib.rs", "//! Sign.\nmod a;\n#[cfg(test)]\nmod t { fn a() {} }\n").is_empty()
        );
    }

    #[test]
    fn bags_are_found_by_file_and_by_folder() {
        let paths = [
            "crates/a/src/utils.rs",
            "front/src/helpers/x.ts",
            "crates/a/src/story.rs",
            "docs/common.md",
            "a/b.types.ts",
        ];
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        let found: Vec<String> = bags(&paths).into_iter().map(|fault| fault.path).collect();
        assert_eq!(found, ["crates/a/src/utils.rs", "front/src/helpers/x.ts"]);
    }
}
