//! Authors: save.

use crate::{By, Desk, Error};
use model::{
    author::Author,
    stale::{Key, Stale},
    url::Listing,
    user::Action,
};

impl Desk {
    /// Make or change an author; bylines follow at once.
    pub async fn save_author(&self, author: &Author, by: &By) -> Result<(), Error> {
        by.must(Action::Curate)?;
        if author.name.trim().is_empty() || author.name.chars().count() > 100 {
            return Err(Error::invalid(
                "name",
                "The author needs a name.",
                "Write one of up to 100 characters.",
            ));
        }
        let tx = self.begin().await?;
        tx.save_author(author).await?;
        tx.audit(by.actor(), "author.save", &format!("author:{}", author.slug), &author.name).await?;
        // A name stands in the byline of any page: rare enough to drop them all.
        let list = Key::List(Listing::Author(author.slug.clone()));
        tx.commit(Stale::keys([list, Key::Chrome])).await?;
        Ok(())
    }
}
