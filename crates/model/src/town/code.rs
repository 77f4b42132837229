//! The codes of the weather service: stations, squares of the grid, zones, and counties as alerts name them.

/// A station's identifier as the weather service writes it: `KMFR`, `CRLO3`; 3 to 8 capital letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StationId(String);

/// A location of the weather service's climate reports: `MFR`; 3 or 4 capital letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClimateId(String);

/// A square of a forecast office's grid: `MFR/106,62`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grid {
    /// The office, three capital letters.
    pub office: String,
    /// Column, from the west.
    pub x: u32,
    /// Row, from the south.
    pub y: u32,
}

/// A Universal Geographic Code (NWS Directive 10-1702): state or marine area, `Z` or `C`, three digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ugc(String);

/// What a [`Ugc`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UgcKind {
    /// A zone of forecasts or of fire weather: the code does not say which of them.
    Zone,
    /// A county or what stands for one.
    County,
}

/// A SAME location code: a digit for the part of the county (0 is all of it), then the five of its FIPS code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SameCode(String);

/// Why a text is not a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not a station's.
    #[error("“{0}” is not a station: write its identifier, such as KMFR")]
    Station(String),
    /// Not a location of climate reports.
    #[error("“{0}” is not a climate location: write its three letters, such as MFR")]
    Climate(String),
    /// Not a square of a grid.
    #[error("“{0}” is not a square of a forecast grid: write office, column and row, such as MFR/106,62")]
    Grid(String),
    /// Not a zone's.
    #[error("“{0}” is not a zone's code: write state, Z or C, and three digits, such as ORZ026 or ORC029")]
    Ugc(String),
    /// A zone where a county should be, or the other way.
    #[error("“{0}” names a {1}: write {2}")]
    Kind(String, &'static str, &'static str),
    /// Not a county's.
    #[error("“{0}” is not a SAME code: write 0 and the county's five FIPS digits, such as 041029")]
    Same(String),
}

fn is_capital(byte: u8) -> bool {
    byte.is_ascii_uppercase()
}

impl StationId {
    /// Read an identifier.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let fits = (3..=8).contains(&text.len()) && text.bytes().all(|b| is_capital(b) || b.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(CodeError::Station(text.to_owned())) }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ClimateId {
    /// Read an abbreviation.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let fits = (3..=4).contains(&text.len()) && text.bytes().all(|b| is_capital(b) || b.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(CodeError::Climate(text.to_owned())) }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Grid {
    /// Read `MFR/106,62`.
    ///
    /// # Errors
    /// When it cannot be a square.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let number = |text: &str| {
            let fits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| text.parse().ok()).flatten()
        };
        let parsed = text.split_once('/').and_then(|(office, square)| {
            let (x, y) = square.split_once(',')?;
            let fits = office.len() == 3 && office.bytes().all(is_capital);
            fits.then_some(Self { office: office.to_owned(), x: number(x)?, y: number(y)? })
        });
        parsed.ok_or_else(|| CodeError::Grid(text.to_owned()))
    }
}

impl Ugc {
    /// Read a code.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let fits = match text.as_bytes() {
            [a, b, kind, digits @ ..] => {
                is_capital(*a)
                    && is_capital(*b)
                    && matches!(kind, b'Z' | b'C')
                    && digits.len() == 3
                    && digits.iter().all(u8::is_ascii_digit)
            }
            _ => false,
        };
        if fits { Ok(Self(text.to_owned())) } else { Err(CodeError::Ugc(text.to_owned())) }
    }

    /// Read a code that has to name one kind of area.
    ///
    /// # Errors
    /// When it cannot be one, or names the other kind.
    pub fn parse_as(text: &str, kind: UgcKind) -> Result<Self, CodeError> {
        let code = Self::parse(text)?;
        match (code.kind(), kind) {
            (UgcKind::County, UgcKind::Zone) => {
                Err(CodeError::Kind(code.0, "county", "a zone, such as ORZ026"))
            }
            (UgcKind::Zone, UgcKind::County) => {
                Err(CodeError::Kind(code.0, "zone", "a county, such as ORC029"))
            }
            _ => Ok(code),
        }
    }

    /// What it names.
    pub fn kind(&self) -> UgcKind {
        if self.0.as_bytes().get(2) == Some(&b'C') { UgcKind::County } else { UgcKind::Zone }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SameCode {
    /// Read a code.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let fits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(CodeError::Same(text.to_owned())) }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The county's five digits.
    pub fn fips(&self) -> &str {
        self.0.get(1..).unwrap_or_default()
    }
}

impl std::fmt::Display for Grid {
    /// As addresses have it: `MFR/106,62`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{},{}", self.office, self.x, self.y)
    }
}

macro_rules! shown {
    ($($name:ident),*) => {
        $(impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        })*
    };
}

shown!(StationId, Ugc, SameCode);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_written() {
        assert_eq!(Grid::parse("MFR/106,62").unwrap().to_string(), "MFR/106,62");
        assert_eq!(Ugc::parse("ORZ617").unwrap().kind(), UgcKind::Zone);
        assert_eq!(Ugc::parse("ORC029").unwrap().kind(), UgcKind::County);
        assert_eq!(SameCode::parse("041029").unwrap().fips(), "41029");
        assert_eq!(StationId::parse("CRLO3").unwrap().as_str(), "CRLO3");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "kmfr", "KM", "KMFR/..", "K MFR", "ABCDEFGHI", "KÉFR"] {
            assert!(StationId::parse(text).is_err(), "{text}");
        }
        for text in ["MFR", "MFR/106", "MFR/106,", "MFR/-1,2", "MFR/1,2,3", "mfr/1,2", "MFR/12345,1"] {
            assert!(Grid::parse(text).is_err(), "{text}");
        }
        for text in ["ORZ26", "ORX026", "OR Z026", "orz026", "ORZ0266", "ÉRZ026"] {
            assert!(Ugc::parse(text).is_err(), "{text}");
        }
        for text in ["41029", "04102x", "0410290"] {
            assert!(SameCode::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_county_is_no_zone() {
        let told = Ugc::parse_as("ORC029", UgcKind::Zone).unwrap_err().to_string();
        assert_eq!(told, "“ORC029” names a county: write a zone, such as ORZ026");
        let told = Ugc::parse_as("ORZ026", UgcKind::County).unwrap_err().to_string();
        assert_eq!(told, "“ORZ026” names a zone: write a county, such as ORC029");
    }
}
