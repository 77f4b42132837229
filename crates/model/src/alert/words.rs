//! The lists of words that CAP 1.2 knows.

macro_rules! words {
    ($(#[$about:meta])* $name:ident: $first:ident, $($(#[$each:meta])* $other:ident),+) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is the word that CAP has")]
        pub enum $name {
            #[default]
            $first,
            $($(#[$each])* $other),+
        }

        impl $name {
            /// The word, exactly as CAP writes it.
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::$first => stringify!($first),
                    $(Self::$other => stringify!($other)),+
                }
            }

            /// The word's meaning; `None` for a word that is not in the list.
            pub fn parse(word: &str) -> Option<Self> {
                [Self::$first, $(Self::$other),+].into_iter().find(|known| known.as_str().eq_ignore_ascii_case(word))
            }
        }
    };
}

words!(
    /// Whether a message is meant.
    Status: Draft, Test, System, Exercise, Actual
);
words!(
    /// What a message does.
    MessageType: Ack, Error, Cancel, Update, Alert
);
words!(
    /// How bad, rising.
    Severity: Unknown, Minor, Moderate, Severe, Extreme
);
words!(
    /// How soon, rising.
    Urgency: Unknown, Past, Future, Expected, Immediate
);
words!(
    /// How sure, rising.
    Certainty: Unknown, Unlikely, Possible, Likely, Observed
);

/// Words in the name of an event that is no danger, in the languages in which alerts are sent here.
const TEST_WORDS: [&str; 10] =
    ["test", "tests", "drill", "exercise", "prueba", "simulacro", "ejercicio", "rwt", "rmt", "npt"];
/// Names of such events without such a word.
const TEST_NAMES: [&str; 3] =
    ["practice/demo warning", "network message notification", "administrative message"];
/// Their codes (47 CFR 11.31(e)).
const TEST_CODES: [&str; 6] = ["RWT", "RMT", "NPT", "DMO", "NMN", "ADR"];

/// Whether an event is no danger even when its message is “actual”: weekly tests, practice, messages about networks.
pub(super) fn is_test(event: &str) -> bool {
    let event = event.to_lowercase();
    let mut words = event.split(|c: char| !c.is_alphanumeric());
    words.any(|word| TEST_WORDS.contains(&word)) || TEST_NAMES.contains(&event.trim())
}

/// The same of its code as broadcasters know it.
pub(super) fn is_test_code(code: &str) -> bool {
    TEST_CODES.iter().any(|test| code.eq_ignore_ascii_case(test))
}

/// Whether a headline says so.
pub(super) fn says_test(headline: &str) -> bool {
    let headline = headline.to_lowercase();
    ["this is a test", "this is only a test", "esta es una prueba"]
        .iter()
        .any(|words| headline.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_one_however_it_is_spelled() {
        for test in [
            "Test",
            "Test Message",
            "Tsunami Test",
            "Required Weekly Test (RWT)",
            "Weekly Test",
            "RWT",
            "Test: Tsunami Warning",
            "Tornado Warning (Test)",
            "Tornado Warning - TEST",
            "Drill: Evacuation",
            "Earthquake Exercise",
            "Prueba semanal",
            "Simulacro de tsunami",
            "Practice/Demo Warning",
            "Administrative Message",
        ] {
            assert!(is_test(test), "{test}");
        }
        for meant in
            ["Tornado Warning", "Contested Area Warning", "Latest Storm Warning", "Civil Danger Warning"]
        {
            assert!(!is_test(meant), "{meant}");
        }
        assert!(is_test_code("RWT") && is_test_code("dmo") && !is_test_code("TOR"));
        assert!(
            says_test("THIS IS A TEST of the tsunami warning")
                && !says_test("This is not a test. Leave now.")
        );
    }
}
