//! Weather radar: understand a file of a radar, tell what is in it, draw it; and follow a radar: take its chunks in as they
//! come, draw what they change, show it.
//!
//! Reading order for the second: [`run`] (one look), [`ask`] (which source is asked), [`follow`] (what is new), [`whole`] (whole
//! volumes), [`source`] (where it is), [`crate::drawing`] (what is drawn anew), [`keep`] (what readers see), [`mosaic`] (all
//! radars as one picture), then by need.

mod ask;
mod draw;
mod follow;
mod keep;
mod listing;
mod mosaic;
mod mosaic_kept;
mod mosaic_words;
mod run;
mod source;
mod sweep;
mod whole;
mod words;

pub use crate::drawing::{Radars, Settings, Source};
pub use draw::{Asked, Drawing, Fault};
pub(crate) use mosaic::run as run_mosaic;
pub(crate) use run::run;
pub(crate) use sweep::{forget, sweep};

use crate::inspect::{Inspection, Problem};
use radar::{
    Error, Limits, Lost, Moment, Piece, Volume,
    level3::{self, Product},
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What a file of a radar is.
#[derive(Clone, Debug)]
pub enum Understood {
    /// Level II: an archive file, or chunks of one volume.
    Volume(Box<Volume>),
    /// Level III: one product.
    Product(Box<Product>),
}

/// Read a file: Level II, as an archive file or as one live chunk, or a Level III product.
///
/// # Errors
/// When it is neither, or nothing of it can be read.
pub fn understand(bytes: &[u8]) -> Result<Understood, Error> {
    let limits = Limits::default();
    match radar::read(bytes, &limits) {
        Ok(volume) => Ok(Understood::Volume(Box::new(volume))),
        Err(error @ (Error::NotLevelTwo | Error::NothingInside)) => match level3::read(bytes, &limits) {
            Ok(product) => Ok(Understood::Product(Box::new(product))),
            Err(Error::NotLevelThree) => Err(error),
            Err(known) => Err(known),
        },
        Err(error) => Err(error),
    }
}

/// Read chunks of one volume, in the order in which they are given. One is read as [`understand`] reads a file.
///
/// # Errors
/// The number of the part, from 0, that cannot be read, and why.
pub fn understand_parts(parts: &[Vec<u8>]) -> Result<Understood, (usize, Error)> {
    if let [one] = parts {
        return understand(one).map_err(|error| (0, error));
    }
    let limits = Limits::default();
    let decode =
        |(index, part): (usize, &Vec<u8>)| Piece::decode(part, &limits).map_err(|error| (index, error));
    let pieces = parts.iter().enumerate().map(decode).collect::<Result<Vec<_>, _>>()?;
    Ok(Understood::Volume(Box::new(radar::join(&pieces, &limits))))
}

/// What to do about a file that cannot be read.
pub fn remedy(error: &Error) -> &'static str {
    match error {
        Error::Empty => "Fetch it again: the transfer brought nothing.",
        Error::NotLevelTwo | Error::NotLevelThree | Error::NotAChunkName => {
            "Give a Level II archive file or chunk (AR2V…), or a Level III product."
        }
        Error::NothingInside | Error::ProductDamaged(_) => "Fetch it again, or take the volume after it.",
        Error::OtherVolume => "Give the chunks of one volume only.",
        Error::ProductNotRead { .. } => {
            "Take the radar's Level II data, or a product of reflectivity or velocity."
        }
        Error::PictureSize { .. } => "Ask for a smaller picture.",
    }
}

/// For `bellwether inspect radar`.
pub fn inspect(file: &str, bytes: &[u8]) -> Inspection {
    match understand(bytes) {
        Ok(Understood::Volume(volume)) => {
            let (items, problems) = (vec![of_volume(&volume)], damages(&volume));
            // A scan that has just begun has no radial either, but nothing of it is damaged.
            let ok = problems.is_empty() || volume.sweeps.iter().any(|sweep| !sweep.radials.is_empty());
            Inspection { ok, ..Inspection::understood("radar", file, items, problems) }
        }
        Ok(Understood::Product(product)) => {
            Inspection::understood("radar", file, vec![of_product(&product)], Vec::new())
        }
        Err(error) => {
            Inspection::refused("radar", file, Problem::new("file", error.to_string() + ".", remedy(&error)))
        }
    }
}

/// The figures of a moment in one sweep, counted from 0, as CSV: `azimuth_deg,range_m,value`. Gates without a figure
/// are left out. A product is one sweep; `TOPS` and `VIL` are its echo tops and liquid. None when there is no such sweep
/// with that moment.
pub fn values(understood: &Understood, code: &str, sweep: usize) -> Option<String> {
    let mut csv = String::from("azimuth_deg,range_m,value\n");
    let mut line = |(azimuth, range, value): (f32, f64, f32)| {
        let _ = writeln!(csv, "{azimuth},{range},{value}");
    };
    match understood {
        Understood::Volume(volume) => {
            let moment = Moment::of_code(code)?;
            volume.sweeps.get(sweep).filter(|sweep| sweep.has(moment))?;
            radar::values(volume, moment, sweep).for_each(&mut line);
        }
        Understood::Product(product) => {
            (sweep == 0 && product.quantity.code() == code).then_some(())?;
            product.values().for_each(&mut line);
        }
    }
    Some(csv)
}

fn of_volume(volume: &Volume) -> Value {
    let summary = radar::summary(volume);
    let condition = volume.condition.map(|condition| format!("{condition:?}").to_lowercase());
    json!({
        "level": 2, "site": volume.site.id, "place": stands(volume.site.place), "time": volume.time.map(|t| t.to_string()),
        "vcp": volume.vcp, "condition": condition, "radials": summary.radials,
        "sweeps": summary.sweeps.iter().enumerate().map(|(index, sweep)| json!({
            "sweep": index, "cut": sweep.cut, "elevation_deg": rounded(sweep.elevation_deg), "radials": sweep.radials,
            "complete": sweep.complete, "moments": sweep.moments.iter().map(of_moment).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn of_moment(moment: &radar::MomentSummary) -> Value {
    json!({
        "moment": moment.moment.code(), "unit": moment.moment.unit(), "gates": moment.gates, "first_gate_m": moment.first_m,
        "gate_m": moment.spacing_m, "valid": moment.valid, "folded": moment.folded, "min": moment.min, "max": moment.max,
    })
}

fn of_product(product: &Product) -> Value {
    let figures = product.figures();
    // Product 27 is as it was made.
    let unit = if product.code == 27 { "kt" } else { product.quantity.unit() };
    let shape = if figures.first_m.is_some() { "radials" } else { "grid" };
    let moment = json!({
        "moment": product.quantity.code(), "unit": unit, "gates": figures.gates, "first_gate_m": figures.first_m,
        "gate_m": figures.spacing_m, "valid": figures.valid, "folded": figures.folded, "min": figures.min, "max": figures.max,
    });
    json!({
        "level": 3, "site": product.site, "place": stands(product.place), "product": product.code,
        "quantity": format!("{:?}", product.quantity), "time": product.volume_time.map(|time| time.to_string()),
        "made": product.product_time.map(|time| time.to_string()), "elevation_deg": product.elevation_deg,
        "shape": shape, "radials": figures.first_m.map(|_| figures.rows), "rows": figures.rows, "moments": [moment],
    })
}

fn stands(place: Option<radar::Place>) -> Value {
    place.map_or(Value::Null, |place| {
        json!({ "latitude": place.latitude, "longitude": place.longitude, "antenna_m": place.antenna_m })
    })
}

/// Hundredths of a degree are what an antenna holds.
fn rounded(degrees: f32) -> f64 {
    (f64::from(degrees) * 100.0).round() / 100.0
}

fn damages(volume: &Volume) -> Vec<Problem> {
    let listed = volume.damage.listed();
    let told = listed.iter().map(|damage| {
        let at = match (damage.at.record, damage.at.chunk) {
            (Some(record), _) => format!("record {record}, byte {}", damage.at.byte),
            (None, Some(chunk)) => format!("chunk {chunk}, byte {}", damage.at.byte),
            (None, None) => format!("byte {}", damage.at.byte),
        };
        let remedy = match damage.lost {
            Lost::VolumeHeader => {
                "A live chunk has none. Give all chunks of the volume to have its plan too."
            }
            _ => "Every whole radial was kept; fetch the file again for the rest.",
        };
        Problem::new(at, format!("{damage}."), remedy)
    });
    let more = volume.damage.count().saturating_sub(listed.len());
    let rest = (more > 0).then(|| Problem::new("file", format!("{more} more damages like these."), ""));
    told.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use radar::{Place, encode, synth::Scene};

    pub(super) fn made() -> Volume {
        let mut scene =
            Scene::new("KMAX", Place::of_registry("KMAX").unwrap(), "2021-03-01T18:00:00Z".parse().unwrap());
        (scene.radials, scene.gates) = (360, 200);
        scene.volume(scene.passes)
    }

    #[test]
    fn a_volume_is_told_sweep_by_sweep_and_its_figures_can_be_had() {
        let volume = made();
        let bytes = encode::archive(&volume);
        let inspection = inspect("made.ar2v", &bytes);
        assert!(inspection.ok && inspection.problems.is_empty(), "{inspection:?}");
        let item = &inspection.items[0];
        assert_eq!((item["site"].as_str(), item["level"].as_u64()), (Some("KMAX"), Some(2)));
        let first = &item["sweeps"][0]["moments"][0];
        assert_eq!((first["moment"].as_str(), first["gates"].as_u64()), (Some("REF"), Some(200)));
        let understood = understand(&bytes).unwrap();
        let csv = values(&understood, "REF", 0).unwrap();
        assert_eq!(csv.lines().count() as u64, 1 + first["valid"].as_u64().unwrap());
        assert_eq!(values(&understood, "REF", 99), None);
        assert_eq!(values(&understood, "VIL", 0), None);
    }

    #[test]
    fn a_cut_file_keeps_what_is_whole_and_says_where_it_ends() {
        let bytes = encode::archive(&made());
        let inspection = inspect("cut.ar2v", &bytes[..bytes.len() * 2 / 3]);
        assert!(inspection.ok && !inspection.problems.is_empty(), "{:?}", inspection.problems);
        assert!(inspection.problems[0].at.starts_with("record "), "{:?}", inspection.problems[0]);
        let nothing = inspect("cut.ar2v", &bytes[..200]);
        assert!(!nothing.ok && !nothing.problems.is_empty(), "no radial is whole: {nothing:?}");
    }

    #[test]
    fn other_files_are_refused_with_what_to_do() {
        for bytes in [&b""[..], b"<html>no such key</html>", &[0; 400]] {
            let inspection = inspect("x", bytes);
            assert!(!inspection.ok && !inspection.problems[0].remedy.is_empty(), "{inspection:?}");
        }
    }

    #[test]
    fn chunks_in_order_are_the_volume() {
        let volume = made();
        let parts: Vec<Vec<u8>> = encode::chunks(&volume).into_iter().map(|(_, bytes)| bytes).collect();
        let Ok(Understood::Volume(joined)) = understand_parts(&parts) else { panic!("no volume") };
        assert_eq!(joined.sweeps.len(), volume.sweeps.len());
        assert_eq!(understand_parts(&[parts[0].clone(), Vec::new()]).unwrap_err(), (1, Error::Empty));
    }
}
