//! Sessions: sign in, look up, sign out. A token is 256 random bits; only its digest is kept, so a stolen database
//! signs nobody in.

use crate::{By, Desk, Error};
use model::{
    session::Session,
    stale::Stale,
    user::{EMAIL_MAX, User},
};
use subtle::ConstantTimeEq;

/// A fresh token: what the browser keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub(crate) String);

impl Token {
    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One that nobody can guess.
    pub fn random() -> Self {
        let bytes: [u8; 32] = rand::random();
        Self(blake3::Hash::from_bytes(bytes).to_hex().to_string())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

pub(crate) fn digest(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

impl Desk {
    /// Sign in. Takes as long for an unknown name as for a wrong password, and says the same.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        from: Option<String>,
    ) -> Result<(User, Token), Error> {
        let email = email.trim().to_lowercase();
        let found =
            if email.len() <= EMAIL_MAX { self.inner.reader.user_by_email(&email).await? } else { None };
        let hash = found.as_ref().map(|(_, hash)| hash.clone());
        let good = self.verify(password, hash).await;
        let Some((user, _)) = found.filter(|(user, _)| good && user.active) else {
            return Err(Error::SignIn);
        };
        let token = Token::random();
        let by = By::user(user.id, &user.name, user.role, from);
        let tx = self.begin().await?;
        tx.insert_session(&digest(&token.0), user.id).await?;
        tx.set_signed_in(user.id).await?;
        tx.audit(by.actor(), "session.sign-in", &format!("user:{}", user.id), "").await?;
        tx.commit(Stale::nothing()).await?;
        Ok((user, token))
    }

    /// Who a token belongs to, if it still counts. Notes the visit at most once a minute.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, Error> {
        if token.len() != 64 {
            return Ok(None);
        }
        let digest = digest(token);
        let now = self.now();
        let Some(session) = self.inner.reader.session(&digest).await?.filter(|session| session.is_valid(now))
        else {
            return Ok(None);
        };
        if now.duration_since(session.seen_at).as_secs() >= 60 {
            let tx = self.begin().await?;
            tx.touch_session(&digest).await?;
            tx.commit(Stale::nothing()).await?;
        }
        Ok(Some(session))
    }

    /// Sign out this browser.
    pub async fn sign_out(&self, token: &str) -> Result<(), Error> {
        let tx = self.begin().await?;
        tx.delete_session(&digest(token)).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    /// A fresh one-time setup link's secret, while nobody can sign in yet; `None` once somebody can.
    pub async fn setup_token(&self) -> Result<Option<Token>, Error> {
        if self.inner.reader.user_count().await? > 0 {
            return Ok(None);
        }
        let token = Token::random();
        let tx = self.begin().await?;
        tx.set_meta("setup", &blake3::Hash::from_bytes(digest(&token.0)).to_hex()).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(Some(token))
    }

    /// Whether a setup link is the one that was printed and nobody has used it.
    pub async fn setup_link_is_good(&self, token: &str) -> Result<bool, Error> {
        if self.inner.reader.user_count().await? > 0 {
            return Ok(false);
        }
        let kept = self.inner.reader.meta("setup").await?.unwrap_or_default();
        let given = blake3::Hash::from_bytes(digest(token)).to_hex();
        Ok(kept.as_bytes().ct_eq(given.as_bytes()).into())
    }
}
