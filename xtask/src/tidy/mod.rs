//! `cargo xtask tidy`: the house rules that neither the compiler nor clippy checks.
//!
//! Every rule is a function from text to [`Fault`]s, so its tests are text in, text out. Reading order: [`scan`] (what of
//! a Rust file is code) and [`functions`], then the rules: [`arrows`] (the table), [`walls`], [`knots`], [`shape`],
//! [`text`], [`documents`], [`dependencies`].

mod arrows;
mod dependencies;
mod documents;
mod functions;
mod knots;
mod scan;
mod shape;
mod text;
mod walls;

use std::collections::BTreeSet;
use std::fmt;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::arguments::Grammar;
use crate::command;
use crate::workspace::Workspace;

const GRAMMAR: Grammar = Grammar {
    help: "\
Check the house rules that no compiler checks.

Usage: cargo xtask tidy

Arrows between crates, sizes of files and functions, knots of modules, door signs, words that do not belong, paths and
dependencies that the documents name. Every fault is printed with its place and its remedy; the status is 1 when there
is one.
",
    switches: &[],
    options: &[],
    names: false,
};

/// A broken rule: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    path: String,
    line: usize,
    what: String,
    remedy: &'static str,
}

/// A text file of the project, by its path from the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    path: String,
    text: String,
}

/// Checks everything and prints what is wrong.
///
/// # Errors
/// When git or cargo cannot be asked what belongs to the project.
pub(crate) fn run(words: &[String]) -> Result<ExitCode> {
    let Some(_) = GRAMMAR.read(words)? else { return Ok(ExitCode::SUCCESS) };
    let start = Instant::now();
    let workspace = Workspace::load()?;
    let project = Project::gather(&workspace)?;
    let faults = project.faults(&workspace);
    for fault in &faults {
        println!("{fault}");
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("tidy: {} files in {seconds:.1} s, {} faults", project.files.len(), faults.len());
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Everything that git keeps or would keep.
struct Project {
    /// Every path, text or not.
    paths: BTreeSet<String>,
    /// The text files.
    files: Vec<File>,
}

impl Project {
    fn gather(workspace: &Workspace) -> Result<Project> {
        let mut list = Command::new("git");
        list.current_dir(&workspace.root);
        list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let list = command::output(&mut list).context("tidy asks git which files belong to the project")?;
        let mut project = Project { paths: BTreeSet::new(), files: Vec::new() };
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            // A file that was deleted but not yet committed as such is still listed.
            let Ok(bytes) = std::fs::read(workspace.root.join(path)) else { continue };
            project.paths.insert(path.to_owned());
            if let Ok(text) = String::from_utf8(bytes)
                && !text.contains('\0')
            {
                project.files.push(File { path: path.to_owned(), text });
            }
        }
        Ok(project)
    }

    fn faults(&self, workspace: &Workspace) -> Vec<Fault> {
        let mut faults = walls::check(workspace, &self.files);
        for file in &self.files {
            faults.extend(text::check(file));
            if file.path.ends_with(".rs") {
                faults.extend(shape::check(file));
            }
        }
        faults.extend(shape::bags(&self.paths));
        faults.extend(knots::check(&self.files));
        faults.extend(documents::check(&self.files, &self.paths));
        faults.extend(dependencies::check(workspace, &self.files));
        faults.sort();
        faults.dedup();
        faults
    }
}

impl Fault {
    fn new(path: &str, line: usize, what: impl Into<String>, remedy: &'static str) -> Fault {
        Fault { path: path.to_owned(), line, what: what.into(), remedy }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}\n    {}", self.path, self.line, self.what, self.remedy)
    }
}

/// The text of the named file, if the project has it.
fn text_of<'a>(files: &'a [File], path: &str) -> Option<&'a str> {
    files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
}

/// The line on which a byte of the text stands, counted from 1.
fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}
