//! Renditions and crops: sizes, shapes, alpha, and that nothing of the original's metadata survives.

use image::{Rgba, RgbaImage};
use images::{Focal, Limits, Picture, RenditionFormat, WIDTHS, crop, decode, rendition, renditions};

use crate::build::{
    ascii, jpeg, png_rgba, quarters, scene, tiff, with_exif, with_iptc, with_segment, with_xmp,
};

fn picture(image: &image::RgbImage) -> Picture {
    Picture::from_rgb(image.width(), image.height(), image.as_raw().clone()).unwrap()
}

fn reopened(bytes: &[u8]) -> Picture {
    decode(bytes, &Limits::default()).unwrap()
}

#[test]
fn every_width_comes_as_webp_and_jpeg_in_the_same_shape() {
    let made = renditions(&picture(&scene(2400, 1600, 1)), None).unwrap();
    let sizes: Vec<_> = made.iter().map(|r| (r.width, r.height, r.format)).collect();
    let wanted: Vec<_> = [(320, 213), (640, 427), (960, 640), (1280, 853), (1920, 1280)]
        .into_iter()
        .flat_map(|(w, h)| [(w, h, RenditionFormat::Webp), (w, h, RenditionFormat::Jpeg)])
        .collect();
    assert_eq!(sizes, wanted);
    for rendition in &made {
        let opened = reopened(&rendition.bytes);
        assert_eq!((opened.width(), opened.height()), (rendition.width, rendition.height));
    }
}

#[test]
fn small_pictures_are_not_enlarged() {
    let widths = |w, h| {
        renditions(&picture(&quarters(w, h)), None).unwrap().iter().map(|r| r.width).collect::<Vec<_>>()
    };
    assert_eq!(widths(100, 50), [100, 100]);
    assert_eq!(widths(400, 50), [320, 320, 400, 400]);
    assert_eq!(widths(1, 1), [1, 1]);
    let [webp, jpeg] = rendition(&picture(&quarters(400, 200)), WIDTHS[1]).unwrap();
    assert_eq!((webp.width, webp.height, jpeg.width, jpeg.height), (400, 200, 400, 200));
}

#[test]
fn strips_longer_than_webp_can_store_still_work() {
    let made = renditions(&picture(&quarters(4, 18_000)), None).unwrap();
    assert!(made.iter().all(|r| r.width == 3 && r.height <= 16_383 && !r.bytes.is_empty()), "{made:?}");
}

#[test]
fn a_focal_point_permits_cropping_extreme_shapes_only() {
    let size = |w, h, focal| {
        renditions(&picture(&quarters(w, h)), focal).unwrap().last().map(|r| (r.width, r.height)).unwrap()
    };
    assert_eq!(size(1200, 100, None), (1200, 100));
    assert_eq!(size(1200, 100, Some(Focal::CENTRE)), (300, 100));
    assert_eq!(size(100, 900, Some(Focal::CENTRE)), (100, 200));
    assert_eq!(size(300, 100, Some(Focal::CENTRE)), (300, 100));
    assert_eq!(size(160, 90, Some(Focal::new(0.1, 0.9))), (160, 90));
}

#[test]
fn crops_keep_the_focal_point_and_the_shape() {
    let whole = picture(&quarters(400, 300));
    let wide = crop(&whole, (16, 9), Focal::CENTRE);
    assert_eq!((wide.width(), wide.height()), (400, 225));
    let corner = crop(&whole, (1, 1), Focal { x: 1.0, y: 1.0 });
    assert_eq!((corner.width(), corner.height()), (300, 300));
    assert_eq!(corner.colour_at(0, 0), whole.colour_at(100, 0));
    assert_eq!(corner.colour_at(299, 299), whole.colour_at(399, 299));
    let strange = crop(&whole, (1, u32::MAX), Focal { x: f64::NAN, y: -7.0 });
    assert_eq!((strange.width(), strange.height()), (1, 300));
    assert_eq!(crop(&whole, (0, 0), Focal::CENTRE), whole);
}

#[test]
fn transparent_parts_stay_in_webp_and_turn_white_in_jpeg() {
    let stored =
        RgbaImage::from_fn(64, 64, |x, _| if x < 32 { Rgba([200, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) });
    let opened = reopened(&png_rgba(&stored));
    assert!(opened.has_alpha());
    let [webp, jpeg] = rendition(&opened, 32).unwrap();
    let (webp, jpeg) = (reopened(&webp.bytes), reopened(&jpeg.bytes));
    assert!(webp.has_alpha());
    assert!(!jpeg.has_alpha());
    assert_eq!(webp.pixels()[31 * 4 + 3], 0);
    assert!(jpeg.colour_at(28, 16).unwrap().iter().all(|colour| *colour > 245));
    assert!(jpeg.colour_at(4, 16).unwrap()[0] > 170);
}

#[test]
fn nothing_of_the_metadata_survives() {
    let place = [(1, 2, 2, b"N\0".to_vec()), (2, 5, 3, vec![1; 24])];
    let exif = tiff(true, &[ascii(0x010e, "SECRET-EXIF")], &[ascii(0x9003, "2021:03:01 06:05:04")], &place);
    let mut file = with_exif(&jpeg(&scene(400, 300, 2), 90), &exif);
    file = with_iptc(&file, &[(120, b"SECRET-IPTC")]);
    file = with_xmp(&file, "<x>SECRET-XMP</x>");
    file = with_segment(&file, 0xe2, b"ICC_PROFILE\0\x01\x01SECRET-ICC");
    file = with_segment(&file, 0xfe, b"SECRET-COMMENT");
    for rendition in renditions(&reopened(&file), Some(Focal::CENTRE)).unwrap() {
        for mark in ["SECRET", "Exif", "EXIF", "XMP ", "http:", "Photoshop", "ICC_PROFILE", "ICCP"] {
            let found = rendition.bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
            assert!(!found, "{mark} in {rendition:?}");
        }
        if rendition.format == RenditionFormat::Jpeg {
            let application =
                rendition.bytes.windows(2).any(|pair| matches!(pair, [0xff, 0xe1..=0xef | 0xfe]));
            assert!(!application, "an application segment in {rendition:?}");
        }
    }
}

#[test]
fn pictures_check_their_pixels() {
    assert!(Picture::from_rgb(2, 2, vec![0; 11]).is_err());
    assert!(Picture::from_rgb(0, 2, vec![]).is_err());
    assert!(Picture::from_rgba(u32::MAX, u32::MAX, vec![]).is_err());
    let opaque = Picture::from_rgba(2, 1, vec![1, 2, 3, 255, 4, 5, 6, 255]).unwrap();
    assert!(!opaque.has_alpha());
    assert_eq!(opaque.pixels(), [1, 2, 3, 4, 5, 6]);
}
