//! What a station reported.

use super::Condition;
use crate::town::{Position, StationId};
use jiff::Timestamp;

/// A station and where it stands, as far as that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// Identifier.
    pub id: StationId,
    /// Name as readers see it; the identifier where none is known.
    pub name: String,
    /// Where it stands.
    pub at: Option<Position>,
    /// Metres above the sea.
    pub elevation_m: Option<f64>,
}

/// An observation. What was not reported is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Who made it.
    pub station: StationId,
    /// When it was made.
    pub at: Timestamp,
    /// By which road it came.
    pub origin: Origin,
    /// Kind of sky and weather.
    pub condition: Option<Condition>,
    /// Sky and weather in words; empty when nobody said.
    pub words: String,
    /// Degrees Celsius. An observation without it is none for a town.
    pub temperature_c: f64,
    /// Degrees Celsius.
    pub dewpoint_c: Option<f64>,
    /// Percent.
    pub humidity_percent: Option<f64>,
    /// The wind.
    pub wind: Option<Wind>,
    /// Pascals at sea level.
    pub sea_level_pa: Option<f64>,
    /// Metres; the largest that stations report is 16,090, and means at least that.
    pub visibility_m: Option<f64>,
    /// Highest of the last 6 hours, degrees Celsius.
    pub high_6h_c: Option<f64>,
    /// Lowest of the last 6 hours, degrees Celsius.
    pub low_6h_c: Option<f64>,
    /// The report that it was read from, if there is one.
    pub raw: Option<String>,
}

/// By which road an observation came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The weather service's interface.
    Service,
    /// An airport's report, where the service had none that was new and whole.
    Report,
}

impl Origin {
    /// Name as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Report => "report",
        }
    }

    /// Of a stored name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Service, Self::Report].into_iter().find(|known| known.as_str() == text)
    }
}

/// Wind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wind {
    /// Degrees from north that it comes from; `None` when it comes from everywhere or is calm.
    pub from_deg: Option<f64>,
    /// Kilometres per hour; `None` where only the gusts were reported.
    pub kmh: Option<f64>,
    /// Kilometres per hour.
    pub gust_kmh: Option<f64>,
}

impl Wind {
    /// The point of the compass that it comes from, of sixteen: `SSE`.
    pub fn compass(&self) -> Option<&'static str> {
        const POINTS: [&str; 16] = [
            "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW",
            "NNW",
        ];
        let sixteenth = (self.from_deg?.rem_euclid(360.0) / 22.5).round() as usize;
        POINTS.get(sixteenth % 16).copied()
    }

    /// The same in words, as screen readers read letters one by one: “south-southeast”.
    pub fn compass_words(point: &str) -> String {
        let word = |letter: char| match letter {
            'N' => "north",
            'E' => "east",
            'S' => "south",
            'W' => "west",
            _ => "",
        };
        let words: Vec<&str> = point.chars().map(word).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [first, rest @ ..] if rest.len() == 2 => format!("{first}-{}", rest.concat()),
            all => all.concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wind_comes_from_a_point_that_can_be_read_aloud() {
        let from = |degrees| Wind { from_deg: Some(degrees), kmh: Some(5.0), gust_kmh: None }.compass();
        let points = [0.0, 11.0, 11.5, 158.0, 348.0, 349.0, 360.0].map(from);
        assert_eq!(points.map(|point| point.unwrap_or("")), ["N", "N", "NNE", "SSE", "NNW", "N", "N"]);
        assert_eq!(Wind::compass_words("SSE"), "south-southeast");
        assert_eq!(Wind::compass_words("NW"), "northwest");
        assert_eq!(Wind::compass_words("E"), "east");
    }
}
