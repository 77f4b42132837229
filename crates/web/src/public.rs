//! A public page: from memory, or read and rendered once for everyone who waits for it.

use crate::{
    app::App,
    cache::{Page, Rendered, preferred_encoding},
    error::Error,
};
use axum::{
    body::Body,
    extract::{RawPathParams, State},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get},
};
use http::{HeaderMap, Uri};
use model::{
    slug::Slug,
    stale::Key,
    url::{Month, StoryPath},
};
use std::{
    future::Future,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

/// What a page is asked for: the parameters of its pattern, which page of a list, and what else its query says.
#[derive(Clone)]
pub(crate) struct Asked<Q = ()> {
    pub(crate) app: App,
    params: Params,
    /// From 1.
    pub(crate) page: u32,
    /// What the page understands of the query.
    pub(crate) query: Q,
}

/// The parameters of a pattern, by name.
#[derive(Clone)]
pub(crate) struct Params(Vec<(String, String)>);

/// The pairs of a query, as they came.
pub(crate) struct Pairs(Vec<(String, String)>);

/// What a page understands of its query. Each has a bounded set of values and one address for each of them: that is where
/// its page is kept, however it was asked for. What it does not understand is passed over.
pub(crate) trait Query: Clone + Send + Sync + Sized + 'static {
    /// Checks what was asked; an error where there is no such page.
    fn read(app: &App, params: &Params, pairs: &Pairs) -> Result<Self, Error>;

    /// The one address.
    fn address(&self, path: &str) -> String;

    /// Whether memory keeps it: no, where readers could ask for more of them than there are pages worth keeping.
    fn is_kept(&self) -> bool;
}

impl Query for () {
    fn read(_: &App, _: &Params, _: &Pairs) -> Result<Self, Error> {
        Ok(())
    }

    fn address(&self, path: &str) -> String {
        path.to_owned()
    }

    fn is_kept(&self) -> bool {
        true
    }
}

/// How a page is made: reads, then renders.
pub(crate) type Making = Pin<Box<dyn Future<Output = Result<Rendered, Error>> + Send>>;

/// A page's route: GET and HEAD, through the cache.
pub(crate) fn page_route<Q, F>(make: fn(Asked<Q>) -> F) -> MethodRouter<App>
where
    Q: Query,
    F: Future<Output = Result<Rendered, Error>> + Send + 'static,
{
    let handler = move |State(app): State<App>, params: RawPathParams, uri: Uri, headers: HeaderMap| {
        let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        answer(app, Params(params), uri, headers, move |asked| Box::pin(make(asked)) as Making)
    };
    get(handler)
}

/// How long a reader waits for a turn to have a page rendered before being asked to come back.
const PATIENCE: Duration = Duration::from_secs(3);
/// Lists have no further pages than this; nobody reads there, only machines that went astray.
const LAST_PAGE: u32 = 10_000;

/// Pairs of a query that are looked at.
const PAIRS: usize = 32;

async fn answer<Q: Query>(
    app: App,
    params: Params,
    uri: Uri,
    headers: HeaderMap,
    make: impl Fn(Asked<Q>) -> Making,
) -> Result<Response, Error> {
    let page = page_number(uri.query())?;
    if uri.path().len() > 1 && uri.path().ends_with('/') {
        return Ok(Redirect::permanent(uri.path().trim_end_matches('/')).into_response());
    }
    let query = Q::read(&app, &params, &Pairs::of(&uri))?;
    let path = canonical(&query.address(uri.path()), page);
    let asked = Asked { app, params, page, query };
    let (status, fields, body) =
        page_of(&path, &asked, make).await?.answer(preferred_encoding(&headers), &headers);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = fields;
    Ok(response)
}

/// From memory, or made for everybody who waits, or, where it is not kept, for this reader alone.
async fn page_of<Q: Query>(
    path: &str,
    asked: &Asked<Q>,
    make: impl Fn(Asked<Q>) -> Making,
) -> Result<Arc<Page>, Error> {
    let app = &asked.app;
    let render = || in_turn(app.clone(), make(asked.clone()));
    if asked.query.is_kept() {
        app.cache.get_or_render(path, render).await
    } else {
        app.cache.pass(render()).await
    }
}

/// Render when there is a turn: so many at one time, the rest wait a moment, then are asked to come back.
async fn in_turn(app: App, making: Making) -> Result<Rendered, Error> {
    let turn = tokio::time::timeout(PATIENCE, app.renders.acquire());
    let Ok(Ok(_turn)) = turn.await else {
        app.metrics.shed();
        return Err(Error::Busy);
    };
    let begun = Instant::now();
    let rendered = making.await;
    app.metrics.rendered(begun.elapsed());
    rendered
}

/// The page number of a query. What neither this nor the page's own [`Query`] knows (campaign marks and the like) changes
/// nothing on a page and is passed over.
fn page_number(query: Option<&str>) -> Result<u32, Error> {
    let pairs = query.unwrap_or("").split('&');
    match pairs.filter_map(|pair| pair.strip_prefix("page=")).next() {
        None => Ok(1),
        Some(number) if number.bytes().all(|b| b.is_ascii_digit()) => {
            let page = number.parse().ok().filter(|page| (1..=LAST_PAGE).contains(page));
            page.ok_or(Error::NotFound)
        }
        Some(_) => Err(Error::NotFound),
    }
}

/// The one address under which a page is kept.
fn canonical(path: &str, page: u32) -> String {
    if page > 1 { format!("{path}?page={page}") } else { path.to_owned() }
}

impl Params {
    /// A parameter, as it stands in the path.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }
}

impl Pairs {
    fn of(uri: &Uri) -> Self {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri);
        Self(pairs.map(|query| query.0.into_iter().take(PAIRS).collect()).unwrap_or_default())
    }

    /// The first value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl<Q> Asked<Q> {
    /// A parameter, as it stands in the path.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.params.text(name)
    }

    /// A parameter that must be a slug; anything else has no page.
    pub(crate) fn slug(&self, name: &str) -> Result<Slug, Error> {
        Slug::parse(self.text(name)).map_err(|_| Error::NotFound)
    }

    /// The month in the path.
    pub(crate) fn month(&self) -> Result<Month, Error> {
        Month::parse(self.text("year"), self.text("month")).ok_or(Error::NotFound)
    }

    /// The story in the path.
    pub(crate) fn story(&self) -> Result<StoryPath, Error> {
        Ok(StoryPath { month: self.month()?, slug: self.slug("slug")? })
    }

    /// Refuses a page number where there is only one page: two addresses for one thing are one too many.
    pub(crate) fn only_page(&self) -> Result<(), Error> {
        if self.page == 1 { Ok(()) } else { Err(Error::NotFound) }
    }
}

/// An answer for programs, of other sites too.
pub(crate) fn json(body: String, keys: Vec<Key>) -> Rendered {
    Rendered::new("application/json", body, keys).with("access-control-allow-origin", "*")
}

/// A rendered HTML page; every page carries [`Key::Chrome`] and, for its strip, [`Key::Alerts`].
pub(crate) fn html(body: String, keys: impl IntoIterator<Item = Key>) -> Rendered {
    let keys = keys.into_iter().chain([Key::Chrome, Key::Alerts]).collect();
    Rendered::new("text/html; charset=utf-8", body, keys)
}
