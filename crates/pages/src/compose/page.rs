//! Station pages.

use super::Context;
use crate::{chrome::Head, page::StationPage};
use model::{page::Page, url::Url};
use prose::{ModuleName, html::Resolve};

/// A station page.
pub fn page(page: &Page, context: &Context<'_>) -> StationPage {
    StationPage {
        head: Head {
            title: page.title.clone(),
            description: page.dek.clone(),
            canonical: Some(context.absolute(&Url::Page(page.slug.clone()))),
            ..Head::default()
        },
        title: page.title.clone(),
        body_html: prose::html::write(&page.body, &Plain),
        updated: Some(context.moment(page.updated)),
    }
}

/// A station page is text.
struct Plain;

impl Resolve for Plain {
    fn picture(&self, _picture: &prose::Picture) -> Option<String> {
        None
    }
    fn video(&self, _key: &prose::MediaKey, _caption: Option<&str>, _credit: Option<&str>) -> Option<String> {
        None
    }
    fn module(&self, _name: &ModuleName) -> Option<String> {
        None
    }
    fn related(&self, _stories: &[String]) -> Option<String> {
        None
    }
}
