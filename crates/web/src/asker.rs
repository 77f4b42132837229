//! Asks the station's own router, in the process and cache included: how the desk proves a publication.

use crate::app::App;
use axum::body::Body;
use desk::asker::{Answer, Asker};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use model::url::Url;
use std::{future::Future, pin::Pin, time::Instant};
use tower::ServiceExt;

/// The way from the desk back to the public side.
pub struct OwnRouter(pub App);

impl Asker for OwnRouter {
    fn mark(&self) -> u64 {
        // A page rendered after the next announcement has at least this generation.
        self.0.cache.mark() + 1
    }

    fn ask<'a>(
        &'a self,
        url: &'a Url,
        needle: &'a str,
        mark: u64,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(ask(&self.0, url.to_string(), needle, mark))
    }
}

async fn ask(app: &App, path: String, needle: &str, mark: u64) -> Answer {
    let begun = Instant::now();
    // Through memory when it is there, exactly as a reader would.
    if let Some(page) = app.cache.get(&path) {
        return answer(true, page.body(), needle, page.generation() >= mark, begun);
    }
    let Ok(request) = Request::get(&path).body(Body::empty()) else { return Answer::default() };
    let Ok(response) = app.router().clone().oneshot(request).await;
    let found = response.status() == StatusCode::OK;
    match response.into_body().collect().await {
        // Not in memory a moment ago, so it was rendered now.
        Ok(body) => answer(found, &body.to_bytes(), needle, true, begun),
        Err(_) => Answer::default(),
    }
}

fn answer(found: bool, body: &[u8], needle: &str, renewed: bool, begun: Instant) -> Answer {
    let shows = contains(body, needle.as_bytes());
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    Answer { found, shows, renewed, bytes: body.len() as u64, micros }
}

/// Whether the page names the address, and not merely one that begins like it.
fn contains(body: &[u8], needle: &[u8]) -> bool {
    let ends_there = |after: Option<&u8>| {
        !after.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
    };
    (0..body.len().saturating_sub(needle.len() - 1))
        .filter(|&start| body[start] == needle[0])
        .any(|start| body[start..].starts_with(needle) && ends_there(body.get(start + needle.len())))
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_longer_address_is_another_address() {
        assert!(contains(b"<a href=\"/story/2021/03/vote\">", b"/story/2021/03/vote"));
        assert!(!contains(b"<a href=\"/story/2021/03/vote-again\">", b"/story/2021/03/vote"));
        assert!(contains(b"/story/2021/03/vote", b"/story/2021/03/vote"));
        assert!(!contains(b"/story", b"/story/2021/03/vote"));
    }
}
