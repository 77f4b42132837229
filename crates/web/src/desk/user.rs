//! Who may sign in, and as what.

use super::{
    frame, password_link,
    posted::{Posted, Search},
    problem::problems,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{
    session::Token,
    user::{Byline, NewUser},
};
use http::StatusCode;
use model::{
    author::Author,
    id::UserId,
    slug::Slug,
    user::{Role, User},
};
use pages::{
    Link,
    desk::{
        form::{Choice, Problem},
        users::{UserList, UserRow},
    },
    moment::Moment,
};

/// The list.
pub(crate) async fn list(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let view = view(&app, &who, &Posted::default(), Vec::new()).await?;
    frame::screen(&app, &who, "/desk/users", query.text("said"), &view)
}

/// Make a user. Without a password they get a one-time link to choose one.
pub(crate) async fn create(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    let by_link = posted.text("password").is_empty();
    match make(&app, &who, &posted, by_link).await {
        Ok(Some((user, token))) => password_link::shown(&app, &who, &user, &token),
        Ok(None) => Ok(frame::done("/desk/users", "user-made")),
        Err(error) => again(&app, &who, &posted, error).await,
    }
}

async fn make(
    app: &App,
    who: &SignedIn,
    posted: &Posted,
    by_link: bool,
) -> Result<Option<(User, Token)>, desk::Error> {
    let typed = posted.text("password").to_owned();
    let id = app
        .desk
        .create_user(
            NewUser {
                email: posted.line("email"),
                name: posted.line("name"),
                // A password that nobody knows, until the link is used.
                password: if by_link { Token::random().as_str().to_owned() } else { typed },
                // Whoever does not say gets what can do least.
                role: Role::parse(posted.text("role")).unwrap_or(Role::Contributor),
                byline: byline(posted),
            },
            &who.by,
        )
        .await?;
    if !by_link {
        return Ok(None);
    }
    let token = app.desk.password_link(id, &who.by).await?;
    let user = app.reader.user(id).await?.ok_or(desk::Error::NotFound("user"))?;
    Ok(Some((user, token)))
}

/// Under which name the new user writes; who does not say writes under their own.
fn byline(posted: &Posted) -> Byline {
    match posted.text("byline") {
        "none" => Byline::None,
        text => {
            let slug = text.strip_prefix("author:").and_then(|slug| Slug::parse(slug).ok());
            slug.map_or(Byline::Own, Byline::Author)
        }
    }
}

/// Give another role, or switch an account off or on.
pub(crate) async fn change(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let id: UserId = frame::number(&id)?;
    let user = app.reader.user(id).await?.ok_or(Error::NotFound)?;
    match differ(&app, &who, &user, &posted).await {
        Ok(()) => Ok(frame::done("/desk/users", "user-changed")),
        Err(error) => again(&app, &who, &Posted::default(), error).await,
    }
}

/// The changes that the form asks for; what stays the same signs nobody out.
async fn differ(app: &App, who: &SignedIn, user: &User, posted: &Posted) -> Result<(), desk::Error> {
    let active = posted.text("active") == "yes";
    if active != user.active {
        app.desk.set_active(user.id, active, &who.by).await?;
    }
    match Role::parse(posted.text("role")) {
        Some(role) if role != user.role => app.desk.set_role(user.id, role, &who.by).await,
        _ => Ok(()),
    }
}

pub(crate) async fn again(
    app: &App,
    who: &SignedIn,
    posted: &Posted,
    error: desk::Error,
) -> Result<Response, Error> {
    let problems = problems(&error, &app.station.zone).ok_or(error)?;
    let view = view(app, who, posted, problems).await?;
    frame::refused(app, who, "/desk/users", StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn view(app: &App, who: &SignedIn, posted: &Posted, problems: Vec<Problem>) -> Result<UserList, Error> {
    let mut users = app.reader.users().await?;
    users.sort_by_key(|user| user.name.to_lowercase());
    let chosen = Role::parse(posted.text("role")).unwrap_or(Role::Reporter);
    let authors = app.reader.authors().await?;
    let accounts = app.reader.author_accounts().await?;
    let signs = |user: &User| {
        let (slug, _) = accounts.iter().find(|(_, id)| *id == user.id)?;
        let author = authors.iter().find(|author| author.slug == *slug)?;
        Some(Link::new(author.name.clone(), super::author::form_path(slug)))
    };
    let row = |user: &User| UserRow {
        action: format!("/desk/users/{}", user.id),
        name: user.name.clone(),
        email: user.email.clone(),
        roles: roles(user.role),
        active: user.active,
        oneself: user.id == who.session.user,
        signed_in: user.signed_in_at.map(|at| Moment::new(at, &app.station.zone)),
        byline: signs(user),
        link: (user.active && user.id != who.session.user).then(|| format!("/desk/users/{}/link", user.id)),
    };
    Ok(UserList {
        create: "/desk/users".to_owned(),
        rows: users.iter().map(row).collect(),
        roles: roles(chosen),
        bylines: bylines(&authors, &accounts, posted.text("byline")),
        name: posted.text("name").to_owned(),
        email: posted.text("email").to_owned(),
        password_min: super::password::MIN,
        problems,
    })
}

/// Their own name, nobody, or an author whom no account has.
fn bylines(authors: &[Author], accounts: &[(Slug, UserId)], chosen: &str) -> Vec<Choice> {
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == chosen,
    };
    let free = authors.iter().filter(|author| !accounts.iter().any(|(slug, _)| *slug == author.slug));
    let fixed = [choice("own", "Their own name"), choice("none", "Nobody: they sign no stories")];
    let free = free.map(|author| choice(&format!("author:{}", author.slug), &author.name));
    fixed.into_iter().chain(free).collect()
}

fn roles(chosen: Role) -> Vec<Choice> {
    let choice = |role: Role| {
        let name = role.as_str();
        let label: String =
            name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
        Choice { value: name.to_owned(), label, chosen: role == chosen }
    };
    Role::ALL.map(choice).into()
}
