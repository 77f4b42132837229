//! Text in, text out: each `cases/NAME.md` or `cases/NAME.html` is read, and what was understood
//! must be what stands in `cases/NAME.md.out` or `cases/NAME.html.out`. Adding a case is adding a
//! file; `PROSE_WRITE_CASES=1` writes the expected files anew, to be read before they are committed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "whoever runs the tests speaks to them through the environment"
)]

mod allowlist;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

#[test]
fn every_case_is_understood_as_written_beside_it() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut inputs: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.retain(|path| matches!(path.extension().and_then(|kind| kind.to_str()), Some("md" | "html")));
    inputs.sort();
    assert!(inputs.len() >= 20, "cases are missing");
    let mut different = Vec::new();
    for input in inputs {
        let is_markdown = input.extension().is_some_and(|kind| kind == "md");
        let found = understood(&fs::read_to_string(&input).unwrap(), is_markdown);
        let expected = PathBuf::from(format!("{}.out", input.display()));
        if std::env::var_os("PROSE_WRITE_CASES").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(found.as_str()) {
            different.push(format!("{} is understood as\n{found}", input.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn understood(input: &str, is_markdown: bool) -> String {
    let (body, problems) =
        if is_markdown { prose::markdown::parse(input) } else { prose::html::parse(input) };
    let html = prose::html::write_plain_tree(&body);
    allowlist::check(&html);
    let mut out = String::from("=== problems\n");
    for problem in &problems {
        let _ = writeln!(out, "{problem}");
    }
    let _ = write!(out, "=== html\n{html}=== plain form\n{}", prose::markdown::write(&body));
    let _ = write!(out, "=== text, {} words\n{}", prose::plain::words(&body), prose::plain::write(&body));
    let _ = writeln!(out, "=== excerpt\n{}", prose::plain::excerpt(&body, 60));
    out
}
