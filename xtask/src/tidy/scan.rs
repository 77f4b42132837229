//! What of a Rust file is code: a small scanner that blanks out comments and literals.
//!
//! The masked text has the same length and the same lines as the original, so offsets and line numbers hold in both.

/// The text with every comment, string and character literal replaced by spaces.
pub(crate) fn mask(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let word = word_end(bytes, at);
        if let Some(end) = hidden_end(bytes, at, word) {
            for byte in &mut out[at..end] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
            at = end;
        } else {
            at = word.max(at + 1);
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The words of a masked text (identifiers, keywords, numbers) with their offsets.
pub(crate) fn words(mask: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = mask.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && word_end(bytes, at) == at {
            at += 1;
        }
        let start = at;
        at = word_end(bytes, at);
        (start < at).then(|| (start, &mask[start..at]))
    })
}

/// The offset just behind the bracket that closes the one at `open`; the end of the text when none does.
pub(crate) fn closing(mask: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in mask.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    mask.len()
}

/// The first of the wanted bytes at or after `from` that stands outside every bracket opened since.
pub(crate) fn next_outside(mask: &str, from: usize, wanted: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in mask.bytes().enumerate().skip(from) {
        if depth == 0 && wanted.contains(&byte) {
            return Some(at);
        }
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Where the word that begins at `at` ends; `at` itself when none begins there.
fn word_end(bytes: &[u8], at: usize) -> usize {
    let inside = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || !byte.is_ascii();
    at + bytes[at..].iter().take_while(inside).count()
}

/// Where the comment or literal that begins at `at` ends. `word` is the end of a word beginning there, for prefixes.
fn hidden_end(bytes: &[u8], at: usize, word: usize) -> Option<usize> {
    let after = bytes.get(word).copied();
    match (&bytes[at..word], after?) {
        (b"", b'/') if bytes.get(at + 1) == Some(&b'/') => Some(line_end(bytes, at)),
        (b"", b'/') if bytes.get(at + 1) == Some(&b'*') => Some(block_comment_end(bytes, at)),
        (b"" | b"b" | b"c", b'"') => Some(string_end(bytes, word + 1)),
        (b"", b'\'') => character_end(bytes, word),
        (b"b", b'\'') => character_end(bytes, word),
        (b"r" | b"br" | b"cr", b'"' | b'#') => raw_string_end(bytes, word),
        _ => None,
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length)
}

/// Block comments nest.
fn block_comment_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < bytes.len() {
        match &bytes[at..bytes.len().min(at + 2)] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
            }
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A quote begins a character, or a lifetime or label, which stays.
fn character_end(bytes: &[u8], quote: usize) -> Option<usize> {
    let first = *bytes.get(quote + 1)?;
    if first == b'\\' {
        // The escaped character may itself be a quote: look for the closing one behind it.
        let rest = bytes.get(quote + 3..)?;
        return rest.iter().position(|byte| *byte == b'\'').map(|length| quote + 3 + length + 1);
    }
    let width = match first {
        0x00..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    let closing = quote + 1 + width;
    (bytes.get(closing) == Some(&b'\'')).then_some(closing + 1)
}

/// `r` and then hashes may also begin a raw identifier, which stays.
fn raw_string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let hashes = bytes[from..].iter().take_while(|byte| **byte == b'#').count();
    let mut at = from + hashes;
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    while at < bytes.len() {
        at += 1;
        let closing = bytes.get(at) == Some(&b'"');
        if closing && bytes[at + 1..].iter().take(hashes).filter(|byte| **byte == b'#').count() == hashes {
            return Some(at + 1 + hashes);
        }
    }
    Some(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The masked text with runs of blanks shown as one dot.
    fn shown(text: &str) -> String {
        let masked = mask(text);
        assert_eq!(masked.len(), text.len(), "the mask moved something in {text:?}");
        assert_eq!(masked.lines().count(), text.lines().count());
        masked.split_whitespace().collect::<Vec<_>>().join(".")
    }

    #[test]
    fn hides_comments() {
        assert_eq!(shown("a // { b\nc"), "a.c");
        assert_eq!(shown("a /* { /* } */ \" */ b"), "a.b");
        assert_eq!(shown("/// `{`\n//! x\nfn"), "fn");
        assert_eq!(shown("a / b"), "a./.b");
        assert_eq!(shown("a /* never closed"), "a");
    }

    #[test]
    fn hides_strings_of_every_kind() {
        assert_eq!(shown(r#"a("{ \" \\", b)"#), "a(.,.b)");
        assert_eq!(shown(r##"a(r"\", b)"##), "a(.,.b)");
        assert_eq!(shown(r###"a(r#"{ " } "#, b)"###), "a(.,.b)");
        assert_eq!(shown(r###"a(br##"{ "# } "##, b"x", c"y", cr"z")"###), "a(.,.,.,.)");
        assert_eq!(shown("a(\"two\nlines {\") b"), "a(.).b");
        assert_eq!(shown("a(\"ü{\") ö"), "a(.).ö");
    }

    #[test]
    fn tells_characters_from_lifetimes() {
        assert_eq!(shown("('{', '\\'', '\\u{1f}', b'}', 'ü', '\u{1f600}')"), "(.,.,.,.,.,.)");
        assert_eq!(
            shown("fn a<'x>(y: &'x str) -> Foo<'_> { 'l: loop {} }"),
            "fn.a<'x>(y:.&'x.str).->.Foo<'_>.{.'l:.loop.{}.}"
        );
        assert_eq!(shown("'\"' \"{\" x"), "x");
    }

    #[test]
    fn leaves_raw_identifiers_and_words_that_end_in_a_prefix() {
        assert_eq!(shown("r#fn bar\"{\" 1b"), "r#fn.bar.1b");
    }

    #[test]
    fn never_fails_on_half_a_file() {
        let whole = "fn a() { b('\\'', r##\"x\"##, /* y */ \"z\\\"\", 'ü') }";
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            assert_eq!(mask(&whole[..end]).len(), end);
        }
    }

    #[test]
    fn finds_closing_brackets_and_words() {
        assert_eq!(closing("a(b[c]{d})e", 1), 10);
        assert_eq!(closing("(a", 0), 2);
        assert_eq!(next_outside("f(;) -> [u8; 2];", 0, b";"), Some(15));
        let found: Vec<_> = words("let a_b=c::d1;").collect();
        assert_eq!(found, [(0, "let"), (4, "a_b"), (8, "c"), (11, "d1")]);
    }
}
