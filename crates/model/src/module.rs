//! The module registry: what can be placed on the front and in a story, each on its own clock.

use crate::slug::{Slug, SlugError};
use prose::ModuleName;

/// A placed module: a kind and what it shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Module {
    /// Which kind.
    pub kind: Kind,
    /// Which one of that kind.
    pub subject: Slug,
}

/// The kinds of modules there are. Fire danger, cams and events each become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A public-data table.
    Table,
    /// The weather of a town, or of all towns (`weather:all`).
    Weather,
    /// What a radar sees, such as `radar:kmax`.
    Radar,
    /// What warns now: `alerts:all`.
    Alerts,
    /// Schools and roads that are closed or late: `closings:all`.
    Closings,
    /// The newsroom's forecast in a headline: `forecast:headline`.
    Forecast,
}

/// The only subject of [`Kind::Forecast`].
pub const HEADLINE: &str = "headline";

/// Why a name is not a module's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModuleError {
    /// Not `kind:subject`.
    #[error("“{0}” is not a module: write a kind and a name, such as table:or-covid")]
    Shape(String),
    /// A kind that this version does not have.
    #[error("there is no module kind “{0}”; there is: table, weather, radar, alerts, closings, forecast")]
    Kind(String),
    /// The subject cannot be a name.
    #[error("the module's name {0}")]
    Subject(#[from] SlugError),
}

impl Kind {
    /// Every kind, for documentation and tests.
    pub const ALL: [Kind; 6] =
        [Kind::Table, Kind::Weather, Kind::Radar, Kind::Alerts, Kind::Closings, Kind::Forecast];

    /// Name in settings and in a story's text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Weather => "weather",
            Self::Radar => "radar",
            Self::Alerts => "alerts",
            Self::Closings => "closings",
            Self::Forecast => "forecast",
        }
    }
}

impl Module {
    /// A module from `kind:subject`.
    pub fn parse(text: &str) -> Result<Self, ModuleError> {
        let (kind, subject) = text.split_once(':').ok_or_else(|| ModuleError::Shape(text.to_owned()))?;
        let kind = Kind::ALL
            .into_iter()
            .find(|known| known.as_str() == kind)
            .ok_or_else(|| ModuleError::Kind(kind.to_owned()))?;
        // Radars are known by capital letters.
        let subject = if kind == Kind::Radar { subject.to_ascii_lowercase() } else { subject.to_owned() };
        Ok(Self { kind, subject: Slug::parse(&subject)? })
    }

    /// The module that a story's text names.
    pub fn from_name(name: &ModuleName) -> Result<Self, ModuleError> {
        Self::parse(name.as_str())
    }
}

impl std::fmt::Display for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.subject)
    }
}
