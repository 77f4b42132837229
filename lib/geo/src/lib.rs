//! Places on the earth: distances, directions and the squares of a web map.
//!
//! **Must not** touch the network, files, a clock or threads, or know anything of the station's nouns.
//!
//! Angles are degrees, latitude first, positive north and east; distances are metres.

pub mod ellipsoid;
pub mod mercator;
