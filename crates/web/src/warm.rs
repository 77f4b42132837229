//! Hot pages are made anew as soon as what warns has changed, before the first reader asks: a warning comes when everybody
//! looks.

use crate::app::App;
use axum::body::Body;
use http::Request;
use model::{
    stale::{Key, Stale},
    url::{AlertUrl, Url},
};
use std::sync::Arc;
use store::Store;
use tower::ServiceExt;

/// What everybody looks at.
const HOT: [Url; 4] = [Url::Front, Url::LiteFront, Url::Alerts(AlertUrl::All), Url::Alerts(AlertUrl::Lite)];

/// From now on the hot pages are rendered when a commit was about what warns; the cache has heard of it before. Nobody
/// waits for it; a page that somebody else is rendering already is not rendered twice.
pub(crate) fn listen(store: &Store, app: &App) {
    let listening = Arc::downgrade(&app.0);
    store.on_commit(Arc::new(move |stale| {
        if let Some(inner) = listening.upgrade() {
            after(App(inner), stale);
        }
    }));
}

fn after(app: App, stale: &Stale) {
    if !stale.iter().any(|key| *key == Key::Alerts) {
        return;
    }
    // A commit runs in the runtime; outside of one there are no readers either.
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
    runtime.spawn(async move {
        for url in HOT {
            let Ok(request) = Request::get(url.to_string()).body(Body::empty()) else { continue };
            let Ok(_response) = app.router().clone().oneshot(request).await;
        }
    });
}
