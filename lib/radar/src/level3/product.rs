//! The two headers of a product, and what kind it is.

use std::sync::Arc;

use jiff::Timestamp;

use crate::bunzip::{Decoder, End};
use crate::error::Error;
use crate::level3::levels::{Levels, Quantity};
use crate::level3::packets::{self, Data};
use crate::limits::Limits;
use crate::message::moment;
use crate::radial::{Gates, Radial, Value, Words};
use crate::site::Place;
use crate::sweep::Sweep;

/// Bytes of the message header and of the product description.
const HEADERS: usize = 120;
/// The message header begins within so many bytes of the file, after the lines of the telegraph.
const HEADER_WITHIN: usize = 256;

/// A product of gates.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// The number of its kind.
    pub code: u16,
    /// What it shows.
    pub quantity: Quantity,
    /// The three letters of its radar, by the line before it; empty when there is none.
    pub site: String,
    /// Where the radar stands.
    pub place: Option<Place>,
    /// When the scan began that it is made of.
    pub volume_time: Option<Timestamp>,
    /// When it was made.
    pub product_time: Option<Timestamp>,
    /// Degrees above the horizon, for what is of one sweep.
    pub elevation_deg: Option<f32>,
    /// The words.
    pub data: Data,
    levels: Levels,
}

/// What is known of a kind: quantity, metres of a gate, whether it is of one sweep.
struct Kind {
    quantity: Quantity,
    spacing_m: u16,
    one_sweep: bool,
}

/// Reads a product, with or without the lines of the telegraph before it.
///
/// # Errors
///
/// [`Error::NotLevelThree`]; [`Error::ProductNotRead`] with the reason, for products that are no gates or not known;
/// [`Error::ProductDamaged`] when its data contradicts itself. A product that ends early gives its whole radials.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Product, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let start = (0..HEADER_WITHIN).find(|start| begins_here(bytes, *start)).ok_or(Error::NotLevelThree)?;
    let product = bytes.get(start..).unwrap_or_default();
    let word = |half_word: usize| half_words(product, half_word);
    let code = word(15);
    let kind = kind(code)?;
    let symbols = product.get(HEADERS..).unwrap_or_default();
    let mut inflated = Vec::new();
    let symbols = if symbols.starts_with(b"BZh") {
        let cap = limits.record_bytes.min(limits.allowance(symbols.len()));
        if Decoder::new().decode(symbols, cap, &mut inflated) == End::TooLarge {
            return Err(Error::ProductDamaged("it becomes too large"));
        }
        &inflated
    } else {
        symbols
    };
    let data = packets::read(symbols, kind.spacing_m)?;
    let height_m = f64::from(word(14) as i16) * 0.304_8;
    let long = |half_word: usize| {
        f64::from((u32::from(word(half_word)) << 16 | u32::from(word(half_word + 1))) as i32)
    };
    let seconds = |half_word: usize| u32::from(word(half_word)) << 16 | u32::from(word(half_word + 1));
    let thresholds = std::array::from_fn(|index| word(30 + index));
    Ok(Product {
        code,
        quantity: kind.quantity,
        site: site(bytes.get(..start).unwrap_or_default()),
        place: Place::new(long(10) / 1e3, long(12) / 1e3, height_m, height_m),
        volume_time: moment(word(20), seconds(21).saturating_mul(1_000)),
        product_time: moment(word(23), seconds(24).saturating_mul(1_000)),
        elevation_deg: kind.one_sweep.then(|| f32::from(word(29) as i16) / 10.0),
        data,
        levels: Levels::new(kind.quantity, code, thresholds),
    })
}

impl Product {
    /// What a word means, in the unit of its quantity.
    #[must_use]
    pub fn value(&self, word: u8) -> Value {
        self.levels.value(word)
    }

    /// The product as a sweep, to be drawn like one of Level II; velocity in m/s. None for a raster, and for what is no
    /// moment. A level of sixteen stands for the value that it begins at.
    #[must_use]
    pub fn sweep(&self) -> Option<Sweep> {
        let (moment, Data::Radials { first_m, spacing_m, radials }) = (self.quantity.moment()?, &self.data)
        else {
            return None;
        };
        let straight = self.levels.straight(self.quantity)?;
        let (scale, offset) = (straight.scale, straight.offset);
        let count = radials.len();
        let radial = |(index, radial): (usize, &packets::LevelRadial)| {
            let words = Words::Eight(straight.words(&radial.words));
            Arc::new(Radial {
                azimuth_deg: radial.azimuth_deg(),
                elevation_deg: self.elevation_deg.unwrap_or(0.0),
                width_deg: radial.width_deg,
                time: self.volume_time.unwrap_or_default(),
                number: u16::try_from(index + 1).unwrap_or(u16::MAX),
                cut: 1,
                begins: index == 0,
                ends: index + 1 == count,
                nyquist_mps: None,
                gates: vec![Gates { moment, first_m: *first_m, spacing_m: *spacing_m, scale, offset, words }],
            })
        };
        Some(Sweep { cut: 1, radials: radials.iter().enumerate().map(radial).collect() })
    }
}

/// The half-word with a number, counted from 0 at the message header; 0 beyond the end.
fn half_words(product: &[u8], number: usize) -> u16 {
    let pair = product.get(number * 2..number * 2 + 2).and_then(|pair| pair.try_into().ok());
    pair.map_or(0, u16::from_be_bytes)
}

/// A message header is recognised by the divider after it, and by the code that stands twice.
fn begins_here(bytes: &[u8], start: usize) -> bool {
    let Some(product) = bytes.get(start..).filter(|product| product.len() > HEADERS) else { return false };
    half_words(product, 9) == 0xffff && half_words(product, 0) == half_words(product, 15)
}

/// The letters at the end of the line before a product: `N0QTLX` is of TLX.
fn site(before: &[u8]) -> String {
    let text: String = before.iter().map(|byte| char::from(*byte)).collect();
    let last =
        text.split_whitespace().next_back().filter(|word| word.len() == 6).and_then(|word| word.get(3..));
    last.filter(|letters| letters.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .unwrap_or_default()
        .to_owned()
}

fn kind(code: u16) -> Result<Kind, Error> {
    use Quantity::{CompositeReflectivity, EchoTops, Liquid, Reflectivity, Velocity};
    let of = |quantity, spacing_m, one_sweep| Ok(Kind { quantity, spacing_m, one_sweep });
    let refuse = |why| Err(Error::ProductNotRead { code, why });
    match code {
        16 | 19 | 94 => of(Reflectivity, 1_000, true),
        20 => of(Reflectivity, 2_000, true),
        153 | 99 | 154 => of(if code == 153 { Reflectivity } else { Velocity }, 250, true),
        27 => of(Velocity, 1_000, true),
        37 => of(CompositeReflectivity, 1_000, false),
        38 => of(CompositeReflectivity, 4_000, false),
        134 => of(Liquid, 1_000, false),
        135 => of(EchoTops, 1_000, false),
        48 => refuse("a wind profile is a drawing of barbs, not gates"),
        58 => refuse("storm tracks are symbols and tables, not gates"),
        59 | 61 | 141 => refuse("signs of hail and rotation are symbols and tables, not gates"),
        62 | 75 | 82 | 104 => refuse("it is text, not gates"),
        _ => refuse("this kind is not known here"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_product_is_refused() {
        let limits = Limits::default();
        assert_eq!(read(b"", &limits), Err(Error::Empty));
        assert_eq!(read(b"SDUS54 KOUN 202016\r\r\nN0QTLX\r\r\n", &limits), Err(Error::NotLevelThree));
        assert_eq!(read(&[0; 4_000], &limits), Err(Error::NotLevelThree));
    }

    #[test]
    fn the_line_before_names_the_radar() {
        assert_eq!(site(b"SDUS54 KOUN 202016\r\r\nN0QTLX\r\r\n"), "TLX");
        assert_eq!(site(b""), "");
        assert_eq!(site("\u{e9}\u{e9}\u{e9}\u{e9}".as_bytes()), "");
    }
}
