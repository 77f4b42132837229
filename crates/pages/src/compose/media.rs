//! Pictures of the library → `<picture>`.

use super::Context;
use crate::media::{Encoding, Picture, Rendition, Words};
use model::{
    media::{Media, MediaFormat, MediaState},
    story::Lead,
    url::Url,
};

/// A picture with its words, if it is ready. Words that the story gives win over the library's.
pub fn picture(
    media: &Media,
    alt: Option<&str>,
    caption: Option<&str>,
    credit: Option<&str>,
) -> Option<Picture> {
    if media.state != MediaState::Ready {
        return None;
    }
    let own =
        |given: Option<&str>, library: &Option<String>| given.map(str::to_owned).or_else(|| library.clone());
    let words = Words {
        alt: own(alt, &media.alt).unwrap_or_default(),
        caption: own(caption, &media.caption),
        credit: own(credit, &media.credit),
    };
    Picture::new(&renditions(media), words, (media.focal.x, media.focal.y))
}

/// The picture at the top of a story.
pub fn lead(lead: &Lead, context: &Context<'_>) -> Option<Picture> {
    let media = context.media.get(&lead.picture)?;
    picture(media, lead.alt.as_deref(), lead.caption.as_deref(), lead.credit.as_deref())
}

/// A picture inside a text.
pub fn inside(picture: &prose::Picture, context: &Context<'_>) -> Option<Picture> {
    let prose::Picture { key, alt, caption, credit } = picture;
    self::picture(context.media.get(key)?, alt.as_deref(), caption.as_deref(), credit.as_deref())
}

/// The sizes of a picture with their addresses.
pub fn renditions(media: &Media) -> Vec<Rendition> {
    let one = |rendition: &model::media::Rendition| Rendition {
        encoding: match rendition.format {
            MediaFormat::Webp => Encoding::Webp,
            MediaFormat::Jpeg => Encoding::Jpeg,
        },
        url: Url::Picture { key: media.key.clone(), width: rendition.width, format: rendition.format }
            .to_string(),
        width: rendition.width,
        height: rendition.height,
    };
    media.renditions.iter().map(one).collect()
}
