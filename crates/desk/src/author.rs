//! Authors: make, change, and say whose account writes under the name.

use crate::{By, Desk, Error, receipt::Asked};
use model::{
    author::{Author, BIO_MAX, NAME_MAX, TITLE_MAX},
    id::UserId,
    receipt::{Expect, Subject},
    slug::Slug,
    stale::{Key, Stale},
    url::{FEED_FORMATS, Listing, Url},
    user::{Action, is_mail_address},
};
use std::collections::BTreeMap;
use store::Tx;

/// Newest stories of an author that a receipt asks.
const STORIES: u64 = 10;

impl Desk {
    /// Make an author where none is. Whoever writes may make one byline for themselves (`whose` is their own account);
    /// any other takes somebody who may arrange the front. Answers the receipt's number.
    pub async fn make_author(
        &self,
        author: &Author,
        whose: Option<UserId>,
        by: &By,
    ) -> Result<Option<i64>, Error> {
        let own = whose.is_some() && whose == by.actor().user();
        by.must(if own { Action::Write } else { Action::Curate })?;
        checked(author)?;
        let tx = self.begin().await?;
        if tx.author(&author.slug).await?.is_some() {
            let what = format!("There is an author at “{}” already.", author.slug);
            return Err(Error::invalid("slug", what, "Choose another address, or change that author."));
        }
        if let Some(user) = whose
            && let Some(other) = tx.author_of_user(user).await?
        {
            let what = format!("That account signs as {} already.", other.name);
            return Err(Error::invalid("name", what, "Change that author instead."));
        }
        self.keep_author(tx, author, whose, "author.make", by).await
    }

    /// Change an author, or keep one that comes from a pack; bylines follow at once. People without the right to
    /// arrange the front may change the byline of their own account. Answers the receipt's number.
    pub async fn save_author(&self, author: &Author, by: &By) -> Result<Option<i64>, Error> {
        checked(author)?;
        let tx = self.begin().await?;
        must_own(&tx, &author.slug, by).await?;
        self.keep_author(tx, author, None, "author.save", by).await
    }

    /// Say whose account writes under an author's name; nobody's for a stringer.
    pub async fn link_author(&self, slug: &Slug, user: Option<UserId>, by: &By) -> Result<(), Error> {
        by.must(Action::Administer)?;
        let tx = self.begin().await?;
        tx.author(slug).await?.ok_or(Error::NotFound("author"))?;
        if let Some(user) = user {
            tx.user(user).await?.ok_or(Error::NotFound("user"))?;
        }
        tx.link_author(slug, user).await?;
        let note = user.map_or_else(|| "nobody’s".to_owned(), |user| format!("of user:{user}"));
        tx.audit(by.actor(), "author.account", &format!("author:{slug}"), &note).await?;
        // Which account it is stands on no public page.
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    async fn keep_author(
        &self,
        tx: Tx,
        author: &Author,
        whose: Option<UserId>,
        verb: &str,
        by: &By,
    ) -> Result<Option<i64>, Error> {
        if let Some(picture) = &author.picture
            && tx.media(picture).await?.is_none()
        {
            let what = format!("There is no picture “{picture}” in the library.");
            return Err(Error::invalid("picture", what, "Upload it first, or choose another."));
        }
        tx.save_author(author).await?;
        if whose.is_some() {
            tx.link_author(&author.slug, whose).await?;
        }
        tx.audit(by.actor(), verb, &format!("author:{}", author.slug), &author.name).await?;
        let (at, mark) = (tx.now(), self.mark());
        tx.commit(stale_of(&author.slug)).await?;
        let expected = self.where_an_author_shows(&author.slug).await?;
        let of = Subject::Author(author.slug.clone());
        Ok(self.receipt(Asked { of, verb: "save", at, mark }, expected).await?.map(|(id, _)| id))
    }

    /// The author's page and feeds, their newest stories, and what lists all of them.
    async fn where_an_author_shows(&self, slug: &Slug) -> Result<BTreeMap<Url, (Expect, String)>, Error> {
        let list = Listing::Author(slug.clone());
        let page = Url::List(list.clone(), 1);
        let needle = page.to_string();
        let mut expected = BTreeMap::new();
        for url in [Url::Front, Url::LiteFront] {
            expected.insert(url, (Expect::Renewed, needle.clone()));
        }
        for format in FEED_FORMATS {
            expected.insert(Url::Feed(list.clone(), format), (Expect::Renewed, needle.clone()));
        }
        let newest = self.inner.reader.teasers(&list, 0, STORIES).await?;
        let stories = newest.teasers.into_iter().map(|teaser| Url::Story(teaser.path));
        for url in stories.chain([page, Url::SitemapPages]) {
            expected.insert(url, (Expect::Shows, needle.clone()));
        }
        Ok(expected)
    }
}

/// A name stands in the byline of any page: changed so rarely that all of them may be rendered again.
pub(crate) fn stale_of(slug: &Slug) -> Stale {
    Stale::keys([Key::List(Listing::Author(slug.clone())), Key::Chrome])
}

/// An author for an account: an address that is free, made of the name.
pub(crate) async fn byline_for(tx: &Tx, name: &str, user: UserId) -> Result<Author, Error> {
    let base = Slug::from_headline(name).map_or_else(|| format!("author-{user}"), |slug| slug.to_string());
    let mut tries = std::iter::once(base.clone()).chain((2..100).map(|number| format!("{base}-{number}")));
    let slug = loop {
        let Some(text) = tries.next() else {
            let remedy = "Make the author by hand, with another address.";
            return Err(Error::invalid("byline", "Too many authors have that name.", remedy));
        };
        match Slug::parse(&text) {
            Ok(slug) if tx.author(&slug).await?.is_none() => break slug,
            _ => {}
        }
    };
    Ok(Author {
        slug,
        name: name.to_owned(),
        title: String::new(),
        bio: String::new(),
        email: None,
        picture: None,
    })
}

/// Refuses who may neither arrange the front nor owns the byline.
async fn must_own(tx: &Tx, slug: &Slug, by: &By) -> Result<(), Error> {
    let Err(refused) = by.must(Action::Curate) else { return Ok(()) };
    let own = match by.actor().user() {
        Some(user) => tx.author_of_user(user).await?,
        None => None,
    };
    if own.is_some_and(|own| own.slug == *slug) { Ok(()) } else { Err(refused) }
}

fn checked(author: &Author) -> Result<(), Error> {
    let long = |text: &str, most: usize| text.chars().take(most + 1).count() > most;
    if author.name.trim().is_empty() || long(&author.name, NAME_MAX) {
        let remedy = format!("Write one of up to {NAME_MAX} characters.");
        return Err(Error::invalid("name", "The author needs a name.", remedy));
    }
    if long(&author.title, TITLE_MAX) {
        let remedy = format!("Use at most {TITLE_MAX} characters.");
        return Err(Error::invalid("title", "The title is too long.", remedy));
    }
    if long(&author.bio, BIO_MAX) {
        let remedy = format!("Use at most {BIO_MAX} characters.");
        return Err(Error::invalid("bio", "The text is too long.", remedy));
    }
    if author.email.as_deref().is_some_and(|email| !is_mail_address(email)) {
        let remedy = "Write one such as ana@signal.example, or leave it empty.";
        return Err(Error::invalid("email", "That is not a mail address.", remedy));
    }
    Ok(())
}
