//! The base map under the radar. It changes with the settings and with nothing else.

use crate::{app::App, cache::Rendered, chrome::Lookups, error::Error, public::Asked};
use pages::compose::radar;

/// `/radar/map.json`
pub(crate) async fn radar(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app: &App = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let body = radar::base_map(&lookups.context(app));
    Ok(Rendered::new("application/geo+json; charset=utf-8", body, Vec::new()))
}
