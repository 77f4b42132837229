//! Alerts and notices: what is known now, their pages, the module, and files for programs. Every public page shows the
//! strip, so what is known is read in `warned`.

use crate::{
    air,
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    public::{Asked, html},
    secure,
    warned::read,
};
use jiff::{SignedDuration, Timestamp};
use model::{
    alert::{Kept, ZoneShape},
    stale::Key,
};
use pages::{
    compose::alert::{self, ITEMS},
    map::zones,
};

/// Messages that ended within this are still listed.
const LATELY: SignedDuration = SignedDuration::from_hours(24);
/// Of those, at most.
const ENDED: usize = 12;
/// Notices that ended and are still in the feed.
const OVER: i64 = 20;

/// `/alerts`
pub(crate) async fn all(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let now = read(app).await?;
    let ended = ended(app, now.now).await?;
    let lookups = Lookups::read(app, []).await?;
    let view = alert::page(&now, &ended, &air::every(app).await?, &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, air::keys(app).chain([Key::AlertsAsked])))
}

/// `/lite/alerts`
pub(crate) async fn lite(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let view = alert::lite(&read(app).await?, &air::every(app).await?, &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, air::keys(app).chain([Key::AlertsAsked])))
}

/// `/embed/alerts`
pub(crate) async fn embed(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let view = alert::embed(&read(app).await?, &lookups.context(app));
    let page = html(chrome::render(app, &view).await?, []);
    Ok(page.with("content-security-policy", secure::framed()))
}

/// `/api/v1/weather/alerts`
pub(crate) async fn api(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let now = read(app).await?;
    let shapes = shapes(app, &now.alerts).await?;
    let body = alert::geojson(&now, &shapes, &lookups.context(app));
    let rendered = Rendered::new("application/geo+json; charset=utf-8", body, vec![Key::Alerts]);
    Ok(rendered.with("access-control-allow-origin", "*"))
}

/// `/alerts/17`, `/alerts/17.cap`, `/alerts/atom.xml`
pub(crate) async fn one(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let name = asked.text("file");
    if name == "atom.xml" {
        return feed(app).await;
    }
    if let Some(name) = name.strip_suffix(".cap") {
        let kept = find(app, name).await?;
        let body = alert::cap(&kept, &app.reader.alert_chain(kept.chain).await?);
        let rendered = Rendered::new("application/cap+xml; charset=utf-8", body, vec![Key::Alerts]);
        return Ok(rendered.with("access-control-allow-origin", "*"));
    }
    let kept = find(app, name).await?;
    let chain = chain(app, &kept).await?;
    let shapes = shapes(app, std::slice::from_ref(&kept)).await?;
    let lookups = Lookups::read(app, []).await?;
    let view = alert::one(&kept, &chain, &shapes, app.desk.now(), &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, []))
}

/// `/lite/alerts/17`
pub(crate) async fn lite_one(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let kept = find(app, asked.text("id")).await?;
    let chain = chain(app, &kept).await?;
    let lookups = Lookups::read(app, []).await?;
    let view = alert::lite_one(&kept, &chain, app.desk.now(), &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, []))
}

/// The chain of a message, oldest first.
async fn chain(app: &App, kept: &Kept) -> Result<Vec<Kept>, Error> {
    let mut chain = app.reader.alert_chain(kept.chain).await?;
    chain.retain(|kept| kept.alert.is_meant());
    Ok(chain)
}

/// What is kept of the zones that these messages need a shape of.
async fn shapes(app: &App, alerts: &[Kept]) -> Result<Vec<ZoneShape>, Error> {
    let needed = alerts.iter().flat_map(|kept| zones::needed(&kept.alert)).collect();
    Ok(app.reader.zone_shapes(&needed).await?)
}

async fn feed(app: &App) -> Result<Rendered, Error> {
    let mut lately = app.reader.alerts_lately(ITEMS).await?;
    lately.retain(|kept| kept.alert.is_meant());
    let alert::Now { now, mut notices, silence, .. } = read(app).await?;
    notices.extend(app.reader.notices_over(now, OVER).await?);
    let since = app.reader.first_deed().await?.unwrap_or(now);
    let feed = alert::Feed { alerts: lately, notices, since, silence, now };
    // What is said while the sources are silent is taken back when they answer: no date of it may outlast that.
    let modified = silence.is_none().then(|| feed.changed().as_second());
    let lookups = Lookups::read(app, []).await?;
    let body = alert::feed(&feed, &lookups.context(app));
    let keys = vec![Key::Alerts, Key::Chrome];
    Ok(Rendered { modified, ..Rendered::new("application/atom+xml; charset=utf-8", body, keys) })
}

/// A message that somebody here could be shown. Its number is written as it is: no sign, no zeros before it.
async fn find(app: &App, name: &str) -> Result<Kept, Error> {
    let id: i64 =
        name.parse().ok().filter(|id: &i64| *id > 0 && id.to_string() == name).ok_or(Error::NotFound)?;
    let kept = app.reader.alert(id).await?.filter(|kept| kept.reach.covered && kept.alert.is_meant());
    kept.ok_or(Error::NotFound)
}

/// Messages that were shown and ended lately, the newest end first; of a chain only the last.
async fn ended(app: &App, now: Timestamp) -> Result<Vec<Kept>, Error> {
    let since = now.saturating_sub(LATELY).unwrap_or(Timestamp::MIN);
    let lately = app.reader.alerts_in_force(since).await?;
    let going_on: Vec<i64> = lately.iter().filter(|kept| kept.over_at > now).map(|kept| kept.chain).collect();
    let is_ended = |kept: &Kept| {
        kept.over_at <= now
            && kept.reach.covered
            && kept.alert.is_warning()
            && !going_on.contains(&kept.chain)
    };
    let mut ended: Vec<Kept> = lately.into_iter().filter(is_ended).collect();
    ended.sort_by_key(|kept| std::cmp::Reverse((kept.over_at, kept.id)));
    let mut told = Vec::new();
    ended.retain(|kept| {
        !told.contains(&kept.chain) && {
            told.push(kept.chain);
            true
        }
    });
    ended.truncate(ENDED);
    Ok(ended)
}
