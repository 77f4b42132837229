//! What surrounds every screen of the desk: who is signed in, where they can go, and what just happened.

use serde::Serialize;

/// The frame of a screen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Frame {
    /// Name of the station.
    pub station: String,
    /// Language of the desk: BCP 47.
    pub language: String,
    /// Who is signed in; nobody on the sign-in screen.
    pub who: Option<Who>,
    /// Token that every form must carry back.
    pub csrf: String,
    /// Screens this person may open.
    pub screens: Vec<Screen>,
    /// Path of the current entry of `screens`.
    pub current: String,
    /// What just happened.
    pub notice: Option<Notice>,
    /// Says that this station is a demonstration.
    pub demonstration: Option<String>,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Who {
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
}

/// An entry of the desk's navigation.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Screen {
    /// What it is called.
    pub label: String,
    /// Path.
    pub url: String,
    /// What waits there: `2 held`; may be empty.
    pub badge: String,
}

/// One sentence about what just happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Notice {
    /// True when it went well.
    pub good: bool,
    /// The sentence.
    pub words: String,
}
