//! Text in, faults out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

const LEAST: &str = "\
[station]
name = \"Coast Courier\"
timezone = \"America/Los_Angeles\"

[[section]]
slug = \"local\"
name = \"Local\"
";

fn place() -> Place {
    Place {
        home: PathBuf::from("/station"),
        data: PathBuf::from("/station/data"),
        database: None,
        air_key: None,
    }
}

/// What is told of a file, one fault a line.
pub(super) fn told(text: &str) -> String {
    match read("station.toml", text, &place()) {
        Ok(_) => "in order".to_owned(),
        Err(faults) => faults.iter().map(|fault| format!("{fault}\n")).collect(),
    }
}

#[test]
fn the_least_that_is_a_station() {
    let settings = read("station.toml", LEAST, &place()).unwrap();
    assert_eq!(settings.station.name, "Coast Courier");
    assert_eq!(settings.listen.to_string(), "127.0.0.1:4000");
    assert_eq!(settings.store.database, "sqlite:/station/data/bellwether.sqlite");
    assert_eq!(settings.store.blobs, "file:/station/data/blobs");
    assert_eq!(settings.web.cache_bytes, 64 << 20);
    assert!(
        settings.fetch.user_agent.starts_with("Bellwether/")
            && settings.fetch.user_agent.contains("(Coast Courier; ")
    );
    assert_eq!((settings.metrics, settings.access_log), (None, AccessLog::Output));
}

#[test]
fn the_environment_takes_the_place_of_the_database() {
    let secret = Place { database: Some("postgres://ana:secret@db.example/station".to_owned()), ..place() };
    let settings = read("station.toml", LEAST, &secret).unwrap();
    assert_eq!(settings.store.database, "postgres://ana:secret@db.example/station");
}

#[test]
fn a_picture_of_all_radars_needs_several_that_are_neighbours() {
    let radar = |id: &str| format!("[radar.{id}]\nname = \"{id}\"\n");
    let with = |radars: &[&str], name: &str| {
        let radars: String = radars.iter().map(|id| radar(id)).collect();
        format!("{LEAST}\n{radars}[radars]\nmosaic = \"{name}\"\n")
    };
    let settings = read("station.toml", &with(&["KMAX", "KRTX"], "Western Oregon"), &place()).unwrap();
    let policy = &settings.station.radar;
    assert_eq!(policy.shown().map(|site| site.id.as_str()).collect::<Vec<_>>(), ["KMAX", "KRTX", "MOSAIC"]);
    assert_eq!(policy.zooms_of(&policy.mosaic.as_ref().unwrap().id), (5, 8));
    for (text, words) in [
        (with(&["KMAX"], "Alone"), "One radar is no picture of several."),
        (with(&["KMAX", "KRTX"], " "), "The picture of all radars has no name."),
        (with(&["KMAX", "KAMX"], "America"), "The radars stand too far apart for one picture."),
        (with(&["KMAX", "MOSAIC"], "Odd"), "MOSAIC is no radar."),
    ] {
        assert!(told(&text).contains(words), "{words}: {}", told(&text));
    }
}

#[test]
fn slips_of_the_hand_are_told_all_at_once() {
    let text = LEAST
        .replace("name = \"Local\"", "nmae = \"Local\"")
        .replace("[station]\n", "[station]\ntaglin = \"x\"\n");
    let text =
        format!("{text}\n[web]\ncache_mb = \"much\"\nproxies = \"10.0.0.1\"\nconnections = -1\ntls = 1\n");
    assert_eq!(
        told(&text),
        "\
station.toml:2:1: There is no key `taglin` in `station`. Did you mean `tagline`?
station.toml:6:1: `name` is missing in `section`. Add it: Its name in the menu.
station.toml:8:1: There is no key `nmae` in `section`. There is: slug, name, description.
station.toml:11:12: `web.cache_mb` is a text. Write a whole number.
station.toml:12:11: `web.proxies` is a text. Write a list of texts, such as [\"one\", \"two\"].
station.toml:13:15: `web.connections` is -1, which is not a number between 0 and 4294967295. Write a smaller number.
station.toml:14:7: `web.tls` is a whole number. Write true or false.
"
    );
}

#[test]
fn broken_toml_names_its_line() {
    let text = told("[station\nname = \"a\"\n");
    assert!(text.starts_with("station.toml:1:"), "{text}");
    assert!(text.contains("This is not TOML"), "{text}");
}

#[test]
fn values_are_checked_by_what_they_mean() {
    let text = LEAST.replace("America/Los_Angeles", "America/Medford")
        + "\
[[section]]
slug = \"local\"
name = \"\"
[[section]]
slug = \"Local News\"
name = \"News\"
[web]
listen = \"localhost\"
proxies = [\"10.0.0.1\", \"proxy\"]
header_timeout_seconds = 0
[metrics]
listen = \"9000\"
[store]
database = \"mysql://x\"
blobs = \"blobs\"
[front]
modules = [\"table:or-covid\", \"weather:medford\", \"cams:ashland\"]
";
    assert_eq!(
        told(&text),
        "\
station.toml:3:12: There is no time zone “America/Medford”. Write a name of the IANA database, such as America/Los_Angeles.
station.toml:9:8: There are two sections “local”. Give one of them another slug.
station.toml:10:8: The section has no name. Write one.
station.toml:12:8: “Local News” contains “L”: use only a–z, 0–9 and single hyphens between them.
station.toml:15:10: “localhost” is not an address with a port. Write numbers, such as 127.0.0.1:4000 or [::]:80.
station.toml:16:24: “proxy” is not an address. Write one such as 10.0.0.2 or ::1.
station.toml:17:26: `web.header_timeout_seconds` is 0. Write at least 1.
station.toml:19:10: “9000” is not an address with a port. Write numbers, such as 127.0.0.1:4000 or [::]:80.
station.toml:21:12: `store.database` begins with none of sqlite:, postgres://, postgresql://. Write one of them, and what comes after it.
station.toml:22:9: `store.blobs` begins with none of file:, s3://. Write one of them, and what comes after it.
station.toml:24:12: There is no table “or-covid”. Declare it as [table.NAME], or take this out.
station.toml:24:30: There is no town “medford”. Declare it as [town.NAME], or take this out.
station.toml:24:49: there is no module kind “cams”; there is: table, weather, radar, alerts, closings, forecast.
"
    );
}

#[test]
fn a_table_says_everything_that_is_wrong_with_it() {
    let text = LEAST.to_owned()
        + "\
[table.or-covid]
title = \"Oregon\"
counties = \"Oregon\"
aliases = { Unassigned = \"41029\", Total = \"all\", Unknown = \"un known\" }
total_row = \"total\"
key_column = \"county\"
max_age_hours = 0
credit = \"County\"
source = { name = \"County\", url = \"ftp://example.org/x.csv\", schedule = \"nightly\" }
measure = [{ column = \"cases\", label = \"Cases\" }, { column = \"Cases\", label = \" \" }]
[table.\"Bad Name\"]
title = \"x\"
counties = \"CA\"
credit = \"x\"
source = { name = \"x\", url = \"https://example.org/x.csv\", schedule = \"15 1 * * *\" }
measure = []
";
    assert_eq!(
        told(&text),
        "\
station.toml:1:1: Sources are asked over the network without a contact. Write a mail address or a page where a source's owner reaches you.
station.toml:10:12: “Oregon” is not the postal code of a state. Write one such as OR, or several: OR, CA.
station.toml:11:26: The key “41029” of “Unassigned” could be a county's code. Choose a word, such as unassigned.
station.toml:11:43: “Total” is the row of totals too. Take one of them out.
station.toml:11:60: The key “un known” contains “ ”: use only a–z, 0–9 and single hyphens between them.
station.toml:14:17: The figures would never be fresh. Write at least 1.
station.toml:16:35: “ftp://example.org/x.csv” begins with none of https:, file:, replay:. Write https://…, file: and a path, replay: and a folder, or paste:.
station.toml:16:73: “nightly” is not a schedule (it does not have five fields): write minute, hour, day, month and weekday, such as “15 1 * * *” for 1:15 each night.
station.toml:17:51: The column “Cases” is named twice. Name another.
station.toml:17:51: The column has no heading. Write one as its label.
station.toml:18:1: The table's name “Bad Name” contains “B”: use only a–z, 0–9 and single hyphens between them.
"
    );
}

#[test]
fn a_table_without_a_source_is_no_table() {
    let text = LEAST.to_owned()
        + "[table.or-covid]\ntitle = \"Oregon\"\ncounties = \"OR\"\ncredit = \"x\"\nmeasure = []\n";
    assert_eq!(
        told(&text),
        "station.toml:8:1: `source` is missing in `table.or-covid`. Add it: Where the figures come from.\n"
    );
}

#[test]
fn the_demonstration_is_in_order() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let place = Place { data: home.join("data-of-a-test"), home, database: None, air_key: None };
    let settings = load(&place).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(settings.tables.len(), 2);
    let oregon = &settings.tables[&Slug::parse("or-covid").unwrap()];
    assert_eq!(oregon.keys.len(), 36 + 1);
}

#[test]
fn a_theme_is_its_css_and_its_templates() {
    let folder = tempfile::tempdir().unwrap();
    assert!(theme(&folder.path().join("none")).unwrap().templates.is_empty());
    std::fs::create_dir(folder.path().join("desk")).unwrap();
    for (name, text) in
        [("theme.css", ":root{}"), ("story.html", "a"), ("desk/frame.html", "b"), ("notes.txt", "c")]
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let read = theme(folder.path()).unwrap();
    assert_eq!(read.css, ":root{}");
    assert_eq!(read.templates.keys().collect::<Vec<_>>(), ["desk/frame.html", "story.html"]);
    std::fs::write(folder.path().join("story.html"), [0xff, 0xfe]).unwrap();
    assert!(theme(folder.path()).unwrap_err()[0].to_string().contains("Save it as UTF-8 text."));
}

#[test]
fn the_parts_of_a_table_say_what_is_wrong_with_them() {
    let text = LEAST.to_owned()
        + "\
[population.people]
file = \"nowhere.csv\"
credit = \"Census\"
[table.or]
title = \"Oregon\"
credit = \"x\"
population = \"peeple\"
days = 40
source = { name = \"x\", url = \"file:{date:%H}.csv\", schedule = \"15 1 * * *\" }
measure = [{ column = \"cases\", label = \"Cases\", decimals = 9, at_most = \"deaths\" }]
derived = [{ of = \"dead\", how = \"sum\" }, { of = \"cases\", how = \"per-100k\" }]
gates = { off = [\"sums\"], outlier_times = 1, shrank_percent = 100, falls_at_most = 3 }
display = { map = \"cases-new\", sort = \"people\" }
";
    assert_eq!(
        told(&text),
        "\
station.toml:9:8: /station/nowhere.csv cannot be read: No such file or directory (os error 2). Write a path from the station's folder.
station.toml:11:1: Nothing says which rows the table must have. Add `counties`, such as \"OR\", or `rows`.
station.toml:14:14: There is no population “peeple”. Declare it as [population.NAME], or take this out.
station.toml:15:8: `days` is 40. Write 1 to 31.
station.toml:16:30: “file:{date:%H}.csv” has a day that cannot be written: strftime formatting failed: %H failed: requires time to format. Write https://…, file: and a path, replay: and a folder, or paste:.
station.toml:17:60: `decimals` is 9. Write at most 6.
station.toml:17:73: There is no other column of figures “deaths”. Name the column that this one is a part of.
station.toml:18:19: There is no column of figures “dead”. Name the column of a measure.
station.toml:18:33: “sum” is none of new, average, per-100k. Write one of them.
station.toml:18:64: Nothing says how many people live where. Name a population in the table, and declare it as [population.NAME].
station.toml:19:17: There is no gate “sums”. There is: complete, known, unique, totals, plausible, at-most, advances, reported, monotone, swapped, outlier, shrank.
station.toml:19:43: Every figure would be an outlier. Write at least 2.
station.toml:19:63: `shrank_percent` is 100. Write 1 to 99.
station.toml:19:84: Falls would pass and nobody has said why. Write as `falls_note` why they happen; readers will see it.
station.toml:20:19: There is no column “cases-new” for that. There is: cases, cases-per-100k.
station.toml:20:39: There is no column “people” for that. There is: cases, cases-per-100k.
"
    );
}

#[test]
fn a_whole_table_is_read_with_its_population_and_its_parts() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let place = Place { data: home.join("data-of-a-test"), home, database: None, air_key: None };
    let settings = load(&place).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let oregon = &settings.tables[&Slug::parse("or-covid").unwrap()];
    let ids: Vec<String> = oregon.columns().into_iter().map(|column| column.id).collect();
    assert_eq!(ids, ["cases", "deaths", "cases-new", "cases-average", "cases-per-100k"]);
    assert_eq!((oregon.display.map, oregon.display.chart), (Some(4), Some(0)));
    assert_eq!(oregon.measures[1].at_most, Some(0));
    let people = &oregon.population.as_ref().unwrap().people;
    // Every county has its people, and nobody else of that state has.
    assert_eq!(people.keys().filter(|key| key.starts_with("41")).count(), 36);
    assert!(oregon.keys.keys().filter(|key| *key != "unassigned").all(|key| people.contains_key(key)));
    assert_eq!(oregon.addresses[&Slug::parse("jackson-or").unwrap()], "41029");
}

#[test]
fn a_town_says_everything_that_is_wrong_with_it() {
    let text = LEAST.to_owned()
        + "\
[fetch]
contact = \"a@b.example\"
[town.medford]
name = \"Medford\"
place = \"medford-or\"
latitude = 142.3
longitude = -122.8756
elevation_m = 40000
stations = [\"KMFR\", \"kmfr\", \"KMFR\"]
grid = \"MFR 106 62\"
forecast_zone = \"ORC029\"
county_zone = \"ORC29\"
fire_zone = \"ORZ617\"
same = \"41029\"
[town.medford-wi]
name = \" medford \"
latitude = 45
longitude = -90.34
[town.all]
name = \"All\"
latitude = 0.0
longitude = \"west\"
[weather]
endpoint = \"gopher://x\"
forecast_schedule = \"often\"
observation_max_age_minutes = 0
far_km = 0.0
";
    let longitude =
        "station.toml:29:13: `town.all.longitude` is a text. Write a number, such as 42.37 or -122.8.\n";
    assert_eq!(told(&text), longitude);
    assert_eq!(
        told(&text.replace("\"west\"", "1")),
        "\
station.toml:12:9: There is no place “medford-or”. Declare it as [[place]], or take this out.
station.toml:13:12: `latitude` is 142.3. Write degrees between -90 and 90.
station.toml:15:15: `elevation_m` is 40000. Write metres above the sea, between -450 and 6000.
station.toml:16:21: “kmfr” is not a station: write its identifier, such as KMFR.
station.toml:16:29: The station KMFR is named twice. Take one of them out.
station.toml:17:8: “MFR 106 62” is not a square of a forecast grid: write office, column and row, such as MFR/106,62.
station.toml:18:17: “ORC029” names a county: write a zone, such as ORZ026.
station.toml:19:15: “ORC29” is not a zone's code: write state, Z or C, and three digits, such as ORZ026 or ORC029.
station.toml:21:8: “41029” is not a SAME code: write 0 and the county's five FIPS digits, such as 041029.
station.toml:22:1: Nobody speaks for the weather of this town. Add `stations`, `grid`, or both.
station.toml:23:8: There are two towns called “medford”. Give one of them another name, or readers cannot tell which is meant.
station.toml:26:1: “all” means something else in addresses of the weather. Choose another name for this one.
station.toml:31:12: “gopher://x” begins with none of https:, file:, replay:. Write https://…, file: and a folder, or replay: and a folder.
station.toml:32:21: “often” is not a schedule (it does not have five fields): write minute, hour, day, month and weekday, such as “15 1 * * *” for 1:15 each night.
station.toml:33:31: The weather would never be fresh. Write at least 1.
station.toml:34:10: `far_km` is 0. Write a number above 0.
"
    );
}

#[test]
fn the_air_says_everything_that_is_wrong_with_it() {
    let town =
        "[town.medford]\nname = \"Medford\"\nlatitude = 42.3\nlongitude = -122.8\nstations = [\"KMFR\"]\n";
    let least = LEAST.to_owned() + "[fetch]\ncontact = \"a@b.example\"\n" + town;
    let air = |lines: &str| told(&format!("{least}[air]\n{lines}\n"));
    let root = "https://x.example/aq?latitude={latitude}&longitude={longitude}";
    assert_eq!(air(&format!("source = \"{root}\"")), "in order");
    assert_eq!(air("source = \"replay:air/{town}\""), "in order");
    let many = "source = \"http://x.example/{place}?key=5EC2E7\"\nevery_minutes = 45\ndistance_km = 0\nmax_age_minutes = 30";
    assert_eq!(
        air(many),
        "\
station.toml:16:10: Something stands in braces that is not known. There is {latitude}, {longitude}, {miles}, {town}, {key}.
station.toml:16:10: The address has no place for the latitude. Write {latitude} where it goes.
station.toml:16:10: The address has no place for the longitude. Write {longitude} where it goes.
station.toml:16:10: A key stands in the address, where anybody can read it. Write {key} in its place, and the key into BELLWETHER_AIR_KEY.
station.toml:17:17: `every_minutes` is 45. Write 10, 12, 15, 20, 30 or 60: the figures themselves are of an hour.
station.toml:18:15: `distance_km` is 0. Write kilometres between 1 and 500.
station.toml:19:19: `max_age_minutes` is 30. Write minutes between 60 and 1440.
"
    );
    let no_key = air(&format!("source = \"{root}&API_KEY={{key}}\""));
    assert!(no_key.contains("16:10: The address wants a key, and there is none. Put it into the environment as BELLWETHER_AIR_KEY"), "{no_key}");
    let open = air(&format!(
        "source = \"{}&API_KEY={{key}}\"\nkey_file = \"none.key\"",
        root.replace("https", "http")
    ));
    assert!(
        open.contains("travel where anybody can read it") && open.contains("17:12: The file cannot be read"),
        "{open}"
    );
    assert!(!open.contains("wants a key"), "{open}");
    let nobody = told(&format!("{least}air = false\n[air]\nsource = \"{root}\"\n"));
    assert!(nobody.contains("There is no town whose air could be asked for."), "{nobody}");
}

#[test]
fn a_key_comes_from_the_environment_or_a_file_and_is_never_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("air.key"), "5EC2E700-FILE\n").unwrap();
    let text = LEAST.to_owned()
        + "[fetch]\ncontact = \"a@b.example\"\n[town.medford]\nname = \"Medford\"\nlatitude = 42.3265\nlongitude = -122.8756\nstations = [\"KMFR\"]\n"
        + "[air]\nsource = \"https://x.example/aq?latitude={latitude}&longitude={longitude}&distance={miles}&API_KEY={key}\"\nkey_file = \"air.key\"\n";
    let in_folder = Place { home: folder.path().to_owned(), ..place() };
    let settings = read("station.toml", &text, &in_folder).unwrap_or_else(|faults| panic!("{faults:?}"));
    let town = settings.station.towns.first().unwrap();
    let address = settings.air.address(town, settings.station.weather.air.distance_km);
    assert_eq!(
        address,
        "https://x.example/aq?latitude=42.3265&longitude=-122.8756&distance=50&API_KEY={key}"
    );
    assert_eq!(settings.air.key, Some(work::air::Key::parse("5EC2E700-FILE").unwrap()));
    assert!(!format!("{settings:?}").contains("5EC2E7"), "a key is in no log");
    let first = Place { air_key: Some("5EC2E700-ENV".to_owned()), ..in_folder };
    let settings = read("station.toml", &text, &first).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!(settings.air.key, Some(work::air::Key::parse("5EC2E700-ENV").unwrap()));
    let bad = Place { air_key: Some("5EC2E7 &x=y".to_owned()), ..first };
    let faults = read("station.toml", &text, &bad).unwrap_err();
    let words: String = faults.iter().map(ToString::to_string).collect();
    assert!(words.contains("The key in BELLWETHER_AIR_KEY") && !words.contains("5EC2E7"), "{words}");
}
