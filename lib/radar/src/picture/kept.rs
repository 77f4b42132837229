//! A sweep in colours ⇄ bytes, for whoever wants to draw it again after a restart without the volume that it came from.
//!
//! A zlib stream of: a mark; the palette, colour by colour, each with what it stands for; the elevation; the length of a row
//! and the number of rows; the two tables and the rows themselves. Numbers are little-endian. A sweep that was painted with
//! other colours is not read: its indices would mean something else.

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

use crate::beam::Beam;
use crate::palette::Palette;
use crate::picture::polar::{Polar, STEPS};
use crate::picture::rows::DIRECTIONS;

const MARK: &[u8; 8] = b"bwpolar1";
/// More than 800 rows of 4,000 gates, and all tables.
const MOST_BYTES: u64 = 16 << 20;

impl Polar {
    /// The bytes of a sweep that was painted with this palette: a tenth of what it takes in memory, or less.
    #[must_use]
    pub fn to_bytes(&self, palette: &Palette) -> Vec<u8> {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
        let mut head = head(palette);
        head.extend(self.elevation_deg.to_le_bytes());
        for number in [self.stride, self.gates.len() / self.stride.max(1)] {
            head.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        }
        let rows = self.directions.iter().flat_map(|row| row.to_le_bytes());
        let gates = self.ranges.iter().flat_map(|gate| gate.to_le_bytes());
        head.extend(rows.chain(gates));
        // A vector takes whatever is written into it.
        let written = out.write_all(&head).and_then(|()| out.write_all(&self.gates));
        written.and_then(|()| out.finish()).unwrap_or_default()
    }

    /// Reads what [`Polar::to_bytes`] made of a sweep of the radar with this beam. None for anything else, and for a sweep
    /// that was painted with other colours.
    #[must_use]
    pub fn from_bytes(bytes: &[u8], beam: Beam, palette: &Palette) -> Option<Self> {
        let mut all = Vec::new();
        ZlibDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut all).ok()?;
        let mut rest = all.strip_prefix(head(palette).as_slice())?;
        let elevation_deg = f64::from_le_bytes(rest.split_off(..8)?.try_into().ok()?);
        let mut number = || Some(u32::from_le_bytes(rest.split_off(..4)?.try_into().ok()?) as usize);
        let (stride, rows) = (number()?, number()?);
        let rows_bytes = rest.split_off(..DIRECTIONS * 4)?;
        let ranges_bytes = rest.split_off(..STEPS * 2)?;
        let is_whole = (1..=usize::from(u16::MAX)).contains(&stride)
            && stride.checked_mul(rows) == Some(rest.len())
            && elevation_deg.is_finite();
        if !is_whole {
            return None;
        }
        let of_four = |four: &[u8]| four.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        let directions: Vec<u32> = rows_bytes.chunks_exact(4).map(of_four).collect();
        let of_two = |two: &[u8]| two.iter().rev().fold(0, |sum, byte| sum << 8 | u16::from(*byte));
        let ranges: Vec<u16> = ranges_bytes.chunks_exact(2).map(of_two).collect();
        let is_inside = |row: &u32| (*row as usize).is_multiple_of(stride) && (*row as usize) < rest.len();
        if !directions.iter().all(is_inside) || ranges.iter().any(|gate| usize::from(*gate) >= stride) {
            return None;
        }
        Some(Self {
            directions: Box::<[u32]>::from(directions).try_into().ok()?,
            ranges: Box::<[u16]>::from(ranges).try_into().ok()?,
            gates: rest.into(),
            stride,
            elevation_deg,
            beam,
        })
    }
}

/// What the bytes of every sweep begin with that was painted with a palette.
fn head(palette: &Palette) -> Vec<u8> {
    let mut head = MARK.to_vec();
    for (index, colour) in (0..=u8::MAX).zip(palette.colours()) {
        head.extend(colour);
        head.extend(palette.value_of(index).unwrap_or(f32::NEG_INFINITY).to_le_bytes());
    }
    head
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::{
        Moment, Place,
        picture::{Cleaning, PixelMap, draw, still_extent},
        synth::Scene,
    };
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static SWEEP: LazyLock<(Polar, Beam, Palette)> = LazyLock::new(|| {
        let place = Place::of_registry("KMAX").unwrap();
        let mut scene = Scene::new("KMAX", place, "2021-03-01T18:00:00Z".parse().unwrap());
        (scene.radials, scene.gates) = (360, 400);
        let mut volume = scene.volume(scene.passes);
        // A part of the circle was not measured.
        volume.sweeps[0].radials.truncate(300);
        let (beam, palette) = (Beam::new(place), Palette::safe(Moment::Reflectivity));
        let polar = Polar::new(&volume.sweeps[0], Moment::Reflectivity, beam, &palette, Cleaning::Raw);
        (polar.unwrap(), beam, palette)
    });

    #[test]
    fn a_sweep_comes_back_as_it_was_and_draws_the_same() {
        let (polar, beam, palette) = &*SWEEP;
        let bytes = polar.to_bytes(palette);
        assert!(bytes.len() * 5 < polar.bytes(), "{} of {}", bytes.len(), polar.bytes());
        let again = Polar::from_bytes(&bytes, *beam, palette).unwrap();
        assert_eq!(&again, polar);
        let map = PixelMap::new(beam.site, 460_000.0, still_extent(beam.site, 230_000.0), 200, 200).unwrap();
        assert_eq!(draw(&map, &again), draw(&map, polar));
        assert!(!draw(&map, &again).is_blank());
    }

    #[test]
    fn other_colours_and_cut_bytes_are_no_sweep() {
        let (polar, beam, palette) = &*SWEEP;
        let bytes = polar.to_bytes(palette);
        assert_eq!(Polar::from_bytes(&bytes, *beam, &Palette::usual(Moment::Reflectivity)), None);
        for end in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(Polar::from_bytes(&bytes[..end], *beam, palette), None, "{end}");
        }
    }

    proptest! {
        /// What is changed is refused or can be drawn: nothing panics.
        #[test]
        fn no_changed_table_is_read_beyond_its_end(at in 0_usize..600_000, value: u8) {
            let (polar, beam, palette) = &*SWEEP;
            let mut plain = Vec::new();
            ZlibDecoder::new(&*polar.to_bytes(palette)).read_to_end(&mut plain).unwrap();
            let at = at % plain.len();
            plain[at] = value;
            let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
            packed.write_all(&plain).unwrap();
            if let Some(read) = Polar::from_bytes(&packed.finish().unwrap(), *beam, palette) {
                let extent = still_extent(beam.site, 230_000.0);
                let map = PixelMap::new(beam.site, 460_000.0, extent, 60, 60).unwrap();
                prop_assert_eq!(draw(&map, &read).pixels.len(), 3_600);
            }
        }
    }
}
