//! How high above a town the beam passes: why a radar may show nothing where it rains.

use crate::beam::{Beam, FOOT_M};
use crate::describe::area::Town;

/// Feet are told to the nearest of these.
const ROUNDED_TO: f64 = 500.0;

/// Feet of the middle of the beam above a town, to the nearest 500; above the sea when the town's height is not
/// known.
#[must_use]
pub fn reach_feet(beam: Beam, elevation_deg: f64, town: &Town) -> i64 {
    let feet = town.beam_above_m(beam, elevation_deg) / FOOT_M;
    // Infinite beyond the horizon; the cast ends at the largest number.
    ((feet / ROUNDED_TO).round() * ROUNDED_TO) as i64
}

/// "The beam is 16,000 feet above Lakeview."
#[must_use]
pub fn reach_sentence(beam: Beam, elevation_deg: f64, town: &Town) -> String {
    let feet = reach_feet(beam, elevation_deg, town);
    let name = &town.name;
    match (feet, town.ground_m) {
        (60_001.., _) => format!("The beam does not reach {name}."),
        (..=0, Some(_)) => format!("The beam does not clear the ground at {name}."),
        (_, Some(_)) => format!("The beam is {} feet above {name}.", grouped(feet)),
        (_, None) => format!("The beam is {} feet above the sea over {name}.", grouped(feet)),
    }
}

/// A number with commas between thousands.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use geo::ellipsoid::Point;

    use super::*;
    use crate::describe::kind::Kind;
    use crate::site::Place;

    #[test]
    fn the_beam_of_mount_ashland_passes_high_over_lakeview() {
        let beam = Beam::new(Place::new(42.0811, -122.7173, 2_290.0, 2_320.0).unwrap());
        let point = Point::new(42.1889, -120.3458).unwrap();
        let lakeview =
            Town { name: "Lakeview".to_owned(), point, ground_m: Some(1_450.0), falls: Kind::Unknown };
        assert_eq!(reach_sentence(beam, 0.5, &lakeview), "The beam is 16,000 feet above Lakeview.");
        let unknown = Town { ground_m: None, ..lakeview.clone() };
        assert_eq!(
            reach_sentence(beam, 0.5, &unknown),
            "The beam is 20,500 feet above the sea over Lakeview."
        );
        let far = Town { point: Point::new(60.0, -90.0).unwrap(), ..lakeview };
        assert_eq!(reach_sentence(beam, 0.5, &far), "The beam does not reach Lakeview.");
    }
}
