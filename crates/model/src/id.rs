//! Row identifiers, one type per noun, so that a story's number can never be handed to a question about users.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// A story, through all its revisions.
    StoryId,
    /// A person who can sign in.
    UserId,
    /// An uploaded picture.
    MediaId,
    /// One row of work outside the request.
    JobId,
    /// One line of the audit log.
    AuditId,
    /// One fetched and kept state of a table.
    SnapshotId,
}
