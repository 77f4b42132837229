//! What other sites show of a table: a frame, a picture, and the answer that offers them (oembed.com, version 1.0).

use super::{
    files,
    read::{self, Told},
};
use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    module,
    public::{Asked, Pairs, Params, Query, html},
    secure,
};
use model::{
    slug::Slug,
    stale::Key,
    table::Spec,
    url::{TablePart, Url},
};
use pages::compose::table::embed;

/// `/embed/data/or-covid`, and the picture `/embed/data/or-covid.svg`.
pub(crate) async fn show(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let name = asked.text("slug");
    let (name, is_picture) = name.strip_suffix(".svg").map_or((name, false), |name| (name, true));
    let spec = &*read::spec(&asked.app, name)?;
    if is_picture { picture(&asked.app, spec).await } else { frame(&asked.app, spec).await }
}

async fn frame(app: &App, spec: &Spec) -> Result<Rendered, Error> {
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let view = module::table(app, spec, |now| embed::page(now, &context)).await?;
    let page = html(chrome::render(app, &view).await?, [Key::Table(spec.slug.clone())]);
    Ok(page.with("content-security-policy", secure::framed()))
}

async fn picture(app: &App, spec: &Spec) -> Result<Rendered, Error> {
    let told = Told::read(app, spec, None, None).await?;
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let body = module::table(app, spec, |now| embed::picture(now, &told.series, &context)).await?;
    let keys = vec![Key::Table(spec.slug.clone()), Key::Chrome];
    let picture = Rendered::new("image/svg+xml; charset=utf-8", body.ok_or(Error::NotFound)?, keys);
    Ok(picture.with("content-security-policy", secure::drawn()).with("x-robots-tag", "noindex"))
}

/// What is offered: which table, in at most which size.
#[derive(Clone)]
pub(crate) struct Offer {
    table: Slug,
    address: String,
    width: Option<u32>,
    height: Option<u32>,
}

impl Query for Offer {
    fn read(app: &App, _: &Params, pairs: &Pairs) -> Result<Self, Error> {
        match pairs.get("format") {
            None | Some("" | "json") => {}
            Some(_) => return Err(Error::Format),
        }
        let root = &app.station.base_url;
        let path = pairs.get("url").and_then(|url| url.strip_prefix(root.as_str())).ok_or(Error::NotFound)?;
        let name = path.strip_prefix("/data/").ok_or(Error::NotFound)?;
        let name = name.split(['/', '?', '#']).next().unwrap_or("");
        let table = read::spec(app, name)?.slug.clone();
        let pixels = |name| match pairs.get(name) {
            None | Some("") => Ok(None),
            Some(text) => {
                text.parse::<u32>().ok().filter(|pixels| *pixels > 0).map(Some).ok_or(Error::NotFound)
            }
        };
        let (width, height) = (pixels("maxwidth")?, pixels("maxheight")?);
        let address = Url::OfTable(table.clone(), TablePart::Oembed(root.clone())).to_string();
        Ok(Self { table, address, width, height })
    }

    fn address(&self, _: &str) -> String {
        self.address.clone()
    }

    fn is_kept(&self) -> bool {
        self.width.is_none() && self.height.is_none()
    }
}

pub(crate) async fn oembed(asked: Asked<Offer>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let (app, offer) = (&asked.app, &asked.query);
    let spec = app.desk.tables().get(&offer.table).cloned().ok_or(Error::NotFound)?;
    let lookups = Lookups::read(app, []).await?;
    let body = embed::oembed(&spec, (offer.width, offer.height), &lookups.context(app));
    let keys = vec![Key::Table(spec.slug.clone()), Key::Chrome];
    Ok(files::open_to_all(Rendered::new("application/json", body, keys)))
}
