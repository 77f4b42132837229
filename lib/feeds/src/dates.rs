//! Timestamps as feeds write them: whole seconds, UTC.

use jiff::Timestamp;

/// RFC 3339 has no years before 0.
const FIRST_RFC_3339: Timestamp = Timestamp::constant(-62_167_219_200, 0);
/// RFC 822 as RSS uses it (with the four-digit years of RFC 2822) has no years before 1900.
const FIRST_RFC_822: Timestamp = Timestamp::constant(-2_208_988_800, 0);

/// `2021-03-02T02:00:00Z`; an earlier time than the format can say becomes its first.
pub(crate) fn rfc3339(time: Timestamp) -> String {
    time.max(FIRST_RFC_3339).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `Tue, 02 Mar 2021 02:00:00 +0000`; an earlier time than the format can say becomes its first.
pub(crate) fn rfc822(time: Timestamp) -> String {
    time.max(FIRST_RFC_822).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// For serde's `serialize_with`.
pub(crate) fn serialize<S: serde::Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rfc3339(*time))
}
