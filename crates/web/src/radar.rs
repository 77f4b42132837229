//! Radars: their page, what they see in words only, the manifest, squares and stills. Everything was drawn before anybody
//! asks: a request slices finished bytes and never decodes.

use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    policy::Policy,
    public::{Asked, Pairs, Params, Query, html, json},
    secure,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use http::{HeaderValue, header};
use model::{
    module::Module,
    radar::{Frame, FrameId, Product, RadarId, Site},
    slug::Slug,
    stale::Key,
    url::{RadarUrl, Url},
};
use pages::{
    compose::{
        Context,
        radar::{self, Now},
    },
    map::lines,
    module::ModuleView,
};
use std::sync::Arc;
use store::Squares;

/// The deepest zoom that a map can ask for.
const DEEPEST: u8 = 24;

/// Which radar a page shows, and which of its frames.
#[derive(Clone)]
pub(crate) struct Shown {
    site: Option<RadarId>,
    at: Option<FrameId>,
}

impl Query for Shown {
    fn read(app: &App, _: &Params, pairs: &Pairs) -> Result<Self, Error> {
        let known = |text: &str| {
            let id = RadarId::parse(text).ok().filter(|id| app.station.radar.radar(id).is_some());
            id.ok_or(Error::NotFound)
        };
        let first = app.station.radar.sites.first().map(|site| &site.id);
        // The first has one address, without its name.
        let site = pairs.get("site").map(known).transpose()?.filter(|id| Some(id) != first);
        let at = pairs.get("at").map(|text| FrameId::parse(text).ok_or(Error::NotFound)).transpose()?;
        Ok(Self { site, at })
    }

    fn address(&self, _: &str) -> String {
        Url::Radar(RadarUrl::Page { site: self.site.clone(), at: self.at }).to_string()
    }

    fn is_kept(&self) -> bool {
        // There are many moments, and few who ask for one.
        self.at.is_none()
    }
}

/// Which radar a frame for other sites shows; the first when none is named.
#[derive(Clone)]
pub(crate) struct Framed(Option<RadarId>);

impl Query for Framed {
    fn read(app: &App, params: &Params, pairs: &Pairs) -> Result<Self, Error> {
        Ok(Self(Shown::read(app, params, pairs)?.site))
    }

    fn address(&self, _: &str) -> String {
        Url::Radar(RadarUrl::Embed(self.0.clone())).to_string()
    }

    fn is_kept(&self) -> bool {
        true
    }
}

/// A manifest says what time it is for the station, so it is made anew for each who asks: of a dozen rows.
#[derive(Clone)]
pub(crate) struct Live;

impl Query for Live {
    fn read(_: &App, _: &Params, _: &Pairs) -> Result<Self, Error> {
        Ok(Self)
    }

    fn address(&self, path: &str) -> String {
        path.to_owned()
    }

    fn is_kept(&self) -> bool {
        false
    }
}

/// What a page that shows a radar is made from.
pub(crate) fn keys(slug: &Slug) -> Vec<Key> {
    vec![Key::Radar(slug.clone())]
}

/// The module of a radar.
pub(crate) async fn module(app: &App, module: &Module, context: &Context<'_>) -> Result<ModuleView, Error> {
    match app.station.radar.site(&module.subject) {
        Some(site) => Ok(radar::module(&now(app, site).await?, context)),
        None => Ok(radar::failed(module)),
    }
}

/// `/radar`
pub(crate) async fn page(asked: Asked<Shown>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let Shown { site, at } = &asked.query;
    let policy = &app.station.radar;
    let site = site.as_ref().map_or_else(|| policy.sites.first(), |id| policy.radar(id));
    let Some(site) = site else {
        let view = radar::none(&context);
        return Ok(html(chrome::render(app, &view).await?, []));
    };
    let now = now(app, site).await?;
    let view = match at {
        None => radar::page(&now, None, &context),
        Some(id) => match look(app, &site.id, *id).await? {
            Some(frame) => radar::page(&now, Some(&frame), &context),
            None => radar::page_without(&now, *id, &context),
        },
    };
    let page = html(chrome::render(app, &view).await?, keys(site.id.slug()));
    // The one public page with a script: its map.
    let page = page.with("content-security-policy", secure::mapped());
    Ok(page.with("permissions-policy", secure::placed()))
}

/// `/lite/radar`
pub(crate) async fn lite(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let (mut radars, mut all) = (Vec::new(), Vec::new());
    for site in app.station.radar.shown() {
        radars.push(now(app, site).await?);
        all.extend(keys(site.id.slug()));
    }
    let view = radar::lite(&radars, &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, all))
}

/// `/embed/radar`
pub(crate) async fn embed(asked: Asked<Framed>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let policy = &app.station.radar;
    let site = asked.query.0.as_ref().map_or_else(|| policy.sites.first(), |id| policy.radar(id));
    let site = site.ok_or(Error::NotFound)?;
    let lookups = Lookups::read(app, []).await?;
    let view = radar::embed(&now(app, site).await?, &lookups.context(app));
    let page = html(chrome::render(app, &view).await?, keys(site.id.slug()));
    Ok(page.with("content-security-policy", secure::framed()))
}

/// `/api/v1/radar`
pub(crate) async fn api_index(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let lookups = Lookups::read(&asked.app, []).await?;
    Ok(json(radar::index(&lookups.context(&asked.app)), Vec::new()))
}

/// `/api/v1/radar/KMAX`
pub(crate) async fn api_manifest(asked: Asked<Live>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let site = site(app, asked.text("site"))?;
    let lookups = Lookups::read(app, []).await?;
    let body = radar::manifest(&now(app, site).await?, &lookups.context(app));
    Ok(json(body, keys(site.id.slug())))
}

/// `/radar/KMAX/lines.svg`: it lies over stills as a picture of its own, so it brings its own style.
pub(crate) async fn lines(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let body = lines::around(site(app, asked.text("site"))?, &app.station);
    let file = Rendered::new("image/svg+xml", body, vec![Key::Chrome]);
    Ok(file.with("content-security-policy", secure::drawn()))
}

/// `/radar/KMAX/20210302T015500Z-1/ref/9/81/189.png`: a square of a map.
pub(crate) async fn square(
    State(app): State<App>,
    Path((radar, frame, product, zoom, x, file)): Path<(String, String, String, String, String, String)>,
) -> Result<Response, Error> {
    let y = file.strip_suffix(".png").ok_or(Error::NotFound)?;
    let zoom = whole(&zoom)?;
    let (x, y) = (whole::<u32>(&x)?, whole::<u32>(y)?);
    if zoom > DEEPEST || u64::from(x.max(y)) >= 1_u64 << zoom {
        return Err(Error::NotFound);
    }
    let squares = squares(&app, &radar, &frame, &product).await?;
    Ok(png(squares.square(zoom, x, y).unwrap_or_else(|| squares.blank())))
}

/// `/radar/KMAX/20210302T015500Z-1/ref.png`: the still of a frame.
pub(crate) async fn still(
    State(app): State<App>,
    Path((radar, frame, file)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let product = file.strip_suffix(".png").ok_or(Error::NotFound)?;
    match squares(&app, &radar, &frame, product).await {
        Ok(squares) => Ok(png(squares.still())),
        Err(Error::NotFound) => grown(&app, &radar, &frame, product).await,
        Err(error) => Err(error),
    }
}

/// The frame of a name, or what the same look has grown to since.
async fn look(app: &App, radar: &RadarId, id: FrameId) -> Result<Option<Frame>, Error> {
    Ok(match app.reader.radar_frame(radar, id).await? {
        Some(frame) => Some(frame),
        None => app.reader.radar_look(radar, id.began()).await?,
    })
}

/// The way to the still of what a frame has grown to: its own name means nothing any more, and links to it stand in posts.
async fn grown(app: &App, radar: &str, frame: &str, product: &str) -> Result<Response, Error> {
    let radar = &site(app, radar)?.id;
    let id = FrameId::parse(frame).ok_or(Error::NotFound)?;
    let product = Product::parse(product).ok_or(Error::NotFound)?;
    let last = app.reader.radar_look(radar, id.began()).await?;
    let last = last.filter(|last| last.id != id && last.layer(product).is_some()).ok_or(Error::NotFound)?;
    let url = Url::Radar(RadarUrl::Still(radar.clone(), last.id, product)).to_string();
    let mut response = Redirect::temporary(&url).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, Policy::Page.cache_control());
    Ok(response)
}

async fn squares(app: &App, radar: &str, frame: &str, product: &str) -> Result<Squares, Error> {
    let radar = &site(app, radar)?.id;
    let id = FrameId::parse(frame).ok_or(Error::NotFound)?;
    let product = Product::parse(product).ok_or(Error::NotFound)?;
    let name = (radar.clone(), id);
    let frame = match app.radar.frames.get(&name) {
        Some(frame) => frame,
        None => {
            let frame = Arc::new(app.reader.radar_frame(radar, id).await?.ok_or(Error::NotFound)?);
            // What a name means never changes.
            app.radar.frames.insert(name, frame.clone());
            frame
        }
    };
    let pack = &frame.layer(product).ok_or(Error::NotFound)?.pack;
    if let Some(squares) = app.radar.packs.get(pack.as_str()) {
        return Ok(squares);
    }
    let bytes = app.blobs.get(pack).await?.ok_or(Error::NotFound)?;
    let squares = Squares::read(bytes)?;
    app.radar.packs.insert(pack.as_str().into(), squares.clone());
    Ok(squares)
}

/// A number as it is written: no sign, no zeros before it.
fn whole<T: std::str::FromStr + ToString>(text: &str) -> Result<T, Error> {
    text.parse().ok().filter(|number: &T| number.to_string() == text).ok_or(Error::NotFound)
}

fn png(bytes: Bytes) -> Response {
    let mut response = bytes.into_response();
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    fields.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// A radar by its letters, as they are written.
fn site<'a>(app: &'a App, letters: &str) -> Result<&'a Site, Error> {
    let id = RadarId::parse(letters).ok().filter(|id| id.as_str() == letters).ok_or(Error::NotFound)?;
    app.station.radar.radar(&id).ok_or(Error::NotFound)
}

/// What is known of a radar.
pub(crate) async fn now<'a>(app: &'a App, site: &'a Site) -> Result<Now<'a>, Error> {
    let most = u64::try_from(app.station.radar.frames).unwrap_or(u64::MAX);
    let frames = app.reader.radar_frames(&site.id, most).await?;
    Ok(Now { site, frames, now: app.desk.now() })
}
