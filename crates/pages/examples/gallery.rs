//! Writes every sample page, with its assets, into a folder: `cargo run -p pages --example gallery -- OUT`.
//!
//! Serve the folder and look: each `NAME.html` is one page type in one state.

use std::{env, error::Error, fs, path::PathBuf};

use pages::{Renderer, Theme, sample};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::args().nth(1).ok_or("usage: gallery OUT")?);
    fs::create_dir_all(out.join("assets"))?;
    let renderer = Renderer::new(&Theme::default())?;
    for asset in renderer.assets() {
        fs::write(out.join(asset.path.trim_start_matches('/')), asset.text.as_bytes())?;
    }
    let mut names = Vec::new();
    for example in sample::all() {
        fs::write(out.join(format!("{}.html", example.name)), renderer.render_sample(&example)?)?;
        names.push(example.name);
    }
    let graphics = sample::graphics::page(&renderer)?;
    fs::write(out.join("graphics.html"), graphics)?;
    fs::write(out.join("map-alone.svg"), sample::graphics::picture_of_map())?;
    fs::write(out.join("chart-alone.svg"), sample::graphics::picture_of_chart())?;
    names.push("graphics");
    println!("{} pages in {}", names.len(), out.display());
    Ok(())
}
