//! The real station for the kill rounds: an editor who publishes until the killing comes, and readers who look after it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::editor::{Draft, Editor, Sent, story_path};
use super::house::{House, Station};
use super::kill::{Acknowledged, Shown, World};
use super::wire::Wire;
use super::{Ground, example};
use crate::command;

/// Paragraphs of a story: enough that it is written in more than one piece.
const PARAGRAPHS: u32 = 40;
/// The rounds' lives are meant for a station that publishes within this time; a slower one (built for debugging, or on a
/// busy machine) lives longer in proportion, so that the killings meet as much of its work.
const USUAL_PUBLISH: Duration = Duration::from_millis(40);
/// How many of the newest numbers a list is expected to name; it names twenty stories.
const IN_FEEDS: u64 = 15;

/// The station, its editor, and who kills it.
pub(super) struct Newsroom {
    house: House,
    station: Option<Station>,
    editor: Option<Editor>,
    killing: Option<JoinHandle<Result<()>>>,
    /// Where the database is examined: in a copy, so that the station itself has to mend what the killing left.
    copy: PathBuf,
    /// To look at pages over one connection.
    wire: Option<Wire>,
    /// How many times slower than usual it publishes; at least 1.
    slowness: f64,
}

impl Newsroom {
    pub(super) fn new(ground: &Ground) -> Newsroom {
        let folder = ground.scratch.path();
        Newsroom {
            house: House::new(&ground.program, &ground.workspace.root, folder),
            station: None,
            editor: None,
            killing: None,
            copy: folder.join("copy"),
            wire: None,
            slowness: 1.0,
        }
    }

    /// Publishes one story undisturbed and takes the time.
    fn time_a_publish(editor: &Editor) -> Result<f64> {
        let begun = Instant::now();
        let draft = Draft { headline: "A first figure".into(), slug: "a-first-figure".into(), body: body(0) };
        match editor.publishes(&draft)? {
            Sent::Published(_) => Ok((begun.elapsed().as_secs_f64() / USUAL_PUBLISH.as_secs_f64()).max(1.0)),
            Sent::Unanswered => bail!("the station did not answer its editor"),
        }
    }

    /// Has the store itself look through everything: the file, the references, the counts of the lists.
    ///
    /// # Errors
    /// With what it found.
    pub(super) fn examine_wholly(&mut self, ground: &Ground) -> Result<()> {
        self.close();
        let program = example(ground, "integrity")?;
        command::run(Command::new(program).arg(&self.house.data), "The data folder is damaged.")
    }

    fn close(&mut self) {
        self.wire = None;
        self.station = None;
    }

    fn look(&mut self, path: &str) -> Result<(u16, String)> {
        let wire = match &mut self.wire {
            Some(wire) => wire,
            none => {
                none.insert(Wire::to(self.station.as_ref().context("the station does not run")?.address())?)
            }
        };
        let answer = wire.ask("GET", path, &[], b"").with_context(|| format!("looking at {path}"))?;
        Ok((answer.status, String::from_utf8_lossy(&answer.body).into_owned()))
    }
}

impl World for Newsroom {
    fn start(&mut self) -> Result<()> {
        let station = self.house.open()?;
        // Signing in anew each time shows that the account is still there, too.
        let editor = match self.editor {
            None => Editor::sets_up(&station)?,
            Some(_) => Editor::signs_in(&station)?,
        };
        if self.editor.is_none() {
            self.slowness = Newsroom::time_a_publish(&editor)?;
        }
        self.editor = Some(editor);
        self.station = Some(station);
        Ok(())
    }

    fn kill_after(&mut self, life: Duration) -> Result<()> {
        self.wire = None;
        let station = self.station.as_ref().context("the station does not run")?;
        self.killing = Some(station.kill_after(life.mul_f64(self.slowness)));
        Ok(())
    }

    fn publish(&mut self, number: u64) -> Result<Option<Acknowledged>> {
        let editor = self.editor.as_ref().context("nobody is signed in")?;
        let draft = Draft { headline: headline(number), slug: slug(number), body: body(number) };
        Ok(match editor.publishes(&draft)? {
            Sent::Published(receipt) => Some(Acknowledged { number, receipt }),
            Sent::Unanswered => None,
        })
    }

    fn bury(&mut self) -> Result<()> {
        if let Some(killing) = self.killing.take() {
            killing.join().map_err(|_| anyhow::anyhow!("the thread that kills panicked"))??;
        }
        self.close();
        Ok(())
    }

    fn shows(&mut self, number: u64) -> Result<Shown> {
        let (status, text) = self.look(&path(number))?;
        Ok(match status {
            404 => Shown::Absent,
            200 if is_whole(&text, number) => Shown::Whole,
            _ => Shown::Torn,
        })
    }

    fn has_receipt(&mut self, publish: &Acknowledged) -> Result<()> {
        let editor = self.editor.as_ref().context("nobody is signed in")?;
        let answer = editor.opens(&publish.receipt)?;
        let text = String::from_utf8_lossy(&answer.body);
        if answer.status != 200 || !text.contains("verdict good") || !text.contains(&path(publish.number)) {
            bail!("the receipt of publish {} answers {} and does not agree", publish.number, answer.status);
        }
        let form = editor.opens(story_path(&publish.receipt)?)?;
        if form.status != 200 || !String::from_utf8_lossy(&form.body).contains(&headline(publish.number)) {
            bail!("the desk does not have the story of publish {}", publish.number);
        }
        Ok(())
    }

    fn lists(&mut self, publishes: &[Acknowledged]) -> Result<()> {
        let all: Vec<u64> = publishes.iter().map(|publish| publish.number).collect();
        let last: Vec<u64> = all.last().copied().into_iter().collect();
        // Counted by numbers: those that were cut off between them may be there too.
        let newest: Vec<u64> =
            all.iter().copied().filter(|number| last.iter().all(|last| number + IN_FEEDS > *last)).collect();
        let wanted = [
            ("/", &last),
            ("/section/local", &newest),
            ("/rss.xml", &newest),
            ("/section/local/atom.xml", &newest),
            ("/feed.json", &newest),
            ("/sitemap/2021/03.xml", &all),
        ];
        for (list, numbers) in wanted {
            let (status, text) = self.look(list)?;
            if let Some(lost) = numbers.iter().find(|number| !text.contains(&mention(**number, &text))) {
                bail!("{list} answers {status} and does not name publish {lost}");
            }
        }
        Ok(())
    }

    fn examine(&mut self) -> Result<()> {
        let _ = std::fs::remove_dir_all(&self.copy);
        std::fs::create_dir_all(&self.copy)?;
        let mut examined = 0;
        for entry in std::fs::read_dir(&self.house.data)? {
            let (file, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
            // The file and its log make the database; the shared memory beside them is made anew.
            if name.to_string_lossy().ends_with(".sqlite") || name.to_string_lossy().ends_with(".sqlite-wal")
            {
                std::fs::copy(&file, self.copy.join(&name))?;
                examined += usize::from(name.to_string_lossy().ends_with(".sqlite"));
            }
        }
        if examined != 1 {
            bail!("{examined} databases in {}: one was expected", self.house.data.display());
        }
        is_sound(&self.copy)
    }
}

fn is_sound(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|ending| ending == "sqlite") {
            let mut sqlite = Command::new("sqlite3");
            sqlite.arg(&file).arg("PRAGMA integrity_check; PRAGMA foreign_key_check;");
            let said = command::output(&mut sqlite)?;
            if said.trim() != "ok" {
                bail!("{}: {said}", file.display());
            }
        }
    }
    Ok(())
}

fn headline(number: u64) -> String {
    format!("Count {number} of the creek gauge")
}

fn slug(number: u64) -> String {
    format!("count-{number}-of-the-creek-gauge")
}

fn path(number: u64) -> String {
    format!("/story/2021/03/{}", slug(number))
}

/// What a list must contain to name a publish: its address, in JSON with what stands around it.
fn mention(number: u64, list: &str) -> String {
    let path = path(number);
    if list.contains("\\/story\\/") { path.replace('/', "\\/") } else { path }
}

fn paragraph(number: u64, which: u32) -> String {
    format!(
        "Count {number}, paragraph {which} of {PARAGRAPHS}: the gauge was read and the figure written down"
    )
}

fn body(number: u64) -> String {
    (1..=PARAGRAPHS).map(|which| paragraph(number, which) + ".\n\n").collect()
}

/// Whether every paragraph is there, in order.
fn is_whole(page: &str, number: u64) -> bool {
    let mut rest = page;
    (1..=PARAGRAPHS).all(|which| {
        let paragraph = paragraph(number, which);
        rest.find(&paragraph).inspect(|&at| rest = &rest[at + paragraph.len()..]).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_a_paragraph_is_not_whole() {
        let page = body(7);
        assert!(is_whole(&page, 7) && !is_whole(&page, 70));
        assert!(!is_whole(&page.replace("paragraph 20 of", "paragraph of"), 7));
    }

    #[test]
    fn a_sound_database_passes_and_a_torn_one_does_not() {
        if command::find("sqlite3").is_none() {
            println!("not run: sqlite3 is not installed");
            return;
        }
        let scratch = crate::server::Scratch::new("sound-test").unwrap();
        let file = scratch.path().join("a.sqlite");
        let fill = "create table a(b); with recursive n(i) as (select 1 union all select i+1 from n where i<5000) \
                    insert into a select hex(randomblob(50)) from n;";
        command::output(Command::new("sqlite3").arg(&file).arg(fill)).unwrap();
        is_sound(scratch.path()).unwrap();
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 9_000].fill(0x55);
        std::fs::write(&file, bytes).unwrap();
        assert!(is_sound(scratch.path()).is_err());
    }
}
