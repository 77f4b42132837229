//! How a view becomes text: one strict, fuel-limited template environment, with the station's theme laid over it.

use std::{collections::BTreeMap, error::Error as _};

use minijinja::{
    AutoEscape, Environment, Output, State, UndefinedBehavior, Value, context, syntax::SyntaxConfig,
    value::Serde,
};
use serde::Serialize;

use crate::{
    assets::{Asset, Assets},
    chrome::Chrome,
    desk::frame::Frame,
    templates::TEMPLATES,
    view::View,
};

/// Steps one page may take. A front page takes about 20 thousand and the largest archive month a few hundred
/// thousand; a template that loops for ever stops here, in well under a second.
const FUEL: u64 = 5_000_000;

/// What a station changes about the look, read from its `theme/` folder by the caller.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Templates by name (`story.html`, `desk/frame.html`): each replaces the embedded one, or is new and can be included.
    pub templates: BTreeMap<String, String>,
    /// CSS put after the public style sheets, usually just `:root { --accent: … }`.
    pub css: String,
}

/// A template that could not be compiled or rendered, with the place of the fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{template}{}: {what}", .line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct Error {
    /// Name of the template.
    pub template: String,
    /// Line in it, from 1, where known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

/// Renders views. Make one at start and share it: rendering takes `&self`.
#[derive(Debug)]
pub struct Renderer {
    environment: Environment<'static>,
    pub(crate) assets: Assets,
}

impl Renderer {
    /// Compiles every template, the embedded ones and the theme's.
    ///
    /// # Errors
    /// The first template that does not compile. A template that compiles may still name a field that does not exist:
    /// [`crate::sample::check`] finds those.
    pub fn new(theme: &Theme) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_syntax(whole_line_tags()?);
        // Whatever a theme calls its files, their output is HTML.
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(write_escaped);
        environment.add_filter("data", data_for_script);
        let embedded = TEMPLATES.iter().map(|(name, source)| (*name, *source));
        let theirs = theme.templates.iter().map(|(name, source)| (name.as_str(), source.as_str()));
        for (name, source) in embedded.chain(theirs) {
            environment
                .add_template_owned(name.to_owned(), source.to_owned())
                .map_err(|fault| Error::from_fault(name, &fault))?;
        }
        Ok(Self { environment, assets: Assets::new(&theme.css) })
    }

    /// Style sheets, icon and desk script, under the paths that the pages name.
    pub fn assets(&self) -> &[Asset] {
        self.assets.all()
    }

    /// A public page.
    ///
    /// # Errors
    /// A template, most likely the theme's, that names what does not exist or runs out of fuel.
    pub fn page<V: View>(&self, chrome: &Chrome, view: &V) -> Result<String, Error> {
        self.render(
            V::TEMPLATE,
            context! {
                chrome => value_of(chrome),
                page => value_of(view),
                assets => value_of(self.assets.urls()),
            },
        )
    }

    /// A screen of the desk.
    ///
    /// # Errors
    /// As for [`Renderer::page`].
    pub fn desk<V: View>(&self, frame: &Frame, view: &V) -> Result<String, Error> {
        self.render(
            V::TEMPLATE,
            context! {
                frame => value_of(frame),
                page => value_of(view),
                assets => value_of(self.assets.urls()),
            },
        )
    }

    /// A piece of a page by itself, such as a module that a story's body embeds.
    ///
    /// # Errors
    /// As for [`Renderer::page`].
    pub fn piece<V: View>(&self, view: &V) -> Result<String, Error> {
        self.render(V::TEMPLATE, context! { page => value_of(view) })
    }

    pub(crate) fn render(&self, name: &str, context: Value) -> Result<String, Error> {
        let template =
            self.environment.get_template(name).map_err(|fault| Error::from_fault(name, &fault))?;
        template.render(context).map_err(|fault| Error::from_fault(name, &fault))
    }
}

impl Error {
    /// The innermost fault: an error inside an included template is reported at its own place.
    fn from_fault(name: &str, fault: &minijinja::Error) -> Self {
        let mut inner = fault;
        while let Some(next) = inner.source().and_then(|source| source.downcast_ref::<minijinja::Error>()) {
            inner = next;
        }
        Self {
            template: inner.name().unwrap_or(name).to_owned(),
            line: inner.line(),
            what: match inner.detail() {
                Some(detail) => format!("{}: {detail}", inner.kind()),
                None => inner.kind().to_string(),
            },
        }
    }
}

/// A serializable struct as the template engine sees it.
pub(crate) fn value_of(view: impl Serialize) -> Value {
    Value::from(Serde(view))
}

/// Tags on a line of their own leave no line behind.
fn whole_line_tags() -> Result<SyntaxConfig, Error> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    syntax.map_err(|fault| Error::from_fault("", &fault))
}

/// Prints a value with the five characters that mean something in HTML text or a quoted attribute written as
/// references. The engine's own form escapes every slash too, which is not needed and makes pages longer.
fn write_escaped(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    let Some(text) = value.as_str().filter(|_| !value.is_safe()) else {
        return minijinja::escape_formatter(out, state, value);
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        out.write_str(before)?;
        out.write_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        })?;
        rest = from.get(1..).unwrap_or_default();
    }
    out.write_str(rest).map_err(Into::into)
}

/// JSON text made safe between `<script>` and `</script>`: the characters that could end the element or open a
/// comment are written as JSON escapes, which mean the same to a JSON reader.
fn data_for_script(json: &str) -> Value {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    Value::from_safe_string(safe)
}
