//! Radar files at the console: what is in them, and pictures of them.

use crate::cli::{bellwether, said, text};
use radar::{Place, encode, synth::Scene};
use std::path::Path;

fn made(folder: &Path) -> String {
    let time = "2021-03-01T18:00:00Z".parse().unwrap();
    let mut scene = Scene::new("KMAX", Place::of_registry("KMAX").unwrap(), time);
    (scene.radials, scene.gates) = (360, 200);
    let file = folder.join("KMAX20210301_180000_V06");
    std::fs::write(&file, encode::archive(&scene.volume(scene.passes))).unwrap();
    text(file)
}

#[test]
fn a_volume_is_told_and_its_figures_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let file = made(folder.path());
    let told = bellwether(&["inspect", "radar", &file, "--json"]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(told["items"][0]["site"], "KMAX");
    let first = &told["items"][0]["sweeps"][0]["moments"][0];
    let printed = said(&bellwether(&["inspect", "radar", &file, "--values", "REF:0"]));
    assert!(printed.starts_with("azimuth_deg,range_m,value\n"), "{}", &printed[..80]);
    assert_eq!(printed.lines().count() as u64, first["valid"].as_u64().unwrap() + 1);
    let none = bellwether(&["inspect", "radar", &file, "--values", "REF:99"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(said(&none).contains("there is no REF in sweep 99"), "{}", said(&none));
    assert_eq!(bellwether(&["inspect", "radar", &file, "--values", "RAIN:0"]).status.code(), Some(2));
}

#[test]
fn a_picture_and_the_squares_of_a_map_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let file = made(folder.path());
    let out = text(folder.path().join("still.png"));
    let drawn = bellwether(&["radar", "render", &file, "--out", &out, "--size", "256", "--radius", "60"]);
    assert_eq!(drawn.status.code(), Some(0), "{}", said(&drawn));
    assert!(std::fs::read(&out).unwrap().starts_with(b"\x89PNG"));
    let tiles = folder.path().join("tiles");
    let drawn = bellwether(&["radar", "tiles", &file, "--out", &text(&tiles), "--zoom", "6-7"]);
    assert_eq!(drawn.status.code(), Some(0), "{}", said(&drawn));
    let zooms = std::fs::read_dir(&tiles).unwrap().map(|entry| entry.unwrap().file_name());
    let mut zooms: Vec<_> = zooms.map(|name| name.into_string().unwrap()).collect();
    zooms.sort();
    assert_eq!(zooms, ["6", "7"]);
    let refused = bellwether(&["radar", "render", &out, "--out", &out]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("no NEXRAD Level II data") && said(&refused).contains("Give a"),
        "{}",
        said(&refused)
    );
    assert_eq!(bellwether(&["radar", "tiles", &file, "--out", &out, "--zoom", "9-6"]).status.code(), Some(2));
}
