//! The metadata record: the plan of the scan (message 5), the condition of the radar (message 2), and the empty
//! frames that pad it to its usual 134.

use crate::encode::bytes::{Bytes, day_and_time};
use crate::frames::{FRAME, HEADER, PATTERN, STATUS};
use crate::volume::{Condition, Cut, Volume};

const METADATA_FRAMES: usize = 134;

/// The content of the record.
pub(super) fn metadata(volume: &Volume) -> Vec<u8> {
    let mut record = Vec::new();
    if let Some(condition) = volume.condition {
        record.extend(frame(STATUS, &status(condition, volume.vcp), volume));
    }
    if let Some(number) = volume.vcp.filter(|_| !volume.plan.is_empty()) {
        record.extend(frame(PATTERN, &pattern(number, &volume.plan), volume));
    }
    record.resize(METADATA_FRAMES * FRAME, 0);
    record
}

/// Frames that say nothing about weather, as a radar sends them between its radials: performance (3), clutter map (15), an
/// adaptation (18); and how it is.
pub(super) fn of_the_radar(volume: &Volume) -> Vec<u8> {
    let mut frames = Vec::new();
    for kind in [3, 15, 18] {
        frames.extend(frame(kind, &[kind; 960], volume));
    }
    if let Some(condition) = volume.condition {
        frames.extend(frame(STATUS, &status(condition, volume.vcp), volume));
    }
    frames
}

fn frame(kind: u8, body: &[u8], volume: &Volume) -> Vec<u8> {
    let mut frame = Bytes::default();
    message_header(&mut frame, kind, body.len(), volume.time.map_or((1, 0), day_and_time));
    frame.raw(body);
    frame.0.resize(FRAME, 0);
    frame.0
}

/// Twelve bytes of the line and sixteen of header, for a body of `length` bytes.
pub(super) fn message_header(into: &mut Bytes, kind: u8, length: usize, (day, time): (u16, u32)) {
    let half_words = u16::try_from((HEADER - 12 + length) / 2).unwrap_or(u16::MAX - 1);
    into.zeros(12).u16(half_words).u8(8).u8(kind).u16(0).u16(day).u32(time).u16(1).u16(1);
}

fn status(condition: Condition, vcp: Option<u16>) -> Vec<u8> {
    let (status, mode) = match condition {
        Condition::Operating => (16, 4),
        Condition::Waiting => (4, 4),
        Condition::Maintenance => (16, 8),
        Condition::Unknown(status) => (status, 4),
    };
    let mut body = Bytes::default();
    body.u16(status).u16(2).zeros(10).u16(vcp.unwrap_or(0)).zeros(4).u16(mode).zeros(98);
    body.0
}

fn pattern(number: u16, plan: &[Cut]) -> Vec<u8> {
    // A frame has room for no more; the document allows 32.
    let plan = &plan[..plan.len().min(50)];
    let mut body = Bytes::default();
    let half_words = u16::try_from(11 + 23 * plan.len()).unwrap_or(u16::MAX);
    let cuts = u16::try_from(plan.len()).unwrap_or(u16::MAX);
    body.u16(half_words).u16(2).u16(number).u16(cuts).u8(1).u8(1).u8(2).u8(2).zeros(10);
    for cut in plan {
        let angle = (cut.elevation_deg / 180.0 * 32_768.0).round() as i16;
        body.raw(&angle.to_be_bytes()).zeros(26).u16(u16::from(cut.rescan)).zeros(16);
    }
    body.0
}
