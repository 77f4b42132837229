#![no_main]
//! Chunks of one volume: the input is cut at a byte that says where, and each part is given twice.

mod proof;

use radar::{Assembler, ChunkName};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((cut, bytes)) = bytes.split_first() else { return };
    let parts = bytes.split_at(bytes.len() * usize::from(*cut) / 256);
    let mut assembler = Assembler::new(proof::LIMITS);
    for (number, part) in [(2, parts.1), (1, parts.0), (2, parts.0), (1, parts.1)] {
        let name: ChunkName = format!("20210215-212114-{number:03}-I").parse().expect("a name");
        let _ = assembler.add(name, part);
        proof::holds(&assembler.volume());
    }
    let _ = String::from_utf8_lossy(bytes).parse::<ChunkName>();
});
