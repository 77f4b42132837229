//! The readings of one station judged as a series: which of them the others bear out.
//!
//! A sensor that fails tells one figure that none beside it bears out; a front, the outflow of a thunderstorm, a chinook
//! bring figures that stay. So a step that is too large is held first, and then it is the readings after it that say which
//! side was wrong. When they agree with each other for [`BORNE_OUT`] it is the weather that changed, and they are shown;
//! what stood before them and was borne out by nothing was the fault, and is taken back. When they do not, the step was it.

use super::Observation;
use jiff::{SignedDuration, Timestamp};

/// A step that even a front does not make from one moment to the next: so much, and so much more for each hour between, in °C.
const JUMP_C: f64 = 9.0;
const C_PER_HOUR: f64 = 7.0;
/// Readings agree when they are within so much, and as much more for each hour between as above, in °C.
const AGREE_C: f64 = 3.0;
/// Before this readings are compared; after a longer silence anything may have happened.
const COMPARED_HOURS: f64 = 3.0;
/// From the first to the last of readings that bear each other out: two of them may be five minutes apart, and both of one
/// fault of the sensor.
const BORNE_OUT: SignedDuration = SignedDuration::from_mins(10);
/// An extreme of six hours is judged by the readings of these hours where there are so many, the first of them not long
/// after they began.
const SIX_HOURS: SignedDuration = SignedDuration::from_hours(6);
const READINGS_OF_SIX_HOURS: usize = 4;
const BEGUN: SignedDuration = SignedDuration::from_mins(90);

/// A moment and its temperature in °C.
pub(super) type Point = (Timestamp, f64);

/// Which of a station's points, which are in order of time, are the weather.
pub(super) fn weather_of(points: &[Point]) -> Vec<bool> {
    let mut shown: Vec<usize> = Vec::new();
    let mut held: Vec<usize> = Vec::new();
    let point = |index: &usize| points.get(*index).copied().unwrap_or_default();
    let pair = |a: &usize, b: &usize, test: fn(Point, Point) -> bool| test(point(a), point(b));
    for new in 0..points.len() {
        if shown.last().is_none_or(|last| !pair(last, &new, jumps)) {
            shown.push(new);
            held.clear();
            continue;
        }
        if held.last().is_some_and(|last| !pair(last, &new, agree)) {
            held.clear();
        }
        held.push(new);
        let bears_out = |run: &[usize]| match run {
            [first, .., last] => point(last).0.duration_since(point(first).0) >= BORNE_OUT,
            _ => false,
        };
        if bears_out(&held) {
            let start = shown.windows(2).rposition(|two| match two {
                [a, b] => !pair(a, b, follows),
                _ => false,
            });
            let run = start.map_or(0, |before| before + 1);
            if !shown.get(run..).is_some_and(bears_out) {
                shown.truncate(run);
            }
            shown.append(&mut held);
        }
    }
    let mut verdict = vec![false; points.len()];
    for index in shown {
        if let Some(is_weather) = verdict.get_mut(index) {
            *is_weather = true;
        }
    }
    verdict
}

/// Whether the step is more than air makes, as far as the two can be compared.
pub(super) fn jumps(a: Point, b: Point) -> bool {
    hours(a, b) <= COMPARED_HOURS && (b.1 - a.1).abs() > JUMP_C + C_PER_HOUR * hours(a, b)
}

/// Whether one leads to the other.
fn follows(a: Point, b: Point) -> bool {
    hours(a, b) <= COMPARED_HOURS && !jumps(a, b)
}

/// Whether the two bear each other out.
pub(super) fn agree(a: Point, b: Point) -> bool {
    hours(a, b) <= COMPARED_HOURS && (b.1 - a.1).abs() <= AGREE_C + C_PER_HOUR * hours(a, b)
}

fn hours(a: Point, b: Point) -> f64 {
    b.0.duration_since(a.0).as_secs_f64().abs() / 3_600.0
}

/// Leaves out an extreme of six hours that none of the readings of these hours comes near: it is of one that was a fault.
/// Whether it left one out.
pub(super) fn drop_strange_extremes(reading: &mut Observation, points: &[Point]) -> bool {
    let begin = reading.at.saturating_sub(SIX_HOURS).unwrap_or(reading.at);
    let of_it: Vec<&Point> = points.iter().filter(|(at, _)| *at >= begin && *at <= reading.at).collect();
    let is_begun = of_it.iter().any(|(at, _)| at.duration_since(begin) <= BEGUN);
    if of_it.len() < READINGS_OF_SIX_HOURS || !is_begun {
        return false;
    }
    let mut dropped = false;
    for extreme in [&mut reading.high_6h_c, &mut reading.low_6h_c] {
        if extreme.is_some_and(|extreme| of_it.iter().all(|(_, c)| (c - extreme).abs() > JUMP_C)) {
            *extreme = None;
            dropped = true;
        }
    }
    dropped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use jiff::ToSpan;

    /// Of `minute:degrees`, those that are the weather.
    fn shown(series: &str) -> String {
        let start: Timestamp = "2021-03-01T00:00:00Z".parse().unwrap();
        let point = |text: &str| {
            let (minute, c) = text.split_once(':').unwrap();
            (start + minute.parse::<i64>().unwrap().minutes(), c.parse().unwrap())
        };
        let points: Vec<Point> = series.split(' ').map(point).collect();
        let verdict = weather_of(&points);
        series
            .split(' ')
            .zip(verdict)
            .filter(|(_, is)| *is)
            .map(|(text, _)| text)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_lone_spike_is_doubted_wherever_it_stands() {
        assert_eq!(shown("0:10 20:10.2 40:35 60:10.3 80:10.1"), "0:10 20:10.2 60:10.3 80:10.1");
        assert_eq!(shown("0:35 20:10 40:10.2 60:10.3"), "20:10 40:10.2 60:10.3", "after a silence");
        assert_eq!(shown("0:35 20:10"), "0:35", "one against one: nobody knows yet");
        assert_eq!(shown("0:10 20:10 40:35"), "0:10 20:10", "the newest waits");
        assert_eq!(shown("0:10 60:35 120:10 180:35 240:10"), "0:10 120:10 240:10", "a loose wire");
        // Two in five minutes are one fault, before and after a silence.
        assert_eq!(shown("0:10 5:10 10:35 15:35 20:10"), "0:10 5:10 20:10");
        assert_eq!(shown("0:35 5:34 10:10 15:10 20:10"), "10:10 15:10 20:10");
        // Figures that do not agree with each other bear out nothing.
        assert_eq!(shown("0:10 20:28 40:40 60:31 80:44"), "0:10");
    }

    #[test]
    fn a_front_is_the_weather_and_so_is_what_was_before_it() {
        let front = "0:20 20:20 40:19 60:2 80:1.5 100:1";
        assert_eq!(shown(front), front);
        let outflow = "0:33 5:33 10:33 15:20 20:19.5 25:19 30:20 60:29 90:30";
        assert_eq!(shown(outflow), outflow, "a cold pool that goes again");
        assert_eq!(shown("0:20 60:20 120:-5"), "0:20 60:20", "held until it is borne out");
        let hourly = "0:20 60:20 120:-5 180:-6";
        assert_eq!(shown(hourly), hourly);
        let silence = "0:10 200:35 220:35";
        assert_eq!(shown(silence), silence, "after three hours anything may have happened");
        assert_eq!(shown("0:10 200:35 220:10 240:10"), "0:10 220:10 240:10");
        let morning = "0:9.4 60:24 120:25";
        assert_eq!(shown(morning), morning, "a chinook may");
    }
}
