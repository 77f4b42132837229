//! A content pack: a folder with what a station says. `authors.toml`, `stories/*.md`, `pages/*.md`, `pictures/*.jpg`
//! (`.png`, `.webp`) and `front.toml`; each part may be absent. The demonstration is one, and so is what somebody
//! brings from another system. `bellwether import --help` shows the format.
//!
//! Reading a pack touches nothing but its files. Whatever is wrong is told at once, each fault with file and line.

mod matter;
mod story;

use crate::{
    fault::Fault,
    tree::{Described, Document},
};
use matter::{Authors, FrontMatter, PageMatter};
use model::{author::Author, module::Module, slug::Slug, station::Station};
use prose::{Body, MediaKey};
use serde::de::DeserializeOwned;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

pub use story::{PackStory, rename_pictures};

/// The largest text file of a pack, in bytes.
const LARGEST: u64 = 4 << 20;

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// Who signs.
    pub authors: Vec<Author>,
    /// Stories, oldest first. Their pictures carry the names of files, as no key is known before the bytes are read.
    pub stories: Vec<PackStory>,
    /// Station pages.
    pub pages: Vec<PackPage>,
    /// Picture files by name without extension.
    pub pictures: BTreeMap<MediaKey, PathBuf>,
    /// How the front is arranged.
    pub front: Option<Front>,
    /// What could not be kept as it was written; nobody is stopped by it.
    pub notes: Vec<Fault>,
}

/// A station page of a pack.
#[derive(Clone, Debug)]
pub struct PackPage {
    /// Its address.
    pub slug: Slug,
    /// Heading.
    pub title: String,
    /// One sentence.
    pub dek: String,
    /// Text.
    pub body: Body,
}

/// The front of a pack.
#[derive(Clone, Debug)]
pub struct Front {
    /// Slug of the story at the top.
    pub lead: Option<Slug>,
    /// Slugs of those beside it, in order.
    pub secondary: Vec<Slug>,
    /// How long they stay there.
    pub hours: u32,
    /// Modules of the rail.
    pub modules: Vec<Module>,
}

/// Read the pack in a folder for a station.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(folder: &Path, station: &Station) -> Result<Pack, Vec<Fault>> {
    if !folder.is_dir() {
        let remedy = "Name a folder with authors.toml, stories/, pages/, pictures/ or front.toml.";
        return Err(vec![Fault::of_file(folder.display().to_string(), "There is no such folder.", remedy)]);
    }
    let mut reading = Reading { station, pack: Pack::default(), faults: Vec::new() };
    reading.pictures(&folder.join("pictures"));
    reading.authors(&folder.join("authors.toml"));
    for file in files(&folder.join("stories"), &["md"]) {
        reading.story(&file);
    }
    for file in files(&folder.join("pages"), &["md"]) {
        reading.page(&file);
    }
    reading.front(&folder.join("front.toml"));
    let Reading { mut pack, faults, .. } = reading;
    pack.stories.sort_by_key(|story| story.import.first_published);
    if faults.is_empty() { Ok(pack) } else { Err(faults) }
}

/// A cheap mark of a folder's state: names, sizes and times of change of all its files. Another mark means that
/// something may have changed.
pub fn mark(folder: &Path) -> String {
    let mut lines = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        for entry in std::fs::read_dir(&here).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.metadata() {
                Ok(about) if about.is_dir() => waiting.push(path),
                Ok(about) => {
                    let changed =
                        about.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
                    lines.push(format!("{} {} {changed:?}", path.display(), about.len()));
                }
                Err(_) => {}
            }
        }
    }
    lines.sort();
    images::content_key(lines.join("\n").as_bytes())
}

struct Reading<'a> {
    station: &'a Station,
    pack: Pack,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn pictures(&mut self, folder: &Path) {
        for path in files(folder, &["jpg", "jpeg", "png", "webp"]) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = path.display().to_string();
            match MediaKey::parse(&stem) {
                Ok(key) => {
                    if self.pack.pictures.insert(key, path).is_some() {
                        let what = format!("There are two pictures called {stem}.");
                        self.faults.push(Fault::of_file(name, what, "Rename one of them."));
                    }
                }
                Err(_) => {
                    let remedy = "Rename the file: 4 to 64 small letters, digits and hyphens.";
                    self.faults.push(Fault::of_file(
                        name,
                        "The picture's name cannot be written in a story.",
                        remedy,
                    ));
                }
            }
        }
    }

    fn authors(&mut self, path: &Path) {
        let Some(text) = self.text(path) else { return };
        let (mut document, read) = Document::read::<Authors>(&path.display().to_string(), &text, 1);
        for (index, author) in read.map(|read| read.author).unwrap_or_default().into_iter().enumerate() {
            match Slug::parse(&author.slug) {
                Ok(slug) => self.pack.authors.push(Author {
                    slug,
                    name: author.name,
                    title: author.title,
                    bio: author.bio,
                    email: author.email,
                    picture: None,
                }),
                Err(error) => {
                    let what = format!("“{}” {error}.", author.slug);
                    document.fault(&["author", &index.to_string(), "slug"], what, "");
                }
            }
        }
        self.faults.extend(document.into_faults());
    }

    fn story(&mut self, path: &Path) {
        let Some(text) = self.text(path) else { return };
        match story::read(path, &text, self.station, &self.pack.pictures) {
            Ok((story, notes)) => {
                self.pack.stories.push(story);
                self.pack.notes.extend(notes);
            }
            Err(faults) => self.faults.extend(faults),
        }
    }

    fn page(&mut self, path: &Path) {
        let Some(text) = self.text(path) else { return };
        let name = path.display().to_string();
        let parts = match Parts::of(&name, &text) {
            Ok(parts) => parts,
            Err(fault) => return self.faults.push(fault),
        };
        let (mut document, matter) = parts.matter::<PageMatter>(&name);
        let Some(matter) = matter else { return self.faults.extend(document.into_faults()) };
        match Slug::parse(&matter.slug) {
            Ok(slug) => {
                let (body, notes) = parts.body(&name);
                self.pack.notes.extend(notes);
                self.pack.pages.push(PackPage { slug, title: matter.title, dek: matter.dek, body });
            }
            Err(error) => document.fault(&["slug"], format!("“{}” {error}.", matter.slug), ""),
        }
        self.faults.extend(document.into_faults());
    }

    fn front(&mut self, path: &Path) {
        let Some(text) = self.text(path) else { return };
        let (mut document, read) = Document::read::<FrontMatter>(&path.display().to_string(), &text, 1);
        if let Some(matter) = read {
            self.pack.front = Some(matter::front(&matter, &self.pack.stories, &mut document));
        }
        self.faults.extend(document.into_faults());
    }

    /// The text of a file; `None` when it is not there or cannot be read, which is told.
    fn text(&mut self, path: &Path) -> Option<String> {
        let about = std::fs::metadata(path).ok()?;
        let name = path.display().to_string();
        if about.len() > LARGEST {
            let remedy = "Split it, or see whether something other than text is in it.";
            self.faults.push(Fault::of_file(name, "The file is larger than 4 MB.", remedy));
            return None;
        }
        match std::fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(error) => {
                let what = format!("The file cannot be read: {error}.");
                self.faults.push(Fault::of_file(name, what, "Save it as UTF-8 text."));
                None
            }
        }
    }
}

/// A Markdown file: TOML between two lines of `+++`, then the text.
struct Parts<'t> {
    matter: &'t str,
    body: &'t str,
    /// Line of the body's first line.
    body_line: usize,
}

impl<'t> Parts<'t> {
    fn of(name: &str, text: &'t str) -> Result<Self, Fault> {
        let fault = |what: &str| {
            Fault::of_file(name, what, "Begin the file with +++, the fields, and +++.").at_line(1)
        };
        let rest = text.strip_prefix("+++\n").or_else(|| text.strip_prefix("+++\r\n"));
        let rest = rest.ok_or_else(|| fault("The file does not begin with a line of +++."))?;
        let mut begin = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == "+++" {
                let matter = rest.get(..begin).unwrap_or_default();
                let body = rest.get(begin + line.len()..).unwrap_or_default();
                return Ok(Self { matter, body, body_line: matter.matches('\n').count() + 3 });
            }
            begin += line.len();
        }
        Err(fault("The fields do not end with a line of +++."))
    }

    fn matter<T: Described + DeserializeOwned>(&self, name: &str) -> (Document<'t>, Option<T>) {
        Document::read(name, self.matter, 2)
    }

    /// The text, and what could not be kept of it.
    fn body(&self, name: &str) -> (Body, Vec<Fault>) {
        let (body, problems) = prose::markdown::parse(self.body);
        let note = |problem: prose::Problem| {
            let line = problem.line.and_then(|line| usize::try_from(line).ok()).unwrap_or(1);
            Fault::of_file(name, problem.what, problem.remedy).at_line(line + self.body_line - 1)
        };
        (body, problems.into_iter().map(note).collect())
    }
}

/// The files of a folder with one of these extensions, in order of name. None when there is no such folder.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let fits = |path: &Path| {
        path.extension()
            .is_some_and(|found| extensions.iter().any(|extension| found.eq_ignore_ascii_case(extension)))
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| fits(path)).collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests;
