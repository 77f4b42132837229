//! Packs that are good, and packs that are not.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::settings::{self, Place};

fn demo() -> (PathBuf, Station) {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let place = Place { data: home.join("none"), home: home.clone(), database: None, air_key: None };
    (home, settings::load(&place).unwrap().station)
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// What is told of a pack, one fault a line, without the folder's own name.
fn told(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let faults = match read(folder.path(), &demo().1) {
        Ok(pack) => pack.notes,
        Err(faults) => faults,
    };
    let prefix = format!("{}/", folder.path().display());
    faults.iter().map(|fault| format!("{}\n", fault.to_string().replace(&prefix, ""))).collect()
}

const STORY: &str = "\
+++
headline = \"Bridge reopens\"
slug = \"bridge-reopens\"
section = \"local\"
authors = [\"ana\"]
first_published = 2021-02-28T08:00:00-08:00
+++
It did.
";

#[test]
fn the_demonstration_has_no_fault_and_no_note() {
    let (home, station) = demo();
    // The pictures are painted by a command of their own; their names are what matters here.
    let copy = tempfile::tempdir().unwrap();
    let content = home.join("content");
    let mut names = Vec::new();
    for (part, kind) in [("stories", "md"), ("pages", "md")] {
        std::fs::create_dir_all(copy.path().join(part)).unwrap();
        for path in files(&content.join(part), &[kind]) {
            let text = std::fs::read_to_string(&path).unwrap();
            names.extend(
                text.lines()
                    .filter_map(|line| line.strip_prefix("picture = "))
                    .map(|name| name.trim_matches('"').to_owned()),
            );
            std::fs::write(copy.path().join(part).join(path.file_name().unwrap()), text).unwrap();
        }
    }
    for name in ["authors.toml", "front.toml"] {
        std::fs::copy(content.join(name), copy.path().join(name)).unwrap();
    }
    std::fs::create_dir_all(copy.path().join("pictures")).unwrap();
    for name in &names {
        std::fs::write(copy.path().join(format!("pictures/{name}.jpg")), "").unwrap();
    }
    let pack = read(copy.path(), &station).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(pack.notes, []);
    assert!(pack.stories.len() >= 24, "{}", pack.stories.len());
    assert!(pack.pages.len() >= 5 && pack.authors.len() >= 7 && pack.pictures.len() >= 24);
    let signers: Vec<_> = pack.authors.iter().map(|author| &author.slug).collect();
    for story in &pack.stories {
        assert!(
            story.import.content.authors.iter().all(|author| signers.contains(&author)),
            "{}",
            story.file
        );
    }
    let times: Vec<_> = pack.stories.iter().map(|story| story.import.first_published).collect();
    assert!(times.is_sorted());
}

#[test]
fn faults_name_file_and_line() {
    let bad = STORY
        .replace("\"local\"", "\"locale\"")
        .replace("headline", "headlin")
        .replace("slug = \"bridge", "slug = \"Bridge");
    let worse = STORY
        .replace("\"local\"", "\"locale\"")
        .replace("authors", "kind = \"advert\"\nplaces = [\"medford-or\", \"salem-or\"]\nauthors");
    let front = "lead = \"another\"\nmodules = [\"table\"]\nhours = 0\n";
    assert_eq!(
        told(&[("stories/a.md", &bad), ("stories/b.md", &worse), ("front.toml", front), ("pictures/Bad Name.jpg", ""), ("pages/x.md", "no fields")]),
        "\
pictures/Bad Name.jpg: The picture's name cannot be written in a story. Rename the file: 4 to 64 small letters, digits and hyphens.
stories/a.md:2:1: There is no key `headlin` here. Did you mean `headline`?
stories/a.md:2:1: `headline` is missing here. Add it: Headline.
stories/b.md:4:11: The station has no section “locale”. Choose another, or add it to station.toml.
stories/b.md:5:8: There is no kind “advert”. Write news, opinion, analysis or sponsored.
stories/b.md:6:25: The station has no place “salem-or”. Choose another, or add it to station.toml.
pages/x.md:1: The file does not begin with a line of +++. Begin the file with +++, the fields, and +++.
front.toml:1:8: There is no story “another” in this pack. Write the slug of one.
front.toml:2:12: “table” is not a module: write a kind and a name, such as table:or-covid.
front.toml:3:9: A pin lasts between an hour and 14 days. Write 1 to 336.
"
    );
}

#[test]
fn pictures_must_be_in_the_pack() {
    let story = STORY.replace(
        "+++\nIt did.",
        "[lead]\npicture = \"lost-one\"\n+++\nIt did.\n\n![A bridge](media:lost-two)",
    );
    assert_eq!(
        told(&[("stories/a.md", &story)]),
        "\
stories/a.md:8:11: There is no such picture in the pack. Put the file into pictures/, or correct its name.
stories/a.md: The text shows a picture “lost-two” that is not in the pack. Put it into pictures/, or take it out.
"
    );
}

#[test]
fn what_the_text_cannot_keep_is_a_note_with_its_line() {
    let story = STORY.replace("It did.", "# It did.");
    let notes = told(&[("stories/a.md", &story)]);
    assert!(notes.starts_with("stories/a.md:8: A single # is the headline's place"), "{notes}");
    let windows = story.replace('\n', "\r\n");
    let notes = told(&[("stories/a.md", &windows)]);
    assert!(notes.starts_with("stories/a.md:8: A single #"), "{notes}");
}

#[test]
fn the_keys_of_the_library_take_the_place_of_names() {
    let story = STORY
        .replace("+++\nIt did.", "[lead]\npicture = \"bridge\"\n+++\nIt did.\n\n![A bridge](media:bridge)");
    let folder = folder(&[("stories/a.md", &story), ("pictures/bridge.jpg", "")]);
    let mut pack = read(folder.path(), &demo().1).unwrap();
    let content = &mut pack.stories[0].import.content;
    let key = |text| MediaKey::parse(text).unwrap();
    rename_pictures(content, &[(key("bridge"), key("m-0123"))].into());
    assert_eq!(content.pictures().map(MediaKey::as_str).collect::<Vec<_>>(), ["m-0123", "m-0123"]);
}

#[test]
fn a_changed_file_changes_the_mark() {
    let folder = folder(&[("stories/a.md", STORY)]);
    let before = mark(folder.path());
    assert_eq!(mark(folder.path()), before);
    std::fs::write(folder.path().join("stories/a.md"), "longer or shorter").unwrap();
    assert_ne!(mark(folder.path()), before);
}
