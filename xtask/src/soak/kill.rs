//! Kill rounds: `kill -9` in the midst of a stream of publishes; whatever was acknowledged has to be there afterwards.

use std::path::PathBuf;
use std::process::Command;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{Ground, Scenario};
use crate::server::Server;
use crate::{command, http};

/// The scenario.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "kill",
    about: "kill -9 in a stream of publishes: every acknowledged publish is there, whole, and the database is sound",
    rounds: 200,
    run: |ground, rounds| {
        let mut station = Station::new(ground);
        let acknowledged = endure(&mut station, rounds)?;
        println!("{acknowledged} publishes were acknowledged in {rounds} rounds, and all are there");
        Ok(())
    },
};

/// The shortest and longest life of a station in one round, in milliseconds; rounds go through the times between.
const LIFE: (u64, u64) = (40, 640);

/// A publish that the station said it has made.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Acknowledged {
    /// Which publish of this run it was.
    number: u64,
    /// Where it must be visible, as the receipt said.
    path: String,
}

/// What the rounds are run on: the station, or a stand-in to test the rounds themselves.
trait World {
    /// Starts it on what the last round left.
    fn start(&mut self) -> Result<()>;
    /// Has it killed after a while.
    fn kill_after(&mut self, life: Duration) -> Result<()>;
    /// Publishes story `number`; fails once the killing has come.
    fn publish(&mut self, number: u64) -> Result<Acknowledged>;
    /// Waits until it is dead.
    fn bury(&mut self) -> Result<()>;
    /// Whether a publish is there, whole.
    fn shows(&mut self, publish: &Acknowledged) -> Result<bool>;
    /// Fails when what is stored is damaged; called while nothing runs.
    fn examine(&mut self) -> Result<()>;
}

/// Runs the rounds and gives the number of publishes that were acknowledged.
fn endure(world: &mut impl World, rounds: u32) -> Result<usize> {
    let mut acknowledged: Vec<Acknowledged> = Vec::new();
    let mut next = 0;
    for round in 0..rounds {
        world.start().with_context(|| format!("the start of round {round}"))?;
        check(world, &acknowledged).with_context(|| format!("after round {round}"))?;
        world.kill_after(life(round))?;
        while let Ok(publish) = world.publish(next) {
            acknowledged.push(publish);
            next += 1;
        }
        // The one that failed may have been stored without being acknowledged, so its number is spent.
        next += 1;
        world.bury()?;
        world.examine().with_context(|| format!("after the killing of round {round}"))?;
    }
    world.start().context("the start after the last round")?;
    check(world, &acknowledged).context("after the last round")?;
    if acknowledged.is_empty() {
        bail!("nothing was ever acknowledged, so nothing was proved");
    }
    Ok(acknowledged.len())
}

fn check(world: &mut impl World, acknowledged: &[Acknowledged]) -> Result<()> {
    for publish in acknowledged {
        if !world.shows(publish)? {
            bail!("publish {} was acknowledged and is not at {}", publish.number, publish.path);
        }
    }
    Ok(())
}

/// Spreads the killings over everything that a publish does, the same way in each run.
fn life(round: u32) -> Duration {
    let (shortest, longest) = LIFE;
    // 61 has no divisor in common with the span, so the steps meet every residue before one repeats.
    Duration::from_millis(shortest + u64::from(round) * 61 % (longest - shortest))
}

/// The real station on a database in the scratch folder.
struct Station<'a> {
    ground: &'a Ground,
    data: PathBuf,
    server: Option<Server>,
    killing: Option<JoinHandle<Result<()>>>,
}

impl<'a> Station<'a> {
    fn new(ground: &'a Ground) -> Station<'a> {
        Station { ground, data: ground.scratch.path().join("data"), server: None, killing: None }
    }

    fn server(&self) -> Result<&Server> {
        self.server.as_ref().context("the station does not run")
    }
}

impl World for Station<'_> {
    fn start(&mut self) -> Result<()> {
        let log = self.ground.scratch.path().join("station.log");
        self.server =
            Some(Server::demo(&self.ground.program, &self.ground.workspace.root, &self.data, &log)?);
        Ok(())
    }

    fn kill_after(&mut self, life: Duration) -> Result<()> {
        self.killing = Some(self.server()?.kill_after(life));
        Ok(())
    }

    fn publish(&mut self, number: u64) -> Result<Acknowledged> {
        // Without a way in through the desk nothing is acknowledged, and `endure` fails for just that reason.
        bail!(
            "publish {number}: this scenario has no editor yet who signs in at {}",
            self.server()?.address()
        )
    }

    fn bury(&mut self) -> Result<()> {
        if let Some(killing) = self.killing.take() {
            killing.join().map_err(|_| anyhow::anyhow!("the thread that kills panicked"))??;
        }
        self.server = None;
        Ok(())
    }

    fn shows(&mut self, publish: &Acknowledged) -> Result<bool> {
        let page = http::get(self.server()?.address(), &publish.path, &[])?;
        let text = String::from_utf8_lossy(&page.body);
        Ok(page.status == 200
            && text.contains(&format!("Publish {} begins", publish.number))
            && text.contains("ends here"))
    }

    fn examine(&mut self) -> Result<()> {
        for entry in std::fs::read_dir(&self.data)? {
            let file = entry?.path();
            if file.extension().is_some_and(|ending| ending == "sqlite" || ending == "db") {
                let mut sqlite = Command::new("sqlite3");
                let said = command::output(sqlite.arg(&file).arg("PRAGMA integrity_check"))?;
                if said.trim() != "ok" {
                    bail!("{}: {said}", file.display());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Dies after so many publishes; may forget one that it acknowledged.
    struct Fake {
        stored: BTreeSet<u64>,
        lives: u64,
        left: u64,
        forgets: Option<u64>,
    }

    impl World for Fake {
        fn start(&mut self) -> Result<()> {
            self.left = self.lives;
            Ok(())
        }

        fn kill_after(&mut self, _: Duration) -> Result<()> {
            Ok(())
        }

        fn publish(&mut self, number: u64) -> Result<Acknowledged> {
            if self.left == 0 {
                bail!("dead");
            }
            self.left -= 1;
            if self.forgets != Some(number) {
                self.stored.insert(number);
            }
            Ok(Acknowledged { number, path: format!("/story/{number}") })
        }

        fn bury(&mut self) -> Result<()> {
            Ok(())
        }

        fn shows(&mut self, publish: &Acknowledged) -> Result<bool> {
            Ok(self.stored.contains(&publish.number))
        }

        fn examine(&mut self) -> Result<()> {
            Ok(())
        }
    }

    fn fake(lives: u64, forgets: Option<u64>) -> Fake {
        Fake { stored: BTreeSet::new(), lives, left: 0, forgets }
    }

    #[test]
    fn counts_what_was_acknowledged() {
        assert_eq!(endure(&mut fake(3, None), 5).unwrap(), 15);
    }

    #[test]
    fn a_lost_publish_is_named_even_from_the_last_round() {
        let fault = format!("{:#}", endure(&mut fake(2, Some(1)), 3).unwrap_err());
        assert_eq!(fault, "after round 1: publish 1 was acknowledged and is not at /story/1");
        let fault = format!("{:#}", endure(&mut fake(2, Some(7)), 3).unwrap_err());
        assert_eq!(fault, "after the last round: publish 7 was acknowledged and is not at /story/7");
    }

    #[test]
    fn a_run_without_any_publish_proves_nothing() {
        assert!(endure(&mut fake(0, None), 3).is_err());
    }

    #[test]
    fn lives_are_spread_over_the_whole_span() {
        let lives: BTreeSet<_> = (0..200).map(life).collect();
        assert_eq!(lives.len(), 200);
        assert!(lives.iter().all(|life| (40..640).contains(&life.as_millis())));
    }
}
