//! Writes the seeds of the fuzz targets: `cargo run -p radar --example corpus -- FOLDER`.
#![allow(clippy::unwrap_used, reason = "an example may stop at the first surprise")]

use std::fs;
use std::path::PathBuf;

use radar::synth::Scene;
use radar::{Place, encode};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("FOLDER is wanted"));
    let place = Place::of_registry("KMAX").unwrap();
    let mut scene = Scene::new("KMAX", place, "2021-03-01T18:00:00Z".parse().unwrap());
    // Small, so that a fuzzer gets through it often.
    (scene.radials, scene.gates, scene.spacing_m) = (6, 40, 5_000);
    scene.elevations.truncate(2);
    let volume = scene.volume(scene.passes);
    let write = |target: &str, name: &str, bytes: &[u8]| {
        fs::create_dir_all(folder.join(target)).unwrap();
        fs::write(folder.join(target).join(name), bytes).unwrap();
    };
    write("volume", "archive", &encode::archive(&volume));
    for (name, bytes) in encode::chunks(&volume) {
        let stream = &bytes[if name.number == 1 { 28 } else { 4 }..];
        write("bunzip", &format!("{:03}", name.number), &[&[0], stream].concat());
        let with_cut = [&[128], &bytes[..]].concat();
        write("chunk", &format!("{:03}", name.number), &with_cut);
        let mut inflated = Vec::new();
        std::io::Read::read_to_end(&mut bzip2::read::BzDecoder::new(stream), &mut inflated).unwrap();
        // The metadata is followed by a hundred empty frames.
        write("messages", &format!("{:03}", name.number), &inflated[..inflated.len().min(4_864)]);
    }
    write("messages", "legacy", &legacy());
    write("bunzip", "content", b"\x23aaaabbbbbbbbbbbb a wind, a wind, a wind from the north");
    write("bunzip", "damaged", b"\x21\x00\x20\x01\x00\x30\x80abcabcabcabcabcabcabcabcabc");
    for code in [94, 19, 37, 134, 135, 58] {
        write("level3", &code.to_string(), &product(code));
    }
}

/// A radial as they were sent until 2008: message 1 in a frame.
fn legacy() -> Vec<u8> {
    let mut frame = vec![0; 2_432];
    let mut put = |at: usize, number: u16| frame[at..at + 2].copy_from_slice(&number.to_be_bytes());
    for (at, number) in [(12, 1_208), (24, 1), (26, 1)] {
        put(at, number);
    }
    frame[15] = 1;
    let mut put = |at: usize, number: u16| frame[28 + at..28 + at + 2].copy_from_slice(&number.to_be_bytes());
    // Day, azimuth, number, elevation, cut, then gates: first, spacing, count, and where each moment begins.
    for (at, number) in [(4, 18_687), (8, 16_384), (10, 1), (14, 88), (16, 1), (22, 1_000), (24, 250)] {
        put(at, number);
    }
    for (at, number) in [(26, 20), (28, 40), (36, 100), (38, 120), (40, 160), (42, 2), (44, 21)] {
        put(at, number);
    }
    frame[128..328].fill(90);
    frame
}

/// A small product: 94 as bytes, 19 as runs, 37 as rows.
fn product(code: u16) -> Vec<u8> {
    let words = |words: &[u16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
    let mut file = b"SDUS54 KMFR 011800\r\r\nN0QMAX\r\r\n".to_vec();
    let mut headers = vec![0; 60];
    headers[0] = code;
    headers[9] = 0xffff;
    (headers[11], headers[13]) = (42_081, 53_000);
    headers[15] = code;
    (headers[20], headers[23]) = (18_687, 18_687);
    (headers[30], headers[31], headers[32]) = (-320_i16 as u16, 5, 254);
    file.extend(words(&headers));
    file.extend([0; 16]);
    file.extend(match code {
        19 => words(&[0xaf1f, 0, 6, 0, 0, 999, 2, 1, 0, 10, 0x3342, 1, 10, 10, 0x2151]),
        37 => words(&[0xba07, 0x8000, 0xc0, 0, 0, 1, 0, 1, 0, 2, 2, 2, 0x3342, 2, 0x2151]),
        _ => words(&[16, 0, 4, 0, 0, 999, 2, 4, 0, 10, 0x0245, 0x6789, 4, 10, 10, 0x0001, 0x50ff]),
    });
    file
}
