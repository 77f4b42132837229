//! Anybody's words as plain text: no markup, no characters that steer a screen, a size.

/// A text with its line ends, and whether it is another than what came.
pub(super) fn text(raw: &str, most: usize) -> (String, bool) {
    let (mut out, altered) = once(raw, most);
    // What is left when a tag went may be a tag: “<<b>i>”. Each further round takes at least one away.
    for _ in 0..if altered { ROUNDS } else { 0 } {
        let (next, again) = once(&out, most + 1);
        if !again {
            return (next, altered);
        }
        out = next;
    }
    if altered {
        out.retain(|character| character != '<');
    }
    (out, altered)
}

/// Rounds until all that could be half a tag goes.
const ROUNDS: usize = 4;

fn once(raw: &str, most: usize) -> (String, bool) {
    let even = raw.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(even.len().min(most * 4));
    let mut altered = false;
    let (mut rest, mut kept) = (even.as_str(), 0);
    while let Some(character) = rest.chars().next() {
        if kept >= most {
            altered = true;
            out.push('…');
            break;
        }
        if let Some(length) = markup(rest) {
            altered = true;
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        if is_text(character) {
            out.push(character);
            kept += 1;
        } else {
            altered = true;
        }
    }
    (out.trim().to_owned(), altered)
}

/// One line: every run of white space is a space.
pub(super) fn line(raw: &str, most: usize) -> (String, bool) {
    let (text, altered) = text(raw, most);
    (text.split_whitespace().collect::<Vec<_>>().join(" "), altered)
}

/// A word of a list or a code: letters, digits and what stands between them; empty for anything else.
pub(super) fn word(raw: &str, most: usize) -> String {
    let raw = raw.trim();
    let fits =
        raw.len() <= most && raw.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:/+,@=#".contains(&b));
    if fits { raw.to_owned() } else { String::new() }
}

/// The name of a message or of its sender: anything in one word but what CAP forbids in it (1.2, 3.2.1: spaces, `<`, `&`) and
/// what would end an attribute.
pub(super) fn identifier(raw: &str, most: usize) -> String {
    let raw = raw.trim();
    let is_plain = |c: char| c.is_alphanumeric() || (c.is_ascii_graphic() && !"<>&\"'\\`".contains(c));
    if raw.len() <= most && raw.chars().all(is_plain) { raw.to_owned() } else { String::new() }
}

/// An address that a reader may be sent to.
pub(super) fn web(raw: &str) -> String {
    let raw = raw.trim();
    let is_web = raw.starts_with("https://") || raw.starts_with("http://");
    let is_plain = raw.len() <= 500 && raw.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'\\`".contains(&b));
    if is_web && is_plain { raw.to_owned() } else { String::new() }
}

/// The length of the tag or comment that the text begins with. “Winds <10 mph” begins with none.
fn markup(text: &str) -> Option<usize> {
    const LONGEST: usize = 2_000;
    let mut bytes = text.bytes();
    if bytes.next() != Some(b'<') {
        return None;
    }
    let next = bytes.next()?;
    if !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
        return None;
    }
    text.bytes().take(LONGEST).position(|b| b == b'>').map(|end| end + 1)
}

/// Not: control characters, marks that turn the direction of writing, invisible ones, and what is no character at all.
fn is_text(character: char) -> bool {
    match character {
        '\n' | '\t' => true,
        '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fffd}'..='\u{ffff}' => false,
        '\u{e0000}'..='\u{e007f}' => false,
        other => !other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_steering_marks_go_and_are_told() {
        assert_eq!(text("a<script>alert(1)</script>b", 99), ("aalert(1)b".to_owned(), true));
        assert_eq!(text("<img src=x onerror=y>wind", 99), ("wind".to_owned(), true));
        assert_eq!(text("<<b>i>a", 99), ("a".to_owned(), true));
        assert_eq!(text(&format!("{}{}a", "<".repeat(9), "b>".repeat(9)), 99).0.find('<'), None);
        assert_eq!(text("a\u{202e}b\u{0}c\u{1b}[31m", 99), ("abc[31m".to_owned(), true));
    }

    #[test]
    fn what_is_only_written_so_stays() {
        for plain in ["Winds <10 mph, RH < 9 percent.", "a & b", "* WHAT...Snow.\n\n* WHERE...", "Año 5 > 4"]
        {
            assert_eq!(text(plain, 99), (plain.to_owned(), false), "{plain}");
        }
        assert_eq!(text("a\r\nb\rc", 99).0, "a\nb\nc");
    }

    #[test]
    fn long_text_is_cut_and_said_to_be() {
        assert_eq!(text("ééééé", 3), ("ééé…".to_owned(), true));
        assert_eq!(line(" a\n b\t c ", 99).0, "a b c");
    }

    #[test]
    fn an_identifier_is_one_word_without_markup() {
        for plain in ["urn:oid:2.49.0.1.840.0.{9A0-x}", "KC(1)~é!", "w-nws.webmaster@noaa.gov", "A-1;b"] {
            assert_eq!(identifier(&format!(" {plain}\n"), 99), plain);
        }
        for other in ["a b", "<b>", "a&b", "a\"b", "a\u{202e}b", "a\u{0}b", &"a".repeat(100)] {
            assert_eq!(identifier(other, 99), "", "{other}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_addresses() {
        assert_eq!(web("javascript:alert(1)"), "");
        assert_eq!(web("https://a.example/\"onclick=x"), "");
        assert_eq!(web(" https://www.weather.gov "), "https://www.weather.gov");
    }
}
