//! Users of the desk, with the hashes of their passwords, which leave this room only for a sign-in.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Columns, Value, values},
    tx::Tx,
};
use jiff::Timestamp;
use model::{
    id::UserId,
    user::{Role, User},
};

/// The columns of a [`User`], in the order in which `user_of` reads them.
const USER: &str = "id, email, name, role, active, created_at, signed_in_at";

impl Reads {
    /// One user.
    pub async fn user(&self, id: UserId) -> Result<Option<User>> {
        let row = self.link.one(&format!("SELECT {USER} FROM users WHERE id = $1"), values![id]).await?;
        row.map(|row| user_of(&mut row.columns())).transpose()
    }

    /// A user by sign-in name, in any case, with the password's hash as an argon2 PHC string.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<(User, String)>> {
        let sql = format!("SELECT {USER}, password FROM users WHERE email = $1");
        let Some(row) = self.link.one(&sql, values![email.trim().to_lowercase()]).await? else {
            return Ok(None);
        };
        let mut columns = row.columns();
        Ok(Some((user_of(&mut columns)?, columns.text()?)))
    }

    /// All users, in the order in which they came.
    pub async fn users(&self) -> Result<Vec<User>> {
        let rows = self.link.all(&format!("SELECT {USER} FROM users ORDER BY id"), values![]).await?;
        rows.iter().map(|row| user_of(&mut row.columns())).collect()
    }

    /// Whose one-time link for a new password has this digest, and when it was made.
    pub async fn password_link(&self, digest: &[u8; 32]) -> Result<Option<(UserId, Timestamp)>> {
        let sql = "SELECT user_id, made_at FROM password_links WHERE digest = $1";
        let Some(row) = self.link.one(sql, values![digest]).await? else { return Ok(None) };
        let mut columns = row.columns();
        Ok(Some((UserId(columns.int()?), columns.moment()?)))
    }

    /// How many users there are: none before the setup.
    pub async fn user_count(&self) -> Result<u64> {
        let row = self.link.one("SELECT COUNT(*) FROM users", values![]).await?;
        row.map_or(Ok(0), |row| row.columns().count())
    }
}

impl Tx {
    /// Keeps a new user, who may sign in at once. The mail address is kept in lowercase.
    ///
    /// # Errors
    /// [`Error::Taken`] when another has the mail address.
    pub async fn insert_user(&self, email: &str, name: &str, role: Role, password: &str) -> Result<UserId> {
        let email = email.trim().to_lowercase();
        if self.user_by_email(&email).await?.is_some() {
            return Err(Error::Taken { what: format!("the mail address {email}") });
        }
        let sql = "INSERT INTO users (email, name, role, active, password, created_at)
            VALUES ($1, $2, $3, 1, $4, $5) RETURNING id";
        let row = self.link().one(sql, values![email, name, role.as_str(), password, self.now()]).await?;
        let row = row.ok_or_else(|| Error::damaged("a new user got no number"))?;
        Ok(UserId(row.columns().int()?))
    }

    /// Gives another role.
    pub async fn set_role(&self, id: UserId, role: Role) -> Result<()> {
        self.change_user(id, "UPDATE users SET role = $2 WHERE id = $1", values![id, role.as_str()]).await
    }

    /// Lets someone sign in, or not. Their sessions count for nothing while they may not.
    pub async fn set_active(&self, id: UserId, active: bool) -> Result<()> {
        self.change_user(id, "UPDATE users SET active = $2 WHERE id = $1", values![id, i64::from(active)])
            .await
    }

    /// Keeps the hash of another password, as an argon2 PHC string.
    pub async fn set_password(&self, id: UserId, password: &str) -> Result<()> {
        self.change_user(id, "UPDATE users SET password = $2 WHERE id = $1", values![id, password]).await
    }

    /// Notes that someone has signed in now.
    pub async fn set_signed_in(&self, id: UserId) -> Result<()> {
        self.change_user(id, "UPDATE users SET signed_in_at = $2 WHERE id = $1", values![id, self.now()])
            .await
    }

    /// Keeps the digest of a one-time link by which somebody chooses a new password; an earlier one of theirs is void.
    pub async fn set_password_link(&self, digest: &[u8; 32], user: UserId) -> Result<()> {
        self.delete_password_links_of(user).await?;
        let sql = "INSERT INTO password_links (digest, user_id, made_at) VALUES ($1, $2, $3)";
        self.link().run(sql, values![digest, user, self.now()]).await.map(drop)
    }

    /// Voids the link by which somebody chooses a new password.
    pub async fn delete_password_links_of(&self, user: UserId) -> Result<()> {
        self.link().run("DELETE FROM password_links WHERE user_id = $1", values![user]).await.map(drop)
    }

    /// Deletes links that were made before a moment; answers how many.
    pub async fn prune_password_links(&self, before: Timestamp) -> Result<u64> {
        self.link().run("DELETE FROM password_links WHERE made_at < $1", values![before]).await
    }

    async fn change_user(&self, id: UserId, sql: &str, bound: Vec<Value>) -> Result<()> {
        match self.link().run(sql, bound).await? {
            0 => Err(Error::missing(format!("user {id}"))),
            _ => Ok(()),
        }
    }
}

/// A role by its stored name.
pub(crate) fn role(text: &str) -> Result<Role> {
    Role::parse(text).ok_or_else(|| Error::damaged(format!("“{text}” where a role should be")))
}

fn user_of(columns: &mut Columns<'_>) -> Result<User> {
    Ok(User {
        id: UserId(columns.int()?),
        email: columns.text()?,
        name: columns.text()?,
        role: role(&columns.text()?)?,
        active: columns.int()? != 0,
        created_at: columns.moment()?,
        signed_in_at: columns.maybe_moment()?,
    })
}
