//! Decompression under a cap, keeping what was whole before the damage.

use std::io::Read;

use bzip2::{Decompress, Error, Status};
use flate2::read::MultiGzDecoder;

/// How a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With its end mark; this many compressed bytes were used.
    Whole(usize),
    /// The input ended before.
    Cut,
    /// Its content contradicts its checksum or its format.
    Broken,
    /// It would have become larger than the cap.
    TooLarge,
}

/// By how much the output grows at a time.
const STEP: usize = 512 << 10;
/// The mark at the begin of each block of a bzip2 stream: the digits of pi.
const BLOCK_MARK: u64 = 0x3141_5926_5359;
/// So often a damaged stream is read again up to an earlier block.
const RETRIES: usize = 4;

/// Decompresses one bzip2 stream into `out`, which is emptied first and never becomes longer than `cap`.
///
/// After damage `out` holds whole blocks only, each of which agreed with its checksum.
pub(crate) fn bunzip(input: &[u8], cap: usize, out: &mut Vec<u8>) -> End {
    let end = attempt(input, cap, out);
    if end != End::Broken {
        return end;
    }
    // The block that contradicts its checksum was already put out: read again, and stop before it.
    let marks = block_marks(input);
    for mark in marks.iter().rev().take(RETRIES) {
        // A mark may begin within a byte. Its first bits alone make no block.
        if attempt(input.get(..mark / 8 + 1).unwrap_or_default(), cap, out) == End::Cut {
            return End::Broken;
        }
    }
    out.clear();
    End::Broken
}

fn attempt(input: &[u8], cap: usize, out: &mut Vec<u8>) -> End {
    out.clear();
    let mut stream = Decompress::new(false);
    loop {
        let used = usize::try_from(stream.total_in()).unwrap_or(usize::MAX);
        let rest = input.get(used..).unwrap_or_default();
        if out.len() == out.capacity() {
            // One byte more than the cap tells a stream that fits from one that does not.
            let room = (cap + 1).saturating_sub(out.len()).min(STEP.max(out.len()));
            out.reserve_exact(room);
        }
        let before = out.len();
        match stream.decompress_vec(rest, out) {
            Ok(Status::StreamEnd) if out.len() <= cap => {
                return End::Whole(usize::try_from(stream.total_in()).unwrap_or(usize::MAX));
            }
            _ if out.len() > cap => {
                out.truncate(cap);
                return End::TooLarge;
            }
            Ok(Status::MemNeeded) | Err(Error::Data | Error::DataMagic | Error::Param | Error::Sequence) => {
                return End::Broken;
            }
            Ok(_) => {
                let stuck = out.len() == before && usize::try_from(stream.total_in()) == Ok(used);
                if stuck && out.len() < out.capacity() {
                    return End::Cut;
                }
            }
        }
    }
}

/// Bit offsets at which blocks begin. They are not aligned to bytes.
fn block_marks(input: &[u8]) -> Vec<usize> {
    let mut window = 0_u64;
    let mut marks = Vec::new();
    for (index, byte) in input.iter().enumerate() {
        for bit in (0..8).rev() {
            window = (window << 1 | u64::from(byte >> bit & 1)) & 0xffff_ffff_ffff;
            if window == BLOCK_MARK {
                marks.push((index * 8 + 8 - bit).saturating_sub(48));
            }
        }
    }
    marks
}

/// Decompresses a gzip file (of one or several members) into at most `cap` bytes.
pub(crate) fn gunzip(input: &[u8], cap: usize) -> (Vec<u8>, End) {
    let mut out = Vec::new();
    let mut stream = MultiGzDecoder::new(input).take(cap as u64 + 1);
    let end = match stream.read_to_end(&mut out) {
        _ if out.len() > cap => End::TooLarge,
        Ok(_) => End::Whole(input.len()),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => End::Cut,
        Err(_) => End::Broken,
    };
    out.truncate(cap);
    (out, end)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(length)
        .collect()
    }

    fn packed(content: &[u8]) -> Vec<u8> {
        // The fastest setting makes blocks of 100,000 bytes.
        let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        writer.write_all(content).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn a_whole_stream_comes_out_as_it_went_in() {
        let content = noise(250_000);
        let mut stream = packed(&content);
        let length = stream.len();
        stream.extend_from_slice(b"something after it");
        let mut out = Vec::new();
        assert_eq!(bunzip(&stream, 4 << 20, &mut out), End::Whole(length));
        assert_eq!(out, content);
    }

    #[test]
    fn a_cut_stream_keeps_its_whole_blocks() {
        let content = noise(450_000);
        let stream = packed(&content);
        let mut out = Vec::new();
        assert_eq!(bunzip(&stream[..stream.len() - 10_000], 4 << 20, &mut out), End::Cut);
        assert!(out.len() > 350_000);
        assert_eq!(out, content[..out.len()]);
    }

    #[test]
    fn nothing_of_a_block_that_contradicts_its_checksum_is_kept() {
        let content = noise(450_000);
        let mut stream = packed(&content);
        for place in [stream.len() / 2, stream.len() / 2 + 1_000, stream.len() - 20_000] {
            stream[place] ^= 0x10;
            let mut out = Vec::new();
            assert_eq!(bunzip(&stream, 4 << 20, &mut out), End::Broken);
            assert!(out.len() > 150_000, "{}", out.len());
            assert_eq!(out, content[..out.len()], "{place}");
            stream[place] ^= 0x10;
        }
    }

    #[test]
    fn a_bomb_is_left_at_the_cap() {
        let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
        let zeros = vec![0; 1 << 20];
        for _ in 0..40 {
            writer.write_all(&zeros).unwrap();
        }
        let bomb = writer.finish().unwrap();
        assert!(bomb.len() < 500, "{}", bomb.len());
        let mut out = Vec::new();
        assert_eq!(bunzip(&bomb, 4 << 20, &mut out), End::TooLarge);
        assert!(out.capacity() <= (4 << 20) + 1);
    }

    #[test]
    fn a_stream_of_exactly_the_cap_fits() {
        let mut out = Vec::new();
        assert!(matches!(bunzip(&packed(&noise(5_000)), 5_000, &mut out), End::Whole(_)));
        assert_eq!(bunzip(&packed(&noise(5_001)), 5_000, &mut out), End::TooLarge);
    }

    #[test]
    fn gzip_keeps_what_came_before_the_end() {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(&noise(300_000)).unwrap();
        let stream = writer.finish().unwrap();
        assert_eq!(gunzip(&stream, 300_000), (noise(300_000), End::Whole(stream.len())));
        assert_eq!(gunzip(&stream, 1_000).1, End::TooLarge);
        let (kept, end) = gunzip(&stream[..stream.len() / 2], 300_000);
        assert_eq!(end, End::Cut);
        assert!(kept.len() > 100_000);
    }
}
