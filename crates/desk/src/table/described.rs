//! Tables that the desk describes: make, change, switch. One place knows them and those of `station.toml`, and every
//! room asks it anew, so that a new table has its page, its hour and its place in the sitemap without a restart.

use crate::{By, Desk, Error, receipt::Asked, workshop::Described};
use model::{
    job::Job,
    receipt::{Expect, Subject},
    slug::Slug,
    stale::{Key, Stale},
    table::{Description, Made, Table, Tables},
    url::{Listing, Url},
    user::Action,
};
use std::sync::{Arc, PoisonError};
use store::Tx;

/// A description that is kept and cannot be used as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The table.
    pub slug: Slug,
    /// Why.
    pub why: String,
}

/// The longest description: one with a name for each of 3,200 rows has some 150 KB.
const LONGEST: usize = 512 << 10;

impl Desk {
    /// Every table that the station keeps, as of this moment.
    pub fn tables(&self) -> Arc<Tables> {
        self.inner.tables.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Take up what the desk has described, once at the start. What cannot be used any more is passed over and
    /// answered: the desk shows it, and readers keep everything else.
    pub async fn take_up_tables(&self) -> Result<Vec<Unusable>, Error> {
        let mut tables = Tables::clone(&self.tables());
        let mut unusable = Vec::new();
        for Description { slug, text, is_on, .. } in self.inner.reader.table_descriptions().await? {
            if !is_on {
                continue;
            }
            match self.usable(&slug, &text) {
                Ok(described) => {
                    tables.insert(slug, Arc::new(known(described)));
                }
                Err(error) => unusable.push(Unusable { slug, why: error.to_string() }),
            }
        }
        self.hold_tables(Arc::new(tables));
        Ok(unusable)
    }

    /// What a description of the desk says.
    ///
    /// # Errors
    /// [`Error::Described`] with everything that is wrong with it; when it belongs to a table of `station.toml`.
    pub fn usable(&self, slug: &Slug, text: &str) -> Result<Described, Error> {
        if self.is_of_settings(slug) {
            let what = format!("station.toml has a table “{slug}”.");
            return Err(Error::invalid("slug", what, "Choose another address."));
        }
        if text.len() > LONGEST {
            return Err(Error::invalid("", "The description is too long.", "Name fewer rows."));
        }
        let workshop = self.inner.workshop.get().ok_or(Error::NotFound("workshop"))?;
        workshop.read(slug, text).map_err(Error::Described)
    }

    /// Make a table; readers see it at once, and its source is asked at once. Answers the receipt's number.
    pub async fn make_table(&self, slug: &Slug, text: &str, by: &By) -> Result<Option<i64>, Error> {
        by.must(Action::Operate)?;
        let described = self.usable(slug, text)?;
        let tx = self.begin().await?;
        if tx.table_description(slug).await?.is_some() {
            let what = format!("There is a table “{slug}” already.");
            return Err(Error::invalid("slug", what, "Choose another address, or change that table."));
        }
        self.describe(tx, &Change { verb: "table.make", slug, text, described: Some(described) }, by).await
    }

    /// Change a table. `seen` is the number of the description that the change began with.
    pub async fn change_table(
        &self,
        slug: &Slug,
        text: &str,
        seen: i64,
        by: &By,
    ) -> Result<Option<i64>, Error> {
        by.must(Action::Operate)?;
        let described = self.usable(slug, text)?;
        let tx = self.begin().await?;
        let before = tx.table_description(slug).await?.ok_or(Error::NotFound("table"))?;
        if before.id != seen {
            let what = format!("{} changed this table while you were at it.", before.by);
            let remedy =
                "Nothing of yours is lost: open the table in another window, compare, then save again.";
            return Err(Error::invalid("", what, remedy));
        }
        if !tx.table_days(slug, 1).await?.is_empty()
            && let Ok(earlier) = self.usable(slug, &before.text)
            && !described.spec.keeps_the_places_of(&earlier.spec)
        {
            let what = "The table has figures, which are kept by the place of their column.";
            let remedy = "Leave the columns of figures in their order with their decimals, and add new ones at the \
                          end; or make a new table.";
            return Err(Error::invalid("measure", what, remedy));
        }
        let described = before.is_on.then_some(described);
        self.describe(tx, &Change { verb: "table.change", slug, text, described }, by).await
    }

    /// Switch a table off, or on again. Off, readers do not see it and nothing is fetched; its figures are kept.
    pub async fn switch_table(&self, slug: &Slug, on: bool, by: &By) -> Result<Option<i64>, Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        let before = tx.table_description(slug).await?.ok_or(Error::NotFound("table"))?;
        let described = if on { Some(self.usable(slug, &before.text)?) } else { None };
        let verb = if on { "table.switch-on" } else { "table.switch-off" };
        self.describe(tx, &Change { verb, slug, text: &before.text, described }, by).await
    }

    async fn describe(&self, tx: Tx, change: &Change<'_>, by: &By) -> Result<Option<i64>, Error> {
        let Change { verb, slug, text, described } = change;
        let is_on = described.is_some();
        let number = tx.describe_table(slug, text, is_on, by.name()).await?;
        let title = described.as_ref().map_or("", |described| described.spec.title.as_str());
        let words = format!("description {number} {title}");
        tx.audit(by.actor(), verb, &format!("table:{slug}"), words.trim()).await?;
        if described.as_ref().is_some_and(|described| described.source.is_some()) {
            tx.enqueue(&Job::RefreshTable((*slug).clone()), tx.now(), None).await?;
        }
        let before = self.tables();
        let mut tables = Tables::clone(&before);
        match described {
            Some(described) => tables.insert((*slug).clone(), Arc::new(known(described.clone()))),
            None => tables.remove(*slug),
        };
        let (at, mark) = (tx.now(), self.mark());
        // Before the commit tells who keeps pages: whoever renders one afterwards must find the table. Verbs that
        // describe come one after the other, as each holds the one transaction.
        self.hold_tables(Arc::new(tables));
        let stale = || Stale::keys([Key::Table((*slug).clone()), Key::Chrome, Key::List(Listing::All)]);
        if let Err(error) = tx.commit(stale()).await {
            self.hold_tables(before);
            self.begin().await?.commit(stale()).await?;
            return Err(error.into());
        }
        let expected = expectations(slug, is_on).into_iter().collect();
        let (_, word) = verb.split_once('.').unwrap_or(("", verb));
        let of = Subject::Table((*slug).clone());
        Ok(self.receipt(Asked { of, verb: word, at, mark }, expected).await?.map(|(id, _)| id))
    }

    fn hold_tables(&self, tables: Arc<Tables>) {
        *self.inner.tables.write().unwrap_or_else(PoisonError::into_inner) = tables;
    }

    fn is_of_settings(&self, slug: &Slug) -> bool {
        self.tables().get(slug).is_some_and(|table| table.made == Made::Settings)
    }
}

/// One more description.
struct Change<'a> {
    verb: &'a str,
    slug: &'a Slug,
    text: &'a str,
    /// What it says, when the table is on.
    described: Option<Described>,
}

fn known(Described { spec, source }: Described) -> Table {
    Table { spec, source, made: Made::Desk }
}

/// What the pages that name a table have to say.
fn expectations(slug: &Slug, is_on: bool) -> Vec<(Url, (Expect, String))> {
    let expect = if is_on { Expect::Shows } else { Expect::Hides };
    let path = Url::Table(slug.clone()).to_string();
    // With what follows it, so that the address of another table does not answer for this one.
    let (link, entry) = (format!("{path}\""), format!("{path}<"));
    vec![
        (Url::Tables, (expect, link.clone())),
        (Url::Table(slug.clone()), (expect, link.clone())),
        (Url::SitemapPages, (expect, entry)),
        (Url::Sitemap, (Expect::Renewed, link.clone())),
        (Url::Front, (Expect::Renewed, link)),
    ]
}
