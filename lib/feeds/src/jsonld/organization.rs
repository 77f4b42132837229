//! The newsroom, and other organizations that a page names.

use serde::Serialize;

use super::Image;

/// A newsroom with its public policies, or any other organization by name.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Newsroom or other.
    #[serde(rename = "@type")]
    pub kind: OrganizationKind,
    /// Its name.
    pub name: String,
    /// Its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Image>,
    /// Its other addresses on the web.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// URL of its editorial standards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publishing_principles: Option<String>,
    /// URL of how it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrections_policy: Option<String>,
    /// URL of its ethics policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethics_policy: Option<String>,
    /// URL of who works there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masthead: Option<String>,
    /// URL of who owns and pays it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ownership_funding_info: Option<String>,
    /// URL of how the public can answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actionable_feedback_policy: Option<String>,
}

/// The schema.org type of an organization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum OrganizationKind {
    /// A newsroom.
    #[serde(rename = "NewsMediaOrganization")]
    Newsroom,
    /// Any other.
    #[default]
    #[serde(rename = "Organization")]
    Other,
}

impl Organization {
    /// An organization that is only named: a source, a sponsor, the maker of a data set.
    pub fn named(name: &str) -> Organization {
        Organization { name: name.to_owned(), ..Organization::default() }
    }
}
