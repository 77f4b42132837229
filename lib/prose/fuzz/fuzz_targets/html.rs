//! Any HTML: only what the tree can hold comes out, no script among it, and the tree's own HTML is read back.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (body, _) = prose::html::parse(text);
    assert_eq!(body.clone().normalise(), body);
    let written = prose::html::write_plain_tree(&body);
    for tag in written.split('<').skip(1) {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!matches!(name.as_str(), "script" | "style" | "iframe" | "img" | "svg"), "{written}");
    }
    let (again, problems) = prose::html::parse(&written);
    assert_eq!(again, body, "{written}");
    assert!(problems.is_empty(), "{problems:?} in {written}");
});
