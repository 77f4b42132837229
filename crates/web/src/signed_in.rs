//! The proof that somebody is signed in and may do what they ask: an extractor, and the gate of each desk route.

use crate::{app::App, error::Error, proxies::Peer};
use axum::{
    extract::{FromRequestParts, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use desk::By;
use http::{HeaderMap, Method, header, request::Parts};
use model::{session::Session, user::Action};
use std::{net::IpAddr, time::Instant};

/// Name of the cookie. It is sent to the desk only, so no public page ever depends on it.
pub(crate) const COOKIE: &str = "bellwether_session";

/// Somebody signed in: for the log, and for what their role carries.
#[derive(Clone)]
pub(crate) struct SignedIn {
    pub(crate) session: Session,
    pub(crate) by: By,
}

/// The address a request came from.
#[derive(Clone, Copy)]
pub(crate) struct From(pub(crate) IpAddr);

impl<S: Sync> FromRequestParts<S> for From
where
    App: axum::extract::FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let app = <App as axum::extract::FromRef<S>>::from_ref(state);
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
        Ok(Self(app.proxies.client(peer, &parts.headers)))
    }
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Error> {
        // The gate of the route put it there; a handler without a gate gets nobody.
        parts.extensions.get::<SignedIn>().cloned().ok_or(Error::Forbidden)
    }
}

/// The gate: whoever is not signed in is sent to do so; whoever may not is told; changes are counted.
pub(crate) async fn gate(
    State((app, action)): State<(App, Action)>,
    request: Request,
    next: Next,
) -> Response {
    match admit(&app, action, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn admit(app: &App, action: Action, request: Request) -> Result<Request, Error> {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let (mut parts, body) = request.into_parts();
    let From(address) = From::from_request_parts(&mut parts, app).await?;
    let session = match token(&parts.headers) {
        Some(token) => app.desk.session(token).await?,
        None => None,
    };
    let Some(session) = session else {
        let back = parts.uri.path_and_query().filter(|_| is_read).map_or("/desk", |path| path.as_str());
        return Err(Error::SignIn { back: back.to_owned() });
    };
    if !session.role.may(action) {
        return Err(Error::Forbidden);
    }
    if !is_read {
        app.changes.take(crate::proxies::bucket(address), Instant::now()).map_err(Error::TooMany)?;
    }
    let by = By::user(session.user, session.name.clone(), session.role, Some(address.to_string()));
    parts.extensions.insert(SignedIn { session, by });
    Ok(Request::from_parts(parts, body))
}

/// The session's token among the cookies.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|field| field.to_str().ok());
    cookies.flat_map(|field| field.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}

/// The cookie's field: unreadable to scripts, never sent from another site's forms, over TLS where there is TLS.
pub(crate) fn cookie(app: &App, token: &str, keep: bool) -> String {
    let secure = if app.secure_cookies { "; Secure" } else { "" };
    let age = if keep { model::session::ABSOLUTE.as_secs() } else { 0 };
    format!("{COOKIE}={token}; Path=/desk; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}
