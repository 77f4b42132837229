//! An editor with a form before them, over real HTTP.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};

use super::house::Station;
use super::wire;
use crate::http::Answer;

const EMAIL: &str = "soak@signal.example";
const PASSWORD: &str = "long words keep the longest";

/// Somebody signed in.
#[derive(Debug, Clone)]
pub(crate) struct Editor {
    address: SocketAddr,
    cookie: String,
}

/// A story form, as far as these runs fill it in.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) headline: String,
    pub(crate) slug: String,
    /// Markdown.
    pub(crate) body: String,
}

/// What became of a form with Publish pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sent {
    /// The station said that it is published; the path of the receipt.
    Published(String),
    /// Nobody knows: the connection broke before the answer.
    Unanswered,
}

impl Editor {
    /// Becomes the first administrator through the one-time link.
    ///
    /// # Errors
    /// When there is no link, or it does not work.
    pub(crate) fn sets_up(station: &Station) -> Result<Editor> {
        let link = station.setup_link()?;
        let fields = [("name", "Soak"), ("email", EMAIL), ("password", PASSWORD), ("again", PASSWORD)];
        Editor::enters(station.address(), &link, &fields)
    }

    /// Signs in, once set up.
    ///
    /// # Errors
    /// When the station does not know us any more.
    pub(crate) fn signs_in(station: &Station) -> Result<Editor> {
        Editor::enters(station.address(), "/desk/sign-in", &[("email", EMAIL), ("password", PASSWORD)])
    }

    fn enters(address: SocketAddr, path: &str, fields: &[(&str, &str)]) -> Result<Editor> {
        let answer = send_form(address, path, "", &form(fields))?;
        let cookie = answer.header("set-cookie").and_then(|field| field.split(';').next());
        match cookie {
            Some(cookie) if answer.status == 303 => Ok(Editor { address, cookie: cookie.to_owned() }),
            _ => bail!("{path} answered {} and no session: {}", answer.status, excerpt(&answer)),
        }
    }

    /// The field that says who we are.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Writes a new story and presses Publish.
    ///
    /// # Errors
    /// When the station answers anything but a receipt: then it refused, which no run wants.
    pub(crate) fn publishes(&self, draft: &Draft) -> Result<Sent> {
        self.presses("/desk/stories", draft, &[])
    }

    /// Changes a published story and presses Publish; `revision` is the newest that we have seen.
    ///
    /// # Errors
    /// As [`Editor::publishes`].
    pub(crate) fn publishes_again(&self, story: &str, draft: &Draft, revision: u32) -> Result<Sent> {
        self.presses(story, draft, &[("revision", &revision.to_string()), ("material", "yes")])
    }

    fn presses(&self, path: &str, draft: &Draft, more: &[(&str, &str)]) -> Result<Sent> {
        let usual = [
            ("headline", draft.headline.as_str()),
            ("dek", "Written to be counted."),
            ("slug", &draft.slug),
            ("section", "local"),
            ("kind", "news"),
            ("language", "en"),
            ("origin-name", "Soak Wire"),
            ("body", &draft.body),
            ("verb", "publish"),
        ];
        let fields: Vec<(&str, &str)> = usual.iter().chain(more).copied().collect();
        let Ok(answer) = send_form(self.address, path, &self.cookie, &form(&fields)) else {
            return Ok(Sent::Unanswered);
        };
        match answer.header("location") {
            Some(location) if answer.status == 303 && location.contains("/receipts/") => {
                Ok(Sent::Published(location.to_owned()))
            }
            _ => bail!("the desk refused to publish ({}): {}", answer.status, excerpt(&answer)),
        }
    }

    /// Looks at a screen of the desk.
    ///
    /// # Errors
    /// When the connection breaks.
    pub(crate) fn opens(&self, path: &str) -> Result<Answer> {
        wire::once(self.address, "GET", path, &[("Cookie", &self.cookie)], b"")
    }
}

/// Sends a form as a browser does from the station's own page.
///
/// # Errors
/// When the connection breaks.
pub(crate) fn send_form(address: SocketAddr, path: &str, cookie: &str, body: &str) -> Result<Answer> {
    let mut headers =
        vec![("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin")];
    if !cookie.is_empty() {
        headers.push(("Cookie", cookie));
    }
    wire::once(address, "POST", path, &headers, body.as_bytes())
}

/// Fields as browsers write them.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// The number of a story, from any address of the desk below it.
///
/// # Errors
/// When there is none.
pub(crate) fn story_path(receipt: &str) -> Result<&str> {
    receipt.split_once("/receipts/").map(|(story, _)| story).context("no story in the receipt's address")
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// The words of a page that say what was wrong, or its beginning.
pub(crate) fn excerpt(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    let wrong: Vec<&str> = text.lines().filter(|line| line.contains("wrong")).collect();
    let words = if wrong.is_empty() { text.into_owned() } else { wrong.join(" ") };
    words.chars().take(600).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_encoded_as_browsers_do() {
        assert_eq!(form(&[("a", "x y&z"), ("b", "é\n")]), "a=x+y%26z&b=%C3%A9%0A");
    }

    #[test]
    fn the_story_of_a_receipt_is_known() {
        assert_eq!(story_path("/desk/stories/42/receipts/7").unwrap(), "/desk/stories/42");
        assert!(story_path("/desk/stories/42").is_err());
    }
}
