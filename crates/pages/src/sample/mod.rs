//! One full and one bare example of every page, so that templates can be proved before a reader meets them:
//! `bellwether check` renders them all with the station's theme, the tests compare them, the gallery shows them.

mod air;
mod almanac;
mod desk;
mod desk_boards;
mod desk_people;
mod desk_tables;
mod desk_writing;
mod figures;
pub mod graphics;
mod listings;
mod public;
mod radar;
#[cfg(test)]
mod sample_tests;
mod stories;
mod warnings;
mod weather;

use minijinja::{Value, context};

use crate::{Error, Renderer, View, chrome::Chrome, desk::frame::Frame, render::value_of};

/// An example of a page.
#[derive(Clone, Debug)]
pub struct Sample {
    /// `story`, `story-bare`, `desk-stories` …: unique.
    pub name: &'static str,
    pub(crate) template: &'static str,
    pub(crate) surrounding: Surrounding,
    pub(crate) page: Value,
}

/// What surrounds an example.
#[derive(Clone, Debug)]
pub(crate) enum Surrounding {
    /// The public chrome.
    Chrome(Value),
    /// The desk's frame.
    Frame(Value),
}

/// Every example.
#[must_use]
pub fn all() -> Vec<Sample> {
    let mut all = public::samples();
    all.extend(listings::samples());
    all.extend(figures::samples());
    all.extend(graphics::samples());
    all.extend(warnings::samples());
    all.extend(weather::samples());
    all.extend(radar::samples());
    all.extend(desk::samples());
    all.extend(warnings::screens(&desk::frame(), &Frame::default()));
    all.extend(weather::screens(&desk::frame(), &Frame::default()));
    all
}

/// Renders every example and collects the faults: what `bellwether check` says about a theme.
#[must_use]
pub fn check(renderer: &Renderer) -> Vec<Error> {
    all().iter().filter_map(|sample| renderer.render_sample(sample).err()).collect()
}

impl Renderer {
    /// An example page.
    ///
    /// # Errors
    /// As for [`Renderer::page`].
    pub fn render_sample(&self, sample: &Sample) -> Result<String, Error> {
        let (page, assets) = (&sample.page, value_of(self.assets.urls()));
        let context = match &sample.surrounding {
            Surrounding::Chrome(chrome) => context! { chrome, page, assets },
            Surrounding::Frame(frame) => context! { frame, page, assets },
        };
        self.render(sample.template, context)
    }
}

fn public<V: View>(name: &'static str, chrome: &Chrome, view: &V) -> Sample {
    let surrounding = Surrounding::Chrome(value_of(chrome));
    Sample { name, template: V::TEMPLATE, surrounding, page: value_of(view) }
}

fn screen<V: View>(name: &'static str, frame: &Frame, view: &V) -> Sample {
    let surrounding = Surrounding::Frame(value_of(frame));
    Sample { name, template: V::TEMPLATE, surrounding, page: value_of(view) }
}
