//! A look at the tags before the tokenizer sees them. The tokenizer compares every attribute of a tag
//! with all earlier ones, so a tag of a hundred thousand attributes would hold it up for minutes.

use crate::limits;

/// True when some tag has more than [`limits::TAG_ATTRIBUTES`] attributes, or when so much looks like
/// the beginning of a tag that it cannot be told.
///
/// Every `<` before a letter counts as a beginning, also in comments and scripts, because what those
/// are is only known to the tokenizer; so this sees at least the tags that the tokenizer will see.
pub(crate) fn are_crowded(input: &str) -> bool {
    let bytes = input.as_bytes();
    let mut budget = bytes.len().saturating_mul(4).saturating_add(1 << 16);
    for (at, pair) in bytes.windows(2).enumerate() {
        let letter = match pair {
            [b'<', b'/'] => bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic),
            [b'<', letter] => letter.is_ascii_alphabetic(),
            _ => false,
        };
        if !letter {
            continue;
        }
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let (attributes, length) = measure(rest);
        if attributes > limits::TAG_ATTRIBUTES || length > budget {
            return true;
        }
        budget -= length;
    }
    false
}

#[derive(Clone, Copy)]
enum State {
    Name,
    Between,
    Attribute,
    AfterAttribute,
    BeforeValue,
    Value,
    Quoted(u8),
}

/// Counts attributes up to the end of the tag and says how many bytes that took
/// (the states of the HTML standard, 13.2.5.8 and 13.2.5.32 to 13.2.5.39).
fn measure(tag: &[u8]) -> (usize, usize) {
    let mut state = State::Name;
    let mut attributes = 0;
    for (at, byte) in tag.iter().copied().enumerate() {
        let space = matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ');
        state = match (state, byte) {
            (State::Quoted(quote), _) if byte == quote => State::Between,
            (State::Quoted(quote), _) => State::Quoted(quote),
            (_, b'>') => return (attributes, at + 1),
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) if space => State::BeforeValue,
            (State::BeforeValue | State::Value, _) if !space => State::Value,
            (State::Attribute | State::AfterAttribute, b'=') => State::BeforeValue,
            (State::Attribute, _) if space => State::AfterAttribute,
            (State::AfterAttribute, _) if space => State::AfterAttribute,
            (State::Name | State::Attribute | State::AfterAttribute, b'/') => State::Between,
            (State::Name, _) if !space => State::Name,
            (State::Attribute, _) => State::Attribute,
            (_, _) if space => State::Between,
            (State::Between, b'/') => State::Between,
            _ => {
                attributes += 1;
                State::Attribute
            }
        };
        if attributes > limits::TAG_ATTRIBUTES {
            return (attributes, at + 1);
        }
    }
    (attributes, tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_attributes_as_the_standard_does() {
        for (tag, expected) in [
            ("a>", 0),
            ("a href=x>", 1),
            ("a href = 'x > y' b c=\"d e\">z", 3),
            ("a/b/c>", 2),
            ("a b=c/d e>", 2),
            ("a =x>", 1),
            ("img alt='' src=x/>", 2),
            ("a b 'c>", 2),
        ] {
            assert_eq!(measure(tag.as_bytes()).0, expected, "{tag}");
        }
    }

    #[test]
    fn refuses_only_crowds() {
        let crowd = |many: usize| format!("<a{}>", (0..many).map(|n| format!(" a{n}")).collect::<String>());
        assert!(!are_crowded(&crowd(limits::TAG_ATTRIBUTES)));
        assert!(are_crowded(&crowd(limits::TAG_ATTRIBUTES + 1)));
        assert!(!are_crowded(&"<p>text</p>".repeat(50_000)));
        assert!(!are_crowded(&format!("<img src='data:{}'>", "A".repeat(500_000))));
        assert!(are_crowded(&"<a".repeat(500_000)), "unended tags within each other");
    }
}
