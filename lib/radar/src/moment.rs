//! What a radar measures.

use std::fmt;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// How much comes back, in dBZ.
    Reflectivity,
    /// How fast it moves away from the radar, in m/s.
    Velocity,
    /// How much that differs within the gate, in m/s.
    SpectrumWidth,
    /// How much flatter than tall the drops are, in dB.
    DifferentialReflectivity,
    /// By how much one polarisation lags behind the other, in degrees.
    DifferentialPhase,
    /// How alike both polarisations are, 0 to 1.05: rain is near 1, everything that is no weather lower.
    Correlation,
    /// What the clutter filter took away, in dB. Words below 8 are codes of the filter, not figures.
    FilterPower,
}

impl Moment {
    /// Every moment, in the order of the interface document.
    pub const ALL: [Self; 7] = [
        Self::Reflectivity,
        Self::Velocity,
        Self::SpectrumWidth,
        Self::DifferentialReflectivity,
        Self::DifferentialPhase,
        Self::Correlation,
        Self::FilterPower,
    ];

    /// The three letters by which the interface document calls it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reflectivity => "REF",
            Self::Velocity => "VEL",
            Self::SpectrumWidth => "SW",
            Self::DifferentialReflectivity => "ZDR",
            Self::DifferentialPhase => "PHI",
            Self::Correlation => "RHO",
            Self::FilterPower => "CFP",
        }
    }

    /// The moment with these letters.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.code() == code.trim())
    }

    /// The unit of its values; empty for a ratio.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Reflectivity => "dBZ",
            Self::Velocity | Self::SpectrumWidth => "m/s",
            Self::DifferentialReflectivity | Self::FilterPower => "dB",
            Self::DifferentialPhase => "°",
            Self::Correlation => "",
        }
    }

    /// The first word that is a figure; those below it have meanings of their own.
    pub(crate) fn first_figure(self) -> u16 {
        if self == Self::FilterPower { 8 } else { 2 }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_found_by_their_letters() {
        assert!(Moment::ALL.into_iter().all(|moment| Moment::of_code(moment.code()) == Some(moment)));
        assert_eq!(Moment::of_code("SW "), Some(Moment::SpectrumWidth));
        assert_eq!(Moment::of_code("XYZ"), None);
    }
}
