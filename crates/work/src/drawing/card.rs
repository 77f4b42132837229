//! A picture that is shared alone: what a still shows, with the lines of counties, towns, colours and words burnt in, as wide
//! as networks show a link. It is made when the antenna has gone on, after readers have the picture itself.

use super::{
    artist::point,
    letters::{self, HIGH},
};
use geo::mercator::{Extent, Position};
use jiff::Timestamp;
use model::{
    radar::{CARD_PIXELS, Site},
    station::Station,
    town::Town,
};
use radar::{
    NO_ECHO, Palette, Value,
    picture::{Effort, Picture, png_in, still_extent},
};

/// Pixels of the strip of words below the map.
const STRIP: u32 = 62;
/// Paper, and what is drawn on it.
const LAND: [u8; 4] = [0xf7, 0xf5, 0xef, 0xff];
const OWN: [[u8; 4]; 3] = [[0x80, 0x7a, 0x6e, 0xff], [0x17, 0x19, 0x1a, 0xff], [0xfd, 0xfc, 0xf9, 0xff]];

/// Draws on a picture of palette indices, with three colours more.
struct Sheet {
    picture: Picture,
    /// The index of the first of [`OWN`].
    own: u8,
}

/// The file. `painted` gives the map of an extent, of so many pixels.
pub(super) fn card(
    site: &Site,
    station: &Station,
    at: Timestamp,
    palette: &Palette,
    painted: impl Fn(Extent, u32, u32) -> Option<Picture>,
) -> Vec<u8> {
    let (width, height) = CARD_PIXELS;
    let high = height - STRIP;
    let extent = wider(still_extent(point(site), site.still_m), f64::from(width) / f64::from(high));
    let Some(map) = painted(extent, width, high) else { return Vec::new() };
    let Ok(own) = u8::try_from(palette.colours().len()) else { return Vec::new() };
    let mut pixels = map.pixels;
    pixels.resize((width * height) as usize, NO_ECHO);
    let mut sheet = Sheet { picture: Picture { width, height, pixels }, own };
    sheet.lines(extent, high);
    sheet.towns(station, extent, high);
    sheet.legend(palette);
    sheet.strip(&words(site, station, at), &credit(station), high);
    let flat = palette.colours().iter().map(|colour| over(*colour, LAND));
    let colours: Vec<[u8; 4]> = flat.chain(OWN).collect();
    png_in(&sheet.picture, &colours, Effort::Small)
}

/// `KMAX Medford - 5:55 PM PST, March 1, 2021 - Rogue Valley Signal`.
fn words(site: &Site, station: &Station, at: Timestamp) -> String {
    let moment = at.to_zoned_datetime(station.zone.clone()).strftime("%-I:%M %p %Z, %B %-d, %Y").to_string();
    let whose = if site.id.is_mosaic() { site.name.clone() } else { format!("{} {}", site.id, site.name) };
    format!("{whose} - {moment} - {}", station.name)
}

/// Who measured; of a made weather that it is one.
fn credit(station: &Station) -> String {
    format!("Measured by: {}", station.radar.credit)
}

/// The same middle and height, and `form` times as wide as high.
fn wider(square: Extent, form: f64) -> Extent {
    let middle = f64::midpoint(square.west, square.east);
    let half = (square.east - square.west) / 2.0 * form;
    Extent { west: middle - half, east: middle + half, ..square }
}

/// A colour over paper.
fn over([red, green, blue, alpha]: [u8; 4], paper: [u8; 4]) -> [u8; 4] {
    let mixed = |top: u8, below: u8| {
        let (top, below, alpha) = (u32::from(top), u32::from(below), u32::from(alpha));
        u8::try_from((top * alpha + below * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    [mixed(red, paper[0]), mixed(green, paper[1]), mixed(blue, paper[2]), 255]
}

impl Sheet {
    fn dot(&mut self, x: i64, y: i64, colour: u8) {
        let (width, height) = (i64::from(self.picture.width), i64::from(self.picture.height));
        if (0..width).contains(&x) && (0..height).contains(&y) {
            // Within the picture, so within its pixels.
            self.picture.pixels[(y * width + x) as usize] = colour;
        }
    }

    fn block(&mut self, [left, top, right, bottom]: [i64; 4], colour: u8) {
        for y in top..bottom {
            (left..right).for_each(|x| self.dot(x, y, colour));
        }
    }

    /// The borders of counties, two pixels wide.
    fn lines(&mut self, extent: Extent, high: u32) {
        let size = (f64::from(self.picture.width), f64::from(high));
        for line in pages::map::lines::in_pixels(extent, size.0, size.1) {
            for ends in line.windows(2) {
                let (from, to) = (ends[0], ends[1]);
                let steps =
                    (to.x - from.x).abs().max((to.y - from.y).abs()).ceil().clamp(1.0, 4_000.0) as u32;
                for step in 0..=steps {
                    let part = f64::from(step) / f64::from(steps);
                    let (x, y) = (from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
                    if y < size.1 - 1.0 {
                        let (x, y) = (x as i64, y as i64);
                        self.block([x, y, x + 2, y + 2], self.own);
                    }
                }
            }
        }
    }

    /// The station's towns, each with its name where there is room for it.
    fn towns(&mut self, station: &Station, extent: Extent, high: u32) {
        let (width, high) = (i64::from(self.picture.width), i64::from(high));
        let place = |town: &Town| {
            let at = geo::ellipsoid::Point { latitude: town.at.latitude, longitude: town.at.longitude };
            let (at, part) = (Position::of(at), |from: f64, to: f64, at: f64| (at - from) / (to - from));
            let x = (part(extent.west, extent.east, at.x) * width as f64) as i64;
            let y = (part(extent.north, extent.south, at.y) * high as f64) as i64;
            ((0..width).contains(&x) && (0..high).contains(&y)).then_some((x, y))
        };
        let with = |town| place(town).map(|(x, y)| (town, x, y));
        let towns: Vec<(&Town, i64, i64)> = station.towns.iter().filter_map(with).collect();
        let mut taken: Vec<[i64; 4]> = Vec::new();
        for (_, x, y) in &towns {
            self.block([x - 6, y - 6, x + 6, y + 6], self.own + 2);
            self.block([x - 4, y - 4, x + 4, y + 4], self.own + 1);
            taken.push([x - 6, y - 6, x + 6, y + 6]);
        }
        for (town, x, y) in towns {
            let wide = i64::from(letters::width(&town.name, 2));
            let left = if x + 14 + wide < width { x + 12 } else { x - 12 - wide };
            let room = [left - 4, y - 11, left + wide + 4, y + 11];
            let meets = |other: &[i64; 4]| {
                room[0] < other[2] && other[0] < room[2] && room[1] < other[3] && other[1] < room[3]
            };
            if !taken.iter().any(meets) {
                self.say(&town.name, left, y - i64::from(HIGH), 2);
                taken.push(room);
            }
        }
    }

    /// Words with a rim of paper, so that they can be read over any colour.
    fn say(&mut self, words: &str, left: i64, top: i64, scale: u32) {
        let pixels = letters::pixels(words, scale);
        for (x, y) in &pixels {
            let (x, y) = (left + i64::from(*x), top + i64::from(*y));
            self.block([x - 2, y - 2, x + 3, y + 3], self.own + 2);
        }
        for (x, y) in pixels {
            self.dot(left + i64::from(x), top + i64::from(y), self.own + 1);
        }
    }

    /// What the colours mean, in the upper right corner.
    fn legend(&mut self, palette: &Palette) {
        const WIDE: i64 = 48;
        let marks = palette.legend();
        let count = i64::try_from(marks.len()).unwrap_or(0);
        let unit = palette.moment.unit();
        let words = i64::from(letters::width(unit, 2)) + 16;
        let left = i64::from(self.picture.width) - count * WIDE - words - 12;
        self.block([left - 8, 0, i64::from(self.picture.width), 50], self.own + 2);
        for (place, mark) in (0..).zip(&marks) {
            let x = left + place * WIDE;
            self.block([x, 8, x + WIDE, 24], palette.index(Value::Measured(mark.value)));
            let figure = format!("{:.0}", mark.value);
            self.say(&figure, x + 2, 30, 2);
        }
        self.say(unit, left + count * WIDE + 8, 30, 2);
    }

    /// What it is and when, and below it who measured.
    fn strip(&mut self, words: &str, credit: &str, high: u32) {
        let (top, width) = (i64::from(high), i64::from(self.picture.width));
        self.block([0, top, width, top + i64::from(STRIP)], self.own + 2);
        self.block([0, top, width, top + 2], self.own + 1);
        let fitting = |words: &str, scales: [u32; 2]| {
            let fits = |scale: &u32| i64::from(letters::width(words, *scale)) + 32 <= width;
            scales.into_iter().find(fits).unwrap_or(1)
        };
        self.say(words, 16, top + 9, fitting(words, [3, 2]));
        self.say(credit, 16, top + 39, fitting(credit, [2, 1]));
    }
}
