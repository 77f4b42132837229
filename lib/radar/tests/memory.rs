//! Bombs must not cost memory beyond what the limits promise. In a process of its own, because the peak is the
//! process's.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;

use radar::{Error, Limits};

const HEADER: &[u8] = b"AR2V0006.001\0\0\x48\xf2\x04\x95\x02\xbfKMAX";
/// What a bomb of two kilobytes may cost, in KiB.
const PROMISED: usize = 64 << 10;

/// Peak resident memory in KiB, as Linux counts it.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A record whose content is so many zeros, with its control word.
fn record(megabytes: usize) -> Vec<u8> {
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    let zeros = vec![0; 1 << 20];
    (0..megabytes).for_each(|_| packed.write_all(&zeros).unwrap());
    let packed = packed.finish().unwrap();
    [&u32::try_from(packed.len()).unwrap().to_be_bytes()[..], &packed].concat()
}

#[test]
fn bombs_stay_within_the_promise() {
    let Some(_) = peak() else {
        println!("not run: this system does not tell a process's peak memory");
        return;
    };
    let large = [HEADER, &record(90)].concat();
    let many = [HEADER, &record(3).repeat(40)].concat();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(HEADER).unwrap();
    let zeros = vec![0; 1 << 20];
    (0..2).for_each(|_| gzip.write_all(&zeros).unwrap());
    let gzip = gzip.finish().unwrap();
    assert!(large.len() < 2_100 && many.len() < 3_000 && gzip.len() < 2_200);
    // From here on: what was needed to make them is counted before.
    let before = peak().unwrap();
    let limits = Limits::default();
    for (bomb, lost) in [(&large, true), (&many, true), (&gzip, false)] {
        let volume = radar::read(bomb, &limits).unwrap();
        assert!(volume.sweeps.is_empty());
        assert_eq!(!volume.damage.is_empty(), lost, "{:?}", volume.damage);
    }
    let product = radar::level3::read(&large, &limits);
    assert_eq!(product, Err(Error::NotLevelThree));
    let used = peak().unwrap() - before;
    assert!(used <= PROMISED, "{used} KiB used, {PROMISED} KiB promised");
    println!("{used} KiB used, {PROMISED} KiB promised");
}
