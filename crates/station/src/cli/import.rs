//! `bellwether import`: bring in a content pack while the station does not run.

use super::{Folders, refuse, start};
use crate::{home, import, run::Toil, settings::Settings, workshop::Workshop};
use anyhow::Result;
use clap::Args;
use desk::Desk;
use jiff::Timestamp;
use std::{path::PathBuf, process::ExitCode, sync::Arc};
use store::Store;
use work::Work;

const FORMAT: &str = "\
A folder holds any of these:

  authors.toml     [[author]] with slug, name, title, bio, email
  stories/*.md     fields between two lines of +++, then the text
  pages/*.md       the same with title, slug, dek
  pictures/*.jpg   (.png, .webp) named in stories without the ending
  front.toml       lead, secondary, hours, modules

A story:

  +++
  headline = \"Bridge reopens\"
  dek = \"Two lanes, both ways.\"
  slug = \"bridge-reopens\"
  section = \"local\"
  kind = \"news\"                # or opinion, analysis, sponsored
  authors = [\"ana-ruiz\"]
  tags = [\"roads\"]
  places = [\"medford-or\"]
  first_published = 2021-02-28T08:00:00-08:00
  updated = 2021-02-28T12:00:00-08:00
  [lead]
  picture = \"bridge\"
  alt = \"Cars on a steel bridge.\"
  caption = \"The first cars.\"
  credit = \"Ana Ruiz\"
  [source]                     # a piece from elsewhere, or who paid
  name = \"Coast News Service\"
  url = \"https://coast.example/bridge\"
  rights = \"© Coast News Service\"
  [[correction]]
  at = 2021-02-28T12:00:00-08:00
  text = \"It has two lanes.\"
  +++
  The bridge reopened on Sunday.";

/// The arguments.
#[derive(Debug, Args)]
#[command(after_long_help = FORMAT)]
pub(super) struct Import {
    /// Folder with authors.toml, stories/*.md, pages/*.md, pictures/*.jpg and front.toml; each may be absent.
    #[arg(value_name = "DIR")]
    pack: PathBuf,
    #[command(flatten)]
    folders: Folders,
    /// Run at this moment; stories dated later are refused.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
}

impl Import {
    pub(super) async fn run(self) -> Result<ExitCode> {
        let settings = match self.folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        // A running station would not hear of what changes beneath it.
        let _held = home::hold(&settings.data)?;
        let store = Store::open(&settings.store).await?;
        let done = bring_in(&self.pack, settings, self.at, &store).await;
        store.close().await;
        done
    }
}

async fn bring_in(
    pack: &std::path::Path,
    settings: Settings,
    at: Option<Timestamp>,
    store: &Store,
) -> Result<ExitCode> {
    let clock = start(at).clock(store.reader().last_moment().await?);
    let desk = Desk::new(store.clone(), clock, Arc::new(settings.station), settings.tables);
    let client = work::fetch::Client::new(settings.fetch)?;
    Workshop::open(&desk, settings.populations, client.clone()).await?;
    let pack = match import::read_and_tell(pack, &desk) {
        Ok(pack) => pack,
        Err(faults) => return Ok(refuse(&faults)),
    };
    // With its sources: a nightly run that is overdue is made up here, as at any start.
    let work = Work::new(work::Parts {
        alerts: settings.alerts,
        desk: desk.clone(),
        store: store.clone(),
        client,
        radars: work::radar::Radars::new(settings.radars),
        weather: settings.weather,
        air: settings.air,
        pictures: work::pool::Pool::default(),
        node: format!("import {}", std::process::id()),
    });
    let toil = Toil::begin(&work);
    let report = import::import(pack, &desk, store).await;
    toil.end().await;
    let report = report?;
    println!(
        "{} stories are new, {} were there already; {} pictures are new.",
        report.stories, report.already, report.pictures
    );
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { refuse(&report.faults) })
}
