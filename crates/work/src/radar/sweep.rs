//! Away, each night, with what nothing else finds: everything of radars that the settings do not name any more, and squares
//! that no row names, for a crash between the bytes and the row of a frame left them behind.

use super::keep;
use crate::Work;
use desk::By;
use jiff::SignedDuration;
use store::Squares;

/// Younger files may be those of a frame whose row is being written.
const SAFE_AGE: SignedDuration = SignedDuration::from_hours(2);
/// The next sweep begins so long before the end of this one: moments of files are known to the second.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

/// Forget radars that were taken out of the settings; says which.
pub(crate) async fn forget(work: &Work, by: &By) -> Result<Vec<String>, String> {
    let (gone, unused) = work.desk.forget_radars(by).await.map_err(|error| error.to_string())?;
    keep::remove(work, &unused, by).await?;
    Ok(gone.iter().map(ToString::to_string).collect())
}

/// One sweep; says how many files went.
pub(crate) async fn sweep(work: &Work, by: &By) -> Result<usize, String> {
    let reader = work.desk.reader();
    let since = reader.radar_swept().await.map_err(|error| error.to_string())?;
    let blobs = work.store.blobs();
    let found = blobs.kept_with(Squares::MARK, SAFE_AGE, since).await;
    let (files, until) = found.map_err(|error| error.to_string())?;
    let mut gone = 0;
    if !files.is_empty() {
        // Bytes that are drawn a second time are not written a second time, so a file without a row may be about to get
        // one. Nobody draws meanwhile, and rows are read anew.
        let _still = work.radars.hold().await;
        let named = reader.radar_packs().await.map_err(|error| error.to_string())?;
        for file in files.iter().filter(|file| !named.contains(*file)) {
            blobs.remove(file).await.map_err(|error| error.to_string())?;
            gone += 1;
        }
    }
    let until = until.saturating_sub(OVERLAP).unwrap_or(until);
    work.desk.radar_swept(until, by).await.map_err(|error| error.to_string())?;
    Ok(gone)
}
