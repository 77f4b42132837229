//! What must hold for every page, proved on its examples: it renders, it is strict, nothing hostile gets out of it,
//! it fits the content security policy, and every template is used.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs};

use minijinja::Value;
use serde_json::Value as Json;

use super::{Sample, Surrounding, all, check};
use crate::{Renderer, Theme, render::value_of, templates::TEMPLATES};

/// Closes an attribute, opens an element, and uses every character that HTML gives a meaning to.
const HOSTILE: &str =
    "\"'zq\"><script>x</script><img src=x onerror='y'>&amp;</title></textarea></script><!--";

fn renderer() -> Renderer {
    Renderer::new(&Theme::default()).unwrap()
}

fn themed(name: &str, source: &str) -> Renderer {
    let templates = [(name.to_owned(), source.to_owned())].into();
    Renderer::new(&Theme { templates, css: String::new() }).unwrap()
}

#[test]
fn every_example_renders_and_names_are_unique() {
    assert_eq!(check(&renderer()), []);
    let names: BTreeSet<_> = all().iter().map(|sample| sample.name).collect();
    assert_eq!(names.len(), all().len());
}

#[test]
fn every_page_template_has_a_full_and_a_bare_example() {
    let partial = |name: &str| {
        name.ends_with("base.html") || name.ends_with("macros.html") || name.ends_with("frame.html")
    };
    for (name, _) in TEMPLATES.iter().filter(|(name, _)| !partial(name)) {
        let of: Vec<_> = all().into_iter().filter(|sample| sample.template == *name).collect();
        let full = of.iter().any(|sample| !sample.name.ends_with("-bare"));
        let bare = of.iter().any(|sample| sample.name.ends_with("-bare"));
        assert!(full && bare, "{name}: full {full}, bare {bare}");
    }
}

#[test]
fn every_file_of_the_folder_is_embedded() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    let mut files = BTreeSet::new();
    for folder in ["", "desk/"] {
        for entry in fs::read_dir(format!("{root}/{folder}")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".html") {
                files.insert(format!("{folder}{name}"));
            }
        }
    }
    let embedded: BTreeSet<_> = TEMPLATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(embedded, files);
}

#[test]
fn a_field_that_does_not_exist_is_a_fault_with_its_place() {
    let faults = check(&themed(
        "tag.html",
        "{% extends \"base.html\" %}\n{% block main %}\n{{ page.nmae }}\n{% endblock %}",
    ));
    assert!(!faults.is_empty());
    for fault in &faults {
        assert_eq!((fault.template.as_str(), fault.line), ("tag.html", Some(3)), "{fault}");
    }
    let undefined = check(&themed("tag.html", "{% if page.nmae %}x{% endif %}"));
    assert!(!undefined.is_empty(), "even a mere question for it");
}

#[test]
fn a_fault_inside_an_included_template_names_that_template() {
    let templates = [("tag.html", "{% include \"own.html\" %}"), ("own.html", "\n\n{{ page.nothing }}")];
    let templates = templates.map(|(name, source)| (name.to_owned(), source.to_owned())).into();
    let faults = check(&Renderer::new(&Theme { templates, css: String::new() }).unwrap());
    assert_eq!((faults[0].template.as_str(), faults[0].line), ("own.html", Some(3)));
}

#[test]
fn a_template_that_does_not_compile_is_refused_with_its_line() {
    let templates = [("story.html".to_owned(), "a\n{% if %}".to_owned())].into();
    let fault = Renderer::new(&Theme { templates, css: String::new() }).unwrap_err();
    assert_eq!((fault.template.as_str(), fault.line), ("story.html", Some(2)));
}

#[test]
fn a_template_that_never_ends_runs_out_of_fuel() {
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}";
    let faults = check(&themed("tag.html", endless));
    assert!(faults.iter().any(|fault| fault.what.contains("fuel")), "{faults:?}");
}

#[test]
fn a_theme_replaces_a_template_whatever_its_ending_says() {
    let renderer = themed("tag.html", "{% include \"own.txt\" %}");
    assert!(renderer.render_sample(&named("tag")).is_err(), "own.txt is not there");
    let templates = [("tag.html", "{% include \"own.txt\" %}"), ("own.txt", "{{ page.name }}")];
    let templates = templates.map(|(name, source)| (name.to_owned(), source.to_owned())).into();
    let renderer = Renderer::new(&Theme { templates, css: String::new() }).unwrap();
    let html = renderer.render_sample(&hostile(&named("tag"))).unwrap();
    assert!(!html.contains('<'), "{html}");
}

/// Replaces every text of every field, but not bodies, which `prose` guarantees.
#[test]
fn nothing_hostile_gets_out_of_any_field() {
    let renderer = renderer();
    for sample in all() {
        let tame = renderer.render_sample(&sample).unwrap();
        let html = renderer.render_sample(&hostile(&sample)).unwrap();
        for forbidden in ["<script>x", "<img src=x", "onerror='", "\"'zq", "<!--"] {
            let before = tame.matches(forbidden).count();
            assert_eq!(html.matches(forbidden).count(), before, "{}: {forbidden}", sample.name);
        }
        assert_eq!(html.matches("<script").count(), tame.matches("<script").count(), "{}", sample.name);
        assert_eq!(html.matches("</script>").count(), html.matches("<script").count(), "{}", sample.name);
    }
}

#[test]
fn no_page_needs_more_than_its_content_security_policy_gives() {
    for sample in all() {
        let html = renderer().render_sample(&sample).unwrap();
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            let place = format!("{}: <{tag}>", sample.name);
            assert!(!tag.contains(" style="), "{place}");
            assert!(!tag.split(' ').any(|word| word.starts_with("on") && word.contains('=')), "{place}");
            assert!(!tag.contains("javascript:"), "{place}");
            if tag.starts_with("script") {
                let allowed = tag.contains("application/ld+json")
                    || (tag.contains("src=\"/assets/desk-") && sample.name.starts_with("desk"))
                    // The one island that readers get, on its own page.
                    || (tag.contains("src=\"/assets/radar-") && ["radar", "radar-silent", "radar-mosaic"].contains(&sample.name));
                assert!(allowed, "{place}");
            }
            if ["img", "source", "iframe", "video", "audio", "embed", "object"]
                .iter()
                .any(|name| tag.starts_with(name))
            {
                assert!(!tag.contains("://") && !tag.contains("\"//"), "{place}");
            }
        }
    }
}

#[test]
fn every_picture_has_its_size_and_its_words() {
    for sample in all() {
        let html = renderer().render_sample(&sample).unwrap();
        for tag in html.split("<img ").skip(1).filter_map(|rest| rest.split('>').next()) {
            for attribute in ["width=", "height=", "alt="] {
                assert!(tag.contains(attribute), "{}: <img {tag}>", sample.name);
            }
        }
    }
}

fn named(name: &str) -> Sample {
    all().into_iter().find(|sample| sample.name == name).unwrap()
}

fn hostile(sample: &Sample) -> Sample {
    let surrounding = match &sample.surrounding {
        Surrounding::Chrome(value) => Surrounding::Chrome(poisoned(value)),
        Surrounding::Frame(value) => Surrounding::Frame(poisoned(value)),
    };
    Sample { surrounding, page: poisoned(&sample.page), ..sample.clone() }
}

fn poisoned(value: &Value) -> Value {
    let mut json = serde_json::to_value(value).unwrap();
    poison(&mut json);
    value_of(json)
}

fn poison(json: &mut Json) {
    match json {
        Json::String(text) => HOSTILE.clone_into(text),
        Json::Array(items) => items.iter_mut().for_each(poison),
        Json::Object(fields) => {
            // JSON inside `<script>`: its quotes are its own, only the way out of the element must be closed.
            if let Some(Json::Array(items)) = fields.get_mut("structured") {
                *items = vec![Json::from("{\"a\":\"</script><script>x</script><!--\"}"); items.len()];
            }
            fields
                .iter_mut()
                .filter(|(name, _)| !name.ends_with("_html") && *name != "structured")
                .for_each(|(_, value)| poison(value));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
