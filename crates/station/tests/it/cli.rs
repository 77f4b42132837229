//! The program itself, as somebody at a console meets it.

use crate::house::demo;
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

pub(crate) fn bellwether(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bellwether")).args(words).output().unwrap()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

pub(crate) fn text(path: impl AsRef<Path>) -> String {
    path.as_ref().display().to_string()
}

#[test]
fn the_reference_pages_are_what_the_program_says() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let pages = [
        ("settings.md", station::settings::reference::markdown()),
        ("cli.md", station::cli::reference::markdown()),
    ];
    for (name, page) in pages {
        if update() {
            std::fs::write(docs.join(name), &page).unwrap();
        }
        let written = std::fs::read_to_string(docs.join(name)).unwrap_or_default();
        assert_eq!(
            written, page,
            "docs/{name} is old: BELLWETHER_UPDATE_DOCS=1 cargo test -p station the_reference_pages"
        );
    }
    assert_eq!(said(&bellwether(&["settings"])), station::settings::reference::markdown());
}

#[allow(
    clippy::disallowed_methods,
    reason = "whoever changed a setting asks by the environment to write the pages anew"
)]
fn update() -> bool {
    std::env::var_os("BELLWETHER_UPDATE_DOCS").is_some()
}

#[test]
fn wrong_use_is_2_and_help_is_0() {
    assert_eq!(bellwether(&[]).status.code(), Some(2));
    assert_eq!(bellwether(&["serf"]).status.code(), Some(2));
    assert_eq!(bellwether(&["--help"]).status.code(), Some(0));
    assert!(said(&bellwether(&["--version"])).starts_with("bellwether "));
}

#[test]
fn the_demonstration_is_in_order_and_a_broken_station_is_not() {
    let home = text(demo());
    let good = bellwether(&["check", "--home", &home]);
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    let folder = tempfile::tempdir().unwrap();
    let bad = "[station]\nname = \"X\"\ntimezone = \"Mars\"\n[[section]]\nslug = \"a\"\nname = \"A\"\n";
    std::fs::write(folder.path().join("station.toml"), bad).unwrap();
    let refused = bellwether(&["check", "--home", &text(folder.path())]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("station.toml:3:12: There is no time zone “Mars”."),
        "{}",
        said(&refused)
    );
    std::fs::write(folder.path().join("station.toml"), bad.replace("Mars", "UTC")).unwrap();
    std::fs::create_dir(folder.path().join("theme")).unwrap();
    std::fs::write(folder.path().join("theme/story.html"), "one\n{{ page.headlin }}\n").unwrap();
    let refused = bellwether(&["check", "--home", &text(folder.path())]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("theme/story.html:2"), "{}", said(&refused));
}

#[test]
fn every_source_on_this_machine_is_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "[station]\nname = \"X\"\ntimezone = \"America/Los_Angeles\"\n[[section]]\nslug = \"a\"\nname = \"A\"\n\
        [town.medford]\nname = \"Medford\"\nlatitude = 42.3265\nlongitude = -122.8756\nstations = [\"KMFR\"]\n\
        [weather]\nendpoint = \"replay:answers\"\n[alerts]\nsources = [\"file:warned.json\"]\nzones = [\"ORZ624\"]\n\
        [radar.KMAX]\nname = \"Medford\"\nchunks = [\"file:chunks\"]\narchive = [\"made:\"]\n";
    std::fs::write(folder.path().join("station.toml"), settings).unwrap();
    let refused = bellwether(&["check", "--home", &text(folder.path())]);
    for words in ["The source of the weather", "The source of the alerts", "The source of radar.KMAX"] {
        assert!(said(&refused).contains(words), "{words}: {}", said(&refused));
    }
    assert_eq!(refused.status.code(), Some(1));
    std::fs::create_dir(folder.path().join("answers")).unwrap();
    std::fs::create_dir(folder.path().join("chunks")).unwrap();
    std::fs::write(folder.path().join("warned.json"), "{}").unwrap();
    let good = bellwether(&["check", "--home", &text(folder.path())]);
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
}

#[test]
fn a_table_is_checked_before_its_night() {
    let (home, folder) = (text(demo()), tempfile::tempdir().unwrap());
    // What is kept does not belong beside the figures of the demonstration.
    let data = text(folder.path().join("data"));
    let at = ["--home", &home, "--data", &data, "--at", "2021-03-01T18:00:00-08:00"];
    let good = bellwether(&[&["table", "check", "or-covid"], at.as_slice()].concat());
    assert_eq!(good.status.code(), Some(0), "{}", said(&good));
    assert!(said(&good).contains("as_of: 2021-02-28") && said(&good).contains("sums: [155597,2208]"));
    let unknown = bellwether(&[&["table", "check", "or-sheep"], at.as_slice()].concat());
    assert_eq!(unknown.status.code(), Some(1));
    assert!(
        said(&unknown).contains("has a table “or-sheep”; there is: ca-covid, or-covid"),
        "{}",
        said(&unknown)
    );
    let long_ago = ["--home", &home, "--data", &data, "--at", "2020-01-01T00:00:00Z"];
    let early = bellwether(&[&["table", "check", "or-covid"], long_ago.as_slice()].concat());
    assert_eq!(early.status.code(), Some(1));
    assert!(said(&early).contains("problem at source: "), "{}", said(&early));
}

#[test]
fn inspect_tells_what_it_understands() {
    let file = text(demo().join("data/or-covid/20210301T011000-0800.csv"));
    let by_state = bellwether(&["inspect", "table", &file, "--counties", "OR", "--json"]);
    assert_eq!(by_state.status.code(), Some(0), "{}", said(&by_state));
    let told: serde_json::Value = serde_json::from_slice(&by_state.stdout).unwrap();
    assert_eq!((&told["kind"], &told["ok"]), (&"table".into(), &true.into()));
    assert_eq!(told["items"][0]["sums"], serde_json::json!([155_597, 2_208]));
    assert_eq!(told["items"][0]["rows"].as_array().unwrap().len(), 37);
    assert_eq!(told["problems"], serde_json::json!([]));
    let home = text(demo());
    let by_table = bellwether(&["inspect", "table", &file, "--table", "or-covid", "--home", &home]);
    assert_eq!(by_table.status.code(), Some(0), "{}", said(&by_table));
    assert!(said(&by_table).contains("as_of: 2021-02-28"), "{}", said(&by_table));
    let broken = text(demo().join("data/or-covid-broken/20210302T011000-0800.csv"));
    let told = said(&bellwether(&["inspect", "table", &broken, "--counties", "OR"]));
    assert!(told.contains("problem at gates of 2021-03-01: ") && told.contains("146528"), "{told}");
}

#[test]
fn inspect_finds_a_table_in_any_form() {
    let folder = tempfile::tempdir().unwrap();
    let look = |content: &str, more: &[&str]| {
        let file = folder.path().join("file");
        std::fs::write(&file, content).unwrap();
        let file = text(&file);
        let told = bellwether(&[&["inspect", "table", &file, "--json"], more].concat());
        let json: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
        (told.status.code(), json)
    };
    // Delaware has three counties.
    let page =
        "<table><tr><th>County<th>Cases<tr><td>Kent<td>12<tr><td>New Castle<td>30<tr><td>Sussex<td>7</table>";
    let pasted = "County      Cases\nKent           12\nNew Castle     30\nSussex          7\n";
    let records = r#"{"data":[{"fips":10001,"n":12},{"fips":10003,"n":30},{"fips":10005,"n":7}]}"#;
    let csv = "County,Cases\nKent,12\nNew Castle,30\nSussex,7\n";
    for (content, form) in [
        (page, "table of a web page"),
        (pasted, "columns of text"),
        (records, "JSON"),
        (csv, "delimited text"),
    ] {
        let (code, told) = look(content, &["--keys", "us-counties:DE", "--totals", "49"]);
        let item = &told["items"][0];
        assert_eq!((code, &item["form"]), (Some(0), &form.into()), "{told}");
        assert_eq!(item["rows"][1]["key"], "10003", "{told}");
        let verdicts: Vec<_> = (0..3).map(|gate| item["gates"][gate]["verdict"].as_str().unwrap()).collect();
        assert_eq!(verdicts, ["passed"; 3], "{told}");
    }
    let (code, told) = look(csv, &["--keys", "us-counties:OR", "--totals", "50"]);
    assert_eq!(code, Some(0));
    let problems = told["problems"].to_string();
    for words in ["missing: Baker", "no keys: Kent, New Castle, Sussex", "no column adds up to 50"] {
        assert!(problems.contains(words), "{problems}");
    }
}

#[test]
fn inspect_cuts_cells_that_ran_together_and_refuses_to_guess() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pasted.txt");
    std::fs::write(&file, "CountyCasesDeaths\nKent1919550\nNew Castle30544\nSussex422\nUnassigned00\n")
        .unwrap();
    let file = text(&file);
    let look = |more: &[&str]| {
        bellwether(&[&["inspect", "table", &file, "--keys", "us-counties:DE"], more].concat())
    };
    let one = look(&["--totals", "19542,96", "--json"]);
    let told: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    let item = &told["items"][0];
    assert_eq!((one.status.code(), &item["other_readings"]), (Some(0), &"0".into()), "{told}");
    assert_eq!(item["rows"][0]["cells"], serde_json::json!(["Kent", "19195", "50"]), "{told}");
    let several = look(&[]);
    assert_eq!(several.status.code(), Some(1));
    for words in ["other readings of the table fit as well", "read as", "could be", "unsure_rows:"] {
        assert!(said(&several).contains(words), "{}", said(&several));
    }
    let wrong = look(&["--totals", "19543,96"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said(&wrong).contains("nothing fits: no combination of cuts adds up to"), "{}", said(&wrong));
}

#[test]
fn inspect_refuses_with_1_and_is_misused_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<p>Read <a href='javascript:x()'>this</a><script>x()</script></p>").unwrap();
    let html = bellwether(&["inspect", "html", &text(&page)]);
    assert_eq!(html.status.code(), Some(0));
    assert!(
        said(&html).contains("<p>Read this</p>") && said(&html).contains("problem at "),
        "{}",
        said(&html)
    );
    for kind in ["table", "image"] {
        let words = ["inspect", kind, &text(&page), "--counties", "OR"].map(str::to_owned);
        let refused = bellwether(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(refused.status.code(), Some(1), "{kind}: {}", said(&refused));
        assert!(said(&refused).contains(": refused as "), "{}", said(&refused));
    }
    let file = text(&page);
    for wrong in [
        vec!["inspect", "table", &file, "--counties", "Oregon"],
        vec!["inspect", "table", &file, "--keys", "OR"],
        vec!["inspect", "table", &file, "--keys", "us-counties:Oregon"],
        vec!["inspect", "table", &file, "--totals", "1,many"],
        vec!["inspect", "table", &file, "--counties", "OR", "--totals", "1"],
        vec!["inspect", "poem", &file],
        vec!["inspect", "html", "not-there.html"],
    ] {
        assert_eq!(bellwether(&wrong).status.code(), Some(2), "{wrong:?}");
    }
    let mut piped = Command::new(env!("CARGO_BIN_EXE_bellwether"));
    let mut piped =
        piped.args(["inspect", "html", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    piped.stdin.take().unwrap().write_all(b"<h1>Words</h1>").unwrap();
    assert!(said(&piped.wait_with_output().unwrap()).contains("Words"));
}

#[test]
fn an_import_brings_a_pack_once_and_names_what_is_wrong() {
    let (home, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let settings =
        "[station]\nname = \"X\"\ntimezone = \"UTC\"\n[[section]]\nslug = \"local\"\nname = \"Local\"\n";
    std::fs::write(home.path().join("station.toml"), settings).unwrap();
    let pack = home.path().join("pack");
    std::fs::create_dir_all(pack.join("stories")).unwrap();
    std::fs::write(pack.join("authors.toml"), "[[author]]\nslug = \"ana\"\nname = \"Ana\"\n").unwrap();
    let story = "+++\nheadline = \"One\"\nslug = \"one\"\nsection = \"local\"\nauthors = [\"ana\"]\nfirst_published = 2021-02-28T08:00:00Z\n+++\nWords.\n";
    std::fs::write(pack.join("stories/one.md"), story).unwrap();
    let import = || {
        let (pack, home, data) = (text(&pack), text(home.path()), text(data.path()));
        bellwether(&["import", &pack, "--home", &home, "--data", &data])
    };
    let first = import();
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(said(&first).contains("1 stories are new, 0 were there already"), "{}", said(&first));
    assert!(said(&import()).contains("0 stories are new, 1 were there already"));
    std::fs::write(pack.join("stories/two.md"), story.replace("one", "two").replace("\"ana\"", "\"bob\""))
        .unwrap();
    let refused = import();
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("two.md: Nobody is called “bob”."), "{}", said(&refused));
    std::fs::write(pack.join("stories/two.md"), story.replace("local", "lokal")).unwrap();
    let refused = import();
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("two.md:4:11: The station has no section “lokal”."),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_user_is_added_from_the_console() {
    let (home, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let settings =
        "[station]\nname = \"X\"\ntimezone = \"UTC\"\n[[section]]\nslug = \"local\"\nname = \"Local\"\n";
    std::fs::write(home.path().join("station.toml"), settings).unwrap();
    let password = home.path().join("password");
    std::fs::write(&password, "correct horse battery\n").unwrap();
    let add = |email: &str, role: &str| {
        let (home, data, password) = (text(home.path()), text(data.path()), text(&password));
        bellwether(&[
            "user",
            "add",
            "--email",
            email,
            "--name",
            "Ana",
            "--role",
            role,
            "--password-file",
            &password,
            "--home",
            &home,
            "--data",
            &data,
        ])
    };
    let added = add("ana@signal.example", "editor");
    assert_eq!(added.status.code(), Some(0), "{}", said(&added));
    assert!(said(&added).contains("ana@signal.example can sign in as editor."));
    assert_eq!(add("ana@signal.example", "editor").status.code(), Some(1));
    assert_eq!(add("ben@signal.example", "boss").status.code(), Some(2));
    std::fs::write(&password, "short\n").unwrap();
    assert!(said(&add("eve@signal.example", "editor")).contains("12 to 256 characters"));
}
