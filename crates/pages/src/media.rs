//! Pictures: one `<picture>` with WebP and JPEG renditions, its words, and where to look when it is cropped.

use serde::Serialize;

use crate::{View, chrome::SocialPicture};

/// Encoding of a rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// WebP.
    Webp,
    /// JPEG, which every reader understands; a picture must have at least one.
    Jpeg,
}

/// One encoded size of a picture.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// How it is encoded.
    pub encoding: Encoding,
    /// Path on this site. Must not contain spaces or commas: it goes into a `srcset`.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The words that belong to a picture.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// What the reader should know about it.
    pub caption: Option<String>,
    /// Who made it or holds the rights.
    pub credit: Option<String>,
}

/// A picture, ready to print.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Picture {
    /// `srcset` of the WebP renditions; may be empty.
    pub webp: String,
    /// `srcset` of the JPEG renditions.
    pub jpeg: String,
    /// The JPEG for whoever does not choose: the largest not above 960 pixels, or the smallest there is.
    pub url: String,
    /// Width of that JPEG in pixels.
    pub width: u32,
    /// Height of that JPEG in pixels.
    pub height: u32,
    /// What the picture shows.
    pub alt: String,
    /// Caption.
    pub caption: Option<String>,
    /// Credit.
    pub credit: Option<String>,
    /// Where to look, in tenths of the width from the left: 0 to 10. Tenths, because a page has no inline styles.
    pub focal_x: u8,
    /// Where to look, in tenths of the height from the top: 0 to 10.
    pub focal_y: u8,
    /// Path of the JPEG for a shared link: the largest not above 1,280 pixels, or the smallest there is.
    pub share_url: String,
    /// Its width in pixels.
    pub share_width: u32,
    /// Its height in pixels.
    pub share_height: u32,
}

/// As a `<figure>` in the body of a story.
impl View for Picture {
    const TEMPLATE: &'static str = "figure.html";
}

impl Picture {
    /// A picture from its renditions. `focal` is the point to keep when cropping, as fractions (0 to 1) of width
    /// and height from the top left. `None` when there is no JPEG among the renditions: then there is nothing to show.
    #[must_use]
    pub fn new(renditions: &[Rendition], words: Words, focal: (f32, f32)) -> Option<Self> {
        let fallback = jpeg_up_to(renditions, 960)?;
        let share = jpeg_up_to(renditions, 1_280)?;
        Some(Self {
            webp: srcset(renditions, Encoding::Webp),
            jpeg: srcset(renditions, Encoding::Jpeg),
            url: fallback.url.clone(),
            width: fallback.width,
            height: fallback.height,
            alt: words.alt,
            caption: words.caption,
            credit: words.credit,
            focal_x: tenths(focal.0),
            focal_y: tenths(focal.1),
            share_url: share.url.clone(),
            share_width: share.width,
            share_height: share.height,
        })
    }

    /// The picture for a shared link to the site at `site` (absolute, no slash at the end).
    #[must_use]
    pub fn social(&self, site: &str) -> SocialPicture {
        SocialPicture {
            url: format!("{site}{}", self.share_url),
            width: self.share_width,
            height: self.share_height,
            alt: self.alt.clone(),
        }
    }
}

fn jpeg_up_to(renditions: &[Rendition], width: u32) -> Option<&Rendition> {
    let jpegs = || renditions.iter().filter(|one| one.encoding == Encoding::Jpeg);
    jpegs()
        .filter(|one| one.width <= width)
        .max_by_key(|one| one.width)
        .or_else(|| jpegs().min_by_key(|one| one.width))
}

fn srcset(renditions: &[Rendition], encoding: Encoding) -> String {
    let mut chosen: Vec<_> = renditions.iter().filter(|one| one.encoding == encoding).collect();
    chosen.sort_by_key(|one| one.width);
    let parts: Vec<_> = chosen.iter().map(|one| format!("{} {}w", one.url, one.width)).collect();
    parts.join(", ")
}

/// Nearest tenth of a fraction; anything that is no fraction becomes the middle.
fn tenths(fraction: f32) -> u8 {
    let tenth = (fraction * 10.0).round();
    (0_u8..=10).find(|step| f32::from(*step) == tenth).unwrap_or(5)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn rendition(encoding: Encoding, width: u32) -> Rendition {
        let end = if encoding == Encoding::Webp { "webp" } else { "jpg" };
        Rendition { encoding, url: format!("/media/a-{width}.{end}"), width, height: width * 2 / 3 }
    }

    #[test]
    fn renditions_become_sorted_srcsets_and_a_sane_fallback() {
        let all = [
            rendition(Encoding::Jpeg, 1600),
            rendition(Encoding::Jpeg, 480),
            rendition(Encoding::Webp, 960),
            rendition(Encoding::Jpeg, 960),
        ];
        let picture = Picture::new(&all, Words::default(), (0.31, 0.96)).unwrap();
        assert_eq!(picture.jpeg, "/media/a-480.jpg 480w, /media/a-960.jpg 960w, /media/a-1600.jpg 1600w");
        assert_eq!(picture.webp, "/media/a-960.webp 960w");
        assert_eq!((picture.url.as_str(), picture.width, picture.height), ("/media/a-960.jpg", 960, 640));
        assert_eq!((picture.focal_x, picture.focal_y), (3, 10));
    }

    #[test]
    fn without_a_jpeg_there_is_no_picture() {
        assert!(Picture::new(&[rendition(Encoding::Webp, 960)], Words::default(), (0.5, 0.5)).is_none());
        let large =
            Picture::new(&[rendition(Encoding::Jpeg, 4000)], Words::default(), (f32::NAN, 7.0)).unwrap();
        assert_eq!((large.width, large.focal_x, large.focal_y), (4000, 5, 5));
    }
}
