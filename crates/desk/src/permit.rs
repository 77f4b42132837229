//! Permission: who does something, and whether they may.

use crate::Error;
use model::{
    audit::Actor,
    id::UserId,
    user::{Action, Role},
};

/// Who does something: the actor for the log, and the role that permits it.
#[derive(Clone, Debug)]
pub struct By {
    actor: Actor,
    role: Option<Role>,
}

impl By {
    /// A signed-in person at an address.
    pub fn user(id: UserId, name: impl Into<String>, role: Role, from: Option<String>) -> Self {
        Self { actor: Actor::User { id, name: name.into(), from }, role: Some(role) }
    }

    /// The station itself: a job, or a command at its console.
    pub fn station(job: impl Into<String>) -> Self {
        Self { actor: Actor::Station { job: job.into() }, role: None }
    }

    /// For the log.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Name to show beside what they did.
    pub fn name(&self) -> &str {
        self.actor.name()
    }

    /// Refuses when the role does not carry this.
    pub(crate) fn must(&self, action: Action) -> Result<(), Error> {
        match self.role {
            // The station acts for whoever scheduled or configured the work, and was permitted then.
            None => Ok(()),
            Some(role) if role.may(action) => Ok(()),
            Some(role) => Err(Error::Forbidden { role, action }),
        }
    }
}
