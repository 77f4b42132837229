//! Making strangers' strings readable: encoding, white space, invisible characters, length, and the phrases
//! cameras leave.

/// The longest text kept, in characters. The IPTC caption allows 2000.
const LONGEST: usize = 5_000;

/// Text of which only the bytes are known: UTF-8 if it is that, Windows-1252 otherwise, as older programs
/// wrote it.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..LONGEST * 4).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => clean(text),
        // Cut in the middle of a character by the cap above, or by a field of fixed length.
        Err(fault) if fault.error_len().is_none() => clean(&String::from_utf8_lossy(bytes)),
        Err(_) => clean(&bytes.iter().map(|byte| windows_1252(*byte)).collect::<String>()),
    }
}

/// One line of printable text, or nothing: white space of all kinds becomes single spaces, control characters
/// and the invisible ones that reorder text go, and so do texts that a camera put there by itself.
pub(super) fn clean(text: &str) -> Option<String> {
    let mut line = String::with_capacity(text.len().min(LONGEST));
    let mut length = 0;
    for character in text.chars() {
        if character.is_whitespace() || character == '\0' {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
                length += 1;
            }
        } else if !invisible(character) {
            line.push(character);
            length += 1;
        }
        if length >= LONGEST {
            break;
        }
    }
    line.truncate(line.trim_end().len());
    (!line.is_empty() && !from_a_camera(&line)).then_some(line)
}

fn invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(character, '\u{fffd}' | '\u{feff}')
}

/// Descriptions that makers of cameras and programs write into every picture.
fn from_a_camera(line: &str) -> bool {
    const STOCK: &[&str] = &[
        "default",
        "untitled",
        "picture",
        "image",
        "photo",
        "exif_jpeg_picture",
        "jpeg_picture",
        "none",
        "n/a",
        "unknown",
        "picasa",
        "asus",
        "charset=\"ascii\"",
        "charset=ascii",
    ];
    let lower = line.to_lowercase();
    STOCK.contains(&lower.as_str())
        || lower.ends_with("digital camera")
        || lower.ends_with("camera pictures")
        || lower.starts_with("dcim")
        || lower.starts_with("cof")
        || lower.chars().all(|c| c.is_ascii_punctuation() || c == ' ')
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|at| HIGH.get(usize::from(at)).copied()).unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_one_clean_line() {
        let cases: &[(&[u8], Option<&str>)] = &[
            (b"  Snow on\r\n\tthe  pass \0\0", Some("Snow on the pass")),
            ("Cañón".as_bytes(), Some("Cañón")),
            (b"Ca\xf1\xf3n \x93quoted\x94", Some("Cañón “quoted”")),
            ("left\u{202e}right\u{200b}".as_bytes(), Some("leftright")),
            ("cut in the middle of ñ".as_bytes().get(..22).unwrap_or_default(), Some("cut in the middle of")),
            (b"OLYMPUS DIGITAL CAMERA         ", None),
            (b"SAMSUNG CAMERA PICTURES", None),
            (b"---", None),
            (b"\0\0\0", None),
            (b"", None),
        ];
        for (bytes, wanted) in cases {
            assert_eq!(from_bytes(bytes).as_deref(), *wanted, "{bytes:?}");
        }
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(
            from_bytes("é".repeat(100_000).as_bytes()).map(|text| text.chars().count()),
            Some(LONGEST)
        );
    }
}
