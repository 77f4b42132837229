//! A year of real county figures, night by night through the real job: what passes, what is held, and why.

use crate::{
    database::Engine,
    house::{House, Station},
    samples::samples,
};
use model::{
    audit::Entry,
    slug::Slug,
    table::{Gate, Verdict},
};
use std::{collections::BTreeMap, fs, path::Path};

/// How a history went.
struct Went {
    shown: BTreeMap<String, String>,
    held: BTreeMap<String, String>,
    /// How the gate of published totals was met on the night that is held at the end, if one is.
    totals: Option<Verdict>,
}

impl Went {
    /// How many nights each gate held; a night may fail at several.
    fn gates(&self) -> BTreeMap<&str, usize> {
        let mut gates = BTreeMap::new();
        for words in self.held.values() {
            for gate in Gate::ALL.map(Gate::as_str) {
                if words.contains(&format!("{gate}: ")) {
                    *gates.entry(gate).or_default() += 1;
                }
            }
        }
        gates
    }
}

/// One file for each day of a history, named by the moment from which it could be fetched: the next night at ten past one.
fn nights(history: &Path, state: &str, folder: &Path) -> usize {
    let text = fs::read_to_string(history).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut days: BTreeMap<&str, String> = BTreeMap::new();
    for row in rows.lines().filter(|row| row.contains(&format!(",{state},"))) {
        let day = row.split(',').next().unwrap();
        let file = days.entry(day).or_insert_with(|| format!("{header}\n"));
        file.push_str(row.trim_end());
        file.push('\n');
    }
    for (day, file) in &days {
        let next = day.parse::<jiff::civil::Date>().unwrap().tomorrow().unwrap();
        fs::write(folder.join(format!("{}T011000-0800.csv", next.strftime("%Y%m%d"))), file).unwrap();
    }
    days.len()
}

async fn replayed(case: &Case) -> Option<(usize, Went)> {
    let Case { history, state, postal, gates, .. } = case;
    let samples = samples()?;
    let folder = tempfile::tempdir().unwrap();
    let count = nights(&samples.join("covid").join(history), state, folder.path());
    let settings = format!(
        r#"
[table.history]
title = "History"
counties = "{postal}"
aliases = {{ Unknown = "unassigned" }}
optional = ["unassigned"]
as_of_column = "date"
credit = "Recorded"
source = {{ name = "Recorded", url = "replay:{}", schedule = "15 1 * * *" }}
measure = [
    {{ column = "cases", label = "Cases", cumulative = true }},
    {{ column = "deaths", label = "Deaths", cumulative = true, at_most = "cases" }},
]
{gates}
"#,
        folder.path().display()
    );
    let station = House::on(Engine::Sqlite).at("2021-03-28T18:00:00-07:00").with(&settings).opens().await;
    station.settles().await;
    let went = went(&station).await;
    station.stops().await;
    Some((count, went))
}

async fn went(station: &Station) -> Went {
    let reader = station.ready.store.reader();
    let table = Slug::parse("history").unwrap();
    let (log, more) = reader.audit_log(0, 5_000, Some("table:history")).await.unwrap();
    assert!(!more);
    let mut went = Went { shown: BTreeMap::new(), held: BTreeMap::new(), totals: None };
    for Entry { verb, note, .. } in log {
        let (day, words) = note.split_once(' ').unwrap_or((&note, ""));
        let into = match verb.as_str() {
            "table.accept" => &mut went.shown,
            "table.hold" => &mut went.held,
            other => panic!("{other}"),
        };
        into.insert(day.to_owned(), words.to_owned());
    }
    let held = reader.table(&table).await.unwrap().held;
    let totals = held.iter().flat_map(|held| &held.outcomes).find(|outcome| outcome.gate == Gate::Totals);
    went.totals = totals.map(|outcome| outcome.verdict.clone());
    let days = reader.table_days(&table, 5_000).await.unwrap();
    assert_eq!(days.len(), went.shown.len(), "readers can open exactly the days that passed");
    went
}

/// One recorded history, the gates it is put before, and how it must go.
struct Case {
    history: &'static str,
    state: &'static str,
    postal: &'static str,
    gates: &'static str,
    nights: usize,
    shown: usize,
    gates_held: &'static [(&'static str, usize)],
    /// Chosen nights that are held, and what is said of them.
    because: &'static [(&'static str, &'static str)],
}

/// A person has said once that small corrections happen.
const SMALL_FALLS: &str = "gates = { falls_at_most = 25, falls_note = 'Counties correct addresses.' }";

const CASES: [Case; 4] = [
    // Nobody looks: after the first correction of a count nothing passes until the count has caught up.
    Case {
        history: "us-counties-or-ca.csv",
        state: "Oregon",
        postal: "OR",
        gates: "",
        nights: 346,
        shown: 125,
        gates_held: &[("at-most", 2), ("complete", 78), ("known", 2), ("monotone", 144)],
        because: &[
            ("2020-04-09", "at-most: Unknown: Deaths 1 are more than Cases 0"),
            ("2020-03-28", "monotone: Lane Cases fell from 10 to 9"),
        ],
    },
    Case {
        history: "us-counties-or-ca.csv",
        state: "Oregon",
        postal: "OR",
        gates: SMALL_FALLS,
        nights: 346,
        shown: 268,
        gates_held: &[("at-most", 2), ("complete", 78), ("known", 2)],
        because: &[("2020-06-16", "complete: missing: Gilliam; Wheeler")],
    },
    Case {
        history: "us-counties-or-ca.csv",
        state: "California",
        postal: "CA",
        gates: SMALL_FALLS,
        nights: 346,
        shown: 171,
        gates_held: &[("at-most", 22), ("complete", 120), ("known", 22), ("monotone", 52), ("outlier", 2)],
        because: &[
            ("2020-08-10", "outlier: Sacramento Cases moved by 1245 a day, usually by 76"),
            ("2020-12-25", "monotone: Stanislaus Cases fell from 34682 to 31914"),
            ("2021-02-02", "monotone: Marin Deaths fell from 232 to 174"),
        ],
    },
    Case {
        history: "nyt-us-counties-or-ca.csv",
        state: "California",
        postal: "CA",
        gates: SMALL_FALLS,
        nights: 353,
        shown: 151,
        gates_held: &[("at-most", 3), ("complete", 186), ("known", 3), ("monotone", 15), ("outlier", 1)],
        because: &[("2020-12-09", "outlier: San Joaquin Cases moved by 2047 a day, usually by 177")],
    },
];

#[tokio::test(flavor = "multi_thread")]
async fn every_night_of_the_recorded_histories_goes_through_the_job() {
    let mut looked = false;
    for case in CASES {
        let name = format!("{}, {}, {}", case.history, case.state, case.gates);
        let Some((nights, went)) = replayed(&case).await else { return };
        println!(
            "{name}: {nights} nights, {} shown, {} held {:?}",
            went.shown.len(),
            went.held.len(),
            went.gates()
        );
        for (day, words) in &went.held {
            println!("  {day} {}", words.chars().take(160).collect::<String>());
        }
        assert_eq!((nights, went.shown.len()), (case.nights, case.shown), "{name}");
        assert_eq!(went.shown.len() + went.held.len(), nights, "{name}: no night is lost");
        assert_eq!(went.gates(), case.gates_held.iter().copied().collect(), "{name}");
        for (day, words) in case.because {
            let said = went.held.get(*day).map_or("", String::as_str);
            assert!(said.contains(words), "{name} {day}: {said}");
        }
        // The source publishes no totals: that gate does not count as passed.
        if let Some(verdict) = went.totals {
            assert!(matches!(verdict, Verdict::NotApplied(_)), "{verdict:?}");
            looked = true;
        }
    }
    assert!(looked, "no history ended with a held night");
}
