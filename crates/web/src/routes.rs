//! Every address of the station, each with its cache policy and who may ask it. The router is made from this table,
//! and the tests and `docs/routes.md` go through the same table: an address that is not here does not exist.

use crate::{
    alert,
    app::{App, Parts},
    archive, asset, desk, error_page, feed, front, health, listing, lite, map, media, page,
    policy::Policy,
    public::page_route,
    radar,
    route::{Access, Route},
    sitemap, story, table, weather,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{self, Next},
    response::Response,
    routing::{MethodRouter, get},
};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

/// Put the parts together and mount every route.
pub fn open(parts: Parts) -> App {
    let store = parts.store.clone();
    let app = App::new(parts);
    app.mount(router(&app));
    crate::warm::listen(&store, &app);
    app
}

/// The table.
pub fn table() -> Vec<Route> {
    let mut routes = vec![
        Route::page("/", page_route(front::show)),
        Route::page("/lite", page_route(lite::front)),
        Route::page("/story/{year}/{month}/{slug}", page_route(story::show)),
        Route::page("/lite/story/{year}/{month}/{slug}", page_route(lite::story)),
        Route::page("/section/{slug}", page_route(listing::section)),
        Route::page("/author/{slug}", page_route(listing::author)),
        Route::page("/tag/{slug}", page_route(listing::tag)),
        Route::page("/place/{slug}", page_route(listing::place)),
        Route::page("/archive", page_route(archive::index)),
        Route::page("/archive/{year}/{month}", page_route(archive::month)),
        Route::page("/data", page_route(table::index)),
        Route::page("/data/{slug}", page_route(table::show)),
        Route::page("/data/{slug}/revisions", page_route(table::log::revisions)),
        Route::page("/data/{slug}/history.csv", page_route(table::files::history)),
        Route::page("/data/{slug}/atom.xml", page_route(table::log::updates)),
        Route::page("/data/{slug}/{row}", page_route(table::row::show)),
        Route::page("/embed/data/{slug}", page_route(table::embed::show)),
        Route::page("/oembed", page_route(table::embed::oembed)),
        Route::page("/alerts", page_route(alert::all)),
        Route::page("/alerts/{file}", page_route(alert::one)),
        Route::page("/lite/alerts", page_route(alert::lite)),
        Route::page("/lite/alerts/{id}", page_route(alert::lite_one)),
        Route::page("/embed/alerts", page_route(alert::embed)),
        Route::page("/api/v1/weather/alerts", page_route(alert::api)),
        Route::page("/radar/map.json", page_route(map::radar)),
        Route::page("/weather", page_route(weather::index)),
        Route::page("/weather/{slug}", page_route(weather::town)),
        Route::page("/lite/weather", page_route(weather::lite_index)),
        Route::page("/lite/weather/{slug}", page_route(weather::lite_town)),
        Route::page("/embed/weather/{slug}", page_route(weather::embed)),
        Route::page("/api/v1/weather", page_route(weather::api_index)),
        Route::page("/api/v1/weather/{slug}", page_route(weather::api_town)),
        Route::page("/page/{slug}", page_route(page::show)),
        Route::page("/{file}", page_route(feed::of_station)),
        Route::page("/section/{slug}/{file}", page_route(feed::of_section)),
        Route::page("/author/{slug}/{file}", page_route(feed::of_author)),
        Route::page("/tag/{slug}/{file}", page_route(feed::of_tag)),
        Route::page("/place/{slug}/{file}", page_route(feed::of_place)),
        Route::page("/sitemap.xml", page_route(sitemap::index)),
        Route::page("/sitemap/{file}", page_route(sitemap::part)),
        Route::page("/sitemap/data/{file}", page_route(sitemap::rows)),
        Route::page("/sitemap/{year}/{file}", page_route(sitemap::month)),
        Route::page("/robots.txt", page_route(sitemap::robots)),
        Route::immutable("/assets/{file}", get(asset::show)),
        Route::picture("/media/{key}/{file}", get(media::show)),
        Route::private("/healthz", Access::Public, get(health::alive)),
        Route::private("/readyz", Access::Public, get(health::ready)),
    ];
    routes.extend(of_radars());
    routes.extend(desk::routes());
    routes
}

fn of_radars() -> [Route; 8] {
    [
        Route::page("/radar", page_route(radar::page)),
        Route::page("/lite/radar", page_route(radar::lite)),
        Route::page("/embed/radar", page_route(radar::embed)),
        Route::page("/api/v1/radar", page_route(radar::api_index)),
        Route::page("/api/v1/radar/{site}", page_route(radar::api_manifest)),
        Route::page("/radar/{site}/lines.svg", page_route(radar::lines)),
        Route::immutable("/radar/{site}/{frame}/{file}", get(radar::still)),
        Route::immutable("/radar/{site}/{frame}/{product}/{zoom}/{x}/{file}", get(radar::square)),
    ]
}

/// A request under `/desk` must be answered within this time; an upload on a slow line needs it.
const DESK_TIME: Duration = Duration::from_secs(120);
/// The largest form; uploads have a limit of their own.
const FORM_BYTES: usize = 2 << 20;

/// The router over the table.
fn router(app: &App) -> Router {
    let mut router = Router::new();
    for Route { path, policy, access, methods } in table() {
        router = router.route(path, guarded(methods, policy, access, app));
    }
    router
        .fallback(error_page::no_such_address)
        .method_not_allowed_fallback(error_page::no_such_method)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        // A form posted from another site is refused before anything looks at it (Fetch Metadata and Origin).
        .layer(CsrfLayer::new().with_rejection_response(error_page::cross_site))
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, DESK_TIME))
        .layer(CatchPanicLayer::custom(error_page::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), error_page::as_page))
        .with_state(app.clone())
}

/// Wrap the methods of a route in its policy and its access.
fn guarded(methods: MethodRouter<App>, policy: Policy, access: Access, app: &App) -> MethodRouter<App> {
    let methods = match access {
        Access::Public | Access::Link => methods,
        Access::May(action) => {
            let gate = (app.clone(), action);
            methods.layer(middleware::from_fn_with_state(gate, crate::signed_in::gate))
        }
    };
    methods.layer(middleware::from_fn_with_state(policy, keep_by))
}

/// Say how an answer may be kept, unless the answer (an error, a page from memory) says so itself.
async fn keep_by(State(policy): State<Policy>, request: Request, next: Next) -> Response {
    let is_desk = request.uri().path().starts_with("/desk");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !headers.contains_key(http::header::CACHE_CONTROL) {
        headers.insert(http::header::CACHE_CONTROL, policy.cache_control());
    }
    if !headers.contains_key(http::header::CONTENT_SECURITY_POLICY) {
        if is_desk { crate::secure::desk(headers) } else { crate::secure::public(headers) }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_desk_is_ever_kept() {
        for route in table() {
            let is_desk = route.path.starts_with("/desk");
            assert_eq!(is_desk, route.access != Access::Public, "{}", route.path);
            if is_desk {
                assert_eq!(route.policy, Policy::Private, "{}", route.path);
            }
        }
    }

    #[test]
    fn an_address_stands_in_the_table_once() {
        let mut paths: Vec<_> = table().iter().map(|route| route.path).collect();
        let count = paths.len();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), count);
    }
}
