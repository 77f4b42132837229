//! Recorded volumes, as their folders have them.

use std::fs;
use std::path::{Path, PathBuf};

/// A file, or the chunks of a folder in their order.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    if path.is_file() {
        return fs::read(path).unwrap();
    }
    let mut parts: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    parts.iter().flat_map(|part| fs::read(part).unwrap()).collect()
}
