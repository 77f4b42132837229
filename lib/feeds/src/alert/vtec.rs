//! Valid Time Event Code: which event a message speaks of, and what it does to it.
//!
//! `/O.NEW.KMFR.FW.W.0021.180810T2000Z-180811T0400Z/`, NWS Instruction 10-1703.

use jiff::{Timestamp, civil};

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vtec {
    /// `O` operational, `T` test, `E` experimental, `X` experimental in an operational product.
    pub class: char,
    /// `NEW`, `CON`, `EXT`, `EXA`, `EXB`, `UPG`, `CAN`, `EXP`, `COR`, `ROU`.
    pub action: String,
    /// Office: `KMFR`.
    pub office: String,
    /// `FW`, `TO`, `WS`.
    pub phenomenon: String,
    /// `W` warning, `A` watch, `Y` advisory, `S` statement …
    pub significance: char,
    /// Number of the event, from 1 in each year.
    pub number: u16,
    /// When it begins; none when it has begun.
    pub begins: Option<Timestamp>,
    /// When it ends; none until further notice.
    pub ends: Option<Timestamp>,
}

impl Vtec {
    /// Every code in a text, at most eight.
    pub fn find(text: &str) -> Vec<Self> {
        text.split('/').filter_map(Self::parse).take(8).collect()
    }

    /// A code without its slashes; none for anything else, such as the second line of a flood's.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split('.').collect();
        let [class, action, office, phenomenon, significance, number, times] = parts.as_slice() else {
            return None;
        };
        let capital = |text: &&str, length: usize| {
            text.len() == length && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        let fits = capital(class, 1)
            && capital(action, 3)
            && capital(office, 4)
            && capital(phenomenon, 2)
            && capital(significance, 1)
            && capital(number, 4);
        let (begins, ends) = times.split_once('-')?;
        if !fits {
            return None;
        }
        Some(Self {
            class: class.chars().next()?,
            action: (*action).to_owned(),
            office: (*office).to_owned(),
            phenomenon: (*phenomenon).to_owned(),
            significance: significance.chars().next()?,
            number: number.parse().ok()?,
            begins: time(begins)?,
            ends: time(ends)?,
        })
    }
}

/// `180810T2000Z`; all zeros is no time, and anything else is no code.
fn time(text: &str) -> Option<Option<Timestamp>> {
    if text == "000000T0000Z" {
        return Some(None);
    }
    let digits = |from: usize| -> Option<i8> {
        let two = text.get(from..from + 2)?;
        two.bytes().all(|b| b.is_ascii_digit()).then(|| two.parse().ok()).flatten()
    };
    if text.len() != 12 || text.get(6..7) != Some("T") || !text.ends_with('Z') {
        return None;
    }
    let (year, month, day) = (2000 + i16::from(digits(0)?), digits(2)?, digits(4)?);
    let civil = civil::DateTime::new(year, month, day, digits(7)?, digits(9)?, 0, 0).ok()?;
    Some(Some(civil.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok()?.timestamp()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_code_is_taken_apart() {
        let found = Vtec::find(
            "/O.CON.KTFX.FF.A.0003.000000T0000Z-100830T1800Z/\n/00000.0.ER.000000T0000Z.000000T0000Z.000000T0000Z.OO/",
        );
        let [code] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((code.action.as_str(), code.office.as_str(), code.number), ("CON", "KTFX", 3));
        assert_eq!(code.begins, None);
        assert_eq!(code.ends.unwrap().to_string(), "2010-08-30T18:00:00Z");
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in [
            "",
            "O.NEW.KMFR.FW.W.0021",
            "O.NEW.KMFR.FW.W.0021.180899T2000Z-180811T0400Z",
            "O.NEW.KMF.FW.W.0021.180810T2000Z-180811T0400Z",
            "é.NEW.KMFR.FW.W.0021.180810T2000Z-180811T0400Z",
        ] {
            assert_eq!(Vtec::parse(text), None, "{text}");
        }
    }
}
