//! `bellwether check`: everything that can be known to be wrong before a start.

use super::{Folders, refuse};
use crate::{
    fault::Fault,
    settings::{self, Settings},
};
use anyhow::Result;
use clap::Args;
use pages::Renderer;
use std::{path::Path, process::ExitCode};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    folders: Folders,
}

impl Check {
    pub(super) fn run(self) -> Result<ExitCode> {
        let settings = match self.folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        let faults: Vec<Fault> = sources(&settings).into_iter().chain(theme(&settings.theme)).collect();
        if !faults.is_empty() {
            return Ok(refuse(&faults));
        }
        for remark in &settings.remarks {
            eprintln!("warning: {remark}");
        }
        println!("{} is in order: settings, theme and sources.", settings.station.name);
        Ok(ExitCode::SUCCESS)
    }
}

/// Sources on this machine must be there; those elsewhere are asked when their hour comes.
fn sources(settings: &Settings) -> Vec<Fault> {
    let tables = settings.tables.values().filter_map(|table| table.source.as_ref());
    let tables = tables
        .filter(|source| !work::table::is_dated(&source.url))
        .map(|source| (format!("table.{}", source.slug), source.url.clone()));
    let station = &settings.station;
    let airs = station.towns.iter().filter(|town| station.tells_air_of(town)).map(|town| {
        let km = station.weather.air.distance_km;
        (format!("the air of {}", town.name), settings.air.address(town, km))
    });
    let alerts = settings.alerts.sources.iter().map(|url| ("the alerts".to_owned(), url.clone()));
    let home = &settings.fetch.home;
    let files =
        tables.chain(airs).chain(alerts).filter_map(|(whose, url)| missing(&whose, &url, "file", home));
    files.chain(trees(settings)).collect()
}

/// Folders that stand for a service with many addresses.
fn trees(settings: &Settings) -> Vec<Fault> {
    let weather = (!settings.station.towns.is_empty()).then_some(&settings.weather.endpoint);
    let weather = weather.into_iter().map(|url| ("the weather".to_owned(), url));
    let radars = settings.radars.sources.iter().flat_map(|source| {
        let whose = format!("radar.{}", source.id);
        source.chunks.iter().chain(&source.archive).map(move |url| (whose.clone(), url))
    });
    let missing = |(whose, url): (String, &String)| missing(&whose, url, "folder", &settings.fetch.home);
    weather.chain(radars).filter_map(missing).collect()
}

/// What is wrong with a source on this machine; nothing with one elsewhere. `plain` is what `file:` names: a file or a folder.
fn missing(whose: &str, url: &str, plain: &'static str, home: &Path) -> Option<Fault> {
    let (scheme, path) = url.split_once(':')?;
    let path = home.join(path);
    let (there, what) = match scheme {
        "file" => (if plain == "folder" { path.is_dir() } else { path.is_file() }, plain),
        "replay" => (path.is_dir(), "folder of recorded answers"),
        _ => return None,
    };
    let what = format!("The source of {whose} names a {what} that is not there.");
    (!there).then(|| Fault::of_file(path.display().to_string(), what, "Correct the path, or put it there."))
}

/// Every page rendered with the theme, once full and once bare.
fn theme(folder: &Path) -> Vec<Fault> {
    let theme = match settings::theme(folder) {
        Ok(theme) => theme,
        Err(faults) => return faults,
    };
    let fault = |error: pages::Error| Fault {
        file: folder.join(&error.template).display().to_string(),
        line: error.line,
        column: None,
        path: Box::default(),
        what: error.what,
        remedy: "Compare with the built-in template of that name.".to_owned(),
    };
    match Renderer::new(&theme) {
        Ok(renderer) => pages::sample::check(&renderer).into_iter().map(fault).collect(),
        Err(error) => vec![fault(error)],
    }
}
