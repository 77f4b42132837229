//! The project's own tool: `cargo xtask <command>`.
//!
//! Owns what a person or the continuous integration does *to* the project: check it, test it, show it, measure it,
//! torture it. It knows the station only as a program to build and start, and imports no room of the house.
//!
//! Reading order: [`arguments`], [`workspace`] and [`command`] are what every command uses; then one module per command.
#![allow(
    clippy::disallowed_methods,
    reason = "a developer's tool reads the environment (CI, PATH, CARGO) that the station may not"
)]

mod arguments;
mod bench;
mod command;
mod demo;
mod front;
mod http;
mod paint;
mod pictures;
mod server;
mod soak;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

const HELP: &str = "\
Work on Bellwether.

Usage: cargo xtask <command> [options]

Commands:
  demo      build the station and serve the demonstration newsroom
  test      everything that has to hold: format, tidy, lints, tests, browsers
  tidy      the house rules that no compiler checks (fast)
  pictures  paint the pictures of the demonstration
  bench     measure against a named peer, in one run
  soak      what takes long: kill rounds and the like

`cargo xtask <command> --help` tells more.
";

type Run = fn(&[String]) -> Result<ExitCode>;

const COMMANDS: &[(&str, Run)] = &[
    ("bench", bench::run),
    ("demo", demo::run),
    ("pictures", paint::run),
    ("soak", soak::run),
    ("test", test::run),
    ("tidy", tidy::run),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = words.split_first() else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    if matches!(name.as_str(), "-h" | "--help" | "help") {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let Some((_, run)) = COMMANDS.iter().find(|(known, _)| known == name) else {
        eprint!("error: no command is called '{name}'\n\n{HELP}");
        return ExitCode::from(2);
    };
    match run(rest) {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("error: {fault:#}");
            if fault.is::<arguments::Misuse>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
