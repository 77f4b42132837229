//! `bellwether table check`: what a source would give tonight, before it is tonight.

use super::{Folders, inspect::tell, start};
use crate::{clock, settings::Settings, workshop::Workshop};
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use desk::Desk;
use jiff::Timestamp;
use model::{slug::Slug, table::Tables};
use std::{process::ExitCode, sync::Arc};
use store::Store;
use work::fetch::Client;

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
    /// The table, by its name in station.toml or at the desk; all of them without it.
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
        let client = Client::new(settings.fetch.clone())?;
        let zone = settings.station.zone.clone();
        let tables = tables(settings, &client).await?;
        let wanted = match &self.table {
            None => tables.keys().cloned().collect(),
            Some(name) => {
                let slug = Slug::parse(name).ok().filter(|slug| tables.contains_key(slug));
                vec![slug.with_context(|| no_such(name, &tables))?]
            }
        };
        let now = self.at.unwrap_or_else(clock::wall);
        let mut good = true;
        for slug in wanted {
            let Some(spec) = tables.get(&slug) else { continue };
            let Some(source) = &spec.source else {
                eprintln!("{slug}: its figures are pasted at the desk, nobody is asked");
                continue;
            };
            eprintln!("asking {} …", source.url);
            let inspection = work::table::check(&client, spec, source, now, &zone).await;
            good &= inspection.ok && inspection.problems.is_empty();
            tell(&inspection, self.json)?;
        }
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// The tables of station.toml and, once the station has been started, those that the desk describes.
async fn tables(settings: Settings, client: &Client) -> Result<Tables> {
    // Nothing is made by looking.
    if !settings.data.is_dir() {
        return Ok(settings.tables);
    }
    let store = Store::open(&settings.store).await?;
    let desk = Desk::new(store.clone(), start(None).clock(None), Arc::new(settings.station), settings.tables);
    let opened = Workshop::open(&desk, settings.populations, client.clone()).await;
    let tables = desk.tables();
    store.close().await;
    opened?;
    Ok((*tables).clone())
}

fn no_such(name: &str, tables: &Tables) -> String {
    let there: Vec<&str> = tables.keys().map(Slug::as_str).collect();
    let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
    format!("neither station.toml nor the desk has a table “{name}”; there is: {there}")
}
