//! What is written is read again, to the gate: by properties, and for the made weather.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use radar::synth::Scene;
use radar::{
    Assembler, Condition, Cut, Gates, Limits, Moment, Piece, Place, Radial, Site, Sweep, Volume, Words,
    encode,
};

fn moment() -> impl Strategy<Value = Timestamp> {
    (915_148_800_000_i64..2_524_608_000_000).prop_map(|ms| Timestamp::from_millisecond(ms).unwrap())
}

fn gates(moment: Moment) -> impl Strategy<Value = Gates> {
    let words = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40).prop_map(|words| Words::Eight(words.into())),
        prop::collection::vec(any::<u16>(), 0..40).prop_map(|words| Words::Sixteen(words.into())),
    ];
    (words, 0..60_000_i32, 1..2_000_u16, 0.1..400.0_f32, -200.0..200.0_f32).prop_map(
        move |(words, first_m, spacing_m, scale, offset)| Gates {
            moment,
            first_m,
            spacing_m,
            scale,
            offset,
            words,
        },
    )
}

/// Some of the moments, each at most once, in the order of the document.
fn all_gates() -> impl Strategy<Value = Vec<Gates>> {
    let each = Moment::ALL.map(|moment| prop::option::of(gates(moment)));
    each.prop_map(|gates| gates.into_iter().flatten().collect())
}

fn sweep(cut: u8) -> impl Strategy<Value = Sweep> {
    let radial = (0.0..359.9_f32, -1.0..60.0_f32, prop::bool::ANY, all_gates());
    (moment(), prop::collection::vec(radial, 1..8)).prop_map(move |(time, parts)| {
        let count = parts.len();
        let radials =
            parts.into_iter().enumerate().map(|(index, (azimuth_deg, elevation_deg, fine, gates))| {
                Arc::new(Radial {
                    azimuth_deg,
                    elevation_deg,
                    width_deg: if fine { 0.5 } else { 1.0 },
                    time: time + SignedDuration::from_millis(40 * i64::try_from(index).unwrap()),
                    number: u16::try_from(index + 1).unwrap(),
                    cut,
                    begins: index == 0,
                    ends: index + 1 == count && index > 0,
                    nyquist_mps: Some(26.5),
                    gates,
                })
            });
        Sweep { cut, radials: radials.collect() }
    })
}

fn volume() -> impl Strategy<Value = Volume> {
    let place = (-8_000..8_000_i16, -17_000..17_000_i16, 0..3_000_i16, 0..50_i16).prop_map(
        |(latitude, longitude, ground, tower)| {
            let hundredth = |number: i16| f64::from(f32::from(number) / 128.0);
            let (ground_m, antenna_m) = (f64::from(ground), f64::from(ground + tower));
            Place::new(hundredth(latitude), hundredth(longitude), ground_m, antenna_m)
        },
    );
    let cut = (-5..200_i16, any::<bool>())
        .prop_map(|(step, rescan)| Cut { elevation_deg: f32::from(step * 8) * 180.0 / 32_768.0, rescan });
    let condition =
        prop_oneof![Just(Condition::Operating), Just(Condition::Waiting), Just(Condition::Maintenance)];
    let sweeps = (sweep(1), sweep(2), sweep(3)).prop_map(|(one, two, three)| vec![one, two, three]);
    let id = "[A-Z]{4}";
    (id, place, moment(), 1..300_u16, prop::collection::vec(cut, 1..6), condition, sweeps).prop_map(
        |(id, place, time, vcp, plan, condition, sweeps)| Volume {
            site: Site { id, place },
            time: Some(time),
            vcp: Some(vcp),
            plan,
            condition: Some(condition),
            sweeps,
            ..Volume::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_volume_is_read_as_it_was_written(volume in volume()) {
        let read = radar::read(&encode::archive(&volume), &Limits::default()).unwrap();
        prop_assert_eq!(read, volume);
    }

    #[test]
    fn chunks_in_any_order_make_the_volume(volume in volume(), order in prop::collection::vec(any::<usize>(), 12)) {
        let mut chunks = encode::chunks(&volume);
        let mut assembler = Assembler::new(Limits::default());
        // Each is sent twice, in an order of chance.
        chunks.extend(chunks.clone());
        for pick in order {
            if !chunks.is_empty() {
                let (name, bytes) = chunks.swap_remove(pick % chunks.len());
                assembler.add(name, &bytes).unwrap();
            }
        }
        for (name, bytes) in chunks {
            assembler.add(name, &bytes).unwrap();
        }
        prop_assert!(assembler.is_complete());
        prop_assert_eq!(assembler.volume(), volume);
    }

    #[test]
    fn parts_decoded_apart_make_the_volume(volume in volume()) {
        let bytes = encode::archive(&volume);
        let parts = radar::split(&bytes);
        prop_assert_eq!(parts.len(), 4);
        let pieces: Vec<Piece> = parts.iter().map(|part| Piece::decode(part, &Limits::default()).unwrap()).collect();
        prop_assert_eq!(radar::join(&pieces, &Limits::default()), volume);
        // Wherever it is cut, the parts are the whole of it.
        let short = &bytes[..bytes.len() * 2 / 3];
        prop_assert_eq!(radar::split(short).concat(), short);
    }

    #[test]
    fn whatever_is_flipped_or_cut_nothing_breaks(
        volume in volume(), flips in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6), cut in any::<usize>()
    ) {
        let mut bytes = encode::archive(&volume);
        for (place, mask) in flips {
            let place = place % bytes.len();
            bytes[place] ^= mask;
        }
        bytes.truncate(cut % bytes.len() + 1);
        let whole: Vec<_> = volume.sweeps.iter().flat_map(|sweep| sweep.radials.clone()).collect();
        if let Ok(read) = radar::read(&bytes, &Limits::default()) {
            // The checksums of the records leave no other radial in than those that were written.
            for radial in read.sweeps.iter().flat_map(|sweep| &sweep.radials) {
                prop_assert!(whole.contains(radial));
            }
        }
    }
}

fn scene() -> Scene {
    let place = Place::new(42.081_169, -122.717_369, 2_290.0, 2_320.0).unwrap();
    Scene::new("KMAX", place, "2021-03-01T18:00:00Z".parse().unwrap())
}

#[test]
fn the_made_weather_is_a_valid_volume_and_always_the_same() {
    let mut scene = scene();
    // As the format rounds it.
    scene.place.latitude = f64::from(scene.place.latitude as f32);
    scene.place.longitude = f64::from(scene.place.longitude as f32);
    let volume = scene.volume(scene.passes);
    let bytes = encode::archive(&volume);
    let read = radar::read(&bytes, &Limits::default()).unwrap();
    let without_plan = |volume: &Volume| Volume { plan: Vec::new(), ..volume.clone() };
    assert_eq!(without_plan(&read), without_plan(&volume));
    assert_eq!(encode::archive(&scene.volume(scene.passes)), bytes);
    let summary = radar::summary(&volume);
    let reflectivity = &summary.sweeps[0].moments[0];
    assert!(reflectivity.max.unwrap() > 45.0 && reflectivity.max.unwrap() < 62.0, "{reflectivity:?}");
    assert!((30_000..180_000).contains(&reflectivity.valid), "{reflectivity:?}");
}

#[test]
fn what_is_written_in_the_old_form_is_read_to_the_gate() {
    let mut scene = scene();
    (scene.radials, scene.gates, scene.elevations) = (120, 150, vec![-0.2, 0.5]);
    let volume = scene.volume(scene.passes);
    let mut assembler = Assembler::new(Limits::default());
    for (name, bytes) in encode::legacy_chunks(&volume) {
        assembler.add(name, &bytes).unwrap();
    }
    let read = assembler.volume();
    assert_eq!((read.vcp, read.condition, read.damage.count()), (volume.vcp, volume.condition, 0));
    assert_eq!(read.sweeps.len(), volume.sweeps.len());
    for (read, written) in read.sweeps.iter().zip(&volume.sweeps) {
        assert!(read.is_complete());
        for (read, written) in read.radials.iter().zip(&written.radials) {
            assert_eq!((read.number, read.cut, read.time), (written.number, written.cut, written.time));
            assert!((read.elevation_deg - written.elevation_deg).abs() < 0.01, "{}", read.elevation_deg);
            assert!((read.azimuth_deg - written.azimuth_deg).abs() < 0.01, "{}", read.azimuth_deg);
            let moments = [Moment::Reflectivity, Moment::Velocity, Moment::SpectrumWidth];
            for moment in moments {
                assert_eq!(read.of(moment), written.of(moment), "{moment}");
            }
            assert_eq!(read.gates.len(), moments.len());
        }
    }
}

#[test]
fn a_file_of_nothing_but_record_heads_is_left_after_a_thousand() {
    let mut file = b"AR2V0006.001\0\0\x48\xf2\x04\x95\x02\xbfKMAX".to_vec();
    for _ in 0..20_000 {
        file.extend(b"\0\0\0\x0eBZh91AY&SY\0\0\0\0");
    }
    let volume = radar::read(&file, &Limits::default()).unwrap();
    assert_eq!(volume.damage.count(), 1_001);
    assert_eq!(volume.damage.listed().len(), Limits::default().damages);
    assert_eq!(radar::split(&file).concat(), file);
}

#[test]
fn a_bomb_of_two_kilobytes_is_left_alone() {
    use std::io::Write;
    // Forty megabytes of zeros in fifty bytes, forty times.
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    let zeros = vec![0; 1 << 20];
    (0..40).for_each(|_| writer.write_all(&zeros).unwrap());
    let bomb = writer.finish().unwrap();
    let mut file = b"AR2V0006.001\0\0\x48\xf2\x04\x95\x02\xbfKMAX".to_vec();
    while file.len() < 2_000 {
        file.extend(u32::try_from(bomb.len()).unwrap().to_be_bytes());
        file.extend(&bomb);
    }
    let volume = radar::read(&file, &Limits::default()).unwrap();
    assert!(volume.sweeps.is_empty());
    assert_eq!(volume.damage.count(), 1);
    assert!(volume.damage.listed()[0].to_string().contains("too large"));
}
