//! The workspace as cargo sees it: where it lies, which packages it has and what they depend on.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::command;

/// The project's packages and folders.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Workspace {
    /// The folder of the clone.
    #[serde(rename = "workspace_root")]
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds.
    #[serde(rename = "target_directory")]
    pub(crate) target: PathBuf,
    /// Our own packages only.
    pub(crate) packages: Vec<Package>,
}

/// One of our packages.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// Its `Cargo.toml`.
    #[serde(rename = "manifest_path")]
    pub(crate) manifest: PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
}

/// What one of our packages asks for.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    #[serde(deserialize_with = "kind")]
    pub(crate) kind: Kind,
}

/// When a dependency is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// In the program itself.
    Normal,
    /// By a build script.
    Build,
    /// By tests, examples and benchmarks.
    Development,
}

impl Workspace {
    /// Asks cargo, without touching the network.
    ///
    /// # Errors
    /// When cargo fails, for example on a manifest it cannot read.
    pub(crate) fn load() -> Result<Workspace> {
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf(), PathBuf::from);
        let mut command = command::cargo(&here);
        command.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]);
        Workspace::read(&command::output(&mut command)?)
    }

    /// Understands the answer of `cargo metadata`.
    fn read(answer: &str) -> Result<Workspace> {
        serde_json::from_str(answer).context("`cargo metadata` gave an answer of a new shape")
    }

    /// The file as the project names it: relative to the root, with forward slashes.
    pub(crate) fn relative(&self, file: &Path) -> String {
        file.strip_prefix(&self.root).unwrap_or(file).to_string_lossy().into_owned()
    }
}

/// Cargo says null for the usual kind.
fn kind<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
    Ok(match Option::<String>::deserialize(from)?.as_deref() {
        Some("dev") => Kind::Development,
        Some("build") => Kind::Build,
        _ => Kind::Normal,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_cargo_says() {
        let answer = r#"{"workspace_root":"/clone","target_directory":"/clone/target","packages":[{"name":"desk",
            "manifest_path":"/clone/crates/desk/Cargo.toml","dependencies":[{"name":"model","kind":null,"extra":1},
            {"name":"tempfile","kind":"dev"},{"name":"cc","kind":"build"}]}]}"#;
        let found = Workspace::read(answer).unwrap();
        let kinds: Vec<Kind> = found.packages[0].dependencies.iter().map(|wanted| wanted.kind).collect();
        assert_eq!(kinds, [Kind::Normal, Kind::Development, Kind::Build]);
        assert_eq!(found.relative(&found.packages[0].manifest), "crates/desk/Cargo.toml");
    }

    #[test]
    fn finds_this_very_project() {
        let found = Workspace::load().unwrap();
        assert!(found.root.join("xtask/Cargo.toml").is_file());
        assert!(found.packages.iter().any(|package| package.name == "xtask"));
    }
}
