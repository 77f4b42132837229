//! Who may sign in, and as what.

use super::{
    frame,
    posted::{Posted, Search},
    problem::problems,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::user::NewUser;
use http::StatusCode;
use model::{
    id::UserId,
    user::{Role, User},
};
use pages::{
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

/// Make a user.
pub(crate) async fn create(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    let new = NewUser {
        email: posted.line("email"),
        name: posted.line("name"),
        password: posted.text("password").to_owned(),
        // Whoever does not say gets what can do least.
        role: Role::parse(posted.text("role")).unwrap_or(Role::Contributor),
    };
    match app.desk.create_user(new, &who.by).await {
        Ok(_) => Ok(frame::done("/desk/users", "user-made")),
        Err(error) => again(&app, &who, &posted, error).await,
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

async fn again(app: &App, who: &SignedIn, posted: &Posted, error: desk::Error) -> Result<Response, Error> {
    let problems = problems(&error, &app.station.zone).ok_or(error)?;
    let view = view(app, who, posted, problems).await?;
    frame::refused(app, who, "/desk/users", StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn view(app: &App, who: &SignedIn, posted: &Posted, problems: Vec<Problem>) -> Result<UserList, Error> {
    let mut users = app.reader.users().await?;
    users.sort_by_key(|user| user.name.to_lowercase());
    let chosen = Role::parse(posted.text("role")).unwrap_or(Role::Reporter);
    let row = |user: &User| UserRow {
        action: format!("/desk/users/{}", user.id),
        name: user.name.clone(),
        email: user.email.clone(),
        roles: roles(user.role),
        active: user.active,
        oneself: user.id == who.session.user,
        signed_in: user.signed_in_at.map(|at| Moment::new(at, &app.station.zone)),
    };
    Ok(UserList {
        create: "/desk/users".to_owned(),
        rows: users.iter().map(row).collect(),
        roles: roles(chosen),
        name: posted.text("name").to_owned(),
        email: posted.text("email").to_owned(),
        password_min: super::password::MIN,
        problems,
    })
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
