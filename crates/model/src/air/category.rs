//! The categories of the index, with the ranges of the US Environmental Protection Agency (40 CFR part 58, appendix G).

use super::Pollutant;

/// How bad the air is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 0 to 50.
    Good,
    /// 51 to 100.
    Moderate,
    /// 101 to 150.
    Sensitive,
    /// 151 to 200.
    Unhealthy,
    /// 201 to 300.
    VeryUnhealthy,
    /// 301 and more.
    Hazardous,
}

impl Category {
    /// All, best first.
    pub const ALL: [Self; 6] =
        [Self::Good, Self::Moderate, Self::Sensitive, Self::Unhealthy, Self::VeryUnhealthy, Self::Hazardous];

    /// Of an index.
    pub fn of(index: u32) -> Self {
        match index {
            0..=50 => Self::Good,
            51..=100 => Self::Moderate,
            101..=150 => Self::Sensitive,
            151..=200 => Self::Unhealthy,
            201..=300 => Self::VeryUnhealthy,
            _ => Self::Hazardous,
        }
    }

    /// Of the agency's number, 1 to 6.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The agency's number, 1 to 6.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Name as it is stored, part of a class name, and what programs are told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Moderate => "moderate",
            Self::Sensitive => "sensitive",
            Self::Unhealthy => "unhealthy",
            Self::VeryUnhealthy => "very-unhealthy",
            Self::Hazardous => "hazardous",
        }
    }

    /// Of a stored name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }

    /// The agency's own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::Moderate => "Moderate",
            Self::Sensitive => "Unhealthy for Sensitive Groups",
            Self::Unhealthy => "Unhealthy",
            Self::VeryUnhealthy => "Very Unhealthy",
            Self::Hazardous => "Hazardous",
        }
    }

    /// Whether it asks something of people.
    pub fn warns(self) -> bool {
        self >= Self::Sensitive
    }

    /// What it asks of people, in our words after the agency's activity guides for ozone and for particles
    /// (EPA-456/F-15-005 and EPA-456/F-15-006): who is at risk differs, the steps are the same.
    pub fn advice(self, pollutant: Pollutant) -> String {
        let groups = pollutant.groups();
        match self {
            Self::Good => "A good day to be outside.".to_owned(),
            Self::Moderate => format!(
                "Fine for most. Whoever is unusually sensitive should watch for coughing or shortness of breath and take it easier then. Most at risk: {groups}."
            ),
            Self::Sensitive => format!(
                "At risk: {groups}. They should make outdoor work and sport shorter and lighter, take breaks, and keep medicine at hand. Most others can be outside."
            ),
            Self::Unhealthy => format!(
                "Everyone should cut long or hard effort outdoors. Those at risk ({groups}) should move it indoors or to another day."
            ),
            Self::VeryUnhealthy => format!(
                "Everyone should avoid effort outdoors and move it inside. Those at risk ({groups}) should stay indoors and rest."
            ),
            Self::Hazardous => format!(
                "An emergency: everyone should stay indoors with windows shut and avoid all effort outside. Those at risk ({groups}) should keep still and follow what officials say."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn each_range_begins_and_ends_where_the_agency_says() {
        let ranges = [(0, 50), (51, 100), (101, 150), (151, 200), (201, 300), (301, 999)];
        for (category, (least, most)) in Category::ALL.into_iter().zip(ranges) {
            assert_eq!((Category::of(least), Category::of(most)), (category, category));
            assert_eq!(Category::of_number(category.number()), Some(category));
            assert_eq!(Category::parse(category.as_str()), Some(category));
        }
        assert_eq!((Category::of_number(0), Category::of_number(7)), (None, None), "7 is “unavailable”");
        assert!(!Category::Moderate.warns() && Category::Sensitive.warns());
    }

    #[test]
    fn who_is_at_risk_depends_on_the_pollutant() {
        let particles = Category::Unhealthy.advice(Pollutant::Fine);
        assert!(particles.contains("heart or lung disease"), "{particles}");
        assert!(!Category::Unhealthy.advice(Pollutant::Ozone).contains("heart"));
        for category in Category::ALL {
            for pollutant in Pollutant::ALL {
                assert!(category.advice(pollutant).ends_with('.'), "{category:?} {pollutant:?}");
            }
        }
    }
}
