//! EXIF (CIPA DC-008): what cameras write.

use exif::{Exif, In, Reader, Tag, Value};

use super::text;

#[derive(Debug, Default)]
pub(super) struct ExifWords {
    pub(super) orientation: Option<u8>,
    pub(super) description: Option<String>,
    pub(super) artist: Option<String>,
    pub(super) copyright: Option<String>,
    pub(super) taken: Option<String>,
    pub(super) location: bool,
}

/// Reads a TIFF structure, as far as it can be read. Only named fields are looked up: the parser unpacks a
/// field when asked, and many fields may point at the same large value.
pub(super) fn read(tiff: &[u8]) -> ExifWords {
    let parsed = Reader::new()
        .continue_on_error(true)
        .read_raw(tiff.to_vec())
        .or_else(|error| error.distill_partial_result(drop));
    let Ok(exif) = parsed else { return ExifWords::default() };
    ExifWords {
        orientation: orientation(&exif),
        description: ascii(&exif, Tag::ImageDescription).and_then(text::from_bytes),
        artist: ascii(&exif, Tag::Artist).and_then(text::from_bytes),
        copyright: ascii(&exif, Tag::Copyright).and_then(text::from_bytes),
        taken: taken(&exif),
        location: PLACES.iter().any(|tag| exif.get_field(*tag, In::PRIMARY).is_some()),
    }
}

const PLACES: [Tag; 5] = [
    Tag::GPSLatitude,
    Tag::GPSLongitude,
    Tag::GPSDestLatitude,
    Tag::GPSDestLongitude,
    Tag::GPSAreaInformation,
];

fn orientation(exif: &Exif) -> Option<u8> {
    let number = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(number).ok().filter(|number| (1..=8).contains(number))
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first().map(Vec::as_slice),
        _ => None,
    }
}

/// `2021-03-01T06:00:00`, with the offset from UTC behind it where the camera knew it.
fn taken(exif: &Exif) -> Option<String> {
    let moment = iso_moment(ascii(exif, Tag::DateTimeOriginal)?)?;
    let offset = ascii(exif, Tag::OffsetTimeOriginal).and_then(iso_offset).unwrap_or_default();
    Some(moment + &offset)
}

/// `YYYY:MM:DD hh:mm:ss` → ISO 8601. Cameras without a clock write zeros or spaces: no date.
fn iso_moment(written: &[u8]) -> Option<String> {
    let &[y0, y1, y2, y3, b':', m0, m1, b':', d0, d1, b' ', h0, h1, b':', n0, n1, b':', s0, s1] =
        written.trim_ascii()
    else {
        return None;
    };
    let year = u32::from(pair(y0, y1)?) * 100 + u32::from(pair(y2, y3)?);
    let (month, day) = (pair(m0, m1)?, pair(d0, d1)?);
    let (hour, minute, second) = (pair(h0, h1)?, pair(n0, n1)?, pair(s0, s1)?);
    let real =
        year >= 1826 && (1..=days(year, month)).contains(&day) && hour < 24 && minute < 60 && second < 60;
    real.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
}

fn days(year: u32, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

fn iso_offset(written: &[u8]) -> Option<String> {
    match written.trim_ascii() {
        b"Z" => Some("Z".to_owned()),
        &[sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
            let (hours, minutes) = (pair(h0, h1)?, pair(m0, m1)?);
            (hours <= 14 && minutes < 60).then(|| format!("{}{hours:02}:{minutes:02}", char::from(sign)))
        }
        _ => None,
    }
}

fn pair(tens: u8, units: u8) -> Option<u8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    Some(digit(tens)? * 10 + digit(units)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_real_or_absent() {
        let cases: &[(&[u8], Option<&str>)] = &[
            (b"2021:03:01 06:00:07", Some("2021-03-01T06:00:07")),
            (b"2020:02:29 23:59:59", Some("2020-02-29T23:59:59")),
            (b"2021:02:29 00:00:00", None),
            (b"0000:00:00 00:00:00", None),
            (b"    :  :     :  :  ", None),
            (b"2021:13:01 06:00:07", None),
            (b"2021:03:01 24:00:00", None),
            (b"2021-03-01 06:00:07", None),
            (b"", None),
        ];
        for (written, wanted) in cases {
            assert_eq!(iso_moment(written).as_deref(), *wanted, "{written:?}");
        }
    }

    #[test]
    fn offsets_are_real_or_absent() {
        let read = |written: &[u8]| iso_offset(written);
        assert_eq!(read(b"-08:00").as_deref(), Some("-08:00"));
        assert_eq!(read(b"Z").as_deref(), Some("Z"));
        assert_eq!(read(b"-8:00"), None);
        assert_eq!(read(b"+99:00"), None);
    }
}
