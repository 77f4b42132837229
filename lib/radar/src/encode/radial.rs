//! One radial → message 31.

use crate::encode::bytes::{Bytes, day_and_time, name};
use crate::encode::frames::message_header;
use crate::frames::RADIAL;
use crate::moment::Moment;
use crate::radial::{Gates, Radial, Words};
use crate::volume::Volume;

/// Bytes of a message before its pointers.
const BEFORE_POINTERS: usize = 32;

/// The message with its header.
pub(super) fn message(radial: &Radial, volume: &Volume) -> Vec<u8> {
    let mut blocks = vec![volume_block(volume), elevation_block(), radial_block(radial)];
    blocks.extend(radial.gates.iter().map(moment_block));
    let mut length = BEFORE_POINTERS + 4 * blocks.len();
    let mut pointers = Bytes::default();
    for block in &blocks {
        pointers.u32(u32::try_from(length).unwrap_or(u32::MAX));
        length += block.len();
    }
    let padding = length % 2;
    let mut out = Bytes::default();
    let (day, time) = day_and_time(radial.time);
    message_header(&mut out, RADIAL, length + padding, (day, time));
    let status = match (radial.begins, radial.ends, radial.cut, radial.number) {
        (true, _, 1, 1) => 3,
        (true, ..) => 0,
        (_, true, ..) => 2,
        _ => 1,
    };
    let width = (radial.width_deg * 2.0).round() as u8;
    let stated = u16::try_from(length).unwrap_or(u16::MAX);
    out.raw(&name(&volume.site.id)).u32(time).u16(day).u16(radial.number).f32(radial.azimuth_deg);
    out.u8(0).u8(0).u16(stated).u8(width).u8(status).u8(radial.cut).u8(0).f32(radial.elevation_deg);
    out.u8(0).u8(0).u16(u16::try_from(blocks.len()).unwrap_or(u16::MAX)).raw(&pointers.0);
    blocks.iter().for_each(|block| {
        out.raw(block);
    });
    out.zeros(padding);
    out.0
}

fn volume_block(volume: &Volume) -> Vec<u8> {
    let mut block = Bytes::default();
    block.raw(b"RVOL").u16(44).u8(2).u8(0);
    match volume.site.place {
        Some(place) => {
            let (ground, tower) =
                (place.ground_m.round() as i16, (place.antenna_m - place.ground_m).round() as u16);
            block
                .f32(place.latitude as f32)
                .f32(place.longitude as f32)
                .raw(&ground.to_be_bytes())
                .u16(tower);
        }
        // No latitude is so large: the reader takes it for none.
        None => {
            block.f32(999.0).f32(999.0).u16(0).u16(0);
        }
    }
    block.zeros(20).u16(volume.vcp.unwrap_or(0)).u16(0);
    block.0
}

fn elevation_block() -> Vec<u8> {
    let mut block = Bytes::default();
    block.raw(b"RELV").u16(12).zeros(6);
    block.0
}

fn radial_block(radial: &Radial) -> Vec<u8> {
    let nyquist = radial.nyquist_mps.map_or(0, |speed| (speed * 100.0).round() as u16);
    let mut block = Bytes::default();
    block.raw(b"RRAD").u16(28).u16(4_660).zeros(8).u16(nyquist).zeros(10);
    block.0
}

fn moment_block(gates: &Gates) -> Vec<u8> {
    let letters = match gates.moment {
        Moment::SpectrumWidth => "SW ",
        other => other.code(),
    };
    let count = u16::try_from(gates.words.len()).unwrap_or(u16::MAX);
    let first = u16::try_from(gates.first_m.max(0)).unwrap_or(u16::MAX);
    let bits = if matches!(gates.words, Words::Eight(_)) { 8 } else { 16 };
    let mut block = Bytes::default();
    block.raw(b"D").raw(letters.as_bytes()).u32(0).u16(count).u16(first).u16(gates.spacing_m);
    block.u16(0).u16(0).u8(0).u8(bits).f32(gates.scale).f32(gates.offset);
    match &gates.words {
        Words::Eight(words) => {
            block.raw(&words[..usize::from(count)]);
        }
        Words::Sixteen(words) => words[..usize::from(count)].iter().for_each(|word| {
            block.u16(*word);
        }),
    }
    block.0
}
