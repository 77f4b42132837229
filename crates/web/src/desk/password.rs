//! One's own password.

use super::{
    frame,
    posted::Posted,
    problem::{problem, problems},
};
use crate::{
    app::App,
    error::Error,
    signed_in::{self, SignedIn},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use pages::desk::{form::Problem, users::OwnPassword};

/// The shortest password, as the forms say it; the desk judges.
pub(crate) const MIN: u32 = 12;

/// The form.
pub(crate) async fn form(State(app): State<App>, who: SignedIn) -> Result<Response, Error> {
    frame::screen(&app, &who, "/desk/password", "", &view(Vec::new()))
}

/// Change it. Every browser is signed out, this one too.
pub(crate) async fn change(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    let again = |problems| {
        frame::refused(&app, &who, "/desk/password", StatusCode::UNPROCESSABLE_ENTITY, &view(problems))
    };
    let new = posted.text("password");
    if new != posted.text("again") {
        return again(vec![problem("again", "The two passwords differ. Type the same one twice.")]);
    }
    match app.desk.set_password(who.session.user, posted.text("old"), new, &who.by).await {
        Ok(()) => {
            let gone = [(header::SET_COOKIE, signed_in::cookie(&app, "", false))];
            Ok((gone, frame::done("/desk/sign-in", "password")).into_response())
        }
        Err(desk::Error::SignIn) => {
            again(vec![problem("old", "This is not your password now. Type it once more.")])
        }
        Err(error) => again(problems(&error, &app.station.zone).ok_or(error)?),
    }
}

fn view(problems: Vec<Problem>) -> OwnPassword {
    OwnPassword { action: "/desk/password".to_owned(), password_min: MIN, problems }
}
