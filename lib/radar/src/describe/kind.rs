//! What falls.

/// What the caller knows to be falling, from observations on the ground. The radar does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Not known: the words say "echoes".
    #[default]
    Unknown,
    /// Rain.
    Rain,
    /// Snow.
    Snow,
}

impl Kind {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Unknown => "echoes",
            Self::Rain => "rain",
            Self::Snow => "snow",
        }
    }
}
