//! Cutting a picture to a shape around the point that matters.

use crate::Picture;

/// The point of a picture that must stay visible, as fractions of width and height: (0, 0) is the top left
/// corner, (1, 1) the bottom right one. Values outside, or not numbers, are taken as the nearest valid ones
/// when used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Focal {
    /// From the left edge, 0 to 1.
    pub x: f64,
    /// From the top edge, 0 to 1.
    pub y: f64,
}

impl Focal {
    /// The middle.
    pub const CENTRE: Focal = Focal { x: 0.5, y: 0.5 };

    /// A focal point, brought into range.
    pub fn new(x: f64, y: f64) -> Focal {
        Focal { x: fraction(x), y: fraction(y) }
    }
}

impl Default for Focal {
    fn default() -> Focal {
        Focal::CENTRE
    }
}

/// The largest part of the picture with the given aspect (width, height; `(16, 9)`) whose middle is as near
/// to `focal` as the edges allow. Nothing is scaled. An aspect with a zero in it is no shape, and gives the
/// whole picture.
pub fn crop(picture: &Picture, aspect: (u32, u32), focal: Focal) -> Picture {
    let (width, height) = fitted(picture.width(), picture.height(), aspect);
    let left = offset(picture.width(), width, focal.x);
    let top = offset(picture.height(), height, focal.y);
    cut(picture, left, top, width, height).unwrap_or_else(|| picture.clone())
}

/// The largest rectangle of that aspect inside `width × height`, at least one pixel each way.
fn fitted(width: u32, height: u32, (across, down): (u32, u32)) -> (u32, u32) {
    if across == 0 || down == 0 {
        return (width, height);
    }
    let scaled = |side: u32, times: u32, by: u32| {
        let exact = (u64::from(side) * u64::from(times) + u64::from(by) / 2) / u64::from(by);
        u32::try_from(exact).unwrap_or(u32::MAX).max(1)
    };
    if u64::from(width) * u64::from(down) > u64::from(height) * u64::from(across) {
        (scaled(height, across, down).min(width), height)
    } else {
        (width, scaled(width, down, across).min(height))
    }
}

fn offset(whole: u32, part: u32, focal: f64) -> u32 {
    let room = whole.saturating_sub(part);
    let wanted = (fraction(focal) * f64::from(whole) - f64::from(part) / 2.0).round();
    (wanted.max(0.0) as u32).min(room)
}

fn fraction(value: f64) -> f64 {
    if value.is_nan() { 0.5 } else { value.clamp(0.0, 1.0) }
}

fn cut(picture: &Picture, left: u32, top: u32, width: u32, height: u32) -> Option<Picture> {
    let channels = picture.channels();
    let (from, length) = (left as usize * channels, width as usize * channels);
    let mut pixels = Vec::with_capacity(length * height as usize);
    for row in picture.rows().skip(top as usize).take(height as usize) {
        pixels.extend_from_slice(row.get(from..from + length)?);
    }
    if picture.has_alpha() {
        Picture::from_rgba(width, height, pixels).ok()
    } else {
        Picture::from_rgb(width, height, pixels).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_fit_inside() {
        assert_eq!(fitted(1600, 1200, (16, 9)), (1600, 900));
        assert_eq!(fitted(1600, 1200, (1, 1)), (1200, 1200));
        assert_eq!(fitted(1, 20_000, (16, 9)), (1, 1));
        assert_eq!(fitted(20_000, 1, (1, u32::MAX)), (1, 1));
        assert_eq!(fitted(7, 5, (0, 3)), (7, 5));
    }

    #[test]
    fn the_window_stays_inside() {
        assert_eq!(
            [0.0, 0.5, 1.0, f64::NAN, -4.0, f64::INFINITY].map(|x| offset(100, 40, x)),
            [0, 30, 60, 30, 0, 60]
        );
    }
}
