//! Readers at a steady pace, who remember what they were promised.
//!
//! Before a reader asks, it notes the newest publish that the desk has said is out; an answer that knows only of an earlier
//! one is a violation. Three kinds of asking take turns: plain, whose bytes tell the number; packed, whose entity tag
//! names the same page; and with `If-None-Match`, where `304` vouches for the page that the reader had.

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::http::Answer;
use crate::soak::wire::Wire;

const READERS: u64 = 8;
const READS_A_SECOND: u64 = 2_000;

/// What is known: the newest publish that the desk has said is out, and the pages to look at, with the publish from which
/// on each must show the newest (a story's page is none of the later stories').
#[derive(Debug, Clone)]
pub(in crate::bench) struct Board {
    pub(in crate::bench) said: Arc<AtomicU32>,
    pages: Arc<Mutex<Vec<Watched>>>,
}

#[derive(Debug, Clone)]
struct Watched {
    path: String,
    /// The newest publish that this page itself must know of; `None` for lists, which know of all.
    own: Option<u32>,
}

impl Board {
    pub(in crate::bench) fn new(lists: &[&str]) -> Board {
        let pages = lists.iter().map(|path| Watched { path: (*path).to_owned(), own: None }).collect();
        Board { said: Arc::default(), pages: Arc::new(Mutex::new(pages)) }
    }

    /// A story's page shows this publish from now on.
    pub(in crate::bench) fn watch(&self, path: &str, number: u32) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        match pages.iter_mut().find(|page| page.path == path) {
            Some(page) => page.own = Some(number),
            None => pages.push(Watched { path: path.to_owned(), own: Some(number) }),
        }
    }

    /// A page to ask for, and what it must know of at least.
    fn promise(&self, turn: u64) -> (String, u32) {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        // Two lists and the newest story, in turn; older stories now and then.
        let index = match turn % 4 {
            0 => 0,
            1 => 1,
            2 => pages.len() - 1,
            _ => usize::try_from(turn / 4).unwrap_or(0) % pages.len(),
        };
        let page = &pages[index];
        (page.path.clone(), page.own.unwrap_or_else(|| self.said.load(Ordering::SeqCst)))
    }
}

/// Readers on threads of their own.
pub(in crate::bench) struct Crowd {
    stop: Arc<AtomicBool>,
    asked: Arc<AtomicU64>,
    readers: Vec<JoinHandle<Result<Notes>>>,
}

impl Crowd {
    pub(in crate::bench) fn gather(address: SocketAddr, board: &Board) -> Crowd {
        let (stop, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let readers = (0..READERS).map(|number| {
            let (board, stop, asked) = (board.clone(), stop.clone(), asked.clone());
            std::thread::spawn(move || read(address, &board, number, &stop, &asked))
        });
        Crowd { readers: readers.collect(), stop, asked }
    }

    /// Answers so far.
    pub(in crate::bench) fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Sends them home and puts their notes together.
    pub(in crate::bench) fn dismiss(self) -> Result<Verdict> {
        self.stop.store(true, Ordering::SeqCst);
        let mut notes = Notes::default();
        for reader in self.readers {
            let Ok(taken) = reader.join() else { bail!("a reader's thread panicked") };
            notes.add(taken?);
        }
        Ok(notes.judged())
    }
}

fn read(
    address: SocketAddr,
    board: &Board,
    number: u64,
    stop: &AtomicBool,
    asked: &AtomicU64,
) -> Result<Notes> {
    let mut wire = Wire::to(address)?;
    let mut notes = Notes::default();
    let mut tags: HashMap<String, String> = HashMap::new();
    let pace = Duration::from_micros(1_000_000 * READERS / READS_A_SECOND);
    let (begun, mut turn) = (Instant::now(), 0_u32);
    while !stop.load(Ordering::Relaxed) {
        let (path, promised) = board.promise(u64::from(turn) + number);
        let tag = tags.get(&path).cloned();
        let sent = Instant::now();
        let answer = match (turn % 3, &tag) {
            (1, _) => wire.ask("GET", &path, &[("Accept-Encoding", "br")], b"")?,
            (2, Some(tag)) => wire.ask("GET", &path, &[("If-None-Match", tag)], b"")?,
            _ => wire.ask("GET", &path, &[], b"")?,
        };
        notes.took.push(sent.elapsed().as_secs_f64() * 1e3);
        if let Some(tag) = notes.take(&path, promised, &answer)? {
            tags.insert(path, tag);
        }
        asked.fetch_add(1, Ordering::Relaxed);
        turn += 1;
        // Against the clock, so that a slow answer does not lower the pressure.
        std::thread::sleep((pace * turn).saturating_sub(begun.elapsed()));
    }
    Ok(notes)
}

/// What a reader has seen.
#[derive(Debug, Default)]
struct Notes {
    took: Vec<f64>,
    /// The publish that the page with a digest knows of.
    known: HashMap<String, u32>,
    /// Digest and promise of every answer, counted once each.
    seen: HashMap<(String, u32), u64>,
}

impl Notes {
    /// Gives the entity tag of a page to ask again with.
    fn take(&mut self, path: &str, promised: u32, answer: &Answer) -> Result<Option<String>> {
        let Some(tag) = answer.header("etag") else {
            bail!("{path} answers {} without a tag", answer.status)
        };
        let is_plain = answer.status == 200 && answer.header("content-encoding").is_none();
        if !is_plain && answer.status != 304 && answer.header("content-encoding") != Some("br") {
            bail!("{path} answers {}", answer.status);
        }
        let digest = digest(tag).to_owned();
        if is_plain {
            let Some(number) = newest(&answer.body) else { bail!("{path} knows of no publish") };
            self.known.insert(digest.clone(), number);
        }
        *self.seen.entry((digest, promised)).or_default() += 1;
        Ok(is_plain.then(|| tag.to_owned()))
    }

    fn add(&mut self, other: Notes) {
        self.took.extend(other.took);
        self.known.extend(other.known);
        for (what, count) in other.seen {
            *self.seen.entry(what).or_default() += count;
        }
    }

    fn judged(mut self) -> Verdict {
        self.took.sort_by(f64::total_cmp);
        let mut verdict = Verdict {
            p50: super::part(&self.took, 50),
            p99: super::part(&self.took, 99),
            ..Verdict::default()
        };
        for ((digest, promised), count) in self.seen {
            match self.known.get(&digest) {
                Some(number) if *number >= promised => verdict.good += count,
                Some(_) => verdict.old += count,
                None => verdict.unknown += count,
            }
        }
        verdict
    }
}

/// What all readers have seen.
#[derive(Debug, Default, Clone, PartialEq)]
pub(in crate::bench) struct Verdict {
    good: u64,
    old: u64,
    /// Packed answers of pages that nobody has seen plain.
    unknown: u64,
    p50: f64,
    p99: f64,
}

impl Verdict {
    pub(in crate::bench) fn violations(&self) -> u64 {
        self.old
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Verdict { good, old, unknown, p50, p99 } = self;
        write!(
            f,
            "readers: {good} answers as promised, {old} old, {unknown} that cannot be told; p50 {p50:.2} ms, p99 {p99:.2} ms"
        )
    }
}

/// The part of an entity tag that all encodings of a page share.
fn digest(tag: &str) -> &str {
    let tag = tag.trim_matches('"');
    tag.split_once('-').map_or(tag, |(digest, _)| digest)
}

/// The newest publish that a page knows of.
pub(in crate::bench) fn newest(page: &[u8]) -> Option<u32> {
    const MARK: &str = "Tally no. ";
    let text = String::from_utf8_lossy(page);
    text.match_indices(MARK)
        .filter_map(|(at, _)| text.get(at + MARK.len()..at + MARK.len() + 5)?.parse().ok())
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(tag: &str, body: &str, encoding: Option<&str>) -> Answer {
        let mut headers = vec![("etag".to_owned(), tag.to_owned())];
        headers.extend(encoding.map(|name| ("content-encoding".to_owned(), name.to_owned())));
        Answer { status: 200, headers, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_page_tells_the_newest_that_it_knows_of() {
        assert_eq!(newest(b"<h1>Tally no. 00007 is in</h1> Tally no. 00012 is in, Tally no. 1"), Some(12));
        assert_eq!(newest(b"no tally"), None);
    }

    #[test]
    fn old_bytes_are_found_in_every_encoding() {
        let mut notes = Notes::default();
        notes.take("/", 1, &page("\"aa\"", "Tally no. 00001 is in", None)).unwrap();
        notes.take("/", 2, &page("\"aa-b\"", "packed", Some("br"))).unwrap();
        let not_modified = Answer { status: 304, ..page("\"aa\"", "", None) };
        notes.take("/", 2, &not_modified).unwrap();
        notes.take("/", 2, &page("\"cc-b\"", "packed", Some("br"))).unwrap();
        let verdict = notes.judged();
        assert_eq!((verdict.good, verdict.violations(), verdict.unknown), (1, 2, 1));
    }

    #[test]
    fn a_story_is_not_asked_for_what_came_after_it() {
        let board = Board::new(&["/", "/section/local"]);
        board.watch("/story/2021/03/a", 3);
        board.said.store(9, Ordering::SeqCst);
        assert_eq!(board.promise(0), ("/".to_owned(), 9));
        assert_eq!(board.promise(2), ("/story/2021/03/a".to_owned(), 3));
    }
}
