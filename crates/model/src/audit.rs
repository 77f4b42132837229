//! The audit log: who changed what, when, from where.

use crate::id::{AuditId, UserId};
use jiff::Timestamp;

/// Who does something: a person at an address, or the station itself (a job).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    User {
        /// Who.
        id: UserId,
        /// Name at that time.
        name: String,
        /// Network address as text; `None` from the command line.
        from: Option<String>,
    },
    /// A job or a schedule.
    Station {
        /// Which.
        job: String,
    },
}

impl Actor {
    /// Name for the log.
    pub fn name(&self) -> &str {
        match self {
            Self::User { name, .. } => name,
            Self::Station { job } => job,
        }
    }

    /// Row of the person, if it is one.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            Self::Station { .. } => None,
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Row.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Name of who.
    pub who: String,
    /// Address they came from.
    pub from: Option<String>,
    /// Verb, such as `story.publish`.
    pub verb: String,
    /// What it was done to, such as `story:42`.
    pub subject: String,
    /// One line for people.
    pub note: String,
}
