//! A reader who believes nothing: takes the text of a page apart without knowing how it was made, and compares every figure
//! of the weather with the truth.

use super::{
    air,
    service::tenths,
    sky::{Reading, Sky, TOWNS, Town, zone},
};
use jiff::{SignedDuration, Timestamp, civil::Date};

/// What a page prints, line by line: markup gone, a bar between the cells of a table.
pub(super) fn text(html: &str) -> Vec<String> {
    let mut out = String::new();
    let mut rest = html;
    while let Some(begin) = rest.find('<') {
        out.push_str(&rest[..begin]);
        let tag = &rest[begin + 1..];
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        let hidden = ["svg", "script", "style", "head"].iter().find(|hidden| **hidden == name);
        let end = match hidden {
            Some(hidden) => tag.find(&format!("</{hidden}>")).map(|at| at + hidden.len() + 3),
            None => tag.find('>').map(|at| at + 1),
        };
        rest = &tag[end.unwrap_or(tag.len())..];
        match name.as_str() {
            "/td" | "/th" => out.push_str(" | "),
            "td" | "th" | "a" | "/a" | "b" | "/b" | "span" | "/span" | "strong" | "/strong" | "time"
            | "/time" | "svg" | "em" | "/em" => {}
            _ => out.push('\n'),
        }
    }
    out.push_str(rest);
    let plain = out.replace("&#x27;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    let plain = plain.replace("&nbsp;", " ").replace("&#x2f;", "/").replace("&amp;", "&");
    let lines = plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The text between two headings.
fn part<'t>(lines: &'t [String], from: &str, to: &str) -> &'t [String] {
    let Some(begin) = lines.iter().position(|line| line == from) else { return &[] };
    let after = &lines[begin + 1..];
    &after[..after.iter().position(|line| line == to).unwrap_or(after.len())]
}

/// Whether a line has these words.
pub(super) fn says(lines: &[String], words: &str) -> bool {
    lines.iter().any(|line| line.contains(words))
}

/// `49` of `49°F Clear`, wherever in a line it stands.
fn degrees(line: &str) -> Option<i64> {
    let before = &line[..line.find("°F")?];
    let digits = before
        .rfind(|c: char| !c.is_ascii_digit() && c != '-')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    before[digits..].parse().ok()
}

/// A moment of `March 1, 2021, 5:40 p.m. PST`, or of `5:40 p.m. PST` on the day of `now`, at the beginning of a text.
pub(super) fn moment(words: &str, now: Timestamp) -> Option<Timestamp> {
    const MONTHS: [&str; 3] = ["February", "March", "April"];
    let month = MONTHS.iter().position(|month| words.starts_with(month));
    let (date, clock) = match month {
        Some(month) => {
            let mut pieces = words.splitn(3, ", ");
            let day = pieces.next()?.split(' ').nth(1)?.parse().ok()?;
            let year = pieces.next()?.parse().ok()?;
            (Date::new(year, i8::try_from(month).ok()? + 2, day).ok()?, pieces.next()?)
        }
        None => (now.to_zoned_datetime(zone()).date(), words),
    };
    let (time, rest) = clock.split_once(' ')?;
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute) = (hour.parse::<i8>().ok()? % 12, minute.parse().ok()?);
    let hour = if rest.starts_with("p.m.") { hour + 12 } else { hour };
    Some(date.at(hour, minute, 0, 0).to_zoned_datetime(zone()).ok()?.timestamp())
}

/// What is wrong, with the page it stands on.
pub(super) struct Faults<'f> {
    pub(super) page: String,
    pub(super) now: Timestamp,
    pub(super) found: &'f mut Vec<String>,
}

impl Faults<'_> {
    pub(super) fn unless(&mut self, is_so: bool, words: impl FnOnce() -> String) {
        if !is_so {
            let at = self.now.to_zoned_datetime(zone()).strftime("%a %H:%M:%S");
            self.found.push(format!("{at} {}: {}", self.page, words()));
        }
    }
}

fn fits(shown: i64, exact: f64) -> bool {
    (shown as f64 - exact).abs() <= 0.501
}

fn fahrenheit(reading: &Reading) -> f64 {
    tenths(reading.tenths) * 1.8 + 32.0
}

/// By the formula of 2001, from the definition.
fn feels_f(reading: &Reading) -> f64 {
    let (f, mph) = (fahrenheit(reading), reading.knots as f64 * 1.852 / 1.609_344);
    if f > 50.0 || mph <= 3.0 {
        return f;
    }
    let power = mph.powf(0.16);
    35.74 + 0.6215 * f - 35.75 * power + 0.4275 * f * power
}

/// The observation of a card, and its high and low; whether there was a figure that is not marked as old.
pub(super) fn card(lines: &[String], town: &Town, sky: Sky, faults: &mut Faults<'_>) -> bool {
    let now = faults.now;
    let Some(observed) = lines.iter().find_map(|line| line.strip_prefix("Observed ")) else {
        faults.unless(!lines.iter().any(|line| line.contains("°F ")), || {
            format!("a figure without its moment: {lines:?}")
        });
        faults.unless(says(lines, "No observation of"), || format!("nothing is said of nothing: {lines:?}"));
        return false;
    };
    let (when, at_station) = observed.split_once(" at ").unwrap_or((observed, ""));
    let code = town
        .stations
        .iter()
        .find(|(code, name, _)| at_station.starts_with(name) || at_station.ends_with(code));
    let (Some((code, ..)), Some(at)) = (code, moment(when, now)) else {
        faults.unless(false, || format!("nobody knows where or when: {observed}"));
        return false;
    };
    let truth = sky.reading(code, at);
    let first = lines.iter().find_map(|line| degrees(line)).unwrap_or(i64::MIN);
    faults.unless(at <= now, || format!("observed in the future: {observed}"));
    faults.unless(fits(first, fahrenheit(&truth)), || format!("{first}°F, and it was {truth:?}: {observed}"));
    let is_old = now.duration_since(at) > SignedDuration::from_mins(130);
    // A card says “This is old”, a module of one town “These figures are old”; both go on with what is old and why.
    let words = ["This is old", "The last observation of", "The last good observation of"];
    let is_marked = words.iter().any(|words| says(lines, words));
    faults.unless(is_old == is_marked, || format!("old: {is_old}, marked: {is_marked}: {observed}"));
    range(lines, town, sky, faults, (!is_old).then_some(first));
    for pair in lines.windows(2) {
        let [label, value] = pair else { continue };
        match label.as_str() {
            "Feels like" | "Feels like (wind chill)" => {
                let shown = degrees(value).unwrap_or(i64::MIN);
                faults.unless(fits(shown, feels_f(&truth)), || format!("feels like {value}: {truth:?}"));
            }
            "Dew point" => {
                let shown = degrees(value).unwrap_or(i64::MIN);
                let exact = tenths(truth.dew_tenths) * 1.8 + 32.0;
                faults.unless(fits(shown, exact), || format!("a dew point of {value}: {truth:?}"));
            }
            "Wind" => {
                let miles = value.split(' ').find_map(|word| word.parse().ok()).unwrap_or(0);
                let exact = truth.knots as f64 * 1.852 / 1.609_344;
                faults.unless(fits(miles, exact), || format!("a wind of {value}: {truth:?}"));
            }
            _ => {}
        }
    }
    !is_old
}

/// The high and the low: each was forecast for its day or night or measured in it, and now lies between them; by day it may
/// be colder than the night that is ahead, and then the low says which night it is of.
fn range(lines: &[String], town: &Town, sky: Sky, faults: &mut Faults<'_>, now_f: Option<i64>) {
    let now = faults.now;
    let local = now.to_zoned_datetime(zone());
    let today = local.date();
    let night = if local.hour() < 6 { today.yesterday().unwrap() } else { today };
    let line = lines
        .iter()
        .find(|line| line.starts_with("High ") || line.starts_with("low ") || line.starts_with("Low "));
    let Some(line) = line else { return };
    let high = line.strip_prefix("High ").and_then(degrees);
    let low = line.rfind("ow ").and_then(|at| degrees(&line[at + 3..]));
    let issues: Vec<Timestamp> =
        (0..6).map(|ago| Sky::made(now - SignedDuration::from_hours(6 * ago))).collect();
    for (shown, date, is_day) in [(high, today, true), (low, night, false)] {
        let Some(shown) = shown else { continue };
        let was_forecast = issues.iter().any(|made| sky.forecast_f(town, *made, date, is_day) == shown);
        faults.unless(was_forecast || was_measured(shown, is_day, town, sky, now), || {
            format!("neither forecast nor measured: {shown} of “{line}”")
        });
    }
    if let Some(now_f) = now_f {
        let is_ahead = line.ends_with(" tonight");
        faults.unless(!is_ahead || !is_night(local.hour()), || format!("tonight is now: “{line}”"));
        let fits = low.is_none_or(|low| if is_ahead { now_f <= low } else { low <= now_f })
            && high.is_none_or(|high| now_f <= high);
        faults.unless(fits, || format!("{now_f}°F is not within “{line}”"));
    }
}

fn is_night(hour: i8) -> bool {
    !(6..18).contains(&hour)
}

/// Whether a station of the town has had this today; or, for a low, in the night that is under way: then, or as the last that is
/// known of it. Nothing is measured of a night that is ahead.
fn was_measured(shown: i64, is_day: bool, town: &Town, sky: Sky, now: Timestamp) -> bool {
    let local = now.to_zoned_datetime(zone());
    let (today, hour) = (local.date(), i64::from(local.hour()));
    let into_night = (hour + 6) % 24 + 1;
    let is_of_it = |at: &Timestamp| match is_day {
        true => at.to_zoned_datetime(zone()).date() == today,
        false => {
            let ago = now.duration_since(*at);
            is_night(local.hour()) && (ago < SignedDuration::from_hours(into_night) || ago.as_mins() <= 130)
        }
    };
    let hours = (0..30).map(|ago| Sky::last(now - SignedDuration::from_hours(ago)));
    let of_it: Vec<Timestamp> = hours.filter(is_of_it).collect();
    let readings = town.stations.iter().flat_map(|(code, ..)| of_it.iter().map(|at| sky.reading(code, *at)));
    readings.into_iter().any(|reading| fits(shown, fahrenheit(&reading)))
}

/// The heading of the hours, which counts them.
pub(super) fn hours_title(lines: &[String]) -> &str {
    let is_it = |line: &&String| {
        line.as_str() == "Hour by hour" || (line.starts_with("The next ") && line.ends_with(" hours"))
    };
    lines.iter().find(is_it).map_or("no hours", String::as_str)
}

/// The whole page of a town.
pub(super) fn town_page(lines: &[String], town: &Town, sky: Sky, faults: &mut Faults<'_>) -> bool {
    let mut is_fresh = card(part(lines, "Now", "Air quality"), town, sky, faults);
    is_fresh &= air::section(part(lines, "Air quality", hours_title(lines)), town, sky, faults);
    let days = part(lines, "The next days", "Sun and moon today");
    if let Some(made) = trusted(days, faults) {
        faults.unless(made == Sky::made(made + SignedDuration::from_mins(20)), || {
            format!("never made: {made}")
        });
        let local = faults.now.to_zoned_datetime(zone());
        let mut date = if local.hour() < 6 { local.date().yesterday().unwrap() } else { local.date() };
        for row in days.iter().filter(|line| line.matches(" |").count() >= 4) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            if cells[0] == "Day" {
                continue;
            }
            let is_today = ["Today", "Tonight"].contains(&cells[0]);
            let is_it = |date: &Date| is_today || date.strftime("%A").to_string() == cells[0];
            let Some(next) = date.series(jiff::Span::new().days(1)).take(8).find(is_it) else {
                faults.unless(false, || format!("no day has this name: {row}"));
                continue;
            };
            date = next;
            for (cell, is_day) in [(cells[2], true), (cells[3], false)] {
                let Some(shown) = degrees(cell) else { continue };
                let truth = sky.forecast_f(town, made, date, is_day);
                if cell.ends_with("measured") {
                    let was = was_measured(shown, is_day, town, sky, faults.now);
                    faults.unless(was, || format!("{row}: {shown} was not measured"));
                    continue;
                }
                faults.unless(shown == truth, || format!("{row}: {truth} was forecast for {date} by {made}"));
            }
            date = date.tomorrow().unwrap();
        }
    }
    let hours = part(lines, hours_title(lines), "The next days");
    if let Some(made) = trusted(hours, faults) {
        let mut hour = faults.now.as_second() / 3_600 - 24;
        for row in hours.iter().filter(|line| line.matches(" |").count() >= 4) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let Some(label) = cells[0].rsplit(", ").next().filter(|label| label.ends_with("m.")) else {
                continue;
            };
            let at = |hour: i64| Timestamp::from_second(hour * 3_600).unwrap().to_zoned_datetime(zone());
            let words = |hour: i64| {
                let half = if at(hour).hour() < 12 { "a.m." } else { "p.m." };
                format!("{} {half}", (at(hour).hour() + 11) % 12 + 1)
            };
            // The first row may be of an hour that has begun; none is a whole day off.
            let from = if hour < faults.now.as_second() / 3_600 - 6 {
                faults.now.as_second() / 3_600 - 1
            } else {
                hour + 1
            };
            hour = (from..from + 24).find(|hour| words(*hour) == label).unwrap_or(from);
            let Some(shown) = degrees(cells[2]) else { continue };
            let truth = sky.hour_f(town, made, at(hour).timestamp());
            faults
                .unless(shown == truth, || format!("{row}: {truth} was forecast for {} by {made}", at(hour)));
        }
    }
    is_fresh
}

/// When a forecast was made, by its own words; its mark must be there when it is old. None when there is none.
fn trusted(lines: &[String], faults: &mut Faults<'_>) -> Option<Timestamp> {
    let now = faults.now;
    let fresh = lines.iter().find_map(|line| line.strip_prefix("Forecast made "));
    let old = lines.iter().find_map(|line| line.split(" was made ").nth(1));
    let made = moment(fresh.or(old).unwrap_or_default(), now);
    let has_figures = lines.iter().any(|line| line.matches(" |").count() >= 4);
    let Some(made) = made else {
        faults.unless(!has_figures, || format!("a forecast of nobody knows when: {lines:?}"));
        faults.unless(says(lines, "No forecast"), || format!("nothing is said of no forecast: {lines:?}"));
        return None;
    };
    let is_old = now.duration_since(made) > SignedDuration::from_hours(18);
    faults.unless(is_old == says(lines, "This forecast is old"), || format!("made {made}, old: {is_old}"));
    faults.unless(made <= now, || format!("made in the future: {made}"));
    Some(made)
}

/// Every figure of a page of several towns, card by card; how many were there.
pub(super) fn cards(lines: &[String], sky: Sky, faults: &mut Faults<'_>) -> usize {
    let begins: Vec<(usize, &Town)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((at, TOWNS.iter().find(|town| town.name == line)?)))
        .collect();
    for (number, (begin, town)) in begins.iter().enumerate() {
        let end = begins.get(number + 1).map_or(lines.len(), |(end, _)| *end);
        card(&lines[begin + 1..end], town, sky, faults);
        air::line(&lines[begin + 1..end], town, sky, faults);
    }
    begins.len()
}
