//! What a new town is asked for, once, at a console: where it is by its name, who speaks for its weather, which zones
//! warnings for it name, and the shapes of those zones. Through the one client, politely: a handful of questions, one
//! after the other.

mod look;
mod search;
mod shape;

pub use look::{Near, Spoken, look};
pub use search::{Candidate, Named, search};
pub use shape::{shape, understand as understand_shape};

use crate::{
    fetch::{Client, Error},
    inspect::Problem,
    weather::{Settings, ask},
};
use bytes::Bytes;
use jiff::Timestamp;
use model::source::Health;

/// Whom to ask, and at which moment.
pub struct Asker<'a> {
    /// The client.
    pub client: &'a Client,
    /// Where.
    pub settings: &'a Settings,
    /// When: recorded answers go by it.
    pub now: Timestamp,
}

/// What to do when nobody can be reached.
const NO_NET: &str = "Look at the network of this machine and run the command again, or write [town.NAME] by hand: docs/weather.md.";

impl Asker<'_> {
    /// The answer at an address below the weather service's root.
    async fn service(&self, path: &str) -> Result<Bytes, Error> {
        self.url(&format!("{}/{path}", self.settings.endpoint), ask::ACCEPT).await
    }

    async fn url(&self, url: &str, accept: &str) -> Result<Bytes, Error> {
        let health = Health::default();
        let answer = ask::ask_with(self.client, url, accept, &health, || self.now).await?;
        answer.map(|body| body.bytes).ok_or(Error::Empty)
    }
}

/// A failed question, for somebody at a console. `remedy` is what to do when the answer itself was a refusal.
fn failed(at: &str, error: &Error, remedy: &str) -> Problem {
    // Nothing tries again by itself here.
    let what = error.to_string();
    let what = what.replace(" The station will try again.", "").replace("; the station will try again.", ".");
    let is_refusal = matches!(error, Error::Status { status: 400..=499, .. });
    Problem::new(at, what, if is_refusal && !remedy.is_empty() { remedy } else { NO_NET })
}

#[cfg(test)]
mod tests;
