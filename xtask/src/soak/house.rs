//! The real station as these runs start it: the demonstration's settings, a data folder of its own, as many connections
//! as the system allows, its process known.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http;
use crate::server::Server;

/// What a station is started from.
#[derive(Debug, Clone)]
pub(crate) struct House {
    /// The station's program.
    pub(crate) program: PathBuf,
    /// The folder with `demo/`.
    pub(crate) root: PathBuf,
    /// The folder with the station's settings and stories.
    pub(crate) home: PathBuf,
    /// What it keeps.
    pub(crate) data: PathBuf,
    /// Its output.
    pub(crate) log: PathBuf,
}

/// A station that answers; dropping it stops it.
#[derive(Debug)]
pub(crate) struct Station {
    server: Server,
    process: u32,
    log: PathBuf,
}

/// The shell raises its own limit as far as it may, tells its number, and becomes the station, which keeps both.
const BECOME: &str = "ulimit -n $(ulimit -H -n) 2>/dev/null; echo $$ >\"$0\"; exec \"$@\"";

impl House {
    /// A house in a folder of a run.
    pub(crate) fn new(program: &Path, root: &Path, folder: &Path) -> House {
        House {
            program: program.to_owned(),
            root: root.to_owned(),
            home: root.join("demo"),
            data: folder.join("data"),
            log: folder.join("station.log"),
        }
    }

    /// Starts the demonstration: the first time it brings in its stories.
    ///
    /// # Errors
    /// When it does not answer within a minute.
    pub(crate) fn open(&self) -> Result<Station> {
        let port = http::free_port()?;
        let number = self.log.with_extension("pid");
        let mut command = Command::new("sh");
        command.arg("-c").arg(BECOME).arg(&number).arg(&self.program).current_dir(&self.root);
        command.args(["demo", "--port", &port.to_string()]);
        command.arg("--home").arg(&self.home).arg("--data").arg(&self.data);
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let server = Server::start("bellwether", &mut command, address, "/readyz", &self.log)?;
        let process =
            std::fs::read_to_string(&number).context("the station's shell did not tell its number")?;
        let process = process.trim().parse().context("the station's shell did not tell its number")?;
        Ok(Station { server, process, log: self.log.clone() })
    }
}

impl Station {
    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The path of the one-time link that it printed, once it has.
    ///
    /// # Errors
    /// When there is none after five seconds.
    pub(crate) fn setup_link(&self) -> Result<String> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) {
            let said = std::fs::read_to_string(&self.log)?;
            let link = said.split_whitespace().find_map(|word| Some(&word[word.find("/desk/setup/")?..]));
            if let (Some(link), true) = (link, said.ends_with('\n')) {
                return Ok(link.to_owned());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("the station printed no setup link, see {}", self.log.display())
    }

    /// Memory that it occupies at the moment, in megabytes (`VmRSS`; 1 MB is 1,000,000 bytes).
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn megabytes(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process))
            .context("the station is gone, or this is no Linux")?;
        megabytes(&status, "VmRSS:").context("no VmRSS in /proc")
    }

    /// The most memory that it has ever occupied, in megabytes (`VmHWM`).
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn most_megabytes(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process))
            .context("the station is gone, or this is no Linux")?;
        megabytes(&status, "VmHWM:").context("no VmHWM in /proc")
    }

    /// Kills it with `kill -9` after a while.
    pub(crate) fn kill_after(&self, delay: Duration) -> JoinHandle<Result<()>> {
        self.server.kill_after(delay)
    }
}

/// A line of `/proc/<id>/status`, in megabytes.
pub(crate) fn megabytes(status: &str, name: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1_024.0 / 1_000_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_proc() {
        assert_eq!(megabytes("Name:\tx\nVmRSS:\t  125000 kB\nThreads: 2\n", "VmRSS:"), Some(128.0));
        assert_eq!(megabytes("Name:\tx\n", "VmRSS:"), None);
    }
}
