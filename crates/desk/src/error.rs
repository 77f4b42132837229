//! Why the desk said no. Every message can be shown to the person who asked; faults of the machine go to the log.

use crate::workshop::Fault;
use model::{
    story::{Missing, Refused, Story},
    user::{Action, Role},
};

/// Why a verb did not happen. Nothing was changed when one of these is returned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing.
    #[error("There is no such {0}.")]
    NotFound(&'static str),
    /// The role does not carry it.
    #[error("As {} you may not do this. Ask an editor or an administrator.", .role.as_str())]
    Forbidden {
        /// Role of who asked.
        role: Role,
        /// What it would have needed.
        action: Action,
    },
    /// A step of the story's road was refused.
    #[error("{}", sentence(.0))]
    Refused(#[from] Refused),
    /// Somebody saved meanwhile; their version, so that both can be shown.
    #[error("{} saved this story while you were writing. Nothing of yours is lost: compare both versions below.", .theirs.saved_by)]
    Conflict {
        /// What there is now.
        theirs: Box<Story>,
    },
    /// Somebody changed a thing without revisions meanwhile. The form shows both versions.
    #[error("{by} changed this while you were at it. Nothing of yours is lost and nothing was overwritten.")]
    Changed {
        /// Who.
        by: String,
    },
    /// The address belongs to another story of the same month.
    #[error("Another story of that month has the address “{0}”. Choose another slug.")]
    SlugTaken(String),
    /// A value of a form that cannot be.
    #[error("{what} {remedy}")]
    Invalid {
        /// Field of the form.
        field: &'static str,
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// A description of a table that cannot be used; every fault of it.
    #[error("{}", listed(.0))]
    Described(Vec<Fault>),
    /// Wrong name or password, or an account that is switched off: never says which.
    #[error("That name and password do not go together. Check both and try again.")]
    SignIn,
    /// The one-time link was used, or is not the one that was printed.
    #[error(
        "This setup link has been used or is not valid. Start the station again to get a new one, or sign in."
    )]
    SetupLink,
    /// The one-time link for a new password was used, is too old, or was replaced by another.
    #[error("This link has been used or is too old. Ask an administrator of the station for a new one.")]
    PasswordLink,
    /// The machine.
    #[error("The station could not keep this. Nothing was changed; try again in a moment.")]
    Store(#[source] store::Error),
}

impl Error {
    /// What is missing, by field, when that is the reason.
    pub fn missing(&self) -> &[Missing] {
        match self {
            Self::Refused(Refused::NotReady(missing)) => missing,
            _ => &[],
        }
    }

    pub(crate) fn invalid(field: &'static str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Invalid { field, what: what.into(), remedy: remedy.into() }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// Every fault, one after the other.
fn listed(faults: &[Fault]) -> String {
    let sentence = |fault: &Fault| format!("{} {}", fault.what, fault.remedy).trim().to_owned();
    faults.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// The refusal as a sentence: capital letter, full stop.
fn sentence(refused: &Refused) -> String {
    let text = refused.to_string();
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let rest = chars.as_str();
    let stop = if rest.ends_with('.') { "" } else { "." };
    format!("{first}{rest}{stop}")
}
