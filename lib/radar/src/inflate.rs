//! gzip → bytes, under a cap, keeping what came before the damage.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::bunzip::End;

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
