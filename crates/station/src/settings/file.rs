//! `station.toml` as it is written: every setting there is, with its documentation and its default, once.
//!
//! Whoever owns a setting has a struct of its own in its own crate; [`super::convert`] makes those from these.

mod radar;
mod table;

use crate::tree::group;
use std::collections::BTreeMap;

pub use radar::{Radar, Radars};
pub use table::{Derived, Display, FurtherFile, Gates, Measure, Source, Table, Tables};

group! {
    /// A station, in one file. Paths are relative to the folder of the file unless something else is said.
    pub File {
        /// Who publishes.
        station: Station [required],
        /// A section of the paper, in the order of the menu. At least one.
        section: Vec<Section> [required],
        /// A place that stories are about and that has a page of its own.
        place: Vec<Place> [Vec::new()],
        /// Answering readers.
        web: Web [Web::default()],
        /// Figures for whoever watches the machine.
        metrics: Metrics [Metrics::default()],
        /// Where things are kept.
        store: Store [Store::default()],
        /// Asking others for data.
        fetch: Fetch [Fetch::default()],
        /// The look.
        theme: Theme [Theme::default()],
        /// The front page.
        front: Front [Front::default()],
        /// How many people live where, by a name of its own: `[population.us-counties]`.
        population: BTreeMap<String, Population> [BTreeMap::new()],
        /// A public-data table by the name of its page: `[table.or-covid]` is shown at `/data/or-covid`.
        table: BTreeMap<String, Table> [BTreeMap::new()],
        /// A town whose weather is told, by the name of its page: `[town.medford]` is shown at `/weather/medford`.
        town: BTreeMap<String, Town> [BTreeMap::new()],
        /// Where the weather comes from, and how far it is trusted.
        weather: Weather [Weather::default()],
        /// The air of towns: where it is asked for, and how far it is trusted.
        air: Air [Air::default()],
        /// A radar by its four letters: `[radar.KMAX]` is shown at `/radar`. The one nearest to the first town leads.
        radar: BTreeMap<String, Radar> [BTreeMap::new()],
        /// What all radars have in common.
        radars: Radars [Radars::default()],
        /// Which alerts are shown, and where they are asked for.
        alerts: Alerts [Alerts::default()],
    }
}

group! {
    /// Who publishes: printed on every page.
    pub Station {
        /// The station's name, such as “Rogue Valley Signal”.
        name: String [required],
        /// One line under the name.
        tagline: String [String::new()],
        /// Where it is, such as “Medford, Oregon”.
        city: String [String::new()],
        /// Language of the pages, a BCP 47 tag such as `en` or `es-MX`. A story can say another.
        language: String ["en".to_owned()],
        /// Every time on the site is told in this zone, a name of the IANA database such as `America/Los_Angeles`.
        timezone: String [required],
        /// The address readers type, such as `https://signal.example`: feeds and sitemaps need it. Without it the
        /// address that the station listens at is used.
        base_url: Option<String> [None],
        /// A sentence shown on every page, for a demonstration or a rehearsal.
        notice: Option<String> [None],
    }
}

group! {
    /// A section.
    pub Section {
        /// Its address: `sports` is shown at `/section/sports`.
        slug: String [required],
        /// Its name in the menu.
        name: String [required],
        /// One sentence for its page and for feeds.
        description: String [String::new()],
    }
}

group! {
    /// A place.
    pub Place {
        /// Its address, with the state, as two states have a Medford: `medford-or`.
        slug: String [required],
        /// Its name, such as “Medford”.
        name: String [required],
        /// Its state, such as “Oregon”.
        state: String [required],
    }
}

group! {
    /// Answering readers.
    pub Web {
        /// Address and port to listen at. Put a proxy with TLS before it, or a public address in it.
        listen: String ["127.0.0.1:4000".to_owned()],
        /// Memory for ready pages, in megabytes.
        cache_mb: u32 [64],
        /// Addresses of the station's own proxies: what they say of a reader's address is believed.
        proxies: Vec<String> [Vec::new()],
        /// Readers reach the station over TLS (through its proxy). Cookies then travel over TLS only.
        tls: bool [false],
        /// Where the access log goes: `off`, `-` for standard output, or a file in the data folder.
        access_log: String ["-".to_owned()],
        /// Connections at one time. Each needs a file descriptor.
        connections: u32 [20_000],
        /// How long a connection may take to send a request's header fields, in seconds.
        header_timeout_seconds: u32 [15],
        /// Tries to sign in from one address before it has to wait.
        sign_in_burst: u32 [10],
    }
}

group! {
    /// Figures for whoever watches the machine, on a listener of their own that readers cannot reach.
    pub Metrics {
        /// Address and port for `/metrics` (Prometheus text format), `/healthz` and `/readyz`. Without it there is no
        /// such listener.
        listen: Option<String> [None],
    }
}

group! {
    /// Where things are kept.
    pub Store {
        /// `sqlite:` and a file in the data folder, or `postgres://user@host/name`. The environment variable
        /// `BELLWETHER_DATABASE` takes its place, so that a password need not stand in a file.
        database: String ["sqlite:bellwether.sqlite".to_owned()],
        /// Pictures and other bytes: `file:` and a folder in the data folder, or `s3://bucket/prefix`.
        blobs: String ["file:blobs".to_owned()],
        /// Reads that can go on at once, each on a database connection of its own.
        readers: u32 [8],
    }
}

group! {
    /// Asking others for data.
    pub Fetch {
        /// A mail address or page by which a source's owner reaches a person of the station. Needed as soon as a
        /// source is asked over the network.
        contact: String [String::new()],
        /// The longest a source may take to answer, in seconds.
        timeout_seconds: u32 [60],
        /// The most that one answer may hold, in megabytes.
        max_mb: u32 [32],
        /// Sources may have addresses in private networks. For stations whose own servers publish data.
        allow_private: bool [false],
    }
}

group! {
    /// The look.
    pub Theme {
        /// Folder with `theme.css` and templates that take the place of the built-in ones. It need not exist.
        folder: String ["theme".to_owned()],
    }
}

group! {
    /// The front page.
    pub Front {
        /// What stands in the rail of a new station, such as `table:or-covid`, `weather:medford`, or `weather:all` for
        /// every town. After the first start the desk arranges it.
        modules: Vec<String> [Vec::new()],
    }
}

group! {
    /// A town: where it is, and who speaks for its weather. `https://api.weather.gov/points/LATITUDE,LONGITUDE` tells
    /// grid and zones of a position.
    pub Town {
        /// Its name, such as “Medford”. No two towns may have the same.
        name: String [required],
        /// The `place` that it is, by its slug, if it has a page.
        place: Option<String> [None],
        /// Degrees north, such as 42.3265.
        latitude: f64 [required],
        /// Degrees east, so negative in America, such as -122.8756.
        longitude: f64 [required],
        /// Metres above the sea. Readers are told of a station that stands much higher or lower.
        elevation_m: Option<f64> [None],
        /// Weather stations that speak for it, the preferred one first, such as `["KMFR"]`. When one has nothing new the
        /// next is asked, and readers are told which it was.
        stations: Vec<String> [Vec::new()],
        /// Its square of the forecast grid, such as `MFR/106,62`. No forecast without it.
        grid: Option<String> [None],
        /// Its public forecast zone, such as `ORZ026`.
        forecast_zone: Option<String> [None],
        /// Its county as a zone, such as `ORC029`.
        county_zone: Option<String> [None],
        /// Its fire weather zone, such as `ORZ617`.
        fire_zone: Option<String> [None],
        /// Where its normals and records are kept: the location of the weather service's daily climate report, such as `MFR`.
        /// No almanac without it.
        almanac: Option<String> [None],
        /// Its county as alerts name it, 0 and five FIPS digits, such as `041029`.
        same: Option<String> [None],
        /// Whether its air is asked for, where `air.source` says whom. `false` says nothing of it at all; that nobody measures near a town needs no setting.
        air: bool [true],
    }
}

group! {
    /// Where the weather comes from, and how far it is trusted.
    pub Weather {
        /// Root of the weather service's programming interface: `https://…`, `file:` and a folder, or `replay:` and a folder
        /// of recorded answers in the same tree of addresses.
        endpoint: String ["https://api.weather.gov".to_owned()],
        /// Where reports of airports (METAR) are asked for when the weather service has none that is new and whole; the same
        /// kinds of address. Empty: nowhere.
        metar_endpoint: String ["https://aviationweather.gov/api/data/metar".to_owned()],
        /// Where `bellwether place add` looks up a town by its name, with `{name}` where the name goes: whoever answers in the
        /// JSON of Nominatim's search. Asked once for a town, at a console, and never by the running station. Empty: nowhere.
        geocoder: String [
            "https://nominatim.openstreetmap.org/search?format=jsonv2&addressdetails=1&countrycodes=us&limit=20&q={name}".to_owned()
        ],
        /// Who observes, as readers see it.
        credit: String ["National Weather Service".to_owned()],
        /// Where readers find more of that.
        credit_url: Option<String> [Some("https://www.weather.gov/".to_owned())],
        /// When observations are asked for, in station time: minute, hour, day, month, weekday.
        observation_schedule: String ["*/10 * * * *".to_owned()],
        /// When forecasts are asked for.
        forecast_schedule: String ["25 * * * *".to_owned()],
        /// When normals and records are asked for. Climate reports come before dawn, and again in the late afternoon.
        almanac_schedule: String ["10 6,18 * * *".to_owned()],
        /// How long an observation counts as fresh after it was made, in minutes.
        observation_max_age_minutes: u32 [130],
        /// How long a forecast counts as fresh after it was made, in hours.
        forecast_max_age_hours: u32 [18],
        /// Readers are told when a station is further from the town than so many kilometres.
        far_km: f64 [25.0],
        /// Readers are told when a station stands so many metres higher or lower than the town.
        high_m: f64 [300.0],
    }
}

group! {
    /// The air of towns: where it is asked for, and how far it is trusted. Off unless `source` says whom to ask.
    pub Air {
        /// Address of current observations in the JSON of AirNow, with `{latitude}`, `{longitude}`, `{miles}`, `{town}` and
        /// `{key}` where those go:
        /// `https://www.airnowapi.org/aq/observation/current/ziplatLong/?format=application/json&latitude={latitude}&longitude={longitude}&distance={miles}&API_KEY={key}`,
        /// or `file:`, or `replay:` and a folder such as `replay:air/{town}`. Empty: the station tells nothing of the air.
        source: String [String::new()],
        /// File with the key alone in it, in the station's folder unless the path is absolute. The environment variable
        /// `BELLWETHER_AIR_KEY` takes its place. The key itself never stands in this file.
        key_file: Option<String> [None],
        /// Minutes between two questions for a town: 10, 12, 15, 20, 30 or 60.
        every_minutes: u32 [30],
        /// What is measured further from a town than so many kilometres is not its air, 1 to 500.
        distance_km: f64 [80.0],
        /// How long figures count as fresh after the beginning of the hour that they speak of, in minutes, 60 to 1,440.
        max_age_minutes: u32 [240],
        /// Who gathers the figures, as readers see it.
        credit: String ["AirNow, US Environmental Protection Agency".to_owned()],
        /// Where readers find more of that.
        credit_url: Option<String> [Some("https://www.airnow.gov/".to_owned())],
    }
}

group! {
    /// Warnings of authorities: where they are asked for, what the station covers, and what each kind is worth.
    pub Alerts {
        /// Addresses that are asked each round: the weather service's alerts as GeoJSON, such as
        /// `https://api.weather.gov/alerts/active?area=OR,CA`, a CAP message of any issuer, or an index (Atom, RSS) of
        /// such messages; `https:`, `file:` or `replay:`. None: the station tells of no alerts.
        sources: Vec<String> [Vec::new()],
        /// Seconds between two rounds, 10 to 60.
        every_seconds: u32 [30],
        /// After so many minutes without an answer, every page says that warnings could not be checked; 1 at least.
        patience_minutes: u32 [10],
        /// Zones and counties that the station covers beside those of its towns, such as `ORZ624` or `ORC029`. A zone counts
        /// on the map of forecasts and on that of fire weather.
        zones: Vec<String> [Vec::new()],
        /// Counties that the station covers, for messages that name no zones: SAME codes such as `041029`.
        same: Vec<String> [Vec::new()],
        /// Who warns, as readers see it.
        credit: String ["National Weather Service".to_owned()],
        /// Where readers find more of that.
        credit_url: Option<String> [Some("https://www.weather.gov/".to_owned())],
        /// What a kind of alert is worth, by its name: `never`, `page`, `strip` or `urgent`. Without a word here, warnings
        /// and what is severe make the strip, and the deadliest stand before all others.
        events: BTreeMap<String, String> [BTreeMap::new()],
        /// From which level on an alert for a town makes the strip; `strip` where nothing is said, `never` for none.
        towns: BTreeMap<String, String> [BTreeMap::new()],
    }
}

group! {
    /// How many people live where, for figures per 100,000.
    pub Population {
        /// A table with a header, such as a CSV, in the station's folder.
        file: String [required],
        /// Column of the five-digit county code (FIPS), or of another table's keys.
        key_column: String ["fips".to_owned()],
        /// Column of the people.
        people_column: String ["population".to_owned()],
        /// Who counted, and when, as readers see it.
        credit: String [required],
    }
}
