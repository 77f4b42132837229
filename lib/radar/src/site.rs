//! Which radar, and where it stands.

use geo::ellipsoid::Point;

/// A radar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    /// Its four letters, such as `KMAX`. Empty when the data names none.
    pub id: String,
    /// Where it stands, when the data or the registry of sites says so.
    pub place: Option<Place>,
}

/// Where an antenna stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Degrees, north is positive.
    pub latitude: f64,
    /// Degrees, east is positive.
    pub longitude: f64,
    /// Metres of the ground above the sea.
    pub ground_m: f64,
    /// Metres of the antenna above the sea.
    pub antenna_m: f64,
}

/// The tower that is assumed where only the ground is known, in metres. Most are 10 to 30 m high.
const USUAL_TOWER_M: f64 = 20.0;

impl Place {
    /// A place, unless a number is none or not on earth.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64, ground_m: f64, antenna_m: f64) -> Option<Self> {
        Point::new(latitude, longitude)?;
        let high = [ground_m, antenna_m].iter().all(|height| (-500.0..=9_000.0).contains(height));
        high.then_some(Self { latitude, longitude, ground_m, antenna_m })
    }

    /// The place of a radar of the network by its four letters, from the registry of sites: volumes from before
    /// 2008 do not say where they were made.
    #[must_use]
    pub fn of_registry(id: &str) -> Option<Self> {
        let entry = nexrad_model::meta::registry::site_by_id(id)?;
        let ground_m = f64::from(entry.site_elevation_meters);
        Self::new(entry.latitude, entry.longitude, ground_m, ground_m + USUAL_TOWER_M)
    }

    /// The radar of the network that is nearest to a point: its four letters, and the town that it is named after.
    #[must_use]
    pub fn nearest(latitude: f64, longitude: f64) -> Option<(&'static str, &'static str)> {
        Point::new(latitude, longitude)?;
        let entry = nexrad_model::meta::registry::nearest_site(latitude, longitude)?;
        Some((entry.id, entry.city))
    }

    /// The town that a radar of the network is named after, by its four letters.
    #[must_use]
    pub fn name_of_registry(id: &str) -> Option<&'static str> {
        nexrad_model::meta::registry::site_by_id(id).map(|entry| entry.city)
    }

    /// The point on the ellipsoid.
    #[must_use]
    pub fn point(self) -> Point {
        Point { latitude: self.latitude, longitude: self.longitude }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_knows_the_radar_of_medford() {
        let place = Place::of_registry("KMAX").unwrap();
        assert!(
            (place.latitude - 42.08).abs() < 0.01 && (place.longitude + 122.72).abs() < 0.01,
            "{place:?}"
        );
        assert_eq!(Place::of_registry("ZZZZ"), None);
        assert_eq!(Place::nearest(42.2249, -121.7817), Some(("KMAX", "Medford")));
        assert_eq!(Place::nearest(f64::NAN, 0.0), None);
        assert_eq!(
            (Place::name_of_registry("KMAX"), Place::name_of_registry("ZZZZ")),
            (Some("Medford"), None)
        );
    }

    #[test]
    fn nonsense_is_no_place() {
        assert_eq!(Place::new(f64::NAN, 0.0, 0.0, 0.0), None);
        assert_eq!(Place::new(42.0, -122.0, 1e9, 0.0), None);
    }
}
