//! One radial → message 1, as radars wrote until 2008 (interface document 2620002, table III): reflectivity, velocity and
//! spectrum width in a frame of fixed length.

use crate::encode::bytes::{Bytes, day_and_time};
use crate::encode::frames::message_header;
use crate::frames::{FRAME, HEADER, LEGACY_RADIAL};
use crate::moment::Moment;
use crate::radial::{Radial, Words};
use crate::volume::Volume;

/// Bytes before the gates.
const BEFORE_GATES: usize = 100;
/// Gates that the document allows of reflectivity, and of velocity and width.
const MOST: [usize; 3] = [460, 920, 920];

/// The frame with its header. What it has no place for is left out: other moments, gates beyond the last that fits, words
/// of 16 bits.
pub(super) fn frame(radial: &Radial, volume: &Volume) -> Vec<u8> {
    let moments =
        [Moment::Reflectivity, Moment::Velocity, Moment::SpectrumWidth].map(|moment| radial.of(moment));
    let mut gates: Vec<&[u8]> = Vec::new();
    let mut room = FRAME - HEADER - BEFORE_GATES;
    for (moment, most) in moments.iter().zip(MOST) {
        let words = moment.map_or(&[][..], |gates| match &gates.words {
            Words::Eight(words) => words,
            Words::Sixteen(_) => &[],
        });
        // All of them begin at the first gate, so each has its share of the room.
        let taken = words.len().min(most).min(room);
        room -= taken;
        gates.push(words.get(..taken).unwrap_or_default());
    }
    let doppler = gates.get(1).map_or(0, |words| words.len());
    let mut at = BEFORE_GATES;
    let pointers: Vec<usize> = gates
        .iter()
        .map(|words| {
            let begin = at;
            at += words.len();
            if words.is_empty() { 0 } else { begin }
        })
        .collect();
    let number = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
    let of = |moment: usize| moments.get(moment).copied().flatten();
    let first = |moment: usize| number(of(moment).map_or(0, |gates| gates.first_m.max(0) as usize));
    let spacing = |moment: usize| of(moment).map_or(0, |gates| gates.spacing_m);
    let (day, time) = day_and_time(radial.time);
    let status = match (radial.begins, radial.ends, radial.cut) {
        (true, _, 1) => 3,
        (true, ..) => 0,
        (_, true, _) => 2,
        _ => 1,
    };
    let mut out = Bytes::default();
    message_header(&mut out, LEGACY_RADIAL, FRAME - HEADER, (day, time));
    out.u32(time).u16(day).u16(4_660).u16(turn(radial.azimuth_deg)).u16(radial.number).u16(status);
    out.u16(turn(radial.elevation_deg)).u16(u16::from(radial.cut)).u16(first(0)).u16(first(1));
    out.u16(spacing(0)).u16(spacing(1)).u16(number(gates.first().map_or(0, |words| words.len())));
    out.u16(number(doppler)).u16(1).f32(0.0);
    pointers.iter().for_each(|pointer| {
        out.u16(number(*pointer));
    });
    let nyquist = radial.nyquist_mps.map_or(0, |speed| (speed * 100.0).round() as u16);
    out.u16(2).u16(volume.vcp.unwrap_or(0)).zeros(14).u16(nyquist).zeros(38);
    gates.iter().for_each(|words| {
        out.raw(words);
    });
    out.0.resize(FRAME, 0);
    out.0
}

/// An angle as a part of a turn: below the horizon is just below a whole one.
fn turn(degrees: f32) -> u16 {
    (degrees.rem_euclid(360.0) / 360.0 * 65_536.0).round() as u32 as u16
}
