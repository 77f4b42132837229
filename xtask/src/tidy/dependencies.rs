//! Every direct dependency has a line that says why it is here.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Fault, File, text_of};
use crate::workspace::Workspace;

const RECORD: &str = "docs/decisions/dependencies.md";
const REMEDY: &str =
    "Add a line with its name in backticks: what it does for us, and what we would use instead.";

/// Compares the record with the manifests of cargo and npm.
pub(crate) fn check(workspace: &Workspace, files: &[File]) -> Vec<Fault> {
    let ours: Vec<&str> = workspace.packages.iter().map(|package| package.name.as_str()).collect();
    let mut wanted = BTreeMap::new();
    for package in &workspace.packages {
        let path = workspace.relative(&package.manifest);
        for dependency in package.dependencies.iter().filter(|wanted| !ours.contains(&wanted.name.as_str())) {
            wanted.entry(dependency.name.clone()).or_insert_with(|| path.clone());
        }
    }
    for file in files.iter().filter(|file| file.path.ends_with("package.json")) {
        for name in npm_names(&file.text) {
            wanted.entry(name).or_insert_with(|| file.path.clone());
        }
    }
    let record = text_of(files, RECORD).unwrap_or_default();
    wanted
        .into_iter()
        .filter(|(name, _)| !record.contains(&format!("`{name}`")))
        .map(|(name, path)| {
            Fault::new(RECORD, 1, format!("has no line for `{name}`, which {path} asks for"), REMEDY)
        })
        .collect()
}

/// The packages that a `package.json` asks for.
fn npm_names(text: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_str(text).unwrap_or_default();
    let lists = ["dependencies", "devDependencies", "optionalDependencies"];
    let lists = lists.iter().filter_map(|list| manifest.get(list)?.as_object());
    lists.flat_map(|list| list.keys().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::workspace::{Dependency, Kind, Package};

    fn found(record: &str) -> Vec<String> {
        let asks = |name: &str, kind| Dependency { name: name.to_owned(), kind };
        let package = |name: &str, dependencies| {
            let manifest = PathBuf::from(format!("/clone/crates/{name}/Cargo.toml"));
            Package { name: name.to_owned(), manifest, dependencies }
        };
        let desk =
            vec![asks("model", Kind::Normal), asks("jiff", Kind::Normal), asks("insta", Kind::Development)];
        let packages = vec![package("model", vec![asks("jiff", Kind::Normal)]), package("desk", desk)];
        let workspace = Workspace { root: PathBuf::from("/clone"), target: PathBuf::new(), packages };
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let npm = r#"{"dependencies": {"maplibre-gl": "5"}, "devDependencies": {"esbuild": "0.28"}}"#;
        let files = [file(RECORD, record), file("front/package.json", npm)];
        check(&workspace, &files).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn each_needs_its_line() {
        assert_eq!(
            found("| `jiff` | time |\n| `esbuild` | bundles |\n| instant |\n"),
            [
                "has no line for `insta`, which crates/desk/Cargo.toml asks for",
                "has no line for `maplibre-gl`, which front/package.json asks for"
            ]
        );
    }

    #[test]
    fn a_whole_record_is_fine() {
        assert!(found("`jiff` `insta` `esbuild` `maplibre-gl`").is_empty());
    }
}
