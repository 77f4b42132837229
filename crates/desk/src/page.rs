//! Station pages: make, change.

use crate::{By, Desk, Error, receipt::Asked};
use model::{
    page::{DEK_MAX, Page, TITLE_MAX},
    receipt::{Expect, Subject},
    slug::Slug,
    stale::{Key, Stale},
    story::Missing,
    url::Url,
    user::Action,
};
use prose::Block;
use store::Tx;

impl Desk {
    /// Make a page where none is; it is public at once. Answers the receipt's number.
    pub async fn make_page(&self, page: &Page, by: &By) -> Result<Option<i64>, Error> {
        by.must(Action::Curate)?;
        let tx = self.begin().await?;
        if tx.page(&page.slug).await?.is_some() {
            let what = format!("There is a page at “{}” already.", page.slug);
            return Err(Error::invalid("slug", what, "Choose another address, or change that page."));
        }
        self.keep_page(tx, page, "page.make", by).await
    }

    /// Change a page, or keep one that comes from a pack; it is public at once. Answers the receipt's number.
    pub async fn save_page(&self, page: &Page, by: &By) -> Result<Option<i64>, Error> {
        by.must(Action::Curate)?;
        let tx = self.begin().await?;
        self.keep_page(tx, page, "page.save", by).await
    }

    async fn keep_page(&self, tx: Tx, page: &Page, verb: &str, by: &By) -> Result<Option<i64>, Error> {
        checked(page)?;
        let keys: Vec<_> = page.body.media_keys().into_iter().cloned().collect();
        let facts = crate::story::facts(tx.media_many(&keys).await?);
        let gaps: Vec<Missing> = model::story::missing_in_body(&page.body, &facts);
        if let Some(gap) = gaps.into_iter().next() {
            return Err(Error::invalid("body", gap.what, gap.remedy));
        }
        tx.save_page(page).await?;
        tx.audit(by.actor(), verb, &format!("page:{}", page.slug), &page.title).await?;
        let (at, mark) = (tx.now(), self.mark());
        tx.commit(stale_of(&page.slug)).await?;
        let url = Url::Page(page.slug.clone());
        let needle = url.to_string();
        let expected = [
            (url, Expect::Shows),
            (Url::Front, Expect::Renewed),
            (Url::LiteFront, Expect::Renewed),
            (Url::SitemapPages, Expect::Shows),
        ];
        let expected = expected.into_iter().map(|(url, expect)| (url, (expect, needle.clone()))).collect();
        let of = Subject::Page(page.slug.clone());
        Ok(self.receipt(Asked { of, verb: "save", at, mark }, expected).await?.map(|(id, _)| id))
    }
}

/// The footer of every page lists the station pages.
pub(crate) fn stale_of(slug: &Slug) -> Stale {
    Stale::keys([Key::Page(slug.clone()), Key::Chrome])
}

fn checked(page: &Page) -> Result<(), Error> {
    let long = |text: &str, most: usize| text.chars().take(most + 1).count() > most;
    if page.title.trim().is_empty() || long(&page.title, TITLE_MAX) {
        let remedy = format!("Write one of up to {TITLE_MAX} characters.");
        return Err(Error::invalid("title", "The page needs a title.", remedy));
    }
    if long(&page.dek, DEK_MAX) {
        let remedy = format!("Use at most {DEK_MAX} characters.");
        return Err(Error::invalid("dek", "The sentence is too long.", remedy));
    }
    if page.body.is_empty() {
        return Err(Error::invalid("body", "The page has no text.", "Write at least a sentence."));
    }
    if page.body.blocks.iter().any(|block| matches!(block, Block::Module { .. } | Block::Video(_))) {
        let remedy = "Take it out, and link to its own page instead.";
        return Err(Error::invalid("body", "A station page shows no modules and no videos.", remedy));
    }
    Ok(())
}
