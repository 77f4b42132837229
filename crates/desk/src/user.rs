//! Users: the first administrator, further ones, their bylines, roles, passwords.

use crate::{
    By, Desk, Error, author,
    session::{Token, digest},
};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use jiff::SignedDuration;
use model::{
    id::UserId,
    slug::Slug,
    stale::Stale,
    user::{Action, Role, User, is_mail_address},
};
use store::Tx;

/// A link for a new password counts this long: whoever gets it may be on another shift.
pub const LINK_AGE: SignedDuration = SignedDuration::from_hours(48);

/// Under which name an account writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Byline {
    /// None: they edit, or keep the machines.
    #[default]
    None,
    /// Their own: an author of that very name whom no account has, or a new one.
    Own,
    /// An author that is there already and whom no account has.
    Author(Slug),
}

/// A user to be made.
#[derive(Clone)]
pub struct NewUser {
    /// Sign-in name.
    pub email: String,
    /// Name for colleagues.
    pub name: String,
    /// At least 12 characters.
    pub password: String,
    /// What they may do.
    pub role: Role,
    /// Under which name they write.
    pub byline: Byline,
}

impl Desk {
    /// Make the first administrator, through the one-time link, and burn the link.
    pub async fn first_admin(
        &self,
        setup: &str,
        mut new: NewUser,
        from: Option<String>,
    ) -> Result<UserId, Error> {
        if !self.setup_link_is_good(setup).await? {
            return Err(Error::SetupLink);
        }
        new.role = Role::Admin;
        let checked = self.checked(new).await?;
        let tx = self.begin().await?;
        // Looked at again inside the transaction: of two people with the link, one wins.
        if tx.user_count().await? > 0 {
            return Err(Error::SetupLink);
        }
        let id = tx.insert_user(&checked.email, &checked.name, checked.role, &checked.hash).await?;
        tx.delete_meta("setup").await?;
        let by = By::user(id, &checked.name, Role::Admin, from);
        tx.audit(by.actor(), "user.first-admin", &format!("user:{id}"), &checked.email).await?;
        let stale = give_byline(&tx, id, &checked, &by).await?;
        tx.commit(stale).await?;
        Ok(id)
    }

    /// Make a user.
    pub async fn create_user(&self, new: NewUser, by: &By) -> Result<UserId, Error> {
        by.must(Action::Administer)?;
        let checked = self.checked(new).await?;
        let tx = self.begin().await?;
        if tx.user_by_email(&checked.email).await?.is_some() {
            let remedy = "Change that account's role, or use another address.";
            return Err(Error::invalid("email", "Somebody has that address already.", remedy));
        }
        let id = tx.insert_user(&checked.email, &checked.name, checked.role, &checked.hash).await?;
        let note = format!("{} as {}", checked.email, checked.role.as_str());
        tx.audit(by.actor(), "user.create", &format!("user:{id}"), &note).await?;
        let stale = give_byline(&tx, id, &checked, by).await?;
        tx.commit(stale).await?;
        Ok(id)
    }

    /// Give another role.
    pub async fn set_role(&self, id: UserId, role: Role, by: &By) -> Result<(), Error> {
        self.change_user(id, by, role == Role::Admin, "user.role", role.as_str(), async |tx| {
            tx.set_role(id, role).await
        })
        .await
    }

    /// Switch an account off or on; off signs it out everywhere.
    pub async fn set_active(&self, id: UserId, active: bool, by: &By) -> Result<(), Error> {
        let note = if active { "on" } else { "off" };
        self.change_user(id, by, active, "user.active", note, async |tx| tx.set_active(id, active).await)
            .await
    }

    /// Change one's own password; signs out every other browser.
    pub async fn set_password(&self, id: UserId, old: &str, new: &str, by: &By) -> Result<(), Error> {
        let user = self.inner.reader.user(id).await?.ok_or(Error::NotFound("user"))?;
        let kept = self.inner.reader.user_by_email(&user.email).await?.map(|(_, hash)| hash);
        if !self.verify(old, kept).await {
            return Err(Error::SignIn);
        }
        let hash = self.hash(new).await?;
        let tx = self.begin().await?;
        tx.set_password(id, &hash).await?;
        tx.delete_sessions_of(id).await?;
        tx.audit(by.actor(), "user.password", &format!("user:{id}"), "").await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    /// Make a one-time link by which somebody chooses a new password. An earlier one of theirs is void; until it is used
    /// the old password counts.
    pub async fn password_link(&self, id: UserId, by: &By) -> Result<Token, Error> {
        by.must(Action::Administer)?;
        let token = Token::random();
        let tx = self.begin().await?;
        let user = tx.user(id).await?.ok_or(Error::NotFound("user"))?;
        if !user.active {
            let remedy = "Switch it on first.";
            return Err(Error::invalid("active", "The account is switched off.", remedy));
        }
        tx.set_password_link(&digest(token.as_str()), id).await?;
        tx.audit(by.actor(), "user.password-link", &format!("user:{id}"), &user.email).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(token)
    }

    /// Whose link for a new password this is, if it still counts.
    pub async fn password_link_of(&self, link: &str) -> Result<User, Error> {
        let reader = &self.inner.reader;
        let (id, made) = reader.password_link(&digest(link)).await?.ok_or(Error::PasswordLink)?;
        let user = reader.user(id).await?.filter(|user| user.active).ok_or(Error::PasswordLink)?;
        if self.now().duration_since(made) < LINK_AGE { Ok(user) } else { Err(Error::PasswordLink) }
    }

    /// Choose a new password through a one-time link, and burn the link; signs out every browser.
    pub async fn choose_password(&self, link: &str, new: &str, from: Option<String>) -> Result<User, Error> {
        let user = self.password_link_of(link).await?;
        let hash = self.hash(new).await?;
        let tx = self.begin().await?;
        // Looked at again inside the transaction: of two who have the link, one wins.
        if tx.password_link(&digest(link)).await?.is_none_or(|(id, _)| id != user.id) {
            return Err(Error::PasswordLink);
        }
        tx.set_password(user.id, &hash).await?;
        tx.delete_password_links_of(user.id).await?;
        tx.delete_sessions_of(user.id).await?;
        let by = By::user(user.id, &user.name, user.role, from);
        tx.audit(by.actor(), "user.password", &format!("user:{}", user.id), "through a one-time link")
            .await?;
        tx.commit(Stale::nothing()).await?;
        Ok(user)
    }

    /// One change of an account. The last administrator can neither be demoted nor switched off.
    async fn change_user(
        &self,
        id: UserId,
        by: &By,
        stays_admin: bool,
        verb: &str,
        note: &str,
        change: impl AsyncFnOnce(&store::Tx) -> Result<(), store::Error>,
    ) -> Result<(), Error> {
        by.must(Action::Administer)?;
        let tx = self.begin().await?;
        let users = tx.users().await?;
        let user = users.iter().find(|user| user.id == id).ok_or(Error::NotFound("user"))?;
        let admins = users.iter().filter(|user| user.active && user.role == Role::Admin).count();
        if user.role == Role::Admin && user.active && !stays_admin && admins == 1 {
            let remedy = "Make somebody else an administrator first.";
            return Err(Error::invalid("role", "This is the last administrator.", remedy));
        }
        change(&tx).await?;
        // Whoever was signed in carries the old role in their session: they sign in again.
        tx.delete_sessions_of(id).await?;
        tx.audit(by.actor(), verb, &format!("user:{id}"), note).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    async fn checked(&self, new: NewUser) -> Result<Checked, Error> {
        let email = new.email.trim().to_lowercase();
        if !is_mail_address(&email) {
            return Err(Error::invalid(
                "email",
                "That is not a mail address.",
                "Write one such as ana@signal.example.",
            ));
        }
        let name = new.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(Error::invalid("name", "There is no name.", "Write one of up to 100 characters."));
        }
        let hash = self.hash(&new.password).await?;
        Ok(Checked { email, name, role: new.role, byline: new.byline, hash })
    }

    async fn hash(&self, password: &str) -> Result<String, Error> {
        let length = password.chars().count();
        if !(12..=256).contains(&length) {
            let remedy = "Use 12 to 256 characters; a few unrelated words are easy to remember.";
            return Err(Error::invalid("password", "The password is too short or too long.", remedy));
        }
        let password = password.to_owned();
        let hashed =
            self.costly(move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()));
        match hashed.await {
            Some(Ok(hash)) => Ok(hash),
            _ => Err(Error::invalid("password", "The password could not be kept.", "Try again in a moment.")),
        }
    }

    /// Whether the password fits the hash. Without a hash it works as long, for nothing.
    pub(crate) async fn verify(&self, password: &str, hash: Option<String>) -> bool {
        let password: String = password.chars().take(256).collect();
        let checked = self.costly(move || match hash.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
            _ => Argon2::default().hash_password(password.as_bytes()).is_ok_and(|_| false),
        });
        checked.await.unwrap_or(false)
    }

    /// Argon2id with 19 MiB and two passes takes tens of milliseconds: never on the runtime's own threads, and
    /// never more than a few at a time.
    async fn costly<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _turn = self.inner.hashing.acquire().await.ok()?;
        tokio::task::spawn_blocking(work).await.ok()
    }
}

struct Checked {
    email: String,
    name: String,
    role: Role,
    byline: Byline,
    hash: String,
}

/// Let a new account write under a name; what that makes stale.
async fn give_byline(tx: &Tx, id: UserId, new: &Checked, by: &By) -> Result<Stale, Error> {
    let (slug, stale) = match &new.byline {
        Byline::None => return Ok(Stale::nothing()),
        Byline::Own => match nobodys(tx, &new.name).await? {
            Some(slug) => (slug, Stale::nothing()),
            None => {
                let author = author::byline_for(tx, &new.name, id).await?;
                tx.save_author(&author).await?;
                let stale = author::stale_of(&author.slug);
                (author.slug, stale)
            }
        },
        Byline::Author(slug) => {
            let taken = tx.author_accounts().await?.iter().any(|(author, _)| author == slug);
            if taken || tx.author(slug).await?.is_none() {
                let remedy = "Choose another byline, or none.";
                return Err(Error::invalid("byline", "That author is not there or has an account.", remedy));
            }
            (slug.clone(), Stale::nothing())
        }
    };
    tx.link_author(&slug, Some(id)).await?;
    tx.audit(by.actor(), "author.account", &format!("author:{slug}"), &format!("of user:{id}")).await?;
    Ok(stale)
}

/// The author of that very name whom no account has.
async fn nobodys(tx: &Tx, name: &str) -> Result<Option<Slug>, Error> {
    let accounts = tx.author_accounts().await?;
    let authors = tx.authors().await?.into_iter();
    let mut named = authors.filter(|author| author.name.to_lowercase() == name.to_lowercase());
    Ok(named.find(|author| !accounts.iter().any(|(slug, _)| *slug == author.slug)).map(|author| author.slug))
}
