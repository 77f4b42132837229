//! The addresses of alerts and of the desk's notices.

/// An address around alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertUrl {
    /// `/alerts`: everything that holds now.
    All,
    /// `/lite/alerts`: the same in words only.
    Lite,
    /// `/embed/alerts`: for a frame on another site.
    Embed,
    /// `/alerts/atom.xml`: what came, newest first.
    Atom,
    /// `/api/v1/weather/alerts`: GeoJSON for programs.
    Api,
    /// `/alerts/17`: one message.
    One(i64),
    /// `/lite/alerts/17`
    LiteOne(i64),
    /// `/alerts/17.cap`: the same as CAP 1.2.
    Cap(i64),
    /// `/alerts#notice-5`: one of the desk's notices.
    Notice(i64),
}

impl AlertUrl {
    pub(super) fn write(self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("/alerts"),
            Self::Lite => f.write_str("/lite/alerts"),
            Self::Embed => f.write_str("/embed/alerts"),
            Self::Atom => f.write_str("/alerts/atom.xml"),
            Self::Api => f.write_str("/api/v1/weather/alerts"),
            Self::One(id) => write!(f, "/alerts/{id}"),
            Self::LiteOne(id) => write!(f, "/lite/alerts/{id}"),
            Self::Cap(id) => write!(f, "/alerts/{id}.cap"),
            Self::Notice(id) => write!(f, "/alerts#notice-{id}"),
        }
    }
}
