//! The settings of a station: `station.toml`, checked and turned into what each room wants to be told.
//!
//! Reading order: [`file`] (every setting there is), [`load`] (read, check, convert; every fault at once), [`reference`]
//! (the documentation made from the list).

mod air;
mod alert;
mod convert;
pub mod file;
mod radar;
pub mod reference;
mod remarks;
mod table;
mod town;

use crate::{fault::Fault, tree::Document};
use model::{
    module::Module,
    slug::Slug,
    station::Station,
    table::{Spec, Tables},
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

pub(crate) use air::VARIABLE as AIR_KEY;
pub use table::{Populations, describe};

/// Name of the file in the station's folder.
pub const FILE: &str = "station.toml";

/// What the rooms are told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who publishes. Its `base_url` is empty when the file says none: then the listener's address is used.
    pub station: Station,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the access log goes.
    pub access_log: AccessLog,
    /// For the room that answers.
    pub web: web::Settings,
    /// Limits on connections.
    pub limits: web::server::Limits,
    /// Where figures are told, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// For the room that remembers.
    pub store: store::Options,
    /// For the client of outgoing requests.
    pub fetch: work::fetch::Settings,
    /// Folder of the theme; it need not exist.
    pub theme: PathBuf,
    /// The rail of a new station.
    pub modules: Vec<Module>,
    /// Tables by their address.
    pub tables: Tables,
    /// How many people live where, for the tables of the desk.
    pub populations: Populations,
    /// Where the weather comes from.
    pub weather: work::weather::Settings,
    /// Where the air is asked for.
    pub air: work::air::Settings,
    /// Where radars are asked for.
    pub radars: work::radar::Settings,
    /// Where alerts are asked for.
    pub alerts: work::Alerts,
    /// Folder of everything that is kept.
    pub data: PathBuf,
    /// What is strange in the file and may yet be meant.
    pub remarks: Vec<Fault>,
}

/// Where the access log goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessLog {
    /// Nowhere.
    Off,
    /// Standard output.
    Output,
    /// Appended to a file.
    File(PathBuf),
}

/// Where a station is, and what does not stand in its file.
#[derive(Clone, Default)]
pub struct Place {
    /// Folder with `station.toml`.
    pub home: PathBuf,
    /// Folder of everything that is kept.
    pub data: PathBuf,
    /// Takes the place of `store.database`.
    pub database: Option<String>,
    /// Key for the source of the air; takes the place of what is in `air.key_file`.
    pub air_key: Option<String>,
}

/// Read the settings of the station at a place.
///
/// # Errors
/// Everything that is wrong with them, in order of the file.
pub fn load(place: &Place) -> Result<Settings, Vec<Fault>> {
    let path = place.home.join(FILE);
    let name = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let what = format!("The settings cannot be read: {error}.");
        vec![Fault::of_file(&name, what, "Name the folder that holds station.toml with --home.")]
    })?;
    read(&name, &text, place)
}

/// Read settings from a text; `name` is told in faults.
///
/// # Errors
/// As for [`load`].
pub fn read(name: &str, text: &str, place: &Place) -> Result<Settings, Vec<Fault>> {
    let (mut document, file) = Document::read::<file::File>(name, text, 1);
    let settings = file.map(|file| convert::settings(&file, place, &mut document));
    match settings {
        Some(mut settings) if document.is_good() => {
            settings.remarks = document.take_remarks();
            Ok(settings)
        }
        _ => Err(document.into_faults()),
    }
}

/// What a county table of a state must contain, when no file says it: the usual columns, and these figures. `None` when
/// there is no such state.
pub fn plain_table(state: &str, figures: &[String]) -> Option<Spec> {
    table::plain(Slug::parse("table").ok()?, state, figures)
}

/// The theme of a folder: `theme.css` and every `.html` file in it, by its path in the folder. Empty when there is no
/// such folder.
///
/// # Errors
/// A file that cannot be read, or is no text.
pub fn theme(folder: &Path) -> Result<pages::Theme, Vec<Fault>> {
    let mut theme = pages::Theme::default();
    let mut waiting = vec![folder.to_owned()];
    let mut faults = Vec::new();
    while let Some(here) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&here) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if name != "theme.css" && !name.ends_with(".html") {
                continue;
            }
            match std::fs::read_to_string(&path) {
                Ok(text) if name == "theme.css" => theme.css = text,
                Ok(text) => {
                    theme.templates.insert(name, text);
                }
                Err(error) => {
                    let what = format!("The file cannot be read: {error}.");
                    faults.push(Fault::of_file(path.display().to_string(), what, "Save it as UTF-8 text."));
                }
            }
        }
    }
    if faults.is_empty() { Ok(theme) } else { Err(faults) }
}

#[cfg(test)]
mod range_tests;
#[cfg(test)]
mod tests;
