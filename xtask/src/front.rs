//! The front end's build: packages from npm, then what the pages serve. Its output is committed, so Node is optional.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

/// The oldest Node that the build is run with.
const NODE: u32 = 20;

/// Where the front end's sources lie and where its output goes.
#[derive(Debug, Clone)]
pub(crate) struct Front {
    source: PathBuf,
    output: PathBuf,
}

impl Front {
    /// The front end of the project at `root`.
    pub(crate) fn of(root: &Path) -> Front {
        Front { source: root.join("front"), output: root.join("crates/pages/assets") }
    }

    /// A file of the front end, if it exists.
    pub(crate) fn file(&self, name: &str) -> Option<PathBuf> {
        Some(self.source.join(name)).filter(|file| file.is_file())
    }

    /// Whether the packages that the build needs are installed.
    pub(crate) fn is_installed(&self) -> bool {
        self.source.join("node_modules").is_dir()
    }

    /// Whether an earlier build's output is there to be served.
    pub(crate) fn has_output(&self) -> bool {
        std::fs::read_dir(&self.output).is_ok_and(|mut entries| entries.next().is_some())
    }

    /// Installs exactly what the lock file names, unless that has been done.
    ///
    /// # Errors
    /// When Node is missing or too old, or npm fails.
    pub(crate) fn install(&self) -> Result<()> {
        let lock = self.source.join("package-lock.json");
        let done = self.source.join("node_modules/.installed-lock.json");
        let wanted = std::fs::read(&lock)
            .with_context(|| format!("{} is missing: run `npm install` in front/", lock.display()))?;
        if std::fs::read(&done).is_ok_and(|found| found == wanted) {
            return Ok(());
        }
        check_node()?;
        println!("installing the npm packages of front/package-lock.json into front/node_modules");
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&self.source);
        command::run(
            &mut npm,
            "Is the npm registry reachable, and does package-lock.json match package.json?",
        )?;
        std::fs::write(&done, wanted).with_context(|| format!("cannot write {}", done.display()))
    }

    /// Builds the output.
    ///
    /// # Errors
    /// When Node is missing or the build fails.
    pub(crate) fn build(&self) -> Result<()> {
        check_node()?;
        let mut node = Command::new("node");
        node.arg("build.mjs").current_dir(&self.source);
        command::run(&mut node, "The message above names the file of front/ that does not build.")
    }

    /// Checks the types, which the build itself strips without looking.
    ///
    /// # Errors
    /// When Node is missing or a type does not fit.
    pub(crate) fn check_types(&self) -> Result<()> {
        check_node()?;
        let mut npm = Command::new("npm");
        npm.args(["run", "--if-present", "--silent", "check"]).current_dir(&self.source);
        command::run(&mut npm, "Mend the types named above; `npm run check` in front/ checks again.")
    }

    /// Builds, and fails when that changed anything: what is served must be what the sources say.
    ///
    /// # Errors
    /// When the build fails or its output differs from what was there.
    pub(crate) fn build_and_compare(&self) -> Result<()> {
        let before = contents(&self.output)?;
        self.build()?;
        let after = contents(&self.output)?;
        let mut changed: Vec<String> = Vec::new();
        for name in before.keys().chain(after.keys()) {
            let name = name.display().to_string();
            if before.get(Path::new(&name)) != after.get(Path::new(&name)) && !changed.contains(&name) {
                changed.push(name);
            }
        }
        if changed.is_empty() {
            return Ok(());
        }
        bail!(
            "the build of front/ changed crates/pages/assets: {}. It is up to date now: look at the change and commit it with its source",
            changed.join(", ")
        )
    }
}

/// Every file below a folder, by its path inside it. A folder that is not there is empty.
fn contents(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes =
                    std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                found.insert(path.strip_prefix(folder).unwrap_or(&path).to_path_buf(), bytes);
            }
        }
    }
    Ok(found)
}

fn check_node() -> Result<()> {
    let remedy = format!("Install Node {NODE} or newer (https://nodejs.org/, or your system's package)");
    let Some(node) = command::find("node").filter(|_| command::find("npm").is_some()) else {
        bail!("Node and npm are missing. {remedy}");
    };
    let version = command::output(Command::new(node).arg("--version"))?;
    match major(&version) {
        Some(found) if found >= NODE => Ok(()),
        _ => bail!("Node {} is too old. {remedy}", version.trim()),
    }
}

/// 20 from `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_node() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("who knows"), None);
    }

    #[test]
    fn sees_files_in_folders() {
        let folder = std::env::temp_dir().join(format!("bellwether-front-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("a/b")).unwrap();
        std::fs::write(folder.join("a/b/c.css"), "x").unwrap();
        let found = contents(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, BTreeMap::from([(PathBuf::from("a/b/c.css"), b"x".to_vec())]));
        assert!(contents(&folder).unwrap().is_empty());
    }
}
