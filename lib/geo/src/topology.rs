//! Shapes that share their borders: each border is one arc, said once, and a shape is a list of arcs.
//!
//! [`Topology::read`] takes TopoJSON (the TopoJSON Format Specification, version 1): quantised or not, polygons only. An
//! arc that is run backwards is named by the one's complement of its number, here as there.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    limits::{Error, Limits, Meter},
    shape::{MultiPolygon, Point, Polygon, Ring},
};

/// Arcs and the shapes made of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    /// Borders, each once. Every one has at least one point.
    pub arcs: Vec<Vec<Point>>,
    /// The layers: `counties`, `states`.
    pub objects: Vec<Object>,
}

/// A layer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// Its name in the file.
    pub name: String,
    /// Its shapes in the order of the file.
    pub features: Vec<Feature>,
}

/// A shape with a name, as arcs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feature {
    /// Its key: `41029`; empty when the file gives none.
    pub id: String,
    /// Its name: `Jackson`; empty when the file gives none.
    pub name: String,
    /// Polygons, each a list of rings, each a list of arcs; the first ring of a polygon is its outer border.
    pub polygons: Vec<Vec<Vec<i32>>>,
}

impl Feature {
    /// Every arc it names, with the direction taken off.
    pub fn arcs(&self) -> impl Iterator<Item = usize> + '_ {
        self.polygons.iter().flatten().flatten().map(|arc| number_of(*arc))
    }
}

/// The number of an arc, whichever way it is run.
#[must_use]
pub fn number_of(arc: i32) -> usize {
    usize::try_from(if arc < 0 { !arc } else { arc }).unwrap_or(usize::MAX)
}

impl Topology {
    /// Reads TopoJSON. Of `properties`, `name` is kept. What is no polygon becomes a feature without surface.
    ///
    /// # Errors
    /// No TopoJSON, an arc that does not exist, a coordinate that is no number, or more than `limits` allow.
    pub fn read(json: &[u8], limits: Limits) -> Result<Self, Error> {
        Meter::new("bytes", limits.bytes).take(json.len())?;
        let file: File<'_> = serde_json::from_slice(json).map_err(|fault| Error::json(&fault))?;
        if file.kind != "Topology" {
            return Err(Error::broken("type", "this is no topology"));
        }
        let arcs = file.arcs.into_iter().map(|arc| decoded(&arc, file.transform.as_ref())).collect();
        let mut topology = Self { arcs, objects: Vec::new() };
        for (name, geometry) in file.objects {
            let mut features = Vec::new();
            collect(geometry, &mut features)?;
            topology.objects.push(Object { name, features });
        }
        topology.check(limits)?;
        Ok(topology)
    }

    /// Refuses what could hurt later: missing arcs, empty arcs, and shapes that would unfold to too many points because
    /// they name one long arc again and again.
    pub(crate) fn check(&self, limits: Limits) -> Result<(), Error> {
        let mut points = Meter::new("points", limits.points);
        for (index, arc) in self.arcs.iter().enumerate() {
            points.take(arc.len())?;
            if arc.is_empty() || !arc.iter().all(|point| point.is_finite()) {
                return Err(Error::broken(
                    format!("arc {index}"),
                    "it is empty or has a point that is no number",
                ));
            }
        }
        let mut features = Meter::new("features", limits.features);
        for object in &self.objects {
            features.take(object.features.len())?;
            let mut unfolded = Meter::new("points in the shapes of one object", limits.points);
            for feature in &object.features {
                for arc in feature.arcs() {
                    let Some(arc) = self.arcs.get(arc) else {
                        return Err(Error::broken(&feature.id, "it names an arc that is not there"));
                    };
                    unfolded.take(arc.len())?;
                }
            }
        }
        Ok(())
    }

    /// The shapes of a layer; none when there is no layer of this name.
    #[must_use]
    pub fn features(&self, object: &str) -> &[Feature] {
        self.objects.iter().find(|found| found.name == object).map_or(&[], |found| found.features.as_slice())
    }

    /// The points of a feature. Arcs that are not there are left out; [`Topology::read`] has refused them.
    #[must_use]
    pub fn shape(&self, feature: &Feature) -> MultiPolygon {
        let polygon = |rings: &Vec<Vec<i32>>| {
            let mut rings = rings.iter().map(|ring| self.ring(ring));
            Polygon { outer: rings.next().unwrap_or_default(), holes: rings.collect() }
        };
        MultiPolygon { polygons: feature.polygons.iter().map(polygon).collect() }
    }

    /// The points of one ring. Each arc begins where the one before ended; that point is taken once.
    #[must_use]
    pub fn ring(&self, arcs: &[i32]) -> Ring {
        let mut points: Vec<Point> = Vec::new();
        for arc in arcs {
            let Some(line) = self.arcs.get(number_of(*arc)) else { continue };
            points.pop();
            if *arc < 0 {
                points.extend(line.iter().rev());
            } else {
                points.extend(line);
            }
        }
        Ring::new(points)
    }

    /// A topology of one layer with the chosen features only, and of the arcs only those that they need. Everything that
    /// follows (projecting, simplifying) then costs what these cost.
    #[must_use]
    pub fn select(&self, object: &str, mut wanted: impl FnMut(&Feature) -> bool) -> Self {
        let mut features: Vec<Feature> =
            self.features(object).iter().filter(|feature| wanted(feature)).cloned().collect();
        let mut renamed: Vec<Option<i32>> = vec![None; self.arcs.len()];
        let mut arcs = Vec::new();
        for arc in features.iter_mut().flat_map(|feature| feature.polygons.iter_mut().flatten().flatten()) {
            let Some(slot) = renamed.get_mut(number_of(*arc)) else { continue };
            let number = *slot.get_or_insert_with(|| {
                arcs.extend(self.arcs.get(number_of(*arc)).cloned());
                i32::try_from(arcs.len()).unwrap_or(i32::MAX) - 1
            });
            *arc = if *arc < 0 { !number } else { number };
        }
        Self { arcs, objects: vec![Object { name: object.to_owned(), features }] }
    }

    /// For each feature, the places in the list of those it shares a border with (a mere corner is none), in order.
    #[must_use]
    pub fn neighbours(&self, features: &[Feature]) -> Vec<Vec<usize>> {
        let owners = self.owners(features);
        let mut found = vec![Vec::new(); features.len()];
        for owners in &owners {
            for one in owners {
                let others = owners.iter().filter(|other| *other != one);
                if let Some(list) = found.get_mut(*one) {
                    list.extend(others);
                }
            }
        }
        for list in &mut found {
            list.sort_unstable();
            list.dedup();
        }
        found
    }

    /// For each arc, the places in the list of the features that have it in their border.
    #[must_use]
    pub fn owners(&self, features: &[Feature]) -> Vec<Vec<usize>> {
        let mut owners = vec![Vec::new(); self.arcs.len()];
        for (place, feature) in features.iter().enumerate() {
            for arc in feature.arcs() {
                if let Some(list) = owners.get_mut(arc)
                    && list.last() != Some(&place)
                {
                    list.push(place);
                }
            }
        }
        owners
    }

    /// The arcs with each point put through `change`, a projection for instance. Two shapes that shared a border share it
    /// afterwards.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(Point) -> Point) -> Self {
        let arcs = self.arcs.iter().map(|arc| arc.iter().map(|point| change(*point)).collect()).collect();
        Self { arcs, objects: self.objects.clone() }
    }
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(rename = "type")]
    kind: String,
    transform: Option<Transform>,
    #[serde(borrow)]
    objects: BTreeMap<String, Geometry<'a>>,
    arcs: Vec<Vec<Position>>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(borrow)]
    arcs: Option<&'a RawValue>,
    geometries: Option<Vec<Geometry<'a>>>,
    id: Option<Label>,
    properties: Option<Properties>,
}

#[derive(Deserialize)]
struct Properties {
    name: Option<Label>,
}

/// A name or number that names something.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Label {
    /// In words.
    Words(String),
    /// A whole number.
    Whole(i64),
    /// Anything else has no use as a name.
    Other(serde::de::IgnoredAny),
}

impl Label {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Other(_) => String::new(),
        }
    }
}

/// Two coordinates; a third (height) is dropped.
#[derive(Clone, Copy)]
pub(crate) struct Position(pub(crate) Point);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Pair;
        impl<'de> serde::de::Visitor<'de> for Pair {
            type Value = Position;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a list of at least two numbers")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Position, A::Error> {
                let missing = |at| serde::de::Error::invalid_length(at, &"two numbers");
                let x = list.next_element()?.ok_or_else(|| missing(0))?;
                let y = list.next_element()?.ok_or_else(|| missing(1))?;
                while list.next_element::<f64>()?.is_some() {}
                Ok(Position(Point::new(x, y)))
            }
        }
        source.deserialize_seq(Pair)
    }
}

/// Deltas of whole steps become places; without a transform the file says places.
fn decoded(arc: &[Position], transform: Option<&Transform>) -> Vec<Point> {
    let Some(Transform { scale, translate }) = transform else {
        return arc.iter().map(|position| position.0).collect();
    };
    let (mut x, mut y) = (0.0, 0.0);
    let place = |position: &Position| {
        x += position.0.x;
        y += position.0.y;
        Point::new(x * scale[0] + translate[0], y * scale[1] + translate[1])
    };
    arc.iter().map(place).collect()
}

/// Flattens collections; their depth is capped by the JSON reader.
fn collect(geometry: Geometry<'_>, features: &mut Vec<Feature>) -> Result<(), Error> {
    if let Some(inner) = geometry.geometries {
        return inner.into_iter().try_for_each(|one| collect(one, features));
    }
    let raw = geometry.arcs.map_or("[]", RawValue::get);
    let read = |fault| Error::json(&fault);
    let polygons = match geometry.kind.as_deref() {
        Some("Polygon") => vec![serde_json::from_str(raw).map_err(read)?],
        Some("MultiPolygon") => serde_json::from_str(raw).map_err(read)?,
        _ => Vec::new(),
    };
    let name = geometry.properties.and_then(|properties| properties.name);
    features.push(Feature {
        id: geometry.id.map(|label| label.text()).unwrap_or_default(),
        name: name.map(|label| label.text()).unwrap_or_default(),
        polygons,
    });
    Ok(())
}
