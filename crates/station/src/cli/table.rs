//! `bellwether table check`: what a source would give tonight, before it is tonight.

use super::{Folders, inspect::tell};
use crate::clock;
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use model::slug::Slug;
use std::process::ExitCode;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Table {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Ask each table's source, read the answer, put it before the gates, and tell what would be shown or held. Nothing
    /// is kept and nothing is shown; gates that compare with earlier figures have none to compare with and say so.
    Check(Check),
}

/// What to check.
#[derive(Debug, Args)]
struct Check {
    /// The table, by its name in station.toml; all of them without it.
    table: Option<String>,
    /// Tell it as JSON, one object a table.
    #[arg(long)]
    json: bool,
    /// Ask as if it were this moment: for sources with recorded answers or a day in their address.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    #[command(flatten)]
    folders: Folders,
}

impl Table {
    pub(super) async fn run(self) -> Result<ExitCode> {
        let Verb::Check(check) = self.verb;
        check.run().await
    }
}

impl Check {
    async fn run(self) -> Result<ExitCode> {
        let settings = match self.folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        let wanted = match &self.table {
            None => settings.tables.keys().cloned().collect(),
            Some(name) => {
                let slug = Slug::parse(name).ok().filter(|slug| settings.tables.contains_key(slug));
                vec![slug.with_context(|| format!("station.toml has no table “{name}”"))?]
            }
        };
        let client = work::fetch::Client::new(settings.fetch)?;
        let now = self.at.unwrap_or_else(clock::wall);
        let mut good = true;
        for slug in wanted {
            let Some(spec) = settings.tables.get(&slug) else { continue };
            let Some(source) = &spec.source else {
                eprintln!("{slug}: its figures are pasted at the desk, nobody is asked");
                continue;
            };
            eprintln!("asking {} …", source.url);
            let inspection = work::table::check(&client, spec, source, now, &settings.station.zone).await;
            good &= inspection.ok && inspection.problems.is_empty();
            tell(&inspection, self.json)?;
        }
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
