//! Makes volumes of a weather that never was: `cargo run -p radar --example weather -- FOLDER [COUNT]`.
#![allow(clippy::unwrap_used, reason = "an example may stop at the first surprise")]

use jiff::SignedDuration;
use radar::synth::Scene;
use radar::{Place, encode};

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("FOLDER is wanted"));
    let count: i64 = std::env::args().nth(2).map_or(3, |count| count.parse().unwrap());
    let scene =
        Scene::new("KMAX", Place::of_registry("KMAX").unwrap(), "2021-03-01T18:30:00Z".parse().unwrap());
    for index in 0..count {
        // Ten minutes apart, the last one as the band passes.
        let time = scene.passes - SignedDuration::from_mins(10 * (count - 1 - index));
        let bytes = encode::archive(&scene.volume(time));
        let name = format!("{}{}_V06", scene.id, time.strftime("%Y%m%d_%H%M%S"));
        println!("{name}: {} bytes", bytes.len());
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}
