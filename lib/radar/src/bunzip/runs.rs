//! Text → bytes: four equal bytes are followed by one that says how many more of them there are.

use super::Stop;

/// Equal bytes after which a count stands.
const RUN: usize = 4;

/// Appends what the text stands for. It stops one byte beyond the cap.
pub(super) fn expand(text: &[u8], cap: usize, out: &mut Vec<u8>) -> Result<(), Stop> {
    let mut rest = text;
    while let Some(run) = first_run(rest) {
        let (plain, after) = rest.split_at(run + RUN);
        let Some((more, after)) = after.split_first() else { return Err(Stop::Broken) };
        append(plain, cap, out)?;
        let more = usize::from(*more).min(left(cap, out));
        make_room(more, cap, out);
        out.resize(out.len() + more, plain[run]);
        rest = after;
    }
    append(rest, cap, out)
}

fn append(plain: &[u8], cap: usize, out: &mut Vec<u8>) -> Result<(), Stop> {
    let plain = &plain[..plain.len().min(left(cap, out))];
    make_room(plain.len(), cap, out);
    out.extend_from_slice(plain);
    if out.len() > cap { Err(Stop::TooLarge) } else { Ok(()) }
}

/// How much more is wanted: up to the cap, and one byte that tells it is too much.
fn left(cap: usize, out: &[u8]) -> usize {
    cap.saturating_add(1).saturating_sub(out.len())
}

/// Lets the memory grow by doubling, but not beyond what is wanted.
fn make_room(more: usize, cap: usize, out: &mut Vec<u8>) {
    if out.capacity() - out.len() < more {
        let double = out.len().min(left(cap, out));
        out.reserve_exact(more.max(double));
    }
}

/// Where four equal bytes begin.
fn first_run(text: &[u8]) -> Option<usize> {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    const STEP: usize = 8 - (RUN - 1);
    let mut at = 0;
    while let Some(eight) = text.get(at..).and_then(|rest| rest.first_chunk()) {
        let eight = u64::from_le_bytes(*eight);
        // Each byte beside the one after it; the last has none.
        let differs = eight ^ eight >> 8;
        let equal = !(((differs & LOW) + LOW) | differs | LOW) & u64::MAX >> 8;
        let run = equal & equal >> 8 & equal >> 16;
        if run != 0 {
            return Some(at + run.trailing_zeros() as usize / 8);
        }
        at += STEP;
    }
    let run = |four: &[u8]| four.iter().all(|byte| *byte == four[0]);
    text.get(at..)?.windows(RUN).position(run).map(|run| at + run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_run_is_found_wherever_it_is() {
        for length in 0..40 {
            let mut text: Vec<u8> =
                (0..length).map(|index| [0, 0, 0, 0x80, 0x80, 0x81, 1][index % 7]).collect();
            assert_eq!(first_run(&text), None, "{text:?}");
            for at in 0..length.saturating_sub(3) {
                let before = text.clone();
                text[at..at + 4].fill(0x42);
                assert_eq!(first_run(&text), Some(at), "{text:?}");
                text[at + 4..].fill(0x42);
                assert_eq!(first_run(&text), Some(at), "{text:?}");
                text = before;
            }
        }
    }

    fn expanded(text: &[u8], cap: usize) -> (bool, Vec<u8>) {
        let mut out = Vec::new();
        (expand(text, cap, &mut out).is_ok(), out)
    }

    #[test]
    fn a_run_grows_by_its_count() {
        assert_eq!(expanded(b"aabbbb\0bbbb\x03c", 99), (true, b"aabbbbbbbbbbbc".to_vec()));
        assert_eq!(expanded(b"aaaa\xffaaaa\xff", 518), (true, vec![b'a'; 518]));
    }

    #[test]
    fn a_run_without_its_count_is_broken() {
        assert!(!expanded(b"abbbb", 99).0);
        assert!(expanded(b"abbb", 99).0);
    }

    #[test]
    fn nothing_grows_further_than_a_byte_beyond_the_cap() {
        let text = [b"aaaa\xff".repeat(100), b"abcdefgh".repeat(100)].concat();
        for cap in [0, 1, 3, 4, 5, 258, 259, 260, 25_900, 25_901, 26_699] {
            let mut out = Vec::new();
            assert!(expand(&text, cap, &mut out).is_err());
            assert_eq!(out.len(), cap + 1);
            assert!(out.capacity() <= (cap + 1).max(8), "{cap}: {}", out.capacity());
        }
        assert_eq!(expanded(&text, 26_700).1.len(), 26_700);
    }
}
