//! From the file to what each room wants to be told. Nothing stops at the first fault: each is noted in the document,
//! with something harmless in the place of the value, and the whole is thrown away at the end.

use super::{AccessLog, Place, Settings, air, alert, file, radar, remarks, table, town};
use crate::tree::Document;
use jiff::tz::TimeZone;
use model::{
    alert::Policy,
    module::{Kind, Module},
    place,
    section::Section,
    slug::Slug,
    station::Station,
    story::Language,
    table::Tables,
    weather::Rules,
};
use std::{
    collections::BTreeSet,
    net::{IpAddr, SocketAddr},
    path::Path,
    time::Duration,
};

/// Everything converted.
pub(super) fn settings(file: &file::File, place: &Place, told: &mut Document<'_>) -> Settings {
    let mut station = station(file, told);
    station.towns = town::towns(file, &station, told);
    station.weather = town::rules(&file.weather, told);
    station.weather.air = air::rules(&file.air, told);
    station.radar = radar::policy(file, &station, told);
    station.alerts = alert::policy(file, &station, told);
    remarks::tell(file, &station, told);
    let (tables, populations) = table::tables(file, place, told);
    let listen = address(&["web", "listen"], &file.web.listen, told);
    let metrics = file.metrics.listen.as_deref().and_then(|text| address(&["metrics", "listen"], text, told));
    if metrics.is_some() && metrics == listen {
        told.fault(&["metrics", "listen"], "Readers are served at this address.", "Choose another port.");
    }
    Settings {
        listen: listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0))),
        access_log: access_log(&file.web.access_log, &place.data),
        web: web(&file.web, told),
        limits: limits(&file.web, told),
        metrics,
        store: store(&file.store, place, told),
        fetch: fetch(file, place, &station, told),
        theme: place.home.join(&file.theme.folder),
        modules: modules(file, &tables, &station, told),
        weather: town::weather(&file.weather, told),
        air: air::source(file, place, &station, told),
        radars: radar::sources(file, &station, told),
        alerts: alert::sources(file, told),
        tables,
        populations,
        data: place.data.clone(),
        remarks: Vec::new(),
        station,
    }
}

fn station(file: &file::File, told: &mut Document<'_>) -> Station {
    let file::Station { name, tagline, city, language, timezone, base_url, notice } = &file.station;
    if name.trim().is_empty() {
        told.fault(&["station", "name"], "The station has no name.", "Write the name that readers know.");
    }
    if Language::parse(language).is_none() {
        let what = format!("“{language}” is not a language.");
        told.fault(&["station", "language"], what, "Write a tag such as en or es-MX.");
    }
    let zone = TimeZone::get(timezone).ok();
    if zone.is_none() {
        let what = format!("There is no time zone “{timezone}”.");
        told.fault(
            &["station", "timezone"],
            what,
            "Write a name of the IANA database, such as America/Los_Angeles.",
        );
    }
    if let Some(url) = base_url.as_ref().filter(|url| !is_root(url)) {
        let what = format!("“{url}” is not the root of a site.");
        told.fault(
            &["station", "base_url"],
            what,
            "Write scheme and host only, such as https://signal.example.",
        );
    }
    Station {
        name: name.trim().to_owned(),
        tagline: tagline.clone(),
        city: city.clone(),
        language: language.clone(),
        zone: zone.unwrap_or(TimeZone::UTC),
        base_url: base_url.clone().unwrap_or_default(),
        notice: notice.clone().filter(|notice| !notice.trim().is_empty()),
        sections: sections(&file.section, told),
        places: places(&file.place, told),
        towns: Vec::new(),
        weather: Rules::default(),
        radar: model::radar::Policy::default(),
        alerts: Policy::default(),
    }
}

fn sections(list: &[file::Section], told: &mut Document<'_>) -> Vec<Section> {
    if list.is_empty() {
        told.fault(&["section"], "The paper has no sections.", "Add [[section]] with slug and name.");
    }
    let mut names = Names::new("section");
    let section = |(index, section): (usize, &file::Section)| {
        let slug = names.take(index, &section.slug, &section.name, told)?;
        Some(Section { slug, name: section.name.clone(), description: section.description.clone() })
    };
    list.iter().enumerate().filter_map(section).collect()
}

fn places(list: &[file::Place], told: &mut Document<'_>) -> Vec<place::Place> {
    let mut names = Names::new("place");
    let place = |(index, place): (usize, &file::Place)| {
        let slug = names.take(index, &place.slug, &place.name, told)?;
        Some(place::Place { slug, name: place.name.clone(), state: place.state.clone() })
    };
    list.iter().enumerate().filter_map(place).collect()
}

/// Checks the names of a list: each must be a slug, and a different one.
struct Names {
    noun: &'static str,
    taken: BTreeSet<Slug>,
}

impl Names {
    fn new(noun: &'static str) -> Self {
        Self { noun, taken: BTreeSet::new() }
    }

    fn take(&mut self, index: usize, slug: &str, name: &str, told: &mut Document<'_>) -> Option<Slug> {
        let index = index.to_string();
        if name.trim().is_empty() {
            told.fault(&[self.noun, &index, "name"], format!("The {} has no name.", self.noun), "Write one.");
        }
        let parsed = match Slug::parse(slug) {
            Ok(parsed) => parsed,
            Err(error) => {
                told.fault(&[self.noun, &index, "slug"], format!("“{slug}” {error}."), "");
                return None;
            }
        };
        if !self.taken.insert(parsed.clone()) {
            let what = format!("There are two {}s “{slug}”.", self.noun);
            told.fault(&[self.noun, &index, "slug"], what, "Give one of them another slug.");
        }
        Some(parsed)
    }
}

fn modules(file: &file::File, tables: &Tables, station: &Station, told: &mut Document<'_>) -> Vec<Module> {
    let mut modules = Vec::new();
    for (index, text) in file.front.modules.iter().enumerate() {
        let path = ["front", "modules", &index.to_string()];
        match Module::parse(text) {
            Ok(module) => {
                let (is_there, noun) = match module.kind {
                    Kind::Table => (tables.contains_key(&module.subject), "table"),
                    // A station may place them before it has a town: the module says that there is none yet.
                    Kind::Weather if module.subject.as_str() == model::town::ALL => (true, "town"),
                    Kind::Weather => (station.tells_weather_of(&module.subject), "town"),
                    Kind::Radar => (station.radar.site(&module.subject).is_some(), "radar"),
                    Kind::Alerts | Kind::Closings => (module.subject.as_str() == model::town::ALL, "module"),
                    Kind::Forecast => (module.subject.as_str() == model::module::HEADLINE, "module"),
                };
                if is_there {
                    modules.push(module);
                    continue;
                }
                let what = format!("There is no {noun} “{}”.", module.subject);
                told.fault(&path, what, format!("Declare it as [{noun}.NAME], or take this out."));
            }
            Err(error) => told.fault(&path, format!("{error}."), ""),
        }
    }
    modules
}

fn web(file: &file::Web, told: &mut Document<'_>) -> web::Settings {
    let proxy = |(index, text): (usize, &String)| match text.parse::<IpAddr>() {
        Ok(proxy) => Some(proxy),
        Err(_) => {
            let what = format!("“{text}” is not an address.");
            told.fault(&["web", "proxies", &index.to_string()], what, "Write one such as 10.0.0.2 or ::1.");
            None
        }
    };
    let proxies = file.proxies.iter().enumerate().filter_map(proxy).collect();
    at_least(1, file.sign_in_burst, &["web", "sign_in_burst"], told);
    web::Settings {
        cache_bytes: u64::from(file.cache_mb) << 20,
        cache: true,
        proxies,
        sign_in_burst: file.sign_in_burst,
        tls: file.tls,
    }
}

fn limits(file: &file::Web, told: &mut Document<'_>) -> web::server::Limits {
    at_least(1, file.connections, &["web", "connections"], told);
    at_least(1, file.header_timeout_seconds, &["web", "header_timeout_seconds"], told);
    web::server::Limits {
        connections: usize::try_from(file.connections).unwrap_or(usize::MAX),
        header_timeout: Duration::from_secs(u64::from(file.header_timeout_seconds)),
        ..web::server::Limits::default()
    }
}

fn access_log(text: &str, data: &Path) -> AccessLog {
    match text {
        "off" | "" => AccessLog::Off,
        "-" => AccessLog::Output,
        path => AccessLog::File(data.join(path)),
    }
}

fn store(file: &file::Store, place: &Place, told: &mut Document<'_>) -> store::Options {
    at_least(1, file.readers, &["store", "readers"], told);
    let database = match &place.database {
        // What the environment says has no line in the file; the store names it when it cannot be opened.
        Some(url) => in_folder("sqlite:", url, &place.data),
        None => {
            let known = ["sqlite:", "postgres://", "postgresql://"];
            one_of(&known, &file.database, &["store", "database"], told);
            in_folder("sqlite:", &file.database, &place.data)
        }
    };
    one_of(&["file:", "s3://"], &file.blobs, &["store", "blobs"], told);
    store::Options { database, blobs: in_folder("file:", &file.blobs, &place.data), readers: file.readers }
}

fn fetch(
    file: &file::File,
    place: &Place,
    station: &Station,
    told: &mut Document<'_>,
) -> work::fetch::Settings {
    let file::Fetch { contact, timeout_seconds, max_mb, allow_private } = &file.fetch;
    let asks = file.table.values().any(|table| table.source.url.starts_with("http"))
        || !file.town.is_empty() && file.weather.endpoint.starts_with("http")
        || file.air.source.starts_with("http")
        || file.alerts.sources.iter().any(|url| url.starts_with("http"));
    if asks && contact.trim().is_empty() {
        let remedy = "Write a mail address or a page where a source's owner reaches you.";
        told.fault(&["fetch", "contact"], "Sources are asked over the network without a contact.", remedy);
    }
    if contact.chars().any(|c| !c.is_ascii_graphic() && c != ' ') {
        told.fault(
            &["fetch", "contact"],
            "The contact cannot be sent in a header field.",
            "Use plain ASCII.",
        );
    }
    at_least(1, *timeout_seconds, &["fetch", "timeout_seconds"], told);
    at_least(1, *max_mb, &["fetch", "max_mb"], told);
    let ascii: String =
        station.name.chars().filter(|c| c.is_ascii_graphic() && !"()".contains(*c) || *c == ' ').collect();
    let version = env!("CARGO_PKG_VERSION");
    work::fetch::Settings {
        user_agent: format!("Bellwether/{version} ({ascii}; {contact})"),
        timeout: Duration::from_secs(u64::from(*timeout_seconds)),
        max_bytes: u64::from(*max_mb) << 20,
        allow_private: *allow_private,
        home: place.home.clone(),
    }
}

fn address(path: &[&str], text: &str, told: &mut Document<'_>) -> Option<SocketAddr> {
    let parsed = text.parse().ok();
    if parsed.is_none() {
        let what = format!("“{text}” is not an address with a port.");
        told.fault(path, what, "Write numbers, such as 127.0.0.1:4000 or [::]:80.");
    }
    parsed
}

fn at_least(least: u32, value: u32, path: &[&str], told: &mut Document<'_>) {
    if value < least {
        told.fault(path, format!("`{}` is {value}.", path.join(".")), format!("Write at least {least}."));
    }
}

fn one_of(known: &[&str], text: &str, path: &[&str], told: &mut Document<'_>) {
    let rest = known.iter().find_map(|start| text.strip_prefix(start));
    if rest.is_none_or(|rest| rest.trim().is_empty()) {
        let what = format!("`{}` begins with none of {}.", path.join("."), known.join(", "));
        told.fault(path, what, "Write one of them, and what comes after it.");
    }
}

/// `sqlite:name` and `file:name` in the data folder, unless the path is absolute.
fn in_folder(scheme: &str, text: &str, folder: &Path) -> String {
    match text.strip_prefix(scheme) {
        Some(path) => format!("{scheme}{}", folder.join(path).display()),
        None => text.to_owned(),
    }
}

fn is_root(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    host.is_some_and(|host| {
        let fits = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        !host.is_empty() && host.chars().all(fits)
    })
}
