//! `cargo xtask soak fuzz`: random input, steered by what it reaches, into every reader of a format.
//!
//! Each `lib/*/fuzz` is a layout of cargo-fuzz with a workspace of its own; a new one is found by its folder. It runs
//! on the stable toolchain, because it does without a sanitizer: our own code has no `unsafe`, and what is looked for
//! are panics, endless loops and memory without a cap.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::workspace::Workspace;

/// Minutes for each target, unless the command line says otherwise.
pub(crate) const MINUTES: u32 = 2;
/// Seconds after which one input counts as an endless loop.
const SECONDS_EACH: u32 = 20;
/// Megabytes after which one input counts as memory without a cap.
const MEGABYTES: u32 = 1_024;
/// The longest input, in bytes: what breaks a reader is small.
const LONGEST: u32 = 16_384;

/// Runs every target, or those that are named, and says at the end which of them found something.
///
/// # Errors
/// When a target does not build, or finds something; the message says where the input lies.
pub(crate) fn run(workspace: &Workspace, minutes: u32, only: &[String]) -> Result<()> {
    provide(workspace)?;
    let mut found = Vec::new();
    let mut ran = 0_usize;
    for folder in folders(&workspace.root)? {
        for target in targets(&folder)? {
            let name = format!("{}/{target}", library(&folder));
            if !only.is_empty() && !only.iter().any(|wanted| name.starts_with(wanted.as_str())) {
                continue;
            }
            ran += 1;
            println!("\n── {name}: {minutes} min ──");
            if !fuzz(workspace, &folder, &target, minutes)? {
                found.push(format!("{name}: see {}", folder.join("artifacts").join(&target).display()));
            }
        }
    }
    if ran == 0 {
        bail!("there is no such target in lib/*/fuzz");
    }
    if !found.is_empty() {
        bail!("{} of {ran} targets found something:\n  {}", found.len(), found.join("\n  "));
    }
    println!("\n{ran} targets, {minutes} min each: nothing found");
    Ok(())
}

/// Installs cargo-fuzz when it is not there, and says so.
fn provide(workspace: &Workspace) -> Result<()> {
    let there = command::find("cargo-fuzz").is_some()
        || command::cargo(&workspace.root)
            .args(["fuzz", "--version"])
            .output()
            .is_ok_and(|out| out.status.success());
    if there {
        return Ok(());
    }
    println!("cargo-fuzz is not there: installing it from crates.io");
    let mut install = command::cargo(&workspace.root);
    install.args(["install", "--locked", "cargo-fuzz"]);
    command::run(&mut install, "Is crates.io reachable? `cargo install cargo-fuzz` does the same by hand.")
}

/// Every `lib/*/fuzz` with a manifest, by name.
fn folders(root: &Path) -> Result<Vec<PathBuf>> {
    let lib = root.join("lib");
    let entries = std::fs::read_dir(&lib).with_context(|| format!("cannot read {}", lib.display()))?;
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path().join("fuzz"))
        .filter(|folder| folder.join("Cargo.toml").is_file())
        .collect();
    folders.sort();
    Ok(folders)
}

/// The targets of a layout: a file each.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let sources = folder.join("fuzz_targets");
    let entries =
        std::fs::read_dir(&sources).with_context(|| format!("cannot read {}", sources.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    let rust = files.filter(|file| file.extension().is_some_and(|end| end == "rs"));
    let mut names: Vec<String> =
        rust.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    Ok(names)
}

/// The library that a layout belongs to.
fn library(folder: &Path) -> String {
    let name = folder.parent().and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Runs one target; false when it found something.
fn fuzz(workspace: &Workspace, folder: &Path, target: &str, minutes: u32) -> Result<bool> {
    let corpus = folder.join("corpus").join(target);
    std::fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let built = workspace.target.join("fuzz");
    let mut build = cargo_fuzz(workspace, folder, "build", &built);
    build.arg(target);
    command::run(&mut build, "The messages above come from the compiler.")?;
    let mut run = cargo_fuzz(workspace, folder, "run", &built);
    run.arg(target).arg(&corpus);
    run.args(seeds(folder, target));
    run.arg("--").args([
        format!("-max_total_time={}", minutes.saturating_mul(60)),
        format!("-timeout={SECONDS_EACH}"),
        format!("-rss_limit_mb={MEGABYTES}"),
        format!("-max_len={LONGEST}"),
        "-print_final_stats=1".to_owned(),
        "-verbosity=0".to_owned(),
    ]);
    Ok(command::status(&mut run)?.success())
}

fn cargo_fuzz(workspace: &Workspace, folder: &Path, verb: &str, built: &Path) -> Command {
    let mut command = command::cargo(&workspace.root);
    command.args(["fuzz", verb, "--sanitizer", "none", "--fuzz-dir"]).arg(folder);
    command.arg("--target-dir").arg(built);
    command
}

/// Inputs to begin with: those of the library's tests, and those kept for a target.
fn seeds(folder: &Path, target: &str) -> Vec<PathBuf> {
    let cases = folder.with_file_name("tests").join("cases");
    let own = folder.join("seeds").join(target);
    [cases, own].into_iter().filter(|seeds| seeds.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn layouts_and_targets_are_found_by_their_folders() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let folders = folders(root).unwrap();
        let names: Vec<_> = folders.iter().map(|folder| library(folder)).collect();
        assert!(names.contains(&"prose".to_owned()) && names.contains(&"images".to_owned()), "{names:?}");
        for folder in &folders {
            let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
            assert!(manifest.contains("\n[workspace]"), "{} needs a workspace of its own", folder.display());
            for target in targets(folder).unwrap() {
                assert!(
                    manifest.contains(&format!("name = \"{target}\"")),
                    "{} does not name {target}",
                    folder.display()
                );
            }
        }
    }
}
