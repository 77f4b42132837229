//! Pictures: take in, describe, keep what the renditions' job made.

use crate::{By, Desk, Error, story::stale_of};
use model::{
    id::MediaId,
    job::Job,
    media::{Focal, Media, MediaState, Rendition},
    stale::{Key, Stale},
    url::Listing,
    user::Action,
};
use prose::MediaKey;
use store::{NewMedia, Tx};

/// Two pictures whose hashes differ in at most this many bits look the same (see `images::perceptual_hash`).
pub const ALIKE: u32 = 6;

/// Words and focal point of a picture.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// What is seen.
    pub alt: Option<String>,
    /// Under it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// What must stay in a crop.
    pub focal: Focal,
}

/// What became of an upload.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The picture in the library.
    pub media: Media,
    /// It was there already, byte for byte.
    pub already: bool,
}

impl Desk {
    /// Keep an uploaded picture whose bytes are in the blob store and whose facts were read; its sizes are a job.
    pub async fn take_picture(&self, new: &NewMedia, by: &By) -> Result<Taken, Error> {
        by.must(Action::Write)?;
        let tx = self.begin().await?;
        if let Some(media) = tx.media(&new.key).await? {
            return Ok(Taken { media, already: true });
        }
        let id = tx.insert_media(new).await?;
        tx.enqueue(&Job::MakeRenditions(id), tx.now(), None).await?;
        tx.audit(by.actor(), "media.upload", &format!("media:{id}"), &new.file_name).await?;
        let media = tx.media_by_id(id).await?.ok_or(Error::NotFound("picture"))?;
        tx.commit(Stale::nothing()).await?;
        Ok(Taken { media, already: false })
    }

    /// Change its words or focal point; pages that show it follow.
    pub async fn describe_picture(
        &self,
        id: MediaId,
        description: &Description,
        by: &By,
    ) -> Result<(), Error> {
        by.must(Action::Write)?;
        let Description { alt, caption, credit, focal } = description;
        for (field, text, max) in [("alt", alt, 1_000), ("caption", caption, 2_000), ("credit", credit, 300)]
        {
            if text.as_ref().is_some_and(|text| text.chars().count() > max) {
                let remedy = format!("Use at most {max} characters.");
                return Err(Error::invalid(field, "The text is too long.", remedy));
            }
        }
        let tx = self.begin().await?;
        let media = tx.media_by_id(id).await?.ok_or(Error::NotFound("picture"))?;
        tx.describe_media(id, alt.as_deref(), caption.as_deref(), credit.as_deref(), *focal).await?;
        tx.audit(by.actor(), "media.describe", &format!("media:{id}"), alt.as_deref().unwrap_or("")).await?;
        let stale = stale_with(&tx, &media.key).await?;
        tx.commit(stale).await?;
        Ok(())
    }

    /// Keep the sizes that the job made.
    pub async fn renditions_made(&self, id: MediaId, made: &[Rendition], hash: u64) -> Result<(), Error> {
        let tx = self.begin().await?;
        let media = tx.media_by_id(id).await?.ok_or(Error::NotFound("picture"))?;
        tx.set_renditions(id, made, hash).await?;
        tx.set_media_state(id, &MediaState::Ready).await?;
        let stale = stale_with(&tx, &media.key).await?;
        tx.commit(stale).await?;
        Ok(())
    }

    /// Keep why no sizes could be made.
    pub async fn renditions_refused(&self, id: MediaId, why: &str) -> Result<(), Error> {
        let tx = self.begin().await?;
        tx.set_media_state(id, &MediaState::Failed(why.to_owned())).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    /// Pictures of the library that look like this one, itself left out.
    pub async fn look_alikes(&self, id: MediaId) -> Result<Vec<MediaKey>, Error> {
        let all = self.inner.reader.hashes().await?;
        let Some(&(_, _, hash)) = all.iter().find(|(other, _, _)| *other == id) else {
            return Ok(Vec::new());
        };
        let alike = |other: u64| (other ^ hash).count_ones() <= ALIKE;
        let others = all.into_iter().filter(|(other, _, bits)| *other != id && *bits != 0 && alike(*bits));
        Ok(others.map(|(_, key, _)| key).collect())
    }
}

/// The keys of everything public that shows a picture.
async fn stale_with(tx: &Tx, key: &MediaKey) -> Result<Stale, Error> {
    let mut stale = Stale::nothing();
    for id in tx.stories_with(key).await? {
        stale = stale.and(stale_of(tx.published_by_id(id).await?.as_ref()));
    }
    for page in tx.pages_with(key).await? {
        stale = stale.and(Stale::keys([Key::Page(page)]));
    }
    for author in tx.authors_with(key).await? {
        stale = stale.and(Stale::keys([Key::List(Listing::Author(author))]));
    }
    Ok(stale)
}
