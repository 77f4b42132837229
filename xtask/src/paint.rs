//! `cargo xtask pictures`: paint the demonstration's pictures.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::Grammar;
use crate::pictures;
use crate::workspace::Workspace;

const GRAMMAR: Grammar = Grammar {
    help: "\
Paint the pictures of the demonstration newsroom.

Usage: cargo xtask pictures [options]

  --only NAME   paint this one
  --out DIR     into this folder (default demo/content/pictures)
",
    switches: &[],
    options: &["--only", "--out"],
    names: false,
};

/// Paints all pictures or one.
///
/// # Errors
/// On a name that no picture has, or when a file cannot be written.
pub(crate) fn run(words: &[String]) -> Result<ExitCode> {
    let Some(said) = GRAMMAR.read(words)? else { return Ok(ExitCode::SUCCESS) };
    let out = match said.value("--out") {
        Some(chosen) => Path::new(chosen).to_path_buf(),
        None => Workspace::load()?.root.join("demo/content/pictures"),
    };
    pictures::run(&out, said.value("--only"))?;
    Ok(ExitCode::SUCCESS)
}
