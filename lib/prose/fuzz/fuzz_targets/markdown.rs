//! Any text in the plain form: it is read into the normal form, and what is written is read back.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (body, _) = prose::markdown::parse(text);
    assert_eq!(body.clone().normalise(), body);
    assert!(prose::limits::check(&body).is_ok());
    let written = prose::markdown::write(&body);
    let (again, problems) = prose::markdown::parse(&written);
    assert_eq!(again, body, "{written}");
    assert!(problems.is_empty(), "{problems:?} in {written}");
});
