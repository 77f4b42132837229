//! Two days with a weather service that is late, cut, empty, wrong and silent, in steps of five minutes of the station's
//! clock. After each a reader who knows the truth looks at every page of the weather. The suite goes through the first
//! hours of the same: `crates/station/tests/it/two_days`.

use anyhow::Result;

use super::{Ground, Scenario};
use crate::command;

/// The scenario. Its rounds are hours.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "weather",
    about: "two days of a faulty weather service: no figure is wrong and not marked, no warning is missing",
    rounds: 48,
    run,
};

fn run(ground: &Ground, hours: u32) -> Result<()> {
    let mut cargo = command::cargo(&ground.workspace.root);
    cargo
        .args(["test", "-p", "station", "--test", "it", "--", "two_days", "--nocapture"])
        .env("BELLWETHER_SOAK_HOURS", hours.to_string())
        .env("BELLWETHER_SOAK_STEP_MINUTES", "5");
    command::run(&mut cargo, "What was wrong stands above, with its page and its moment.")
}
