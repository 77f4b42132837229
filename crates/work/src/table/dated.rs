//! Sources that publish each day under an address of its own, such as `…/{date:%m-%d-%Y}.csv`.
//!
//! The newest day that can be out is asked first; then, as far back as the table looks (`days`), the days before, because
//! such files are restated days later without a word.

use super::{Moment, gather::gather, offer, words};
use crate::Work;
use desk::By;
use jiff::{ToSpan, civil::Date, fmt::strtime};
use model::{source::Source, table::Spec};

const OPEN: &str = "{date:";

/// Whether an address has a day in it.
pub fn is_dated(url: &str) -> bool {
    url.contains(OPEN)
}

/// Why the day in an address cannot be written, if it has one.
pub fn bad_date(url: &str) -> Option<String> {
    address(url, Date::constant(2021, 2, 28)).err()
}

/// The address of a day; one without a day in it is the same on every day.
pub(super) fn address(url: &str, day: Date) -> Result<String, String> {
    let Some((before, rest)) = url.split_once(OPEN) else { return Ok(url.to_owned()) };
    let (format, after) = rest.split_once('}').ok_or("has a {date: without its closing }")?;
    let written =
        strtime::format(format, day).map_err(|error| format!("has a day that cannot be written: {error}"))?;
    if after.contains(OPEN) {
        return Err("has two days in it".to_owned());
    }
    Ok(format!("{before}{written}{after}"))
}

/// Fetch the days that are looked at, oldest first. The newest must be there; an older one that is gone is no fault.
pub(super) async fn fetch_and_offer(
    work: &Work,
    spec: &Spec,
    source: &Source,
    today: Date,
    by: &By,
) -> Result<String, String> {
    let newest = spec.shape.as_of.day_of(today);
    let mut said = Vec::new();
    for back in (0..i64::from(spec.shape.days.max(1))).rev() {
        let Ok(day) = newest.checked_sub(back.days()) else { continue };
        match one(work, spec, source, day, by).await {
            Ok(words) => said.push(words),
            Err(why) if back == 0 => return Err(why),
            Err(why) => said.push(format!("figures of {day} were not looked at again: {why}")),
        }
    }
    Ok(said.join("; "))
}

async fn one(work: &Work, spec: &Spec, source: &Source, day: Date, by: &By) -> Result<String, String> {
    let now = work.desk.now();
    // What was kept of the last answer is of another address, so each is asked as if for the first time.
    let gathered = gather(&work.client, spec, source, day, now).await?;
    let understood = gathered.understand(spec, Moment { fetched_at: now, day });
    offer(work, spec, understood, by).await.map(|days| words(&days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_into_the_address() {
        let day = Date::constant(2021, 2, 28);
        let of = |url| address(url, day);
        assert_eq!(of("https://h/{date:%m-%d-%Y}.csv").as_deref(), Ok("https://h/02-28-2021.csv"));
        assert!(of("https://h/{date:%m-%d-%Y.csv").is_err());
        assert!(of("https://h/{date:%Y}/{date:%d}").is_err());
        assert!(of("https://h/{date:%H}").is_err(), "a day has no hour");
        assert_eq!(bad_date("https://h/plain.csv"), None);
    }
}
