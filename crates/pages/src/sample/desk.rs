//! Examples of the desk's screens.

use super::{Sample, desk_boards, desk_people, desk_tables, desk_writing, screen};
use crate::desk::{
    audit::AuditLog,
    authors::{AuthorForm, AuthorList},
    form::{Choice, Problem},
    frame::{Frame, Notice, Screen, Who},
    front::FrontDesk,
    health::HealthBoard,
    pages::{PageForm, PageList},
    pictures::{PictureForm, PictureLibrary},
    receipt::ReceiptPage,
    revisions::{Conflict, Revisions},
    sign_in::{Setup, SignIn},
    stories::StoryList,
    story::StoryForm,
    table_form::TableForm,
    table_paste::{NewFromPaste, PasteForm},
    tables::GateBoard,
    users::{ChoosePassword, OwnPassword, PasswordLink, UserList},
};

pub(super) fn samples() -> Vec<Sample> {
    let mut all = writing();
    all.extend(tables());
    all
}

fn writing() -> Vec<Sample> {
    let bare = Frame::default();
    let frame = frame();
    let out = Frame { who: None, notice: None, ..frame.clone() };
    vec![
        screen(
            "desk-sign-in",
            &out,
            &SignIn { problem: Some("E-mail or password is wrong.".into()), ..sign_in() },
        ),
        screen("desk-sign-in-bare", &bare, &SignIn::default()),
        screen("desk-setup", &out, &setup()),
        screen("desk-setup-bare", &bare, &Setup::default()),
        screen("desk-health", &frame, &desk_boards::health()),
        screen("desk-health-bare", &bare, &HealthBoard::default()),
        screen("desk-stories", &frame, &desk_writing::stories()),
        screen("desk-stories-bare", &bare, &StoryList::default()),
        screen("desk-story", &frame, &desk_writing::story()),
        screen("desk-story-bare", &bare, &StoryForm::default()),
        screen("desk-receipt", &frame, &desk_writing::receipt()),
        screen("desk-receipt-bare", &bare, &ReceiptPage::default()),
        screen("desk-revisions", &frame, &desk_writing::revisions()),
        screen("desk-revisions-bare", &bare, &Revisions::default()),
        screen("desk-conflict", &frame, &desk_writing::conflict()),
        screen("desk-conflict-bare", &bare, &Conflict::default()),
        screen("desk-pictures", &frame, &desk_boards::pictures()),
        screen("desk-pictures-bare", &bare, &PictureLibrary::default()),
        screen("desk-picture", &frame, &desk_boards::picture_form()),
        screen("desk-picture-bare", &bare, &PictureForm::default()),
        screen("desk-front", &frame, &desk_boards::front()),
        screen("desk-front-bare", &bare, &FrontDesk::default()),
        screen("desk-users", &frame, &desk_people::users()),
        screen("desk-users-bare", &bare, &UserList::default()),
        screen("desk-password", &frame, &desk_people::own_password()),
        screen("desk-password-bare", &bare, &OwnPassword::default()),
        screen("desk-password-link", &frame, &desk_people::password_link()),
        screen("desk-password-link-bare", &bare, &PasswordLink::default()),
        screen("desk-choose-password", &out, &desk_people::choose_password()),
        screen("desk-choose-password-bare", &bare, &ChoosePassword::default()),
        screen("desk-authors", &frame, &desk_people::authors()),
        screen("desk-authors-bare", &bare, &AuthorList::default()),
        screen("desk-author", &frame, &desk_people::author()),
        screen("desk-author-new", &frame, &desk_people::new_author()),
        screen("desk-author-bare", &bare, &AuthorForm::default()),
        screen("desk-pages", &frame, &desk_people::pages()),
        screen("desk-pages-bare", &bare, &PageList::default()),
        screen("desk-page", &frame, &desk_people::page()),
        screen("desk-page-new", &frame, &desk_people::new_page()),
        screen("desk-page-bare", &bare, &PageForm::default()),
        screen("desk-audit", &frame, &desk_boards::audit()),
        screen("desk-audit-bare", &bare, &AuditLog::default()),
    ]
}

fn tables() -> Vec<Sample> {
    let (bare, frame) = (Frame::default(), frame());
    vec![
        screen("desk-tables", &frame, &desk_boards::tables()),
        screen("desk-tables-bare", &bare, &GateBoard::default()),
        screen("desk-table", &frame, &desk_tables::form()),
        screen("desk-table-new", &frame, &desk_tables::new_form()),
        screen("desk-table-bare", &bare, &TableForm::default()),
        screen("desk-table-paste", &frame, &desk_tables::paste()),
        screen("desk-table-paste-bare", &bare, &PasteForm::default()),
        screen("desk-table-found", &frame, &desk_tables::found()),
        screen("desk-table-found-bare", &bare, &NewFromPaste::default()),
    ]
}

pub(super) fn frame() -> Frame {
    let screens = [
        ("Health", "/desk", ""),
        ("Stories", "/desk/stories", "2 in review"),
        ("Pictures", "/desk/pictures", ""),
        ("Front page", "/desk/front", ""),
        ("Data", "/desk/tables", "1 held"),
        ("Users", "/desk/users", ""),
        ("Audit log", "/desk/audit", ""),
    ];
    let screen = |(label, url, badge): (&str, &str, &str)| Screen {
        label: label.into(),
        url: url.into(),
        badge: badge.into(),
    };
    Frame {
        station: "Rogue Valley Signal".into(),
        language: "en".into(),
        who: Some(Who { name: "Elena Marsh".into(), role: "editor".into() }),
        csrf: "3q2-8w".into(),
        screens: screens.map(screen).into(),
        current: "/desk/stories".into(),
        notice: Some(Notice { good: true, words: "Saved as revision 7.".into() }),
        demonstration: None,
    }
}

fn sign_in() -> SignIn {
    SignIn {
        action: "/desk/sign-in".into(),
        next: "/desk".into(),
        email: "elena@signal.example".into(),
        problem: None,
    }
}

fn setup() -> Setup {
    Setup {
        action: "/desk/setup?token=1".into(),
        title: "Make the first administrator".into(),
        words: "This link works once, until March 2, 2021, 6:00 p.m. PST.".into(),
        name: String::new(),
        email: "elena@signal".into(),
        password_min: 12,
        problems: vec![problem("email", "This is not a mail address: it needs a dot after the @.")],
    }
}

pub(super) fn problem(field: &str, words: &str) -> Problem {
    Problem { field: field.into(), words: words.into() }
}

pub(super) fn choices(labels: &[&str], chosen: &str) -> Vec<Choice> {
    let choice = |label: &&str| Choice {
        value: label.to_lowercase(),
        label: (*label).into(),
        chosen: *label == chosen,
    };
    labels.iter().map(choice).collect()
}
