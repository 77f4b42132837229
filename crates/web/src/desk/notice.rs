//! Notices: the list, the form, and ending one.

use super::{
    frame, meanwhile, moment,
    posted::{Posted, Search},
    problem::{problem, problems},
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use model::{
    notice::{Draft, Kind, Notice, in_order},
    slug::Slug,
    town::Town,
    url::{AlertUrl, Url},
};
use pages::{
    desk::{
        form::{Choice, Problem, Theirs},
        notices::{NoticeForm, NoticeList, NoticeRow},
    },
    moment::Moment,
};
use std::collections::BTreeSet;

const HERE: &str = "/desk/notices";
/// Ended ones that are listed.
const OVER: i64 = 20;
/// When a new notice ends unless somebody says otherwise.
const USUAL: SignedDuration = SignedDuration::from_hours(12);

/// The fields of the form, as people call them.
const NAMES: [(&str, &str); 8] = [
    ("kind", "What it is"),
    ("title", "In a line"),
    ("town", "Towns"),
    ("place", "Zone, address or road"),
    ("words", "What people should know"),
    ("source", "Who says so"),
    ("begins", "From"),
    ("ends", "Until"),
];

/// The path of a notice's form.
pub(crate) fn form_path(id: i64) -> String {
    format!("{HERE}/{id}")
}

/// The list.
pub(crate) async fn list(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let now = app.desk.now();
    let rows = in_order(app.reader.notices_in_force(now).await?, now);
    let over = app.reader.notices_over(now, OVER).await?;
    let view = NoticeList {
        create: format!("{HERE}/new"),
        rows: rows.iter().map(|notice| row(notice, now, &app)).collect(),
        over: over.iter().map(|notice| row(notice, now, &app)).collect(),
    };
    frame::screen(&app, &who, HERE, query.text("said"), &view)
}

fn row(notice: &Notice, now: Timestamp, app: &App) -> NoticeRow {
    let moment = |at| Moment::new(at, &app.station.zone);
    let draft = &notice.draft;
    NoticeRow {
        url: form_path(notice.id),
        label: draft.kind.label().to_owned(),
        title: draft.title.clone(),
        place: draft.place.clone(),
        begins: Some(draft.begins_at).filter(|begins| *begins > now).map(moment),
        ends: moment(draft.ends_at),
        by: notice.by.clone(),
        end: (!notice.is_over(now)).then(|| end_path(notice.id)),
        seen: notice.version(),
    }
}

fn end_path(id: i64) -> String {
    format!("{HERE}/{id}/end")
}

/// A blank form.
pub(crate) async fn blank(State(app): State<App>, who: SignedIn) -> Result<Response, Error> {
    let ends = app.desk.now().saturating_add(USUAL).unwrap_or(Timestamp::MAX);
    let posted = Posted::default().with("ends", moment::write(ends, &app.station.zone));
    frame::screen(&app, &who, HERE, "", &view(&app, None, &posted, Vec::new()))
}

/// The form of a notice.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let notice = find(&app, &id).await?;
    let posted = fields(&app, &notice);
    frame::screen(&app, &who, HERE, query.text("said"), &view(&app, Some(&notice), &posted, Vec::new()))
}

/// The fields of a form that shows this notice.
fn fields(app: &App, notice: &Notice) -> Posted {
    let (draft, zone) = (&notice.draft, &app.station.zone);
    let fields = [
        ("kind", draft.kind.as_str().to_owned()),
        ("title", draft.title.clone()),
        ("place", draft.place.clone()),
        ("words", draft.words.clone()),
        ("source", draft.source.clone()),
        ("begins", moment::write(draft.begins_at, zone)),
        ("ends", moment::write(draft.ends_at, zone)),
        ("seen", notice.version()),
    ];
    let towns = draft.towns.iter().map(|town| ("town", town.to_string()));
    let fields = fields.into_iter().chain(towns);
    Posted::new(fields.map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Make a notice.
pub(crate) async fn create(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    keep(&app, &who, None, &posted).await
}

/// Change a notice.
pub(crate) async fn save(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let notice = find(&app, &id).await?;
    keep(&app, &who, Some(&notice), &posted).await
}

/// End a notice now; the form again when somebody changed it since it was looked at.
pub(crate) async fn end(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let number: i64 = frame::number(&id)?;
    match app.desk.end_notice(number, posted.text("seen"), &who.by).await {
        Ok(receipt) => Ok(went(number, receipt, "notice-ended")),
        Err(desk::Error::Changed { by }) => {
            let notice = find(&app, &id).await?;
            let words =
                format!("{by} changed this notice meanwhile, so it was not ended. Look at it, then end it.");
            let view = view(&app, Some(&notice), &fields(&app, &notice), vec![problem("", words)]);
            frame::refused(&app, &who, HERE, StatusCode::CONFLICT, &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form with what was typed, beside what somebody saved meanwhile.
async fn conflict(app: &App, who: &SignedIn, id: i64, posted: &Posted) -> Result<Response, Error> {
    let theirs = app.reader.notice(id).await?.ok_or(Error::NotFound)?;
    let saved = Moment::new(theirs.changed_at, &app.station.zone).words;
    let words = format!("{} saved this notice while you were writing: {saved}", theirs.by);
    let posted = posted.clone().with("seen", theirs.version());
    let comparison = meanwhile::compare(&NAMES, &fields(app, &theirs), &posted);
    let mut view = view(app, Some(&theirs), &posted, Vec::new());
    view.theirs = Some(Theirs { words, comparison });
    frame::refused(app, who, HERE, StatusCode::CONFLICT, &view)
}

async fn keep(
    app: &App,
    who: &SignedIn,
    before: Option<&Notice>,
    posted: &Posted,
) -> Result<Response, Error> {
    let refused = |problems| {
        let view = view(app, before, posted, problems);
        frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view)
    };
    let draft = match draft(app, before, posted) {
        Ok(draft) => draft,
        Err(problems) => return refused(problems),
    };
    let kept = match before {
        None => app.desk.make_notice(&draft, &who.by).await,
        Some(notice) => {
            let done = app.desk.change_notice(notice.id, &draft, posted.text("seen"), &who.by).await;
            done.map(|receipt| (notice.id, receipt))
        }
    };
    match (kept, before) {
        (Ok((id, receipt)), _) => Ok(went(id, receipt, "notice")),
        (Err(desk::Error::Changed { .. }), Some(notice)) => conflict(app, who, notice.id, posted).await,
        (Err(error), _) => refused(problems(&error, &app.station.zone).ok_or(error)?),
    }
}

fn went(id: i64, receipt: Option<i64>, said: &str) -> Response {
    match receipt {
        Some(receipt) => frame::done(&format!("{}/receipts/{receipt}", form_path(id)), said),
        None => frame::done(HERE, said),
    }
}

/// What was typed, or what of it is no kind and no time.
fn draft(app: &App, before: Option<&Notice>, posted: &Posted) -> Result<Draft, Vec<Problem>> {
    let mut found = Vec::new();
    let mut time = |field: &'static str| match moment::read(posted.text(field), &app.station.zone) {
        Ok(typed) => typed.map(|typed| typed.at),
        Err(words) => {
            found.push(problem(field, words));
            None
        }
    };
    let (begins, ends) = (time("begins"), time("ends"));
    let kind = Kind::parse(posted.text("kind"));
    if kind.is_none() {
        found.push(problem("kind", "It is not said what it is. Choose one of the list."));
    }
    if ends.is_none() && found.iter().all(|problem| problem.field != "ends") {
        found.push(problem("ends", "No end is given. Say until when it holds.".to_owned()));
    }
    let towns = towns(app, posted).unwrap_or_else(|found_no| {
        found.push(problem("town", format!("The station has no town “{found_no}”. Load the form again.")));
        BTreeSet::new()
    });
    // The field has no seconds: a beginning that was not touched stays what it was.
    let zone = &app.station.zone;
    let untouched = before
        .map(|notice| notice.draft.begins_at)
        .filter(|at| moment::write(*at, zone) == posted.text("begins"));
    match (kind, ends) {
        (Some(kind), Some(ends_at)) if found.is_empty() => Ok(Draft {
            kind,
            title: posted.line("title"),
            place: posted.line("place"),
            towns,
            words: posted.text("words").replace("\r\n", "\n").trim().to_owned(),
            source: posted.line("source"),
            begins_at: untouched.or(begins).unwrap_or_else(|| app.desk.now()),
            ends_at,
        }),
        _ => Err(found),
    }
}

/// The towns that were chosen, or the name of one that the station does not have.
fn towns(app: &App, posted: &Posted) -> Result<BTreeSet<Slug>, String> {
    let chosen = posted.all("town").filter(|name| !name.is_empty());
    let known = |name: &str| app.station.towns.iter().find(|town| town.slug.as_str() == name);
    chosen.map(|name| known(name).map(|town| town.slug.clone()).ok_or_else(|| name.to_owned())).collect()
}

/// The notice of a number in an address.
pub(crate) async fn find(app: &App, id: &str) -> Result<Notice, Error> {
    app.reader.notice(frame::number(id)?).await?.ok_or(Error::NotFound)
}

fn view(app: &App, notice: Option<&Notice>, posted: &Posted, problems: Vec<Problem>) -> NoticeForm {
    let text = |name| posted.text(name).to_owned();
    let now = app.desk.now();
    let choice = |kind: &Kind| Choice {
        value: kind.as_str().to_owned(),
        label: kind.label().to_owned(),
        chosen: kind.as_str() == posted.text("kind"),
    };
    let town = |town: &Town| Choice {
        value: town.slug.to_string(),
        label: town.name.clone(),
        chosen: posted.all("town").any(|chosen| chosen == town.slug.as_str()),
    };
    NoticeForm {
        action: notice.map_or_else(|| HERE.to_owned(), |notice| form_path(notice.id)),
        new: notice.is_none(),
        seen: text("seen"),
        theirs: None,
        kinds: Kind::ALL.iter().map(choice).collect(),
        title: text("title"),
        towns: app.station.towns.iter().map(town).collect(),
        place: text("place"),
        words: text("words"),
        source: text("source"),
        begins: text("begins"),
        ends: text("ends"),
        zone: moment::zone_words(now, &app.station.zone),
        problems,
        public: notice.map(|notice| Url::Alerts(AlertUrl::Notice(notice.id)).to_string()),
        end: notice.filter(|notice| !notice.is_over(now)).map(|notice| end_path(notice.id)),
    }
}
