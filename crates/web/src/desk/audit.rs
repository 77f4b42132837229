//! The audit log: who changed what, when, from where.

use super::{frame, page_number, posted::Search};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{extract::State, response::Response};
use jiff::tz::TimeZone;
use model::audit::Entry;
use pages::{
    desk::audit::{AuditLog, AuditRow},
    moment::Moment,
};

/// The log, newest first; of one subject, such as `story:42`, when asked.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let (page, what) = (page_number::of(query.text("page")), query.maybe("what"));
    let offset = page_number::offset(page);
    let (entries, more) = app.reader.audit_log(offset, page_number::EACH, what.as_deref()).await?;
    let base = match &what {
        Some(what) => format!("/desk/audit?what={}", page_number::encoded(what)),
        None => "/desk/audit".to_owned(),
    };
    let view = AuditLog {
        what: what.unwrap_or_default(),
        rows: entries.iter().map(|entry| row(entry, &app.station.zone)).collect(),
        paging: page_number::paging(&base, page, more),
    };
    frame::screen(&app, &who, "/desk/audit", "", &view)
}

fn row(entry: &Entry, zone: &TimeZone) -> AuditRow {
    AuditRow {
        at: Moment::new(entry.at, zone),
        who: entry.who.clone(),
        from: entry.from.clone().unwrap_or_default(),
        verb: entry.verb.clone(),
        subject: entry.subject.clone(),
        url: screen_of(&entry.subject),
        note: entry.note.clone(),
    }
}

/// The screen of what was changed, if it has one.
fn screen_of(subject: &str) -> Option<String> {
    match subject.split_once(':') {
        Some(("story", id)) => Some(format!("/desk/stories/{id}")),
        Some(("media", id)) => Some(format!("/desk/pictures/{id}")),
        Some(("author", slug)) => Some(format!("/desk/authors/{slug}")),
        Some(("page", slug)) => Some(format!("/desk/pages/{slug}")),
        Some(("user", _)) => Some("/desk/users".to_owned()),
        Some(("table", _)) => Some("/desk/tables".to_owned()),
        Some(("slot", _)) => Some("/desk/front".to_owned()),
        _ => (subject == "front").then(|| "/desk/front".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::screen_of;

    #[test]
    fn what_has_a_screen_leads_there() {
        assert_eq!(screen_of("story:42").as_deref(), Some("/desk/stories/42"));
        assert_eq!(screen_of("front").as_deref(), Some("/desk/front"));
        assert_eq!(screen_of("prune:"), None);
    }
}
