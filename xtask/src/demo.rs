//! `cargo xtask demo`: build the station and serve the demonstration newsroom.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::arguments::{Arguments, Grammar};
use crate::command;
use crate::front::Front;
use crate::workspace::Workspace;

const GRAMMAR: Grammar = Grammar {
    help: "\
Build the station and serve the demonstration newsroom, Rogue Valley Signal.

Usage: cargo xtask demo [options]

  --port PORT   serve at 127.0.0.1:PORT (default 4000)
  --at TIME     begin at this moment, as 2021-03-01T18:00:00-08:00 (default: the demonstration's own)
  --data DIR    keep its database and pictures here (default tmp/demo)
  --fresh       begin anew: remove tmp/demo first
  --release     build optimised: slower to build, faster to serve

Ctrl-C stops it. What was written and published is still there at the next start.
",
    switches: &["--fresh", "--release"],
    options: &["--port", "--at", "--data"],
    names: false,
};

/// Builds, then becomes the station: its signals and its status are then its own.
///
/// # Errors
/// When something does not build, or the station cannot be started.
pub(crate) fn run(words: &[String]) -> Result<ExitCode> {
    let Some(said) = GRAMMAR.read(words)? else { return Ok(ExitCode::SUCCESS) };
    let workspace = Workspace::load()?;
    build_front(&Front::of(&workspace.root))?;
    let program = build_station(&workspace, said.has("--release"))?;
    let data = data(&workspace, &said)?;
    let mut station = Command::new(&program);
    station.current_dir(&workspace.root).arg("demo").args(station_words(&said));
    station.arg("--home").arg(workspace.root.join("demo")).arg("--data").arg(data);
    Err(station.exec()).with_context(|| format!("cannot start {}", program.display()))
}

/// Builds `bellwether` and gives its path. Cargo shows how far it is.
///
/// # Errors
/// When it does not build.
pub(crate) fn build_station(workspace: &Workspace, release: bool) -> Result<PathBuf> {
    let mut cargo = command::cargo(&workspace.root);
    // Over the whole workspace, so that the tests and the demonstration share what cargo has built.
    cargo.args(["build", "--workspace", "--bin", "bellwether"]);
    if release {
        cargo.arg("--release");
    }
    command::run(&mut cargo, "The messages above come from the compiler.")?;
    Ok(workspace.target.join(if release { "release" } else { "debug" }).join("bellwether"))
}

fn build_front(front: &Front) -> Result<()> {
    if front.file("build.mjs").is_none() {
        return Ok(());
    }
    if front.is_installed() {
        return front.build();
    }
    if front.has_output() {
        println!(
            "serving the front end as it was committed (`npm ci` in front/ would let it be built from its source)"
        );
        return Ok(());
    }
    front.install()?;
    front.build()
}

/// The words that the station reads itself.
fn station_words(said: &Arguments) -> Vec<&str> {
    let mut words = vec!["--port", said.value("--port").unwrap_or("4000")];
    if let Some(at) = said.value("--at") {
        words.extend(["--at", at]);
    }
    words
}

/// Where the demonstration keeps what it stores. Only our own folder is ever removed.
fn data(workspace: &Workspace, said: &Arguments) -> Result<PathBuf> {
    let own = workspace.root.join("tmp/demo");
    match (said.value("--data"), said.has("--fresh")) {
        (Some(_), true) => bail!("--fresh removes tmp/demo only; remove the folder of --data yourself"),
        (Some(chosen), false) => std::path::absolute(chosen).context("--data is no path"),
        (None, false) => Ok(own),
        (None, true) => match std::fs::remove_dir_all(&own) {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
                Err(fault).context("cannot remove tmp/demo")
            }
            _ => Ok(own),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Arguments {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        GRAMMAR.read(&words).unwrap().unwrap()
    }

    fn workspace(root: PathBuf) -> Workspace {
        Workspace { target: root.join("target"), root, packages: Vec::new() }
    }

    #[test]
    fn hands_the_station_its_words() {
        assert_eq!(station_words(&said("")), ["--port", "4000"]);
        assert_eq!(
            station_words(&said("--at=2021-03-01T18:00:00-08:00 --port 5 --fresh")),
            ["--port", "5", "--at", "2021-03-01T18:00:00-08:00"]
        );
    }

    #[test]
    fn fresh_removes_its_own_folder_and_no_other() {
        let root = std::env::temp_dir().join(format!("bellwether-demo-{}", std::process::id()));
        let own = root.join("tmp/demo");
        std::fs::create_dir_all(&own).unwrap();
        let workspace = workspace(root.clone());
        assert_eq!(data(&workspace, &said("")).unwrap(), own);
        assert!(own.exists());
        assert!(data(&workspace, &said("--fresh --data x")).is_err());
        assert_eq!(data(&workspace, &said("--fresh")).unwrap(), own);
        assert!(!own.exists() && data(&workspace, &said("--fresh")).is_ok());
        std::fs::remove_dir_all(&root).unwrap();
    }
}
