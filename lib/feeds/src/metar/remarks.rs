//! The coded groups of American remarks.

use super::{Report, body::number};

const MM_PER_HUNDREDTH_INCH: f64 = 0.254;

pub(super) fn read(groups: &[&str], report: &mut Report) {
    for group in groups {
        let Some((kind, rest)) = group.split_at_checked(1) else { continue };
        match kind {
            "S" => {
                if let Some(tenths) = rest.strip_prefix("LP").and_then(|digits| number(digits, 3, 3)) {
                    // The first digits are left out: 164 is 1016.4 hPa, 982 is 998.2.
                    let hundreds = if tenths >= 500.0 { 9_000.0 } else { 10_000.0 };
                    report.sea_level_pa = Some((hundreds + tenths) * 10.0);
                }
            }
            "T" => tenths(rest, report),
            "P" => {
                if let Some(hundredths) = number(rest, 4, 4) {
                    report.rain_1h_mm = Some(hundredths * MM_PER_HUNDREDTH_INCH);
                }
            }
            "1" => set(&mut report.high_6h_c, rest),
            "2" => set(&mut report.low_6h_c, rest),
            "4" => {
                if let Some((high, low)) = rest.split_at_checked(4).filter(|_| rest.len() == 8) {
                    set(&mut report.high_24h_c, high);
                    set(&mut report.low_24h_c, low);
                }
            }
            _ => {}
        }
    }
}

/// `01720089` is 17.2 and 8.9 degrees, `1` first means below zero.
fn tenths(rest: &str, report: &mut Report) {
    let (air, dew) = rest.split_at_checked(4).filter(|_| rest.len() == 8).unwrap_or((rest, ""));
    // The tenths are of the very degrees that stand before the remarks; others are a slip of a hand or a line.
    let agrees = |air: &f64| report.temperature_c.is_none_or(|whole| (whole - air).abs() <= 1.0);
    if let Some(air) = signed(air).filter(agrees).filter(|air| (-90.0..=60.0).contains(air)) {
        report.temperature_c = Some(air);
        report.has_tenths = true;
        report.dewpoint_c = signed(dew).or(report.dewpoint_c);
    }
}

fn set(target: &mut Option<f64>, group: &str) {
    if let Some(value) = signed(group) {
        *target = Some(value);
    }
}

fn signed(group: &str) -> Option<f64> {
    let (sign, digits) = group.split_at_checked(1)?;
    let degrees = number(digits, 3, 3)? / 10.0;
    match sign {
        "0" => Some(degrees),
        "1" => Some(-degrees),
        _ => None,
    }
}
