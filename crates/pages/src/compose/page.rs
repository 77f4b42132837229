//! Station pages.

use super::{Context, media, story};
use crate::{chrome::Head, media::Picture, page::StationPage};
use model::{page::Page, url::Url};
use prose::{ModuleName, html::Resolve};
use std::collections::HashMap;

/// A station page. `named` has the headlines of the stories that it names by path, `draw` makes a `<figure>` of a
/// picture.
pub fn page(
    page: &Page,
    named: &HashMap<String, String>,
    context: &Context<'_>,
    draw: &dyn Fn(&Picture) -> Option<String>,
) -> StationPage {
    StationPage {
        head: Head {
            title: page.title.clone(),
            description: page.dek.clone(),
            canonical: Some(context.absolute(&Url::Page(page.slug.clone()))),
            ..Head::default()
        },
        title: page.title.clone(),
        body_html: prose::html::write(&page.body, &Drawing { named, context, draw }),
        updated: Some(context.moment(page.updated)),
    }
}

/// A station page shows words, pictures and links; no modules, as nothing on it has a clock of its own.
struct Drawing<'a> {
    named: &'a HashMap<String, String>,
    context: &'a Context<'a>,
    draw: &'a dyn Fn(&Picture) -> Option<String>,
}

impl Resolve for Drawing<'_> {
    fn picture(&self, picture: &prose::Picture) -> Option<String> {
        (self.draw)(&media::inside(picture, self.context)?)
    }
    fn video(&self, _video: &prose::Video) -> Option<String> {
        None
    }
    fn module(&self, _name: &ModuleName) -> Option<String> {
        None
    }
    fn related(&self, stories: &[String]) -> Option<String> {
        story::related(stories, self.named)
    }
}
