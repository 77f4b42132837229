//! A session: a signed-in browser. Only the digest of its token is stored.

use crate::{id::UserId, user::Role};
use jiff::{SignedDuration, Timestamp};

/// One session, as looked up by the digest of its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub user: UserId,
    /// Display name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Start.
    pub created_at: Timestamp,
    /// Last request.
    pub seen_at: Timestamp,
}

/// Signed out after this long without a request.
pub const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// Signed out after this long whatever happens.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(24 * 14);

impl Session {
    /// Whether it still counts at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen_at) < IDLE && now.duration_since(self.created_at) < ABSOLUTE
    }
}
