//! Plain text, word counts and excerpts of whatever was read.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, u8, &str)| {
    let (is_html, most, text) = input;
    let (body, _) = if is_html { prose::html::parse(text) } else { prose::markdown::parse(text) };
    let plain = prose::plain::write(&body);
    assert!(plain.is_empty() || (plain.ends_with('\n') && !plain.ends_with("\n\n")), "{plain:?}");
    assert!(prose::plain::words(&body) <= plain.split_whitespace().count());
    assert!(prose::plain::excerpt(&body, usize::from(most)).chars().count() <= usize::from(most));
});
