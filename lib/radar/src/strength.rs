//! How strong an echo is, in one word.

/// The strength of an echo. The bounds are the usual rough ones; a radar measures echoes, not rain, and one that
/// looks at 3 km does not know what reaches the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// 5 to 20 dBZ: may not reach the ground.
    VeryLight,
    /// 20 to 35 dBZ: as of rain up to about 5 mm an hour.
    Light,
    /// 35 to 45 dBZ: as of rain of about 5 to 25 mm an hour.
    Moderate,
    /// 45 to 55 dBZ: as of downpours.
    Heavy,
    /// From 55 dBZ: as of hail, or of rain with hail.
    VeryHeavy,
}

impl Strength {
    /// All, the strongest first.
    pub const FROM_ABOVE: [Self; 5] =
        [Self::VeryHeavy, Self::Heavy, Self::Moderate, Self::Light, Self::VeryLight];

    /// The strength of a reflectivity, or none below 5 dBZ.
    #[must_use]
    pub fn of_dbz(dbz: f32) -> Option<Self> {
        match dbz {
            _ if dbz >= 55.0 => Some(Self::VeryHeavy),
            _ if dbz >= 45.0 => Some(Self::Heavy),
            _ if dbz >= 35.0 => Some(Self::Moderate),
            _ if dbz >= 20.0 => Some(Self::Light),
            _ if dbz >= 5.0 => Some(Self::VeryLight),
            _ => None,
        }
    }

    /// The word, in lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::VeryLight => "very light",
            Self::Light => "light",
            Self::Moderate => "moderate",
            Self::Heavy => "heavy",
            Self::VeryHeavy => "very heavy",
        }
    }
}
