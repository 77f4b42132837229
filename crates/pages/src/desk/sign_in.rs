//! Signing in, and making the first administrator from the one-time link.

use serde::Serialize;

use super::form::Problem;
use crate::View;

/// The sign-in form. Posts `email`, `password`, `next`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SignIn {
    /// Where it posts to.
    pub action: String,
    /// Path to go to afterwards.
    pub next: String,
    /// What was typed before.
    pub email: String,
    /// What was wrong: one sentence that does not tell whether the account exists.
    pub problem: Option<String>,
}

impl View for SignIn {
    const TEMPLATE: &'static str = "desk/sign-in.html";
}

/// The form that makes an account: the first administrator's, or one that an administrator invited.
/// Posts `name`, `email`, `password`, `again`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Setup {
    /// Where it posts to; carries the one-time token.
    pub action: String,
    /// `Make the first administrator`.
    pub title: String,
    /// What this is and until when the link works.
    pub words: String,
    /// What was typed before.
    pub name: String,
    /// What was typed before.
    pub email: String,
    /// The shortest password that is taken, in characters.
    pub password_min: u32,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
}

impl View for Setup {
    const TEMPLATE: &'static str = "desk/setup.html";
}
