//! What is drawn of a radar's measurements.

/// A picture that is drawn of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// Reflectivity of the lowest tilt, without what is no weather.
    Lowest,
    /// Reflectivity of the second tilt from the ground.
    Second,
    /// Reflectivity of the third tilt from the ground.
    Third,
    /// The strongest reflectivity of all tilts.
    Composite,
    /// Velocity of the lowest tilt, dealiased where the radar says at which speed it wraps around.
    Velocity,
    /// Correlation of the two polarizations at the lowest tilt.
    Correlation,
    /// Reflectivity of the lowest tilt, as it was measured.
    Raw,
    /// Reflectivity of the lowest tilt as a picture that is shared alone, with lines, towns and words in it. It has no
    /// squares, and nobody chooses it.
    Card,
}

/// What a product's figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// How much comes back, dBZ.
    Reflectivity,
    /// How fast it moves away, metres a second.
    Velocity,
    /// How alike what comes back is, 0 to 1.
    Correlation,
}

impl Product {
    /// Every product that a station may choose, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Lowest,
        Self::Second,
        Self::Third,
        Self::Composite,
        Self::Velocity,
        Self::Correlation,
        Self::Raw,
    ];

    /// Name in addresses and settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lowest => "ref",
            Self::Second => "ref-2",
            Self::Third => "ref-3",
            Self::Composite => "composite",
            Self::Velocity => "vel",
            Self::Correlation => "rho",
            Self::Raw => "raw",
            Self::Card => "card",
        }
    }

    /// The product of a name, also of the one that is not chosen.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Card]).find(|known| known.as_str() == text)
    }

    /// What readers call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Lowest => "Reflectivity",
            Self::Second => "Reflectivity, second tilt",
            Self::Third => "Reflectivity, third tilt",
            Self::Composite => "Composite reflectivity",
            Self::Velocity => "Velocity",
            Self::Correlation => "Correlation coefficient",
            Self::Raw => "Reflectivity, as measured",
            Self::Card => "Reflectivity, to share",
        }
    }

    /// What a reader should know of it, without its angle.
    pub fn note(self) -> &'static str {
        match self {
            Self::Lowest => "lowest tilt",
            Self::Second => "second tilt: what is higher up",
            Self::Third => "third tilt: what is higher still",
            Self::Composite => "the strongest of all tilts; may show rain that does not reach the ground",
            Self::Velocity => {
                "lowest tilt, dealiased by this station; a storm far from all others may be shown too slow"
            }
            Self::Correlation => "lowest tilt; low where it is no rain or snow",
            Self::Raw => "lowest tilt, with hills, birds and noise",
            Self::Card => "lowest tilt, with lines and words in the picture",
        }
    }

    /// What its figures are.
    pub fn measure(self) -> Measure {
        match self {
            Self::Lowest | Self::Second | Self::Third | Self::Composite | Self::Raw | Self::Card => {
                Measure::Reflectivity
            }
            Self::Velocity => Measure::Velocity,
            Self::Correlation => Measure::Correlation,
        }
    }
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 3] = [Self::Reflectivity, Self::Velocity, Self::Correlation];

    /// As the radar's own documents call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reflectivity => "REF",
            Self::Velocity => "VEL",
            Self::Correlation => "RHO",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_is_found_by_its_name() {
        for product in Product::ALL.into_iter().chain([Product::Card]) {
            assert_eq!(Product::parse(product.as_str()), Some(product));
        }
        assert_eq!(Product::parse("REF"), None);
    }
}
