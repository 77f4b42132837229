//! What is measured in the air.

/// A pollutant that has an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pollutant {
    /// Particles of up to 2.5 micrometres: smoke, above all.
    Fine,
    /// Particles of up to 10 micrometres: dust.
    Coarse,
    /// Ozone near the ground.
    Ozone,
    /// Nitrogen dioxide.
    NitrogenDioxide,
    /// Sulfur dioxide.
    SulfurDioxide,
    /// Carbon monoxide.
    CarbonMonoxide,
}

impl Pollutant {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::Fine,
        Self::Coarse,
        Self::Ozone,
        Self::NitrogenDioxide,
        Self::SulfurDioxide,
        Self::CarbonMonoxide,
    ];

    /// Name as it is stored and as programs are told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "PM2.5",
            Self::Coarse => "PM10",
            Self::Ozone => "O3",
            Self::NitrogenDioxide => "NO2",
            Self::SulfurDioxide => "SO2",
            Self::CarbonMonoxide => "CO",
        }
    }

    /// Of a name as services write it, in capitals.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "OZONE" => Some(Self::Ozone),
            "PM25" => Some(Self::Fine),
            text => Self::ALL.into_iter().find(|known| known.as_str() == text),
        }
    }

    /// Name as readers know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "Fine particles (PM2.5)",
            Self::Coarse => "Coarse particles (PM10)",
            Self::Ozone => "Ozone",
            Self::NitrogenDioxide => "Nitrogen dioxide",
            Self::SulfurDioxide => "Sulfur dioxide",
            Self::CarbonMonoxide => "Carbon monoxide",
        }
    }

    /// Who is at risk from it.
    pub(super) fn groups(self) -> &'static str {
        match self {
            Self::Fine | Self::Coarse => {
                "people with heart or lung disease, older adults, children, and whoever is pregnant"
            }
            Self::Ozone => {
                "people with lung disease such as asthma, children, older adults, and whoever works outdoors"
            }
            Self::NitrogenDioxide => "people with asthma, children, and older adults",
            Self::SulfurDioxide => {
                "people with asthma, children, and older adults who work or play hard outdoors"
            }
            Self::CarbonMonoxide => "people with heart disease",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pollutant_has_the_names_that_services_use() {
        for pollutant in Pollutant::ALL {
            assert_eq!(Pollutant::parse(pollutant.as_str()), Some(pollutant));
        }
        assert_eq!(
            ["OZONE", "PM25", "BC", ""].map(Pollutant::parse),
            [Some(Pollutant::Ozone), Some(Pollutant::Fine), None, None]
        );
    }
}
