//! Why nothing came, in words for the health board.

use jiff::{SignedDuration, Timestamp};

/// Why a fetch failed. Readers go on seeing what was there before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The address can't be used.
    #[error("The address “{url}” {why}: correct it in station.toml.")]
    Address {
        /// As it is set.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// It leads into a private network.
    #[error(
        "{host} leads to an address of a private network, which sources may not: use its public name, or allow private networks in station.toml."
    )]
    Private {
        /// Name or address.
        host: String,
    },
    /// No answer.
    #[error("{host} could not be reached ({why}). The station will try again.")]
    Unreachable {
        /// Whom.
        host: String,
        /// What the network said.
        why: String,
    },
    /// An answer that is no success.
    #[error("{host} answered {status}. {}", advice(*.status))]
    Status {
        /// Whom.
        host: String,
        /// Status code.
        status: u16,
        /// How long they ask us to wait.
        retry_after: Option<SignedDuration>,
    },
    /// Took too long.
    #[error("{host} did not finish its answer within {seconds} seconds. The station will try again.")]
    Slow {
        /// Whom.
        host: String,
        /// The limit.
        seconds: u64,
    },
    /// Not asked, because an answer did not come in time just before.
    #[error("{host} was not asked any more: an answer had not come in time.")]
    Silent {
        /// Whom.
        host: String,
    },
    /// Too much.
    #[error(
        "The answer is larger than {max} bytes, so it was not read: raise fetch.max_mb in station.toml if it should be."
    )]
    TooLarge {
        /// The limit.
        max: u64,
    },
    /// Nothing.
    #[error("The answer is empty. The station will try again.")]
    Empty,
    /// A file that is not there.
    #[error("{path}: {why}. Check the path in station.toml.")]
    File {
        /// Which.
        path: String,
        /// What the system said.
        why: String,
    },
    /// A folder of recorded answers that has none yet.
    #[error("{path} has no recorded answer for this moment.")]
    NothingRecorded {
        /// Which.
        path: String,
    },
    /// The source asked to be left alone.
    #[error("The source asked not to be asked before {until}.")]
    TooSoon {
        /// Until when.
        until: Timestamp,
    },
}

impl Error {
    /// How long the source asked us to wait.
    pub fn retry_after(&self) -> Option<SignedDuration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the server could not answer a question that may be good: worth asking again.
    pub fn is_stumble(&self) -> bool {
        matches!(self, Self::Status { status: 500.., .. })
    }

    /// When the source may be asked again, if it said so. Who was asked too soon has said so before.
    pub fn not_before(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::TooSoon { until } => Some(*until),
            other => other.retry_after().and_then(|wait| now.checked_add(wait).ok()),
        }
    }
}

fn advice(status: u16) -> &'static str {
    match status {
        401 | 403 => "It refuses us: check whether the source wants a key, or blocks the station's address.",
        404 | 410 => "The file is not there any more: look for its new address.",
        429 => "We ask too often: make the schedule slower.",
        500.. => "The fault is theirs; the station will try again.",
        _ => "Check the address in station.toml.",
    }
}
