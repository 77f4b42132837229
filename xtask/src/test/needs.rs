//! What has to be installed before the tests can run, and installing it.

use std::io::{BufRead, IsTerminal, Write};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::postgres;
use crate::command;

/// A program that comes in a package of Debian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    /// What it is for, in a few words.
    pub(crate) purpose: &'static str,
    /// Any of these will do; `postgres` is looked for where Debian hides it.
    pub(crate) programs: &'static [&'static str],
    /// What brings it.
    pub(crate) packages: &'static [&'static str],
}

/// The second database engine.
pub(crate) const POSTGRES: Need =
    Need { purpose: "the tests on PostgreSQL", programs: &["initdb"], packages: &["postgresql"] };
/// The text browser.
pub(crate) const TEXT_BROWSER: Need =
    Need { purpose: "pages as a text browser shows them", programs: &["w3m"], packages: &["w3m"] };
/// The graphical browser, with the letters it needs.
pub(crate) const BROWSER: Need = Need {
    purpose: "pages in a real browser",
    programs: &["chromium", "chromium-browser", "google-chrome"],
    packages: &["chromium", "fonts-liberation"],
};
/// What runs the HTML checker.
pub(crate) const JAVA: Need =
    Need { purpose: "the HTML checker", programs: &["java"], packages: &["default-jre-headless"] };
/// The peer of the benchmarks.
pub(crate) const NGINX: Need =
    Need { purpose: "the peer to measure against", programs: &["nginx"], packages: &["nginx"] };
/// The load of the benchmarks.
pub(crate) const WRK: Need =
    Need { purpose: "many requests at once", programs: &["wrk"], packages: &["wrk"] };
/// What examines a database file from outside the station.
pub(crate) const SQLITE: Need =
    Need { purpose: "the check of the database", programs: &["sqlite3"], packages: &["sqlite3"] };

/// Installs without starting what the packages would start: the tests bring their own servers. An existing policy stays.
const INSTALL: &str = "\
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\\nexit 101\\n' >$policy
    chmod 755 $policy
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends \"$@\"
";

/// Makes sure that everything is there, asking before it installs unless `sure`.
///
/// # Errors
/// When something is missing and may not or cannot be installed; the message says what to type.
pub(crate) fn provide(needs: &[Need], sure: bool) -> Result<()> {
    let missing: Vec<Need> = needs.iter().filter(|need| !is_there(need)).copied().collect();
    if missing.is_empty() {
        println!("everything is installed");
        return Ok(());
    }
    for need in &missing {
        println!("missing: {} ({}), from {}", need.programs[0], need.purpose, need.packages.join(" and "));
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if command::find("apt-get").is_none() {
        bail!("install these by your system's own means: {}", names(&missing));
    }
    let by_hand = format!("sudo apt-get install --no-install-recommends {}", packages.join(" "));
    if !sure && !agreed(&format!("install the Debian packages {} now?", packages.join(", ")))? {
        bail!("nothing was installed. By hand: {by_hand}");
    }
    println!("installing {}", packages.join(" "));
    command::run(&mut install(&packages)?, &format!("By hand: {by_hand}"))?;
    match needs.iter().find(|need| !is_there(need)) {
        Some(need) => bail!("{} is still missing after its package was installed", need.programs[0]),
        None => Ok(()),
    }
}

fn is_there(need: &Need) -> bool {
    if *need == POSTGRES {
        return postgres::programs().is_some();
    }
    // Debian keeps servers in /usr/sbin, which is not on everybody's path.
    let hidden = |name: &str| std::path::Path::new("/usr/sbin").join(name).is_file();
    need.programs.iter().any(|name| command::find(name).is_some() || hidden(name))
}

fn install(packages: &[&str]) -> Result<Command> {
    let mut command = Command::new("sh");
    if !command::is_root() {
        let sudo = command::find("sudo")
            .context("installing needs root, and there is no sudo; run the line below as root")?;
        command = Command::new(sudo);
        command.arg("sh");
    }
    command.args(["-c", INSTALL, "install"]).args(packages);
    Ok(command)
}

/// Asks a person; without one the answer is no.
fn agreed(question: &str) -> Result<bool> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        println!("{question} Nobody is there to answer: say --yes, or set CI=true");
        return Ok(false);
    }
    print!("{question} [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    input.lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn names(needs: &[Need]) -> String {
    needs.iter().map(|need| need.programs[0]).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: Need =
        Need { purpose: "everything", programs: &["no-such-program", "sh"], packages: &["dash"] };
    const NOTHING: Need =
        Need { purpose: "nothing", programs: &["no-such-program"], packages: &["no-such-package"] };

    #[test]
    fn one_program_of_a_need_is_enough() {
        assert!(is_there(&SHELL) && !is_there(&NOTHING));
        provide(&[SHELL], false).unwrap();
    }

    #[test]
    fn the_install_script_is_sound() {
        let mut shell = Command::new("sh");
        command::run(shell.args(["-n", "-c", INSTALL]), "").unwrap();
    }
}
