//! One message → a radial, a plan, a condition. The layouts are `nexrad-decode`'s; what comes out is checked here.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use nexrad_decode::messages::digital_radar_data::{DataBlock, GenericDataBlock};
use nexrad_decode::messages::{
    MessageContents, digital_radar_data, digital_radar_data_legacy, rda_status_data, volume_coverage_pattern,
};

use crate::frames::{FRAME, LEGACY_RADIAL, PATTERN, RADIAL, STATUS};
use crate::moment::Moment;
use crate::radial::{Gates, Radial, Words};
use crate::site::Place;
use crate::volume::{Condition, Cut};

/// What a message said.
pub(crate) enum Understood {
    Radial(Box<Read>),
    Pattern {
        number: u16,
        plan: Vec<Cut>,
    },
    Condition {
        condition: Condition,
        vcp: Option<u16>,
    },
    /// Of a kind that says nothing about weather.
    Other,
}

/// A radial with what else its message says.
pub(crate) struct Read {
    pub(crate) radial: Radial,
    pub(crate) id: Option<String>,
    pub(crate) place: Option<Place>,
    pub(crate) vcp: Option<u16>,
    /// Why a moment of it could not be taken, when one could not.
    pub(crate) moment_lost: Option<&'static str>,
}

/// Understands one message, given with its header.
pub(crate) fn understand(kind: u8, bytes: &[u8]) -> Result<Understood, &'static str> {
    let framed = match kind {
        RADIAL => Cow::Borrowed(bytes),
        LEGACY_RADIAL | STATUS | PATTERN => whole_frame(bytes),
        _ => return Ok(Understood::Other),
    };
    // A third party's code meets a stranger's bytes: no input is known to make it panic.
    let contents = catch_unwind(AssertUnwindSafe(|| {
        let message = nexrad_decode::iter_messages(&framed).next()?;
        Some(message.map_err(|_| "it contradicts itself").and_then(|message| match message.contents() {
            MessageContents::DigitalRadarData(message) => radial(message),
            MessageContents::DigitalRadarDataLegacy(message) => legacy_radial(message),
            MessageContents::RdaVolumeCoveragePattern(message) => Ok(pattern(message)),
            MessageContents::RdaStatusData(message) => Ok(condition(message)),
            _ => Ok(Understood::Other),
        }))
    }));
    match contents {
        Ok(Some(understood)) => understood,
        Ok(None) => Err("it is empty"),
        Err(_) => Err("it could not be decoded"),
    }
}

/// A frame filled up to its length, because the last one of a file may be shorter. A message that says to be one
/// of several segments is read as one: those that matter here fit into a frame.
fn whole_frame(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.len() >= FRAME && bytes.get(24..28) == Some(&[0, 1, 0, 1]) {
        return Cow::Borrowed(bytes);
    }
    let mut frame = bytes.to_vec();
    frame.resize(FRAME, 0);
    frame[24..28].copy_from_slice(&[0, 1, 0, 1]);
    Cow::Owned(frame)
}

fn radial(message: &digital_radar_data::Message<'_>) -> Result<Understood, &'static str> {
    let header = message.header();
    if header.compression_indicator_raw() != 0 {
        return Err("its content is compressed in a way that the network does not use");
    }
    let blocks = [
        (Moment::Reflectivity, message.reflectivity_data_block()),
        (Moment::Velocity, message.velocity_data_block()),
        (Moment::SpectrumWidth, message.spectrum_width_data_block()),
        (Moment::DifferentialReflectivity, message.differential_reflectivity_data_block()),
        (Moment::DifferentialPhase, message.differential_phase_data_block()),
        (Moment::Correlation, message.correlation_coefficient_data_block()),
        (Moment::FilterPower, message.clutter_filter_power_data_block()),
    ];
    let mut read = Vec::with_capacity(blocks.iter().filter(|(_, block)| block.is_some()).count());
    let mut moment_lost = None;
    for (moment, block) in blocks.iter().filter_map(|(moment, block)| Some((*moment, (*block)?))) {
        match gates(moment, block) {
            Ok(gates) => read.push(gates),
            Err(why) => moment_lost = Some(why),
        }
    }
    let width_deg = header.azimuth_resolution_spacing_degrees();
    let radial = Radial {
        azimuth_deg: azimuth(header.azimuth_angle_degrees())?,
        elevation_deg: elevation(header.elevation_angle_degrees())?,
        width_deg: if (0.25..=2.0).contains(&width_deg) { width_deg } else { 1.0 },
        time: moment(header.date_raw(), header.time_raw()).ok_or("its time is none")?,
        number: header.azimuth_number(),
        cut: header.elevation_number(),
        begins: begins(header.radial_status_raw()),
        ends: ends(header.radial_status_raw()),
        nyquist_mps: message
            .radial_data_block()
            .and_then(|block| speed(block.inner().nyquist_velocity_mps())),
        gates: read,
    };
    let volume = message.volume_data_block().map(DataBlock::inner);
    let place = volume.and_then(|block| {
        let ground_m = f64::from(block.site_height_meters());
        let antenna_m = ground_m + f64::from(block.tower_height_meters());
        Place::new(block.latitude_degrees().into(), block.longitude_degrees().into(), ground_m, antenna_m)
    });
    let vcp = volume.map(digital_radar_data::VolumeDataBlock::vcp_number_raw).filter(|number| *number != 0);
    let id = radar_name(header.radar_identifier_raw());
    Ok(Understood::Radial(Box::new(Read { radial, id, place, vcp, moment_lost })))
}

fn gates(moment: Moment, block: &DataBlock<'_, GenericDataBlock<'_>>) -> Result<Gates, &'static str> {
    let (header, encoded) = (block.inner().header(), block.inner().encoded_values());
    let words = match header.data_word_size_raw() {
        8 => Words::Eight(encoded.into()),
        16 => {
            let pairs = encoded.as_chunks::<2>().0;
            Words::Sixteen(pairs.iter().copied().map(u16::from_be_bytes).collect())
        }
        _ => return Err("the words of one of its moments are neither 8 nor 16 bits wide"),
    };
    let (scale, offset) = (header.scale(), header.offset());
    if !scale.is_finite() || !offset.is_finite() {
        return Err("the scale of one of its moments is no number");
    }
    let spacing_m = header.data_moment_range_sample_interval_raw();
    if spacing_m == 0 && words.len() > 1 {
        return Err("the gates of one of its moments stand on each other");
    }
    let first_m = i32::from(header.data_moment_range_raw());
    Ok(Gates { moment, first_m, spacing_m, scale, offset, words })
}

fn legacy_radial(message: &digital_radar_data_legacy::Message<'_>) -> Result<Understood, &'static str> {
    let near = (message.surveillance_first_gate_range_meters(), message.surveillance_gate_interval_meters());
    let doppler = (message.doppler_first_gate_range_meters(), message.doppler_gate_interval_meters());
    // A velocity word is worth half a metre a second, or a whole one; the figures are the document's.
    let velocity_scale = 1.0 / message.doppler_velocity_resolution_mps();
    let moments = [
        (Moment::Reflectivity, message.reflectivity_gates(), near, 2.0, 66.0),
        (Moment::Velocity, message.velocity_gates(), doppler, velocity_scale, 129.0),
        (Moment::SpectrumWidth, message.spectrum_width_gates(), doppler, 2.0, 129.0),
    ];
    let mut read = Vec::new();
    let mut moment_lost = None;
    for (moment, words, (first, spacing_m), scale, offset) in moments {
        match words {
            Some(_) if spacing_m == 0 => {
                moment_lost = Some("the gates of one of its moments stand on each other");
            }
            Some(words) => {
                let words = Words::Eight(words.into());
                read.push(Gates { moment, first_m: first.into(), spacing_m, scale, offset, words });
            }
            None => {}
        }
    }
    let status = message.radial_status_raw().to_be_bytes()[1];
    let elevation_deg = message.elevation_angle_degrees();
    let radial = Radial {
        azimuth_deg: azimuth(message.azimuth_angle_degrees())?,
        // The angle is written as a part of a turn: just below the horizon is just below 360.
        elevation_deg: elevation(if elevation_deg > 180.0 { elevation_deg - 360.0 } else { elevation_deg })?,
        width_deg: 1.0,
        time: legacy_moment(message)?,
        number: message.azimuth_number(),
        cut: message.elevation_number(),
        begins: begins(status),
        ends: ends(status),
        nyquist_mps: speed(message.nyquist_velocity_mps()),
        gates: read,
    };
    let vcp = Some(message.vcp_number_raw()).filter(|number| *number != 0);
    Ok(Understood::Radial(Box::new(Read { radial, id: None, place: None, vcp, moment_lost })))
}

fn legacy_moment(message: &digital_radar_data_legacy::Message<'_>) -> Result<Timestamp, &'static str> {
    let milliseconds = message.date_time().map(|moment| moment.timestamp_millis());
    // Day 0 would be before the first day.
    let milliseconds = milliseconds.filter(|milliseconds| *milliseconds >= 0).ok_or("its time is none")?;
    Timestamp::from_millisecond(milliseconds).map_err(|_| "its time is none")
}

fn pattern(message: &volume_coverage_pattern::Message<'_>) -> Understood {
    let cut = |cut: &volume_coverage_pattern::ElevationDataBlock<'_>| Cut {
        elevation_deg: angle(cut.elevation_angle_raw()),
        rescan: cut.is_sails_cut() || cut.is_mrle_cut(),
    };
    Understood::Pattern {
        number: message.header().vcp_number_raw(),
        plan: message.elevations().iter().map(cut).collect(),
    }
}

/// An angle of the plan in degrees. Below the horizon some write the complement, others a sign; no cut is so low
/// that both could be meant.
fn angle(word: u16) -> f32 {
    let degrees = |word: i16| f32::from(word) * 180.0 / 32_768.0;
    let complement = degrees(word as i16);
    if complement >= -10.0 { complement } else { -degrees((word & 0x7fff) as i16) }
}

fn condition(message: &rda_status_data::Message<'_>) -> Understood {
    use rda_status_data::{OperationalMode, RdaStatus};
    let condition = match (message.operational_mode(), message.rda_status()) {
        (OperationalMode::Maintenance, _) => Condition::Maintenance,
        (_, RdaStatus::Operate) => Condition::Operating,
        (_, RdaStatus::StartUp | RdaStatus::Standby | RdaStatus::Restart) => Condition::Waiting,
        _ => Condition::Unknown(message.rda_status_raw()),
    };
    // A pattern that the radar chose itself is negative.
    let vcp = Some(message.vcp_number_raw().unsigned_abs()).filter(|number| *number != 0);
    Understood::Condition { condition, vcp }
}

/// A day and a time of the day, as every message writes them: days since 1 January 1970, which is day 1, and
/// milliseconds since midnight.
pub(crate) fn moment(day: u16, milliseconds: u32) -> Option<Timestamp> {
    let days = i64::from(day.checked_sub(1)?);
    // A leap second is allowed for.
    (milliseconds <= 86_401_000).then_some(())?;
    Timestamp::from_millisecond(days * 86_400_000 + i64::from(milliseconds)).ok()
}

/// The four letters of a radar, unless they are none.
pub(crate) fn radar_name(bytes: &[u8]) -> Option<String> {
    let named = bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    named.then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn azimuth(degrees: f32) -> Result<f32, &'static str> {
    match degrees {
        360.0 => Ok(0.0),
        _ if (0.0..360.0).contains(&degrees) => Ok(degrees),
        _ => Err("its direction is none"),
    }
}

fn elevation(degrees: f32) -> Result<f32, &'static str> {
    if (-10.0..=95.0).contains(&degrees) { Ok(degrees) } else { Err("its elevation is none") }
}

fn speed(metres_per_second: f32) -> Option<f32> {
    (metres_per_second > 0.0 && metres_per_second < 200.0).then_some(metres_per_second)
}

/// 0 begins a cut, 3 the volume, 5 the last cut. The highest bit says that the data is bad, and moves nothing.
fn begins(status: u8) -> bool {
    matches!(status & 0x7f, 0 | 3 | 5)
}

/// 2 ends a cut, 4 the volume.
fn ends(status: u8) -> bool {
    matches!(status & 0x7f, 2 | 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_one_is_the_first_of_january_1970() {
        assert_eq!(moment(1, 0), Some(Timestamp::UNIX_EPOCH));
        assert_eq!(moment(18_674, 0x0495_02bf).unwrap().to_string(), "2021-02-15T21:21:14.431Z");
        assert_eq!(moment(0, 0), None);
        assert_eq!(moment(1, 90_000_000), None);
    }

    #[test]
    fn an_angle_below_the_horizon_is_read_either_way() {
        assert_eq!(angle(88), 0.483_398_44);
        assert_eq!(angle((-40_i16) as u16), -0.219_726_56);
        assert_eq!(angle(0x8000 | 40), -0.219_726_56);
    }

    #[test]
    fn the_kinds_that_say_nothing_about_weather_are_passed_over() {
        assert!(matches!(understand(18, &[0; 40]), Ok(Understood::Other)));
    }

    #[test]
    fn short_messages_are_refused_in_words() {
        for kind in [RADIAL, LEGACY_RADIAL, PATTERN, STATUS] {
            for length in [28, 29, 40, 100] {
                let mut bytes = vec![0; length];
                bytes[15] = kind;
                // A frame of zeros is a legal status and a legal pattern without cuts.
                let legal = kind == STATUS || kind == PATTERN;
                assert_eq!(understand(kind, &bytes).is_ok(), legal, "{kind} {length}");
            }
        }
    }
}
