//! Examples of the desk's screens about people and station pages: authors, users, passwords, pages.

use super::{
    desk::{choices, problem},
    stories::{at, picture},
};
use crate::{
    chrome::Link,
    desk::{
        authors::{AuthorForm, AuthorList, AuthorRow},
        pages::{PageForm, PageList, PageRow},
        users::{ChoosePassword, OwnPassword, PasswordLink, UserList, UserRow},
    },
};

pub(super) fn authors() -> AuthorList {
    let row = |name: &str, account: &str, own: bool| AuthorRow {
        url: own.then(|| "/desk/authors/elena-marsh".into()),
        name: name.into(),
        title: "Wildfire reporter".into(),
        account: account.into(),
        own,
        public: "/author/elena-marsh".into(),
        stories: "12 stories".into(),
    };
    AuthorList {
        create: Some("/desk/authors/new".into()),
        create_own: Some("/desk/authors/new?mine=yes".into()),
        rows: vec![row("Elena Marsh", "Elena Marsh", true), row("Tom Okafor", "", false)],
    }
}

pub(super) fn author() -> AuthorForm {
    AuthorForm {
        action: "/desk/authors/elena-marsh".into(),
        new: false,
        mine: true,
        slug: "elena-marsh".into(),
        name: "Elena Marsh".into(),
        name_max: 100,
        title: "Wildfire reporter".into(),
        title_max: 100,
        bio: "Elena has covered fire in the valley since 2012.".into(),
        bio_max: 2_000,
        email: "elena@signal".into(),
        pictures: choices(&["elena.jpg", "ridge.jpg"], "elena.jpg"),
        portrait: picture("elena", "Elena Marsh on a ridge", "", ""),
        accounts: choices(&["Elena Marsh", "Tom Okafor"], "Elena Marsh"),
        problems: vec![problem("email", "That is not a mail address.")],
        public: Some("/author/elena-marsh".into()),
    }
}

pub(super) fn new_author() -> AuthorForm {
    let own = AuthorForm { new: true, public: None, portrait: None, slug: String::new(), ..author() };
    AuthorForm { action: "/desk/authors".into(), problems: Vec::new(), ..own }
}

pub(super) fn pages() -> PageList {
    let row = |title: &str| PageRow {
        url: "/desk/pages/about".into(),
        title: title.into(),
        dek: "Who we are and how to reach us.".into(),
        public: "/page/about".into(),
        updated: at(1, 9, 0),
    };
    PageList {
        create: "/desk/pages/new".into(),
        rows: vec![row("About us"), row("Contact")],
        suggested: vec![Link::new("Corrections", "/desk/pages/new?slug=corrections")],
    }
}

pub(super) fn page() -> PageForm {
    PageForm {
        action: "/desk/pages/about".into(),
        new: false,
        slug: "about".into(),
        title: "About us".into(),
        title_max: 120,
        dek: "Who we are.".into(),
        dek_max: 300,
        body: "We are few.\n\n## Where\n\nOn Main Street.".into(),
        body_read: "0f".into(),
        problems: vec![problem("body", "Line 3: a heading has no words.")],
        public: Some("/page/about".into()),
    }
}

pub(super) fn new_page() -> PageForm {
    PageForm { action: "/desk/pages".into(), new: true, public: None, problems: Vec::new(), ..page() }
}

pub(super) fn users() -> UserList {
    let roles = ["Contributor", "Reporter", "Editor", "Meteorologist", "Producer", "Admin"];
    let row = |name: &str, oneself: bool, role| UserRow {
        action: "/desk/users/2".into(),
        name: name.into(),
        email: "someone@signal.example".into(),
        roles: choices(&roles, role),
        active: oneself,
        oneself,
        signed_in: oneself.then(|| at(1, 8, 55)),
        byline: oneself.then(|| Link::new(name, "/desk/authors/elena-marsh")),
        link: (!oneself).then(|| "/desk/users/2/link".into()),
    };
    UserList {
        create: "/desk/users".into(),
        rows: vec![row("Elena Marsh", true, "Admin"), row("Tom Okafor", false, "Reporter")],
        roles: choices(&roles, "Reporter"),
        bylines: choices(&["Their own name", "Nobody", "June Takeda-Lowe"], "Their own name"),
        problems: vec![problem("email", "Somebody already signs in with this address.")],
        name: "Priya Nair".into(),
        email: "priya@signal.example".into(),
        password_min: 12,
    }
}

pub(super) fn own_password() -> OwnPassword {
    let problems = vec![problem("again", "The two passwords differ. Type the same one twice.")];
    OwnPassword { action: "/desk/password".into(), password_min: 12, problems }
}

pub(super) fn password_link() -> PasswordLink {
    PasswordLink {
        name: "Tom Okafor".into(),
        words: "It works once, until March 3, 2021, 6:00 p.m. PST.".into(),
        link: "https://signal.example/desk/choose/0123456789abcdef".into(),
        back: "/desk/users".into(),
    }
}

pub(super) fn choose_password() -> ChoosePassword {
    ChoosePassword {
        action: "/desk/choose/0123456789abcdef".into(),
        name: "Tom Okafor".into(),
        email: "tom@signal.example".into(),
        password_min: 12,
        problems: vec![problem("again", "The two passwords differ. Type the same one twice.")],
    }
}
