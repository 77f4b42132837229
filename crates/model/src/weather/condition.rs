//! Sky and weather as one of a few kinds, for an icon and for words.

/// What the sky is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condition {
    /// No cloud.
    Clear,
    /// Up to a quarter of the sky.
    MostlyClear,
    /// About half of it.
    PartlyCloudy,
    /// More than half.
    MostlyCloudy,
    /// All of it.
    Cloudy,
    /// Fog or mist.
    Fog,
    /// Haze, smoke, dust.
    Haze,
    /// Drizzle and rain.
    Rain,
    /// Showers.
    Showers,
    /// Rain or drizzle that freezes.
    FreezingRain,
    /// Ice pellets, or rain and snow.
    Sleet,
    /// Snow.
    Snow,
    /// Thunder.
    Thunderstorm,
    /// Strong wind above all.
    Windy,
}

impl Condition {
    /// Every kind, for the drawing of icons and for tests.
    pub const ALL: [Self; 14] = [
        Self::Clear,
        Self::MostlyClear,
        Self::PartlyCloudy,
        Self::MostlyCloudy,
        Self::Cloudy,
        Self::Fog,
        Self::Haze,
        Self::Rain,
        Self::Showers,
        Self::FreezingRain,
        Self::Sleet,
        Self::Snow,
        Self::Thunderstorm,
        Self::Windy,
    ];

    /// Name as it is stored and as icons are called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::MostlyClear => "mostly-clear",
            Self::PartlyCloudy => "partly-cloudy",
            Self::MostlyCloudy => "mostly-cloudy",
            Self::Cloudy => "cloudy",
            Self::Fog => "fog",
            Self::Haze => "haze",
            Self::Rain => "rain",
            Self::Showers => "showers",
            Self::FreezingRain => "freezing-rain",
            Self::Sleet => "sleet",
            Self::Snow => "snow",
            Self::Thunderstorm => "thunderstorm",
            Self::Windy => "windy",
        }
    }

    /// The kind of a stored name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }

    /// In words, where the source gave none.
    pub fn words(self) -> &'static str {
        match self {
            Self::Clear => "Clear",
            Self::MostlyClear => "Mostly clear",
            Self::PartlyCloudy => "Partly cloudy",
            Self::MostlyCloudy => "Mostly cloudy",
            Self::Cloudy => "Cloudy",
            Self::Fog => "Fog",
            Self::Haze => "Haze",
            Self::Rain => "Rain",
            Self::Showers => "Showers",
            Self::FreezingRain => "Freezing rain",
            Self::Sleet => "Sleet",
            Self::Snow => "Snow",
            Self::Thunderstorm => "Thunderstorm",
            Self::Windy => "Windy",
        }
    }

    /// Of a code in the addresses of the weather service's icons (api.weather.gov/icons).
    pub fn of_icon(code: &str) -> Option<Self> {
        Some(match code {
            "skc" | "hot" | "cold" => Self::Clear,
            "few" => Self::MostlyClear,
            "sct" => Self::PartlyCloudy,
            "bkn" => Self::MostlyCloudy,
            "ovc" => Self::Cloudy,
            "fog" => Self::Fog,
            "haze" | "smoke" | "dust" => Self::Haze,
            "rain" => Self::Rain,
            "rain_showers" | "rain_showers_hi" => Self::Showers,
            "fzra" | "rain_fzra" | "snow_fzra" => Self::FreezingRain,
            "sleet" | "rain_sleet" | "snow_sleet" | "rain_snow" => Self::Sleet,
            "snow" | "blizzard" => Self::Snow,
            "tsra" | "tsra_sct" | "tsra_hi" | "tornado" | "hurricane" | "tropical_storm" => {
                Self::Thunderstorm
            }
            code if code.starts_with("wind_") => Self::Windy,
            _ => return None,
        })
    }

    /// Of the words of an observation or forecast.
    pub fn of_words(words: &str) -> Option<Self> {
        let words = words.to_ascii_lowercase();
        let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
        // What matters most to a reader comes first.
        Some(if has(&["thunder", "t-storm"]) {
            Self::Thunderstorm
        } else if has(&["freezing rain", "freezing drizzle"]) {
            Self::FreezingRain
        } else if has(&["sleet", "ice pellet", "rain and snow", "rain/snow", "wintry mix"]) {
            Self::Sleet
        } else if has(&["snow", "flurries", "blizzard"]) {
            Self::Snow
        } else if has(&["shower"]) {
            Self::Showers
        } else if has(&["rain", "drizzle", "precipitation"]) {
            Self::Rain
        } else if has(&["fog", "mist"]) {
            Self::Fog
        } else if has(&["haze", "smoke", "dust", "sand", "ash"]) {
            Self::Haze
        } else if has(&["mostly clear", "mostly sunny"]) {
            Self::MostlyClear
        } else if has(&["partly"]) {
            Self::PartlyCloudy
        } else if has(&["mostly cloudy", "broken"]) {
            Self::MostlyCloudy
        } else if has(&["cloudy", "overcast", "clouds"]) {
            Self::Cloudy
        } else if has(&["clear", "sunny", "fair"]) {
            Self::Clear
        } else if has(&["wind", "breezy", "blustery"]) {
            Self::Windy
        } else {
            return None;
        })
    }

    /// Of a report's groups of present weather and layers of cloud. `None` when the report has neither.
    pub fn of_report(weather: &[String], sky: &[String]) -> Option<Self> {
        // Weather in the vicinity is not at the station.
        let here = weather.iter().filter(|group| !group.starts_with("VC")).map(String::as_str);
        here.filter_map(Self::of_group).max().or_else(|| {
            let okta = |amount: &String| match amount.as_str() {
                "FEW" => 1,
                "SCT" => 2,
                "BKN" => 3,
                "OVC" | "VV" => 4,
                _ => 0,
            };
            Some(match sky.iter().map(okta).max()? {
                0 => Self::Clear,
                1 => Self::MostlyClear,
                2 => Self::PartlyCloudy,
                3 => Self::MostlyCloudy,
                _ => Self::Cloudy,
            })
        })
    }

    fn of_group(group: &str) -> Option<Self> {
        let has = |code| group.contains(code);
        Some(if has("TS") {
            Self::Thunderstorm
        } else if has("FZRA") || has("FZDZ") {
            Self::FreezingRain
        } else if has("PL") || has("GR") || has("GS") || has("RA") && has("SN") {
            Self::Sleet
        } else if has("SN") || has("SG") {
            Self::Snow
        } else if has("SH") {
            Self::Showers
        } else if has("RA") || has("DZ") || has("UP") {
            Self::Rain
        } else if has("FG") || has("BR") {
            Self::Fog
        } else if ["HZ", "FU", "DU", "SA", "VA", "SS", "DS"].into_iter().any(has) {
            Self::Haze
        } else {
            return None;
        })
    }
}
