//! Rules about the documents: they name only what exists, and the map stays a map.

use std::collections::BTreeSet;

use super::{Fault, File};

const MAP: &str = "ARCHITECTURE.md";
const MAP_LINES: usize = 300;
/// Documents that speak of the project as it is. The change log speaks of the past.
const CHECKED: &[&str] = &[MAP, "CONTRIBUTING.md", "README.md"];
const REMEDY: &str =
    "Name what exists now; write a path that the reader shall make up with <angle brackets>.";

/// Checks every document.
pub(crate) fn check(files: &[File], paths: &BTreeSet<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_checked(&file.path)) {
        let lines = file.text.lines().count();
        if file.path == MAP && lines > MAP_LINES {
            let what = format!("the map has {lines} lines; the limit is {MAP_LINES}");
            faults.push(Fault::new(
                MAP,
                MAP_LINES + 1,
                what,
                "Move detail to the door sign of the room it speaks of.",
            ));
        }
        for (line, named) in names(&file.text) {
            if !exists(&file.path, &named, paths) {
                faults.push(Fault::new(&file.path, line, format!("`{named}` does not exist"), REMEDY));
            }
        }
    }
    faults
}

fn is_checked(path: &str) -> bool {
    CHECKED.contains(&path) || (path.starts_with("docs/") && path.ends_with(".md"))
}

/// What a document names in backticks or as the target of a link, outside blocks of code, with the line.
fn names(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let quoted = line.split('`').skip(1).step_by(2);
            let linked =
                line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
            let here =
                quoted.filter(|name| looks_like_path(name)).chain(linked.filter(|target| is_near(target)));
            found.extend(here.flat_map(branches).map(|name| (index + 1, name)));
        }
    }
    found
}

/// A link to a file of the project.
fn is_near(target: &str) -> bool {
    !target.starts_with('#')
        && !target.contains("://")
        && !target.starts_with("mailto:")
        && !target.is_empty()
}

/// `docs/{a,b}.md` names two files.
fn branches(name: &str) -> Vec<String> {
    let name = name.split('#').next().unwrap_or(name);
    let Some((before, rest)) = name.split_once('{') else { return vec![name.to_owned()] };
    let Some((middle, after)) = rest.split_once('}') else { return vec![name.to_owned()] };
    middle.split(',').map(|part| format!("{before}{}{after}", part.trim())).collect()
}

/// Whether something in backticks is meant as a path of the project rather than a route, a type or a command.
fn looks_like_path(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/{},".contains(c);
    let documented = name.ends_with(".md") && name.chars().next().is_some_and(|c| c.is_ascii_uppercase());
    name.chars().all(plain) && !name.starts_with('/') && (name.contains('/') || documented)
}

fn exists(document: &str, named: &str, paths: &BTreeSet<String>) -> bool {
    let named = named.trim_end_matches('/');
    let has = |path: &str| {
        let folder = format!("{path}/");
        paths.contains(path)
            || paths.range(folder.clone()..).next().is_some_and(|next| next.starts_with(&folder))
    };
    let beside = document.rsplit_once('/').map(|(folder, _)| resolve(folder, named));
    if has(named) || beside.as_deref().is_some_and(has) {
        return true;
    }
    // `text/html` and `before/after` look like paths too: only what begins like one of ours is held to its word.
    let first = named.split('/').next().unwrap_or(named);
    let ours = has(first) || named.ends_with(".md") || first.starts_with('.');
    !ours
}

/// Follows `..` and `.` from a folder of the project.
fn resolve(folder: &str, named: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in named.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let paths = [
            "ARCHITECTURE.md",
            "crates/web/src/story.rs",
            "docs/howto/add-a-page.md",
            "docs/settings.md",
            ".ci/run",
        ];
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        let file = File { path: path.to_owned(), text: text.to_owned() };
        check(&[file], &paths).into_iter().map(|fault| format!("{}: {}", fault.line, fault.what)).collect()
    }

    #[test]
    fn what_exists_may_be_named() {
        let text = "`crates/web/src/story.rs`, `crates/web/`, `docs/{settings,howto/add-a-page}.md`, `.ci/run`, [map](ARCHITECTURE.md#walks)\n";
        assert!(found("README.md", text).is_empty());
        assert!(found("docs/howto/add-a-page.md", "[settings](../settings.md) `add-a-page.md`\n").is_empty());
    }

    #[test]
    fn what_is_gone_is_named() {
        assert_eq!(
            found("README.md", "a\n`crates/web/src/tale.rs`\n"),
            ["2: `crates/web/src/tale.rs` does not exist"]
        );
        assert_eq!(found("docs/x.md", "`docs/{settings,gone}.md`\n"), ["1: `docs/gone.md` does not exist"]);
        assert_eq!(found("CONTRIBUTING.md", "[x](docs/gone.md) `GONE.md`\n").len(), 2);
    }

    #[test]
    fn what_is_no_path_of_ours_is_left_alone() {
        let text = "`/story/2021`, `text/html`, `crates/web/src/<noun>.rs`, `a::b`, [x](https://x.example/y), [y](#z)\n";
        assert!(found("README.md", text).is_empty());
        assert!(found("README.md", "```sh\ncd `crates/gone`\n```\n").is_empty());
        assert!(
            found("CHANGELOG.md", "`crates/gone/x.rs`\n").is_empty(),
            "the change log speaks of the past"
        );
    }

    #[test]
    fn the_map_stays_short() {
        assert!(found("ARCHITECTURE.md", &"x\n".repeat(300)).is_empty());
        assert_eq!(
            found("ARCHITECTURE.md", &"x\n".repeat(301)),
            ["301: the map has 301 lines; the limit is 300"]
        );
    }
}
