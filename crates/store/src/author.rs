//! Authors.

use crate::{
    error::Result,
    read::Reads,
    sql::{Row, values},
    tx::Tx,
};
use model::{author::Author, slug::Slug};

impl Reads {
    /// One author.
    pub async fn author(&self, slug: &Slug) -> Result<Option<Author>> {
        let sql = "SELECT slug, name, title, bio, email FROM authors WHERE slug = $1";
        let row = self.link.one(sql, values![slug]).await?;
        row.as_ref().map(author_of).transpose()
    }

    /// All authors, by address.
    pub async fn authors(&self) -> Result<Vec<Author>> {
        let sql = "SELECT slug, name, title, bio, email FROM authors ORDER BY slug";
        self.link.all(sql, values![]).await?.iter().map(author_of).collect()
    }
}

impl Tx {
    /// Keeps an author, in place of an earlier one of that address.
    pub async fn save_author(&self, author: &Author) -> Result<()> {
        let sql = "INSERT INTO authors (slug, name, title, bio, email) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (slug) DO UPDATE SET name = excluded.name, title = excluded.title, bio = excluded.bio,
                email = excluded.email";
        let bound = values![&author.slug, &author.name, &author.title, &author.bio, author.email.clone()];
        self.link().run(sql, bound).await.map(drop)
    }
}

fn author_of(row: &Row) -> Result<Author> {
    let mut columns = row.columns();
    Ok(Author {
        slug: columns.slug()?,
        name: columns.text()?,
        title: columns.text()?,
        bio: columns.text()?,
        email: columns.maybe_text()?,
    })
}
