//! The rules of asking: which source is asked in a look, and what an answer says of it.
//!
//! - Sources of **chunks** are asked in the order in which they are set, each at most once in a look. The look goes on to the next
//!   when one rests or is at fault, when a chunk that it lists could not be had of it, and when it is late. What a later one
//!   gives is joined by the names of chunks.
//! - **Whole volumes** are asked for when no source of chunks answered, or what is shown is old, or the loop is not full; and
//!   one that was not whole a few times more, as long as it may still be written.
//! - A source **at fault** rests by itself ([`crate::drawing::Standing`]); the others are asked at every look, and a radar that is
//!   silent is asked for at every look, too.
//! - In one look no chunk is asked for twice of the same source, and a source that gives none is asked for three more at most;
//!   one that failed before is asked for one first.
//! - The **health board** has what is wrong with every source that this look came to, and what is wrong with the radar itself.
//!   As long as any source of chunks answers, or whole volumes keep the picture fresh, that is no failure of the radar.

use super::{
    follow::{self, Held, Why},
    source::Source,
    whole,
};
use crate::{
    Work,
    drawing::{Role, Source as Sources, Standing, Subjects},
};
use desk::By;
use jiff::{SignedDuration, Timestamp};
use model::radar::{Frame, Site};
use std::sync::Arc;

/// A look for what a radar sent.
pub(super) struct Look<'a> {
    pub(super) work: &'a Work,
    pub(super) site: &'a Site,
    pub(super) sources: &'a Sources,
    pub(super) subjects: Arc<Subjects>,
    pub(super) by: &'a By,
}

/// What a look came to.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// What came.
    pub(super) said: Vec<String>,
    /// What is wrong.
    pub(super) troubles: Vec<String>,
    /// Some source was asked.
    pub(super) asked: bool,
    /// Some source of chunks answered, or of whole volumes where there are no chunks.
    pub(super) answered: bool,
    /// Some source of whole volumes did.
    pub(super) whole_answered: bool,
    /// The volume that a source was come to, when there is more of it than one look takes in.
    pub(super) more: Option<Timestamp>,
}

/// Which whole volume is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'a> {
    /// The newest, if it is newer than this.
    Newest(Option<&'a Frame>),
    /// The last one before a moment; whether the volume that comes in follows it.
    Past(Timestamp, bool),
    /// One that was not whole when it was read.
    Again,
}

impl Tally {
    fn answers_whole(&mut self, look: &Look<'_>) {
        self.whole_answered = true;
        self.answered |= look.sources.chunks.is_empty();
    }

    /// Something may be wrong; said once.
    pub(super) fn is_wrong(&mut self, trouble: Option<impl Into<String>>) {
        let trouble = trouble.map(Into::into);
        self.troubles.extend(trouble.filter(|words| !self.troubles.contains(words)));
    }
}

impl Look<'_> {
    /// What is new of the live stream; whether any source of it answered.
    pub(super) async fn chunks(&self, mut memory: Held, tally: &mut Tally) -> (Held, bool) {
        let (made, now) = (memory.made.clone(), self.now());
        let (mut answered, mut is_beside) = (false, false);
        for root in &self.sources.chunks {
            let mut doing = memory.standings.take(Role::Chunks, root);
            let mut goes_on = true;
            if doing.rests(now) {
                is_beside = false;
            } else if !(is_beside && doing.is_quiet(now)) {
                tally.asked = true;
                let source = Source::new(self.work, self.site, root, &made, &doing);
                let came = follow::chunks(&source, &mut doing, memory, &self.subjects, self.by).await;
                memory = came.0;
                let began = memory.volume.as_ref().map(|current| current.began);
                let note = self.note(&mut doing, came.1, began, tally);
                (goes_on, is_beside) = (note.goes_on, note.is_late);
                answered |= note.answered;
            }
            tally.is_wrong(doing.trouble());
            memory.standings.put(Role::Chunks, root, doing);
            if !goes_on {
                break;
            }
        }
        tally.answered |= answered;
        (memory, answered)
    }

    /// What an answer says of a source of chunks.
    fn note(
        &self,
        doing: &mut Standing,
        came: Result<follow::Found, Why>,
        began: Option<Timestamp>,
        tally: &mut Tally,
    ) -> Note {
        let (every, now) = (self.every(), self.now());
        match came {
            Ok(found) => {
                if let Some(fault) = found.fault(doing) {
                    doing.fails(fault, every, now);
                    return Note { answered: false, goes_on: true, is_late: false };
                }
                // What it could not give is told until it is there.
                let before = doing.trouble().filter(|_| found.lacks).map(str::to_owned);
                let stumble = found.missed.as_ref().map(|missed| missed.words.clone()).or(before);
                doing.answers(found.taken > 0, every, now);
                doing.stumbles(stumble);
                tally.said.push(found.said());
                tally.more = tally.more.max(found.more);
                if found.missed.is_some() {
                    return Note { answered: true, goes_on: true, is_late: false };
                }
                let is_late = doing.is_late(began, every, now);
                Note { answered: true, goes_on: is_late, is_late }
            }
            Err(Why::Source(fault)) => {
                doing.fails(&fault, every, now);
                Note { answered: false, goes_on: true, is_late: false }
            }
            Err(Why::Elsewhere(words)) => {
                doing.answers(false, every, now);
                tally.is_wrong(Some(words));
                Note { answered: true, goes_on: false, is_late: false }
            }
        }
    }

    /// A whole volume of the first source that has one; when it began.
    pub(super) async fn whole(
        &self,
        mut memory: Held,
        wanted: Wanted<'_>,
        tally: &mut Tally,
    ) -> (Held, Option<Timestamp>) {
        let (made, now, every) = (memory.made.clone(), self.now(), self.every());
        let (subjects, by) = (&self.subjects, self.by);
        for root in &self.sources.archive {
            let due = whole::due(&memory, root, now);
            let role = match wanted {
                Wanted::Newest(_) => Role::Whole,
                Wanted::Past(..) => Role::Past,
                Wanted::Again if due.is_some() => Role::Again,
                Wanted::Again => continue,
            };
            let mut doing = memory.standings.take(role, root);
            let mut drawn = None;
            if !doing.rests(now) && role != Role::Again && doing.is_quiet(now) {
                // It answered a moment ago that there is nothing.
                tally.answers_whole(self);
            } else if !doing.rests(now) {
                tally.asked = true;
                let source = Source::new(self.work, self.site, root, &made, &doing);
                let came = match (wanted, due) {
                    (Wanted::Newest(shown), _) => whole::newest(&source, memory, shown, subjects, by).await,
                    (Wanted::Past(until, leads), _) => {
                        whole::past(&source, memory, until, subjects, by, leads).await
                    }
                    (Wanted::Again, due) => {
                        whole::again(&source, memory, due.unwrap_or_default(), subjects, by).await
                    }
                };
                memory = came.0;
                match came.1 {
                    Ok(found) => {
                        doing.answers(found.is_some(), every, now);
                        drawn = found;
                        tally.answers_whole(self);
                    }
                    Err(Why::Source(fault)) => doing.fails(&fault, every, now),
                    Err(Why::Elsewhere(words)) => tally.is_wrong(Some(words)),
                }
            }
            tally.is_wrong(doing.trouble());
            memory.standings.put(role, root, doing);
            if drawn.is_some() {
                return (memory, drawn);
            }
        }
        (memory, None)
    }

    fn now(&self) -> Timestamp {
        self.work.desk.now()
    }

    fn every(&self) -> SignedDuration {
        self.work.radars.settings.every
    }
}

/// What an answer means for the rest of the look.
struct Note {
    answered: bool,
    /// The next source is asked.
    goes_on: bool,
    /// For no other reason than that this one is late.
    is_late: bool,
}
