//! Every recorded answer of the weather service through the reader that jobs use, and a line on each.

use crate::samples::samples;
use std::{fs, path::Path};
use work::inspect::Inspection;

type Reader = fn(&str, &[u8]) -> Inspection;

/// Which reader a file is for; `None` for what has a reader elsewhere, with the reason.
fn reader(path: &str) -> Result<Reader, &'static str> {
    let metar: Reader =
        |name, bytes| work::weather::inspect_metar(name, bytes, "2019-07-01T12:00:00Z".parse().unwrap());
    match path {
        path if path.contains("alert") => Err("alerts"),
        path if path.starts_with("cap/") => Err("alerts as CAP"),
        path if path.starts_with("products/") || path.starts_with("text/") => Err("texts of forecasters"),
        path if path.starts_with("metar/") => Ok(metar),
        path if path.contains("observations") => Ok(work::weather::inspect_observation),
        path if path.ends_with(".json") => Ok(work::weather::inspect_forecast),
        _ => Err("no answer of the service"),
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
    for name in &names {
        match reader(name) {
            Err(why) => {
                ignored += 1;
                println!("{name:58} ignored: {why}");
            }
            Ok(reader) => {
                let told = reader(name, &fs::read(folder.join(name)).unwrap());
                assert!(told.ok && !told.items.is_empty(), "{name}: {:?}", told.problems);
                understood += 1;
                let first =
                    told.problems.first().map_or(String::new(), |p| format!("; {}: {}", p.at, p.what));
                println!(
                    "{name:58} {:5} understood, {} left out{first}",
                    told.items.len(),
                    told.problems.len()
                );
            }
        }
    }
    println!("{understood} files understood, {ignored} ignored");
    assert!(understood >= 18, "{understood}");
}
