//! `bellwether demo`: the demonstration is the same station with another home.

use super::{Folders, serve::serve};
use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::Timestamp;
use std::{
    io::ErrorKind,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The evening for which the stories were written.
const BEGINS: &str = "2021-03-01T18:00:00-08:00";

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Folder of the demonstration.
    #[arg(long, value_name = "DIR", default_value = "demo")]
    home: PathBuf,
    /// Folder of everything that is kept.
    #[arg(long, value_name = "DIR", default_value = "tmp/demo")]
    data: PathBuf,
    /// Serve at this port of this machine.
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// Run at this moment, ticking from there; later, if something later is stored. On 2021-03-04T15:00:00-08:00 there is a
    /// Red Flag Warning, and a weather station that has been silent since the morning.
    #[arg(long, value_name = "TIME", default_value = BEGINS, value_parser = moment)]
    at: Timestamp,
    /// Begin anew: remove everything that is kept first.
    #[arg(long)]
    fresh: bool,
}

/// Not before the stories were written.
fn moment(text: &str) -> Result<Timestamp, String> {
    let at: Timestamp =
        text.parse().map_err(|_| format!("write a moment with its zone, such as {BEGINS}"))?;
    let begins: Timestamp = BEGINS.parse().map_err(|_| "the demonstration has no begin".to_owned())?;
    if at < begins {
        Err(format!("the demonstration begins at {BEGINS}: its stories are of that day"))
    } else {
        Ok(at)
    }
}

impl Demo {
    pub(super) async fn run(self) -> Result<ExitCode> {
        let folders = Folders { home: self.home.clone(), data: Some(self.data.clone()) };
        let mut settings = match folders.settings() {
            Ok(settings) => settings,
            Err(code) => return Ok(code),
        };
        if self.fresh {
            forget(&self.data)?;
        }
        settings.listen = SocketAddr::from(([127, 0, 0, 1], self.port));
        serve(settings, Some(self.at), Some(self.home.join("content"))).await
    }
}

/// Remove a data folder; nothing that does not look like one.
fn forget(data: &Path) -> Result<()> {
    let entries = match std::fs::read_dir(data) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| format!("cannot look into {}", data.display()))?,
    };
    if entries.count() > 0 && !data.join("lock").exists() {
        bail!("{} does not look like a station's data folder: remove it yourself", data.display());
    }
    drop(crate::home::hold(data)?);
    std::fs::remove_dir_all(data).with_context(|| format!("cannot remove {}", data.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_demonstration_has_a_begin() {
        assert_eq!(moment("2021-03-04T23:00:00Z"), Ok("2021-03-04T15:00:00-08:00".parse().unwrap()));
        assert!(moment(BEGINS).is_ok());
        assert!(moment("2021-03-01T17:59:59-08:00").unwrap_err().contains("begins at 2021-03-01T18:00"));
        assert!(moment("2021-03-04").unwrap_err().contains("with its zone"));
    }

    #[test]
    fn only_a_data_folder_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        forget(&folder.path().join("not-there")).unwrap();
        std::fs::write(folder.path().join("letter.txt"), "dear").unwrap();
        assert!(forget(folder.path()).unwrap_err().to_string().contains("remove it yourself"));
        let data = folder.path().join("data");
        let held = crate::home::hold(&data).unwrap();
        assert!(forget(&data).unwrap_err().to_string().contains("is running"));
        drop(held);
        forget(&data).unwrap();
        assert!(!data.exists());
    }
}
