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
    /// Run at this moment, ticking from there; later, if something later is stored.
    #[arg(long, value_name = "TIME", default_value = "2021-03-01T18:00:00-08:00")]
    at: Timestamp,
    /// Begin anew: remove everything that is kept first.
    #[arg(long)]
    fresh: bool,
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
