//! Kill rounds: `kill -9` in the midst of a stream of publishes; whatever was acknowledged has to be there afterwards,
//! and what was not acknowledged is there whole or not at all.

use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::newsroom::Newsroom;
use super::{Ground, Scenario};

/// The scenario.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "kill",
    about: "kill -9 in a stream of publishes: every acknowledged publish is there, whole, and the database is sound",
    rounds: 200,
    run,
};

fn run(ground: &Ground, rounds: u32) -> Result<()> {
    let mut newsroom = Newsroom::new(ground);
    let told = endure(&mut newsroom, rounds)?;
    newsroom.examine_wholly(ground)?;
    println!(
        "{} publishes were acknowledged in {rounds} rounds, and all are there; {} were cut off unanswered, {} of them \
         had been stored",
        told.acknowledged, told.unanswered, told.unanswered_and_stored
    );
    Ok(())
}

/// The shortest and longest life of a station in one round, in milliseconds; rounds go through the times between.
const LIFE: (u64, u64) = (40, 640);

/// A publish that the station said it has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Acknowledged {
    /// Which publish of this run it was.
    pub(super) number: u64,
    /// Path of its receipt.
    pub(super) receipt: String,
}

/// What is at the address of a publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Whole,
    Absent,
    Torn,
}

/// What the rounds came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Told {
    acknowledged: usize,
    unanswered: usize,
    unanswered_and_stored: usize,
}

/// What the rounds are run on: the station, or a stand-in to test the rounds themselves.
pub(super) trait World {
    /// Starts it on what the last round left.
    fn start(&mut self) -> Result<()>;
    /// Has it killed after a while.
    fn kill_after(&mut self, life: Duration) -> Result<()>;
    /// Publishes story `number`; `None` once the killing has come, an error when it is refused.
    fn publish(&mut self, number: u64) -> Result<Option<Acknowledged>>;
    /// Waits until it is dead.
    fn bury(&mut self) -> Result<()>;
    /// What readers find at the address of a publish.
    fn shows(&mut self, number: u64) -> Result<Shown>;
    /// Fails when a receipt is not there or says something else.
    fn has_receipt(&mut self, publish: &Acknowledged) -> Result<()>;
    /// Fails when a list that must name these publishes, oldest first, does not.
    fn lists(&mut self, publishes: &[Acknowledged]) -> Result<()>;
    /// Fails when what is stored is damaged; called while nothing runs.
    fn examine(&mut self) -> Result<()>;
}

/// Runs the rounds. After each, the publishes of that round are looked at; after the last, all.
fn endure(world: &mut impl World, rounds: u32) -> Result<Told> {
    let mut acknowledged: Vec<Acknowledged> = Vec::new();
    let (mut next, mut looked, mut told) = (0, 0, Told::default());
    for round in 0..rounds {
        if round == 0 {
            world.start().context("the first start")?;
        }
        world.kill_after(life(round))?;
        while let Some(publish) = world.publish(next).with_context(|| format!("in round {round}"))? {
            acknowledged.push(publish);
            next += 1;
        }
        world.bury()?;
        world.examine().with_context(|| format!("after the killing of round {round}"))?;
        world.start().with_context(|| format!("the start after round {round}"))?;
        check(world, &acknowledged, looked).with_context(|| format!("after round {round}"))?;
        looked = acknowledged.len();
        told.unanswered += 1;
        told.unanswered_and_stored += usize::from(was_stored(world, next)?);
        // It may have been stored, so its number is spent.
        next += 1;
    }
    check(world, &acknowledged, 0).context("after the last round")?;
    told.acknowledged = acknowledged.len();
    if acknowledged.is_empty() {
        bail!("nothing was ever acknowledged, so nothing was proved");
    }
    Ok(told)
}

/// Whether the publish that was cut off had been stored; a part of it is a fault.
fn was_stored(world: &mut impl World, number: u64) -> Result<bool> {
    match world.shows(number)? {
        Shown::Whole => Ok(true),
        Shown::Absent => Ok(false),
        Shown::Torn => bail!("publish {number} was cut off, and a part of it is there"),
    }
}

/// Looks at the pages and receipts from `looked` on, and at the lists for all.
fn check(world: &mut impl World, acknowledged: &[Acknowledged], looked: usize) -> Result<()> {
    for publish in acknowledged.iter().skip(looked) {
        let shown = world.shows(publish.number)?;
        if shown != Shown::Whole {
            bail!("publish {} was acknowledged and its page is {shown:?}", publish.number);
        }
        world.has_receipt(publish)?;
    }
    world.lists(acknowledged)
}

/// Spreads the killings over everything that a publish does, the same way in each run.
fn life(round: u32) -> Duration {
    let (shortest, longest) = LIFE;
    // 61 has no divisor in common with the span, so the steps meet every residue before one repeats.
    Duration::from_millis(shortest + u64::from(round) * 61 % (longest - shortest))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Dies after so many publishes; may forget or tear one that it acknowledged.
    struct Fake {
        stored: BTreeSet<u64>,
        lives: u64,
        left: u64,
        forgets: Option<u64>,
        tears: Option<u64>,
    }

    impl World for Fake {
        fn start(&mut self) -> Result<()> {
            self.left = self.lives;
            Ok(())
        }

        fn kill_after(&mut self, _: Duration) -> Result<()> {
            Ok(())
        }

        fn publish(&mut self, number: u64) -> Result<Option<Acknowledged>> {
            if self.left == 0 {
                return Ok(None);
            }
            self.left -= 1;
            if self.forgets != Some(number) {
                self.stored.insert(number);
            }
            Ok(Some(Acknowledged { number, receipt: format!("/receipts/{number}") }))
        }

        fn bury(&mut self) -> Result<()> {
            Ok(())
        }

        fn shows(&mut self, number: u64) -> Result<Shown> {
            Ok(match self.stored.contains(&number) {
                _ if self.tears == Some(number) => Shown::Torn,
                true => Shown::Whole,
                false => Shown::Absent,
            })
        }

        fn has_receipt(&mut self, _: &Acknowledged) -> Result<()> {
            Ok(())
        }

        fn lists(&mut self, _: &[Acknowledged]) -> Result<()> {
            Ok(())
        }

        fn examine(&mut self) -> Result<()> {
            Ok(())
        }
    }

    fn fake(lives: u64, forgets: Option<u64>, tears: Option<u64>) -> Fake {
        Fake { stored: BTreeSet::new(), lives, left: 0, forgets, tears }
    }

    #[test]
    fn counts_what_was_acknowledged_and_what_was_cut_off() {
        let told = endure(&mut fake(3, None, None), 5).unwrap();
        assert_eq!(told, Told { acknowledged: 15, unanswered: 5, unanswered_and_stored: 0 });
    }

    #[test]
    fn a_lost_publish_is_named_even_from_the_last_round() {
        let fault = format!("{:#}", endure(&mut fake(2, Some(1), None), 3).unwrap_err());
        assert_eq!(fault, "after round 0: publish 1 was acknowledged and its page is Absent");
        let fault = format!("{:#}", endure(&mut fake(2, Some(7), None), 3).unwrap_err());
        assert_eq!(fault, "after round 2: publish 7 was acknowledged and its page is Absent");
    }

    #[test]
    fn a_part_of_a_publish_is_a_fault_though_nobody_was_promised_it() {
        let fault = format!("{:#}", endure(&mut fake(2, None, Some(2)), 3).unwrap_err());
        assert_eq!(fault, "publish 2 was cut off, and a part of it is there");
    }

    #[test]
    fn a_run_without_any_publish_proves_nothing() {
        assert!(endure(&mut fake(0, None, None), 3).is_err());
    }

    #[test]
    fn lives_are_spread_over_the_whole_span() {
        let lives: BTreeSet<_> = (0..200).map(life).collect();
        assert_eq!(lives.len(), 200);
        assert!(lives.iter().all(|life| (40..640).contains(&life.as_millis())));
    }
}
