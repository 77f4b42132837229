//! The form of a table that the desk describes: make, try, change, switch.

use super::{
    frame,
    posted::{Posted, Search},
    problem::problems,
    table_tried,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::workshop::{Field, Kind, Set, Workshop};
use http::StatusCode;
use model::{
    slug::Slug,
    table::{Description, Made},
    url::Url,
};
use pages::{
    desk::{
        form::{Choice, Problem},
        table_form::{FieldSet, FormField, TableForm, TriedView},
    },
    moment::Moment,
};
use std::sync::Arc;

/// Where the tables are.
pub(super) const HERE: &str = "/desk/tables";
/// Entries that are added when somebody wants more.
const MORE: usize = 3;
/// Sets that few tables need: they are folded until something is in them.
const FOLDED: [&str; 6] = [
    "How the file is laid out",
    "Columns that the station works out",
    "People",
    "Gates",
    "How it is shown",
    "Further files of the same table",
];

/// A blank form.
pub(crate) async fn blank(State(app): State<App>, who: SignedIn) -> Result<Response, Error> {
    let sets = workshop(&app)?.form(None, "", &[]);
    frame::screen(&app, &who, HERE, "", &view(&Form::default(), sets))
}

/// The form of a table.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let Description { id, slug, text, is_on, at, by } = find(&app, &slug).await?;
    let sets = workshop(&app)?.form(Some(&slug), &text, &[]);
    let when = Moment::new(at, &app.station.zone).words;
    let off = if is_on { "" } else { " It is switched off." };
    let form = Form {
        before: Some(slug),
        seen: id.to_string(),
        words: format!("Written down by {by}, {when}.{off}"),
        text,
        is_on,
        ..Form::default()
    };
    frame::screen(&app, &who, HERE, query.text("said"), &view(&form, sets))
}

/// Make a table, or try it.
pub(crate) async fn create(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    keep(&app, &who, None, &posted).await
}

/// Change a table, or try the change.
pub(crate) async fn save(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let before = find(&app, &slug).await?;
    keep(&app, &who, Some(before), &posted).await
}

/// Switch a table off, or on again.
pub(crate) async fn switch(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let Description { slug, .. } = find(&app, &slug).await?;
    let on = posted.text("on") == "yes";
    let receipt = app.desk.switch_table(&slug, on, &who.by).await?;
    Ok(finished(&slug, receipt, if on { "table" } else { "table-off" }))
}

/// To the receipt, or to the list when nothing public changed.
pub(super) fn finished(slug: &Slug, receipt: Option<i64>, said: &str) -> Response {
    match receipt {
        Some(receipt) => frame::done(&format!("{HERE}/{slug}/receipts/{receipt}"), said),
        None => frame::done(HERE, said),
    }
}

/// Who reads descriptions.
pub(super) fn workshop(app: &App) -> Result<&Arc<dyn Workshop>, Error> {
    app.desk.workshop().ok_or(Error::NotFound)
}

async fn keep(
    app: &App,
    who: &SignedIn,
    before: Option<Description>,
    posted: &Posted,
) -> Result<Response, Error> {
    let slug = match &before {
        Some(before) => Ok(before.slug.clone()),
        None => super::address::read(posted.maybe("slug"), &posted.line("title"), "title"),
    };
    let fields = posted.without(&["csrf", "slug", "seen", "verb", "more"]);
    // The form is shown again as it was typed, whatever is wrong with its address.
    let name = slug.as_ref().ok().cloned().or_else(|| Slug::parse("table").ok()).ok_or(Error::NotFound)?;
    let workshop = workshop(app)?;
    let text = workshop.write(&name, &fields);
    let more = posted.maybe("more").map(|list| (list, MORE));
    let sets = workshop.form(Some(&name), &text, more.as_slice());
    let mut form = Form {
        before: before.as_ref().map(|before| before.slug.clone()),
        slug: posted.line("slug"),
        seen: posted.line("seen"),
        text: text.clone(),
        is_on: before.as_ref().is_some_and(|before| before.is_on),
        ..Form::default()
    };
    if more.is_some() {
        return frame::screen(app, who, HERE, "", &view(&form, sets));
    }
    let done = match (slug, posted.text("verb")) {
        (Err(error), _) => Err(error),
        (Ok(slug), "try") => match app.desk.usable(&slug, &text) {
            Ok(described) => {
                let tried = workshop.ask(&described, app.desk.now()).await;
                form.tried = Some(match described.source {
                    Some(_) => table_tried::view(app, &described.spec, &tried).await?,
                    None => nobody_to_ask(),
                });
                return frame::screen(app, who, HERE, "", &view(&form, sets));
            }
            Err(error) => Err(error),
        },
        (Ok(slug), _) => match &before {
            None => app.desk.make_table(&slug, &text, &who.by).await.map(|receipt| (slug, receipt)),
            Some(_) => {
                let seen = posted.text("seen").parse().unwrap_or(0);
                app.desk.change_table(&slug, &text, seen, &who.by).await.map(|receipt| (slug, receipt))
            }
        },
    };
    match done {
        Ok((slug, receipt)) => Ok(finished(&slug, receipt, "table")),
        Err(error) => {
            form.problems = problems(&error, &app.station.zone).ok_or(error)?;
            frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view(&form, sets))
        }
    }
}

fn nobody_to_ask() -> TriedView {
    let words = "The description is in order. Its figures are pasted, so nobody can be asked.".to_owned();
    TriedView { good: true, words, ..TriedView::default() }
}

/// What the desk has written down about a table; one of `station.toml` is changed there.
async fn find(app: &App, slug: &str) -> Result<Description, Error> {
    let slug = Slug::parse(slug).map_err(|_| Error::NotFound)?;
    if app.desk.tables().get(&slug).is_some_and(|table| table.made == Made::Settings) {
        let words =
            "This table is described in station.toml. It is changed there, and read at the next start.";
        let ways = vec![pages::Link::new("All data tables", HERE)];
        return Err(Error::NotThere { words: words.to_owned(), ways });
    }
    app.reader.table_description(&slug).await?.ok_or(Error::NotFound)
}

/// What the form shows beside its fields.
#[derive(Default)]
struct Form {
    before: Option<Slug>,
    slug: String,
    seen: String,
    words: String,
    text: String,
    is_on: bool,
    problems: Vec<Problem>,
    tried: Option<TriedView>,
}

fn view(form: &Form, sets: Vec<Set>) -> TableForm {
    let slug = form.before.as_ref();
    let named = |field: &&Field| field.name == "title";
    let title = sets.iter().flat_map(|set| &set.entries).flatten().find(named);
    TableForm {
        action: slug.map_or_else(|| HERE.to_owned(), |slug| format!("{HERE}/{slug}")),
        new: slug.is_none(),
        slug: slug.map_or_else(|| form.slug.clone(), ToString::to_string),
        title: title.map(|title| title.value.clone()).unwrap_or_default(),
        seen: form.seen.clone(),
        problems: form.problems.clone(),
        tried: form.tried.clone(),
        public: slug.filter(|_| form.is_on).map(|slug| Url::Table(slug.clone()).to_string()),
        words: form.words.clone(),
        text: form.text.clone(),
        sets: sets.into_iter().map(|set| field_set(set, &form.problems)).collect(),
    }
}

fn field_set(set: Set, problems: &[Problem]) -> FieldSet {
    let is_wrong = |name: &str| problems.iter().any(|problem| problem.field == name);
    let list = set.more.unwrap_or_default();
    let folded = FOLDED.contains(&set.legend.as_str());
    let open = set.entries.iter().flatten().any(|field| is_wrong(&field.name))
        || is_wrong(&list)
        || (!list.is_empty() && set.entries.iter().flatten().any(|field| !field.value.is_empty()));
    FieldSet {
        legend: set.legend,
        about: set.about,
        entries: set.entries.into_iter().map(|entry| entry.into_iter().map(form_field).collect()).collect(),
        folded,
        open,
        list,
    }
}

fn form_field(field: Field) -> FormField {
    let Field { name, label, hint, kind, value, required } = field;
    let (kind, choices) = match kind {
        Kind::Line => ("line", Vec::new()),
        Kind::Count => ("count", Vec::new()),
        Kind::Lines => ("lines", Vec::new()),
        Kind::Switch => ("switch", Vec::new()),
        Kind::Choice(choices) => ("choice", choices),
    };
    let choice = |one: String| Choice { label: one.clone(), chosen: one == value, value: one };
    let choices = choices.into_iter().map(choice).collect();
    FormField { name, label, hint, kind, value, required, choices }
}
