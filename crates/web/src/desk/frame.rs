//! What surrounds every screen, and how each verb ends: with a redirect that says what was done, or with the form again.

use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use model::{
    station::Station,
    user::{Action, Role},
};
use pages::{
    View,
    desk::frame::{Frame, Notice, Screen, Who},
};
use std::str::FromStr;

/// The entries of the navigation: what it says, where it leads, who may go there.
const SCREENS: [(&str, &str, Action); 12] = [
    ("Health", "/desk", Action::Write),
    ("Stories", "/desk/stories", Action::Write),
    ("Pictures", "/desk/pictures", Action::Write),
    ("Authors", "/desk/authors", Action::Write),
    ("Pages", "/desk/pages", Action::Curate),
    ("Front page", "/desk/front", Action::Curate),
    ("Data", "/desk/tables", Action::Operate),
    ("Notices", "/desk/notices", Action::Operate),
    ("Weather", "/desk/weather", Action::Forecast),
    ("Users", "/desk/users", Action::Administer),
    ("Audit log", "/desk/audit", Action::Administer),
    ("Password", "/desk/password", Action::Write),
];

/// What was done, by the word that a redirect carries. Only these words are ever shown: an address cannot put others
/// on a screen.
const SAID: [(&str, &str); 36] = [
    ("created", "The story is begun and saved as a draft."),
    ("saved", "Saved."),
    ("submitted", "Saved and handed to the editors."),
    ("published", "Published. Readers see it now."),
    ("scheduled", "Saved and scheduled. It goes out by itself at the time below."),
    (
        "scheduled-skip",
        "Scheduled, but not for the time you typed: the clocks skip it that night. It goes out as much later, at the \
         time below.",
    ),
    (
        "scheduled-repeat",
        "Scheduled. The clocks show that time twice that night; it goes out the first time, as said below.",
    ),
    ("unpublished", "Taken back. Readers no longer see it."),
    ("killed", "Killed. Its address says that it is gone."),
    ("corrected", "The correction is printed on the story."),
    ("restored", "The old revision is the newest again. Readers see it once it is published."),
    ("pinned", "Pinned. The front shows it now."),
    ("unpinned", "The slot fills itself again."),
    ("modules", "The modules of the front are arranged."),
    ("uploaded", "Uploaded. Its sizes are being made; that takes a few seconds."),
    ("already", "This very picture is in the library already: here it is."),
    ("described", "Saved. Pages that show the picture follow at once."),
    ("author", "Saved. Bylines follow at once."),
    ("page", "Saved. Readers see it now."),
    ("notice", "Saved. Readers see it now, or from its beginning on."),
    ("notice-ended", "Ended. Readers no longer see it."),
    ("forecast-pinned", "Pinned. Readers see it now."),
    ("forecast-unpinned", "The newest story of the section stands there again."),
    ("own-forecast", "Saved. Readers see it now, with your name."),
    ("own-forecast-ended", "Taken back. Readers see the weather service’s forecast again."),
    ("run", "It runs now. Load this page again in a moment to see how it went."),
    ("accepted", "Accepted. Readers see the new figures and your note."),
    ("table", "Saved. Readers see the table as it is described now."),
    ("table-off", "Saved. The table is switched off: readers do not see it."),
    ("figures", "The figures passed every check. Readers see them now."),
    ("figures-held", "The figures did not pass every check: they are held. Below stands what failed."),
    ("dropped", "Dropped. Readers keep the figures they see."),
    ("user-made", "The account is made. Hand over the password in person or by telephone."),
    ("user-changed", "Changed. They have to sign in again."),
    ("password", "Your password is changed. Sign in with the new one."),
    ("signed-out", "You are signed out."),
];

/// A screen for somebody signed in. `said` is the word that a redirect carried; empty for none.
pub(crate) fn screen<V: View>(
    app: &App,
    who: &SignedIn,
    current: &str,
    said: &str,
    view: &V,
) -> Result<Response, Error> {
    let frame = Frame { notice: notice(said), ..of(app, who, current) };
    Ok(Html(app.renderer.desk(&frame, view)?).into_response())
}

/// The same form again, because something stands in the way.
pub(crate) fn refused<V: View>(
    app: &App,
    who: &SignedIn,
    current: &str,
    status: StatusCode,
    view: &V,
) -> Result<Response, Error> {
    Ok((status, Html(app.renderer.desk(&of(app, who, current), view)?)).into_response())
}

/// A screen without a form of its own, because something stands in the way; the words say what.
pub(crate) fn told<V: View>(
    app: &App,
    who: &SignedIn,
    current: &str,
    (status, words): (StatusCode, &str),
    view: &V,
) -> Result<Response, Error> {
    let notice = Some(Notice { good: false, words: words.to_owned() });
    let frame = Frame { notice, ..of(app, who, current) };
    Ok((status, Html(app.renderer.desk(&frame, view)?)).into_response())
}

/// A screen before the door.
pub(crate) fn outside<V: View>(
    app: &App,
    status: StatusCode,
    said: &str,
    view: &V,
) -> Result<Response, Error> {
    let frame = Frame { notice: notice(said), ..bare(&app.station) };
    Ok((status, Html(app.renderer.desk(&frame, view)?)).into_response())
}

/// Done: go and look.
pub(crate) fn done(path: &str, said: &str) -> Response {
    Redirect::to(&format!("{path}?said={said}")).into_response()
}

/// A number in an address; anything else has no screen.
pub(crate) fn number<T: FromStr>(text: &str) -> Result<T, Error> {
    let digits = (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(Error::NotFound)
}

fn notice(said: &str) -> Option<Notice> {
    let words = SAID.iter().find(|(known, _)| *known == said)?.1;
    Some(Notice { good: true, words: words.to_owned() })
}

fn of(app: &App, who: &SignedIn, current: &str) -> Frame {
    let role = who.session.role;
    let open = SCREENS.iter().filter(|(_, _, action)| role.may(*action));
    let screens = open.map(|(label, url, _)| Screen {
        label: (*label).to_owned(),
        url: (*url).to_owned(),
        badge: String::new(),
    });
    Frame {
        who: Some(Who { name: who.session.name.clone(), role: role.as_str().to_owned() }),
        screens: screens.collect(),
        current: current.to_owned(),
        ..bare(&app.station)
    }
}

fn bare(station: &Station) -> Frame {
    Frame {
        station: station.name.clone(),
        // The desk's own words are English, whatever the station publishes in.
        language: "en".to_owned(),
        demonstration: station.notice.clone(),
        ..Frame::default()
    }
}

/// Whether someone may do something, for buttons that are shown only to who can press them.
pub(crate) fn may(who: &SignedIn, action: Action) -> bool {
    Role::may(who.session.role, action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_put_words_on_a_screen() {
        assert!(notice("saved").is_some());
        assert!(notice("<b>You+won</b>").is_none());
        assert!(notice("").is_none());
    }

    #[test]
    fn a_number_in_an_address_is_digits() {
        assert_eq!(number::<i64>("42").ok(), Some(42));
        for text in ["", "-1", "+1", "1e3", "0x1", "9999999999999999999999", "4 2"] {
            assert!(number::<i64>(text).is_err(), "{text}");
        }
    }
}
