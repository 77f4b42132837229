//! The shape of an alert over the lines of the counties around it, with the station's towns.

use std::{fmt::Write, sync::LazyLock};

use geo::{
    Bounds, MultiPolygon, Point, ellipsoid, path,
    projection::{Equirectangular, Fit, Projection},
};
use model::{alert::Kept, station::Station};

use super::atlas;
use crate::{alert::AlertMap, svg};

/// Width of the drawing and the most height it may have, in its own units.
const WIDTH: f64 = 1_000.0;
const TALLEST: f64 = 900.0;
/// Room around the shape, as a part of its larger side, and at least so many degrees.
const AROUND: f64 = 0.35;
const LEAST: f64 = 0.25;
/// Wider shapes than this many degrees are not drawn: the lines of counties would be a grey haze.
const WIDEST: f64 = 30.0;
/// Sides of the polygon that stands for a circle.
const SIDES: u32 = 48;

/// Every county with its bounds: counties far away are not even looked at.
static COUNTIES: LazyLock<Vec<(String, Bounds, MultiPolygon)>> = LazyLock::new(|| {
    let shapes = atlas::shapes();
    shapes.into_iter().filter_map(|(name, shape)| Some((name, shape.bounds()?, shape))).collect()
});

/// The map; none for a message without a shape, or with one that cannot be drawn.
#[must_use]
pub fn draw(kept: &Kept, station: &Station) -> Option<AlertMap> {
    let rings = rings(kept);
    let shape = Bounds::around(rings.iter().flatten().copied())?;
    if shape.width() > WIDEST || shape.height() > WIDEST {
        return None;
    }
    let room = (shape.width().max(shape.height()) * AROUND).max(LEAST);
    let least = Point::new(shape.least.x - room, shape.least.y - room);
    let most = Point::new(shape.most.x + room, shape.most.y + room);
    let frame = Bounds { least, most };
    let flat = Equirectangular::around(frame.middle());
    let corners = [least, most, Point::new(least.x, most.y), Point::new(most.x, least.y)];
    let fit = Fit::into(Bounds::around(corners.map(|corner| flat.forward(corner)))?, WIDTH, TALLEST, 0.0);
    let place = |point: Point| fit.place(flat.forward(point));
    let counties = COUNTIES.iter().filter(|(_, bounds, _)| meet(*bounds, frame));
    let lines: Vec<String> = counties.map(|(_, _, county)| path::closed(county.map(place).rings())).collect();
    let warned: Vec<geo::Ring> =
        rings.iter().map(|ring| geo::Ring::new(ring.iter().copied().map(place).collect())).collect();
    let title = format!("Map: where the {} holds", kept.alert.event);
    let mut out = String::with_capacity(16 * 1024);
    let (width, height) = (fit.width.round(), fit.height.round());
    let view = format!("0 0 {width} {height}");
    svg::open(&mut out, "svg", &[("class", &"area"), ("viewBox", &view), ("role", &"img")]);
    svg::with_text(&mut out, "title", &[], &title);
    svg::with_text(&mut out, "desc", &[], &format!("The area lies over {}.", kept.alert.area));
    let _ = write!(out, "<path class=\"lines\" d=\"{}\"/>", lines.concat());
    let _ = write!(out, "<path class=\"warned\" d=\"{}\"/>", path::closed(&warned));
    for town in &station.towns {
        let at = Point::new(town.at.longitude, town.at.latitude);
        if frame.holds(at) {
            mark(&mut out, place(at), &town.name, width);
        }
    }
    svg::close(&mut out, "svg");
    Some(AlertMap { title, svg_html: out })
}

fn mark(out: &mut String, at: Point, name: &str, width: f64) {
    let (x, y) = (at.x.round(), at.y.round());
    let is_right = x > width * 0.75;
    let (anchor, beside) = if is_right { ("end", x - 14.0) } else { ("start", x + 14.0) };
    let _ = write!(
        out,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"7\"/><text x=\"{beside}\" y=\"{}\" text-anchor=\"{anchor}\">",
        y + 9.0
    );
    svg::text(out, name);
    out.push_str("</text>");
}

/// Polygons, and circles as polygons, in longitude and latitude; those across the date line are turned to be whole.
fn rings(kept: &Kept) -> Vec<Vec<Point>> {
    let polygons = kept
        .alert
        .polygons
        .iter()
        .map(|ring| ring.iter().map(|(north, east)| Point::new(*east, *north)).collect());
    let mut rings: Vec<Vec<Point>> = polygons.collect();
    let earth = ellipsoid::Ellipsoid::wgs84();
    for (north, east, km) in kept.alert.circles.iter().filter(|(_, _, km)| *km > 0.0) {
        let Some(centre) = ellipsoid::Point::new(*north, *east) else { continue };
        let round = (0..SIDES).map(|side| {
            let edge = earth.direct(centre, f64::from(side) * 360.0 / f64::from(SIDES), km * 1_000.0);
            Point::new(edge.longitude, edge.latitude)
        });
        rings.push(round.collect());
    }
    for ring in &mut rings {
        let bounds = Bounds::around(ring.iter().copied());
        if bounds.is_some_and(|bounds| bounds.width() > 180.0) {
            ring.iter_mut().filter(|point| point.x < 0.0).for_each(|point| point.x += 360.0);
        }
    }
    rings
}

fn meet(a: Bounds, b: Bounds) -> bool {
    a.least.x <= b.most.x && b.least.x <= a.most.x && a.least.y <= b.most.y && b.least.y <= a.most.y
}
