//! Real shapes, named by `BELLWETHER_SAMPLES`: counties and states of the radar maps, zones and areas of weather alerts.
#![allow(
    clippy::disallowed_methods,
    reason = "whoever runs the tests speaks to them through the environment"
)]

use std::{fs, path::PathBuf};

use geo::{Limits, Location, Point, geojson, label};

fn samples(folder: &str) -> Option<PathBuf> {
    let Some(samples) = std::env::var_os("BELLWETHER_SAMPLES") else {
        println!("not run: BELLWETHER_SAMPLES is unset");
        return None;
    };
    Some(PathBuf::from(samples).join(folder))
}

#[test]
fn counties_and_states_are_where_they_are() {
    let Some(folder) = samples("radar/boundaries") else { return };
    let read = |name: &str| {
        let json = fs::read(folder.join(name)).unwrap();
        geojson::read(&json, &["name", "state", "fips"], Limits::default()).unwrap()
    };
    let counties = read("counties_or_ca.geojson");
    let of = |state: &str| counties.iter().filter(|one| one.properties["state"] == state).count();
    assert_eq!((of("OR"), of("CA")), (36, 58));
    let medford = Point::new(-122.8756, 42.3265);
    let home: Vec<_> = counties.iter().filter(|one| one.shape.contains(medford)).collect();
    assert_eq!(home.len(), 1);
    assert_eq!((home[0].properties["name"].as_str(), home[0].id.as_str()), ("Jackson", "41029"));
    // The Census gives Jackson County 2,802 square miles with its water: 7,257 km².
    let area = home[0].shape.area_km2();
    assert!((area / 7_257.0 - 1.0).abs() < 0.01, "{area}");
    for county in &counties {
        let (place, _) = label::point(&county.shape, 3.0).unwrap();
        assert_eq!(county.shape.locate(place), Location::Inside, "{}", county.id);
        let owners = counties.iter().filter(|other| other.shape.owns(place)).count();
        assert_eq!(owners, 1, "{}", county.id);
        let bounds = county.shape.bounds().unwrap();
        assert!(bounds.holds(county.shape.centroid().unwrap()), "{}", county.id);
    }
    let states = read("states_west.geojson");
    let home =
        states.iter().filter(|one| one.shape.contains(medford)).map(|one| one.properties["name"].as_str());
    assert_eq!(home.collect::<Vec<_>>(), ["Oregon"]);
}

#[test]
fn alerts_keep_their_areas() {
    let Some(folder) = samples("nws") else { return };
    let (mut files, mut features, mut areas) = (0, 0, 0);
    let mut folders = vec![folder];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            // Not all is GeoJSON; what is must be read.
            let says = String::from_utf8_lossy(&bytes[..bytes.len().min(4_000)]).into_owned();
            let claims = says.contains("\"FeatureCollection\"") || says.contains("\"Feature\"");
            if path.extension().is_none_or(|end| end != "json") || !claims {
                continue;
            }
            let found = geojson::read(&bytes, &["event", "id"], Limits::default())
                .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            files += 1;
            features += found.len();
            for feature in found.iter().filter(|feature| feature.shape.size() > 0) {
                areas += 1;
                let km2 = feature.shape.area_km2();
                assert!(km2 > 0.01 && km2 < 5e6, "{}: {km2}", path.display());
            }
        }
    }
    println!("{files} files, {features} features, {areas} with an area");
    assert!(files > 5 && features > 20 && areas > 3, "{files} files, {features} features, {areas} areas");
}
