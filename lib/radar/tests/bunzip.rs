//! The reader of bzip2 against the library that writes it: equal where the stream is whole, and never more than what is
//! whole where it is not.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "whoever runs the tests speaks to them through the environment"
)]

use std::io::Write;
use std::path::{Path, PathBuf};

use bzip2::{Compression, Decompress, Status};
use proptest::prelude::*;
use radar::bunzip::{Decoder, End};

const CAP: usize = 4 << 20;

fn ours(stream: &[u8], cap: usize) -> (End, Vec<u8>) {
    let mut out = Vec::new();
    let end = Decoder::new().decode(stream, cap, &mut out);
    assert!(out.len() <= cap && out.capacity() <= (cap + 1).max(8), "{} of {cap}", out.capacity());
    (end, out)
}

/// What the library makes of one stream: how much of it was used, and the content. None when it is not whole.
fn theirs(stream: &[u8]) -> Option<(usize, Vec<u8>)> {
    let mut reader = Decompress::new(false);
    let mut out = Vec::with_capacity(stream.len() + 1_000);
    loop {
        let (used, before) = (reader.total_in(), out.len());
        if out.len() == out.capacity() {
            out.reserve(out.len());
        }
        match reader.decompress_vec(&stream[used as usize..], &mut out).ok()? {
            Status::StreamEnd => return Some((reader.total_in() as usize, out)),
            _ if reader.total_in() == used && out.len() == before => return None,
            _ => {}
        }
    }
}

fn packed(content: &[u8], level: u32) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), Compression::new(level));
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(length)
    .collect()
}

fn comes_back(content: &[u8], level: u32) {
    let mut stream = packed(content, level);
    let length = stream.len();
    stream.extend_from_slice(b"BZh9 and something after it");
    let (end, out) = ours(&stream, CAP);
    assert_eq!(end, End::Whole(length), "{} bytes at level {level}", content.len());
    assert!(out == content, "{} bytes at level {level}", content.len());
}

#[test]
fn what_was_packed_comes_back_at_every_level() {
    let every: Vec<u8> = (0..=255).collect();
    let words = b"the wind and the rain and the wind again, ".repeat(3_000);
    let contents = [
        Vec::new(),
        vec![7],
        every.clone(),
        every.repeat(400),
        vec![0; 700_000],
        b"ab".repeat(60_000),
        words,
        noise(210_000),
        [noise(100_000), vec![9; 300_000], noise(100_000)].concat(),
    ];
    for content in &contents {
        (1..=9).for_each(|level| comes_back(content, level));
    }
}

#[test]
fn runs_of_every_length_come_back() {
    let lengths = (1..=12).chain(250..=265).chain([511, 512, 515, 518, 1_020, 1_024]);
    for length in lengths {
        for between in [0, 1, 2, 5] {
            let content = [vec![3; length], noise(between)].concat().repeat(9);
            comes_back(&content, 1);
            comes_back(&[noise(20), content].concat(), 9);
        }
    }
}

#[test]
fn one_decoder_reads_many_streams() {
    let mut decoder = Decoder::new();
    let mut out = Vec::new();
    for length in [900_000, 10, 0, 70_000, 1, 2_000_000, 3_000, 1_024, 1_025, 12_288] {
        let content = noise(length);
        let stream = packed(&content, 9);
        assert_eq!(decoder.decode(&stream, CAP, &mut out), End::Whole(stream.len()));
        assert!(out == content, "{length}");
        assert_eq!(decoder.decode(&stream[..stream.len() - 1], CAP, &mut out), End::Cut);
        assert_eq!(decoder.decode(&noise(500), CAP, &mut out), End::Broken);
        assert!(out.is_empty());
    }
}

#[test]
fn of_several_streams_the_first_is_read() {
    let (first, second) = (packed(b"first", 9), packed(b"second", 9));
    assert_eq!(ours(&[first.clone(), second].concat(), CAP), (End::Whole(first.len()), b"first".to_vec()));
}

#[test]
fn a_cut_stream_keeps_its_whole_blocks() {
    let content = noise(450_000);
    let stream = packed(&content, 1);
    let (end, out) = ours(&stream[..stream.len() - 10_000], CAP);
    assert_eq!(end, End::Cut);
    assert!(out.len() > 350_000);
    assert_eq!(out, content[..out.len()]);
}

#[test]
fn nothing_of_a_block_that_contradicts_its_checksum_is_kept() {
    let content = noise(450_000);
    let mut stream = packed(&content, 1);
    for place in [stream.len() / 2, stream.len() / 2 + 1_000, stream.len() - 20_000] {
        stream[place] ^= 0x10;
        let (end, out) = ours(&stream, CAP);
        assert_eq!(end, End::Broken);
        assert!(out.len() > 150_000, "{}", out.len());
        assert_eq!(out, content[..out.len()], "{place}");
        stream[place] ^= 0x10;
    }
}

#[test]
fn a_bomb_is_left_at_the_cap() {
    let bomb = packed(&vec![0; 40 << 20], 9);
    assert!(bomb.len() < 500, "{}", bomb.len());
    let (end, out) = ours(&bomb, CAP);
    assert_eq!((end, out.len()), (End::TooLarge, CAP));
}

#[test]
fn a_stream_of_exactly_the_cap_fits() {
    assert!(matches!(ours(&packed(&noise(5_000), 1), 5_000).0, End::Whole(_)));
    assert_eq!(ours(&packed(&noise(5_001), 1), 5_000), (End::TooLarge, noise(5_000)));
    assert_eq!(ours(&packed(b"", 1), 0).0, End::Whole(14));
    assert_eq!(ours(&packed(b"a", 1), 0).0, End::TooLarge);
    let mut out = Vec::new();
    assert!(matches!(Decoder::new().decode(&packed(b"a", 1), usize::MAX, &mut out), End::Whole(_)));
}

/// Both agree whether it is whole; and what is not whole keeps nothing but whole blocks.
fn agree(stream: &[u8], content: &[u8], what: &str) {
    let (end, out) = ours(stream, CAP);
    match (end, theirs(stream)) {
        (End::Whole(used), Some((as_well, the_same))) => {
            assert!(used == as_well && out == the_same, "{what}");
        }
        (End::Cut | End::Broken, None) => assert!(content.starts_with(&out), "{what}"),
        (End::Broken, Some(_)) if says_randomised(stream) => {}
        (end, theirs) => panic!("{what}: {end:?}, theirs {:?}", theirs.map(|(used, out)| (used, out.len()))),
    }
}

/// Whether a block of it says to be randomised, as none has been since 1999: those are not read, and the library does.
fn says_randomised(stream: &[u8]) -> bool {
    let bits: Vec<u8> = stream.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let mark = |begin: &[u8]| begin.iter().fold(0_u64, |mark, bit| mark << 1 | u64::from(*bit));
    bits.windows(81).any(|begin| mark(&begin[..48]) == 0x3141_5926_5359 && begin[80] == 1)
}

/// Small streams, also of two blocks.
fn small() -> Vec<Vec<u8>> {
    let two_blocks = b"abc".repeat(40_000);
    [b"a wind, a wind, a wind from the north".to_vec(), noise(300), two_blocks, Vec::new()].to_vec()
}

#[test]
fn every_flipped_bit_is_noticed_or_changes_nothing() {
    for content in small() {
        let mut stream = packed(&content, 1);
        for bit in 0..stream.len() * 8 {
            stream[bit / 8] ^= 1 << (bit % 8);
            agree(&stream, &content, &format!("bit {bit} of {}", stream.len() * 8));
            stream[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn every_cut_is_told() {
    for content in small() {
        let stream = packed(&content, 1);
        for length in 0..stream.len() {
            let (end, out) = ours(&stream[..length], CAP);
            assert_eq!(end, End::Cut, "{length} of {}", stream.len());
            assert!(content.starts_with(&out));
            assert_eq!(theirs(&stream[..length]), None);
        }
    }
}

/// Text that sorts badly: few different bytes, repetitions, runs, or noise.
fn contents() -> impl Strategy<Value = Vec<u8>> {
    let few = (1_u8..=8, proptest::collection::vec(any::<u8>(), 0..3_000))
        .prop_map(|(kinds, bytes)| bytes.iter().map(|byte| byte % kinds).collect());
    let runs = proptest::collection::vec((any::<u8>(), 0_usize..600), 0..60).prop_map(|runs| {
        runs.into_iter().flat_map(|(byte, length)| std::iter::repeat_n(byte, length)).collect()
    });
    let repeated = (proptest::collection::vec(any::<u8>(), 0..40), 0_usize..3_000)
        .prop_map(|(piece, times)| piece.repeat(times));
    let any = proptest::collection::vec(any::<u8>(), 0..3_000);
    prop_oneof![few, runs, repeated, any]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_content_comes_back(content in contents(), level in 1_u32..=9) {
        comes_back(&content, level);
    }

    #[test]
    fn damage_is_seen_as_the_library_sees_it(
        content in contents(),
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut stream = packed(&content, 1);
        for (place, with) in places {
            let place = place.index(stream.len());
            stream[place] ^= with;
        }
        agree(&stream, &content, "damaged");
    }

    #[test]
    fn garbage_is_never_taken_for_a_stream(garbage in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for begin in [&b""[..], b"BZh9", b"BZh1\x31\x41\x59\x26\x53\x59", b"BZh5\x31\x41\x59\x26\x53\x59\0\0\0\0\0\0\0"] {
            agree(&[begin, &garbage].concat(), b"", "garbage");
        }
    }
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_stream_of_the_samples_is_what_the_library_reads() {
    let Some(samples) = std::env::var_os("BELLWETHER_SAMPLES") else {
        println!("not run: BELLWETHER_SAMPLES is unset");
        return;
    };
    let mut paths = Vec::new();
    files(&PathBuf::from(samples).join("radar"), &mut paths);
    let (mut decoder, mut out, mut streams) = (Decoder::new(), Vec::new(), 0);
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let begins =
            |at: &usize| bytes[*at..].starts_with(b"BZh") && bytes.get(at + 4..at + 7) == Some(b"1AY");
        for at in (0..bytes.len()).filter(begins) {
            let end = decoder.decode(&bytes[at..], 2 * CAP, &mut out);
            let (used, content) = theirs(&bytes[at..]).unwrap();
            assert_eq!(end, End::Whole(used), "{} at {at}", path.display());
            assert!(out == content, "{} at {at}", path.display());
            streams += 1;
        }
    }
    assert!(streams > 200, "{streams}");
}
