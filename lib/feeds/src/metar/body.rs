//! The groups before the remarks, in any order that they come in.

use super::Report;

const KMH_PER_KNOT: f64 = 1.852;
const METRES_PER_MILE: f64 = 1_609.344;
const METRES_PER_FOOT: f64 = 0.304_8;
const PASCALS_PER_INCH: f64 = 3_386.389;
/// Groups that are not understood and kept.
const MOST_UNREAD: usize = 20;

/// Intensities, descriptors and phenomena of present weather (WMO code table 4678).
const DESCRIPTORS: [&str; 8] = ["MI", "PR", "BC", "DR", "BL", "SH", "TS", "FZ"];
const PHENOMENA: [&str; 22] = [
    "DZ", "RA", "SN", "SG", "IC", "PL", "GR", "GS", "UP", "BR", "FG", "FU", "VA", "DU", "SA", "HZ", "PY",
    "PO", "SQ", "FC", "SS", "DS",
];

pub(super) fn read(groups: &[&str], report: &mut Report) {
    let mut groups = groups.iter().copied().peekable();
    while let Some(group) = groups.next() {
        match group {
            "AUTO" => report.is_auto = true,
            "NIL" => report.is_nil = true,
            _ if ends_observed(group) => break,
            "METAR" | "SPECI" | "COR" | "CCA" | "CCB" | "RTD" => {}
            "CAVOK" => {
                report.visibility_m = Some(10_000.0);
                report.sky.push(("CLR".to_owned(), None));
            }
            _ if group.contains("///") || group == "//" || group.starts_with('R') && group.contains('/') => {}
            _ if wind(group, report) || is_variation(group) => {}
            // `1 1/2SM` is one value in two groups.
            _ if visibility(group, groups.peek().copied(), report) && group.len() == 1 => drop(groups.next()),
            _ if visibility(group, None, report) => {}
            _ if temperatures(group, report) || pressure(group, report) || cloud(group, report) => {}
            _ if is_weather(group) && report.weather.len() < 6 => report.weather.push(group.to_owned()),
            _ if report.unread.len() < MOST_UNREAD => report.unread.push(group.chars().take(24).collect()),
            _ => {}
        }
    }
}

/// Whether what comes now is a forecast, and observed no more: the words that begin a trend, and the colours in which military
/// airports put what they have reported, with the trend behind them.
fn ends_observed(group: &str) -> bool {
    let colour = group.strip_prefix("BLACK").unwrap_or(group).trim_end_matches('+');
    let is_from = group.strip_prefix("FM").is_some_and(|time| {
        let time = time.trim_end_matches('Z');
        time.is_empty() || number(time, 4, 6).is_some()
    });
    is_from
        || matches!(group, "TEMPO" | "BECMG" | "NOSIG" | "INTER" | "GRADU" | "RAPID" | "TTF" | "TREND")
        || matches!(colour, "BLU" | "WHT" | "GRN" | "YLO" | "YLO1" | "YLO2" | "AMB" | "RED")
}

/// `18003KT`, `VRB05KT`, `20014G22KT`, `00000KT`, `05007MPS`.
fn wind(group: &str, report: &mut Report) -> bool {
    let (rest, factor) =
        match (group.strip_suffix("KT"), group.strip_suffix("MPS"), group.strip_suffix("KMH")) {
            (Some(rest), _, _) => (rest, KMH_PER_KNOT),
            (_, Some(rest), _) => (rest, 3.6),
            (_, _, Some(rest)) => (rest, 1.0),
            _ => return false,
        };
    let Some((from, speeds)) = rest.split_at_checked(3) else { return false };
    let (speed, gust) = speeds.split_once('G').map_or((speeds, None), |(speed, gust)| (speed, Some(gust)));
    let kmh = |digits: &str| number(digits, 2, 3).map(|speed| speed * factor);
    let direction = number(from, 3, 3).filter(|degrees| *degrees <= 360.0);
    let Some(speed) = kmh(speed) else { return false };
    if direction.is_none() && from != "VRB" {
        return false;
    }
    // Of several the first is the one that was observed, as of every other figure.
    if report.wind_kmh.is_none() {
        report.wind_kmh = Some(speed);
        report.gust_kmh = gust.and_then(kmh);
        report.wind_from_deg = direction.filter(|_| speed > 0.0);
    }
    true
}

/// `180V240`.
fn is_variation(group: &str) -> bool {
    group.split_once('V').is_some_and(|(a, b)| number(a, 3, 3).is_some() && number(b, 3, 3).is_some())
}

/// `10SM`, `1/4SM`, `M1/4SM`, `1 1/2SM`, `9999`, `4000`.
fn visibility(group: &str, next: Option<&str>, report: &mut Report) -> bool {
    let miles = |text: &str| {
        let text = text.trim_start_matches(['M', 'P']);
        match text.split_once('/') {
            Some((over, under)) => {
                let under = number(under, 1, 2).filter(|under| *under > 0.0)?;
                Some(number(over, 1, 2)? / under)
            }
            None => number(text, 1, 3),
        }
    };
    if let Some(value) = group.strip_suffix("SM").and_then(miles) {
        report.visibility_m.get_or_insert(value * METRES_PER_MILE);
        return true;
    }
    let part =
        next.and_then(|next| next.strip_suffix("SM")).filter(|part| part.contains('/')).and_then(miles);
    if let (Some(whole), Some(part)) = (number(group, 1, 1), part) {
        report.visibility_m.get_or_insert((whole + part) * METRES_PER_MILE);
        return true;
    }
    let digits = group.strip_suffix("NDV").unwrap_or(group);
    if let Some(metres) = number(digits, 4, 4) {
        report.visibility_m.get_or_insert(if metres >= 9_999.0 { 10_000.0 } else { metres });
        return true;
    }
    false
}

/// `17/09`, `M01/M06`, `07/`.
fn temperatures(group: &str, report: &mut Report) -> bool {
    let Some((air, dew)) = group.split_once('/') else { return false };
    let degrees = |text: &str| match text.strip_prefix('M') {
        Some(text) => number(text, 2, 2).map(|degrees| -degrees),
        None => number(text, 2, 2),
    };
    // Nowhere on Earth is it colder or warmer; `79/64` is a slip of a hand.
    let Some(air) = degrees(air).filter(|air| (-90.0..=60.0).contains(air)) else { return false };
    if !dew.is_empty() && degrees(dew).is_none() && dew != "XX" {
        return false;
    }
    if report.temperature_c.is_none() {
        report.temperature_c = Some(air);
        report.dewpoint_c = degrees(dew);
    }
    true
}

/// `A3005`, `Q1013`.
fn pressure(group: &str, report: &mut Report) -> bool {
    let inches =
        group.strip_prefix('A').and_then(|digits| number(digits, 4, 4)).map(|n| n / 100.0 * PASCALS_PER_INCH);
    let hectopascals = group.strip_prefix('Q').and_then(|digits| number(digits, 4, 4)).map(|n| n * 100.0);
    let Some(pascals) = inches.or(hectopascals) else { return false };
    report.altimeter_pa.get_or_insert(pascals);
    true
}

/// `SCT023`, `BKN005CB`, `CLR`, `VV002`.
fn cloud(group: &str, report: &mut Report) -> bool {
    if matches!(group, "CLR" | "SKC" | "NSC" | "NCD") {
        report.sky.push(("CLR".to_owned(), None));
        return true;
    }
    let amounts = ["FEW", "SCT", "BKN", "OVC", "VV"];
    let Some(amount) = amounts.into_iter().find(|amount| group.starts_with(amount)) else { return false };
    let rest = group.get(amount.len()..).unwrap_or_default();
    let Some(feet) = rest.get(..3).and_then(|digits| number(digits, 3, 3)) else { return false };
    if report.sky.len() < 6 {
        report.sky.push((amount.to_owned(), Some(feet * 100.0 * METRES_PER_FOOT)));
    }
    true
}

fn is_weather(group: &str) -> bool {
    let rest = group.strip_prefix("VC").or_else(|| group.strip_prefix(['+', '-'])).unwrap_or(group);
    let is_code = |pair: &[u8]| {
        std::str::from_utf8(pair).is_ok_and(|code| DESCRIPTORS.contains(&code) || PHENOMENA.contains(&code))
    };
    !rest.is_empty()
        && rest.len() <= 8
        && rest.len().is_multiple_of(2)
        && rest.as_bytes().chunks(2).all(is_code)
}

/// Digits only, between `least` and `most` of them.
pub(super) fn number(text: &str, least: usize, most: usize) -> Option<f64> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
