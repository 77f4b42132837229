//! Where things are: shapes of counties and zones, the files they come in, and maps of them.
//!
//! **Owns** rings, polygons and the question whether a point lies in one; the readers of TopoJSON, GeoJSON and our own
//! packed topology; projections; geodesics on the ellipsoid and the squares of a web map; making shapes simpler without tearing borders apart; SVG path data.
//!
//! **Must not** know our nouns, touch the network, files, a clock or threads, panic on any input, or allocate by a
//! number read from the input before that number passed a cap. Draws no picture: colours, words and tags are `pages`'.
//!
//! Reading order: [`shape`] and [`locate`] (what a shape is and what lies in it), [`topology`] (shapes that share their
//! borders) with [`packed`] (its small file), [`geojson`], [`alone`] (shapes that share none), [`projection`], [`simplify`], [`label`] (where a name fits), [`path`];
//! [`ellipsoid`], with [`circle`], and [`mercator`] stand by themselves: angles in degrees, latitude first, distances in metres.

pub mod alone;
pub mod circle;
pub mod ellipsoid;
pub mod geojson;
pub mod label;
pub mod limits;
pub mod locate;
pub mod mercator;
pub mod packed;
pub mod path;
pub mod projection;
pub mod shape;
pub mod simplify;
pub mod topology;

pub use limits::{Error, Limits};
pub use locate::Location;
pub use shape::{Bounds, MultiPolygon, Point, Polygon, Ring};
