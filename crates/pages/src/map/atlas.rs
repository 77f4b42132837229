//! The counties of a state, or of several, as they will be drawn: decoded once, laid out once for each map that somebody
//! asks for.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use crate::{names, number};
use geo::{
    Bounds, Limits, MultiPolygon, Point, Polygon, label, packed, path,
    projection::{Albers, Extent, Fit, Projection},
    topology::{Feature, Topology},
};

/// All counties and states, written by the build of `front/`.
static ATLAS: LazyLock<Topology> = LazyLock::new(|| {
    // A test reads the embedded file, so an error cannot reach a reader; if it did, maps would say that shapes are missing.
    packed::read(include_bytes!("../../assets/counties.atlas"), Limits::default()).unwrap_or_default()
});

/// Sheets by the digits of their states, the one that was asked for last at the end.
static SHEETS: Mutex<Vec<(String, Option<Arc<Sheet>>)>> = Mutex::new(Vec::new());
/// So many are kept: one takes some 100 KB, and the rest is laid out again.
const KEPT: usize = 64;

/// More counties than this would be a haze on a phone, and a page of hundreds of kilobytes.
pub(super) const MOST_COUNTIES: usize = 320;
/// Alaska, Hawaii, and the territories lie too far away to stand on one map with others.
const FAR: [&str; 7] = ["02", "15", "60", "66", "69", "72", "78"];

/// Width of a drawing and the most height it may have, in its own units. A page shows it 640 to 740 pixels wide, a phone
/// 340 to 400.
const WIDTH: f64 = 1_000.0;
const TALLEST: f64 = 1_160.0;
const MARGIN: f64 = 8.0;
/// Details smaller than this many square units cannot be seen on a page.
const DETAIL: f64 = 5.0;
/// Islands smaller than this are left out, unless a county is nothing else.
const ISLAND: f64 = 6.0;
/// Size of letters in units: about 13 pixels on a wide page, and on a phone. `front/css/map.css` has the same.
pub(super) const LETTERS: f64 = 19.0;
const LETTERS_PHONE: f64 = 36.0;

/// The counties of a map, drawn and labelled but not yet coloured.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Names of the states: `Oregon`, `Oregon and California`.
    pub(super) states: String,
    /// Whether there is more than one, so that a county's name alone does not tell which is meant.
    pub(super) is_shared: bool,
    /// Size of the drawing in units.
    pub(super) width: f64,
    pub(super) height: f64,
    /// By name, the order in which a keyboard walks through them.
    pub(super) counties: Vec<County>,
    /// The borders of the states.
    pub(super) edge: String,
}

/// A county as it is drawn.
#[derive(Debug)]
pub(super) struct County {
    /// Five digits.
    pub(super) fips: String,
    /// Short name: `Jackson`.
    pub(super) name: String,
    /// Path data.
    pub(super) path: String,
    /// Where its name is written, if it fits.
    pub(super) label: Option<Label>,
}

/// A name inside its county.
#[derive(Debug)]
pub(super) struct Label {
    /// Middle of the text.
    pub(super) middle: Point,
    /// One line or two.
    pub(super) lines: Vec<String>,
    /// Whether it fits in the letters of a phone, too.
    pub(super) phone: bool,
}

/// The sheet of states by their two digits.
///
/// # Errors
/// Why there is no map of them, as a sentence for readers.
pub(super) fn sheet(states: &BTreeSet<String>) -> Result<Arc<Sheet>, String> {
    if states.len() > 1 {
        let is_on = |feature: &&Feature| feature.id.get(..2).is_some_and(|state| states.contains(state));
        let counties = ATLAS.features("counties").iter().filter(is_on).count();
        if counties > MOST_COUNTIES {
            let counties = number::counted(counties as u64, "county", "counties");
            return Err(format!("There is no map here: {counties} are too many for one."));
        }
        if let Some(far) = states.iter().find(|state| FAR.contains(&state.as_str())) {
            let name = state_name(far).unwrap_or_default();
            return Err(format!("There is no map here: {name} lies too far from the other rows."));
        }
    }
    let one = if states.len() > 1 { "these states" } else { "this state" };
    kept(states).ok_or_else(|| format!("There is no map of {one}."))
}

fn kept(states: &BTreeSet<String>) -> Option<Arc<Sheet>> {
    let name = states.iter().map(String::as_str).collect::<Vec<_>>().join("+");
    let mut sheets = SHEETS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = sheets.iter().position(|(of, _)| *of == name);
    // Laid out under the lock: who wants the same map meanwhile waits for it instead of doing it again.
    let one = known.map_or_else(|| (name, lay_out(states).map(Arc::new)), |place| sheets.remove(place));
    let sheet = one.1.clone();
    sheets.push(one);
    if sheets.len() > KEPT {
        sheets.remove(0);
    }
    sheet
}

/// `Oregon` for `41`; none for digits of no state.
pub(super) fn state_name(state: &str) -> Option<String> {
    Some(ATLAS.features("states").iter().find(|feature| feature.id == state)?.name.clone())
}

/// `Jackson County` for `41029`: what a county is called in a sentence. Parishes are called so; where counties, boroughs
/// and cities stand beside each other (Alaska, Virginia, the territories) the name stands alone. None for a key that no
/// county has.
#[must_use]
pub fn full_name(fips: &str) -> Option<String> {
    feature(fips).map(in_full)
}

/// [`full_name`] of a county that was found.
pub(super) fn in_full(county: &Feature) -> String {
    match county.id.get(..2) {
        Some("22") => format!("{} Parish", county.name),
        Some("02" | "11" | "51" | "60" | "66" | "69" | "72" | "78") => county.name.clone(),
        _ => format!("{} County", county.name),
    }
}

fn feature(fips: &str) -> Option<&'static Feature> {
    ATLAS.features("counties").iter().find(|feature| feature.id == fips)
}

/// The border of a county by its five digits, in degrees.
pub(super) fn border(fips: &str) -> Option<MultiPolygon> {
    feature(fips).map(|feature| ATLAS.shape(feature))
}

/// The rings of a county, longitude and latitude in degrees.
#[must_use]
pub fn rings(fips: &str) -> Vec<Vec<[f64; 2]>> {
    let shape = border(fips).unwrap_or_default();
    let ring = |ring: &geo::Ring| ring.points().iter().map(|point| [point.x, point.y]).collect();
    shape.polygons.iter().flat_map(Polygon::rings).map(ring).collect()
}

/// The bounds of each county in degrees: those far away are not even looked at.
static BOUNDS: LazyLock<HashMap<&'static str, Bounds>> = LazyLock::new(|| {
    let counties = ATLAS.features("counties").iter();
    counties.filter_map(|feature| Some((feature.id.as_str(), bounds(feature)?))).collect()
});

fn bounds(feature: &Feature) -> Option<Bounds> {
    Bounds::around(feature.arcs().filter_map(|arc| ATLAS.arcs.get(arc)).flatten().copied())
}

/// The counties whose bounds touch one of the frames, in degrees, each border once.
pub(super) fn near(frames: &[Bounds]) -> Topology {
    ATLAS.select("counties", |feature| {
        let bounds = BOUNDS.get(feature.id.as_str());
        bounds.is_some_and(|bounds| frames.iter().any(|frame| bounds.meets(*frame)))
    })
}

/// The borders of the counties of a frame as one path, each point put through `place`, with details smaller than `detail` gone. What
/// two of them share is made simpler once, so no gap opens.
pub(super) fn lines(frame: Bounds, place: impl Fn(Point) -> Point, detail: f64) -> String {
    let drawn = near(&[frame]).map(place).simplified(detail);
    let shapes: Vec<MultiPolygon> =
        drawn.features("counties").iter().map(|feature| drawn.shape(feature)).collect();
    path::closed(shapes.iter().flat_map(MultiPolygon::rings))
}

fn lay_out(states: &BTreeSet<String>) -> Option<Sheet> {
    let names: Vec<String> = states.iter().map(|state| state_name(state)).collect::<Option<_>>()?;
    let counties =
        ATLAS.select("counties", |feature| feature.id.get(..2).is_some_and(|state| states.contains(state)));
    let extent = Extent::around(counties.arcs.iter().flatten().copied())?;
    let albers = Albers::fitted(extent);
    let flat = counties.map(|point| albers.forward(point));
    let fit = Fit::into(Bounds::around(flat.arcs.iter().flatten().copied())?, WIDTH, TALLEST, MARGIN);
    let drawn = flat.map(|point| fit.place(point)).simplified(DETAIL);
    let features = drawn.features("counties");
    let mut counties: Vec<County> = features.iter().map(|feature| county(&drawn, feature)).collect();
    counties.sort_by(|a, b| a.name.cmp(&b.name).then(a.fips.cmp(&b.fips)));
    let owners = drawn.owners(features);
    let outside = drawn.arcs.iter().zip(&owners).filter(|(_, owners)| is_border(owners, features));
    Some(Sheet {
        states: names::listed(&names),
        is_shared: states.len() > 1,
        width: fit.width.round(),
        height: fit.height.round(),
        counties,
        edge: path::open(outside.map(|(arc, _)| arc.as_slice()).filter(|arc| !is_speck(arc))),
    })
}

/// Whether a line between counties is that of a state, too: nobody is on its other side, or somebody of another state.
fn is_border(owners: &[usize], features: &[Feature]) -> bool {
    let mut states = owners.iter().filter_map(|owner| features.get(*owner)?.id.get(..2));
    let first = states.next();
    owners.len() == 1 || states.any(|state| Some(state) != first)
}

/// Whether a border is that of an island too small to draw.
fn is_speck(arc: &[Point]) -> bool {
    arc.first() == arc.last() && geo::Ring::new(arc.to_vec()).signed_area().abs() < ISLAND
}

fn county(drawn: &Topology, feature: &Feature) -> County {
    let shape = drawn.shape(feature);
    let largest = shape.polygons.iter().map(Polygon::area).fold(0.0, f64::max);
    let seen = shape.polygons.iter().filter(|one| one.area() >= ISLAND.min(largest));
    let mut path = path::closed(seen.flat_map(Polygon::rings));
    if path.is_empty() {
        path = dot(&shape);
    }
    County {
        fips: feature.id.clone(),
        name: feature.name.clone(),
        path,
        label: label_of(&feature.name, &shape),
    }
}

/// A small diamond for a place that is nothing at this scale: some cities of Virginia are counties by themselves.
fn dot(shape: &MultiPolygon) -> String {
    let middle = shape.bounds().map(Bounds::middle).unwrap_or_default();
    format!("m{:.0} {:.0}3 3-3 3-3-3z", middle.x, middle.y - 3.0)
}

/// The name in one line, or else in two, where it fits: in the letters of a phone, or else in those of a wide page.
fn label_of(name: &str, shape: &MultiPolygon) -> Option<Label> {
    let two =
        name.char_indices().filter(|(_, c)| *c == ' ').min_by_key(|(at, _)| at.abs_diff(name.len() / 2));
    let two = two.map(|(at, _)| vec![name[..at].to_owned(), name[at + 1..].to_owned()]);
    let largest = MultiPolygon { polygons: vec![shape.largest()?.clone()] };
    let bounds = largest.bounds()?;
    let way = |lines: Vec<String>| {
        let (width, height) = size_of(&lines);
        // Most names that do not fit are refused here, before anything is looked for.
        let hopeless =
            width * LETTERS > bounds.width() || width * height * LETTERS * LETTERS > largest.area();
        if hopeless || height * LETTERS > bounds.height() {
            return None;
        }
        let (widest, room) = label::point(&largest, width / height)?;
        Some(Way { lines, width, height, widest, room })
    };
    let ways: Vec<Way> = std::iter::once(vec![name.to_owned()]).chain(two).filter_map(way).collect();
    for (letters, phone) in [(LETTERS_PHONE, true), (LETTERS, false)] {
        for way in &ways {
            if let Some(middle) = room_for(&largest, way, letters) {
                return Some(Label { middle, lines: way.lines.clone(), phone });
            }
        }
    }
    None
}

/// A way to write a name: its size in letters, where it has most room, and half the height of an ellipse of its form there.
struct Way {
    lines: Vec<String>,
    width: f64,
    height: f64,
    widest: Point,
    room: f64,
}

/// A place for the middle of the text inside the shape: the centre of mass, or else the one nearest to it of those on a
/// grid and on the way to the place with most room.
fn room_for(shape: &MultiPolygon, way: &Way, letters: f64) -> Option<Point> {
    const GRID: i32 = 10;
    /// The place with most room is known to a fortieth; a box holds the ellipse of its form, so this much is needed.
    const NEEDED: f64 = 0.95 / 2.0;
    let (centre, bounds) = (shape.centroid()?, shape.bounds()?);
    let (width, height) = (way.width * letters, way.height * letters);
    if way.room < height * NEEDED {
        return None;
    }
    let fits = |place: &Point| label::fits(shape, *place, width, height);
    if fits(&centre) {
        return Some(centre);
    }
    let toward = |to: Point, part: f64| {
        Point::new(centre.x + (to.x - centre.x) * part, centre.y + (to.y - centre.y) * part)
    };
    let way = [0.25, 0.5, 0.75, 1.0].map(|part| toward(way.widest, part)).into_iter();
    let step = |at: i32, from: f64, length: f64| from + length * f64::from(at) / f64::from(GRID);
    let grid = (1..GRID).flat_map(|row| (1..GRID).map(move |column| (row, column))).map(|(row, column)| {
        Point::new(step(column, bounds.least.x, bounds.width()), step(row, bounds.least.y, bounds.height()))
    });
    let mut places: Vec<Point> = way.chain(grid).collect();
    let far = |place: &Point| (place.x - centre.x).hypot(place.y - centre.y);
    places.sort_by(|a, b| far(a).total_cmp(&far(b)));
    places.into_iter().find(fits)
}

/// Width and height of lines of text in units of the letters' height, with a little air. The widths are those of common
/// sans-serif faces, on the safe side.
fn size_of(lines: &[String]) -> (f64, f64) {
    let width = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | 'f' | 't' | 'r' | '.' | '\'' | ' ' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.92,
        c if c.is_uppercase() => 0.72,
        _ => 0.58,
    };
    let widest = lines.iter().map(|line| line.chars().map(width).sum::<f64>()).fold(0.0, f64::max);
    #[allow(clippy::cast_precision_loss, reason = "one or two")]
    (widest + 0.2, lines.len() as f64 * 1.05 - 0.15)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn one(state: &str) -> Result<Arc<Sheet>, String> {
        sheet(&BTreeSet::from([state.to_owned()]))
    }

    #[test]
    fn the_embedded_atlas_is_whole() {
        let (counties, states) = (ATLAS.features("counties"), ATLAS.features("states"));
        assert_eq!((counties.len(), states.len()), (3_231, 56));
        for county in counties {
            assert!(
                county.id.len() == 5 && county.id.bytes().all(|byte| byte.is_ascii_digit()),
                "{}",
                county.id
            );
            assert!(!county.name.is_empty() && !county.polygons.is_empty(), "{}", county.id);
            assert!(states.iter().any(|state| county.id.starts_with(&state.id)), "{}", county.id);
        }
        assert_eq!(full_name("41029").as_deref(), Some("Jackson County"));
        assert_eq!(full_name("22071").as_deref(), Some("Orleans Parish"));
        assert_eq!(full_name("41999"), None);
    }

    #[test]
    fn every_state_can_be_drawn() {
        for state in ATLAS.features("states") {
            let sheet = one(&state.id).unwrap();
            assert!(sheet.width <= WIDTH && sheet.height <= TALLEST && sheet.width > 100.0, "{}", state.name);
            for county in &sheet.counties {
                assert!(county.path.starts_with('m'), "{} {}", state.name, county.name);
            }
            assert!(sheet.counties.is_sorted_by(|a, b| a.name <= b.name));
            assert!(!sheet.edge.is_empty());
        }
        assert!(["99", "4", "041", "OR", ""].iter().all(|key| one(key).is_err()));
    }

    #[test]
    fn alaska_is_one_piece() {
        let alaska = one("02").unwrap();
        assert!(alaska.width > 900.0 && alaska.height > 500.0, "{} {}", alaska.width, alaska.height);
    }

    #[test]
    fn most_names_of_oregon_fit() {
        let oregon = one("41").unwrap();
        let fitting = |phone: bool| {
            let labels = oregon.counties.iter().filter_map(|county| county.label.as_ref());
            labels.filter(|label| label.phone || !phone).count()
        };
        assert!(fitting(false) > 20 && fitting(true) > 7, "{} {}", fitting(false), fitting(true));
    }
}
