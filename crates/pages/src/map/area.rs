//! The shape of an alert, or the zones that it names, over the lines of the counties around, with the station's towns.

use std::fmt::Write;

use geo::{
    Bounds, MultiPolygon, Point, Ring, alone, path,
    projection::{Equirectangular, Fit, Projection},
};
use model::{alert::Kept, station::Station};

use super::{
    atlas, own,
    town::{self, Side, Size},
    zones::Surfaces,
};
use crate::{alert::AlertMap, svg};

/// Width of the drawing and the most height it may have, in its own units.
const WIDTH: f64 = 1_000.0;
const TALLEST: f64 = 900.0;
/// Room around the shape, as a part of its larger side, and at least so many degrees.
const AROUND: f64 = 0.35;
const LEAST: f64 = 0.25;
/// Wider shapes than this many degrees are not drawn: the lines of counties would be a grey haze.
const WIDEST: f64 = 30.0;
/// Towns.
const TOWN: Size = Size { dot: 7.0, beside: 14.0, down: 9.0, turn: 0.75 };

/// Details of counties and of zones smaller than this many square units are not drawn: less than two pixels.
const DETAIL: f64 = 2.0;
/// Points that the zones of one map have together, and each of them at least.
const POINTS: usize = 1_500;
const POINTS_EACH: usize = 24;

/// The map; none for a message with neither a shape nor zones whose shapes are known, or one that cannot be drawn.
#[must_use]
pub fn draw(kept: &Kept, zones: &Surfaces, station: &Station) -> Option<AlertMap> {
    let warned = if zones.shapes.is_empty() { own::whole(&kept.alert).ok()? } else { zones.shapes.clone() };
    let all = warned.iter().flat_map(MultiPolygon::rings).flat_map(Ring::points);
    let shape = Bounds::around(all.copied())?;
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
    let lines = atlas::lines(frame, place, DETAIL);
    let each = (POINTS / warned.len().max(1)).max(POINTS_EACH);
    let placed: Vec<MultiPolygon> = warned.iter().map(|shape| shape.map(place)).collect();
    // What a message says is drawn as it says it; a zone was drawn by somebody else, to the pebble.
    let thin = |shape: &MultiPolygon| alone::wound(&alone::thinned_to(shape, DETAIL, each));
    let placed = if zones.shapes.is_empty() { placed } else { placed.iter().map(thin).collect() };
    let warned = path::closed(placed.iter().flat_map(MultiPolygon::rings));
    let title = format!("Map: where the {} holds", kept.alert.event);
    let mut out = String::with_capacity(16 * 1024);
    let (width, height) = (fit.width.round(), fit.height.round());
    let view = format!("0 0 {width} {height}");
    svg::open(&mut out, "svg", &[("class", &"area"), ("viewBox", &view), ("role", &"img")]);
    svg::with_text(&mut out, "title", &[], &title);
    svg::with_text(&mut out, "desc", &[], &format!("The area lies over {}.", kept.alert.area));
    let _ = write!(out, "<path class=\"lines\" d=\"{lines}\"/>");
    let _ = write!(out, "<path class=\"warned\" d=\"{warned}\"/>");
    for town in &station.towns {
        let at = Point::new(town.at.longitude, town.at.latitude);
        if frame.holds(at) {
            town::mark(&mut out, place(at), &town.name, Side::of(place(at), width, TOWN), TOWN);
        }
    }
    svg::close(&mut out, "svg");
    Some(AlertMap { title, svg_html: out })
}

#[cfg(test)]
#[path = "area_tests.rs"]
mod tests;
