//! Authors, and the accounts that write under their names.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, values},
    tx::Tx,
};
use model::{author::Author, id::UserId, slug::Slug};
use prose::MediaKey;

/// The columns of an [`Author`], in the order in which `author_of` reads them.
const AUTHOR: &str = "slug, name, title, bio, email, picture";

impl Reads {
    /// One author.
    pub async fn author(&self, slug: &Slug) -> Result<Option<Author>> {
        let row =
            self.link.one(&format!("SELECT {AUTHOR} FROM authors WHERE slug = $1"), values![slug]).await?;
        row.as_ref().map(author_of).transpose()
    }

    /// All authors, by address.
    pub async fn authors(&self) -> Result<Vec<Author>> {
        let sql = format!("SELECT {AUTHOR} FROM authors ORDER BY slug");
        self.link.all(&sql, values![]).await?.iter().map(author_of).collect()
    }

    /// The author under whose name an account writes.
    pub async fn author_of_user(&self, user: UserId) -> Result<Option<Author>> {
        let row =
            self.link.one(&format!("SELECT {AUTHOR} FROM authors WHERE user_id = $1"), values![user]).await?;
        row.as_ref().map(author_of).transpose()
    }

    /// Which account writes under which name, for those that have one.
    pub async fn author_accounts(&self) -> Result<Vec<(Slug, UserId)>> {
        let sql = "SELECT slug, user_id FROM authors WHERE user_id IS NOT NULL ORDER BY slug";
        let rows = self.link.all(sql, values![]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                Ok((columns.slug()?, UserId(columns.int()?)))
            })
            .collect()
    }

    /// The authors whose portrait is this picture, by address.
    pub async fn authors_with(&self, key: &MediaKey) -> Result<Vec<Slug>> {
        let sql = "SELECT slug FROM authors WHERE picture = $1 ORDER BY slug";
        self.link.all(sql, values![key.as_str()]).await?.iter().map(|row| row.columns().slug()).collect()
    }
}

impl Tx {
    /// Keeps an author, in place of an earlier one of that address. Whose account it is stays as it was. The portrait
    /// becomes public.
    pub async fn save_author(&self, author: &Author) -> Result<()> {
        let sql =
            "INSERT INTO authors (slug, name, title, bio, email, picture) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (slug) DO UPDATE SET name = excluded.name, title = excluded.title, bio = excluded.bio,
                email = excluded.email, picture = excluded.picture";
        let picture = author.picture.as_ref().map(|key| key.as_str().to_owned());
        let bound =
            values![&author.slug, &author.name, &author.title, &author.bio, author.email.clone(), picture];
        self.link().run(sql, bound).await.map(drop)
    }

    /// Lets an account write under the name of an author, or nobody. An account has one name: an earlier one of it is
    /// nobody's from then on.
    pub async fn link_author(&self, slug: &Slug, user: Option<UserId>) -> Result<()> {
        if let Some(user) = user {
            let sql = "UPDATE authors SET user_id = NULL WHERE user_id = $1";
            self.link().run(sql, values![user]).await?;
        }
        let sql = "UPDATE authors SET user_id = $2 WHERE slug = $1";
        match self.link().run(sql, values![slug, user]).await? {
            0 => Err(Error::missing(format!("author {slug}"))),
            _ => Ok(()),
        }
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
        picture: columns
            .maybe_text()?
            .map(|key| MediaKey::parse(&key).map_err(|_| Error::damaged(format!("“{key}” as a portrait"))))
            .transpose()?,
    })
}
