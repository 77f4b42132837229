//! Every example page as HTML, and the budgets of what goes over the wire.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use pages::{Renderer, Theme, sample};

fn renderer() -> Renderer {
    Renderer::new(&Theme::default()).unwrap()
}

/// Bytes after gzip; brotli, which most readers get, is smaller still.
fn compressed(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn pages_look_as_they_did() {
    let renderer = renderer();
    for example in sample::all().iter().filter(|example| !example.name.ends_with("-bare")) {
        let mut html = renderer.render_sample(example).unwrap();
        // An asset's address changes with its content; the page does not.
        for asset in renderer.assets() {
            let (stem, _) = asset.path.rsplit_once('-').unwrap();
            html = html.replace(&asset.path, &format!("{stem}-HASH"));
        }
        insta::assert_snapshot!(example.name, html);
    }
}

#[test]
fn pages_keep_their_budgets() {
    let renderer = renderer();
    for example in sample::all() {
        let limit = match example.name {
            name if name.starts_with("lite") => 10_000,
            name if name.starts_with("story") => 20_000,
            _ => 35_000,
        };
        let size = compressed(&renderer.render_sample(&example).unwrap());
        assert!(size <= limit, "{}: {size} bytes, the limit is {limit}", example.name);
    }
}

#[test]
fn assets_keep_their_budgets() {
    for asset in renderer().assets() {
        let limit = match asset.path.rsplit_once('.').unwrap().1 {
            "css" if asset.path.contains("lite") => 1_500,
            "css" => 14_000,
            // MapLibre is most of it; the budget is 320 KB with its style sheet. `front/test/budgets.mjs` sees what is sent.
            "js" if asset.path.contains("radar") => 316_000,
            "js" => 6_000,
            "txt" => 12_000,
            _ => 1_000,
        };
        let size = compressed(&asset.text);
        assert!(size <= limit && size > 100, "{}: {size} bytes, the limit is {limit}", asset.path);
    }
}
