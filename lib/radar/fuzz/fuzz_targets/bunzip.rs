#![no_main]
//! A bzip2 stream, against the library that writes them. The first byte says how the input is one: as it is, as the
//! content of one, or as its content and what damages it.

use std::io::Write;

use bzip2::{Compression, Decompress, Status};
use radar::bunzip::{Decoder, End};

const CAP: usize = 1 << 20;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((way, bytes)) = bytes.split_first() else { return };
    if way % 4 == 0 {
        return agree(bytes);
    }
    let level = u32::from(way / 4) % 9 + 1;
    let (damage, content) = bytes.split_at(if way % 4 == 1 { bytes.len().min(6) } else { 0 });
    let mut stream = packed(content, level);
    for place in damage.chunks_exact(3) {
        let at = usize::from(u16::from_be_bytes([place[0], place[1]])) % stream.len();
        stream[at] ^= place[2];
    }
    agree(&stream);
    if damage.is_empty() && content.len() <= CAP {
        let mut out = Vec::new();
        assert_eq!(Decoder::new().decode(&stream, CAP, &mut out), End::Whole(stream.len()));
        assert!(out == content);
    }
});

/// Both make the same of a stream. Which of cut and broken it is may be told differently.
fn agree(stream: &[u8]) {
    let mut out = Vec::new();
    let end = Decoder::new().decode(stream, CAP, &mut out);
    assert!(out.len() <= CAP && out.capacity() <= CAP + 1);
    let theirs = theirs(stream);
    match (end, theirs) {
        (End::Whole(used), Some((as_well, content))) => assert!(used == as_well && out == content),
        (End::TooLarge, Some((_, content))) => assert!(content.len() > CAP && content.starts_with(&out)),
        (End::Cut | End::Broken, None) => {}
        // Damage may lie behind the cap, or in the block that reaches it.
        (End::TooLarge, None) => assert_eq!(out.len(), CAP),
        (End::Broken, Some(_)) if says_randomised(stream) => {}
        (end, theirs) => panic!("{end:?}, theirs {:?}", theirs.map(|(used, content)| (used, content.len()))),
    }
}

/// Whether a block of it says to be randomised, as none has been since 1999: those are not read, and the library does.
fn says_randomised(stream: &[u8]) -> bool {
    let bits: Vec<u8> = stream.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let mark = |begin: &[u8]| begin.iter().fold(0_u64, |mark, bit| mark << 1 | u64::from(*bit));
    bits.windows(81).any(|begin| mark(&begin[..48]) == 0x3141_5926_5359 && begin[80] == 1)
}

fn theirs(stream: &[u8]) -> Option<(usize, Vec<u8>)> {
    let mut reader = Decompress::new(false);
    let mut out = Vec::with_capacity(CAP + 1);
    loop {
        let (used, before) = (reader.total_in(), out.len());
        match reader.decompress_vec(&stream[used as usize..], &mut out).ok()? {
            Status::StreamEnd => return Some((reader.total_in() as usize, out)),
            _ if out.len() > CAP => return Some((reader.total_in() as usize, out)),
            _ if reader.total_in() == used && out.len() == before => return None,
            _ => {}
        }
    }
}

fn packed(content: &[u8], level: u32) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), Compression::new(level));
    writer.write_all(content).expect("memory");
    writer.finish().expect("memory")
}
