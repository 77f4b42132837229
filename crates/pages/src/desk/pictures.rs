//! The picture library: upload, what came of it, and the words of each picture.

use serde::Serialize;

use super::form::Problem;
use crate::{View, card::Paging, media::Picture, moment::Moment};

/// The library. The upload form posts the file `picture` and `alt`, `caption`, `credit` as multipart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PictureLibrary {
    /// Where an upload posts to; none for who may not upload.
    pub upload: Option<String>,
    /// `JPEG, PNG, GIF or WebP, at most 20 MB and 50 megapixels.`
    pub limits: String,
    /// What is wrong with the upload.
    pub problems: Vec<Problem>,
    /// What was typed before.
    pub alt: String,
    /// What was typed before.
    pub caption: String,
    /// What was typed before.
    pub credit: String,
    /// Pictures, newest first.
    pub items: Vec<PictureItem>,
    /// Where in the whole list this page is.
    pub paging: Paging,
}

impl View for PictureLibrary {
    const TEMPLATE: &'static str = "desk/pictures.html";
}

/// One picture of the library.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PictureItem {
    /// Path of its own form.
    pub url: String,
    /// The key that a story's text names it by: `m-0123…`.
    pub key: String,
    /// What the upload called itself.
    pub file_name: String,
    /// The picture, when its sizes are ready.
    pub picture: Option<Picture>,
    /// `waiting`, `ready`, `failed`: part of a class name.
    pub state: String,
    /// `Making sizes …`, `Ready: 3 sizes`, or why it was refused.
    pub state_words: String,
    /// `1600 × 1067`.
    pub dimensions: String,
    /// When it came.
    pub uploaded: Moment,
    /// True while nobody has said what it shows: a story with it cannot be published.
    pub lacks_alt: bool,
}

/// The words of one picture. Posts `alt`, `caption`, `credit`, `focal-x` and `focal-y` (0 to 100, percent).
#[derive(Clone, Debug, Default, Serialize)]
pub struct PictureForm {
    /// Where it posts to.
    pub action: String,
    /// The picture.
    pub item: PictureItem,
    /// What it shows.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// Credit.
    pub credit: String,
    /// Percent of the width from the left.
    pub focal_x: u8,
    /// Percent of the height from the top.
    pub focal_y: u8,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Pictures that look the same: file name and path.
    pub alike: Vec<crate::chrome::Link>,
    /// The line that puts it into a story's text.
    pub markup: String,
}

impl View for PictureForm {
    const TEMPLATE: &'static str = "desk/picture.html";
}
