//! Pictures are turned upright, in every container that can say how they lie.

use images::{Limits, decode, inspect};

use crate::build::{
    BLUE, GREEN, RED, WHITE, jpeg, png, quarters, riff_chunk, short, tiff, webp_lossy, with_chunk, with_exif,
    with_riff,
};

/// The corners as they must be seen, top left, top right, bottom left, bottom right, for each value of the
/// tag (CIPA DC-008, table "Orientation": which side of the scene the first row and the first column are).
const UPRIGHT: [[[u8; 3]; 4]; 8] = [
    [RED, GREEN, BLUE, WHITE],
    [GREEN, RED, WHITE, BLUE],
    [WHITE, BLUE, GREEN, RED],
    [BLUE, WHITE, RED, GREEN],
    [RED, BLUE, GREEN, WHITE],
    [BLUE, RED, WHITE, GREEN],
    [WHITE, GREEN, BLUE, RED],
    [GREEN, WHITE, RED, BLUE],
];

#[test]
fn every_orientation_ends_upright_in_every_container() {
    let stored = quarters(64, 32);
    for (index, wanted) in UPRIGHT.iter().enumerate() {
        for big in [false, true] {
            let exif = tiff(big, &[short(0x0112, index as u16 + 1, big)], &[], &[]);
            let webp = with_riff(&webp_lossy(&stored), 0x08, (64, 32), &riff_chunk(b"EXIF", &exif));
            let prefixed = with_riff(
                &webp_lossy(&stored),
                0x08,
                (64, 32),
                &riff_chunk(b"EXIF", &[b"Exif\0\0", &exif[..]].concat()),
            );
            let files = [
                with_exif(&jpeg(&stored, 95), &exif),
                with_chunk(&png(&stored), b"eXIf", &exif),
                webp,
                prefixed,
            ];
            for (which, file) in files.iter().enumerate() {
                check(
                    file,
                    wanted,
                    index >= 4,
                    &format!("orientation {}, file {which}, big-endian {big}", index + 1),
                );
            }
        }
    }
}

fn check(file: &[u8], wanted: &[[u8; 3]; 4], lying: bool, case: &str) {
    let (width, height) = if lying { (32, 64) } else { (64, 32) };
    let facts = inspect(file, &Limits::default()).unwrap();
    assert_eq!((facts.width, facts.height), (width, height), "{case}");
    let picture = decode(file, &Limits::default()).unwrap();
    assert_eq!((picture.width(), picture.height()), (width, height), "{case}");
    let corners = [(4, 4), (width - 5, 4), (4, height - 5), (width - 5, height - 5)];
    for ((x, y), colour) in corners.into_iter().zip(wanted) {
        let seen = picture.colour_at(x, y).unwrap();
        let near = seen.iter().zip(colour).all(|(a, b)| a.abs_diff(*b) < 25);
        assert!(near, "{case}: {seen:?} at {x}, {y} should be {colour:?}");
    }
}

#[test]
fn a_nonsense_orientation_is_upright() {
    for value in [0, 9, 255, 65_535] {
        let file =
            with_exif(&jpeg(&quarters(64, 32), 90), &tiff(true, &[short(0x0112, value, true)], &[], &[]));
        assert_eq!(inspect(&file, &Limits::default()).unwrap().width, 64);
        assert_eq!(decode(&file, &Limits::default()).unwrap().width(), 64);
    }
}
