//! From Publish to the last new page: an editor publishes while readers ask 2,000 times a second, and no reader may ever
//! get an old page once the desk has said that the new one is out.
//!
//! Half of the publishes are new stories, half change the newest one; each carries its number in its headline, so that
//! every page tells which publish it knows of. [`readers`] hold the pages against what the desk has said.

mod readers;

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
    /// What the receipt says of asking every address: from the commit to the last page that shows it.
    receipt: f64,
    addresses: usize,
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
        let (receipt, addresses) = self.read_receipt(&receipt)?;
        Ok(Took { answered, read, receipt, addresses })
    }

    /// The sum of its milliseconds, and its lines.
    fn read_receipt(&self, path: &str) -> Result<(f64, usize)> {
        let page = self.editor.opens(path)?;
        let html = String::from_utf8_lossy(&page.body).into_owned();
        if page.status != 200 || !html.contains("verdict good") {
            bail!("the receipt at {path} does not agree");
        }
        let cells = html.split("<td class=\"n\">").skip(1).filter_map(|cell| cell.split('<').next());
        let milliseconds: Vec<f64> = cells
            .filter_map(|cell| cell.trim().strip_suffix("ms")?.trim().replace(',', "").parse().ok())
            .collect();
        Ok((milliseconds.iter().sum(), milliseconds.len()))
    }
}

#[derive(Default)]
struct Times {
    answered: Vec<f64>,
    read: Vec<f64>,
    receipt: Vec<f64>,
    addresses: usize,
}

impl Times {
    fn take(&mut self, took: &Took) {
        self.answered.push(took.answered.as_secs_f64() * 1e3);
        self.read.push(took.read.as_secs_f64() * 1e3);
        self.receipt.push(took.receipt);
        self.addresses = self.addresses.max(took.addresses);
    }

    fn tell(&mut self) {
        let asked = format!("from the commit until all {} addresses were asked (receipt)", self.addresses);
        for (what, times) in [
            ("from the button to the desk's answer (receipt included)", &mut self.answered),
            ("from the button until story, section and front were read anew", &mut self.read),
            (asked.as_str(), &mut self.receipt),
        ] {
            times.sort_by(f64::total_cmp);
            println!("{what:<68} p50 {:7.1} ms   p99 {:7.1} ms", part(times, 50), part(times, 99));
        }
    }
}

fn part(sorted: &[f64], percent: usize) -> f64 {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or(f64::NAN)
}
