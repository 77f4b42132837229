//! What every page and every piece of one has in common: its values, and the template that arranges them.

use serde::Serialize;

/// A page, or a piece of one, and the template that arranges it.
pub trait View: Serialize {
    /// Name of the template: `story.html`.
    const TEMPLATE: &'static str;
}
