//! The demo station's pictures, painted by this program: no photograph, no drawing from elsewhere, no text.
//!
//! [`run`] paints every picture of [`scenes::ALL`] and writes one JPEG each. The same seed gives the same picture, and a scene
//! looks the same at any size. Read `colour`, `noise` and `canvas` first, then the shared brushes (`sky`, `land`, `relief`,
//! `trees`, `water`, `smoke`, `camera`, `structures`), then any scene.

mod camera;
mod canvas;
mod colour;
mod finish;
mod land;
mod noise;
mod relief;
mod scenes;
mod sky;
mod smoke;
mod structures;
mod trees;
mod water;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, bail};

use canvas::Canvas;
use scenes::Scene;

/// Size of a finished picture in pixels.
const SIZE: (usize, usize) = (1600, 1067);

/// Paints the pictures into `out` (created if missing) as `NAME.jpg`; `only` limits it to one name.
///
/// # Errors
/// When `only` names no picture (the message lists the names), or a file cannot be written.
pub(crate) fn run(out: &Path, only: Option<&str>) -> Result<()> {
    let chosen: Vec<&Scene> =
        scenes::ALL.iter().filter(|scene| only.is_none_or(|name| name == scene.name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = scenes::ALL.iter().map(|scene| scene.name).collect();
        bail!("no picture is called {:?}; choose one of: {}", only.unwrap_or_default(), names.join(", "));
    }
    std::fs::create_dir_all(out).with_context(|| format!("creating {}", out.display()))?;
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(chosen.len());
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while let Some(scene) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                        write(scene, out)?;
                    }
                    Ok(())
                })
            })
            .collect();
        for hand in hands {
            hand.join().unwrap_or_else(|_| bail!("a scene panicked while it was painted"))?;
        }
        Ok(())
    })
}

fn write(scene: &Scene, out: &Path) -> Result<()> {
    let bytes = render(scene, SIZE.0, SIZE.1);
    let file = finish::jpeg(&bytes, SIZE.0, SIZE.1, finish::LARGEST_FILE)
        .with_context(|| format!("picture {}", scene.name))?;
    let path = out.join(format!("{}.jpg", scene.name));
    std::fs::write(&path, &file).with_context(|| format!("writing {}", path.display()))?;
    println!("{} {} KB", path.display(), file.len() / 1000);
    Ok(())
}

/// Paints a scene at a size and develops it to 8-bit sRGB.
fn render(scene: &Scene, width: usize, height: usize) -> Vec<u8> {
    let mut canvas = Canvas::new(width, height);
    (scene.paint)(&mut canvas);
    let seed =
        scene.name.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    finish::develop(&mut canvas, seed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_scene_painted_twice_is_the_same_to_the_byte() {
        let scene = &scenes::ALL[0];
        assert_eq!(render(scene, 160, 107), render(scene, 160, 107));
    }

    #[test]
    fn every_scene_paints_small_and_is_not_blank() {
        for scene in scenes::ALL {
            let bytes = render(scene, 160, 107);
            assert_eq!(bytes.len(), 160 * 107 * 3, "{}", scene.name);
            let (low, high) = (bytes.iter().min().unwrap(), bytes.iter().max().unwrap());
            assert!(high - low > 100, "{} has almost no contrast", scene.name);
        }
    }

    #[test]
    fn names_are_unique_and_fit_a_file_name() {
        let mut names: Vec<&str> = scenes::ALL.iter().map(|scene| scene.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), scenes::ALL.len());
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }

    #[test]
    fn a_wrong_name_is_answered_with_the_right_ones() {
        let error = run(Path::new("unused"), Some("no-such-picture")).unwrap_err().to_string();
        assert!(error.contains("no-such-picture") && error.contains("crater-lake-snow"), "{error}");
    }

    #[test]
    fn a_busy_picture_gives_up_quality_before_it_grows_too_large() {
        let busy: Vec<u8> =
            (0..320 * 214 * 3u64).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 & 0x3f).collect();
        let free = finish::jpeg(&busy, 320, 214, usize::MAX).unwrap().len();
        let held = finish::jpeg(&busy, 320, 214, free * 9 / 10).unwrap().len();
        assert!(held <= free * 9 / 10, "{held} of {free}");
        let refused = finish::jpeg(&busy, 320, 214, 1000).unwrap_err().to_string();
        assert!(refused.contains("more than 1000"), "{refused}");
    }
}
