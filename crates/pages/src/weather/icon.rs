//! Icons of the sky, drawn by hand for this project: a few shapes, put together. They say nothing that the words beside
//! them do not say, so they are hidden from those who are read to.

use model::weather::Condition;

const SUN: &str = "<circle class=\"sun\" cx=\"16\" cy=\"16\" r=\"6.5\"/><path class=\"ray\" d=\"M16 2.5v4M16 25.5v4M2.5 16h4M25.5 16h4M6.5 6.5l2.8 2.8M22.7 22.7l2.8 2.8M6.5 25.5l2.8-2.8M22.7 9.3l2.8-2.8\"/>";
const MOON: &str = "<path class=\"moon\" d=\"M21.5 20.6A10 10 0 0 1 12 6.2a10.2 10.2 0 1 0 13.4 13.2 10 10 0 0 1-3.9 1.2z\"/>";
const SMALL_SUN: &str = "<circle class=\"sun\" cx=\"11\" cy=\"11\" r=\"5\"/><path class=\"ray\" d=\"M11 2v2.5M2 11h2.5M4.6 4.6l1.8 1.8M17.4 4.6l-1.8 1.8\"/>";
const SMALL_MOON: &str =
    "<path class=\"moon\" d=\"M15.5 13A7 7 0 0 1 9 3.2a7 7 0 1 0 9 9.2 7 7 0 0 1-2.5.6z\"/>";
const CLOUD: &str =
    "<path class=\"cloud\" d=\"M10 24.5a5.2 5.2 0 0 1-.4-10.4 7 7 0 0 1 13.3 1.5 4.5 4.5 0 0 1-.4 8.9z\"/>";
const HIGH_CLOUD: &str =
    "<path class=\"cloud\" d=\"M10 19a5.2 5.2 0 0 1-.4-10.4 7 7 0 0 1 13.3 1.5 4.5 4.5 0 0 1-.4 8.9z\"/>";
const DROPS: &str = "<path class=\"wet\" d=\"M11 22l-1.6 5M16 22l-1.6 5M21 22l-1.6 5\"/>";
const TWO_DROPS: &str = "<path class=\"wet\" d=\"M12.5 22l-1.6 5M19.5 22l-1.6 5\"/>";
const FLAKES: &str = "<path class=\"ice\" d=\"M11 22.5v5M8.8 23.7l4.4 2.6M8.8 26.3l4.4-2.6M21 22.5v5M18.8 23.7l4.4 2.6M18.8 26.3l4.4-2.6\"/>";
const ICE_AND_DROP: &str = "<path class=\"ice\" d=\"M11 22.5v5M8.8 23.7l4.4 2.6M8.8 26.3l4.4-2.6\"/><path class=\"wet\" d=\"M21 22l-1.6 5\"/>";
const BOLT: &str = "<path class=\"bolt\" d=\"M17 19.5l-4 5.5h3.4l-1.6 5 5-6.5h-3.4l2-4z\"/>";
const LINES: &str = "<path class=\"mist\" d=\"M5 12h22M8 17h19M5 22h19M10 27h12\"/>";
const WIND: &str = "<path class=\"mist\" d=\"M4 12h15a3.5 3.5 0 1 0-3.4-4.4M4 17h21a3.5 3.5 0 1 1-3.4 4.4M4 22h11a3 3 0 1 1-2.9 3.8\"/>";

/// The drawing of a sky by day or by night; nothing where the sky is not known.
pub(crate) fn icon(condition: Option<Condition>, is_day: bool) -> String {
    let Some(condition) = condition else { return String::new() };
    let light = if is_day { SMALL_SUN } else { SMALL_MOON };
    let parts: &[&str] = match condition {
        Condition::Clear if is_day => &[SUN],
        Condition::Clear => &[MOON],
        Condition::MostlyClear | Condition::PartlyCloudy => &[light, CLOUD],
        Condition::MostlyCloudy | Condition::Cloudy => &[CLOUD],
        Condition::Fog | Condition::Haze => &[LINES],
        Condition::Rain => &[HIGH_CLOUD, DROPS],
        Condition::Showers => &[light, HIGH_CLOUD, TWO_DROPS],
        Condition::FreezingRain | Condition::Sleet => &[HIGH_CLOUD, ICE_AND_DROP],
        Condition::Snow => &[HIGH_CLOUD, FLAKES],
        Condition::Thunderstorm => &[HIGH_CLOUD, BOLT],
        Condition::Windy => &[WIND],
    };
    format!(
        "<svg class=\"wx\" viewBox=\"0 0 32 32\" width=\"32\" height=\"32\" aria-hidden=\"true\" focusable=\"false\">{}</svg>",
        parts.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sky_has_a_drawing_and_no_words() {
        for condition in Condition::ALL {
            for is_day in [true, false] {
                let drawn = icon(Some(condition), is_day);
                assert!(drawn.contains("aria-hidden") && drawn.contains("<path"), "{condition:?}");
                assert!(!drawn.contains("<text") && !drawn.contains("<title"), "{condition:?}");
            }
        }
        assert_eq!(icon(None, true), "");
    }
}
