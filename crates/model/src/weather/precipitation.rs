//! Rain and snow at a place, as a climate report sums them up: of a day, and since the month, the water year and the year
//! began. Told of yesterday or of today so far, or not at all.

use jiff::civil::Date;

/// What came down.
#[derive(Clone, Debug, PartialEq)]
pub struct Precipitation {
    /// The last local day that is counted.
    pub day: Date,
    /// Where it was measured, as readers know it: `Medford OR`.
    pub place: String,
    /// The day on which the report was written: the day itself while it is still going on, else the next.
    pub issued: Date,
    /// The years that the normals are of.
    pub normals_of: Option<(i16, i16)>,
    /// Rain and melted snow: the day, then since the latest to the earliest day.
    pub rain: Vec<Amount>,
    /// Snow, as high as it fell: the same.
    pub snow: Vec<Amount>,
    /// How deep snow lies.
    pub snow_depth: Option<Fallen>,
}

/// How much, in some time that ends with the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The first day that is counted; `None` is the day alone.
    pub since: Option<Date>,
    /// What came down; `None` is not known, and never nothing.
    pub fallen: Option<Fallen>,
    /// What is normal, millimetres.
    pub normal_mm: Option<f64>,
}

/// A measured amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fallen {
    /// Something, but less than can be measured.
    Trace,
    /// Millimetres; 0 is that nothing fell.
    Mm(f64),
}

impl Fallen {
    /// Millimetres; a trace has none.
    pub fn mm(self) -> f64 {
        match self {
            Self::Trace => 0.0,
            Self::Mm(mm) => mm,
        }
    }

    /// Whether anything fell.
    pub fn is_some(self) -> bool {
        self != Self::Mm(0.0)
    }
}

/// More rain than fell anywhere in the States in a day, millimetres: 1,262 were measured at Waipā Gardens, Hawaii, in April
/// 2018 (National Climate Extremes Committee). Of snow, lying or falling, and of a year's rain it is some metres more.
const MOST_RAIN_OF_A_DAY: f64 = 1_300.0;
const MOST: f64 = 30_000.0;
/// Half of the smallest amount that is told, millimetres: figures are rounded.
const ROUNDING: f64 = 0.13;

impl Precipitation {
    /// Whether the day was still going on when the report was written.
    pub fn is_unfinished(&self) -> bool {
        self.issued == self.day
    }

    /// Whether it is of yesterday or of today, as seen on the local day `today`: of no other day are readers told.
    pub fn is_for(&self, today: Date) -> bool {
        self.day == today || Some(self.day) == today.yesterday().ok()
    }

    /// What of it may be shown, as seen on the local day `today`.
    ///
    /// A figure that cannot be is left out, and so is a sum that is less than what fell in a part of its time.
    ///
    /// # Errors
    /// Why nothing of it is shown, in words.
    pub fn accepted(mut self, today: Date) -> Result<Self, String> {
        if self.day > today || self.issued > today {
            return Err(format!("its rain is of {}, which is too far ahead", self.day));
        }
        if !self.is_for(today) {
            return Err(format!("its rain is of {}, which is over", self.day));
        }
        if self.issued != self.day && Some(self.issued) != self.day.tomorrow().ok() {
            return Err(format!("it was written on {}, and its rain is of {}", self.issued, self.day));
        }
        let day = self.day;
        self.rain = possible(std::mem::take(&mut self.rain), day, MOST_RAIN_OF_A_DAY);
        self.snow = possible(std::mem::take(&mut self.snow), day, MOST);
        self.snow_depth = self.snow_depth.filter(|depth| (0.0..=MOST).contains(&depth.mm()));
        if self.rain.iter().chain(&self.snow).all(|amount| amount.fallen.is_none()) {
            return Err("it does not say how much rain fell".to_owned());
        }
        Ok(self)
    }
}

/// Amounts that can be, the shortest time first.
fn possible(mut amounts: Vec<Amount>, day: Date, most_of_a_day: f64) -> Vec<Amount> {
    let is_within_a_year =
        |since: Date| since <= day && since.until(day).is_ok_and(|span| span.get_days() <= 366);
    amounts.retain(|amount| amount.since.is_none_or(is_within_a_year));
    // The day alone, then from the latest first day to the earliest.
    amounts.sort_by_key(|amount| (amount.since.is_some(), std::cmp::Reverse(amount.since)));
    amounts.dedup_by_key(|amount| amount.since);
    let (mut fallen, mut normal) = (0.0, 0.0);
    for amount in &mut amounts {
        let most = if amount.since.is_none() { most_of_a_day } else { MOST };
        let can_be = |mm: f64, least: f64| (0.0..=most).contains(&mm) && mm >= least - ROUNDING;
        amount.fallen = amount.fallen.filter(|told| can_be(told.mm(), fallen));
        amount.normal_mm = amount.normal_mm.filter(|mm| can_be(*mm, normal));
        fallen = amount.fallen.map_or(fallen, |told| told.mm().max(fallen));
        normal = amount.normal_mm.map_or(normal, |mm| mm.max(normal));
    }
    amounts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn amount(since: Option<&str>, mm: Option<f64>, normal: Option<f64>) -> Amount {
        Amount { since: since.map(date), fallen: mm.map(Fallen::Mm), normal_mm: normal }
    }

    fn report(day: &str, issued: &str) -> Precipitation {
        Precipitation {
            day: date(day),
            place: "Medford OR".to_owned(),
            issued: date(issued),
            normals_of: None,
            rain: vec![
                amount(None, Some(2.5), Some(1.8)),
                amount(Some("2021-02-01"), Some(33.3), Some(49.8)),
                amount(Some("2020-10-01"), None, Some(307.0)),
            ],
            snow: Vec::new(),
            snow_depth: None,
        }
    }

    #[test]
    fn it_is_of_yesterday_or_of_today_so_far() {
        let today = date("2021-03-01");
        for (day, issued, is_good) in [
            ("2021-02-28", "2021-03-01", true),
            ("2021-02-28", "2021-02-28", true),
            ("2021-03-01", "2021-03-01", true),
            ("2021-02-27", "2021-02-28", false),
            ("2021-03-02", "2021-03-01", false),
            ("2021-03-01", "2021-03-02", false),
            ("2021-02-28", "2021-02-27", false),
            ("2020-03-01", "2020-03-01", false),
        ] {
            let told = Precipitation { rain: vec![amount(None, Some(0.0), None)], ..report(day, issued) };
            assert_eq!(told.accepted(today).is_ok(), is_good, "{day} of {issued}");
        }
        assert!(
            report("2021-03-01", "2021-03-01").is_unfinished()
                && !report("2021-02-28", "2021-03-01").is_unfinished()
        );
    }

    #[test]
    fn sums_that_are_less_than_a_part_of_them_are_left_out() {
        let today = date("2021-03-01");
        let good = report("2021-02-28", "2021-03-01");
        assert_eq!(good.clone().accepted(today).unwrap(), good);
        let rain = vec![
            amount(Some("2021-01-01"), Some(30.0), Some(49.7)),
            amount(Some("2021-02-01"), Some(33.3), Some(49.8)),
            amount(None, Some(2.5), Some(1.8)),
            amount(Some("2020-10-01"), Some(90.0), Some(20.0)),
        ];
        let told = Precipitation { rain, ..good.clone() }.accepted(today).unwrap().rain;
        let figures: Vec<_> =
            told.iter().map(|amount| (amount.fallen.map(Fallen::mm), amount.normal_mm)).collect();
        assert_eq!(
            figures,
            [(Some(2.5), Some(1.8)), (Some(33.3), Some(49.8)), (None, Some(49.7)), (Some(90.0), None)],
            "in order; what is rounded may be a little less"
        );
        let odd = vec![
            amount(None, Some(-1.0), Some(2_000.0)),
            amount(Some("2021-03-05"), Some(5.0), None),
            amount(Some("2019-10-01"), Some(5.0), None),
        ];
        assert!(Precipitation { rain: odd, ..good.clone() }.accepted(today).is_err(), "nothing is left");
        let unknown = Precipitation { rain: vec![amount(None, None, Some(1.8))], ..good };
        assert!(unknown.accepted(today).is_err(), "what is normal alone is not worth telling");
    }
}
