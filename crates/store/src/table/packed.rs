//! A night's figures as bytes: small, and one row can be had without unpacking the others.
//!
//! Layout, version 1: the version; how many measures; the published totals, if any; the sums; then the rows, sorted by
//! key, in parts of [`PART`] rows. A list of the parts tells the first key of each and how long it is; then come the
//! parts, each by itself packed with DEFLATE (RFC 1951). Inside a part stand its keys, then figure after figure of
//! the first measure, of the second, and so on. A number is a little-endian base-128 varint; a figure is 0 when it was
//! not reported, else its zigzag code plus one.
//!
//! Bytes that begin with `{` are the JSON of the first version of the schema.

use crate::error::{Error, Result};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
};

type Figures = Vec<Option<i64>>;

/// What a night holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Night {
    pub(super) rows: BTreeMap<String, Figures>,
    #[serde(default)]
    pub(super) published_totals: Option<Figures>,
}

const VERSION: u8 = 1;
/// Rows packed together: few enough that one county's history is quick, enough that packing pays.
const PART: usize = 128;
/// The most that a part may unpack to; the longest keys and figures come to less.
const PART_BYTES: u64 = 1 << 20;

/// Pack a night. `sums` are kept beside it, so that a chart of totals need not unpack the rows.
pub(super) fn pack(
    rows: &BTreeMap<String, Figures>,
    published: Option<&Figures>,
    sums: &Figures,
) -> Result<Vec<u8>> {
    let measures = sums.len();
    let mut out = vec![VERSION];
    number(&mut out, measures as u128);
    number(&mut out, u128::from(published.is_some()));
    for figure in
        published.into_iter().flat_map(|totals| padded(totals, measures)).chain(padded(sums, measures))
    {
        write_figure(&mut out, figure);
    }
    let rows: Vec<(&String, &Figures)> = rows.iter().collect();
    let parts: Vec<_> = rows.chunks(PART).map(|part| pack_part(part, measures)).collect::<Result<_>>()?;
    number(&mut out, parts.len() as u128);
    for (part, rows) in parts.iter().zip(rows.chunks(PART)) {
        text(&mut out, rows.first().map_or("", |(key, _)| key));
        number(&mut out, part.len() as u128);
    }
    out.extend(parts.into_iter().flatten());
    Ok(out)
}

/// Unpack a whole night.
pub(super) fn unpack(bytes: &[u8]) -> Result<Night> {
    if bytes.first() == Some(&b'{') {
        return json(bytes);
    }
    let (head, mut rest) = head(bytes)?;
    let mut rows = BTreeMap::new();
    for (_, length) in &head.parts {
        let (part, after) = rest.split_at_checked(*length).ok_or_else(damaged)?;
        rest = after;
        rows.extend(unpack_part(part, head.measures)?);
    }
    Ok(Night { rows, published_totals: head.published })
}

/// One row of a night, or its totals when no key is given. `None` when the night does not have the row.
pub(super) fn row(bytes: &[u8], key: Option<&str>) -> Result<Option<Figures>> {
    if bytes.first() == Some(&b'{') {
        let night = json(bytes)?;
        return Ok(match key {
            Some(key) => night.rows.get(key).cloned(),
            None => Some(night.published_totals.unwrap_or_else(|| sums(&night.rows))),
        });
    }
    let (head, rest) = head(bytes)?;
    let Some(key) = key else { return Ok(Some(head.published.unwrap_or(head.sums))) };
    let after = head.parts.partition_point(|(first, _)| first.as_str() <= key);
    let Some(index) = after.checked_sub(1) else { return Ok(None) };
    let start: usize = head.parts.iter().take(index).map(|(_, length)| length).sum();
    let length = head.parts.get(index).map_or(0, |(_, length)| *length);
    let part = start.checked_add(length).and_then(|end| rest.get(start..end)).ok_or_else(damaged)?;
    Ok(unpack_part(part, head.measures)?
        .into_iter()
        .find(|(found, _)| found == key)
        .map(|(_, figures)| figures))
}

/// Sums of the rows as wide as the widest.
fn sums(rows: &BTreeMap<String, Figures>) -> Figures {
    let measures = rows.values().map(Vec::len).max().unwrap_or(0);
    let sum = |measure: usize| {
        let figures = rows.values().filter_map(|row| row.get(measure).copied().flatten());
        figures.map(Some).reduce(|a, b| a?.checked_add(b?)).flatten()
    };
    (0..measures).map(sum).collect()
}

fn json(bytes: &[u8]) -> Result<Night> {
    serde_json::from_slice(bytes).map_err(|error| Error::damaged(format!("the figures of a night: {error}")))
}

struct Head {
    measures: usize,
    published: Option<Figures>,
    sums: Figures,
    parts: Vec<(String, usize)>,
}

fn head(bytes: &[u8]) -> Result<(Head, &[u8])> {
    let (&version, mut rest) = bytes.split_first().ok_or_else(damaged)?;
    if version != VERSION {
        return Err(Error::damaged(format!("figures of a night in version {version}, which is not known")));
    }
    let measures = size(&mut rest)?;
    let has_published = size(&mut rest)? == 1;
    let mut figures = || (0..measures).map(|_| read_figure(&mut rest)).collect::<Result<Figures>>();
    let published = if has_published { Some(figures()?) } else { None };
    let sums = figures()?;
    let count = size(&mut rest)?;
    let parts = (0..count).map(|_| Ok((read_text(&mut rest)?, size(&mut rest)?))).collect::<Result<_>>()?;
    Ok((Head { measures, published, sums, parts }, rest))
}

fn pack_part(rows: &[(&String, &Figures)], measures: usize) -> Result<Vec<u8>> {
    let mut plain = Vec::new();
    number(&mut plain, rows.len() as u128);
    for (key, _) in rows {
        text(&mut plain, key);
    }
    for measure in 0..measures {
        for (_, figures) in rows {
            write_figure(&mut plain, figures.get(measure).copied().flatten());
        }
    }
    let failed = |source| Error::Failed { doing: "pack figures", source: Box::new(source) };
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&plain).map_err(failed)?;
    encoder.finish().map_err(failed)
}

fn unpack_part(part: &[u8], measures: usize) -> Result<Vec<(String, Figures)>> {
    let mut plain = Vec::new();
    DeflateDecoder::new(part).take(PART_BYTES).read_to_end(&mut plain).map_err(|_| damaged())?;
    let mut rest = plain.as_slice();
    let count = size(&mut rest)?.min(PART);
    let mut rows: Vec<(String, Figures)> =
        (0..count).map(|_| Ok((read_text(&mut rest)?, Vec::new()))).collect::<Result<_>>()?;
    for _ in 0..measures {
        for (_, figures) in &mut rows {
            figures.push(read_figure(&mut rest)?);
        }
    }
    Ok(rows)
}

fn padded(figures: &Figures, measures: usize) -> impl Iterator<Item = Option<i64>> {
    (0..measures).map(|measure| figures.get(measure).copied().flatten())
}

fn number(out: &mut Vec<u8>, mut value: u128) {
    while value >= 0x80 {
        out.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn read_number(rest: &mut &[u8]) -> Result<u128> {
    let mut value = 0_u128;
    // Ten groups of seven bits hold any figure.
    for group in 0..10 {
        let (&byte, after) = rest.split_first().ok_or_else(damaged)?;
        *rest = after;
        value |= u128::from(byte & 0x7F) << (7 * group);
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(damaged())
}

/// A count; never more than there are bytes left, or a damaged row could ask for any amount of memory.
fn size(rest: &mut &[u8]) -> Result<usize> {
    let value = usize::try_from(read_number(rest)?).map_err(|_| damaged())?;
    if value > rest.len() { Err(damaged()) } else { Ok(value) }
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u128);
    out.extend_from_slice(text.as_bytes());
}

fn read_text(rest: &mut &[u8]) -> Result<String> {
    let length = size(rest)?;
    let (text, after) = rest.split_at_checked(length).ok_or_else(damaged)?;
    *rest = after;
    String::from_utf8(text.to_vec()).map_err(|_| damaged())
}

fn write_figure(out: &mut Vec<u8>, figure: Option<i64>) {
    number(out, figure.map_or(0, |figure| u128::from(((figure << 1) ^ (figure >> 63)) as u64) + 1));
}

fn read_figure(rest: &mut &[u8]) -> Result<Option<i64>> {
    let Some(code) = read_number(rest)?.checked_sub(1) else { return Ok(None) };
    let code = u64::try_from(code).map_err(|_| damaged())?;
    Ok(Some((code >> 1) as i64 ^ -((code & 1) as i64)))
}

fn damaged() -> Error {
    Error::damaged("the packed figures of a night")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn rows(count: usize) -> BTreeMap<String, Figures> {
        let edge = [Some(i64::MIN), Some(i64::MAX), None, Some(0), Some(-1), Some(63), Some(64), Some(8_191)];
        (0..count)
            .map(|n| (format!("{:05}", 1_001 + 2 * n), vec![edge[n % 8], Some(n as i64 * 37), None]))
            .collect()
    }

    #[test]
    fn a_night_comes_back_as_it_went_and_each_row_by_itself() {
        for count in [0, 1, 127, 128, 129, 3_200] {
            let rows = rows(count);
            let sums = vec![None, Some(7), Some(0)];
            let published = vec![Some(-5), None, Some(1)];
            let packed = pack(&rows, Some(&published), &sums).unwrap();
            assert_eq!(
                unpack(&packed).unwrap(),
                Night { rows: rows.clone(), published_totals: Some(published.clone()) }
            );
            for (key, figures) in &rows {
                assert_eq!(row(&packed, Some(key)).unwrap().as_ref(), Some(figures));
            }
            assert_eq!(row(&packed, Some("00000")).unwrap(), None);
            assert_eq!(row(&packed, Some("99999")).unwrap(), None);
            assert_eq!(row(&packed, None).unwrap(), Some(published));
            assert_eq!(row(&pack(&rows, None, &sums).unwrap(), None).unwrap(), Some(sums));
        }
    }

    #[test]
    fn the_json_of_the_first_schema_is_still_read() {
        let old = br#"{"rows":{"41029":[8395,112],"unassigned":[0,null]}}"#;
        assert_eq!(unpack(old).unwrap().rows["41029"], [Some(8_395), Some(112)]);
        assert_eq!(row(old, Some("unassigned")).unwrap(), Some(vec![Some(0), None]));
        assert_eq!(row(old, None).unwrap(), Some(vec![Some(8_395), Some(112)]));
    }

    #[test]
    fn damaged_bytes_are_an_error_and_never_a_panic() {
        let packed = pack(&rows(300), None, &vec![Some(1); 3]).unwrap();
        for cut in 0..packed.len() {
            assert!(unpack(&packed[..cut]).is_err(), "cut at {cut}");
        }
        for place in 0..packed.len() {
            let mut bent = packed.clone();
            bent[place] ^= 0x55;
            // Whatever it says, it says it without a panic.
            let _ = (unpack(&bent), row(&bent, Some("01301")), row(&bent, None));
        }
    }

    #[test]
    fn every_county_of_the_country_fits_a_few_kilobytes() {
        let rows: BTreeMap<String, Figures> = (0..3_200_i64)
            .map(|n| {
                (format!("{:05}", 1_001 + 2 * n), vec![Some(n * n % 90_000), Some(n % 2_000), Some(n % 400)])
            })
            .collect();
        let packed = pack(&rows, None, &vec![Some(1); 3]).unwrap();
        assert!(packed.len() < 40_000, "{}", packed.len());
    }
}
