//! The functions of a masked Rust file, with their lengths.

use std::ops::Range;

use super::{line_at, scan};

/// One function that has a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// The line of its `fn`, counted from 1.
    pub(crate) line: usize,
    /// From the line of `fn` to the line of the closing brace, both counted.
    pub(crate) lines: usize,
    /// From the name to the opening brace.
    pub(crate) signature: String,
    /// Whether it stands in a part that is compiled for tests only.
    pub(crate) test: bool,
}

/// All functions with a body, nested ones included, in order.
pub(crate) fn functions(mask: &str) -> Vec<Function> {
    let tests = test_parts(mask);
    let mut found = Vec::new();
    let mut words = scan::words(mask).peekable();
    while let Some((at, word)) = words.next() {
        if word != "fn" {
            continue;
        }
        // A pointer type is `fn(`, a macro's pattern `fn $name`: neither has a name next to it.
        let Some((start, name)) = words.peek().copied() else { break };
        if !mask[at + 2..start].trim().is_empty() || start == at + 2 {
            continue;
        }
        let Some(open) = scan::next_outside(mask, start, b"{;") else { continue };
        if mask.as_bytes()[open] == b';' {
            continue;
        }
        let line = line_at(mask, at);
        found.push(Function {
            name: name.to_owned(),
            line,
            lines: line_at(mask, scan::closing(mask, open) - 1) + 1 - line,
            signature: mask[start..open].to_owned(),
            test: tests.iter().any(|part| part.contains(&at)),
        });
    }
    found
}

/// The parts under `#[cfg(test)]`: a module, a function, an import.
pub(crate) fn test_parts(mask: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for (start, _) in mask.match_indices("#[cfg(") {
        let end = scan::closing(mask, start + 1);
        let condition = &mask[start..end];
        let test = scan::words(condition).any(|(_, word)| word == "test");
        if test && !condition.contains("not(test") {
            parts.push(start..item_end(mask, end));
        }
    }
    parts
}

/// Where the item that follows its attributes ends: behind its braces or its semicolon.
fn item_end(mask: &str, mut at: usize) -> usize {
    loop {
        let rest = mask[at..].trim_start();
        let start = mask.len() - rest.len();
        if !rest.starts_with("#[") {
            return match scan::next_outside(mask, start, b"{;") {
                Some(open) if mask.as_bytes()[open] == b'{' => scan::closing(mask, open),
                Some(semicolon) => semicolon + 1,
                None => mask.len(),
            };
        }
        at = scan::closing(mask, start + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        functions(&scan::mask(text))
            .iter()
            .map(|found| {
                let test = if found.test { " test" } else { "" };
                format!("{}@{}+{}{test}", found.name, found.line, found.lines)
            })
            .collect()
    }

    #[test]
    fn counts_from_the_signature_to_the_closing_brace() {
        assert_eq!(
            shown("fn a() {}\n\n/// doc\npub async fn b(\n    x: u8,\n) -> u8 {\n    x\n}\n"),
            ["a@1+1", "b@4+5"]
        );
    }

    #[test]
    fn braces_in_literals_and_comments_do_not_count() {
        assert_eq!(shown("fn a() {\n    \"}\"; '}'; // }\n    r#\"}\"#;\n}\nfn b() {}"), ["a@1+4", "b@5+1"]);
    }

    #[test]
    fn signatures_may_hold_semicolons_and_braces_in_brackets() {
        assert_eq!(shown("fn a(x: [u8; 4], y: Foo<([u8; { 3 }],)>) -> [u8; 2] {\n}\n"), ["a@1+2"]);
    }

    #[test]
    fn declarations_pointers_and_macro_patterns_are_no_functions() {
        assert_eq!(
            shown(
                "trait T { fn a(&self); }\ntype F = fn(u8) -> u8;\nmacro_rules! m { ($n:ident) => { fn $n() {} } }"
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn nested_functions_count_in_both() {
        assert_eq!(shown("fn a() {\n    fn b() {\n    }\n}\n"), ["a@1+4", "b@2+2"]);
    }

    #[test]
    fn knows_what_is_only_for_tests() {
        let text = "fn a() {}\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n    fn b() {}\n}\n#[cfg(not(test))]\nfn c() {}\n#[cfg(all(unix, test))]\nfn d() {}\n#[cfg(test)]\nuse x::{y};\nfn e() {}";
        assert_eq!(shown(text), ["a@1+1", "b@5+1 test", "c@8+1", "d@10+1 test", "e@13+1"]);
    }
}
