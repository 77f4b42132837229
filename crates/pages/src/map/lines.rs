//! The lines of counties and the station's towns around a radar, as a file to be laid over its stills. It has the same
//! projection and the same sides as they have, and colours of its own for a light and a dark page.

use std::fmt::Write;

use geo::{
    Bounds, Point, ellipsoid,
    mercator::{Extent, Position},
    path,
};
use model::{
    radar::{STILL_PIXELS, Site},
    station::Station,
};

use super::{
    atlas,
    town::{self, Side, Size},
};
use crate::svg;

/// Details smaller than this many square pixels cannot be seen.
const DETAIL: f64 = 0.7;

/// Towns.
const TOWN: Size = Size { dot: 4.0, beside: 9.0, down: 6.0, turn: 0.8 };

/// The style: an image has none of its page's.
const STYLE: &str = "path{fill:none;stroke:#555;stroke-opacity:.7}circle{fill:#111}\
    text{font:600 17px system-ui,sans-serif;fill:#111;stroke:#fff;stroke-width:4;paint-order:stroke}\
    .r{fill:none;stroke:#111;stroke-width:2}\
    @media(prefers-color-scheme:dark){path{stroke:#bbb}circle,text{fill:#eee}text{stroke:#111}.r{fill:none;stroke:#eee}}";

/// The lines of counties on a piece of the map, in pixels of a picture of it.
#[must_use]
pub fn in_pixels(extent: Extent, width: f64, height: f64) -> Vec<Vec<Point>> {
    near(extent).map(|point| placed(extent, width, height, point)).simplified(DETAIL).arcs
}

fn near(extent: Extent) -> geo::topology::Topology {
    let (corner, other) = (extent.north_west(), extent.south_east());
    let frame = Bounds {
        least: Point::new(corner.longitude, other.latitude),
        most: Point::new(other.longitude, corner.latitude),
    };
    atlas::near(&[frame])
}

/// Where a point in degrees is on a picture.
fn placed(extent: Extent, width: f64, height: f64, point: Point) -> Point {
    let at = Position::of(ellipsoid::Point { latitude: point.y, longitude: point.x });
    let part = |from: f64, to: f64, at: f64| (at - from) / (to - from);
    Point::new(part(extent.west, extent.east, at.x) * width, part(extent.north, extent.south, at.y) * height)
}

/// The file.
#[must_use]
pub fn around(site: &Site, station: &Station) -> String {
    let side = f64::from(STILL_PIXELS);
    let Some(centre) = ellipsoid::Point::new(site.at.latitude, site.at.longitude) else {
        return String::new();
    };
    let extent = Extent::around(centre, site.still_m);
    let place = |longitude: f64, latitude: f64| placed(extent, side, side, Point::new(longitude, latitude));
    let drawn = in_pixels(extent, side, side);
    let lines = path::open(drawn.iter().map(Vec::as_slice));
    let mut out = String::with_capacity(24 * 1024);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><style>{STYLE}</style><path d=\"{lines}\"/>"
    );
    let own = std::slice::from_ref(site);
    for radar in if site.id.is_mosaic() { &station.radar.sites } else { own } {
        let at = place(radar.at.longitude, radar.at.latitude);
        let _ = write!(out, "<circle class=\"r\" cx=\"{:.0}\" cy=\"{:.0}\" r=\"5\"/>", at.x, at.y);
    }
    let mut named: Vec<Bounds> = Vec::new();
    for town in &station.towns {
        let at = place(town.at.longitude, town.at.latitude);
        let inside = (0.0..side).contains(&at.x) && (0.0..side).contains(&at.y);
        if inside {
            // Names that would lie on each other cannot be read: the first stays, others stand on the other side of their
            // dots, and where that is taken, too, there is only the dot.
            let wanted = Side::of(at, side, TOWN);
            let is_free = |of: &Side| {
                let room = room_of(at, &town.name, *of);
                let is_whole = room.least.x >= 0.0 && room.most.x <= side;
                is_whole && !named.iter().any(|other| other.meets(room))
            };
            let found = [wanted, wanted.turned()].into_iter().find(is_free);
            let name = if found.is_some() { town.name.as_str() } else { "" };
            town::mark(&mut out, at, name, found.unwrap_or(wanted), TOWN);
            named.extend(found.map(|found| room_of(at, &town.name, found)));
        }
    }
    svg::close(&mut out, "svg");
    out
}

/// About where a name is written, for letters of 17 pixels.
fn room_of(at: Point, name: &str, side: Side) -> Bounds {
    #[allow(clippy::cast_precision_loss, reason = "a town's name")]
    let wide = name.chars().count() as f64 * 9.5 + 9.0;
    let (left, right) = match side {
        Side::Left => (at.x - wide, at.x),
        Side::Right => (at.x, at.x + wide),
    };
    Bounds { least: Point::new(left, at.y - 9.0), most: Point::new(right, at.y + 9.0) }
}
