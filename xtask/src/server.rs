//! A program that serves: started on a free port of this machine, waited for, measured, stopped.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{command, http};

/// A start that takes longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(10);

/// A running server; dropping it kills it and waits for it.
#[derive(Debug)]
pub(crate) struct Server {
    name: &'static str,
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts a command that will listen at `address`, its output going to `log`.
    ///
    /// # Errors
    /// When it cannot be started, ends, or does not answer `ready` with success within a minute.
    pub(crate) fn start(
        name: &'static str,
        command: &mut Command,
        address: SocketAddr,
        ready: &str,
        log: &Path,
    ) -> Result<Server> {
        let output = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let errors = output.try_clone()?;
        let child =
            command.stdout(output).stderr(errors).spawn().with_context(|| format!("cannot start {name}"))?;
        let mut server = Server { name, child, address };
        server.wait_until_ready(ready, log)?;
        Ok(server)
    }

    /// Starts the demonstration station on its data in `data`.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub(crate) fn demo(program: &Path, root: &Path, data: &Path, log: &Path) -> Result<Server> {
        let port = http::free_port()?;
        let mut command = Command::new(program);
        command.current_dir(root).args(["demo", "--port", &port.to_string()]);
        command.arg("--home").arg(root.join("demo")).arg("--data").arg(data);
        Server::start("bellwether", &mut command, SocketAddr::from(([127, 0, 0, 1], port)), "/readyz", log)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The processor time that it and its children have used since they began, in seconds.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn processor_seconds(&self) -> Result<f64> {
        let mut ticks = 0;
        let mut seen = false;
        for entry in std::fs::read_dir("/proc").context("this needs the /proc of Linux")? {
            let Ok(stat) = std::fs::read_to_string(entry?.path().join("stat")) else { continue };
            let Some(process) = Process::read(&stat) else { continue };
            if process.id == self.child.id() || process.parent == self.child.id() {
                ticks += process.ticks;
                seen = true;
            }
        }
        if !seen {
            bail!("{} is gone", self.name);
        }
        Ok(ticks as f64 / TICKS_PER_SECOND)
    }

    /// Kills it (`kill -9`) after a while, whatever it is doing then; joining the thread tells that it has happened.
    pub(crate) fn kill_after(&self, delay: Duration) -> JoinHandle<Result<()>> {
        let id = self.child.id().to_string();
        std::thread::spawn(move || {
            std::thread::sleep(delay);
            command::run(Command::new("kill").args(["-9", &id]), "Did it end before it was killed?")
        })
    }

    fn wait_until_ready(&mut self, path: &str, log: &Path) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended at once ({status}):\n{}", self.name, last_lines(log));
            }
            if http::get(self.address, path, &[]).is_ok_and(|answer| (200..400).contains(&answer.status)) {
                return Ok(());
            }
            std::thread::sleep(GLANCE);
        }
        bail!("{} did not answer {path} within {} s:\n{}", self.name, PATIENCE.as_secs(), last_lines(log))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        // Asked nicely first: nginx's master takes its workers along only then.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        let deadline = Instant::now() + Duration::from_secs(10);
        while asked.is_ok() && Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(GLANCE);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder that is removed with everything in it when it is dropped.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes a new folder among the temporary files.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn new(name: &str) -> Result<Scratch> {
        let path = std::env::temp_dir().join(format!("bellwether-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Scratch(path))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(fault) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} stays behind: {fault}", self.0.display());
        }
    }
}

/// Linux tells processor time in hundredths of a second on every machine we know (`getconf CLK_TCK`).
const TICKS_PER_SECOND: f64 = 100.0;

/// What `/proc/<id>/stat` tells of a process.
#[derive(Debug, PartialEq, Eq)]
struct Process {
    id: u32,
    parent: u32,
    /// In user mode and in the kernel.
    ticks: u64,
}

impl Process {
    /// The program's name in brackets may hold anything, so fields are counted from behind it (proc(5)).
    fn read(stat: &str) -> Option<Process> {
        let id = stat.split(' ').next()?.parse().ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
        Some(Process { id, parent: fields.get(1)?.parse().ok()?, ticks: number(11)? + number(12)? })
    }
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_processor_time_behind_any_name() {
        let stat = "42 (a) b (c) S 7 42 42 0 -1 4194560 1 0 0 0 150 25 0 0 20 0 4 0 1 2 3";
        assert_eq!(Process::read(stat), Some(Process { id: 42, parent: 7, ticks: 175 }));
        assert_eq!(Process::read("42 (a) S"), None);
    }

    #[test]
    fn a_server_that_ends_at_once_is_told_with_its_words() {
        let scratch = Scratch::new("server-test").unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", "echo no such file; exit 3"]);
        let address = SocketAddr::from(([127, 0, 0, 1], http::free_port().unwrap()));
        let fault = Server::start("it", &mut shell, address, "/", &scratch.path().join("log"))
            .unwrap_err()
            .to_string();
        assert!(fault.starts_with("it ended at once") && fault.ends_with("no such file"), "{fault}");
        let gone = scratch.path().to_path_buf();
        drop(scratch);
        assert!(!gone.exists());
    }
}
