//! The almanac of a town: what is normal for a day, and its records. It is shown for the very day that it is of, or not at
//! all.

use jiff::civil::Date;

/// What is known of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Almanac {
    /// Which local day.
    pub day: Date,
    /// Where it was measured, as readers know it: `Medford OR`.
    pub place: String,
    /// The day on which the report was written.
    pub issued: Date,
    /// The years that the normals are of.
    pub normals_of: Option<(i16, i16)>,
    /// Since when records are kept there.
    pub records_since: Option<i16>,
    /// The day's highest temperature.
    pub high: Usual,
    /// The day's lowest temperature.
    pub low: Usual,
}

/// What is normal, and what was the most or the least ever.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usual {
    /// Degrees Celsius.
    pub normal_c: Option<f64>,
    /// Degrees Celsius.
    pub record_c: Option<f64>,
    /// The years in which that was, in the report's order.
    pub years: Vec<i16>,
}

/// The coldest and the warmest that was ever measured in the States, and a little, degrees Celsius.
const POSSIBLE: std::ops::RangeInclusive<f64> = -63.0..=58.0;

impl Almanac {
    /// What of it may be shown on its day, as seen on the local day `today`.
    ///
    /// A figure that no place has, a normal high below the normal low, and a record that is none beside what is normal are
    /// left out, as nobody can say which of the two is wrong. A report of the future, or of days that are over, is refused.
    ///
    /// # Errors
    /// Why nothing of it is shown, in words.
    pub fn accepted(mut self, today: Date) -> Result<Self, String> {
        let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
        if self.day < today {
            return Err(format!("it is of {}, which is over", self.day));
        }
        // The evening's report tells of tomorrow; nobody writes further ahead.
        if days(today, self.day) > 1 || self.issued > today {
            return Err(format!("it is of {}, which is too far ahead", self.day));
        }
        if days(self.issued, self.day) > 1 {
            return Err(format!("it was written on {}, too long before its day", self.issued));
        }
        for usual in [&mut self.high, &mut self.low] {
            usual.normal_c = usual.normal_c.filter(|c| POSSIBLE.contains(c));
            usual.record_c = usual.record_c.filter(|c| POSSIBLE.contains(c));
            let last = self.day.year();
            usual.years.retain(|year| *year <= last);
        }
        if let (Some(high), Some(low)) = (self.high.normal_c, self.low.normal_c)
            && high < low
        {
            (self.high.normal_c, self.low.normal_c) = (None, None);
        }
        let is_less = |a: Option<f64>, b: Option<f64>| a.zip(b).is_some_and(|(a, b)| a < b);
        if is_less(self.high.record_c, self.high.normal_c) {
            self.high.record_c = None;
        }
        if is_less(self.low.normal_c, self.low.record_c) {
            self.low.record_c = None;
        }
        for usual in [&mut self.high, &mut self.low] {
            if usual.record_c.is_none() {
                usual.years.clear();
            }
        }
        let figures = [self.high.normal_c, self.high.record_c, self.low.normal_c, self.low.record_c];
        if figures.iter().all(Option::is_none) {
            return Err("it has no figure that can be".to_owned());
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn usual(normal: f64, record: f64) -> Usual {
        Usual { normal_c: Some(normal), record_c: Some(record), years: vec![1994, 1915] }
    }

    fn almanac(day: &str, issued: &str) -> Almanac {
        Almanac {
            day: day.parse().unwrap(),
            place: "Medford OR".to_owned(),
            issued: issued.parse().unwrap(),
            normals_of: None,
            records_since: None,
            high: usual(13.0, 24.0),
            low: usual(2.0, -7.0),
        }
    }

    #[test]
    fn it_is_of_today_or_tomorrow_and_of_no_other_day() {
        let today = "2021-03-01".parse().unwrap();
        for (day, issued, is_good) in [
            ("2021-03-01", "2021-03-01", true),
            ("2021-03-01", "2021-02-28", true),
            ("2021-03-02", "2021-03-01", true),
            ("2021-02-28", "2021-02-28", false),
            ("2021-03-03", "2021-03-01", false),
            ("2021-03-02", "2021-03-02", false),
            ("2021-03-01", "2021-02-20", false),
            ("2020-03-01", "2020-03-01", false),
        ] {
            assert_eq!(almanac(day, issued).accepted(today).is_ok(), is_good, "{day} of {issued}");
        }
    }

    #[test]
    fn figures_that_cannot_stand_beside_each_other_are_left_out() {
        let today = "2021-03-01".parse().unwrap();
        let good = almanac("2021-03-01", "2021-03-01");
        assert_eq!(good.clone().accepted(today).unwrap(), good);
        let turned = Almanac { high: usual(1.0, 24.0), ..good.clone() }.accepted(today).unwrap();
        assert_eq!(
            (turned.high.normal_c, turned.low.normal_c, turned.high.record_c),
            (None, None, Some(24.0))
        );
        let low_record = Almanac { high: usual(13.0, 12.0), ..good.clone() }.accepted(today).unwrap();
        assert_eq!((low_record.high.record_c, low_record.high.years.len()), (None, 0));
        let hot = Almanac { high: usual(99.0, 999.0), low: usual(-99.0, -999.0), ..good.clone() };
        assert!(hot.accepted(today).is_err());
        let mut future = good;
        future.high.years = vec![2022, 1994];
        assert_eq!(future.accepted(today).unwrap().high.years, [1994]);
    }
}
