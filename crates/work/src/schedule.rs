//! When: cron patterns in the station's time zone, across the changes of the clock.
//!
//! A pattern with a fixed hour (`15 1 * * *`) fires once a day, also on the day that has no 1:15 (then at the moment
//! the clock has jumped to) and on the day that has two (then at the first). A pattern over all hours (`*/10 * * * *`)
//! fires by elapsed time, through the repeated hour too. That is what Vixie cron does, and what people expect.

use croner::{Cron, JobType};
use desk::Desk;
use jiff::{Timestamp, civil, tz::TimeZone};
use model::job::Job;
use std::str::FromStr;

/// One schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Unique name, in the keys that make each firing happen once.
    pub name: String,
    /// Five fields: minute, hour, day of month, month, day of week.
    pub pattern: String,
    /// What to do.
    pub job: Job,
}

/// A pattern that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{pattern}” is not a schedule ({why}): write minute, hour, day, month and weekday, such as “15 1 * * *” for 1:15 each night"
)]
pub struct BadPattern {
    /// As it was written.
    pub pattern: String,
    /// What the parser found.
    pub why: String,
}

/// Check a pattern, for the settings.
pub fn check(pattern: &str) -> Result<(), BadPattern> {
    parse(pattern).map(drop)
}

/// The first firing after `now`. `None` for a pattern that never fires again (30 February).
pub fn next(pattern: &str, now: Timestamp, zone: &TimeZone) -> Result<Option<Timestamp>, BadPattern> {
    let cron = parse(pattern)?;
    let by_elapsed_time = cron.determine_job_type() == JobType::IntervalWildcard;
    let local = now.to_zoned_datetime(zone.clone());
    let mut best: Option<Timestamp> = None;
    let mut consider = |found: Option<Timestamp>| {
        if let Some(at) = found.filter(|&at| at > now) {
            best = Some(best.map_or(at, |best| best.min(at)));
        }
    };
    // On the civil clock; a time that does not exist moves on, one that exists twice means the first.
    consider(
        occurrence(&cron, local.datetime())
            .and_then(|civil| Some(civil.to_zoned_datetime(zone.clone()).ok()?.timestamp())),
    );
    if by_elapsed_time {
        // In each offset that holds around here, as if it held for ever; good only if the zone agrees then.
        let following = zone.following(now).next().map(|change| change.offset());
        for offset in [Some(local.offset()), following].into_iter().flatten() {
            let fixed =
                occurrence(&cron, offset.to_datetime(now)).and_then(|civil| offset.to_timestamp(civil).ok());
            consider(fixed.filter(|&at| zone.to_offset(at) == offset));
        }
    }
    Ok(best)
}

/// The last firing at or before `now`, looked for in the past 32 days.
pub fn previous(pattern: &str, now: Timestamp, zone: &TimeZone) -> Result<Option<Timestamp>, BadPattern> {
    // Found by walking forward from further and further back: one definition of a firing, not two.
    for hours in [2, 26, 24 * 8, 24 * 32] {
        let mut last = None;
        let mut from = now.saturating_sub(jiff::SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MIN);
        while let Some(at) = next(pattern, from, zone)?.filter(|&at| at <= now) {
            last = Some(at);
            from = at;
        }
        if last.is_some() {
            return Ok(last);
        }
    }
    Ok(None)
}

/// Write the job rows of a schedule: the firing that was due last, in case the station was down then, and the next.
/// Each has a key of its own, so that it happens once however often this is called and by however many nodes.
pub async fn write(schedule: &Schedule, desk: &Desk) -> Result<Option<Timestamp>, desk::Error> {
    let (now, zone) = (desk.now(), desk.station().zone.clone());
    // Settings were checked at the start.
    let (Ok(last), Ok(next)) = (previous(&schedule.pattern, now, &zone), next(&schedule.pattern, now, &zone))
    else {
        return Ok(None);
    };
    for at in [last, next].into_iter().flatten() {
        desk.write_job(&schedule.job, at, &format!("cron:{}:{at}", schedule.name)).await?;
    }
    Ok(next)
}

fn parse(pattern: &str) -> Result<Cron, BadPattern> {
    let bad = |why: String| BadPattern { pattern: pattern.to_owned(), why };
    if pattern.split_whitespace().count() != 5 {
        return Err(bad("it does not have five fields".to_owned()));
    }
    Cron::from_str(pattern).map_err(|error| bad(error.to_string()))
}

/// The first time on the civil clock after `from` that fits. The clock is run as UTC, which has no changes.
fn occurrence(cron: &Cron, from: civil::DateTime) -> Option<civil::DateTime> {
    let seconds = TimeZone::UTC.to_timestamp(from).ok()?.as_second();
    let start = chrono::DateTime::from_timestamp(seconds, 0)?;
    let found = cron.find_next_occurrence(&start, false).ok()?;
    Some(TimeZone::UTC.to_datetime(Timestamp::from_second(found.timestamp()).ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn firings(pattern: &str, from: &str, count: usize) -> Vec<String> {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let mut now: Timestamp = from.parse().unwrap();
        (0..count)
            .map(|_| {
                now = next(pattern, now, &zone).unwrap().unwrap();
                now.to_zoned_datetime(zone.clone()).strftime("%d %H:%M %Z").to_string()
            })
            .collect()
    }

    #[test]
    fn nightly_fires_once_each_day_across_both_changes() {
        // 14 March 2021 has no 2:30; 7 November 2021 has two 1:15.
        assert_eq!(
            firings("30 2 * * *", "2021-03-13T00:00:00-08:00", 3),
            ["13 02:30 PST", "14 03:30 PDT", "15 02:30 PDT"]
        );
        assert_eq!(
            firings("15 1 * * *", "2021-11-06T00:00:00-07:00", 3),
            ["06 01:15 PDT", "07 01:15 PDT", "08 01:15 PST"]
        );
    }

    #[test]
    fn every_half_hour_fires_through_the_repeated_hour() {
        assert_eq!(
            firings("*/30 * * * *", "2021-11-07T00:40:00-07:00", 6),
            ["07 01:00 PDT", "07 01:30 PDT", "07 01:00 PST", "07 01:30 PST", "07 02:00 PST", "07 02:30 PST"]
        );
        assert_eq!(
            firings("*/30 * * * *", "2021-03-14T01:20:00-08:00", 3),
            ["14 01:30 PST", "14 03:00 PDT", "14 03:30 PDT"]
        );
    }

    #[test]
    fn the_last_firing_is_found_after_a_long_sleep() {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let now = "2021-03-01T18:00:00-08:00".parse().unwrap();
        let last = previous("15 1 * * *", now, &zone).unwrap().unwrap();
        assert_eq!(last.to_string(), "2021-03-01T09:15:00Z");
        assert_eq!(previous("0 0 1 1 *", now, &zone).unwrap(), None);
    }

    #[test]
    fn a_bad_pattern_says_what_to_write() {
        let message = check("nightly").unwrap_err().to_string();
        assert!(
            message.contains("“nightly” is not a schedule") && message.contains("15 1 * * *"),
            "{message}"
        );
        assert!(check("99 1 * * *").is_err());
        assert!(check("* * * * * *").is_err());
    }
}
