//! Bytes → everything that could be read of them: a whole archive file, or one real-time chunk.

use std::sync::Arc;

use jiff::Timestamp;

use crate::bunzip::{Decoder, End};
use crate::damage::{At, Damages, Lost};
use crate::error::Error;
use crate::frames::{self, Framed, Frames};
use crate::inflate;
use crate::limits::Limits;
use crate::message::{self, Understood};
use crate::radial::Radial;
use crate::site::Place;
use crate::volume::{Condition, Cut};

/// Bytes of the header of a volume: name of the format, number, day, time, radar.
const VOLUME_HEADER: usize = 24;
/// The begin of a compressed record, after its control word: bzip2's sign and its first block's mark.
const BLOCK_MARK: &[u8] = &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

/// What was read from a stretch of bytes, not yet put in order. Decoding needs nothing but the bytes, so pieces
/// of one volume may be decoded on several threads.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    pub(crate) header: Option<Header>,
    pub(crate) id: Option<String>,
    pub(crate) place: Option<Place>,
    pub(crate) vcp: Option<u16>,
    pub(crate) plan: Vec<Cut>,
    pub(crate) condition: Option<Condition>,
    pub(crate) radials: Vec<Arc<Radial>>,
    pub(crate) damage: Damages,
}

/// The header of a volume.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Header {
    pub(crate) id: Option<String>,
    pub(crate) time: Option<Timestamp>,
}

impl Piece {
    /// Reads an archive file, plain or as gzip, or one chunk.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`] and [`Error::NotLevelTwo`], when the bytes are something else altogether. Anything less
    /// is told by [`Piece::damage`].
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        if !bytes.starts_with(&[0x1f, 0x8b]) {
            return Reader::new(bytes.len(), limits).read(bytes);
        }
        let (content, end) = inflate::gunzip(bytes, limits.envelope(bytes.len()));
        let mut piece = Reader::new(content.len(), limits).read(&content)?;
        let at = At { byte: content.len(), ..At::default() };
        match end {
            End::Whole(_) => {}
            End::TooLarge => piece.damage.push(at, Lost::VolumeTooLarge, limits.damages),
            End::Cut | End::Broken => piece.damage.push(at, Lost::Envelope, limits.damages),
        }
        Ok(piece)
    }

    /// How many radials were read.
    #[must_use]
    pub fn radials(&self) -> usize {
        self.radials.len()
    }

    /// What could not be read.
    #[must_use]
    pub fn damage(&self) -> &Damages {
        &self.damage
    }
}

struct Reader<'a> {
    limits: &'a Limits,
    allowance: usize,
    piece: Piece,
}

impl<'a> Reader<'a> {
    fn new(input: usize, limits: &'a Limits) -> Self {
        Self { limits, allowance: limits.allowance(input), piece: Piece::default() }
    }

    fn read(mut self, bytes: &[u8]) -> Result<Piece, Error> {
        let signed = bytes.starts_with(b"AR2V") || bytes.starts_with(b"ARCHIVE2");
        let start = if signed { VOLUME_HEADER.min(bytes.len()) } else { 0 };
        if signed {
            self.piece.header = header(bytes);
        }
        let rest = bytes.get(start..).unwrap_or_default();
        if begins_record(rest) || next_record(rest, rest.len().min(4_096)).is_some() {
            self.records(bytes, start);
        } else if signed || begins_message(rest) {
            self.messages(rest, None, start);
        } else {
            return Err(Error::NotLevelTwo);
        }
        Ok(self.piece)
    }

    fn records(&mut self, bytes: &[u8], start: usize) {
        let mut at = start;
        let mut number = 0;
        let (mut decoder, mut inflated) = (Decoder::new(), Vec::new());
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let place = At { byte: at, ..At::default() };
            if !begins_record(rest) {
                let skipped = next_record(rest, rest.len()).unwrap_or(rest.len());
                self.lose(place, Lost::Skipped { bytes: skipped });
                at += skipped;
                continue;
            }
            if number >= self.limits.records {
                return self.lose(place, Lost::TooManyRecords);
            }
            number += 1;
            let stated = control_word(rest);
            let content = &rest[4..rest.len().min(4 + stated)];
            let cap = self.limits.record_bytes.min(self.allowance);
            let end = decoder.decode(content, cap, &mut inflated);
            self.allowance = self.allowance.saturating_sub(inflated.len());
            self.messages(&inflated, Some(number), 0);
            let place = At { record: Some(number), byte: inflated.len(), chunk: None };
            match end {
                End::Whole(_) => {}
                End::Cut if content.len() < stated => {
                    self.lose(place, Lost::RecordCut { missing: stated - content.len() });
                }
                End::Cut | End::Broken => self.lose(place, Lost::RecordBroken { kept: inflated.len() }),
                End::TooLarge if cap == self.limits.record_bytes => {
                    return self.lose(place, Lost::RecordTooLarge);
                }
                End::TooLarge => return self.lose(place, Lost::VolumeTooLarge),
            }
            at += 4 + content.len();
        }
    }

    /// Reads the messages of an inflated record, or of a file without records. `base` is the offset of `data`
    /// in what [`At::byte`] counts.
    fn messages(&mut self, data: &[u8], record: Option<u32>, base: usize) {
        for framed in Frames::new(data) {
            let at = |at: usize| At { record, byte: base + at, chunk: None };
            match framed {
                Framed::Cut { at: place } => self.lose(at(place), Lost::MessageCut),
                Framed::Skipped { at: place, bytes } => self.lose(at(place), Lost::Skipped { bytes }),
                Framed::Message { at: place, kind, bytes } => {
                    if self.piece.radials.len() >= self.limits.radials {
                        return self.lose(at(place), Lost::TooManyRadials);
                    }
                    self.message(at(place), kind, bytes);
                }
            }
        }
    }

    fn message(&mut self, at: At, kind: u8, bytes: &[u8]) {
        let piece = &mut self.piece;
        match message::understand(kind, bytes) {
            Ok(Understood::Radial(read)) => {
                piece.id = piece.id.take().or(read.id);
                piece.place = piece.place.or(read.place);
                piece.vcp = piece.vcp.or(read.vcp);
                if let Some(why) = read.moment_lost {
                    self.lose(at, Lost::MessageBroken { kind, why });
                }
                self.piece.radials.push(Arc::new(read.radial));
            }
            Ok(Understood::Pattern { number, plan }) => {
                // Before 2008 the message is there and empty.
                piece.vcp = Some(number).filter(|number| *number != 0).or(piece.vcp);
                piece.plan = plan;
            }
            Ok(Understood::Condition { condition, vcp }) => {
                piece.condition = Some(condition);
                piece.vcp = piece.vcp.or(vcp);
            }
            Ok(Understood::Other) => {}
            Err(why) => self.lose(at, Lost::MessageBroken { kind, why }),
        }
    }

    fn lose(&mut self, at: At, lost: Lost) {
        self.piece.damage.push(at, lost, self.limits.damages);
    }
}

fn header(bytes: &[u8]) -> Option<Header> {
    let number = |range: std::ops::Range<usize>| Some(u32::from_be_bytes(bytes.get(range)?.try_into().ok()?));
    let day = u16::try_from(number(12..16)?).ok();
    let time = day.zip(number(16..20)).and_then(|(day, time)| message::moment(day, time));
    Some(Header { id: bytes.get(20..24).and_then(message::radar_name), time })
}

/// How long the record after its control word says to be. The last one of a volume is written as a negative
/// number.
fn control_word(rest: &[u8]) -> usize {
    let word = rest.get(..4).and_then(|word| word.try_into().ok()).map_or(0, i32::from_be_bytes);
    match word.unsigned_abs() as usize {
        // A record cannot be empty; whatever follows is tried.
        0 => rest.len().saturating_sub(4),
        stated => stated,
    }
}

/// Where the record at the begin of `rest` ends; with `first`, a volume header may stand before it. None when there is
/// no record.
pub(crate) fn end_of_record(rest: &[u8], first: bool) -> Option<usize> {
    let start =
        if first && (rest.starts_with(b"AR2V") || rest.starts_with(b"ARCHIVE2")) { VOLUME_HEADER } else { 0 };
    let record = rest.get(start..).filter(|record| begins_record(record))?;
    Some(start.saturating_add(4).saturating_add(control_word(record)))
}

fn begins_record(rest: &[u8]) -> bool {
    rest.get(4..7) == Some(b"BZh") && rest.get(8..14) == Some(BLOCK_MARK)
}

/// How far the next record is, at most `within` bytes.
fn next_record(rest: &[u8], within: usize) -> Option<usize> {
    (1..within).find(|ahead| rest.get(*ahead..).is_some_and(begins_record))
}

/// Whether bytes without a volume header begin with a radial.
fn begins_message(rest: &[u8]) -> bool {
    let known =
        |kind| [frames::RADIAL, frames::LEGACY_RADIAL, frames::STATUS, frames::PATTERN].contains(&kind);
    let one_segment = rest.get(24..28) == Some(&[0, 1, 0, 1]);
    let framed = Frames::new(rest).next();
    one_segment && matches!(framed, Some(Framed::Message { kind, .. }) if known(kind))
}
