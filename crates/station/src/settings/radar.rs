//! Radars: where they stand, where they are asked for, and what their colours mean.

use super::{file, table::bad_address};
use crate::tree::Document;
use desk::radar::Keeping;
use jiff::SignedDuration;
use model::{
    radar::{Level, Mark, Measure, Palette, Policy, Product, RadarId, STILL_M, Scale, Site},
    station::Station,
    town::Position,
};
use radar::{FIRST_STEP, FOLDED, Moment, NOT_MEASURED, Place, Value};
use std::collections::BTreeMap;
use work::radar::{Settings, Source};

/// More radars than this one machine does not draw in time.
const MOST_SITES: usize = 8;
/// Frames of a loop: more than this nobody watches, and each names its squares in the manifest.
const MOST_FRAMES: u32 = 500;
/// Seconds between two looks.
const EVERY: std::ops::RangeInclusive<u32> = 2..=300;
/// The zooms that make sense: at 4 a radar is three pixels, at 11 a gate is many.
const ZOOMS: std::ops::RangeInclusive<u32> = 4..=11;
/// Radars farther than so many metres from the middle of all make no picture together, but a map of half the world.
const FARTHEST_M: f64 = 1_200_000.0;
/// Megabytes of maps for one radar: 337 squares of its default zooms, a quarter of one each.
const MAPS_MB: u32 = 96;
/// And for all of them, unless the settings say more.
const MAPS_MB_MOST: u32 = 512;
/// Scheme of a source that is made up.
const MADE: &str = "made:";

/// What the pages and the desk are told.
pub(super) fn policy(file: &file::File, station: &Station, told: &mut Document<'_>) -> Policy {
    let common = &file.radars;
    let mut sites: Vec<Site> =
        file.radar.iter().filter_map(|(name, radar)| site(name, radar, told)).collect();
    if sites.len() > MOST_SITES {
        told.fault(
            &["radar"],
            format!("There are {} radars.", sites.len()),
            format!("Name {MOST_SITES} at most."),
        );
    }
    let home = station.towns.first().map(|town| town.at);
    let far = |site: &Site| home.map_or(0.0, |home| home.km_to(site.at));
    sites.sort_by(|a, b| far(a).total_cmp(&far(b)).then_with(|| a.id.cmp(&b.id)));
    let zooms = (common.zoom_min, common.zoom_max);
    if !(ZOOMS.contains(&zooms.0) && ZOOMS.contains(&zooms.1) && zooms.0 <= zooms.1) {
        let what = format!("The zooms are {} to {}.", zooms.0, zooms.1);
        told.fault(
            &["radars", "zoom_max"],
            what,
            format!("Write zooms from {} to {}.", ZOOMS.start(), ZOOMS.end()),
        );
    }
    if common.frames > MOST_FRAMES {
        let what = format!("A loop of {} frames is too long.", common.frames);
        told.fault(&["radars", "frames"], what, format!("Write {MOST_FRAMES} at most."));
    }
    for (key, value) in [
        ("max_age_minutes", common.max_age_minutes),
        ("frames", common.frames),
        ("keep_hours", common.keep_hours),
        ("disk_mb", common.disk_mb),
        ("refresh_seconds", common.refresh_seconds),
    ] {
        if value == 0 {
            told.fault(&["radars", key], format!("`{key}` is 0."), "Write at least 1.");
        }
    }
    if common.silence_minutes < common.max_age_minutes {
        let what = "A radar would be silent before its picture is old.";
        told.fault(&["radars", "silence_minutes"], what, "Write at least `max_age_minutes`.");
    }
    let mosaic = mosaic(common, &sites, told);
    let minutes = |minutes: u32| SignedDuration::from_mins(i64::from(minutes));
    let zoom = |zoom: u32| u8::try_from(zoom).unwrap_or(u8::MAX);
    Policy {
        sites,
        mosaic,
        max_age: minutes(common.max_age_minutes),
        silence: minutes(common.silence_minutes),
        frames: usize::try_from(common.frames).unwrap_or(usize::MAX),
        refresh_s: common.refresh_seconds,
        zooms: (zoom(common.zoom_min), zoom(common.zoom_max)),
        credit: common.credit.trim().to_owned(),
        credit_url: common.credit_url.clone().filter(|url| !url.is_empty()),
        scales: scales(),
    }
}

/// All radars as one picture, when it is wanted.
fn mosaic(common: &file::Radars, sites: &[Site], told: &mut Document<'_>) -> Option<Site> {
    let name = common.mosaic.as_deref()?.trim();
    let mut refuse = |what: &str, remedy: &str| told.fault(&["radars", "mosaic"], what, remedy);
    if name.is_empty() {
        refuse(
            "The picture of all radars has no name.",
            "Write what readers should call it, or take the key out.",
        );
        return None;
    }
    let Some(mosaic) = Site::mosaic(name, sites) else {
        refuse(
            "One radar is no picture of several.",
            "Declare a second one as [radar.NAME], or take the key out.",
        );
        return None;
    };
    if mosaic.still_m - STILL_M > FARTHEST_M {
        refuse(
            "The radars stand too far apart for one picture.",
            "Take the key out, or the radar that is far away.",
        );
        return None;
    }
    Some(mosaic)
}

/// Where they are asked for.
pub(super) fn sources(file: &file::File, station: &Station, told: &mut Document<'_>) -> Settings {
    let common = &file.radars;
    if !EVERY.contains(&common.poll_seconds) {
        let what =
            format!("{} seconds is not between {} and {}.", common.poll_seconds, EVERY.start(), EVERY.end());
        told.fault(&["radars", "poll_seconds"], what, "A chunk comes every four to twelve seconds.");
    }
    let mut sources = Vec::new();
    for (name, radar) in &file.radar {
        let chunks = roots(name, "chunks", &radar.chunks, told);
        let archive = roots(name, "archive", &radar.archive, told);
        if chunks.is_empty() && archive.is_empty() {
            told.fault(
                &["radar", name],
                "Nobody is asked for this radar.",
                "Add `chunks`, `archive`, or both.",
            );
        }
        let site = RadarId::parse(name).ok().and_then(|id| station.radar.radar(&id));
        sources.extend(site.map(|site| Source { id: site.id.clone(), chunks, archive }));
    }
    let megabytes = |megabytes: u32| u64::from(megabytes) << 20;
    let radars = u32::try_from(sources.len()).unwrap_or(u32::MAX);
    let maps_mb = common.maps_mb.unwrap_or(MAPS_MB.saturating_mul(radars).min(MAPS_MB_MOST));
    Settings {
        sources,
        every: SignedDuration::from_secs(i64::from(common.poll_seconds)),
        keeping: Keeping {
            age: SignedDuration::from_hours(i64::from(common.keep_hours)),
            bytes: megabytes(common.disk_mb),
        },
        maps_bytes: usize::try_from(megabytes(maps_mb)).unwrap_or(usize::MAX),
    }
}

fn site(name: &str, radar: &file::Radar, told: &mut Document<'_>) -> Option<Site> {
    let id = match RadarId::parse(name) {
        Ok(id) if id.is_mosaic() => {
            let remedy = "Write `mosaic` in [radars] for a picture of all radars.";
            told.fault(&["radar", name], format!("{id} is no radar."), remedy);
            return None;
        }
        Ok(id) if id.as_str() == name => id,
        Ok(id) => {
            told.fault(
                &["radar", name],
                format!("The radar is called {id}."),
                format!("Write [radar.{id}]."),
            );
            return None;
        }
        Err(error) => {
            told.fault(&["radar", name], format!("{error}."), "");
            return None;
        }
    };
    if radar.name.trim().is_empty() {
        told.fault(&["radar", name, "name"], "The radar has no name.", "Write the one that readers know.");
    }
    let place = place(name, radar, told)?;
    Some(Site {
        name: radar.name.trim().to_owned(),
        at: Position::new(place.latitude, place.longitude)?,
        antenna_m: place.antenna_m,
        products: products(name, radar, told),
        still_m: STILL_M,
        id,
    })
}

/// As it is set, or else as the network's registry has it.
fn place(name: &str, radar: &file::Radar, told: &mut Document<'_>) -> Option<Place> {
    let known = Place::of_registry(name);
    let place = match (radar.latitude, radar.longitude, radar.antenna_m) {
        (None, None, None) => known,
        (latitude, longitude, antenna) => {
            let latitude = latitude.or(known.map(|place| place.latitude));
            let longitude = longitude.or(known.map(|place| place.longitude));
            let antenna = antenna.or(known.map(|place| place.antenna_m));
            match (latitude, longitude, antenna) {
                (Some(latitude), Some(longitude), Some(antenna)) => {
                    Place::new(latitude, longitude, antenna, antenna)
                }
                _ => None,
            }
        }
    };
    if place.is_none() {
        let remedy = "Write its `latitude`, `longitude` and `antenna_m`.";
        told.fault(&["radar", name], format!("Nobody knows where the radar {name} stands."), remedy);
    }
    place
}

fn products(name: &str, radar: &file::Radar, told: &mut Document<'_>) -> Vec<Product> {
    let mut products = Vec::new();
    for (index, text) in radar.products.iter().enumerate() {
        let path = ["radar", name, "products", &index.to_string()];
        match Product::parse(text).filter(|product| Product::ALL.contains(product)) {
            Some(product) if products.contains(&product) => {
                told.fault(&path, format!("`{text}` is named twice."), "Take one of them out.");
            }
            Some(product) => products.push(product),
            None => {
                let known = Product::ALL.map(Product::as_str).join(", ");
                told.fault(&path, format!("“{text}” is no product."), format!("Write one of {known}."));
            }
        }
    }
    if !products.contains(&Product::Lowest) {
        // Words, stills and the loop are made of it.
        products.insert(0, Product::Lowest);
    }
    products
}

fn roots(name: &str, key: &str, urls: &[String], told: &mut Document<'_>) -> Vec<String> {
    for (index, url) in urls.iter().enumerate() {
        if let Some(why) = bad_address(url).filter(|_| url != MADE) {
            let remedy = "Write the root of a bucket, file: and a folder, replay: and a folder, or made:.";
            told.fault(&["radar", name, key, &index.to_string()], format!("“{url}” {why}."), remedy);
        }
    }
    urls.iter().map(|url| url.trim_end_matches('/').to_owned()).collect()
}

/// What colours mean, for pages, which do not draw.
fn scales() -> BTreeMap<Measure, Scale> {
    let moment = |measure| match measure {
        Measure::Reflectivity => Moment::Reflectivity,
        Measure::Velocity => Moment::Velocity,
        Measure::Correlation => Moment::Correlation,
    };
    Measure::ALL.into_iter().map(|measure| (measure, scale(moment(measure)))).collect()
}

fn scale(moment: Moment) -> Scale {
    // As the pictures are stored: for any colour vision.
    let own = radar::Palette::safe(moment);
    let level = |index: u8| match own.value_of(index) {
        Some(figure) => Level::Figure(figure),
        None if index == NOT_MEASURED => Level::Words("not measured"),
        None if index == FOLDED => Level::Words("range folded"),
        None => Level::Nothing,
    };
    let indices = 0..=u8::try_from(own.colours().len().saturating_sub(1)).unwrap_or(u8::MAX);
    let colours = |palette: &radar::Palette| {
        let colour = |index: u8| match own.value_of(index) {
            Some(figure) => palette.colour(Value::Measured(figure)),
            None => palette.colours().get(usize::from(index)).copied().unwrap_or([0; 4]),
        };
        debug_assert!(own.value_of(FIRST_STEP).is_some());
        Palette { id: palette.name, title: palette.title, colours: indices.clone().map(colour).collect() }
    };
    let others = radar::Palette::all();
    let others = others.iter().filter(|other| other.moment == moment && other.name != own.name);
    let mark = |mark: radar::LegendMark| Mark {
        value: mark.value,
        label: mark.label,
        meaning: mark.meaning,
        colour: mark.colour,
    };
    Scale {
        unit: moment.unit(),
        levels: indices.clone().map(level).collect(),
        palettes: std::iter::once(&own).chain(others).map(colours).collect(),
        marks: own.legend().into_iter().map(mark).collect(),
    }
}
