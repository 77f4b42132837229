//! Preview links: the one way to show what is not public yet. Signed, for one story, with an end; never cached.

use crate::{By, Desk, Error};
use jiff::{SignedDuration, Timestamp};
use model::{id::StoryId, stale::Stale, story::Story, user::Action};
use subtle::ConstantTimeEq;

/// How long a preview link opens.
pub const PREVIEW: SignedDuration = SignedDuration::from_hours(48);

impl Desk {
    /// A link's token for one story, good for [`PREVIEW`].
    pub async fn preview_token(&self, id: StoryId, by: &By) -> Result<String, Error> {
        by.must(Action::Write)?;
        let until = self.now().saturating_add(PREVIEW).unwrap_or(Timestamp::MAX).as_second();
        let body = format!("{id}.{until}");
        let seal = self.seal(&body).await?;
        Ok(format!("{body}.{seal}"))
    }

    /// The story that a token opens; [`Error::NotFound`] for every token that is not exactly ours and in time.
    pub async fn preview(&self, token: &str) -> Result<Story, Error> {
        let refused = || Error::NotFound("preview");
        let (body, seal) = token.rsplit_once('.').ok_or_else(refused)?;
        let (id, until) = body.split_once('.').ok_or_else(refused)?;
        let expected = self.seal(body).await?;
        let good: bool = expected.as_bytes().ct_eq(seal.as_bytes()).into();
        let until: i64 = until.parse().map_err(|_| refused())?;
        if !good || self.now().as_second() > until {
            return Err(refused());
        }
        let id = id.parse().map_err(|_| refused())?;
        self.inner.reader.story(id).await?.ok_or_else(refused)
    }

    /// Keyed BLAKE3 over the token's body with a secret that the station made for itself.
    async fn seal(&self, body: &str) -> Result<String, Error> {
        let secret = match self.inner.reader.meta("preview-secret").await? {
            Some(secret) => secret,
            None => self.make_secret().await?,
        };
        let key = blake3::Hash::from_hex(&secret).map_err(|_| Error::NotFound("preview"))?;
        Ok(blake3::keyed_hash(key.as_bytes(), body.as_bytes()).to_hex().to_string())
    }

    async fn make_secret(&self) -> Result<String, Error> {
        let tx = self.begin().await?;
        if let Some(secret) = tx.meta("preview-secret").await? {
            return Ok(secret);
        }
        let secret = crate::session::Token::random().0;
        tx.set_meta("preview-secret", &secret).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(secret)
    }
}
