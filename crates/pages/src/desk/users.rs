//! Who may sign in, and as what.

use serde::Serialize;

use super::form::{Choice, Problem};
use crate::{View, chrome::Link, moment::Moment};

/// The list of users. Adding one posts `name`, `email`, `password` (empty for a one-time link), `role` and `byline` (`own`, `none`
/// or `author:` and a slug) to `create`; a row's form posts `role` and `active` (`yes`) to its own action.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UserList {
    /// Where a new user posts to.
    pub create: String,
    /// Users by name.
    pub rows: Vec<UserRow>,
    /// Roles for a new user.
    pub roles: Vec<Choice>,
    /// Names that a new user can write under.
    pub bylines: Vec<Choice>,
    /// What is wrong with the new user.
    pub problems: Vec<Problem>,
    /// What was typed before.
    pub name: String,
    /// What was typed before.
    pub email: String,
    /// The shortest password that is taken, in characters.
    pub password_min: u32,
}

impl View for UserList {
    const TEMPLATE: &'static str = "desk/users.html";
}

/// One user.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UserRow {
    /// Where changes post to.
    pub action: String,
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Roles, the current one chosen.
    pub roles: Vec<Choice>,
    /// Whether they can sign in.
    pub active: bool,
    /// True for who is looking: one cannot lock oneself out.
    pub oneself: bool,
    /// Last sign-in.
    pub signed_in: Option<Moment>,
    /// The author they write as, with the path of the form.
    pub byline: Option<Link>,
    /// Where a one-time link for a new password is made; none where it cannot be.
    pub link: Option<String>,
}

/// A one-time link that was just made, shown once.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PasswordLink {
    /// For whom.
    pub name: String,
    /// What it does and until when.
    pub words: String,
    /// The whole address.
    pub link: String,
    /// Path of the users.
    pub back: String,
}

impl View for PasswordLink {
    const TEMPLATE: &'static str = "desk/password-link.html";
}

/// The form behind a one-time link. Posts `password`, `again`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChoosePassword {
    /// Where it posts to; carries the one-time token.
    pub action: String,
    /// Whose.
    pub name: String,
    /// Their sign-in name.
    pub email: String,
    /// The shortest password that is taken, in characters.
    pub password_min: u32,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
}

impl View for ChoosePassword {
    const TEMPLATE: &'static str = "desk/choose-password.html";
}

/// One's own password. Posts `old`, `password`, `again`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OwnPassword {
    /// Where it posts to.
    pub action: String,
    /// The shortest password that is taken, in characters.
    pub password_min: u32,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
}

impl View for OwnPassword {
    const TEMPLATE: &'static str = "desk/password.html";
}
