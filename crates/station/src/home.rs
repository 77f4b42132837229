//! The data folder: made for the station's user alone, and held by one process at a time.

use anyhow::{Context, Result, bail};
use std::{
    fs::{DirBuilder, File, TryLockError},
    os::unix::fs::DirBuilderExt,
    path::Path,
};

/// The data folder, held until this is dropped.
#[derive(Debug)]
pub struct Held(#[allow(dead_code, reason = "kept open: closing it lets the folder go")] File);

/// Make the folder if it is not there. Drafts and password hashes are in it, so only its owner may look in.
///
/// # Errors
/// When it cannot be made.
pub fn make(data: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(data).with_context(|| {
        format!("cannot make the data folder {}: choose another with --data", data.display())
    })
}

/// Hold the folder: two stations over one database would show each other's readers old pages.
///
/// # Errors
/// When another process holds it.
pub fn hold(data: &Path) -> Result<Held> {
    make(data)?;
    let path = data.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Held(file)),
        Err(TryLockError::WouldBlock) => {
            bail!(
                "a station is running with the data folder {}: stop it first, or choose another with --data",
                data.display()
            )
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot hold {}", path.display()))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn one_process_holds_a_folder_that_only_its_owner_sees() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/data");
        let held = hold(&data).unwrap();
        assert_eq!(std::fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
        let refused = hold(&data).unwrap_err().to_string();
        assert!(refused.starts_with("a station is running with the data folder"), "{refused}");
        drop(held);
        hold(&data).unwrap();
    }
}
