//! `docs/cli.md`, made from the help of every command.

use super::Cli;
use clap::CommandFactory;
use std::fmt::Write as _;

const OPENING: &str = "\
# The command line

`bellwether` is one program; this page is what its `--help` says.
";

/// The whole page, as Markdown.
pub fn markdown() -> String {
    let mut page = OPENING.to_owned();
    let mut program = Cli::command().term_width(0);
    program.build();
    commands(&mut page, &mut program);
    page
}

fn commands(page: &mut String, command: &mut clap::Command) {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_owned();
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    let _ = write!(page, "\n## `{name}`\n\n```text\n{}\n```\n", lines.join("\n"));
    for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
        commands(page, inner);
    }
}
