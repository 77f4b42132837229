//! Bombs, broken files and noise: an error each time, at once, and never a panic.

use images::{Error, Limits, decode, inspect, renditions, sniff};
use proptest::prelude::*;

use crate::build::{
    in_every_format, jpeg, png, png_claiming, quarters, riff, riff_chunk, scene, vp8x, webp_lossy,
    with_chunk, with_segment, zlib,
};

/// What both say of a file that must be refused.
fn refusal(file: &[u8]) -> Error {
    let error = inspect(file, &Limits::default()).unwrap_err();
    assert_eq!(decode(file, &Limits::default()).unwrap_err(), error);
    error
}

#[test]
fn giant_claims_are_refused_from_the_header() {
    assert_eq!(
        refusal(&png_claiming(30_000, 30_000, 8, 6)),
        Error::TooLong { width: 30_000, height: 30_000, limit: 20_000 }
    );
    assert_eq!(
        refusal(&png_claiming(19_000, 19_000, 1, 0)),
        Error::TooManyPixels { width: 19_000, height: 19_000, limit: 64_000_000 }
    );
    assert!(matches!(refusal(&png_claiming(8_000, 7_000, 16, 6)), Error::TooMuchMemory { .. }));
    assert!(matches!(refusal(&png_claiming(u32::MAX, u32::MAX, 8, 2)), Error::TooLong { .. }));
    assert!(matches!(refusal(&png_claiming(0, 10, 8, 2)), Error::Damaged { .. }));

    let gif = |canvas: [u8; 4], frame: [u8; 4]| {
        [&b"GIF89a"[..], &canvas, &[0, 0, 0], &[0x2c, 0, 0, 0, 0], &frame, &[0, 8, 1, 0, 0, 0x3b]].concat()
    };
    assert!(matches!(refusal(&gif([0xff; 4], [1, 0, 1, 0])), Error::TooLong { width: 65_535, .. }));
    assert!(matches!(refusal(&gif([1, 0, 1, 0], [0xff; 4])), Error::TooMuchMemory { .. }));

    let mut tall = jpeg(&quarters(32, 32), 90);
    let frame = tall.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    tall[frame + 5..frame + 9].fill(0xff);
    assert!(matches!(refusal(&tall), Error::TooLong { width: 65_535, height: 65_535, .. }));
}

#[test]
fn a_small_canvas_does_not_hide_a_giant_bitstream() {
    let mut stream = webp_lossy(&quarters(32, 32))[20..].to_vec();
    stream[6..10].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    let still = riff(&[riff_chunk(b"VP8X", &vp8x(0, 32, 32)), riff_chunk(b"VP8 ", &stream)].concat());
    assert!(matches!(refusal(&still), Error::Damaged { detail } if detail == "it states two sizes"));

    let frame = [&[0; 6][..], &[31, 0, 0, 31, 0, 0, 0, 0, 0, 0], &riff_chunk(b"VP8 ", &stream)].concat();
    let chunks =
        [riff_chunk(b"VP8X", &vp8x(2, 32, 32)), riff_chunk(b"ANIM", &[0; 6]), riff_chunk(b"ANMF", &frame)];
    assert!(
        matches!(refusal(&riff(&chunks.concat())), Error::Damaged { detail } if detail == "its first frame does not fit")
    );
}

/// The decoder would read the giant in each of these before it notices.
#[test]
fn a_giant_bitstream_cannot_stand_beside_a_small_one() {
    let honest = webp_lossy(&quarters(32, 32))[12..].to_vec();
    let mut giant = honest.clone();
    giant[14..18].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    let mut alien = giant.clone();
    alien[..4].copy_from_slice(b"XXXX");
    let frame = |chunks: &[&[u8]]| {
        let header = [&[0; 6][..], &[31, 0, 0, 31, 0, 0, 0, 0, 0, 0]].concat();
        riff_chunk(b"ANMF", &[header, chunks.concat()].concat())
    };
    let animated = |chunks: &[&[u8]]| {
        let head = [riff_chunk(b"VP8X", &vp8x(2, 32, 32)), riff_chunk(b"ANIM", &[0; 6])].concat();
        riff(&[head, chunks.concat()].concat())
    };
    let alpha = riff_chunk(b"ALPH", &[0; 10]);
    let files = [
        animated(&[&honest, &frame(&[&giant])]),
        animated(&[&frame(&[&honest]), &giant]),
        animated(&[&frame(&[&alpha, &alien, &honest])]),
        animated(&[&giant]),
        riff(&[riff_chunk(b"VP8X", &vp8x(0, 32, 32)), honest.clone(), giant.clone()].concat()),
    ];
    for (which, file) in files.iter().enumerate() {
        assert!(matches!(refusal(file), Error::Damaged { .. }), "file {which}");
    }
    let trailing = [riff(&honest), giant].concat();
    assert_eq!(
        decode(&trailing, &Limits::default()).unwrap().width(),
        32,
        "what trails behind is not looked at"
    );
}

/// Each of these segments makes the decoder sort all before it.
#[test]
fn a_jpeg_of_metadata_only_costs_its_length() {
    let body = [b"http://ns.adobe.com/xmp/extension/\0".as_slice(), &[b'A'; 32], &[0xff; 8]].concat();
    let one = with_segment(&[0xff, 0xd8], 0xe1, &body)[2..].to_vec();
    let picture = jpeg(&quarters(32, 32), 90);
    let file = [&picture[..2], &one.repeat(200_000), &picture[2..]].concat();
    assert_eq!(decode(&file, &Limits::default()).unwrap().width(), 32);
}

#[test]
fn a_lossless_webp_that_could_fill_memory_with_tables_is_refused() {
    let mut stream = vec![0x2f, 31, 0xc0, 7, 0];
    stream.resize(2 << 20, 0xa5);
    assert!(matches!(refusal(&riff(&riff_chunk(b"VP8L", &stream))), Error::TooMuchMemory { .. }));
}

#[test]
fn metadata_that_unpacks_to_anything_is_cut() {
    let bomb = zlib(&vec![0; 64 << 20]);
    let plain = png(&quarters(32, 32));
    let profile = [b"x\0\0", &bomb[..]].concat();
    let text = [b"XML:com.adobe.xmp\0\x01\0\0\0", &bomb[..]].concat();
    for file in [with_chunk(&plain, b"iCCP", &profile), with_chunk(&plain, b"iTXt", &text)] {
        assert_eq!(inspect(&file, &Limits::default()).unwrap().width, 32);
        assert_eq!(decode(&file, &Limits::default()).unwrap().width(), 32);
    }
}

#[test]
fn jpegs_in_endless_passes_are_refused() {
    let picture = jpeg(&quarters(32, 32), 90);
    let end = picture.len() - 2;
    let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55];
    let file = [&picture[..end], &scan.repeat(101), &picture[end..]].concat();
    assert!(
        matches!(refusal(&file), Error::Unsupported { what } if what == "a JPEG in more than 100 passes")
    );
}

#[test]
fn two_sizes_in_one_file_are_refused() {
    let picture = jpeg(&quarters(32, 32), 90);
    let again = with_segment(&picture, 0xc0, &[8, 0, 9, 0, 9, 1, 1, 0x11, 0]);
    assert!(matches!(refusal(&again), Error::Damaged { detail } if detail == "it states its size twice"));
    let twice = with_chunk(&png(&quarters(8, 8)), b"IHDR", &[0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0]);
    assert!(matches!(refusal(&twice), Error::Damaged { .. }));
}

#[test]
fn limits_are_the_callers() {
    let file = png(&quarters(40, 30));
    let small = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        inspect(&file, &limits).unwrap_err()
    };
    assert!(matches!(small(|l| l.bytes = 10), Error::TooManyBytes { limit: 10, .. }));
    assert!(matches!(small(|l| l.pixels = 1199), Error::TooManyPixels { limit: 1199, .. }));
    assert!(matches!(small(|l| l.side = 39), Error::TooLong { limit: 39, .. }));
    assert!(matches!(small(|l| l.alloc = 1 << 20), Error::TooMuchMemory { .. }));
}

/// A picture of which a part is missing must not be published half grey.
#[test]
fn cut_off_files_are_refused_at_every_fiftieth() {
    for (name, file) in in_every_format(&scene(120, 80, 3)) {
        for part in 0..50 {
            let cut = &file[..file.len() * part / 50];
            let error = inspect(cut, &Limits::default()).err();
            // In an animation the second frame may be missing: the first one is all that is used.
            if !name.contains("animated gif") || part < 25 {
                assert!(error.is_some(), "{name} cut at {part}/50 passes");
                assert!(decode(cut, &Limits::default()).is_err(), "{name} cut at {part}/50 decodes");
            } else {
                drop(decode(cut, &Limits::default()));
            }
        }
    }
}

/// Everything a caller may do with a file that anyone may send.
fn use_all(bytes: &[u8]) {
    let limits = Limits { pixels: 1_000_000, ..Limits::default() };
    drop(sniff(bytes));
    let facts = inspect(bytes, &limits);
    if let Ok(picture) = decode(bytes, &limits) {
        let facts = facts.unwrap();
        assert_eq!((facts.width, facts.height), (picture.width(), picture.height()));
        if picture.width() < 400 && picture.height() < 400 {
            assert!(!renditions(&picture, None).unwrap().is_empty());
        }
    }
}

fn noise(most: usize) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..most)
}

/// Places and what to write there.
fn flips() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn noise_does_no_harm(bytes in noise(2000)) {
        use_all(&bytes);
    }

    #[test]
    fn noise_behind_a_signature_does_no_harm(which in 0usize..10, keep in 4usize..60, bytes in noise(1000)) {
        let (_, file) = in_every_format(&quarters(16, 16)).swap_remove(which);
        let keep = keep.min(file.len());
        use_all(&[&file[..keep], &bytes].concat());
    }

    #[test]
    fn flipped_bytes_do_no_harm(which in 0usize..10, flips in flips()) {
        let (_, mut file) = in_every_format(&scene(40, 30, 5)).swap_remove(which);
        for (at, value) in flips {
            let at = at.index(file.len());
            file[at] = value;
        }
        use_all(&file);
    }
}
