//! How long lib/radar takes, against the decompression alone and against the `nexrad` crates, in one run.
//!
//! Each figure is the median of [`ROUNDS`], on one thread, and all of a file's figures are taken in turns, so that a
//! busy machine is busy for everybody.

use std::hint::black_box;
use std::time::{Duration, Instant};

use nexrad::model::data::Product;
use nexrad::model::geo::RadarCoordinateSystem;
use nexrad::render::{RenderOptions, default_scale, render_sweep};
use radar::picture::{Cleaning, Effort, PixelMap, Polar, composite, draw, png, still_extent, tiles};
use radar::{Assembler, Beam, ChunkName, Limits, Moment, Palette, Volume, encode};

const ROUNDS: usize = 7;
const SIZE: u32 = 1_024;

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).expect("the file can be read");
        println!("\n{path}: {} bytes", bytes.len());
        decoding(&bytes);
        drawing(&bytes);
    }
    bomb();
}

fn decoding(bytes: &[u8]) {
    let (mut inflated, mut inflated_ours) = (0, 0);
    let [floor, alone, ours, theirs] = in_turns([
        &mut || inflated = inflate_only(bytes),
        &mut || inflated_ours = inflate_ours(bytes),
        &mut || drop(black_box(radar::read(bytes, &Limits::default()))),
        &mut || drop(black_box(nexrad::load(bytes.to_vec()))),
    ]);
    assert_eq!(inflated, inflated_ours, "both make the same of it");
    println!("  bzip2 alone                     {} ({} MB)", ms(floor), inflated / 1_000_000);
    println!("  radar::bunzip alone             {} ({} of the floor)", ms(alone), ratio(alone, floor));
    println!("  radar::read                     {} ({} of the floor)", ms(ours), ratio(ours, floor));
    println!("  nexrad::load                    {} ({} of the floor)", ms(theirs), ratio(theirs, floor));
}

fn drawing(bytes: &[u8]) {
    let volume = radar::read(bytes, &Limits::default()).expect("a volume");
    let (sweep, _) = volume.lowest(Moment::Reflectivity).expect("reflectivity");
    let place = volume.site.place.expect("a place");
    let (beam, palette) = (Beam::new(place), Palette::usual(Moment::Reflectivity));
    let cleaning = Cleaning::NoClutter { correlation: sweep.has(Moment::Correlation).then_some(sweep) };
    let paint =
        |cleaning| Polar::new(sweep, Moment::Reflectivity, beam, &palette, cleaning).expect("a sweep");
    let polar = paint(cleaning);
    let extent = still_extent(place.point(), polar.reach_m());
    let new_map = || PixelMap::new(place.point(), polar.reach_m(), extent, SIZE, SIZE).expect("a map");
    let map = new_map();
    let picture = draw(&map, &polar);

    let scan = nexrad::load(bytes.to_vec()).expect("a scan");
    let field = scan.sweeps()[0].field(Product::Reflectivity).expect("a field");
    let scale = default_scale(Product::Reflectivity);
    let plain = RenderOptions::new(SIZE as usize as u32, SIZE);
    let coordinates = scan.site().map(RadarCoordinateSystem::new).expect("a site");
    let on_earth = RenderOptions::new(SIZE, SIZE)
        .with_extent(coordinates.sweep_extent(polar.reach_m() / 1e3))
        .with_coord_system(coordinates);

    let [mapping, painting, raw, warm, file, smaller, polar_peer, earth_peer] = in_turns([
        &mut || drop(black_box(new_map())),
        &mut || drop(black_box(paint(cleaning))),
        &mut || drop(black_box(draw(&map, &paint(Cleaning::Raw)))),
        &mut || drop(black_box(draw(&map, &polar))),
        &mut || drop(black_box(png(&picture, &palette, Effort::Quick))),
        &mut || drop(black_box(png(&picture, &palette, Effort::Small))),
        &mut || drop(black_box(render_sweep(&field, &scale, &plain))),
        &mut || drop(black_box(render_sweep(&field, &scale, &on_earth))),
    ]);
    println!("  map of {SIZE}² pixels, once        {} ({} kB)", ms(mapping), map.bytes() / 1_000);
    println!("  painting a sweep, cleaned       {} ({} kB)", ms(painting), polar.bytes() / 1_000);
    println!("  decoded sweep → picture, raw    {}", ms(raw));
    println!("  painted sweep → picture         {}", ms(warm));
    for (effort, time) in [(Effort::Quick, file), (Effort::Small, smaller)] {
        let size = png(&picture, &palette, effort).len() / 1_000;
        println!("  picture → PNG, {:16} {} ({size} kB)", format!("{effort:?}"), ms(time));
    }
    println!(
        "  nexrad-render, polar            {} ({} × raw picture)",
        ms(polar_peer),
        ratio(polar_peer, raw)
    );
    println!(
        "  nexrad-render, on the earth     {} ({} × raw picture)",
        ms(earth_peer),
        ratio(earth_peer, raw)
    );
    all_tilts(&volume, &map, beam, &palette);
    all_tiles(&polar, &palette);
    chunk_to_tiles(&volume, beam, &palette);
}

fn all_tilts(volume: &Volume, map: &PixelMap, beam: Beam, palette: &Palette) {
    let with = volume.sweeps.iter().filter(|sweep| sweep.has(Moment::Reflectivity));
    let paint = |sweep| Polar::new(sweep, Moment::Reflectivity, beam, palette, Cleaning::Raw);
    let sweeps: Vec<Polar> = with.filter_map(paint).collect();
    let [all] = in_turns([&mut || drop(black_box(composite(map, &sweeps)))]);
    println!("  composite of {:2} sweeps          {}", sweeps.len(), ms(all));
}

/// Every tile of zoom 6 to 9, the maps being there.
fn all_tiles(polar: &Polar, palette: &Palette) {
    let site = polar.site();
    let maps: Vec<PixelMap> = tiles(site, polar.reach_m(), 6..=9)
        .map(|tile| PixelMap::of_tile(site, polar.reach_m(), tile))
        .collect();
    let mut files = Vec::new();
    let [all] = in_turns([&mut || {
        let pictures = maps.iter().map(|map| draw(map, polar)).filter(|picture| !picture.is_blank());
        files = pictures.map(|picture| png(&picture, palette, Effort::Quick)).collect();
    }]);
    let (map_bytes, file_bytes) =
        (maps.iter().map(PixelMap::bytes).sum::<usize>(), files.iter().map(Vec::len).sum::<usize>());
    println!(
        "  {} tiles z6–z9, drawn and PNG  {} (maps {} MB; {} not blank, {} kB)",
        maps.len(),
        ms(all),
        map_bytes / 1_000_000,
        files.len(),
        file_bytes / 1_000
    );
}

/// From the bytes of one more chunk to the tiles that it changes, the maps being there.
fn chunk_to_tiles(volume: &Volume, beam: Beam, palette: &Palette) {
    let mut first = volume.clone();
    first.sweeps.truncate(1);
    let chunks: Vec<(ChunkName, Vec<u8>)> = encode::chunks(&first);
    let site = beam.site;
    let mut longest = Vec::new();
    let maps: Vec<PixelMap> =
        tiles(site, 460_000.0, 6..=9).map(|tile| PixelMap::of_tile(site, 460_000.0, tile)).collect();
    let mut before: Vec<Vec<u8>> = vec![Vec::new(); maps.len()];
    let mut assembler = Assembler::new(Limits::default());
    for (name, bytes) in &chunks {
        let begun = Instant::now();
        assembler.add(*name, bytes).expect("a chunk");
        let volume = assembler.volume();
        let Some((sweep, _)) = volume.lowest(Moment::Reflectivity) else { continue };
        let cleaning = Cleaning::NoClutter { correlation: sweep.has(Moment::Correlation).then_some(sweep) };
        let polar = Polar::new(sweep, Moment::Reflectivity, beam, palette, cleaning).expect("a sweep");
        for (map, before) in maps.iter().zip(&mut before) {
            let picture = draw(map, &polar);
            if picture.pixels != *before {
                black_box(png(&picture, palette, Effort::Quick));
                *before = picture.pixels;
            }
        }
        longest.push(begun.elapsed());
    }
    longest.sort();
    let (median, last) = (longest.get(longest.len() / 2), longest.last());
    if let (Some(median), Some(last)) = (median, last) {
        println!("  one more chunk → tiles changed  {} (longest {})", ms(*median), ms(*last));
    }
}

/// Two kilobytes that would become gigabytes.
fn bomb() {
    use std::io::Write;
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    let zeros = vec![0; 1 << 20];
    (0..2_000).for_each(|_| writer.write_all(&zeros).expect("memory"));
    let packed = writer.finish().expect("memory");
    let mut file = b"AR2V0006.001\0\0\x48\xf2\x04\x95\x02\xbfKMAX".to_vec();
    file.extend(u32::try_from(packed.len()).expect("small").to_be_bytes());
    file.extend(&packed);
    let before = resident();
    let [spent] = in_turns([&mut || drop(black_box(radar::read(&file, &Limits::default())))]);
    println!(
        "\n{} bytes that would become 2 GB: {}, {} kB more memory at the peak",
        file.len(),
        ms(spent),
        resident() - before
    );
}

/// The largest resident memory of this process so far, in kB; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The library that is the floor.
fn inflate_only(bytes: &[u8]) -> usize {
    let mut out = Vec::with_capacity(4 << 20);
    each_record(bytes, |record| {
        out.clear();
        let _ = bzip2::Decompress::new(false).decompress_vec(record, &mut out);
        black_box(&out).len()
    })
}

fn inflate_ours(bytes: &[u8]) -> usize {
    let (mut decoder, mut out) = (radar::bunzip::Decoder::new(), Vec::new());
    each_record(bytes, |record| {
        decoder.decode(record, 4 << 20, &mut out);
        black_box(&out).len()
    })
}

fn each_record(bytes: &[u8], mut inflate: impl FnMut(&[u8]) -> usize) -> usize {
    let mut at = 24;
    let mut total = 0;
    while let Some(word) = bytes.get(at..at + 4) {
        let length = i32::from_be_bytes(word.try_into().expect("four bytes")).unsigned_abs() as usize;
        total += inflate(&bytes[at + 4..bytes.len().min(at + 4 + length)]);
        at += 4 + length;
    }
    total
}

/// The median time of each, taken in turns.
fn in_turns<const COUNT: usize>(mut works: [&mut dyn FnMut(); COUNT]) -> [Duration; COUNT] {
    let mut times = [const { Vec::new() }; COUNT];
    for _ in 0..ROUNDS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            let begun = Instant::now();
            work();
            times.push(begun.elapsed());
        }
    }
    times.map(|mut times| {
        times.sort();
        times[ROUNDS / 2]
    })
}

fn ms(time: Duration) -> String {
    format!("{:7.2} ms", time.as_secs_f64() * 1e3)
}

fn ratio(one: Duration, other: Duration) -> String {
    format!("{:.2}", one.as_secs_f64() / other.as_secs_f64())
}
