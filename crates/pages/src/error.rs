//! Pages for what went wrong, each with a way onward.

use serde::Serialize;

use crate::{
    View,
    chrome::{Head, Link},
};

/// What went wrong and where to go now.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ErrorPage {
    /// Document head.
    pub head: Head,
    /// HTTP status.
    pub status: u16,
    /// `This page does not exist`.
    pub title: String,
    /// What happened and what the reader can do, in one or two sentences.
    pub words: String,
    /// Ways onward.
    pub ways: Vec<Link>,
    /// Number of the request, to quote when asking for help.
    pub request: Option<String>,
}

impl View for ErrorPage {
    const TEMPLATE: &'static str = "error.html";
}

impl ErrorPage {
    /// The page for HTTP `status` with its own words. Statuses without words of their own share those of their class.
    #[must_use]
    pub fn new(status: u16, ways: Vec<Link>, request: Option<String>) -> Self {
        let (title, words) = words_for(status);
        Self {
            head: Head { title: title.to_owned(), noindex: true, ..Head::default() },
            status,
            title: title.to_owned(),
            words: words.to_owned(),
            ways,
            request,
        }
    }
}

/// Title and explanation of an HTTP status.
fn words_for(status: u16) -> (&'static str, &'static str) {
    match status {
        400 => (
            "We could not read that request",
            "Something in the address or the form was not as expected. Go back, check it, and try once more.",
        ),
        401 => {
            ("Please sign in", "This page is for people of the station. Sign in and you will come back here.")
        }
        403 => (
            "This page is not open to you",
            "Your account may not see this page or do this. Ask an administrator of the station if it should.",
        ),
        404 => (
            "This page does not exist",
            "The address may be mistyped, or the page was never here. Stories keep their address for ever, \
             so an old link to a story still works if it was copied whole.",
        ),
        405 => (
            "That is not possible here",
            "This address answers other kinds of requests. Go back and try another way.",
        ),
        409 => (
            "Somebody else was faster",
            "What you were changing has changed meanwhile. Nothing was overwritten. Load it again and compare.",
        ),
        410 => (
            "This story was withdrawn",
            "It was published here once and is no longer available. What we know now is in our newest stories.",
        ),
        413 => (
            "That is too large",
            "What you sent is over the limit for this form. Make it smaller and try again.",
        ),
        429 => (
            "Too many requests",
            "We received more requests from your connection than a person makes. Wait a minute, then try again.",
        ),
        503 => (
            "We are very busy",
            "The page could not be made just now. Wait a few seconds and load it again. The lite front page is the quickest.",
        ),
        status if (400..500).contains(&status) => {
            ("That did not work", "The request could not be answered as it was. Go back and try another way.")
        }
        _ => (
            "Something went wrong on our side",
            "It is not your fault, it has been recorded, and we will look into it. Other pages should work.",
        ),
    }
}

/// A page without anything around it, for when even the error page could not be rendered.
#[must_use]
pub fn last_resort(status: u16) -> String {
    let (title, words) = words_for(status);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body><h1>{title}</h1><p>{words}</p><p><a href=\"/\">Front page</a></p></body></html>\n"
    )
}
