//! What was damaged, where, and what was lost by it.

use std::fmt;

/// Where in the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// Number of the chunk, when the volume came in chunks.
    pub chunk: Option<u16>,
    /// Number of the compressed record, from 1. None: the file has no records, or it is about the file.
    pub record: Option<u32>,
    /// Byte offset: in the inflated record when there is one, else in the file (inflated, when it is gzip).
    pub byte: usize,
}

/// What was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The 24 bytes that name radar, day and time are missing; they were taken from the radials.
    VolumeHeader,
    /// The input ends within a record.
    RecordCut {
        /// Bytes that are missing.
        missing: usize,
    },
    /// A record cannot be decompressed from some byte on. What came before was kept.
    RecordBroken {
        /// Bytes of it that were kept.
        kept: usize,
    },
    /// A record becomes larger than a record may be. Nothing after it was read.
    RecordTooLarge,
    /// The volume becomes larger than a volume may be. Nothing after it was read.
    VolumeTooLarge,
    /// The gzip stream around the file ends early or is damaged. What came before was kept.
    Envelope,
    /// A message ends after the data does.
    MessageCut,
    /// A message is not what it says it is.
    MessageBroken {
        /// The number of its kind, as in the interface document 2620002.
        kind: u8,
        /// Why.
        why: &'static str,
    },
    /// Bytes between messages or records that are neither.
    Skipped {
        /// How many.
        bytes: usize,
    },
    /// There are more records than a volume may have.
    TooManyRecords,
    /// There are more radials than a volume may have.
    TooManyRadials,
}

/// One damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where.
    pub at: At,
    /// What was lost.
    pub lost: Lost,
}

/// The damages of one input: the first ones listed, the others counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damages {
    listed: Vec<Damage>,
    unlisted: usize,
}

impl Damages {
    /// The damages that are listed, in the order in which they were met.
    #[must_use]
    pub fn listed(&self) -> &[Damage] {
        &self.listed
    }

    /// How many there are, listed or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + self.unlisted
    }

    /// Whether nothing was damaged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    pub(crate) fn push(&mut self, at: At, lost: Lost, limit: usize) {
        if self.listed.len() < limit {
            self.listed.push(Damage { at, lost });
        } else {
            self.unlisted += 1;
        }
    }

    /// Takes over the damages of a chunk.
    pub(crate) fn extend(&mut self, other: &Self, chunk: Option<u16>, limit: usize) {
        for damage in &other.listed {
            self.push(At { chunk: chunk.or(damage.at.chunk), ..damage.at }, damage.lost, limit);
        }
        self.unlisted += other.unlisted;
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.at, self.lost)
    }
}

impl fmt::Display for At {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(chunk) = self.chunk {
            write!(out, "chunk {chunk}, ")?;
        }
        match self.record {
            Some(record) => write!(out, "record {record}, byte {} of its content", self.byte),
            None => write!(out, "byte {}", self.byte),
        }
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VolumeHeader => {
                write!(out, "no volume header; radar and time were taken from the radials")
            }
            Self::RecordCut { missing } => {
                write!(out, "the data ends {missing} bytes before the record does")
            }
            Self::RecordBroken { kept } => {
                write!(out, "the record cannot be decompressed further; {kept} bytes of it were kept")
            }
            Self::RecordTooLarge => {
                write!(out, "the record becomes too large; it and what follows were not read")
            }
            Self::VolumeTooLarge => write!(out, "the volume becomes too large; what follows was not read"),
            Self::Envelope => write!(out, "the gzip stream is damaged or ends early; what follows is lost"),
            Self::MessageCut => write!(out, "the data ends within a message, which is lost"),
            Self::MessageBroken { kind, why } => write!(out, "a message of kind {kind} is lost: {why}"),
            Self::Skipped { bytes } => write!(out, "{bytes} bytes that are no message were skipped"),
            Self::TooManyRecords => write!(out, "too many records; further ones were not read"),
            Self::TooManyRadials => write!(out, "too many radials; further ones were not read"),
        }
    }
}
