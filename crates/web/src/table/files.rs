//! A table for machines: its newest figures, all days, and what stands in the columns. Programs of other sites may read
//! them (CORS); they carry nobody's session.

use super::read;
use crate::{app::App, cache::Rendered, chrome::Lookups, error::Error, module, public::Asked};
use jiff::civil::Date;
use model::{
    stale::Key,
    table::{LOOK_BACK, Spec},
    url::{TablePart, Url},
};
use pages::compose::table::files;

const CSV: &str = "text/csv; charset=utf-8; header=present";
const JSON: &str = "application/json";
const CSVW: &str = "application/csvm+json";

/// The newest figures, or those of a past day.
pub(super) async fn csv(app: &App, spec: &Spec, day: Option<Date>) -> Result<Rendered, Error> {
    let slug = &spec.slug;
    let shown = match day {
        None => app.reader.table(slug).await?.shown.ok_or(Error::NotFound)?,
        Some(day) => match app.reader.table_on(slug, day).await? {
            Some(shown) => shown,
            None => {
                let days = app.reader.table_days(slug, read::DAYS).await?;
                let days: Vec<Date> = days.into_iter().map(|(day, _)| day).collect();
                return Err(read::no_such_day(spec, day, &days));
            }
        },
    };
    let earlier = app.reader.table_before(slug, shown.as_of, LOOK_BACK).await?;
    let body = files::csv(spec, &shown, &earlier);
    let rendered = Rendered { modified: Some(shown.fetched_at.as_second()), ..file(spec, CSV, body) };
    Ok(described(rendered, spec, day.is_none()))
}

/// `/data/or-covid/history.csv`
pub(crate) async fn history(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let (app, slug) = (&asked.app, asked.text("slug"));
    let spec = &*read::spec(app, slug)?;
    let days = files::days_of_history(spec);
    // The oldest day that is told needs some days before it.
    let most = u32::try_from(days).unwrap_or(u32::MAX).saturating_add(LOOK_BACK);
    let days = app.reader.table_before(&spec.slug, Date::MAX, most).await?;
    let modified = days.first().ok_or(Error::NotFound)?.fetched_at.as_second();
    let body = files::history(spec, &days);
    Ok(described(Rendered { modified: Some(modified), ..file(spec, CSV, body) }, spec, false))
}

pub(super) async fn json(app: &App, spec: &Spec) -> Result<Rendered, Error> {
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let made = module::table(app, spec, |now| {
        let shown = now.current.shown.as_ref()?;
        let body = files::json(spec, shown, now.earlier, now.next, &context);
        Some((body, shown.fetched_at.as_second()))
    });
    let (body, modified) = made.await?.ok_or(Error::NotFound)?;
    Ok(Rendered { modified: Some(modified), ..file(spec, JSON, body) })
}

pub(super) async fn schema(app: &App, spec: &Spec) -> Result<Rendered, Error> {
    let lookups = Lookups::read(app, []).await?;
    Ok(file(spec, JSON, files::schema(spec, &lookups.context(app))).with("link", &describes(spec)))
}

pub(super) async fn csvw(app: &App, spec: &Spec) -> Result<Rendered, Error> {
    let shown = app.reader.table(&spec.slug).await?.shown.map(|shown| shown.as_of);
    let lookups = Lookups::read(app, []).await?;
    Ok(file(spec, CSVW, files::csvw(spec, shown, &lookups.context(app))).with("link", &describes(spec)))
}

fn file(spec: &Spec, content_type: &'static str, body: String) -> Rendered {
    let rendered = Rendered::new(content_type, body, vec![Key::Table(spec.slug.clone())]);
    open_to_all(rendered).with("access-control-expose-headers", "link")
}

/// Programs in pages of other sites may read it.
pub(super) fn open_to_all(rendered: Rendered) -> Rendered {
    rendered.with("access-control-allow-origin", "*")
}

/// What stands in the columns is told elsewhere (RFC 8288; Tabular Data on the Web, section 5.2, which speaks of one
/// file only: the newest).
fn described(rendered: Rendered, spec: &Spec, is_newest: bool) -> Rendered {
    let link = |part, kind: &str| {
        format!("<{}>; rel=\"describedby\"; type=\"{kind}\"", Url::OfTable(spec.slug.clone(), part))
    };
    let schema = link(TablePart::Schema, JSON);
    let all = if is_newest { format!("{}, {schema}", link(TablePart::Csvw, CSVW)) } else { schema };
    rendered.with("link", &all)
}

fn describes(spec: &Spec) -> String {
    format!("<{}>; rel=\"describes\"; type=\"text/csv\"", Url::TableCsv(spec.slug.clone()))
}
