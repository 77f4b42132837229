//! Which page of a list is asked for, and its neighbours.

use pages::card::Paging;

/// Lines on one page of a list.
pub(crate) const EACH: u64 = 50;
/// Nobody turns further than this; a larger number is taken as this one.
const LAST: u32 = 10_000;

/// A page number, from 1, of what a query says.
pub(crate) fn of(text: &str) -> u32 {
    text.parse().unwrap_or(1).clamp(1, LAST)
}

/// How many lines stand on earlier pages.
pub(crate) fn offset(page: u32) -> u64 {
    u64::from(page - 1) * EACH
}

/// The neighbours of a page of the list at `base` (a path, with or without a query); nobody has counted the pages.
pub(crate) fn paging(base: &str, page: u32, more: bool) -> Paging {
    let mark = if base.contains('?') { '&' } else { '?' };
    let path = |number: u32| if number == 1 { base.to_owned() } else { format!("{base}{mark}page={number}") };
    Paging { page, pages: 0, newer: (page > 1).then(|| path(page - 1)), older: more.then(|| path(page + 1)) }
}

/// Text as the value of a query (RFC 3986, section 2.3: all but the unreserved are encoded).
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_the_neighbours_that_exist() {
        let middle = paging("/desk/stories?q=a", 2, true);
        let found = (middle.newer.as_deref(), middle.older.as_deref());
        assert_eq!(found, (Some("/desk/stories?q=a"), Some("/desk/stories?q=a&page=3")));
        let last = paging("/desk/audit", 3, false);
        assert_eq!((last.newer.as_deref(), last.older), (Some("/desk/audit?page=2"), None));
    }

    #[test]
    fn a_page_number_is_within_reach() {
        assert_eq!((of("x"), of("0"), of("-4"), of("7"), of("99999999999")), (1, 1, 1, 7, 1));
        assert_eq!((of("4000000"), offset(1), offset(3)), (10_000, 0, 100));
    }

    #[test]
    fn a_search_stays_in_its_query() {
        assert_eq!(encoded("a&b=ü"), "a%26b%3D%C3%BC");
    }
}
