//! Where a zone is: asked once, made simple enough to keep.

use super::{Asker, failed};
use crate::{fetch::Error, inspect::Problem};
use geo::{Limits, alone, geojson};
use model::alert::{Zone, ZoneShape};

/// Details smaller than this are not kept, in square degrees: a triangle of about 150 by 130 metres.
const DETAIL: f64 = 1e-6;
/// Points that are kept of one zone.
const POINTS: usize = 3_000;
/// Characters of a name that are kept.
const NAME: usize = 120;

/// Ask where a zone is. One that is not on that map is told with a shape of no bytes, so that nobody asks again.
///
/// # Errors
/// When nobody can be asked, or the answer is no shape.
pub async fn shape(asker: &Asker<'_>, zone: &Zone) -> Result<ZoneShape, Problem> {
    let path = format!("zones/{}/{}", zone.kind.as_str(), zone.code);
    let none = || ZoneShape { zone: zone.clone(), name: String::new(), packed: Vec::new() };
    match asker.service(&path).await {
        Ok(bytes) => understand(&bytes, zone),
        Err(Error::Status { status: 404 | 410, .. }) => Ok(none()),
        Err(error) => Err(failed(&path, &error, "")),
    }
}

/// The shape of an answer.
///
/// # Errors
/// When it is none, or that of another zone.
pub fn understand(bytes: &[u8], zone: &Zone) -> Result<ZoneShape, Problem> {
    let at = format!("zones/{}/{}", zone.kind.as_str(), zone.code);
    let wrong =
        |what: String| Problem::new(&at, what, "Alerts for it are told in words. Try again another day.");
    let features = geojson::read(bytes, &["id", "name"], Limits::default());
    let features = features.map_err(|error| wrong(format!("The answer {error}.")))?;
    let [feature] = features.as_slice() else {
        return Err(wrong("The answer is not one zone.".to_owned()));
    };
    let said = |name| feature.properties.get(name).map(String::as_str).unwrap_or_default();
    if said("id") != zone.code {
        return Err(wrong(format!(
            "The answer is of zone “{}”.",
            said("id").chars().take(20).collect::<String>()
        )));
    }
    let is_on_earth = |point: &geo::Point| point.x.abs() <= 360.0 && point.y.abs() <= 90.0;
    let mut rings = feature.shape.polygons.iter().flat_map(geo::Polygon::rings);
    if !rings.all(|ring| ring.points().iter().all(is_on_earth)) {
        return Err(wrong("The shape is not on Earth.".to_owned()));
    }
    let thin = alone::wound(&alone::thinned_to(&feature.shape, DETAIL, POINTS));
    if thin.size() < 3 {
        return Err(wrong("The answer has no shape.".to_owned()));
    }
    let name = said("name").chars().filter(|c| !c.is_control()).take(NAME).collect();
    Ok(ZoneShape { zone: zone.clone(), name, packed: alone::pack(&thin) })
}
