//! A weather service that is known to be late, cut, empty, wrong and silent, and now and then right.

use super::sky::{MESSAGES, Message, Reading, Sky, TOWNS, Town, after, zone};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
};

/// The service, and what it has handed out.
pub(super) struct Service {
    pub(super) sky: Sky,
    pub(super) begin: Timestamp,
    pub(super) handed: Mutex<Handed>,
}

/// What was handed out whole, so that the station may know it.
#[derive(Default)]
pub(super) struct Handed {
    /// Messages, and when first.
    pub(super) messages: BTreeMap<&'static str, Timestamp>,
    /// When alerts were last answered whole.
    pub(super) alerts: Option<Timestamp>,
    /// How often each fault came, for the one who reads the test's output.
    pub(super) faults: BTreeMap<&'static str, u32>,
}

/// Hours in which nothing of the service answers.
const OUTAGES: [std::ops::Range<f64>; 3] = [6.0..10.5, 19.0..19.4, 30.0..41.0];

impl Service {
    /// Answer a path at a moment.
    pub(super) fn answer(&self, path: &str, now: Timestamp) -> (u16, Bytes) {
        let minutes = now.as_second() / 60;
        let hours = now.duration_since(self.begin).as_secs_f64() / 3_600.0;
        let is_out = OUTAGES.iter().any(|outage| outage.contains(&hours));
        let fault = if is_out { "out" } else { self.fault(path, minutes) };
        *self.handed().faults.entry(fault).or_default() += 1;
        match fault {
            "out" => (404, Bytes::from_static(b"{\"title\":\"Not Found\",\"status\":404}")),
            "500" => (500, Bytes::from_static(b"{\"title\":\"Unexpected Problem\",\"status\":500}")),
            "html" => (200, Bytes::from_static(b"<!DOCTYPE html><title>Sign in</title><p>It is 99 outside.")),
            "empty" => (200, Bytes::new()),
            "error in a coat" => {
                (200, Bytes::from_static(b"{\"status\":503,\"detail\":\"Forecast Grid Expired\"}"))
            }
            _ => {
                let whole = self.told(path, fault, now);
                let whole = whole.unwrap_or_else(|| "{\"features\":[]}".to_owned());
                let length = if fault == "cut" { whole.len() * 2 / 3 } else { whole.len() };
                (200, Bytes::copy_from_slice(&whole.as_bytes()[..length]))
            }
        }
    }

    fn fault(&self, path: &str, minutes: i64) -> &'static str {
        const FAULTS: [&str; 12] = [
            "500",
            "html",
            "empty",
            "error in a coat",
            "cut",
            "edge",
            "edge",
            "null",
            "null and no report",
            "future",
            "impossible",
            "blank",
        ];
        // Half of the time all is well.
        let throw = self.sky.dice(path, minutes / 5) % (2 * FAULTS.len() as u64);
        usize::try_from(throw).ok().and_then(|throw| FAULTS.get(throw)).copied().unwrap_or("none")
    }

    fn told(&self, path: &str, fault: &'static str, now: Timestamp) -> Option<String> {
        if path.starts_with("/alerts/active") {
            return Some(self.alerts(fault, now));
        }
        // An edge that is behind tells what was so hours ago.
        let then = if fault == "edge" { now - SignedDuration::from_hours(5) } else { now };
        if path.starts_with("/aq/") {
            return Some(super::air::answer(self.sky, path, fault, then));
        }
        let station = |code: &str| TOWNS.iter().flat_map(|town| town.stations).find(|(own, ..)| *own == code);
        if let Some(query) = path.strip_prefix("/metar") {
            let codes = TOWNS.iter().flat_map(|town| town.stations).map(|(code, ..)| *code);
            let reports = codes
                .filter(|code| query.contains(code))
                .map(|code| metar(code, self.sky.reading(code, Sky::last(then))));
            return Some(reports.collect::<Vec<_>>().join("\n"));
        }
        if let Some(rest) = path.strip_prefix("/stations/") {
            let rest = rest.split('?').next().unwrap_or_default();
            let (code, what) = rest.split_once('/').unwrap_or((rest, ""));
            let (code, name, _) = station(code)?;
            let last = self.sky.reading(code, Sky::last(then));
            return Some(match what {
                "" => format!("{{\"properties\":{{\"stationIdentifier\":\"{code}\",\"name\":\"{name}\"}}}}"),
                "observations/latest" => feature(code, last, fault),
                _ => {
                    let hours = (0..4).map(|ago| last.at - SignedDuration::from_hours(ago));
                    let list: Vec<String> = hours
                        .enumerate()
                        .map(|(ago, at)| {
                            feature(code, self.sky.reading(code, at), if ago == 0 { fault } else { "none" })
                        })
                        .collect();
                    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", list.join(","))
                }
            });
        }
        let town = TOWNS.iter().find(|town| path.contains(town.grid))?;
        Some(self.forecast(town, path.contains("/hourly"), fault, then, now))
    }

    fn forecast(&self, town: &Town, by_hour: bool, fault: &str, then: Timestamp, now: Timestamp) -> String {
        let made = Sky::made(then);
        let mut periods = Vec::new();
        let mut start = now.to_zoned_datetime(zone());
        for number in 0..if by_hour { 30 } else { 14 } {
            let mut name = String::new();
            let (end, is_day, degrees) = if by_hour {
                let whole = start.timestamp().as_second().div_euclid(3_600) * 3_600;
                start = Timestamp::from_second(whole).unwrap().to_zoned_datetime(zone());
                let is_day = (6..18).contains(&start.hour());
                (start.saturating_add(1.hour()), is_day, self.sky.hour_f(town, made, start.timestamp()))
            } else {
                let is_day = (6..18).contains(&start.hour());
                let date = if start.hour() < 6 { start.date().yesterday().unwrap() } else { start.date() };
                name = name_of(date, is_day, now);
                let end_hour = if is_day { 18 } else { 6 };
                let end_date = if is_day { date } else { date.tomorrow().unwrap() };
                let end = end_date.at(end_hour, 0, 0, 0).to_zoned_datetime(zone()).unwrap();
                (end, is_day, self.sky.forecast_f(town, made, date, is_day))
            };
            let degrees = if fault == "blank" { "null".to_owned() } else { degrees.to_string() };
            let degrees = if fault == "impossible" && number == 1 { "999".to_owned() } else { degrees };
            periods.push(format!(
                r#"{{"name":"{name}","startTime":"{}","endTime":"{}","isDaytime":{is_day},"temperature":{degrees},"temperatureUnit":"F","windSpeed":"5 mph","windDirection":"NW","shortForecast":"Clear","detailedForecast":"Clear.","icon":""}}"#,
                start.strftime("%Y-%m-%dT%H:%M:%S%:z"),
                end.strftime("%Y-%m-%dT%H:%M:%S%:z"),
            ));
            start = end;
        }
        let told = if fault == "future" { made + SignedDuration::from_hours(40) } else { made };
        format!(r#"{{"properties":{{"updateTime":"{told}","periods":[{}]}}}}"#, periods.join(","))
    }

    fn alerts(&self, fault: &'static str, now: Timestamp) -> String {
        let holds = |message: &&Message| {
            after(self.begin, message.sent) <= now && now < after(self.begin, message.ends)
        };
        let mut told = Vec::new();
        if fault != "blank" {
            // Any one may be left out of any answer.
            let is_in = |message: &&Message| !self.sky.dice(message.id, now.as_second()).is_multiple_of(4);
            for message in MESSAGES.iter().filter(holds).filter(is_in) {
                if fault != "cut" {
                    self.handed().messages.entry(message.id).or_insert(now);
                }
                told.push(self.alert(message));
            }
        }
        if fault != "cut" {
            self.handed().alerts = Some(now);
        }
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, told.join(","))
    }

    fn alert(&self, message: &Message) -> String {
        let Message { id, event, kind, status, .. } = message;
        let (sent, ends) = (after(self.begin, message.sent), after(self.begin, message.ends));
        // The message itself is to be renewed long before its danger ends.
        let expires = sent + ends.duration_since(sent) / 2;
        let mut refers = String::new();
        if let Some(other) = message.refers {
            let before = MESSAGES.iter().find(|message| message.id == other).unwrap();
            let _ = write!(
                refers,
                r#","references":[{{"identifier":"urn:oid:{other}","sender":"w-nws.webmaster@noaa.gov","sent":"{}"}}]"#,
                after(self.begin, before.sent)
            );
        }
        format!(
            r#"{{"type":"Feature","geometry":null,"properties":{{"id":"urn:oid:{id}","event":"{event}","sent":"{sent}","onset":"{sent}","expires":"{expires}","ends":"{ends}","status":"{status}","messageType":"{kind}","severity":"Moderate","certainty":"Likely","urgency":"Expected","sender":"w-nws.webmaster@noaa.gov","senderName":"NWS Medford OR","areaDesc":"Klamath Basin","geocode":{{"UGC":["ORZ029"],"SAME":["041035"]}},"affectedZones":["https://api.weather.gov/zones/forecast/ORZ029"],"headline":"x","description":"Words.","instruction":"Act."{refers}}}}}"#
        )
    }

    /// What is known to have been handed out.
    pub(super) fn handed(&self) -> std::sync::MutexGuard<'_, Handed> {
        self.handed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the service calls a period.
fn name_of(date: Date, is_day: bool, now: Timestamp) -> String {
    let local = now.to_zoned_datetime(zone());
    let today = if local.hour() < 6 { local.date().yesterday().unwrap() } else { local.date() };
    match (date == today, is_day) {
        (true, true) => "Today".to_owned(),
        (true, false) => "Tonight".to_owned(),
        (false, true) => date.strftime("%A").to_string(),
        (false, false) => date.strftime("%A Night").to_string(),
    }
}

/// An observation as the service writes it, with its fault.
fn feature(code: &str, reading: Reading, fault: &str) -> String {
    let at = if fault == "future" { reading.at + SignedDuration::from_hours(26) } else { reading.at };
    let c = match fault {
        "null" | "null and no report" | "blank" => "null".to_owned(),
        "impossible" => "91.3".to_owned(),
        // A reading of the future is a wrong one as well.
        "future" => format!("{:.1}", tenths(reading.tenths) + 6.0),
        _ => format!("{:.1}", tenths(reading.tenths)),
    };
    let report = if matches!(fault, "null and no report" | "blank" | "future" | "impossible") {
        String::new()
    } else {
        metar(code, reading)
    };
    format!(
        r#"{{"type":"Feature","properties":{{"station":"https://api.weather.gov/stations/{code}","timestamp":"{at}","rawMessage":"{report}","textDescription":"Clear","temperature":{{"unitCode":"wmoUnit:degC","value":{c}}},"dewpoint":{{"unitCode":"wmoUnit:degC","value":{:.1}}},"windDirection":{{"unitCode":"wmoUnit:degree_(angle)","value":320}},"windSpeed":{{"unitCode":"wmoUnit:km_h-1","value":{:.3}}}}}}}"#,
        tenths(reading.dew_tenths),
        reading.knots as f64 * 1.852,
    )
}

fn metar(code: &str, reading: Reading) -> String {
    let at = reading.at.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    let whole = |tenths: i64| {
        let whole = (tenths as f64 / 10.0).round() as i64;
        format!("{}{:02}", if whole < 0 { "M" } else { "" }, whole.abs())
    };
    let exact = |tenths: i64| format!("{}{:03}", i64::from(tenths < 0), tenths.abs());
    let wind = if reading.knots == 0 { "00000KT".to_owned() } else { format!("320{:02}KT", reading.knots) };
    format!(
        "{code} {}Z AUTO {wind} 10SM CLR {}/{} A3023 RMK AO2 T{}{}",
        at.strftime("%d%H%M"),
        whole(reading.tenths),
        whole(reading.dew_tenths),
        exact(reading.tenths),
        exact(reading.dew_tenths),
    )
}

pub(super) fn tenths(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}
