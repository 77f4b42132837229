//! `cargo xtask bench`: ratios measured in one run against a named peer. Nothing here passes or fails.
//!
//! Each scenario is a file with one [`Scenario`]; adding one is adding its file and its line below. [`rounds`] takes turns
//! and prints the table, [`wrk`] makes the load, and the server's processor time comes from [`crate::server`].

mod alerts;
mod archive;
mod nginx;
mod publish;
mod rounds;
mod wrk;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::Grammar;
use crate::server::Scratch;
use crate::soak;
use crate::test::needs::{self, Need};
use crate::workspace::Workspace;

const GRAMMAR: Grammar = Grammar {
    help: "\
Measure against a named peer, in one run.

Usage: cargo xtask bench [NAME…] [--list] [--program FILE] [--stories N] [--archive FOLDER] [--yes]

  --list           name the scenarios and end
  --program FILE   measure this station (its examples beside it) instead of building one
  --stories N      the archive has this many stories instead of 100,000
  --archive FOLDER keep the archive there, and take the one that is there already
  --yes            install missing Debian packages without asking

Without a name all scenarios run. The station is built optimised first. Keep the machine quiet meanwhile; what counts are
the ratios, because the peer suffers the same machine.
",
    switches: &["--list", "--yes"],
    options: &["--program", "--stories", "--archive"],
    names: true,
};

/// Something to measure.
pub(crate) struct Scenario {
    /// What it is called on the command line.
    name: &'static str,
    /// What is compared with what, in one line.
    about: &'static str,
    /// What has to be installed.
    needs: &'static [Need],
    run: fn(&Ground) -> Result<()>,
}

/// What a scenario stands on.
pub(crate) struct Ground {
    workspace: Workspace,
    /// The station, built optimised.
    program: PathBuf,
    /// Whether somebody else built it, who then built its examples too.
    given: bool,
    /// How many stories the archive has.
    stories: u32,
    /// Where the archive is kept from run to run; a folder of this run without it.
    archive: Option<PathBuf>,
    /// For data, logs and settings of this run.
    scratch: Scratch,
}

const SCENARIOS: &[Scenario] = &[nginx::SCENARIO, archive::SCENARIO, publish::SCENARIO, alerts::SCENARIO];

/// Runs the named scenarios, or all.
///
/// # Errors
/// On a name that is not listed, and when something cannot be built, installed, started or measured.
pub(crate) fn run(words: &[String]) -> Result<ExitCode> {
    let Some(said) = GRAMMAR.read(words)? else { return Ok(ExitCode::SUCCESS) };
    if said.has("--list") {
        for scenario in SCENARIOS {
            println!("{:<12} {}", scenario.name, scenario.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(unknown) = said.names().iter().find(|name| SCENARIOS.iter().all(|known| known.name != **name))
    {
        return Err(GRAMMAR.misuse(format!("no scenario is called '{unknown}'; --list names them")).into());
    }
    let stories = said.value("--stories").unwrap_or("100000").parse();
    let stories = stories.map_err(|_| GRAMMAR.misuse("--stories takes a number".to_owned()))?;
    let chosen = SCENARIOS
        .iter()
        .filter(|scenario| said.names().is_empty() || said.names().iter().any(|name| name == scenario.name));
    let chosen: Vec<&Scenario> = chosen.collect();
    let wanted: Vec<Need> = chosen.iter().flat_map(|scenario| scenario.needs).copied().collect();
    needs::provide(&wanted, said.has("--yes"))?;
    let workspace = Workspace::load()?;
    let (program, given) = soak::program(&workspace, said.value("--program"))?;
    let archive = said.value("--archive").map(std::path::absolute).transpose()?;
    let ground = Ground { workspace, program, given, stories, archive, scratch: Scratch::new("bench")? };
    for scenario in chosen {
        println!("\n── {}: {} ──", scenario.name, scenario.about);
        (scenario.run)(&ground)?;
    }
    Ok(ExitCode::SUCCESS)
}
