//! The addresses of the weather. What a reader chooses is in the address: no cookie, no script, and a page that may be
//! kept for everyone.

use crate::{slug::Slug, weather::Units};

/// An address of the weather of one town, or of all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeatherUrl {
    /// Which town; all of them when there is none.
    pub town: Option<Slug>,
    /// For whom.
    pub form: WeatherForm,
    /// In which units. Programs are told both, so their address carries none.
    pub units: Units,
}

/// For whom a page of the weather is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WeatherForm {
    /// `/weather/medford`: for readers.
    Page,
    /// `/lite/weather/medford`: in words only.
    Lite,
    /// `/embed/weather/medford`: for a frame on another site.
    Embed,
    /// `/api/v1/weather/medford`: for programs.
    Api,
}

impl WeatherForm {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Page, Self::Lite, Self::Embed, Self::Api];

    /// What its addresses begin with.
    pub fn root(self) -> &'static str {
        match self {
            Self::Page => "/weather",
            Self::Lite => "/lite/weather",
            Self::Embed => "/embed/weather",
            Self::Api => "/api/v1/weather",
        }
    }
}

impl WeatherUrl {
    /// A form of a town, in the units that Americans expect.
    pub fn of(town: Option<&Slug>, form: WeatherForm) -> Self {
        Self { town: town.cloned(), form, units: Units::default() }
    }

    pub(super) fn write(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.form.root())?;
        if let Some(town) = &self.town {
            write!(f, "/{town}")?;
        }
        if self.units == Units::Metric && self.form != WeatherForm::Api {
            f.write_str("?units=metric")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::url::Url;

    #[test]
    fn the_choice_of_units_is_in_the_address() {
        let town = Slug::parse("medford").unwrap();
        let metric = |form| WeatherUrl { units: Units::Metric, ..WeatherUrl::of(Some(&town), form) };
        for (url, text) in [
            (WeatherUrl::of(None, WeatherForm::Page), "/weather"),
            (WeatherUrl::of(Some(&town), WeatherForm::Page), "/weather/medford"),
            (metric(WeatherForm::Page), "/weather/medford?units=metric"),
            (metric(WeatherForm::Embed), "/embed/weather/medford?units=metric"),
            (metric(WeatherForm::Api), "/api/v1/weather/medford"),
            (WeatherUrl::of(None, WeatherForm::Lite), "/lite/weather"),
        ] {
            assert_eq!(Url::Weather(url).to_string(), text);
        }
    }
}
