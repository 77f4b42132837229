//! From Publish to the last new page: an editor publishes while readers ask 2,000 times a second, and no reader may ever
//! get an old page once the desk has said that the new one is out.
//!
//! Half of the publishes are new stories, half change the newest one; each carries its number in its headline, so that
//! every page tells which publish it knows of. [`readers`] hold the pages against what the desk has said.

pub(super) mod readers;

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{Ground, Scenario, archive};
use crate::soak::editor::{Draft, Editor, Sent, story_path};
use crate::soak::house::Station;
use crate::soak::wire::Wire;
use readers::{Board, Crowd};

/// The scenario.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "publish",
    about: "from Publish to the last new page, under 2,000 reads a second and with 100,000 stories; no old page after it",
    needs: &[],
    run,
};

/// Fewer than the changes that one address may make at once (120).
const PUBLISHES: u32 = 100;
/// Between two publishes.
const PAUSE: Duration = Duration::from_millis(200);
const SECTION: &str = "/section/local";

fn run(ground: &Ground) -> Result<()> {
    let station = archive::filled(ground)?.open()?;
    let editor = Editor::sets_up(&station)?;
    let board = Board::new(&["/", SECTION]);
    quiet(&station, &editor, &board)?;
    let crowd = Crowd::gather(station.address(), &board);
    std::thread::sleep(Duration::from_secs(2));
    let (asked, begun) = (crowd.asked(), Instant::now());
    let mut times = Times::default();
    let mut desk =
        Newsdesk { station: &station, editor: &editor, board: &board, story: String::new(), revision: 0 };
    for number in 1..=PUBLISHES {
        times.take(&desk.publish(number)?);
        std::thread::sleep(PAUSE);
    }
    let rate = (crowd.asked() - asked) as f64 / begun.elapsed().as_secs_f64();
    let verdict = crowd.dismiss()?;
    println!("{PUBLISHES} publishes under {rate:.0} reads a second");
    times.tell();
    println!("{verdict}");
    if verdict.violations() > 0 {
        bail!(
            "{} readers got an old page after the desk had said that the new one was out",
            verdict.violations()
        );
    }
    Ok(())
}

/// Everything once before it counts.
fn quiet(station: &Station, editor: &Editor, board: &Board) -> Result<()> {
    let mut desk = Newsdesk { station, editor, board, story: String::new(), revision: 0 };
    desk.publish(0).context("before anybody reads")?;
    Ok(())
}

/// The editor, and whoever looks whether it is out.
struct Newsdesk<'a> {
    station: &'a Station,
    editor: &'a Editor,
    board: &'a Board,
    /// Form of the newest story.
    story: String,
    revision: u32,
}

/// What one publish took, from pressing the button: until the desk answered, and until story, section and front had been
/// read anew after that.
struct Took {
    answered: Duration,
    read: Duration,
    asked: Asked,
}

impl Newsdesk<'_> {
    fn publish(&mut self, number: u32) -> Result<Took> {
        let is_new = number < 2 || number % 2 == 1;
        let slug = format!("tally-{}", if is_new { number } else { number - 1 });
        let body = "The tally was counted again. ".repeat(60);
        let draft = Draft { headline: format!("Tally no. {number:05} is in"), slug: slug.clone(), body };
        let begun = Instant::now();
        let sent = match is_new {
            true => self.editor.publishes(&draft)?,
            false => self.editor.publishes_again(&self.story, &draft, self.revision)?,
        };
        let answered = begun.elapsed();
        let Sent::Published(receipt) = sent else { bail!("the station did not answer its editor") };
        let page = format!("/story/2021/03/{slug}");
        self.board.said.store(number, Ordering::SeqCst);
        self.board.watch(&page, number);
        let mut wire = Wire::to(self.station.address())?;
        for path in [page.as_str(), SECTION, "/"] {
            let answer = wire.ask("GET", path, &[], b"")?;
            if readers::newest(&answer.body) != Some(number) {
                bail!("{path} does not show publish {number} after the desk has said that it is out");
            }
        }
        let read = begun.elapsed();
        story_path(&receipt)?.clone_into(&mut self.story);
        self.revision = if is_new { 1 } else { self.revision + 1 };
        let asked = self.read_receipt(&receipt, &page)?;
        Ok(Took { answered, read, asked })
    }

    /// What the receipt says, which asks one address after the other from the commit on.
    fn read_receipt(&self, path: &str, story: &str) -> Result<Asked> {
        let page = self.editor.opens(path)?;
        let html = String::from_utf8_lossy(&page.body).into_owned();
        if page.status != 200 || !html.contains("verdict good") {
            bail!("the receipt at {path} does not agree");
        }
        let asked = Asked::read(&html, &["/", SECTION, story]);
        asked.with_context(|| format!("the receipt at {path} does not name front, section and story"))
    }
}

/// How long the desk asked, in milliseconds since the commit.
#[derive(Debug, PartialEq)]
struct Asked {
    /// Until the last of front, section and story had answered.
    chosen: f64,
    /// Until all had.
    all: f64,
    addresses: usize,
}

impl Asked {
    /// From the rows of a receipt's page, in their order.
    fn read(html: &str, chosen: &[&str]) -> Option<Asked> {
        let (mut asked, mut found) = (Asked { chosen: 0.0, all: 0.0, addresses: 0 }, 0);
        for row in html.split("<tr>").filter(|row| row.contains("scope=\"row\"")) {
            let url = row.split("href=\"").nth(1)?.split('"').next()?;
            let took = row.split("data-label=\"Took\">").nth(1)?.split('<').next()?;
            asked.all += milliseconds(took)?;
            asked.addresses += 1;
            if chosen.contains(&url) {
                (asked.chosen, found) = (asked.all, found + 1);
            }
        }
        (found == chosen.len()).then_some(asked)
    }
}

/// `0.41 ms`, `1.2 s`.
fn milliseconds(text: &str) -> Option<f64> {
    let (number, unit) = text.trim().split_once(|c: char| c.is_whitespace())?;
    let number: f64 = number.replace(',', "").parse().ok()?;
    Some(if unit == "s" { number * 1e3 } else { number })
}

#[derive(Default)]
struct Times {
    answered: Vec<f64>,
    read: Vec<f64>,
    chosen: Vec<f64>,
    all: Vec<f64>,
    addresses: usize,
}

impl Times {
    fn take(&mut self, took: &Took) {
        self.answered.push(took.answered.as_secs_f64() * 1e3);
        self.read.push(took.read.as_secs_f64() * 1e3);
        self.chosen.push(took.asked.chosen);
        self.all.push(took.asked.all);
        self.addresses = self.addresses.max(took.asked.addresses);
    }

    fn tell(&mut self) {
        let asked = format!("from the commit until all {} addresses had answered (receipt)", self.addresses);
        for (what, times) in [
            ("from the button to the desk's answer (receipt included)", &mut self.answered),
            ("from the button until story, section and front were read anew", &mut self.read),
            ("from the commit until front, section and story had answered", &mut self.chosen),
            (asked.as_str(), &mut self.all),
        ] {
            times.sort_by(f64::total_cmp);
            println!("{what:<68} p50 {:7.1} ms   p99 {:7.1} ms", part(times, 50), part(times, 99));
        }
    }
}

pub(super) fn part(sorted: &[f64], percent: usize) -> f64 {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_tells_when_each_address_had_answered() {
        let row = |url: &str, took: &str| {
            format!(
                "<tr>\n<th scope=\"row\">x</th><td><a href=\"{url}\">{url}</a></td><td class=\"n\" data-label=\"Took\">{took}</td><td class=\"n\" data-label=\"Size\">9 KB</td></tr>"
            )
        };
        let page = [
            "<tr><th scope=\"col\">What</th></tr>".to_owned(),
            row("/", "2.50 ms"),
            row("/lite", "1.00 ms"),
            row("/story/a", "1.2 s"),
            row("/rss.xml", "3.00 ms"),
        ]
        .concat();
        let asked = Asked::read(&page, &["/", "/story/a"]).unwrap();
        assert_eq!(asked, Asked { chosen: 1_203.5, all: 1_206.5, addresses: 4 });
        assert_eq!(Asked::read(&page, &["/section/local"]), None);
    }
}
