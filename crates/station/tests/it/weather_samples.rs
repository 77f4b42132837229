//! Every recorded answer of the weather service through the readers that jobs use, and a line on each: what was understood of
//! it, or why nothing is.

use crate::samples::samples;
use std::{fs, path::Path};
use work::inspect::Inspection;

type Reader = fn(&str, &[u8]) -> Inspection;

/// Which reader a file is for, or why there is none.
fn reader(path: &str) -> Result<Reader, &'static str> {
    let metar: Reader =
        |name, bytes| work::weather::inspect_metar(name, bytes, "2019-07-01T12:00:00Z".parse().unwrap());
    let texts = "a forecaster's text for people: its warning comes as CAP or GeoJSON, with zones and an end that this text only words";
    match path {
        path if path.contains("alert") || path.starts_with("cap/") => {
            Ok(|name, bytes| work::alert::inspect("alerts", name, bytes))
        }
        path if path.starts_with("text/CLI") => Ok(work::weather::inspect_climate),
        path if path.starts_with("text/CF6") => Err("a month of preliminary figures: nothing of it is shown"),
        path if path.starts_with("text/AFD") || path.starts_with("products/") => {
            Err("forecasters talking among themselves (AFD): no figure of it is shown")
        }
        path if path.starts_with("text/") => Err(texts),
        path if path.starts_with("metar/") => Ok(metar),
        path if path.contains("observations") => Ok(work::weather::inspect_observation),
        path if path.ends_with(".json") => Ok(work::weather::inspect_forecast),
        "SOURCES.md" => Err("says where the files are from"),
        other => panic!("nobody has said what {other} is for"),
    }
}

fn files(folder: &Path, under: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder.join(under)).unwrap().flatten() {
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(folder, &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
}

#[test]
fn every_recorded_answer_goes_through() {
    let Some(samples) = samples() else { return };
    let folder = samples.join("nws");
    let mut names = Vec::new();
    files(&folder, "", &mut names);
    names.sort();
    let (mut understood, mut ignored) = (0, 0);
    println!(
        "{:58} {:>10} {:>8}  first of what was left out, or why nothing is read",
        "file", "understood", "left out"
    );
    for name in &names {
        let bytes = fs::read(folder.join(name)).unwrap();
        let reader = match reader(name) {
            Ok(reader) => reader,
            Err(why) => {
                ignored += 1;
                println!("{name:58} {:>10} {:>8}  {why}", "-", "-");
                // What nobody reads must not be read as something else, either.
                if name.starts_with("text/") {
                    assert!(!work::weather::inspect_climate(name, &bytes).ok, "{name}");
                    assert!(!work::alert::inspect("alerts", name, &bytes).ok, "{name}");
                }
                continue;
            }
        };
        let told = reader(name, &bytes);
        let is_quiet = name.ends_with("none_active.json");
        assert!(told.ok && told.items.is_empty() == is_quiet, "{name}: {:?}", told.problems);
        understood += 1;
        let first = told.problems.first().map_or(String::new(), |p| format!("{}: {}", p.at, p.what));
        println!("{name:58} {:>10} {:>8}  {first}", told.items.len(), told.problems.len());
    }
    println!("{understood} files understood, {ignored} ignored");
    assert!(understood >= 35, "{understood}");
}
