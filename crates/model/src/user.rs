//! A user of the desk, and what each role may do.

use crate::id::UserId;
use jiff::Timestamp;

/// Longest sign-in name, in bytes (RFC 5321, 4.5.3.1.3, less the brackets).
pub const EMAIL_MAX: usize = 254;

/// A mail address, as far as its shape tells.
pub fn is_mail_address(text: &str) -> bool {
    let shaped = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    shaped && text.len() <= EMAIL_MAX && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// One user. The password's hash stays in `store` and `desk`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Row.
    pub id: UserId,
    /// Sign-in name: a mail address, lowercase.
    pub email: String,
    /// As colleagues know them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Off: cannot sign in, history stays.
    pub active: bool,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Last sign-in.
    pub signed_in_at: Option<Timestamp>,
}

/// Roles of a small newsroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Writes and submits.
    Contributor,
    /// Writes and publishes their own.
    Reporter,
    /// Everything about stories and the front.
    Editor,
    /// Weather stories and forecasts.
    Meteorologist,
    /// Data, tables, sources, events.
    Producer,
    /// Everything, users too.
    Admin,
}

/// What can be allowed or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Create, save and submit stories; upload pictures.
    Write,
    /// Make a story public, schedule it, correct it.
    Publish,
    /// Take a story back, kill it.
    Withdraw,
    /// Arrange the front.
    Curate,
    /// Run jobs now, accept held data, see sources in detail.
    Operate,
    /// Say what the weather will be, in one's own words.
    Forecast,
    /// Make users and give roles.
    Administer,
}

impl Role {
    /// All roles, least first.
    pub const ALL: [Role; 6] =
        [Role::Contributor, Role::Reporter, Role::Meteorologist, Role::Producer, Role::Editor, Role::Admin];

    /// Whether this role may do that.
    pub fn may(self, action: Action) -> bool {
        match action {
            Action::Write => true,
            Action::Publish => !matches!(self, Self::Contributor),
            Action::Withdraw | Action::Curate => matches!(self, Self::Editor | Self::Producer | Self::Admin),
            Action::Operate => {
                matches!(self, Self::Producer | Self::Meteorologist | Self::Editor | Self::Admin)
            }
            Action::Forecast => matches!(self, Self::Meteorologist | Self::Editor | Self::Admin),
            Action::Administer => matches!(self, Self::Admin),
        }
    }

    /// Stored and posted name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Reporter => "reporter",
            Self::Editor => "editor",
            Self::Meteorologist => "meteorologist",
            Self::Producer => "producer",
            Self::Admin => "admin",
        }
    }

    /// The role of a stored or posted name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}
