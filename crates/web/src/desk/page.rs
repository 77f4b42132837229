//! Station pages: the list, and the form.

use super::{
    form, frame,
    posted::{Posted, Search},
    problem::problems,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use jiff::tz::TimeZone;
use model::{
    page::{DEK_MAX, Page, TITLE_MAX},
    slug::Slug,
    url::Url,
};
use pages::{
    Link,
    desk::{
        form::Problem,
        pages::{PageForm, PageList, PageRow},
    },
    moment::Moment,
};

/// Where station pages are.
const HERE: &str = "/desk/pages";
/// Pages that readers look for on every station: address and title.
const USUAL: [(&str, &str); 4] =
    [("about", "About us"), ("contact", "Contact"), ("corrections", "Corrections"), ("privacy", "Privacy")];

/// The path of a page's form.
pub(crate) fn form_path(slug: &Slug) -> String {
    format!("{HERE}/{slug}")
}

/// The list.
pub(crate) async fn list(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let mut pages = app.reader.page_list().await?;
    pages.sort_by_key(|page| page.title.to_lowercase());
    let view = PageList {
        create: format!("{HERE}/new"),
        suggested: suggested(&pages),
        rows: pages.iter().map(|page| row(page, &app.station.zone)).collect(),
    };
    frame::screen(&app, &who, HERE, query.text("said"), &view)
}

/// The usual pages that are not there yet.
fn suggested(pages: &[Page]) -> Vec<Link> {
    let lacks = |slug: &str| !pages.iter().any(|page| page.slug.as_str().starts_with(slug));
    let missing = USUAL.iter().filter(|(slug, _)| lacks(slug));
    missing.map(|(slug, title)| Link::new(*title, format!("{HERE}/new?slug={slug}"))).collect()
}

fn row(page: &Page, zone: &TimeZone) -> PageRow {
    PageRow {
        url: form_path(&page.slug),
        title: page.title.clone(),
        dek: page.dek.clone(),
        public: Url::Page(page.slug.clone()).to_string(),
        updated: Moment::new(page.updated, zone),
    }
}

/// A blank form; `?slug=about` begins one of the usual pages.
pub(crate) async fn blank(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let usual = USUAL.iter().find(|(slug, _)| *slug == query.text("slug"));
    let (slug, title) = usual.copied().unwrap_or_default();
    let posted = Posted::default().with("slug", slug.to_owned()).with("title", title.to_owned());
    frame::screen(&app, &who, HERE, "", &view(None, &posted, Vec::new()))
}

/// The form of a page.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let page = find(&app, &slug).await?;
    let fields = [
        ("title", page.title.clone()),
        ("dek", page.dek.clone()),
        ("body", prose::markdown::write(&page.body)),
    ];
    let posted = Posted::new(fields.map(|(name, value)| (name.to_owned(), value)).into());
    frame::screen(&app, &who, HERE, query.text("said"), &view(Some(&page.slug), &posted, Vec::new()))
}

/// Make a page.
pub(crate) async fn create(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    keep(&app, &who, None, &posted).await
}

/// Change a page.
pub(crate) async fn save(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let page = find(&app, &slug).await?;
    keep(&app, &who, Some(&page), &posted).await
}

async fn keep(app: &App, who: &SignedIn, before: Option<&Page>, posted: &Posted) -> Result<Response, Error> {
    let refused = |problems| {
        let view = view(before.map(|page| &page.slug), posted, problems);
        frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view)
    };
    let mut found = Vec::new();
    let body = form::body(posted, &mut found);
    if !found.is_empty() {
        return refused(found);
    }
    let title = posted.line("title");
    let slug = match before {
        Some(page) => Ok(page.slug.clone()),
        None => super::address::read(posted.maybe("slug"), &title, "title"),
    };
    let kept = match slug {
        Ok(slug) => {
            let page = Page { slug, title, dek: posted.line("dek"), body, updated: app.desk.now() };
            let kept = match before {
                None => app.desk.make_page(&page, &who.by).await,
                Some(_) => app.desk.save_page(&page, &who.by).await,
            };
            kept.map(|receipt| (page.slug, receipt))
        }
        Err(error) => Err(error),
    };
    match kept {
        Ok((slug, Some(receipt))) => {
            Ok(frame::done(&format!("{}/receipts/{receipt}", form_path(&slug)), "page"))
        }
        Ok((slug, None)) => Ok(frame::done(&form_path(&slug), "saved")),
        Err(error) => refused(problems(&error, &app.station.zone).ok_or(error)?),
    }
}

async fn find(app: &App, slug: &str) -> Result<Page, Error> {
    let slug = Slug::parse(slug).map_err(|_| Error::NotFound)?;
    app.reader.page(&slug).await?.ok_or(Error::NotFound)
}

fn view(slug: Option<&Slug>, posted: &Posted, problems: Vec<Problem>) -> PageForm {
    let text = |name| posted.text(name).to_owned();
    let limit = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    PageForm {
        action: slug.map_or_else(|| HERE.to_owned(), form_path),
        new: slug.is_none(),
        slug: text("slug"),
        title: text("title"),
        title_max: limit(TITLE_MAX),
        dek: text("dek"),
        dek_max: limit(DEK_MAX),
        body_read: form::mark(posted.text("body")),
        body: text("body"),
        problems,
        public: slug.map(|slug| Url::Page(slug.clone()).to_string()),
    }
}
