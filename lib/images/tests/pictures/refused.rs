//! What is not a picture, or not only one, is named and refused.

use images::{Error, Format, Limits, decode, inspect, sniff};

use crate::build::{in_every_format, jpeg, quarters, with_segment};

fn what(bytes: &[u8]) -> String {
    match sniff(bytes) {
        Err(Error::Unsupported { what }) => what,
        Err(other) => format!("{other:?}"),
        Ok(format) => format!("{format:?}"),
    }
}

/// An archive with one entry.
fn zip() -> Vec<u8> {
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend([0; 26]);
    let directory = zip.len() as u32;
    zip.extend(b"PK\x01\x02");
    zip.extend([0; 42]);
    zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend(46u32.to_le_bytes());
    zip.extend(directory.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

#[test]
fn other_files_are_named() {
    let cases: &[(&[u8], &str)] = &[
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?>\n<svg/>", "an SVG drawing"),
        (b"<!-- made by hand --><SVG>", "an SVG drawing"),
        (b"<!DOCTYPE html><title>x</title>", "a web page"),
        (b"hello <script>alert(1)</script>", "a web page"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "an HEIC photo, as iPhones make them"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "an AVIF picture"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a video"),
        (b"PK\x03\x04\x14\0", "an archive or an Office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
        (b"II*\0\x08\0\0\0\0\0\0\0", "a file of the kind TIF"),
        (b"BM\x8a\0\0\0", "a file of the kind BMP"),
        (b"", "Empty"),
        (b"just some words", "NotAPicture"),
        (&[0; 4096], "NotAPicture"),
        (b"RIFF\x04\0\0\0WAVE", "a file of the kind WAV"),
    ];
    for (bytes, wanted) in cases {
        assert_eq!(what(bytes), *wanted);
    }
}

#[test]
fn pictures_that_are_also_something_else_are_refused() {
    let picture = jpeg(&quarters(32, 32), 90);
    let with_comment = |text: &[u8]| with_segment(&picture, 0xfe, text);
    let archive = "a picture with an archive hidden in it";
    assert_eq!(what(&[&picture[..], &zip()].concat()), archive, "appended as it is, which unpackers forgive");
    let mut shifted = zip();
    let at = shifted.len() - 6;
    let offset = (picture.len() + 30) as u32;
    shifted[at..at + 4].copy_from_slice(&offset.to_le_bytes());
    assert_eq!(what(&[&picture[..], &shifted].concat()), archive, "with offsets that count from the start");
    assert_eq!(what(&[&picture[..], b"PK\x05\x06 by chance in twenty-two bytes"].concat()), "Jpeg");
    assert_eq!(what(&with_comment(b"%PDF-1.4")), "a picture with a PDF hidden in it");
    assert_eq!(what(&with_comment(b"<ScRiPt>alert(1)</script>")), "a picture with a web page hidden in it");
    assert_eq!(what(&with_comment(b"<!DOCTYPE HTML>")), "a picture with a web page hidden in it");
    assert_eq!(what(&with_comment(b"a <b>bold</b> comment")), "Jpeg");
}

#[test]
fn formats_are_told_by_content() {
    for (name, file) in in_every_format(&quarters(40, 30)) {
        let wanted = match name {
            name if name.contains("jpeg") => Format::Jpeg,
            name if name.contains("png") => Format::Png,
            name if name.contains("gif") => Format::Gif,
            _ => Format::Webp,
        };
        assert_eq!(sniff(&file), Ok(wanted), "{name}");
        let facts = inspect(&file, &Limits::default()).unwrap();
        let picture = decode(&file, &Limits::default()).unwrap();
        assert_eq!((facts.width, facts.height), (40, 30), "{name}");
        assert_eq!((picture.width(), picture.height()), (40, 30), "{name}");
        assert_eq!(picture.has_alpha(), name.contains("alpha"), "{name}");
        assert_eq!(facts.animated, name.contains("animated"), "{name}");
        if !name.contains("alpha") {
            let seen = picture.colour_at(5, 5).unwrap();
            assert!(seen[0] > 180 && seen[1] < 60 && seen[2] < 60, "{name}: {seen:?}");
        }
    }
}

#[test]
fn rare_jpegs_are_refused_by_name() {
    let picture = jpeg(&quarters(32, 32), 90);
    let frame = picture.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    let changed = |at: usize, value: u8| {
        let mut file = picture.clone();
        file[frame + at] = value;
        inspect(&file, &Limits::default()).unwrap_err().to_string()
    };
    assert!(changed(1, 0xc3).contains("a JPEG of a rare kind"));
    assert!(changed(1, 0xc9).contains("a JPEG of a rare kind"));
    assert!(changed(4, 12).contains("a JPEG with 12 bits per colour"));
    assert!(changed(9, 2).contains("a JPEG with 2 colour channels"));
}
