//! A topology in few bytes: what the build writes and the binary embeds.
//!
//! The file begins with `geo1`, then four IEEE doubles, little endian: the size of a step in x and y and the place of
//! step (0, 0). Everything else is numbers of 1 to 10 bytes, seven bits each, lowest first, the high bit set while more
//! follow; signed ones are doubled and, when negative, made `-2n - 1` first (zigzag). Texts are a number of bytes and
//! UTF-8. In this order:
//!
//! 1. number of arcs; for each: number of points, then for each point its steps in x and y since the one before (signed);
//! 2. number of layers; for each: its name, number of features; for each: key, name, number of polygons; for each: number
//!    of rings; for each: number of arcs, then the arcs (signed as in TopoJSON).
//!
//! `front/atlas.mjs` writes it from TopoJSON; [`write`] is the same in Rust, for tests and tools.

use crate::{
    limits::{Error, Limits, Meter},
    shape::Point,
    topology::{Feature, Object, Topology},
};

const MAGIC: &[u8] = b"geo1";
/// Longest key or name, bytes.
const TEXT: usize = 400;

/// Reads a packed topology.
///
/// # Errors
/// Another format, a file that ends too early or goes on too long, an arc that does not exist, or more than `limits` allow.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Topology, Error> {
    Meter::new("bytes", limits.bytes).take(bytes.len())?;
    let mut cursor = Cursor { bytes, at: 0 };
    if cursor.take(MAGIC.len())? != MAGIC {
        return Err(Error::broken("byte 0", "this is no packed topology"));
    }
    let (step, origin) = (cursor.point()?, cursor.point()?);
    let mut points = Meter::new("points", limits.points);
    let mut arcs = Vec::new();
    for _ in 0..cursor.count()? {
        let size = cursor.count()?;
        points.take(size)?;
        let (mut x, mut y) = (0i64, 0i64);
        let mut arc = Vec::with_capacity(size);
        for _ in 0..size {
            x = x.wrapping_add(cursor.signed()?);
            y = y.wrapping_add(cursor.signed()?);
            #[allow(
                clippy::cast_precision_loss,
                reason = "steps are small; a larger one is a wrong place, no more"
            )]
            arc.push(Point::new(x as f64 * step.x + origin.x, y as f64 * step.y + origin.y));
        }
        arcs.push(arc);
    }
    let mut objects = Vec::new();
    for _ in 0..cursor.count()? {
        let name = cursor.text()?;
        let count = cursor.count()?;
        let features = (0..count).map(|_| cursor.feature()).collect::<Result<_, _>>()?;
        objects.push(Object { name, features });
    }
    if cursor.at != bytes.len() {
        return Err(Error::broken(cursor.place(), "the file goes on after its end"));
    }
    let topology = Topology { arcs, objects };
    topology.check(limits)?;
    Ok(topology)
}

/// Writes a topology; points are rounded to whole steps from `origin`.
#[must_use]
pub fn write(topology: &Topology, step: Point, origin: Point) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    for number in [step.x, step.y, origin.x, origin.y] {
        out.extend(number.to_le_bytes());
    }
    put_count(&mut out, topology.arcs.len());
    for arc in &topology.arcs {
        put_count(&mut out, arc.len());
        // Wrapping, as the reader does: steps out of all bounds come back as they were.
        let (mut x, mut y) = (0i64, 0i64);
        for point in arc {
            let (to_x, to_y) = (steps(point.x - origin.x, step.x), steps(point.y - origin.y, step.y));
            put_signed(&mut out, to_x.wrapping_sub(x));
            put_signed(&mut out, to_y.wrapping_sub(y));
            (x, y) = (to_x, to_y);
        }
    }
    put_count(&mut out, topology.objects.len());
    for object in &topology.objects {
        put_text(&mut out, &object.name);
        put_count(&mut out, object.features.len());
        for feature in &object.features {
            put_text(&mut out, &feature.id);
            put_text(&mut out, &feature.name);
            put_polygons(&mut out, &feature.polygons);
        }
    }
    out
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn place(&self) -> String {
        format!("byte {}", self.at)
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let taken =
            rest.get(..count).ok_or_else(|| Error::broken(self.place(), "the file ends too early"))?;
        self.at += count;
        Ok(taken)
    }

    fn double(&mut self) -> Result<f64, Error> {
        let bytes = self.take(8)?.first_chunk().copied().unwrap_or_default();
        Ok(f64::from_le_bytes(bytes))
    }

    fn point(&mut self) -> Result<Point, Error> {
        Ok(Point::new(self.double()?, self.double()?))
    }

    fn unsigned(&mut self) -> Result<u64, Error> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?.first().copied().unwrap_or_default();
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Error::broken(self.place(), "a number has more than ten bytes"))
    }

    fn signed(&mut self) -> Result<i64, Error> {
        let number = self.unsigned()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// How many of something follow. Each takes at least a byte, so a count beyond the rest of the file is a lie.
    fn count(&mut self) -> Result<usize, Error> {
        let count = usize::try_from(self.unsigned()?).unwrap_or(usize::MAX);
        let rest = self.bytes.len() - self.at;
        if count > rest {
            return Err(Error::broken(self.place(), "it counts more than the file can hold"));
        }
        Ok(count)
    }

    fn text(&mut self) -> Result<String, Error> {
        let size = self.count()?;
        Meter::new("bytes in a name", TEXT).take(size)?;
        let bytes = self.take(size)?.to_vec();
        String::from_utf8(bytes).map_err(|_| Error::broken(self.place(), "a text is not UTF-8"))
    }

    fn feature(&mut self) -> Result<Feature, Error> {
        let (id, name) = (self.text()?, self.text()?);
        let mut polygons = Vec::new();
        for _ in 0..self.count()? {
            let mut rings = Vec::new();
            for _ in 0..self.count()? {
                let count = self.count()?;
                rings.push((0..count).map(|_| self.arc()).collect::<Result<_, _>>()?);
            }
            polygons.push(rings);
        }
        Ok(Feature { id, name, polygons })
    }

    fn arc(&mut self) -> Result<i32, Error> {
        i32::try_from(self.signed()?)
            .map_err(|_| Error::broken(self.place(), "it names an arc that is not there"))
    }
}

#[allow(clippy::cast_possible_truncation, reason = "rounded to a whole number of steps; `as` saturates")]
fn steps(distance: f64, step: f64) -> i64 {
    (distance / step).round() as i64
}

fn put_unsigned(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn put_signed(out: &mut Vec<u8>, number: i64) {
    put_unsigned(out, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

fn put_count(out: &mut Vec<u8>, count: usize) {
    put_unsigned(out, count as u64);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_count(out, text.len());
    out.extend(text.as_bytes());
}

fn put_polygons(out: &mut Vec<u8>, polygons: &[Vec<Vec<i32>>]) {
    put_count(out, polygons.len());
    for rings in polygons {
        put_count(out, rings.len());
        for ring in rings {
            put_count(out, ring.len());
            ring.iter().for_each(|arc| put_signed(out, i64::from(*arc)));
        }
    }
}
