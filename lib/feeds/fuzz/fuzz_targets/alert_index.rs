//! Any bytes as a document of an issuer, a message or an index: an answer within the limits.
#![no_main]

use feeds::alert::{Document, Limits, read_xml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    if let Ok(Document::Index(index)) = read_xml(bytes, &limits) {
        assert!(index.entries.len() <= 5_000);
        let mut ids = std::collections::HashSet::new();
        for entry in &index.entries {
            assert!(!entry.id.is_empty() && ids.insert(&entry.id));
            assert!(entry.message.is_some() || entry.link.is_some() || entry.summary.is_some());
            assert!(entry.link.as_ref().is_none_or(|link| link.len() <= 2_000));
        }
    }
});
