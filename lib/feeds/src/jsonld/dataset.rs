//! Public data that a page shows and offers.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Organization;

/// A table of public data.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct Dataset {
    /// Its name.
    pub name: String,
    /// What it counts, from whom, how.
    pub description: String,
    /// The page that shows it.
    pub url: String,
    /// First and last day that it covers; written as an ISO 8601 interval, or as one date.
    #[serde(
        rename = "temporalCoverage",
        serialize_with = "interval",
        skip_serializing_if = "Option::is_none"
    )]
    pub coverage: Option<(Date, Date)>,
    /// The place that it covers, by name.
    #[serde(rename = "spatialCoverage", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When the figures last changed.
    #[serde(serialize_with = "crate::dates::serialize")]
    pub date_modified: Timestamp,
    /// Files with the same figures.
    #[serde(rename = "distribution", skip_serializing_if = "Vec::is_empty")]
    pub downloads: Vec<Download>,
    /// URL of the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// Who made the figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<Organization>,
    /// URL of where they were taken from.
    #[serde(rename = "isBasedOn", skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

/// A file with the figures.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "@type", rename = "DataDownload", rename_all = "camelCase")]
pub struct Download {
    /// The file's URL.
    #[serde(rename = "contentUrl")]
    pub url: String,
    /// "text/csv".
    #[serde(rename = "encodingFormat")]
    pub media_type: String,
}

fn interval<S: Serializer>(coverage: &Option<(Date, Date)>, serializer: S) -> Result<S::Ok, S::Error> {
    match coverage {
        Some((first, last)) if first == last => serializer.collect_str(first),
        Some((first, last)) => serializer.collect_str(&format_args!("{first}/{last}")),
        None => serializer.serialize_none(),
    }
}
