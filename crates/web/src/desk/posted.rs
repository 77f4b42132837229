//! A form as it came in: names and values, in order, repeated names and all, with nothing in them that no keyboard
//! types.

use crate::error::Error;
use axum::{
    body::Body,
    extract::{Form, FromRequest, FromRequestParts, Query, Request},
};
use futures_util::StreamExt;
use http::request::Parts;
use std::convert::Infallible;

/// The largest form: a story's text may be one megabyte and grows when it is encoded.
pub(crate) const FORM_BYTES: usize = 2 << 20;
/// A form that is larger is read to its end and thrown away up to this size: a browser that is cut off while it still
/// sends shows its own error page and not ours, which says what to do.
const DRAINED_BYTES: usize = 64 << 20;
/// More fields than any form of ours has.
const FIELDS: usize = 2_000;

/// A posted form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Posted(Vec<(String, String)>);

impl Posted {
    /// A form of these fields; keeps what people type and drops what nobody sees.
    pub(crate) fn new(fields: Vec<(String, String)>) -> Self {
        let typed = |(name, value): (String, String)| {
            let value = typed(&name, &value);
            (name, value)
        };
        Self(fields.into_iter().map(typed).collect())
    }

    /// The first value of a field; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or("")
    }

    /// The first value of a field as one line without space around it.
    pub(crate) fn line(&self, name: &str) -> String {
        self.text(name).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// One line, or nothing when it is empty.
    pub(crate) fn maybe(&self, name: &str) -> Option<String> {
        Some(self.line(name)).filter(|line| !line.is_empty())
    }

    /// Every value of a field that is repeated.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every field but these.
    pub(crate) fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect()
    }

    /// The same form with one field set.
    pub(crate) fn with(mut self, name: &str, value: String) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value));
        self
    }
}

/// What a search form or a filter asked for: the fields of the address.
pub(crate) struct Search(pub(crate) Posted);

impl<S: Send + Sync> FromRequestParts<S> for Search {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        // An address that nobody's form made asks for nothing.
        let fields = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        Ok(Self(fields.map(|Query(fields)| Posted::new(fields)).unwrap_or_default()))
    }
}

/// Line ends as `\n`, and nothing that cannot be seen (`model::text`). A password is what its owner typed: it is shown to
/// nobody and compared with what was typed before.
fn typed(name: &str, value: &str) -> String {
    let unix = value.replace("\r\n", "\n").replace('\r', "\n");
    match name {
        "password" | "again" | "old" => {
            unix.chars().filter(|&c| !c.is_control() || c == '\n' || c == '\t').collect()
        }
        _ => model::text::visible(&unix),
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let bytes = whole(body).await?;
        // Counted before they are taken apart: a million empty fields cost more memory than their bytes.
        if bytes.iter().filter(|byte| **byte == b'&').count() >= FIELDS {
            return Err(Error::TooLarge);
        }
        let request = Request::from_parts(parts, Body::from(bytes));
        match Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(Form(fields)) => Ok(Self::new(fields)),
            Err(_) => Err(Error::BadForm(
                "What was sent is not a form that this page understands. Go back, load the page again and send it \
                 once more."
                    .to_owned(),
            )),
        }
    }
}

/// The whole body, if it is no larger than a form may be.
async fn whole(body: Body) -> Result<Vec<u8>, Error> {
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    let mut stream = body.into_data_stream();
    while let Some(piece) = stream.next().await {
        let piece = piece
            .map_err(|_| Error::BadForm("The form broke off while it was sent. Send it again.".to_owned()))?;
        seen = seen.saturating_add(piece.len());
        if seen > DRAINED_BYTES {
            return Err(Error::TooLarge);
        }
        if seen > FORM_BYTES {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&piece);
        }
    }
    if seen > FORM_BYTES { Err(Error::TooLarge) } else { Ok(kept) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn form(body: impl Into<Body>) -> Request {
        let form = "application/x-www-form-urlencoded";
        Request::post("/desk").header("content-type", form).body(body.into()).unwrap()
    }

    #[tokio::test]
    async fn fields_keep_their_order_and_their_repetition() {
        let posted =
            Posted::from_request(form("author=ana&tags=a&author=ben&body=one%0D%0Atwo%00"), &()).await;
        let posted = posted.unwrap();
        assert_eq!(posted.all("author").collect::<Vec<_>>(), ["ana", "ben"]);
        assert_eq!(posted.text("body"), "one\ntwo");
        assert_eq!(posted.text("none"), "");
        assert_eq!(posted.without(&["author"]).len(), 2);
    }

    #[tokio::test]
    async fn what_nobody_sees_is_not_in_a_form_but_a_password_is_left_alone() {
        let sent = "title=%E2%80%8B&place=%E2%80%AEKLA-3&password=a%E2%80%8Bb";
        let posted = Posted::from_request(form(sent), &()).await.unwrap();
        assert_eq!((posted.text("title"), posted.text("place")), ("", "KLA-3"));
        assert_eq!(posted.text("password"), "a\u{200b}b");
    }

    #[tokio::test]
    async fn a_headline_of_ten_megabytes_is_too_large_and_not_kept() {
        let huge = format!("headline={}", "a".repeat(10 << 20));
        assert!(matches!(Posted::from_request(form(huge), &()).await, Err(Error::TooLarge)));
        let endless = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b'a'; 1 << 16]));
        assert!(matches!(
            Posted::from_request(form(Body::from_stream(endless)), &()).await,
            Err(Error::TooLarge)
        ));
        let fits = format!("headline={}", "a".repeat(1 << 20));
        assert_eq!(Posted::from_request(form(fits), &()).await.unwrap().text("headline").len(), 1 << 20);
    }

    #[tokio::test]
    async fn what_is_no_form_is_said_to_be_none() {
        let json =
            Request::post("/desk").header("content-type", "application/json").body(Body::from("{}")).unwrap();
        assert!(matches!(Posted::from_request(json, &()).await, Err(Error::BadForm(_))));
        let many = "a=1&".repeat(3_000);
        assert!(matches!(Posted::from_request(form(many), &()).await, Err(Error::TooLarge)));
    }
}
