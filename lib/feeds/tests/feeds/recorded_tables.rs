//! Real files, when `BELLWETHER_SAMPLES` names their folder: all are read without a note, and their counts and sums
//! are known.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use feeds::table::together::Count;
use feeds::table::{self, Form, Limits, Proposal, Sheet, Wanted, number};

/// Files and how many rows each has below its header.
const COUNTS: [(&str, usize); 8] = [
    ("covid/us-counties-or-ca.csv", 32_564),
    ("covid/nyt-us-counties-or-ca.csv", 29_485),
    ("covid/counties-or-ca.csv", 94),
    ("covid/jhu-daily/02-28-2021.or-ca.csv", 96),
    ("covid/jhu-daily/02-28-2021.full.csv", 3_983),
    ("fire/nfdrs4/452701_2020_Y_hourly.all.csv", 8_328),
    ("fire/stations/raws_stations_or_nca.csv", 232),
    ("fire/stations/NFDRS_FEMS_StationList_ONCC.csv", 117),
];

pub(crate) fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("BELLWETHER_SAMPLES").map(PathBuf::from);
    if folder.is_none() {
        println!("not run: BELLWETHER_SAMPLES is unset");
    }
    folder
}

fn read(path: &Path) -> Sheet {
    match table::read(&fs::read(path).unwrap(), &Limits::default()) {
        Ok(sheet) => sheet,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

#[test]
fn every_recorded_file_is_read_whole() {
    let Some(samples) = samples() else { return };
    let mut paths = Vec::new();
    find_files(&samples.join("covid"), &mut paths);
    find_files(&samples.join("fire"), &mut paths);
    assert!(paths.len() >= 23, "only {} files", paths.len());
    for path in &paths {
        let sheet = read(path);
        assert!(!sheet.rows.is_empty(), "{}", path.display());
        assert_eq!((sheet.refused, sheet.notes), (0, Vec::new()), "{}", path.display());
    }
    for (name, rows) in COUNTS {
        assert_eq!(read(&samples.join(name)).rows.len(), rows, "{name}");
    }
}

#[test]
fn every_recorded_file_is_found_by_the_door_for_all_forms_too() {
    let Some(samples) = samples() else { return };
    let mut paths = Vec::new();
    find_files(&samples.join("covid"), &mut paths);
    paths.push(samples.join("reference-page/modules.txt"));
    paths.sort();
    assert!(paths.len() >= 15, "only {} files", paths.len());
    for path in &paths {
        let bytes = fs::read(path).unwrap();
        let found = table::find(&bytes, &Wanted::default(), &Limits::default()).unwrap();
        let proposal = Proposal::of(&found);
        let columns: Vec<String> =
            proposal.columns.iter().map(|column| format!("{} {}", column.name, column.kind.word())).collect();
        println!(
            "{}: {}, {} rows, {} refused, {} notes; {}; other readings {:?}",
            path.strip_prefix(&samples).unwrap().display(),
            found.form.words(),
            found.sheet.rows.len(),
            found.sheet.refused,
            found.sheet.notes.len(),
            columns.join(", "),
            proposal.other_readings
        );
        if path.extension().is_some_and(|extension| extension == "csv") {
            assert_eq!((found.form, &found.sheet), (Form::Delimited, &read(path)));
        } else {
            assert_eq!((found.form, proposal.other_readings), (Form::Together, Some(Count::Exactly(0))));
        }
    }
}

#[test]
fn state_totals_are_the_sums_of_their_rows() {
    let Some(samples) = samples() else { return };
    let sheet = read(&samples.join("covid/jhu-daily/02-28-2021.or-ca.csv"));
    let place = |name: &str| sheet.column(name).unwrap();
    let (state, cases, deaths) = (place("Province_State"), place("Confirmed"), place("Deaths"));
    let mut totals = BTreeMap::new();
    for row in &sheet.rows {
        let total: &mut (i64, i64) = totals.entry(row.cells[state].as_str()).or_default();
        total.0 += number(&row.cells[cases]).unwrap().unwrap();
        total.1 += number(&row.cells[deaths]).unwrap().unwrap();
    }
    assert_eq!(totals["Oregon"], (155_597, 2_208));
    // The copy of the report was made after San Bernardino and Kern were restated.
    assert_eq!(totals["California"], (3_567_582, 52_835));
    let fips: Vec<_> = sheet.rows.iter().map(|row| number(&row.cells[place("FIPS")]).unwrap()).collect();
    assert_eq!(fips[0], Some(6001));
}

fn find_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "csv") {
            found.push(path);
        }
    }
}
