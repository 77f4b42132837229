//! The shape that a message itself has: its polygons, and its circles as polygons. A circle that is a point is no shape; of a
//! message with another circle that has no outline, nothing is drawn, because half of a warned area would be a warning for
//! that half only.

use geo::{
    Bounds, MultiPolygon, Point, Polygon, Ring,
    circle::{Circle, NoOutline},
};
use model::alert::Alert;

/// Whether there is one, or was meant to be.
pub fn is_there(alert: &Alert) -> bool {
    !alert.polygons.is_empty() || circles(alert).any(|circle| circle.ring() != Err(NoOutline::Point))
}

/// Each polygon and circle by itself, in longitude and latitude; those across the date line go beyond 180 to be whole.
///
/// # Errors
/// When a part of the shape cannot be drawn.
pub fn whole(alert: &Alert) -> Result<Vec<MultiPolygon>, NoOutline> {
    let polygons = alert.polygons.iter().map(|ring| turned(ring));
    let rings = polygons.chain(each(alert, Circle::ring)?);
    let alone = |outer| MultiPolygon { polygons: vec![Polygon { outer, holes: Vec::new() }] };
    Ok(rings.map(alone).collect())
}

/// The circles as polygons with longitudes from -180 to 180, for programs.
///
/// # Errors
/// When one cannot be drawn.
pub fn outlines(alert: &Alert) -> Result<Vec<Polygon>, NoOutline> {
    Ok(each(alert, Circle::outline)?.into_iter().flat_map(|outline| outline.polygons).collect())
}

/// Each circle that is more than a point, drawn.
fn each<T>(alert: &Alert, draw: impl Fn(&Circle) -> Result<T, NoOutline>) -> Result<Vec<T>, NoOutline> {
    let drawn = circles(alert).map(|circle| draw(&circle));
    drawn.filter(|drawn| !matches!(drawn, Err(NoOutline::Point))).collect()
}

fn circles(alert: &Alert) -> impl Iterator<Item = Circle> + '_ {
    alert.circles.iter().filter_map(|(north, east, km)| Circle::new(*north, *east, km * 1_000.0))
}

/// A ring of latitudes and longitudes whose longitudes do not jump at the date line.
fn turned(ring: &[(f64, f64)]) -> Ring {
    let points: Vec<Point> = ring.iter().map(|(north, east)| Point::new(*east, *north)).collect();
    let bounds = Bounds::around(points.iter().copied());
    let is_across = bounds.is_some_and(|bounds| bounds.width() > 180.0);
    let turn =
        |point: Point| if is_across && point.x < 0.0 { Point::new(point.x + 360.0, point.y) } else { point };
    Ring::new(points.into_iter().map(turn).collect())
}
