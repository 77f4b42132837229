//! Station pages: save.

use crate::{By, Desk, Error};
use model::{
    page::Page,
    stale::{Key, Stale},
    user::Action,
};

impl Desk {
    /// Make or change a station page; it is public at once.
    pub async fn save_page(&self, page: &Page, by: &By) -> Result<(), Error> {
        by.must(Action::Curate)?;
        if page.title.trim().is_empty() {
            return Err(Error::invalid("title", "The page has no title.", "Write one."));
        }
        let tx = self.begin().await?;
        tx.save_page(page).await?;
        tx.audit(by.actor(), "page.save", &format!("page:{}", page.slug), &page.title).await?;
        // The footer of every page lists the station pages.
        tx.commit(Stale::keys([Key::Page(page.slug.clone()), Key::Chrome])).await?;
        Ok(())
    }
}
