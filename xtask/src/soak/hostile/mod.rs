//! Hostile readers and hostile files: each gets a clear answer, nobody else notices, and the memory stays flat.
//!
//! [`shapes`] are requests that are no requests, [`forms`] are what the desk is sent, [`files`] are pictures and tables,
//! [`crowd`] are connections, many and slow. Each adds its faults to the [`Siege`]; the scenario fails with all of them.

mod crowd;
mod files;
mod forms;
mod png;
mod shapes;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::editor::{Draft, Editor, Sent};
use super::house::{House, Station};
use super::{Ground, Scenario, wire};
use crate::http::Answer;

/// The scenario.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "hostile",
    about: "crowds, slow clients, smuggled requests, bombs: a clear answer to each, nothing lost, flat memory",
    rounds: 1,
    run,
};

/// The most that the station's memory may grow over what it was before, in megabytes.
const GROWTH: f64 = 100.0;

/// The station under siege, and what was found wanting.
struct Siege<'a> {
    ground: &'a Ground,
    station: &'a Station,
    editor: &'a Editor,
    before: f64,
    highest: f64,
    asked: usize,
    faults: Vec<String>,
}

fn run(ground: &Ground, rounds: u32) -> Result<()> {
    let house = House::new(&ground.program, &ground.workspace.root, ground.scratch.path());
    // The first start brings in stories and pictures, whose memory is not what is weighed here.
    drop(house.open()?);
    let station = house.open()?;
    let editor = Editor::sets_up(&station)?;
    publish(&editor, "before")?;
    for _ in 0..20 {
        wire::once(station.address(), "GET", "/", &[], b"")?;
    }
    let before = station.megabytes()?;
    println!("resident before: {before:.0} MB");
    let mut siege = Siege {
        ground,
        station: &station,
        editor: &editor,
        before,
        highest: before,
        asked: 0,
        faults: Vec::new(),
    };
    for _ in 0..rounds {
        siege.part("shapes", shapes::send)?;
        siege.part("forms", forms::send)?;
        siege.part("files", files::send)?;
        siege.part("crowd", crowd::gather)?;
    }
    siege.aftermath()?;
    println!(
        "{} attempts; resident {before:.0} MB before, at most {:.0} MB after any part or under any crowd, {:.0} MB at the \
         end; {:.0} MB for a moment",
        siege.asked,
        siege.highest,
        station.megabytes()?,
        station.most_megabytes()?
    );
    if !siege.faults.is_empty() {
        bail!("{} of {} did not hold:\n{}", siege.faults.len(), siege.asked, siege.faults.join("\n"));
    }
    Ok(())
}

fn publish(editor: &Editor, name: &str) -> Result<()> {
    let draft = Draft {
        headline: format!("Kept from {name} the siege"),
        slug: format!("kept-from-{name}-the-siege"),
        body: "It is here, and it stays here.".to_owned(),
    };
    match editor.publishes(&draft)? {
        Sent::Published(_) => Ok(()),
        Sent::Unanswered => bail!("the station did not answer its editor"),
    }
}

impl Siege<'_> {
    fn address(&self) -> SocketAddr {
        self.station.address()
    }

    fn part(&mut self, name: &str, part: fn(&mut Siege<'_>) -> Result<()>) -> Result<()> {
        let (asked, faults) = (self.asked, self.faults.len());
        part(self).with_context(|| name.to_owned())?;
        self.still_serves(name);
        // The memory of a large picture is given back a moment after it was used.
        std::thread::sleep(Duration::from_secs(5));
        let now = self.weigh()?;
        println!(
            "{name:<8} {:>5} attempts, {} faults, resident {now:.0} MB",
            self.asked - asked,
            self.faults.len() - faults
        );
        Ok(())
    }

    /// Notes a fault unless it holds.
    fn expect(&mut self, what: &str, holds: bool, found: impl FnOnce() -> String) {
        self.asked += 1;
        if !holds {
            self.faults.push(format!("- {what}: {}", found()));
        }
    }

    /// Notes a fault unless the answer has one of these statuses.
    fn expect_status(&mut self, what: &str, answer: &Result<Answer>, statuses: &[u16]) {
        let holds = answer.as_ref().is_ok_and(|answer| statuses.contains(&answer.status));
        self.expect(what, holds, || match answer {
            Ok(answer) => format!("answered {}, not one of {statuses:?}", answer.status),
            Err(fault) => format!("{fault:#}"),
        });
    }

    /// Whoever comes next is served as if nothing were.
    fn still_serves(&mut self, after: &str) {
        let front = wire::once(self.address(), "GET", "/", &[], b"");
        self.expect_status(&format!("the front after {after}"), &front, &[200]);
        let screen = self.editor.opens("/desk/stories");
        self.expect_status(&format!("the desk after {after}"), &screen, &[200]);
    }

    fn weigh(&mut self) -> Result<f64> {
        let now = self.station.megabytes()?;
        self.highest = self.highest.max(now);
        Ok(now)
    }

    fn aftermath(&mut self) -> Result<()> {
        publish(self.editor, "after")?;
        for name in ["before", "after"] {
            let path = format!("/story/2021/03/kept-from-{name}-the-siege");
            let page = wire::once(self.address(), "GET", &path, &[], b"");
            self.expect_status(&path, &page, &[200]);
        }
        let grown = self.highest - self.before;
        self.expect("memory", grown <= GROWTH, || format!("grew by {grown:.0} MB, more than {GROWTH:.0} MB"));
        Ok(())
    }
}
