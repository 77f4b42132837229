//! `cargo xtask test`: everything that has to hold, cheap mistakes first.
//!
//! Reading order: the steps here, then [`needs`] (what is installed), [`postgres`] (a cluster per run), [`tally`] (the sums).

pub(crate) mod needs;
mod postgres;
mod tally;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::arguments::Grammar;
use crate::front::Front;
use crate::workspace::Workspace;
use crate::{command, demo};
use postgres::Cluster;
use tally::{CargoTest, Summed, Tally};

const GRAMMAR: Grammar = Grammar {
    help: "\
Run everything that has to hold.

Usage: cargo xtask test [options]

  --quick        format, tidy, lints and the tests on SQLite; installs nothing
  --no-browser   all but the browser's tests
  --yes          install missing Debian packages without asking (also: CI=true)

It says what it installs before it does. BELLWETHER_SAMPLES=DIR names a folder of recorded input for the tests that need
it; without it they are counted as not run. The last line is `N passed, N failed`.
",
    switches: &["--quick", "--no-browser", "--yes"],
    options: &[],
    names: false,
};

/// Runs the steps in order and stops at the first that fails.
///
/// # Errors
/// On words it does not know, and when cargo cannot describe the workspace.
pub(crate) fn run(words: &[String]) -> Result<ExitCode> {
    let Some(said) = GRAMMAR.read(words)? else { return Ok(ExitCode::SUCCESS) };
    let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
    let workspace = Workspace::load()?;
    let mut course = Course {
        front: Front::of(&workspace.root),
        workspace,
        quick: said.has("--quick"),
        browser: !said.has("--quick") && !said.has("--no-browser"),
        sure: ci || said.has("--yes"),
        cluster: None,
        tally: Tally::default(),
    };
    let start = Instant::now();
    let outcome = course.walk();
    // Stops PostgreSQL before the last line, which has to stay the last.
    course.cluster = None;
    Ok(course.sum_up(&outcome, start))
}

/// One run of the tests.
struct Course {
    workspace: Workspace,
    front: Front,
    quick: bool,
    browser: bool,
    sure: bool,
    cluster: Option<Cluster>,
    tally: Tally,
}

type Step = (&'static str, fn(&mut Course) -> Result<()>);

/// In this order, so that a mistake costs little.
const STEPS: &[Step] = &[
    ("what is needed", Course::provide),
    ("format", Course::check_format),
    ("tidy", Course::check_tidiness),
    ("lints", Course::lint),
    ("front end", Course::build_front),
    ("PostgreSQL", Course::start_postgres),
    ("tests", Course::test),
    ("browser", Course::browse),
];

impl Course {
    fn walk(&mut self) -> Result<()> {
        for (index, (name, step)) in STEPS.iter().enumerate() {
            println!("\n── {}/{} {name} ──", index + 1, STEPS.len());
            let start = Instant::now();
            let outcome = step(self);
            let verdict = if outcome.is_ok() { "done" } else { "failed" };
            println!("── {name} {verdict} after {:.1} s ──", start.elapsed().as_secs_f64());
            outcome.with_context(|| format!("step {}/{}, {name}", index + 1, STEPS.len()))?;
        }
        Ok(())
    }

    /// The verdict, the sums, and the status of the whole.
    fn sum_up(&mut self, outcome: &Result<()>, start: Instant) -> ExitCode {
        println!();
        if let Err(fault) = outcome {
            println!("stopped at {fault:#}");
            // A step that fails without having counted anything is itself what failed.
            self.tally.failed = self.tally.failed.max(1);
        }
        if std::env::var_os("BELLWETHER_SAMPLES").is_none() {
            println!("BELLWETHER_SAMPLES is unset: the tests on recorded input were not run");
        }
        for (reason, count) in &self.tally.not_run {
            println!("not run: {count} × {reason}");
        }
        println!("whole run: {:.0} s", start.elapsed().as_secs_f64());
        println!("{}", self.tally);
        if outcome.is_ok() && self.tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn provide(&mut self) -> Result<()> {
        if self.quick {
            println!("--quick: nothing beyond cargo");
            return Ok(());
        }
        let mut wanted = vec![needs::POSTGRES, needs::TEXT_BROWSER];
        if self.browser {
            wanted.extend([needs::BROWSER, needs::JAVA]);
        }
        needs::provide(&wanted, self.sure)?;
        if self.front.file("package.json").is_some() { self.front.install() } else { Ok(()) }
    }

    fn check_format(&mut self) -> Result<()> {
        let mut cargo = command::cargo(&self.workspace.root);
        command::run(cargo.args(["fmt", "--all", "--check"]), "`cargo fmt --all` mends it.")
    }

    fn check_tidiness(&mut self) -> Result<()> {
        if crate::tidy::run(&[])? != ExitCode::SUCCESS {
            bail!("each fault above says how to mend it; `cargo xtask tidy` checks again");
        }
        Ok(())
    }

    fn lint(&mut self) -> Result<()> {
        let mut cargo = command::cargo(&self.workspace.root);
        cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
        command::run(&mut cargo, "Mend the warnings above, or allow one where it stands with a reason.")
    }

    fn build_front(&mut self) -> Result<()> {
        if self.quick || self.front.file("build.mjs").is_none() {
            println!("the front end is taken as it was committed");
            return Ok(());
        }
        self.front.check_types()?;
        self.front.build_and_compare()
    }

    fn start_postgres(&mut self) -> Result<()> {
        if self.quick {
            self.tally.leave_out("the tests on PostgreSQL (--quick)");
            return Ok(());
        }
        let cluster = Cluster::start()?;
        println!("a cluster of its own answers; it is removed at the end");
        self.cluster = Some(cluster);
        Ok(())
    }

    fn test(&mut self) -> Result<()> {
        let mut cargo = command::cargo(&self.workspace.root);
        cargo.args(["test", "--workspace", "--no-fail-fast", "--", "--show-output"]);
        self.tell_postgres(&mut cargo);
        let mut reader = CargoTest::default();
        let good = follow(&mut cargo, |line| {
            if reader.read(line) {
                println!("{line}");
            }
        })?;
        self.tally.add(reader.finish());
        if !good {
            bail!("`cargo test -p <crate> <name>` runs one test again");
        }
        Ok(())
    }

    fn browse(&mut self) -> Result<()> {
        let Some(script) = self.front.file("test/run.mjs").filter(|_| self.browser) else {
            self.tally
                .leave_out("the browser's tests (left out by choice, or front/test/run.mjs is missing)");
            return Ok(());
        };
        let mut node = Command::new("node");
        node.arg(script).current_dir(&self.workspace.root).env("BELLWETHER_BIN", self.program()?);
        self.tell_postgres(&mut node);
        let mut reader = Summed::default();
        let good = follow(&mut node, |line| {
            reader.read(line);
            println!("{line}");
        })?;
        self.tally.add(reader.finish());
        if !good {
            bail!("`node front/test/run.mjs` with BELLWETHER_BIN set runs the browser's tests again");
        }
        Ok(())
    }

    fn tell_postgres(&self, command: &mut Command) {
        if let Some(cluster) = &self.cluster {
            command.env(postgres::VARIABLE, cluster.url());
        }
    }

    /// The station's program. The tests of the whole program have just built it; without them it is built here.
    fn program(&self) -> Result<PathBuf> {
        if self.workspace.root.join("crates/station/tests").is_dir() {
            return Ok(self.workspace.target.join("debug/bellwether"));
        }
        demo::build_station(&self.workspace, false)
    }
}

/// Runs a command, hands on each line as it comes, and tells whether it ended well.
fn follow(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start the tests")?;
    let output = child.stdout.take().context("the tests have no output")?;
    let mut lines = BufReader::new(output).split(b'\n');
    while let Some(line) = lines.next().transpose()? {
        each(&String::from_utf8_lossy(&line));
    }
    Ok(child.wait()?.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_line_by_line_and_tells_how_it_ended() {
        let mut seen = Vec::new();
        let mut shell = Command::new("sh");
        let good =
            follow(shell.args(["-c", "echo a; printf 'b\\377'; exit 3"]), |line| seen.push(line.to_owned()));
        assert!(!good.unwrap());
        assert_eq!(seen, ["a", "b\u{fffd}"]);
    }
}
