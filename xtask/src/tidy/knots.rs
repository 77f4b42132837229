//! No knots: the top-level modules of a crate must not import each other in a circle.
//!
//! An arrow is a path that starts at the crate: `crate::x`, `crate::{x, y}`, or `super::x` where that leads to the top.
//! A name that the crate's root re-exports counts as its module. Code for tests only does not count.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Fault, File, functions, line_at, scan};

const REMEDY: &str = "Move what both need into a module below them, or to the one that owns it.";

/// Where an arrow was seen first.
type Arrows = BTreeMap<String, BTreeMap<String, (String, usize)>>;

/// Checks every crate that has files.
pub(crate) fn check(files: &[File]) -> Vec<Fault> {
    let mut crates: BTreeMap<&str, Vec<Source>> = BTreeMap::new();
    for file in files {
        if let Some((root, inside)) = source_path(&file.path) {
            crates.entry(root).or_default().push(Source::new(&file.path, inside, &file.text));
        }
    }
    crates.values().filter_map(|sources| knot(&arrows(sources))).collect()
}

/// One file of a crate.
struct Source<'a> {
    path: &'a str,
    /// Its place in the tree of modules; empty for the root.
    module: Vec<&'a str>,
    /// Its code, without what is only for tests.
    code: String,
}

impl<'a> Source<'a> {
    fn new(path: &'a str, inside: &'a str, text: &str) -> Source<'a> {
        let mut module: Vec<&str> = inside.trim_end_matches(".rs").split('/').collect();
        if matches!(module.last(), Some(&"mod" | &"lib" | &"main")) {
            module.pop();
        }
        let mut code = scan::mask(text);
        for part in functions::test_parts(&code) {
            let blank = code[part.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
            let blank: String = blank.collect();
            code.replace_range(part, &blank);
        }
        Source { path, module, code }
    }

    /// The names right below the crate's root that this file's paths go through, with the line of each.
    fn names(&self) -> Vec<(&str, usize)> {
        let mut names = Vec::new();
        let mut height = 0;
        let mut behind = 0;
        for (at, word) in scan::words(&self.code) {
            let after = at + word.len();
            let glued = self.code.get(behind..at).is_some_and(|between| between.trim() == "::") && behind > 0;
            height = match word {
                "crate" => self.module.len(),
                "super" if glued && height > 0 => height + 1,
                "super" => 1,
                _ => 0,
            };
            behind = after;
            if height > 0 && height == self.module.len() {
                names.extend(
                    firsts(&self.code, after).into_iter().map(|(at, name)| (name, line_at(&self.code, at))),
                );
            }
        }
        names
    }
}

/// The first names behind `crate`: one after `::`, or each branch of a group.
fn firsts(code: &str, after: usize) -> Vec<(usize, &str)> {
    let rest = code[after..].trim_start();
    let Some(rest) = rest.strip_prefix("::") else { return Vec::new() };
    let rest = rest.trim_start();
    let start = code.len() - rest.len();
    if !rest.starts_with('{') {
        return scan::words(rest)
            .next()
            .filter(|(at, _)| *at == 0)
            .map(|(_, name)| (start, name))
            .into_iter()
            .collect();
    }
    let end = scan::closing(code, start);
    let mut found = Vec::new();
    let mut at = start + 1;
    while at < end {
        if let Some((offset, name)) = scan::words(&code[at..end]).next() {
            found.push((at + offset, name));
        }
        match scan::next_outside(code, at, b",") {
            Some(comma) if comma < end => at = comma + 1,
            _ => break,
        }
    }
    found
}

/// Who imports whom, module by module.
fn arrows(sources: &[Source]) -> Arrows {
    let modules: BTreeSet<&str> =
        sources.iter().filter_map(|source| source.module.first().copied()).collect();
    let root = sources.iter().filter(|source| source.module.is_empty());
    let homes: BTreeMap<&str, &str> = root.flat_map(|source| exports(&source.code, &modules)).collect();
    let mut arrows = Arrows::new();
    for source in sources {
        let Some(from) = source.module.first() else { continue };
        // Files of such a name are for tests only, though the attribute stands elsewhere.
        if source.module.iter().any(|part| *part == "tests" || part.ends_with("_tests")) {
            continue;
        }
        for (name, line) in source.names() {
            let to = if modules.contains(name) { Some(name) } else { homes.get(name).copied() };
            if let Some(to) = to.filter(|to| to != from) {
                let seen = arrows.entry((*from).to_owned()).or_default();
                seen.entry(to.to_owned()).or_insert_with(|| (source.path.to_owned(), line));
            }
        }
    }
    arrows
}

/// The names that the root hands on, each with the module it comes from.
fn exports<'a>(code: &'a str, modules: &BTreeSet<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    for (at, word) in scan::words(code) {
        if word != "use" {
            continue;
        }
        let end = scan::next_outside(code, at, b";").unwrap_or(code.len());
        let tree = &code[at + word.len()..end];
        let mut words =
            scan::words(tree).filter(|(_, word)| !matches!(*word, "crate" | "self" | "as")).peekable();
        let Some((_, home)) = words.next() else { continue };
        if !modules.contains(home) {
            continue;
        }
        for (at, name) in words {
            let behind = tree[at + name.len()..].trim_start();
            if !behind.starts_with("::") && !behind.starts_with("as ") {
                found.push((name, home));
            }
        }
    }
    found
}

/// The shortest circle, told arrow by arrow.
fn knot(arrows: &Arrows) -> Option<Fault> {
    let circle = arrows.keys().filter_map(|start| circle(arrows, start)).min_by_key(Vec::len)?;
    let steps: Vec<String> = circle
        .iter()
        .zip(circle.iter().cycle().skip(1))
        .filter_map(|(from, to)| {
            arrows.get(from)?.get(to).map(|(path, line)| format!("{from} → {to} ({path}:{line})"))
        })
        .collect();
    let (path, line) = arrows.get(circle.first()?)?.get(circle.get(1)?)?;
    Some(Fault::new(
        path,
        *line,
        format!("modules import each other in a circle: {}", steps.join(", ")),
        REMEDY,
    ))
}

/// The shortest way from a module back to itself.
fn circle(arrows: &Arrows, start: &str) -> Option<Vec<String>> {
    let mut queue = VecDeque::from([vec![start.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = queue.pop_front() {
        for next in arrows.get(way.last()?).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                return Some(way);
            }
            if seen.insert(next.clone()) {
                queue.push_back(way.iter().chain([next]).cloned().collect());
            }
        }
    }
    None
}

/// Splits `crates/web/src/story.rs` into the crate's folder and the place inside `src`.
fn source_path(path: &str) -> Option<(&str, &str)> {
    let path = path.strip_suffix(".rs").map(|_| path)?;
    let at = path.find("/src/")?;
    let inside = &path[at + "/src/".len()..];
    (!inside.starts_with("bin/")).then_some((&path[..at], inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files from `path: text` pairs of one crate.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let file = |(path, text): &(&str, &str)| File {
            path: format!("crates/x/src/{path}"),
            text: (*text).to_owned(),
        };
        let files: Vec<File> = files.iter().map(file).collect();
        check(&files).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn arrows_that_only_point_down_are_fine() {
        assert!(
            found(&[
                ("lib.rs", "mod a; mod b; mod c;"),
                ("a.rs", "use crate::{b, c::X};"),
                ("b.rs", "crate::c::f()"),
                ("c.rs", "")
            ])
            .is_empty()
        );
    }

    #[test]
    fn a_circle_is_told_arrow_by_arrow() {
        let what = found(&[
            ("a.rs", "\nuse crate::b::X;"),
            ("b/mod.rs", "fn f() { crate::c::g() }"),
            ("c/d.rs", "use crate::{\n    z,\n    a::{p, q},\n};"),
        ]);
        assert_eq!(
            what,
            [
                "modules import each other in a circle: a → b (crates/x/src/a.rs:2), b → c (crates/x/src/b/mod.rs:1), c → a (crates/x/src/c/d.rs:3)"
            ]
        );
    }

    #[test]
    fn super_leads_to_the_top_only_from_deep_enough() {
        assert_eq!(found(&[("a.rs", "use super::b;"), ("b/c.rs", "use super::super::a;")]).len(), 1);
        assert!(found(&[("a.rs", "use crate::b;"), ("b/c.rs", "use super::a;"), ("b/a.rs", "")]).is_empty());
    }

    #[test]
    fn a_name_that_the_root_hands_on_counts_as_its_module() {
        let root = ("lib.rs", "mod a; mod b; pub use a::{One, inner::Two as Three}; pub use crate::b::Four;");
        assert_eq!(found(&[root, ("a.rs", "use crate::Four;"), ("b.rs", "use crate::Three;")]).len(), 1);
        assert!(found(&[root, ("a.rs", "use crate::Four;"), ("b.rs", "use crate::Two;")]).is_empty());
    }

    #[test]
    fn tests_comments_and_own_names_do_not_count() {
        let b = "// crate::a\n#[cfg(test)]\nmod tests { use crate::a; }\nuse crate::b::own;";
        assert!(
            found(&[
                ("a.rs", "use crate::b;"),
                ("b.rs", b),
                ("b/tests.rs", "use crate::a;"),
                ("b/c_tests.rs", "use crate::a;")
            ])
            .is_empty()
        );
    }
}
