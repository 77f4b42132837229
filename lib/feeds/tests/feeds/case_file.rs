//! Case files: where they are, how bytes are spelled in them, how the expected text is compared or written anew.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of one kind of case.
pub(crate) fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(kind)
}

/// The files of one kind, by name.
pub(crate) fn files(kind: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no cases of kind {kind}");
    files
}

/// Compares with the file's whole content, or writes it when `FEEDS_WRITE_CASES` is set.
pub(crate) fn expect_file(path: &Path, found: &str) {
    if std::env::var_os("FEEDS_WRITE_CASES").is_some() {
        fs::write(path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(expected == found, "{}\n--- expected\n{expected}\n--- found\n{found}", path.display());
}

/// The bytes that a case's text spells: `\r \n \t \0 \\ \xNN`, `\{3*ab}` for repetition, and a backslash at the end
/// of a line for "no line end here".
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = &rest[at + 1..];
        let used = match escape.as_bytes().first().copied().unwrap() {
            b'r' => push(&mut out, b'\r'),
            b'n' => push(&mut out, b'\n'),
            b't' => push(&mut out, b'\t'),
            b'0' => push(&mut out, 0),
            b'\\' => push(&mut out, b'\\'),
            b'\n' => 1,
            b'x' => {
                out.push(u8::from_str_radix(&escape[1..3], 16).unwrap());
                3
            }
            b'{' => {
                let end = escape.find('}').unwrap();
                let (times, what) = escape[1..end].split_once('*').unwrap();
                out.extend(what.repeat(times.parse().unwrap()).into_bytes());
                end + 1
            }
            other => panic!("unknown escape \\{}", char::from(other)),
        };
        rest = &escape[used..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

fn push(out: &mut Vec<u8>, byte: u8) -> usize {
    out.push(byte);
    1
}
