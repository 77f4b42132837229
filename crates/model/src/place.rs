//! A place that stories are about: a town or a county with a page of its own. Places come from `station.toml`.

use crate::slug::Slug;

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Address, `/place/<slug>`; carries the state, as two states have a Medford.
    pub slug: Slug,
    /// Such as “Medford”.
    pub name: String,
    /// Such as “Oregon”.
    pub state: String,
}
