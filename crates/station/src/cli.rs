//! The command line: what can be asked of the program, and what it answers with.
//!
//! Exit codes: 0 done, 1 refused or failed, 2 wrong use.

mod check;
mod demo;
mod import;
mod inspect;
mod place;
mod radar;
pub mod reference;
mod serve;
mod table;
mod user;

use crate::{
    clock::Start,
    fault::Fault,
    logs,
    settings::{self, Place, Settings},
};
use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use std::{path::PathBuf, process::ExitCode, time::Duration};

/// Bellwether: a local station's whole website in one program.
#[derive(Debug, Parser)]
#[command(name = "bellwether", version, after_help = AFTER)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Write the log as JSON, one object a line.
    #[arg(long, global = true)]
    log_json: bool,
}

const AFTER: &str = "\
The log goes to standard error; RUST_LOG says what is logged, such as RUST_LOG=debug or RUST_LOG=work=debug,info.
Exit codes: 0 done, 1 refused or failed, 2 wrong use.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the station until Ctrl-C or SIGTERM; a second Ctrl-C ends at once.
    Serve(serve::Serve),
    /// Serve the demonstration station; the first start brings in its stories and pictures.
    Demo(demo::Demo),
    /// Bring in a folder of authors, stories, pages and pictures. Twice changes nothing more.
    Import(import::Import),
    /// Look at settings, theme and sources, and tell everything that is wrong with them.
    Check(check::Check),
    /// Tell what the station understands of a file, and why it would refuse it.
    Inspect(inspect::Inspect),
    /// Ask a table's source now and tell what would be shown, without showing it.
    Table(table::Table),
    /// Draw what a radar measured, from a file.
    Radar(radar::Radar),
    /// Bring in a town, and the shapes of the zones that warnings name.
    Place(place::Place),
    /// Make somebody able to sign in.
    User(user::User),
    /// Print every setting with its default, as Markdown.
    Settings,
}

/// Where the station is.
#[derive(Clone, Debug, Args)]
pub struct Folders {
    /// Folder with station.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    home: PathBuf,
    /// Folder of everything that is kept [default: data in the station's folder].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Folders {
    /// With what the environment says.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    fn place(&self) -> Place {
        Place {
            home: self.home.clone(),
            data: self.data.clone().unwrap_or_else(|| self.home.join("data")),
            database: std::env::var("BELLWETHER_DATABASE").ok().filter(|url| !url.is_empty()),
            air_key: std::env::var(settings::AIR_KEY).ok().filter(|key| !key.is_empty()),
        }
    }

    /// The settings, or everything that is wrong with them on standard error.
    fn settings(&self) -> Result<Settings, ExitCode> {
        settings::load(&self.place()).map_err(|faults| refuse(&faults))
    }
}

/// Run the program.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, anything else is wrong use; clap knows which.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let usual = if matches!(cli.command, Command::Serve(_)) { "info" } else { "warn" };
    logs::begin(cli.log_json, usual);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: cannot start threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(cli.command.run());
    // Not waited for: what should be finished was, and a second Ctrl-C means now.
    runtime.shutdown_timeout(Duration::from_millis(100));
    code
}

impl Command {
    async fn run(self) -> ExitCode {
        let done = match self {
            Self::Serve(serve) => serve.run().await,
            Self::Demo(demo) => demo.run().await,
            Self::Import(import) => import.run().await,
            Self::Check(check) => check.run(),
            Self::Inspect(inspect) => inspect.run(),
            Self::Table(table) => table.run().await,
            Self::Radar(radar) => radar.run(),
            Self::Place(place) => place.run().await,
            Self::User(user) => user.run().await,
            Self::Settings => {
                print!("{}", settings::reference::markdown());
                Ok(ExitCode::SUCCESS)
            }
        };
        done.unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        })
    }
}

/// Tell every fault, one a line, and how many there are.
fn refuse(faults: &[Fault]) -> ExitCode {
    for fault in faults {
        eprintln!("{fault}");
    }
    let noun = if faults.len() == 1 { "problem" } else { "problems" };
    eprintln!("{} {noun}", faults.len());
    ExitCode::FAILURE
}

/// By the wall, or from a chosen moment on.
fn start(at: Option<Timestamp>) -> Start {
    at.map_or(Start::Wall, Start::At)
}
