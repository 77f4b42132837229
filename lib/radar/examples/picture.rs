//! Draws a volume: `cargo run --release -p radar --example picture -- FILE OUT.png [MOMENT] [PALETTE] [raw]`.
#![allow(clippy::unwrap_used, reason = "an example may stop at the first surprise")]

use radar::picture::{Cleaning, Effort, PixelMap, Polar, draw, png, still_extent};
use radar::{Beam, Limits, Moment, Palette};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, out, ..] = arguments.as_slice() else { panic!("FILE and OUT.png are wanted") };
    let volume = radar::read(&std::fs::read(file).unwrap(), &Limits::default()).unwrap();
    let moment = arguments.get(2).and_then(|code| Moment::of_code(code)).unwrap_or(Moment::Reflectivity);
    let palette =
        arguments.get(3).and_then(|name| Palette::named(name)).unwrap_or_else(|| Palette::usual(moment));
    let (sweep, index) = volume.lowest(moment).expect("the volume has this moment");
    let place = volume.site.place.expect("the volume says where its radar is");
    let cleaning = if arguments.iter().any(|argument| argument == "raw") {
        Cleaning::Raw
    } else {
        Cleaning::NoClutter { correlation: volume.correlation_for(index) }
    };
    let polar = Polar::new(sweep, moment, Beam::new(place), &palette, cleaning).unwrap();
    let radius_m = polar.reach_m().min(300_000.0);
    let map =
        PixelMap::new(place.point(), polar.reach_m(), still_extent(place.point(), radius_m), 1_024, 1_024);
    let picture = draw(&map.unwrap(), &polar);
    std::fs::write(out, png(&picture, &palette, Effort::Small)).unwrap();
    println!("{} sweep {index}, {:.2}°, {moment}", volume.site.id, sweep.elevation_deg());
}
