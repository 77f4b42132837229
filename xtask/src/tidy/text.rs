//! Rules about every text file: line ends, blanks, words that do not belong.

use super::{Fault, File};

/// Files that people write; the rest (fixtures, snapshots, what a build wrote) is kept as it is.
const WRITTEN: &[&str] =
    &["rs", "toml", "md", "ts", "mjs", "js", "css", "html", "sql", "sh", "yml", "yaml", "json", "run"];

/// Folders whose files are input or output of something, not prose or code of ours.
const KEPT: &[&str] = &["fixtures", "snapshots", "assets", "node_modules"];

/// Words that put something off. Said in two pieces, so that this file does not find itself.
const PUT_OFF: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];

/// Paths of one machine. A project that names them works nowhere else.
const MACHINE_PATHS: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/tmp/", "plan"), concat!("/ro", "ot/"), concat!("shared/", "data")];

/// The one place that may know where the continuous integration keeps recorded samples.
const KNOWS_SAMPLES: &str = ".ci/run";

/// The registries that a lock file may name.
const REGISTRIES: &[&str] =
    &["registry+https://github.com/rust-lang/crates.io-index", "https://registry.npmjs.org/"];

/// Checks one text file.
pub(crate) fn check(file: &File) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, line) in file.text.split('\n').enumerate() {
        let mut report = |what: String, remedy| faults.push(Fault::new(&file.path, index + 1, what, remedy));
        for path in MACHINE_PATHS.iter().filter(|path| names_machine(line, path)) {
            if file.path != KNOWS_SAMPLES {
                report(
                    format!("names the machine path `{path}`"),
                    "Say it relative to the project, or take it as a setting.",
                );
            }
        }
        if is_lock(&file.path) && !is_public(line) {
            let remedy = "Write the lock file again with the public registry as its source.";
            report("names a registry that others cannot reach".to_owned(), remedy);
        }
        if is_written(&file.path) {
            for word in PUT_OFF.iter().filter(|word| has_word(line, word)) {
                report(
                    format!("says `{word}`"),
                    "Do it now, or write an issue and say here what holds today.",
                );
            }
            if line.ends_with('\r') {
                report("ends with a carriage return".to_owned(), "Save the file with Unix line ends.");
            } else if line.ends_with([' ', '\t']) {
                report("ends with blanks".to_owned(), "Remove them.");
            }
        }
    }
    if is_written(&file.path) && !file.text.is_empty() && !file.text.ends_with('\n') {
        let last = file.text.lines().count();
        faults.push(Fault::new(&file.path, last, "does not end with a newline", "Add one."));
    }
    faults
}

fn is_written(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit('.').next().unwrap_or(name);
    WRITTEN.contains(&ending) && !is_lock(path) && !path.split('/').any(|part| KEPT.contains(&part))
}

fn is_lock(path: &str) -> bool {
    path.ends_with("Cargo.lock") || path.ends_with("package-lock.json")
}

/// Whether a line of a lock file names no source or a public one.
fn is_public(line: &str) -> bool {
    let line = line.trim_start();
    let Some(rest) = line.strip_prefix("source = ").or_else(|| line.strip_prefix("\"resolved\":")) else {
        return true;
    };
    let source = rest.trim().trim_matches(['"', ',']);
    REGISTRIES.iter().any(|known| source.starts_with(known))
}

/// Whether the line holds an absolute path beginning so; `crates/work/src` and `../work/` are none.
fn names_machine(line: &str, path: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || "_-.*/}>$".contains(c);
    line.match_indices(path).any(|(at, _)| !path.starts_with('/') || !line[..at].ends_with(joins))
}

fn has_word(line: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(inside) && !line[at + word.len()..].starts_with(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        check(&file).into_iter().map(|fault| format!("{}: {}", fault.line, fault.what)).collect()
    }

    #[test]
    fn blanks_and_line_ends() {
        assert_eq!(
            found("a.rs", "a \nb\t\nc\r\nd"),
            [
                "1: ends with blanks",
                "2: ends with blanks",
                "3: ends with a carriage return",
                "4: does not end with a newline"
            ]
        );
        assert!(found("a.rs", "a\n\nb\n").is_empty());
        assert!(found("a.rs", "").is_empty());
        assert!(found("crates/x/tests/fixtures/a.html", "a \r\nb").is_empty(), "a fixture is kept as it is");
        assert!(found("crates/x/data.csv", "a \r\nb").is_empty());
    }

    #[test]
    fn words_that_put_off() {
        let (put_off, second) = (PUT_OFF[0], PUT_OFF[2]);
        assert_eq!(found("a.md", &format!("x\n// {put_off}: later\n")), [format!("2: says `{put_off}`")]);
        assert!(found("a.md", &format!("{put_off}S {second}X my_{second} a{put_off}\n")).is_empty());
    }

    #[test]
    fn machine_paths_even_in_fixtures() {
        let path = MACHINE_PATHS[0];
        assert_eq!(
            found("fixtures/a.txt", &format!("see {path}main")),
            [format!("1: names the machine path `{path}`")]
        );
        assert_eq!(found("a.md", &format!("(`{path}x`)\n")).len(), 1);
        assert!(found("a.md", &format!("crates{path}src ..{path}x **{path}y ${{ROOT}}{path}\n")).is_empty());
        let samples = MACHINE_PATHS[3];
        assert_eq!(found("a.md", &format!("../{samples}\n")).len(), 1);
        assert!(found(".ci/run", &format!("../{samples}\n")).is_empty());
    }

    #[test]
    fn lock_files_name_public_registries() {
        let line = |source: &str| format!("name = \"x\"\nsource = \"{source}\"\n");
        assert!(
            found("Cargo.lock", &line("registry+https://github.com/rust-lang/crates.io-index")).is_empty()
        );
        assert_eq!(
            found("Cargo.lock", &line("registry+https://mirror.example/index")),
            ["2: names a registry that others cannot reach"]
        );
        assert!(
            found("front/package-lock.json", "\"resolved\": \"https://registry.npmjs.org/x/-/x.tgz\",\n")
                .is_empty()
        );
        assert_eq!(
            found("front/package-lock.json", "  \"resolved\": \"http://mirror.example/x.tgz\",\n").len(),
            1
        );
    }
}
