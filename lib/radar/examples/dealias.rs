//! Unfolds the velocity of a volume, and says how long that takes.
//!
//! ```sh
//! cargo run --release -p radar --example dealias -- <volume or folder of chunks> [<folder for the figures>]
//! ```
//!
//! Into the folder goes a file for each sweep, for `xtask/oracle/dealias.py`: for each radial its azimuth in degrees and the
//! number of its gates, then as many speeds as measured and as many unfolded, all of four bytes, little-endian.

use std::path::{Path, PathBuf};
use std::time::Instant;

use radar::{Limits, Moment, Radial, Value, Volume, dealias};

const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let path = arguments.next().ok_or("a volume is missing")?;
    let folder = arguments.next();
    let volume = read(&path)?;
    for (index, sweep) in volume.sweeps.iter().enumerate().filter(|(_, sweep)| sweep.has(Moment::Velocity)) {
        let Some(unfolded) = dealias(sweep) else {
            println!("sweep {index}: can't be unfolded");
            continue;
        };
        let mut times: Vec<f64> = (0..if folder.is_some() { 1 } else { ROUNDS })
            .map(|_| {
                let begun = Instant::now();
                std::hint::black_box(dealias(sweep));
                begun.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!(
            "sweep {index}: {} radials, {} figures, {} changed, {} unsure, {:.1} ms (worst {:.1})",
            sweep.radials.len(),
            unfolded.figures,
            unfolded.changed,
            unfolded.unsure,
            times[times.len() / 2],
            times[times.len() - 1]
        );
        if let Some(folder) = &folder {
            let measured = sweep.radials.iter().filter(|radial| radial.of(Moment::Velocity).is_some());
            let pairs = measured.zip(&unfolded.sweep.radials);
            let bytes: Vec<u8> = pairs.flat_map(|(one, other)| figures(one, other)).collect();
            std::fs::write(folder.join(format!("{index}.bin")), bytes)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Volume, Box<dyn std::error::Error>> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = std::fs::read_dir(path)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
    }
    let mut bytes = Vec::new();
    for file in files {
        bytes.extend(std::fs::read(file)?);
    }
    Ok(radar::read(&bytes, &Limits::default())?)
}

fn figures(measured: &Radial, unfolded: &Radial) -> Vec<u8> {
    let speeds = |radial: &Radial| -> Vec<f32> {
        let values = radial.of(Moment::Velocity).into_iter().flat_map(radar::Gates::values);
        let speed = |value| if let Value::Measured(speed) = value { speed } else { f32::NAN };
        values.map(speed).collect()
    };
    let (one, other) = (speeds(measured), speeds(unfolded));
    let mut bytes = measured.azimuth_deg.to_le_bytes().to_vec();
    bytes.extend((one.len() as u32).to_le_bytes());
    bytes.extend(one.iter().chain(&other).flat_map(|speed| speed.to_le_bytes()));
    bytes
}
