//! Pictures of sweeps whose every gate is known.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use geo::ellipsoid::Point;
use geo::mercator::{Extent, Tile};
use jiff::Timestamp;
use radar::picture::{Cleaning, Effort, Mosaic, PixelMap, Polar, Seen, composite, draw, png, rgba, tiles};
use radar::{
    Beam, FIRST_STEP, Gates, Moment, NO_ECHO, NOT_MEASURED, Palette, Place, Radial, Sweep, Value, Words,
};

const GATES: usize = 200;
const SPACING_M: u16 = 500;

fn place() -> Place {
    Place::new(42.0811, -122.7173, 2_290.0, 2_320.0).unwrap()
}

fn beam() -> Beam {
    Beam::new(place())
}

fn palette() -> Palette {
    Palette::usual(Moment::Reflectivity)
}

fn gates(moment: Moment, words: Vec<u8>) -> Gates {
    let (scale, offset) = if moment == Moment::Correlation { (300.0, -60.5) } else { (2.0, 66.0) };
    Gates { moment, first_m: 2_250, spacing_m: SPACING_M, scale, offset, words: Words::Eight(words.into()) }
}

/// A sweep of a radial a degree, with what a function says of each gate: word and correlation.
fn sweep(degrees: impl Iterator<Item = u16>, word: impl Fn(u16, usize) -> (u8, u8)) -> Sweep {
    let radial = |degree: u16| {
        let (words, alike) = (0..GATES).map(|gate| word(degree, gate)).unzip();
        Arc::new(Radial {
            azimuth_deg: f32::from(degree) + 0.5,
            elevation_deg: 0.5,
            width_deg: 1.0,
            time: Timestamp::UNIX_EPOCH,
            number: degree + 1,
            cut: 1,
            begins: degree == 0,
            ends: degree == 359,
            nyquist_mps: None,
            gates: vec![gates(Moment::Reflectivity, words), gates(Moment::Correlation, alike)],
        })
    };
    Sweep { cut: 1, radials: degrees.map(radial).collect() }
}

fn polar(sweep: &Sweep, cleaning: Cleaning<'_>) -> Polar {
    Polar::new(sweep, Moment::Reflectivity, beam(), &palette(), cleaning).unwrap()
}

fn map(width: u32) -> (PixelMap, Extent) {
    let extent = Extent::around(place().point(), 90_000.0);
    (PixelMap::new(place().point(), 105_000.0, extent, width, width).unwrap(), extent)
}

/// The pixel in which a point of the earth lies.
fn pixel(extent: Extent, width: u32, point: Point) -> usize {
    let position = geo::mercator::Position::of(point);
    let column = ((position.x - extent.west) / (extent.east - extent.west) * f64::from(width)) as usize;
    let row = ((position.y - extent.north) / (extent.south - extent.north) * f64::from(width)) as usize;
    row * width as usize + column
}

#[test]
fn a_gate_is_drawn_where_it_is_on_the_earth() {
    for (degree, gate) in [(0_u16, 100_usize), (37, 60), (90, 150), (201, 120), (359, 30)] {
        let only = |at: u16, of: usize| if at == degree && of == gate { (166, 255) } else { (0, 0) };
        let polar = polar(&sweep(0..360, only), Cleaning::Raw);
        let (map, extent) = map(1_024);
        let picture = draw(&map, &polar);
        let slant_m = 2_250.0 + gate as f64 * f64::from(SPACING_M);
        let point = beam().below(f64::from(degree) + 0.5, 0.5, slant_m);
        let colour = palette().index(Value::Measured(50.0));
        assert_eq!(picture.pixels[pixel(extent, 1_024, point)], colour, "{degree} {gate}");
        // A gate is half a kilometre long and here up to 1.3 km wide; a pixel is 180 m.
        let drawn = picture.pixels.iter().filter(|pixel| **pixel == colour).count();
        assert!((4..45).contains(&drawn), "{degree} {gate}: {drawn}");
    }
}

#[test]
fn what_was_not_measured_is_a_veil_and_not_clear_sky() {
    let half = polar(&sweep((0..360).filter(|degree| *degree < 180), |_, _| (0, 0)), Cleaning::Raw);
    let (map, extent) = map(512);
    let picture = draw(&map, &half);
    let at = |azimuth: f64, ground: f64| {
        let point = geo::ellipsoid::Ellipsoid::wgs84().direct(place().point(), azimuth, ground);
        picture.pixels[pixel(extent, 512, point)]
    };
    assert_eq!((at(90.0, 50_000.0), at(270.0, 50_000.0)), (NO_ECHO, NOT_MEASURED));
    assert!((half.missing_part() - 0.5).abs() < 0.01, "{}", half.missing_part());
    // A single missing radial shows as well; beyond the last gate nothing is claimed.
    let gap = polar(&sweep((0..360).filter(|degree| *degree != 90), |_, _| (0, 0)), Cleaning::Raw);
    let picture = draw(&map, &gap);
    let point = geo::ellipsoid::Ellipsoid::wgs84().direct(place().point(), 90.5, 60_000.0);
    assert_eq!(picture.pixels[pixel(extent, 512, point)], NOT_MEASURED);
    assert!(!picture.is_blank());
    assert!(gap.missing_part() > 0.0 && gap.missing_part() < 0.01, "{}", gap.missing_part());
    assert!(!sweep((0..360).filter(|degree| *degree != 90), |_, _| (0, 0)).is_complete());
    assert!(sweep(0..360, |_, _| (0, 0)).is_complete());
    let corner = picture.pixels[0];
    assert_eq!(corner, NO_ECHO, "the corner is farther than the last gate");
}

#[test]
fn cleaning_takes_clutter_and_lone_gates_and_leaves_rain_and_hail() {
    // Rain in the north-east, birds in the south-east, one hot gate in the south-west, hail in the north-west.
    let scene = |degree: u16, gate: usize| match degree {
        0..90 if gate > 50 => (116, 239),
        90..180 if gate < 60 => (100, 90),
        225 if gate == 100 => (126, 239),
        300..310 if (80..90).contains(&gate) => (180, 120),
        _ => (0, 0),
    };
    let sweep = sweep(0..360, scene);
    let (map, extent) = map(512);
    let raw = draw(&map, &polar(&sweep, Cleaning::Raw));
    let clean = draw(&map, &polar(&sweep, Cleaning::NoClutter { correlation: Some(&sweep) }));
    let at = |azimuth: f64, gate: usize| {
        let point = beam().below(azimuth, 0.5, 2_250.0 + gate as f64 * f64::from(SPACING_M));
        let pixel = pixel(extent, 512, point);
        (raw.pixels[pixel] >= FIRST_STEP, clean.pixels[pixel] >= FIRST_STEP)
    };
    assert_eq!(at(45.5, 100), (true, true), "rain");
    assert_eq!(at(135.5, 30), (true, false), "birds");
    assert_eq!(at(225.5, 100), (true, false), "a lone gate");
    assert_eq!(at(305.5, 85), (true, true), "hail");
}

#[test]
fn a_composite_shows_the_strongest_and_prefers_any_answer_to_none() {
    let weak = polar(&sweep(0..360, |_, _| (96, 239)), Cleaning::Raw);
    let strong = polar(&sweep(0..90, |_, _| (156, 239)), Cleaning::Raw);
    let (map, extent) = map(256);
    let picture = composite(&map, &[weak, strong]);
    let at = |azimuth: f64| picture.pixels[pixel(extent, 256, beam().below(azimuth, 0.5, 50_000.0))];
    assert_eq!(at(45.0), palette().index(Value::Measured(45.0)));
    assert_eq!(at(200.0), palette().index(Value::Measured(15.0)));
    assert!(composite(&map, &[]).is_blank());
}

#[test]
fn a_mosaic_shows_the_radar_whose_beam_is_lower() {
    let other = Place::new(42.3, -121.5, 1_300.0, 1_320.0).unwrap();
    let painted = |place: Place, word: u8| {
        let sweep = sweep(0..360, |_, _| (word, 239));
        Polar::new(&sweep, Moment::Reflectivity, Beam::new(place), &palette(), Cleaning::Raw).unwrap()
    };
    let (mine, theirs) = (painted(place(), 106), painted(other, 146));
    let extent = Extent::around(Point::new(42.2, -122.1).unwrap(), 150_000.0);
    let map = |place: Place| PixelMap::new(place.point(), 105_000.0, extent, 256, 256).unwrap();
    let (my_map, their_map) = (map(place()), map(other));
    let both = Mosaic::new([Seen::Sweep(&mine), Seen::Sweep(&theirs)]);
    let picture = both.draw(&[(0, &my_map), (1, &their_map)]).unwrap();
    let of = |picture: &radar::picture::Picture, latitude, longitude| {
        picture.pixels[pixel(extent, 256, Point::new(latitude, longitude).unwrap())]
    };
    let colour = |dbz| palette().index(Value::Measured(dbz));
    // 1,000 m lower, it looks below the mountain's beam far into the mountain's own land.
    assert_eq!((of(&picture, 42.3, -121.4), of(&picture, 42.1, -123.6)), (colour(40.0), colour(20.0)));
    // The order of the maps is not that of the heights.
    assert_eq!(both.draw(&[(1, &their_map), (0, &my_map)]).unwrap(), picture);
    // Around an antenna there is no gate: what another sees there is shown.
    let near = Place::new(42.2, -122.2, 300.0, 320.0).unwrap();
    let (nearer, near_map) = (painted(near, 166), map(near));
    let over = |maps: &[(usize, &PixelMap)]| {
        let picture = Mosaic::new([Seen::Sweep(&mine), Seen::Sweep(&nearer)]).draw(maps).unwrap();
        (of(&picture, 42.2, -122.2), of(&picture, 42.2, -122.15))
    };
    assert_eq!(over(&[(1, &near_map)]), (NO_ECHO, colour(50.0)));
    assert_eq!(over(&[(0, &my_map), (1, &near_map)]), (colour(20.0), colour(50.0)));
    assert_eq!(both.draw(&[]), None);
    let small = PixelMap::new(other.point(), 105_000.0, extent, 128, 128).unwrap();
    assert_eq!(both.draw(&[(0, &my_map), (1, &small)]), None);
    assert_eq!(both.draw(&[(0, &my_map), (2, &their_map)]), None);
}

#[test]
fn a_radar_that_is_silent_leaves_a_gap_in_a_mosaic_and_no_clear_sky() {
    let other = Place::new(42.3, -121.5, 1_300.0, 1_320.0).unwrap();
    // It heard nothing at all, so what it measured is clear sky.
    let sweep = sweep(0..360, |_, _| (0, 0));
    let mine = Polar::new(&sweep, Moment::Reflectivity, beam(), &palette(), Cleaning::Raw).unwrap();
    let extent = Extent::around(Point::new(42.2, -122.1).unwrap(), 150_000.0);
    let map = |place: Place| PixelMap::new(place.point(), 105_000.0, extent, 256, 256).unwrap();
    let (my_map, their_map) = (map(place()), map(other));
    let reach_m = 80_000.0;
    let at = |picture: &radar::picture::Picture, latitude, longitude| {
        picture.pixels[pixel(extent, 256, Point::new(latitude, longitude).unwrap())]
    };
    for seen in
        [[Seen::Sweep(&mine), Seen::Nothing { reach_m }], [Seen::Nothing { reach_m }, Seen::Sweep(&mine)]]
    {
        let is_first = matches!(seen[0], Seen::Sweep(_));
        let maps = if is_first { [&my_map, &their_map] } else { [&their_map, &my_map] };
        let picture = Mosaic::new(seen).draw(&[(0, maps[0]), (1, maps[1])]).unwrap();
        assert_eq!(at(&picture, 42.1, -122.3), NO_ECHO, "the one that works saw that it is dry");
        assert_eq!(at(&picture, 42.4, -120.7), NOT_MEASURED, "only the silent one could have seen it");
        assert_eq!(at(&picture, 43.4, -120.4), NO_ECHO, "nobody claims to see so far");
    }
    let nobody = Mosaic::new([Seen::Nothing { reach_m }]).draw(&[(0, &their_map)]).unwrap();
    assert!(nobody.pixels.contains(&NOT_MEASURED) && !nobody.is_blank());
}

#[test]
fn a_png_has_the_pixels_the_palette_and_its_transparency() {
    let (map, _) = map(64);
    let picture =
        draw(&map, &polar(&sweep(0..200, |degree, _| ((degree % 120) as u8 + 60, 239)), Cleaning::Raw));
    let [quick, small] = [Effort::Quick, Effort::Small].map(|effort| png(&picture, &palette(), effort));
    for file in [quick, small] {
        same_pixels(&file, &picture);
    }
    assert_eq!(rgba(&picture, &palette()).len(), 64 * 64 * 4);
}

fn same_pixels(file: &[u8], picture: &radar::picture::Picture) {
    let mut reader = png_reader(file);
    let info = reader.info();
    assert_eq!((info.width, info.height, info.color_type), (64, 64, png::ColorType::Indexed));
    assert_eq!(info.palette.as_ref().unwrap().len(), palette().colours().len() * 3);
    assert_eq!(info.trns.as_ref().unwrap()[..2], [0, 56]);
    let mut pixels = vec![0; 64 * 64];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels, picture.pixels);
}

fn png_reader(file: &[u8]) -> png::Reader<std::io::Cursor<&[u8]>> {
    png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap()
}

#[test]
fn tiles_agree_with_each_other_along_their_edges() {
    let sweep = sweep(0..360, |degree, gate| (((usize::from(degree) / 20 + gate / 20) % 2) as u8 * 120, 239));
    let polar = polar(&sweep, Cleaning::Raw);
    let site = place().point();
    let tile = |zoom, x, y| draw(&PixelMap::of_tile(site, 105_000.0, Tile::new(zoom, x, y).unwrap()), &polar);
    let here = Tile::at(site, 8);
    let whole = tile(8, here.x, here.y);
    // The four tiles below it, each pixel of the upper one lying between four of theirs.
    let quarter = tile(9, here.x * 2, here.y * 2);
    let differing = (0..128_usize)
        .flat_map(|row| (0..128_usize).map(move |column| (row, column)))
        .filter(|(row, column)| {
            let above = whole.pixels[row * 256 + column];
            let below = [(0, 0), (0, 1), (1, 0), (1, 1)]
                .map(|(r, c)| quarter.pixels[(row * 2 + r) * 256 + column * 2 + c]);
            !below.contains(&above)
        })
        .count();
    assert!(differing < 128 * 128 / 100, "{differing}");
    let all: Vec<Tile> = tiles(site, 105_000.0, 6..=9).collect();
    assert!(all.contains(&here) && all.len() < 60, "{}", all.len());
    assert!(all.windows(2).all(|pair| pair[0] < pair[1] || pair[0].zoom == pair[1].zoom));
}
