//! Real photographs, when a folder of them is named.

use std::path::{Path, PathBuf};

use images::{Limits, decode, inspect, perceptual_hash, rendition};

#[test]
#[allow(clippy::disallowed_methods, reason = "the folder is named by whoever runs the tests")]
fn real_photographs_pass() {
    let Ok(samples) = std::env::var("BELLWETHER_SAMPLES") else {
        println!("not run: BELLWETHER_SAMPLES is unset");
        return;
    };
    let files = photographs(&Path::new(&samples).join("photos"));
    assert!(files.len() >= 10, "only {} photographs below {samples}/photos", files.len());
    let mut hashes = Vec::new();
    for path in &files {
        let name = path.display();
        let bytes = std::fs::read(path).unwrap();
        let facts = inspect(&bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let picture = decode(&bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((facts.width, facts.height), (picture.width(), picture.height()), "{name}");
        let [webp, jpeg] = rendition(&picture, 640).unwrap();
        assert!(webp.bytes.len() < 200_000 && jpeg.bytes.len() < 300_000, "{name}: {webp:?} {jpeg:?}");
        let copy = decode(&jpeg.bytes, &Limits::default()).unwrap();
        let hash = perceptual_hash(&picture);
        assert!(hash.is_near(perceptual_hash(&copy)), "{name}: its rendition is not recognised");
        println!("{name}: {facts:?} {webp:?} {jpeg:?}");
        hashes.push((path, hash));
    }
    // Frames of one camera look alike and may.
    hashes.retain(|(path, _)| !path.components().any(|part| part.as_os_str() == "cam"));
    for (at, (path, hash)) in hashes.iter().enumerate() {
        for (other, second) in hashes.iter().skip(at + 1) {
            assert!(!hash.is_near(*second), "{} and {} look alike", path.display(), other.display());
        }
    }
}

fn photographs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(photographs(&path));
        } else if path.extension().is_some_and(|kind| kind == "jpg" || kind == "png") {
            found.push(path);
        }
    }
    found.sort();
    found
}
