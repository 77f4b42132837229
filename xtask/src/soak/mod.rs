//! `cargo xtask soak`: what takes too long for the tests. Each scenario passes or fails.
//!
//! Each is a file with one [`Scenario`]; adding one is adding its file and its line below. [`house`] starts the station,
//! [`editor`] works in it, [`wire`] is the way there.

pub(crate) mod editor;
mod fuzz;
mod hostile;
pub(crate) mod house;
mod kill;
mod newsroom;
mod weather;
pub(crate) mod wire;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::arguments::Grammar;
use crate::command;
use crate::demo;
use crate::server::Scratch;
use crate::test::needs;
use crate::workspace::Workspace;

const GRAMMAR: Grammar = Grammar {
    help: "\
What takes too long for the tests.

Usage: cargo xtask soak [NAME…] [--list] [--rounds N] [--program FILE] [--yes]
       cargo xtask soak fuzz [LIBRARY[/TARGET]…] [--minutes N]

  --list           name the scenarios and end
  --rounds N       this many rounds instead of each scenario's own number
  --program FILE   torture this station (its examples beside it) instead of building one
  --minutes N      of fuzz, for each target
  --yes            install missing Debian packages without asking

Without a name all scenarios but fuzz run. The station is built optimised first.
",
    switches: &["--list", "--yes"],
    options: &["--rounds", "--program", "--minutes"],
    names: true,
};

/// Something to endure.
pub(crate) struct Scenario {
    /// What it is called on the command line.
    name: &'static str,
    /// What is done and what has to hold, in one line.
    about: &'static str,
    /// How often, unless the command line says otherwise.
    rounds: u32,
    run: fn(&Ground, u32) -> Result<()>,
}

/// What a scenario stands on.
pub(crate) struct Ground {
    workspace: Workspace,
    /// The station, built optimised.
    program: PathBuf,
    /// Whether somebody else built it, who then built its examples too.
    given: bool,
    /// For data and logs of this run.
    scratch: Scratch,
}

/// The scenario that needs no station.
const FUZZ: &str = "fuzz";

const SCENARIOS: &[Scenario] = &[kill::SCENARIO, hostile::SCENARIO, weather::SCENARIO];

/// Runs the named scenarios, or all, and stops at the first that does not hold.
///
/// # Errors
/// On a name that is not listed, and when a scenario does not hold.
pub(crate) fn run(words: &[String]) -> Result<ExitCode> {
    let Some(said) = GRAMMAR.read(words)? else { return Ok(ExitCode::SUCCESS) };
    if said.has("--list") {
        for scenario in SCENARIOS {
            println!("{:<12} {} ({} rounds)", scenario.name, scenario.about, scenario.rounds);
        }
        println!("{:<12} random input into every reader of a format ({} min a target)", FUZZ, fuzz::MINUTES);
        return Ok(ExitCode::SUCCESS);
    }
    if let Some((FUZZ, only)) = said.names().split_first().map(|(name, rest)| (name.as_str(), rest)) {
        let minutes = said.value("--minutes").map(str::parse::<u32>).transpose();
        let minutes = minutes.map_err(|_| GRAMMAR.misuse("--minutes takes a number".to_owned()))?;
        fuzz::run(&Workspace::load()?, minutes.unwrap_or(fuzz::MINUTES), only)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(unknown) = said.names().iter().find(|name| SCENARIOS.iter().all(|known| known.name != **name))
    {
        return Err(GRAMMAR.misuse(format!("no scenario is called '{unknown}'; --list names them")).into());
    }
    let rounds = said.value("--rounds").map(str::parse::<u32>).transpose();
    let rounds = rounds.map_err(|_| GRAMMAR.misuse("--rounds takes a number".to_owned()))?;
    needs::provide(&[needs::SQLITE], said.has("--yes"))?;
    let workspace = Workspace::load()?;
    let (program, given) = program(&workspace, said.value("--program"))?;
    let ground = Ground { workspace, program, given, scratch: Scratch::new("soak")? };
    for scenario in SCENARIOS
        .iter()
        .filter(|known| said.names().is_empty() || said.names().iter().any(|name| name == known.name))
    {
        println!("\n── {}: {} ──", scenario.name, scenario.about);
        (scenario.run)(&ground, rounds.unwrap_or(scenario.rounds)).with_context(|| scenario.name)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The station: the given one, or one built here; and whether it was given.
///
/// # Errors
/// When it is not there or does not build.
pub(crate) fn program(workspace: &Workspace, given: Option<&str>) -> Result<(PathBuf, bool)> {
    let program = match given {
        Some(given) => std::path::absolute(given)?,
        None => demo::build_station(workspace, true)?,
    };
    if !program.is_file() {
        bail!("there is no program {}", program.display());
    }
    Ok((program, given.is_some()))
}

/// An example program of the station's crate, built unless the station was given.
fn example(ground: &Ground, name: &str) -> Result<PathBuf> {
    built_example(&ground.workspace, &ground.program, ground.given, name)
}

/// An example program of the station's crate, which lies in `examples` beside the station.
///
/// # Errors
/// When it is not there or does not build.
pub(crate) fn built_example(
    workspace: &Workspace,
    station: &Path,
    given: bool,
    name: &str,
) -> Result<PathBuf> {
    if !given {
        let mut cargo = command::cargo(&workspace.root);
        cargo.args(["build", "--release", "--package", "station", "--example", name]);
        command::run(&mut cargo, "The messages above come from the compiler.")?;
    }
    let program = station.with_file_name("examples").join(name);
    if !program.is_file() {
        bail!("there is no {}: `cargo build -p station --example {name}` makes it", program.display());
    }
    Ok(program)
}
