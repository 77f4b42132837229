//! Pictures and figures, and what is said about the things that are left out.

use html5ever::tokenizer::Tag;

use super::elements::attribute;
use super::open::Open;
use super::reader::Reader;
use crate::problem::quoted;
use crate::runs::{self, Leaf, Marks, Run};
use crate::{Block, Href, MediaKey, ModuleName, Picture, Video};

/// A `<figure>` that has not ended yet.
#[derive(Debug, Default)]
pub(super) struct Figure {
    role: Role,
    key: Option<MediaKey>,
    alt: Option<String>,
    pub(super) caption: Vec<Run>,
    pub(super) credit: Option<String>,
    pictures: Vec<Picture>,
    poster: Option<MediaKey>,
    link: Option<Href>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Role {
    #[default]
    Picture,
    Video,
    Gallery,
}

/// The attributes in which lazily loaded pictures keep their address.
const ADDRESSES: [&str; 4] = ["src", "data-src", "data-lazy-src", "data-original"];

impl Reader<'_> {
    pub(super) fn start_figure(&mut self, tag: &Tag) {
        match &*tag.name {
            "figure" => self.open_figure(tag),
            "figcaption" if matches!(self.open.last(), Some(Open::Figure(_))) => self.capture(Open::Caption),
            "figcaption" => self.asm.boundary(),
            _ => self.picture(tag),
        }
    }

    fn open_figure(&mut self, tag: &Tag) {
        self.asm.boundary();
        if let Some(name) = attribute(tag, "data-module") {
            match ModuleName::parse(name) {
                Ok(name) => self.asm.block(Block::Module { name }),
                Err(error) => self.unnamed(name, &error.to_string()),
            }
            return self.skip(tag);
        }
        if let Some(paths) = attribute(tag, "data-related") {
            let stories = paths.split_ascii_whitespace().map(str::to_owned).collect();
            self.asm.block(Block::Related { stories });
            return self.skip(tag);
        }
        let mut figure = Figure { alt: attribute(tag, "data-alt").map(str::to_owned), ..Figure::default() };
        figure.role = match attribute(tag, "data-kind") {
            Some("gallery") => Role::Gallery,
            Some("video") => Role::Video,
            _ => Role::Picture,
        };
        if figure.role == Role::Video {
            figure.poster = attribute(tag, "data-poster").and_then(|key| MediaKey::parse(key).ok());
            figure.link = attribute(tag, "data-link").and_then(|href| Href::parse(href).ok());
        }
        if let Some(key) = attribute(tag, "data-key") {
            match MediaKey::parse(key) {
                Ok(key) => figure.key = Some(key),
                Err(error) => self.unnamed(key, &error.to_string()),
            }
        }
        if tag.self_closing {
            self.close_figure(figure);
        } else {
            self.open.push(Open::Figure(figure));
        }
    }

    pub(super) fn close_figure(&mut self, figure: Figure) {
        self.asm.boundary();
        let Figure { role, key, alt, mut caption, credit, pictures, poster, link } = figure;
        if let (Some(key), Role::Picture | Role::Video) = (key, role) {
            let caption = Some(runs::words_of(&caption));
            if role == Role::Video {
                return self.asm.block(Block::Video(Video { key, caption, credit, poster, link }));
            }
            return self.place(Picture { key, alt, caption, credit });
        }
        if role == Role::Gallery {
            self.asm.block(Block::Gallery { pictures });
        }
        // Without a picture to stand under, the words of a caption are still words of the story.
        if let Some(credit) = credit {
            caption.push(Run { leaf: Leaf::Text(format!(" {credit}")), marks: Marks::default() });
        }
        self.asm.give_back(caption);
    }

    /// A picture stands in the gallery that is open, or by itself.
    fn place(&mut self, picture: Picture) {
        match self.open.last_mut() {
            Some(Open::Figure(figure)) if figure.role == Role::Gallery => figure.pictures.push(picture),
            _ => self.asm.block(Block::Image(picture)),
        }
    }

    fn picture(&mut self, tag: &Tag) {
        let addresses: Vec<&str> = ADDRESSES.iter().filter_map(|name| attribute(tag, name)).collect();
        let alt = attribute(tag, "alt").map(str::to_owned);
        let media = self.media;
        let key = addresses.iter().find_map(|address| {
            address
                .strip_prefix("media:")
                .and_then(|key| MediaKey::parse(key).ok())
                .or_else(|| media(address))
        });
        let Some(key) = key else { return self.unknown_picture(tag, &addresses, alt.as_deref()) };
        match self.open.last_mut() {
            Some(Open::Figure(figure)) if figure.role == Role::Picture => {
                let earlier = figure.key.replace(key);
                let earlier_alt = std::mem::replace(&mut figure.alt, alt);
                if let Some(key) = earlier {
                    self.asm.block(Block::Image(Picture {
                        key,
                        alt: earlier_alt,
                        caption: None,
                        credit: None,
                    }));
                }
            }
            _ => self.place(Picture { key, alt, caption: None, credit: None }),
        }
    }

    fn unknown_picture(&mut self, tag: &Tag, addresses: &[&str], alt: Option<&str>) {
        let tiny =
            |name| attribute(tag, name).is_some_and(|size| matches!(size.trim(), "0" | "1" | "0px" | "1px"));
        if tiny("width") && tiny("height") {
            return;
        }
        let address =
            addresses.iter().rev().find(|address| !address.starts_with("data:")).or(addresses.first());
        let shows =
            alt.filter(|alt| !alt.trim().is_empty()).map(|alt| format!(", which shows {}", quoted(alt)));
        self.problems.add(
            self.line,
            format!(
                "The picture {}{} was left out: it is not in the media library.",
                quoted(address.copied().unwrap_or_default()),
                shows.unwrap_or_default()
            ),
            "Upload it, then place it where it belongs.",
        );
    }

    fn unnamed(&mut self, name: &str, rule: &str) {
        self.problems.add(
            self.line,
            format!("Nothing can be called {}.", quoted(name)),
            format!("Rule: {rule}."),
        );
    }

    /// Names an element that was left out.
    pub(super) fn leave_out(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let address =
            attribute(tag, "src").or_else(|| attribute(tag, "data")).filter(|address| !address.is_empty());
        let from = address.map(|address| format!(" from {}", quoted(address)));
        let remedy = match name {
            "iframe" | "embed" | "object" | "video" | "audio" | "frame" | "frameset" | "applet" => {
                "Link to it, or upload it to the media library and place it."
            }
            "form" | "input" | "button" | "select" | "textarea" | "datalist" | "keygen" => {
                "Link to the page that has the form, if readers need it."
            }
            "svg" | "canvas" | "math" => "If it showed something, upload a picture of it and place that.",
            _ => "Nothing to do: it was not for reading.",
        };
        let what = match name {
            "form" => "A <form> was taken off; the words in it stayed.".to_owned(),
            _ => format!("<{name}>{} was left out.", from.unwrap_or_default()),
        };
        self.problems.add(self.line, what, remedy);
    }

    /// Says once that attributes with script in them are not taken over.
    pub(super) fn name_handlers(&mut self, tag: &Tag) {
        let handler = tag.attrs.iter().map(|attribute| &*attribute.name.local).find(|name| {
            name.strip_prefix("on")
                .is_some_and(|event| !event.is_empty() && event.bytes().all(|b| b.is_ascii_alphabetic()))
        });
        if let Some(handler) = handler
            && !std::mem::replace(&mut self.handlers_named, true)
        {
            self.problems.add(
                self.line,
                format!("Script in attributes was left out, first {} on <{}>.", quoted(handler), &*tag.name),
                "Nothing to do: it was not for reading.",
            );
        }
    }
}
