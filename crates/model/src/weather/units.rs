//! The units that a reader chooses.

/// Which units a page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Units {
    /// °F, miles per hour, inches of mercury, miles.
    #[default]
    UsCustomary,
    /// °C, kilometres per hour, hectopascals, kilometres.
    Metric,
}

impl Units {
    /// Both.
    pub const ALL: [Self; 2] = [Self::UsCustomary, Self::Metric];

    /// Name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UsCustomary => "us",
            Self::Metric => "metric",
        }
    }

    /// The units of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|units| units.as_str() == text)
    }
}
