//! Pictures of the library. Their bytes are in the blob store; here is what is known of them, and who shows them.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Columns, Row, Value, count, places, values},
    story::IS_PUBLIC,
    tx::Tx,
};
use model::{
    id::{MediaId, StoryId},
    media::{Focal, Media, MediaFormat, MediaState, Rendition},
    slug::Slug,
};
use prose::MediaKey;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A picture that has just come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMedia {
    /// Public, permanent name, made from the content.
    pub key: MediaKey,
    /// What the upload calls itself.
    pub file_name: String,
    /// Digest of the original's bytes.
    pub blob: String,
    /// Size of the original.
    pub bytes: u64,
    /// Pixels, after orientation.
    pub width: u32,
    /// Pixels, after orientation.
    pub height: u32,
    /// What is seen.
    pub alt: Option<String>,
    /// Under the picture.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// Likeness.
    pub hash: u64,
}

#[derive(Serialize, Deserialize)]
struct StoredRendition {
    width: u32,
    height: u32,
    format: String,
    blob: String,
    bytes: u64,
}

/// The columns of a [`Media`], in the order in which `media_of` reads them.
const MEDIA: &str =
    "id, media_key, file_name, width, height, alt, caption, credit, focal_x, focal_y, likeness, state,
    failure, renditions, uploaded_at";

/// Most pictures asked for in one statement.
const CHUNK: usize = 100;

impl Reads {
    /// The picture of a key.
    pub async fn media(&self, key: &MediaKey) -> Result<Option<Media>> {
        let sql = format!("SELECT {MEDIA} FROM media WHERE media_key = $1");
        let row = self.link.one(&sql, values![key.as_str()]).await?;
        row.as_ref().map(media_of).transpose()
    }

    /// The picture of a row.
    pub async fn media_by_id(&self, id: MediaId) -> Result<Option<Media>> {
        let sql = format!("SELECT {MEDIA} FROM media WHERE id = $1");
        let row = self.link.one(&sql, values![id]).await?;
        row.as_ref().map(media_of).transpose()
    }

    /// Those of these pictures that exist.
    pub async fn media_many(&self, keys: &[MediaKey]) -> Result<HashMap<MediaKey, Media>> {
        let mut found = HashMap::new();
        for chunk in keys.chunks(CHUNK) {
            let sql = format!("SELECT {MEDIA} FROM media WHERE media_key IN ({})", places(1, chunk.len()));
            let bound = chunk.iter().map(|key| Value::from(key.as_str())).collect();
            for row in self.link.all(&sql, bound).await? {
                let media = media_of(&row)?;
                found.insert(media.key.clone(), media);
            }
        }
        Ok(found)
    }

    /// Pictures, newest first. The flag says whether there are more.
    pub async fn media_list(&self, offset: u64, limit: u64) -> Result<(Vec<Media>, bool)> {
        let sql = format!("SELECT {MEDIA} FROM media ORDER BY id DESC LIMIT $1 OFFSET $2");
        let rows = self.link.all(&sql, values![count(limit.saturating_add(1)), count(offset)]).await?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > shown;
        Ok((rows.iter().take(shown).map(media_of).collect::<Result<_>>()?, more))
    }

    /// Digest of the original's bytes.
    pub async fn media_blob(&self, id: MediaId) -> Result<Option<String>> {
        let row = self.link.one("SELECT blob_digest FROM media WHERE id = $1", values![id]).await?;
        row.map(|row| row.columns().text()).transpose()
    }

    /// Likeness of every picture, for finding duplicates.
    pub async fn hashes(&self) -> Result<Vec<(MediaId, MediaKey, u64)>> {
        let rows = self.link.all("SELECT id, media_key, likeness FROM media ORDER BY id", values![]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                Ok((MediaId(columns.int()?), key(&columns.text()?)?, columns.int()?.cast_unsigned()))
            })
            .collect()
    }

    /// Whether readers may have this picture: a published story, a station page or an author's page shows it.
    pub async fn media_is_public(&self, key: &MediaKey) -> Result<bool> {
        let sql = format!(
            "SELECT 'story' FROM story_pictures p JOIN stories s ON s.id = p.story_id
                WHERE p.media_key = $1 AND {IS_PUBLIC}
             UNION ALL SELECT 'page' FROM page_pictures WHERE media_key = $1
             UNION ALL SELECT 'author' FROM authors WHERE picture = $1 LIMIT 1"
        );
        Ok(self.link.one(&sql, values![key.as_str()]).await?.is_some())
    }

    /// The station pages that show a picture, by address.
    pub async fn pages_with(&self, key: &MediaKey) -> Result<Vec<Slug>> {
        let sql = "SELECT page_slug FROM page_pictures WHERE media_key = $1 ORDER BY page_slug";
        self.link.all(sql, values![key.as_str()]).await?.iter().map(|row| row.columns().slug()).collect()
    }

    /// The published stories that show a picture, by number.
    pub async fn stories_with(&self, key: &MediaKey) -> Result<Vec<StoryId>> {
        let sql = "SELECT story_id FROM story_pictures WHERE media_key = $1 ORDER BY story_id";
        let rows = self.link.all(sql, values![key.as_str()]).await?;
        rows.iter().map(|row| row.columns().int().map(StoryId)).collect()
    }
}

impl Tx {
    /// Keeps a new picture, waiting for its renditions.
    ///
    /// # Errors
    /// [`Error::Taken`] when the key is there already: it is the same picture.
    pub async fn insert_media(&self, new: &NewMedia) -> Result<MediaId> {
        if self.media(&new.key).await?.is_some() {
            return Err(Error::Taken { what: format!("the picture {}", new.key) });
        }
        let sql =
            "INSERT INTO media (media_key, file_name, blob_digest, size, width, height, alt, caption, credit,
                focal_x, focal_y, likeness, state, renditions, uploaded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', '[]', $13) RETURNING id";
        let focal = Focal::default();
        let bound = values![
            new.key.as_str(),
            &new.file_name,
            &new.blob,
            count(new.bytes),
            new.width,
            new.height,
            new.alt.clone(),
            new.caption.clone(),
            new.credit.clone(),
            focal.x,
            focal.y,
            new.hash.cast_signed(),
            self.now(),
        ];
        let row = self.link().one(sql, bound).await?;
        let row = row.ok_or_else(|| Error::damaged("a new picture got no number"))?;
        Ok(MediaId(row.columns().int()?))
    }

    /// Changes what is said of a picture, and what must stay in a crop.
    pub async fn describe_media(
        &self,
        id: MediaId,
        alt: Option<&str>,
        caption: Option<&str>,
        credit: Option<&str>,
        focal: Focal,
    ) -> Result<()> {
        let sql =
            "UPDATE media SET alt = $2, caption = $3, credit = $4, focal_x = $5, focal_y = $6 WHERE id = $1";
        self.change_media(id, sql, values![id, alt, caption, credit, focal.x, focal.y]).await
    }

    /// Moves a picture on its road.
    pub async fn set_media_state(&self, id: MediaId, state: &MediaState) -> Result<()> {
        let (name, failure) = match state {
            MediaState::Waiting => ("waiting", None),
            MediaState::Ready => ("ready", None),
            MediaState::Failed(why) => ("failed", Some(why.as_str())),
        };
        let sql = "UPDATE media SET state = $2, failure = $3 WHERE id = $1";
        self.change_media(id, sql, values![id, name, failure]).await
    }

    /// Keeps the ready sizes, narrowest first whatever their order here, and the likeness found while making them.
    pub async fn set_renditions(&self, id: MediaId, renditions: &[Rendition], hash: u64) -> Result<()> {
        let sql = "UPDATE media SET renditions = $2, likeness = $3 WHERE id = $1";
        self.change_media(id, sql, values![id, write_renditions(renditions)?, hash.cast_signed()]).await
    }

    async fn change_media(&self, id: MediaId, sql: &str, bound: Vec<Value>) -> Result<()> {
        match self.link().run(sql, bound).await? {
            0 => Err(Error::missing(format!("picture {id}"))),
            _ => Ok(()),
        }
    }
}

fn media_of(row: &Row) -> Result<Media> {
    let mut columns = row.columns();
    Ok(Media {
        id: MediaId(columns.int()?),
        key: key(&columns.text()?)?,
        file_name: columns.text()?,
        width: columns.small()?,
        height: columns.small()?,
        alt: columns.maybe_text()?,
        caption: columns.maybe_text()?,
        credit: columns.maybe_text()?,
        focal: Focal { x: fraction(columns.real()?), y: fraction(columns.real()?) },
        hash: columns.int()?.cast_unsigned(),
        state: state_of(&mut columns)?,
        renditions: read_renditions(&columns.text()?)?,
        uploaded_at: columns.moment()?,
    })
}

fn state_of(columns: &mut Columns<'_>) -> Result<MediaState> {
    let name = columns.text()?;
    let failure = columns.maybe_text()?;
    match name.as_str() {
        "waiting" => Ok(MediaState::Waiting),
        "ready" => Ok(MediaState::Ready),
        "failed" => Ok(MediaState::Failed(failure.unwrap_or_default())),
        _ => Err(Error::damaged(format!("“{name}” where a picture's state should be"))),
    }
}

/// The double that was made of a single is that single again.
#[expect(clippy::cast_possible_truncation, reason = "only singles are ever stored")]
fn fraction(stored: f64) -> f32 {
    stored as f32
}

fn key(text: &str) -> Result<MediaKey> {
    MediaKey::parse(text).map_err(|_| Error::damaged(format!("“{text}” where a picture's key should be")))
}

fn write_renditions(renditions: &[Rendition]) -> Result<String> {
    let mut stored: Vec<StoredRendition> = renditions
        .iter()
        .map(|rendition| StoredRendition {
            width: rendition.width,
            height: rendition.height,
            format: rendition.format.extension().to_owned(),
            blob: rendition.blob.clone(),
            bytes: rendition.bytes,
        })
        .collect();
    stored.sort_by_key(|rendition| rendition.width);
    serde_json::to_string(&stored)
        .map_err(|source| Error::Failed { doing: "write renditions", source: Box::new(source) })
}

fn read_renditions(text: &str) -> Result<Vec<Rendition>> {
    let stored: Vec<StoredRendition> = serde_json::from_str(text)
        .map_err(|error| Error::damaged(format!("a picture's renditions: {error}")))?;
    stored
        .into_iter()
        .map(|stored| {
            let format = MediaFormat::from_extension(&stored.format)
                .ok_or_else(|| Error::damaged(format!("“{}” where an encoding should be", stored.format)))?;
            Ok(Rendition {
                width: stored.width,
                height: stored.height,
                format,
                blob: stored.blob,
                bytes: stored.bytes,
            })
        })
        .collect()
}
