//! What can go wrong when remembering, in words that may be shown. What the database said in its own language is kept
//! as the source of an error, for the log; no `Display` text here carries SQL.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name that must be unique is in use.
    #[error("{what} is already taken: choose another")]
    Taken {
        /// Such as `the address 2021/03/council-vote`.
        what: String,
    },
    /// Someone saved a later revision in between.
    #[error("revision {newest} was saved meanwhile")]
    Superseded {
        /// The newest revision there is.
        newest: u32,
    },
    /// The row that was to be changed is not there.
    #[error("there is no {what}")]
    Missing {
        /// Such as `story 42`.
        what: String,
    },
    /// Waited too long for a turn, or for a free connection.
    #[error("the station is busy: nothing was changed, try again in a moment")]
    Busy,
    /// Something stored makes no sense: a row edited by hand, a file cut short.
    #[error("stored data is damaged: {what}")]
    Damaged {
        /// What and where.
        what: String,
    },
    /// The database or the blob store cannot be opened or used.
    #[error("cannot use {what}: {remedy}")]
    Unreachable {
        /// File or address, without any password.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// Bytes that came in a stream are more than was allowed.
    #[error("is larger than {max} bytes")]
    TooLarge {
        /// The limit.
        max: u64,
    },
    /// The sender of a stream stopped in the middle.
    #[error("the upload broke off before its end: send it again")]
    BrokenOff(#[source] std::io::Error),
    /// Anything else that the database or the blob store refused; the log has its own words.
    #[error("the store could not {doing}")]
    Failed {
        /// As a verb, such as `read`.
        doing: &'static str,
        /// For the log.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What nearly every function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    pub(crate) fn missing(what: impl Into<String>) -> Self {
        Self::Missing { what: what.into() }
    }

    /// Turn a broken uniqueness into [`Error::Taken`] of `what`; every other error stays as it is.
    pub(crate) fn or_taken(self, what: impl FnOnce() -> String) -> Self {
        match &self {
            Self::Failed { source, .. } => match source.downcast_ref::<sqlx::Error>() {
                Some(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                    Self::Taken { what: what() }
                }
                _ => self,
            },
            _ => self,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unreachable {
                what: "the database".to_owned(),
                remedy: "the station is stopping, or the connection died; try again".to_owned(),
            },
            sqlx::Error::Io(_) => Self::Unreachable {
                what: "the database".to_owned(),
                remedy: "see that the database server is running and reachable".to_owned(),
            },
            sqlx::Error::Database(refusal) => match refusal.code().as_deref() {
                // SQLite: BUSY and its extended codes. PostgreSQL: lock not available, statement cancelled by timeout.
                Some("5" | "261" | "517" | "773" | "55P03" | "57014") => Self::Busy,
                // SQLite: FULL. PostgreSQL: disk full.
                Some("13" | "53100") => Self::Unreachable {
                    what: "the database".to_owned(),
                    remedy: "the disk is full: nothing was changed; make room".to_owned(),
                },
                // SQLite: CORRUPT and NOTADB.
                Some("11" | "26") => Self::damaged("the database file; restore it from a backup"),
                _ => Self::Failed { doing: "answer", source: Box::new(error) },
            },
            _ => Self::Failed { doing: "answer", source: Box::new(error) },
        }
    }
}
