//! A story's screens: where they are, and whose a number in an address is.

use super::frame;
use crate::{app::App, error::Error};
use model::{id::StoryId, story::Story};

/// The path of a story's form.
pub(crate) fn form_path(id: StoryId) -> String {
    format!("/desk/stories/{id}")
}

/// The story of a number in an address.
pub(crate) async fn find(app: &App, id: &str) -> Result<Story, Error> {
    app.reader.story(frame::number(id)?).await?.ok_or(Error::NotFound)
}
