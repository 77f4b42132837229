//! What people type, without what nobody sees: characters that take no room would make an empty field look filled, and
//! marks that turn the direction of writing would make readers read something else than was written.

/// A text without control characters (line ends and tabs stay), without characters that cannot be seen, and without marks
/// that override or isolate a direction. Joiners stay where a script or a picture of several signs needs them: after a
/// letter beyond those of Europe. A text of which nothing can be seen is empty.
///
/// Which characters those are: Unicode, `Default_Ignorable_Code_Point`, and the fillers and the blank of Braille.
pub fn visible(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        let stays = match character {
            '\n' | '\t' => true,
            // Zero width non-joiner and joiner, marks of direction that only place what has none of its own.
            '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' => kept.ends_with(needs_joiners),
            // How the sign before it is drawn.
            '\u{fe00}'..='\u{fe0f}' => kept.ends_with(is_seen),
            // What makes a black flag that of a country; anywhere else they hide words.
            '\u{e0020}'..='\u{e007f}' => {
                kept.ends_with(|last| matches!(last, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}'))
            }
            other => !other.is_control() && !is_unseen(other),
        };
        if stays {
            kept.push(character);
        }
    }
    kept
}

/// Whether there is nothing in it that anybody sees.
pub fn is_blank(text: &str) -> bool {
    visible(text).trim().is_empty()
}

fn is_seen(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !is_unseen(character)
}

/// Whether joiners and marks of direction can mean something after it: Hebrew and all that follows, signs and pictures.
fn needs_joiners(character: char) -> bool {
    character >= '\u{590}' && is_seen(character) && !('\u{2010}'..='\u{206f}').contains(&character)
        || ('\u{fe00}'..='\u{fe0f}').contains(&character)
}

/// Takes no room, or is nothing but room that is not known to be space.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_nothing() {
        for unseen in [
            "\u{200b}",
            "\u{feff} \u{2060}",
            "\u{200d}\u{200d}",
            "\u{3164}",
            "\u{ad}",
            "\u{fe0f}",
            "\u{2800}",
            "\0",
        ] {
            assert!(is_blank(unseen), "{unseen:?}");
        }
        assert!(!is_blank("a\u{200b}"));
    }

    #[test]
    fn nothing_turns_the_direction_of_writing() {
        assert_eq!(visible("Leave \u{202e}won\u{202c} by \u{2066}I-5\u{2069}"), "Leave won by I-5");
        assert_eq!(visible("Le\u{200b}ave\u{200d} now\u{200f}"), "Leave now");
    }

    #[test]
    fn scripts_and_pictures_keep_what_they_need() {
        // Persian “I want”, Sinhala “Sri”, a firefighter, a heart on fire, the flag of Scotland, Hebrew with a mark.
        for whole in [
            "می\u{200c}خواهم",
            "ශ\u{dca}\u{200d}රී",
            "👩\u{200d}🚒",
            "❤\u{fe0f}\u{200d}🔥",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "שלום\u{200f}!",
            "one\ntwo\tthree",
            "¿Qué? “Yes”, 5 °C — naïve",
        ] {
            assert_eq!(visible(whole), whole);
        }
    }
}
