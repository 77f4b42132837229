//! A PostgreSQL cluster for one run of the tests, gone when they are.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{command, http};

/// The environment variable by which the tests learn where it is; each makes a database of its own there.
pub(crate) const VARIABLE: &str = "BELLWETHER_TEST_POSTGRES";

const GUARD: &str = include_str!("postgres.sh");
/// Another program may take the port between our look and the server's start.
const ATTEMPTS: usize = 3;

/// A running cluster; dropping it stops the server and removes its files.
#[derive(Debug)]
pub(crate) struct Cluster {
    guard: Child,
    url: String,
}

impl Cluster {
    /// Makes a cluster in a temporary folder and starts it on a free port of this machine.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start; its log goes to standard error.
    pub(crate) fn start() -> Result<Cluster> {
        let programs = programs().context("PostgreSQL is not installed: `apt-get install postgresql`")?;
        for _ in 0..ATTEMPTS {
            if let Some(cluster) = Cluster::attempt(&programs)? {
                return Ok(cluster);
            }
        }
        bail!("PostgreSQL did not start; its own words stand above")
    }

    /// The superuser's address of the `postgres` database.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn attempt(programs: &Path) -> Result<Option<Cluster>> {
        let port = http::free_port()?;
        let password = password()?;
        let mut guard = guard(programs, port)?;
        let mut input = guard.stdin.take().context("the guard has no input")?;
        writeln!(input, "{password}").context("the guard of PostgreSQL ended at once")?;
        let mut said = String::new();
        BufReader::new(guard.stdout.take().context("the guard has no output")?).read_line(&mut said)?;
        guard.stdin = Some(input);
        let cluster =
            Cluster { guard, url: format!("postgres://bellwether:{password}@127.0.0.1:{port}/postgres") };
        Ok((said.trim() == "ready").then_some(cluster))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Closing its input tells the guard to leave; waiting keeps its folder from outliving us.
        drop(self.guard.stdin.take());
        if let Err(fault) = self.guard.wait() {
            eprintln!("the guard of PostgreSQL did not end: {fault}");
        }
    }
}

/// Where `initdb` and its family lie, the newest version first. Debian keeps them off the `PATH`.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin).or_else(|| Some(command::find("initdb")?.parent()?.to_path_buf()))
}

/// The process that starts the server and stops it when its input ends.
fn guard(programs: &Path, port: u16) -> Result<Child> {
    let mut command = Command::new("sh");
    if command::is_root() {
        // PostgreSQL refuses to run as root; Debian's package made a user for it.
        command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
        command.env("TMPDIR", "/tmp").env("HOME", "/");
    }
    command.args(["-c", GUARD, "postgres-guard"]).arg(programs).arg(port.to_string());
    // In a group of its own, so that Ctrl-C reaches the tests and leaves the guard to clean up after them.
    command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().context("cannot start the guard of PostgreSQL")
}

/// Other people of this machine can reach the port; they must not be able to use it.
fn password() -> Result<String> {
    let mut bytes = [0_u8; 16];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("no randomness")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let Some(programs) = programs() else {
            println!("not run: PostgreSQL is not installed");
            return;
        };
        let cluster = Cluster::start().unwrap();
        let address =
            cluster.url().split(['@', '/']).find(|part| part.starts_with("127.0.0.1:")).unwrap().to_owned();
        let mut psql = Command::new(programs.join("psql"));
        let said =
            command::output(psql.args([cluster.url(), "-Atc", "show fsync; show data_directory"])).unwrap();
        let (fsync, folder) = said.trim().split_once('\n').unwrap();
        assert_eq!(fsync, "off");
        assert!(folder.contains("bellwether-postgres."), "{folder}");
        drop(cluster);
        assert!(TcpStream::connect(address).is_err());
        assert!(!Path::new(folder).exists());
    }
}
