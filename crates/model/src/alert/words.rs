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

/// Events that are no danger even when their message is “actual”: weekly tests, practice, messages about networks.
pub(super) fn is_test(event: &str) -> bool {
    let event = event.to_lowercase();
    let names = [
        "test message",
        "required weekly test",
        "required monthly test",
        "national periodic test",
        "practice/demo warning",
        "network message notification",
        "administrative message",
    ];
    event == "test" || event.starts_with("test ") || names.iter().any(|name| event == *name)
}
