//! Who signs: the list of authors, one's own byline, and the form.

use super::{
    frame::{self, may},
    picture,
    posted::{Posted, Search},
    problem::problems,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use model::{
    author::{Author, BIO_MAX, NAME_MAX, TITLE_MAX},
    id::UserId,
    slug::Slug,
    url::{Listing, Url},
    user::Action,
};
use pages::{
    desk::{
        authors::{AuthorForm, AuthorList, AuthorRow},
        form::{Choice, Problem},
    },
    number::counted,
};
use prose::MediaKey;
use std::collections::HashMap;

/// Where authors are.
const HERE: &str = "/desk/authors";
/// Where somebody makes a byline for themselves.
pub(crate) const OWN: &str = "/desk/authors/new?mine=yes";
/// Pictures to choose a portrait from.
const PICTURES: u64 = 60;

/// The path of an author's form.
pub(crate) fn form_path(slug: &Slug) -> String {
    format!("{HERE}/{slug}")
}

/// The list.
pub(crate) async fn list(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let own = app.reader.author_of_user(who.session.user).await?;
    let view = AuthorList {
        create: may(&who, Action::Curate).then(|| format!("{HERE}/new")),
        create_own: own.is_none().then(|| OWN.to_owned()),
        rows: rows(&app, &who, own.as_ref()).await?,
    };
    frame::screen(&app, &who, HERE, query.text("said"), &view)
}

/// A blank form; with `?mine=yes` for one's own byline.
pub(crate) async fn blank(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let own = query.text("mine") == "yes";
    let name = if own { who.session.name.clone() } else { String::new() };
    let mine = if own { "yes" } else { "" };
    let posted = Posted::default().with("name", name).with("mine", mine.to_owned());
    let view = view(&app, &who, None, &posted, Vec::new()).await?;
    frame::screen(&app, &who, HERE, "", &view)
}

/// The form of an author.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let author = find(&app, &slug).await?;
    let account = account_of(&app, &author.slug).await?;
    allowed(&who, account)?;
    let view = view(&app, &who, Some(&author), &fields(&author, account), Vec::new()).await?;
    frame::screen(&app, &who, HERE, query.text("said"), &view)
}

/// Make an author.
pub(crate) async fn create(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    let read = read(&posted, None);
    let whose = match (posted.text("mine"), account(&posted)) {
        ("yes", _) => Some(who.session.user),
        (_, Some(account)) if may(&who, Action::Administer) => account,
        _ => None,
    };
    let made = match read {
        Ok(author) => app.desk.make_author(&author, whose, &who.by).await.map(|receipt| (author, receipt)),
        Err(error) => Err(error),
    };
    match made {
        Ok((author, receipt)) => Ok(kept(&author.slug, receipt)),
        Err(error) => again(&app, &who, None, &posted, error).await,
    }
}

/// Change an author.
pub(crate) async fn save(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let before = find(&app, &slug).await?;
    let owner = account_of(&app, &before.slug).await?;
    allowed(&who, owner)?;
    match change(&app, &who, &before, owner, &posted).await {
        Ok(receipt) => Ok(kept(&before.slug, receipt)),
        Err(error) => again(&app, &who, Some(&before), &posted, error).await,
    }
}

async fn change(
    app: &App,
    who: &SignedIn,
    before: &Author,
    owner: Option<UserId>,
    posted: &Posted,
) -> Result<Option<i64>, desk::Error> {
    let author = read(posted, Some(before))?;
    let receipt = if author == *before { None } else { app.desk.save_author(&author, &who.by).await? };
    match account(posted) {
        Some(account) if may(who, Action::Administer) && account != owner => {
            app.desk.link_author(&before.slug, account, &who.by).await?;
        }
        _ => {}
    }
    Ok(receipt)
}

/// Where it goes on: the receipt when pages changed.
fn kept(slug: &Slug, receipt: Option<i64>) -> Response {
    match receipt {
        Some(number) => frame::done(&format!("{}/receipts/{number}", form_path(slug)), "author"),
        None => frame::done(&form_path(slug), "saved"),
    }
}

/// Only who arranges the front changes the bylines of others.
fn allowed(who: &SignedIn, owner: Option<UserId>) -> Result<(), Error> {
    if may(who, Action::Curate) || owner == Some(who.session.user) { Ok(()) } else { Err(Error::Forbidden) }
}

async fn find(app: &App, slug: &str) -> Result<Author, Error> {
    let slug = Slug::parse(slug).map_err(|_| Error::NotFound)?;
    app.reader.author(&slug).await?.ok_or(Error::NotFound)
}

async fn account_of(app: &App, slug: &Slug) -> Result<Option<UserId>, Error> {
    let accounts = app.reader.author_accounts().await?;
    Ok(accounts.into_iter().find(|(author, _)| author == slug).map(|(_, user)| user))
}

async fn rows(app: &App, who: &SignedIn, own: Option<&Author>) -> Result<Vec<AuthorRow>, Error> {
    let names: HashMap<UserId, String> =
        app.reader.users().await?.into_iter().map(|user| (user.id, user.name)).collect();
    let accounts: HashMap<Slug, UserId> = app.reader.author_accounts().await?.into_iter().collect();
    let mut authors = app.reader.authors().await?;
    authors.sort_by_key(|author| author.name.to_lowercase());
    let mut rows = Vec::new();
    for author in authors {
        let list = Listing::Author(author.slug.clone());
        let stories = app.reader.stories_in(&list).await?;
        let mine = own.is_some_and(|own| own.slug == author.slug);
        let account = accounts.get(&author.slug).and_then(|user| names.get(user));
        rows.push(AuthorRow {
            url: (mine || may(who, Action::Curate)).then(|| form_path(&author.slug)),
            account: account.cloned().unwrap_or_default(),
            own: mine,
            public: Url::List(list, 1).to_string(),
            stories: counted(stories, "story", "stories"),
            name: author.name,
            title: author.title,
        });
    }
    Ok(rows)
}

fn fields(author: &Author, account: Option<UserId>) -> Posted {
    let fields = [
        ("name", author.name.clone()),
        ("title", author.title.clone()),
        ("bio", author.bio.clone()),
        ("email", author.email.clone().unwrap_or_default()),
        ("picture", author.picture.as_ref().map(MediaKey::to_string).unwrap_or_default()),
        ("account", account.map(|user| user.to_string()).unwrap_or_default()),
    ];
    Posted::new(fields.map(|(name, value)| (name.to_owned(), value)).into())
}

/// The author of a form. Only a new one chooses its address.
fn read(posted: &Posted, before: Option<&Author>) -> Result<Author, desk::Error> {
    let name = posted.line("name");
    let slug = match (before, posted.maybe("slug")) {
        (Some(before), _) => before.slug.clone(),
        (None, typed) => super::address::read(typed, &name, "name")?,
    };
    let picture = match posted.maybe("picture") {
        None => None,
        Some(key) => Some(MediaKey::parse(&key).map_err(|_| desk::Error::Invalid {
            field: "picture",
            what: "That is no picture of the library.".to_owned(),
            remedy: "Choose one of the list.".to_owned(),
        })?),
    };
    Ok(Author {
        slug,
        name,
        title: posted.line("title"),
        bio: posted.line("bio"),
        email: posted.maybe("email"),
        picture,
    })
}

/// The account that was chosen, or that none was; nothing when the form did not ask.
fn account(posted: &Posted) -> Option<Option<UserId>> {
    let text = posted.all("account").next()?;
    Some(frame::number(text).ok())
}

async fn again(
    app: &App,
    who: &SignedIn,
    before: Option<&Author>,
    posted: &Posted,
    error: desk::Error,
) -> Result<Response, Error> {
    let problems = problems(&error, &app.station.zone).ok_or(error)?;
    let view = view(app, who, before, posted, problems).await?;
    frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn view(
    app: &App,
    who: &SignedIn,
    author: Option<&Author>,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<AuthorForm, Error> {
    let text = |name| posted.text(name).to_owned();
    let limit = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    let (mut library, _) = app.reader.media_list(0, PICTURES).await?;
    let portrait = super::story_view::chosen(app, posted.text("picture"), &mut library).await?;
    let own = app.reader.author_of_user(who.session.user).await?;
    let mine = match author {
        Some(author) => own.is_some_and(|own| own.slug == author.slug),
        None => posted.text("mine") == "yes",
    };
    Ok(AuthorForm {
        action: author.map_or_else(|| HERE.to_owned(), |author| form_path(&author.slug)),
        new: author.is_none(),
        mine,
        slug: text("slug"),
        name: text("name"),
        name_max: limit(NAME_MAX),
        title: text("title"),
        title_max: limit(TITLE_MAX),
        bio: text("bio"),
        bio_max: limit(BIO_MAX),
        email: text("email"),
        pictures: library
            .iter()
            .map(|media| Choice {
                value: media.key.to_string(),
                label: media.file_name.clone(),
                chosen: media.key.as_str() == posted.text("picture"),
            })
            .collect(),
        portrait: portrait.as_ref().and_then(|media| picture::shown(media, picture::THUMBNAILS)),
        accounts: if may(who, Action::Administer) && !(mine && author.is_none()) {
            accounts(app, posted.text("account")).await?
        } else {
            Vec::new()
        },
        problems,
        public: author.map(|author| Url::List(Listing::Author(author.slug.clone()), 1).to_string()),
    })
}

async fn accounts(app: &App, chosen: &str) -> Result<Vec<Choice>, Error> {
    let users = app.reader.users().await?.into_iter();
    Ok(users
        .map(|user| {
            let value = user.id.to_string();
            Choice { chosen: value == chosen, label: format!("{} ({})", user.name, user.email), value }
        })
        .collect())
}
