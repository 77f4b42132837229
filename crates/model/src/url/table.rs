//! The addresses around a table's page: its days, rows, downloads, its log, and what other sites show of it.

use super::encoded;
use crate::{slug::Slug, table::View};
use jiff::civil::Date;

/// Something that belongs to a table and has an address of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TablePart {
    /// `/data/or-covid?as-of=2021-02-20`: a past day, some rows, or another order.
    View(View),
    /// `/data/or-covid/jackson-or`: one row.
    Row(Slug),
    /// `/data/or-covid/revisions`: what was said otherwise, held back, or accepted by hand.
    Revisions,
    /// `/data/or-covid.csv?as-of=2021-02-20`: the figures of a past day.
    CsvOn(Date),
    /// `/data/or-covid.json`: the newest figures.
    Json,
    /// `/data/or-covid/history.csv`: all days.
    History,
    /// `/data/or-covid.schema.json`: what stands in the columns, as Table Schema.
    Schema,
    /// `/data/or-covid.csv-metadata.json`: the same as CSV on the Web, where that standard looks for it.
    Csvw,
    /// `/data/or-covid/atom.xml`: what happens to the table.
    Updates,
    /// `/embed/data/or-covid`: for a frame on another site.
    Embed,
    /// `/embed/data/or-covid.svg`: the same where frames are not allowed.
    Picture,
    /// `/oembed?url=…&format=json`, under this root.
    Oembed(String),
    /// `/sitemap/data/or-covid.xml`: the pages of the rows.
    Sitemap,
}

impl TablePart {
    pub(super) fn write(&self, slug: &Slug, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::View(view) => write!(f, "/data/{slug}{view}"),
            Self::Row(row) => write!(f, "/data/{slug}/{row}"),
            Self::Revisions => write!(f, "/data/{slug}/revisions"),
            Self::CsvOn(day) => write!(f, "/data/{slug}.csv{}", View::on(*day)),
            Self::Json => write!(f, "/data/{slug}.json"),
            Self::History => write!(f, "/data/{slug}/history.csv"),
            Self::Schema => write!(f, "/data/{slug}.schema.json"),
            Self::Csvw => write!(f, "/data/{slug}.csv-metadata.json"),
            Self::Updates => write!(f, "/data/{slug}/atom.xml"),
            Self::Embed => write!(f, "/embed/data/{slug}"),
            Self::Picture => write!(f, "/embed/data/{slug}.svg"),
            Self::Oembed(root) => {
                write!(f, "/oembed?url={}&format=json", encoded(&format!("{root}/data/{slug}")))
            }
            Self::Sitemap => write!(f, "/sitemap/data/{slug}.xml"),
        }
    }
}

impl std::fmt::Display for View {
    /// The query with its question mark; nothing for the plain page.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut mark = '?';
        let mut put = |f: &mut std::fmt::Formatter<'_>, name: &str, value: &str| {
            write!(f, "{mark}{name}={value}")?;
            mark = '&';
            Ok(())
        };
        if let Some(day) = self.as_of {
            put(f, "as-of", &day.to_string())?;
        }
        if !self.find.is_empty() {
            put(f, "find", &encoded(&self.find))?;
        }
        if let Some(sort) = &self.sort {
            put(f, "sort", &encoded(sort))?;
            if self.reversed {
                put(f, "order", if sort == View::NAME { "down" } else { "up" })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::url::Url;

    #[test]
    fn everything_of_a_table_is_found_by_its_name() {
        let slug = |text| Slug::parse(text).unwrap();
        let day = "2021-02-20".parse().unwrap();
        for (part, text) in [
            (TablePart::View(View::on(day)), "/data/or-covid?as-of=2021-02-20"),
            (TablePart::Row(slug("jackson-or")), "/data/or-covid/jackson-or"),
            (TablePart::CsvOn(day), "/data/or-covid.csv?as-of=2021-02-20"),
            (TablePart::History, "/data/or-covid/history.csv"),
            (TablePart::Csvw, "/data/or-covid.csv-metadata.json"),
            (
                TablePart::Oembed("http://a.example".to_owned()),
                "/oembed?url=http%3A%2F%2Fa.example%2Fdata%2For-covid&format=json",
            ),
        ] {
            assert_eq!(Url::OfTable(slug("or-covid"), part).to_string(), text);
        }
    }
}
