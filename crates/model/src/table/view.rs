//! What a reader asks of a table's page: which day, which rows, in which order. A view is known before anything is read
//! from the store, and has one form and one address, so that a page is kept once however it was asked for.

use super::spec::{Sort, Spec};
use crate::slug::Slug;
use jiff::civil::Date;

/// A view of a table; the default one is the plain page.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct View {
    /// A past day.
    pub as_of: Option<Date>,
    /// Words that a row's name must contain; lowercase, single spaces. Empty for all rows.
    pub find: String,
    /// A column by its id, or [`View::NAME`]; `None` for the table's own order.
    pub sort: Option<String>,
    /// Against the usual direction: figures from the least up, names from Z down.
    pub reversed: bool,
}

/// The parameters of a query as they came.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// `as-of`
    pub as_of: Option<&'a str>,
    /// `find`
    pub find: Option<&'a str>,
    /// `sort`
    pub sort: Option<&'a str>,
    /// `order`
    pub order: Option<&'a str>,
}

/// Why there is no such view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// A column, an order or a day that does not exist.
    #[error("there is no such view of this table")]
    Unknown,
    /// More than anybody types.
    #[error("at most {max} characters can be looked for", max = View::LONGEST)]
    TooLong,
}

impl View {
    /// The name of the order by name, as no column may be called.
    pub const NAME: &'static str = "name";
    /// Most characters that are looked for.
    pub const LONGEST: usize = 40;

    /// A past day, everything else as usual.
    pub fn on(day: Date) -> Self {
        Self { as_of: Some(day), ..Self::default() }
    }

    /// Checks what was asked, and puts it into its one form. What is as usual is left out; an empty parameter, as a form
    /// sends it, was not asked.
    pub fn read(spec: &Spec, asked: Asked<'_>) -> Result<Self, ViewError> {
        let given = |value: Option<&str>| value.filter(|value| !value.is_empty()).map(str::to_owned);
        let as_of = given(asked.as_of).map(|day| day_of(&day).ok_or(ViewError::Unknown)).transpose()?;
        let find = words(asked.find.unwrap_or(""))?;
        let reversed = |usual: &str, other: &str| match asked.order {
            Some(order) if order == other => Ok(true),
            Some(order) if !order.is_empty() && order != usual => Err(ViewError::Unknown),
            _ => Ok(false),
        };
        let view = match given(asked.sort) {
            None => Self { as_of, find, ..Self::default() },
            Some(sort) if sort == Self::NAME => {
                Self { as_of, find, sort: Some(sort), reversed: reversed("up", "down")? }
            }
            Some(sort) => {
                spec.columns().iter().find(|column| column.id == sort).ok_or(ViewError::Unknown)?;
                Self { as_of, find, sort: Some(sort), reversed: reversed("down", "up")? }
            }
        };
        let usual = Sort::read(spec, &view) == spec.display.sort;
        Ok(if usual { Self { sort: None, reversed: false, ..view } } else { view })
    }

    /// Whether this is the table's plain page.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a row is looked for. Names are compared without marks on letters, codes by their beginning.
    pub fn finds(&self, key: &str, name: &str) -> bool {
        let folded = |text: &str| Slug::from_headline(text).map(|slug| slug.to_string());
        self.find.is_empty()
            || name.to_lowercase().contains(&self.find)
            || key.starts_with(&self.find)
            || folded(&self.find).is_some_and(|find| folded(name).is_some_and(|name| name.contains(&find)))
    }
}

impl Sort {
    /// The order of a view; what it does not say is as usual.
    pub fn read(spec: &Spec, view: &View) -> Sort {
        match &view.sort {
            None => spec.display.sort,
            Some(sort) if sort == View::NAME => Sort::Name { falling: view.reversed },
            Some(sort) => spec
                .columns()
                .iter()
                .position(|column| column.id == *sort)
                .map_or(spec.display.sort, |index| Sort::Column { index, falling: !view.reversed }),
        }
    }
}

/// Only as it is written here: `2021-02-20`.
fn day_of(text: &str) -> Option<Date> {
    let is_written_so = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    text.parse().ok().filter(|_| is_written_so)
}

fn words(text: &str) -> Result<String, ViewError> {
    // Nobody's browser sends this much; it is not even looked at.
    if text.len() > View::LONGEST * 8 {
        return Err(ViewError::TooLong);
    }
    let kept: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = kept.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > View::LONGEST { Err(ViewError::TooLong) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::table::{Derived, How, Measure};

    fn spec() -> Spec {
        let mut spec = Spec::named(Slug::parse("or").unwrap(), "Oregon");
        spec.measures = vec![Measure { column: "cases".to_owned(), cumulative: true, ..Measure::default() }];
        spec.derived = vec![Derived { of: 0, how: How::New, label: String::new() }];
        spec
    }

    fn read(query: [&str; 4]) -> Result<String, ViewError> {
        let [as_of, find, sort, order] = query.map(|text| (text != "-").then_some(text));
        View::read(&spec(), Asked { as_of, find, sort, order }).map(|view| view.to_string())
    }

    #[test]
    fn a_view_has_one_address_however_it_was_asked_for() {
        for (query, address) in [
            (["-", "-", "-", "-"], ""),
            (["", "", "", ""], ""),
            (["-", "-", "cases", "-"], ""),
            (["-", "-", "cases", "down"], ""),
            (["-", "-", "cases", "up"], "?sort=cases&order=up"),
            (["-", "-", "cases-new", "down"], "?sort=cases-new"),
            (["-", "-", "name", "up"], "?sort=name"),
            (["-", "-", "name", "down"], "?sort=name&order=down"),
            (["-", "-", "-", "up"], ""),
            (
                ["2021-02-20", " San  JUAN ", "cases-new", "up"],
                "?as-of=2021-02-20&find=san%20juan&sort=cases-new&order=up",
            ),
            (["-", "doña & co", "-", "-"], "?find=do%C3%B1a%20%26%20co"),
        ] {
            assert_eq!(read(query).as_deref(), Ok(address), "{query:?}");
        }
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for query in [
            ["2021-2-20", "-", "-", "-"],
            ["2021-02-30", "-", "-", "-"],
            ["20210220", "-", "-", "-"],
            ["2021-02-20T00:00", "-", "-", "-"],
            ["-", "-", "deaths", "-"],
            ["-", "-", "cases", "sideways"],
            ["-", "-", "../etc", "-"],
        ] {
            assert_eq!(read(query), Err(ViewError::Unknown), "{query:?}");
        }
        assert_eq!(read(["-", &"x".repeat(41), "-", "-"]), Err(ViewError::TooLong));
        assert_eq!(read(["-", &"x".repeat(1 << 20), "-", "-"]), Err(ViewError::TooLong));
    }

    #[test]
    fn names_are_found_with_and_without_their_marks() {
        let finds = |find: &str, name: &str| {
            let asked = Asked { find: Some(find), ..Asked::default() };
            View::read(&spec(), asked).unwrap().finds("35013", name)
        };
        assert!(finds("DOÑA", "Doña Ana") && finds("dona ana", "Doña Ana") && finds("35013", "Doña Ana"));
        assert!(finds("", "Lake") && !finds("jack", "Lake") && !finds("a lake", "Lake"));
    }
}
