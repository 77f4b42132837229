//! Counts of people, read once at the start from files in the station's folder.

use super::{super::file, Place, Populations};
use crate::tree::Document;
use feeds::table::{Limits, Sheet, number};
use model::table::Population;
use std::{collections::BTreeMap, fs::File, io::Read, path::Path, sync::Arc};

/// A table of all counties is some 100 KB.
const LARGEST: u64 = 8 << 20;

/// Every population by its name.
pub(super) fn read(
    populations: &BTreeMap<String, file::Population>,
    place: &Place,
    told: &mut Document<'_>,
) -> Populations {
    let mut all = Populations::new();
    for (name, population) in populations {
        match people(&place.home.join(&population.file), population) {
            Ok(people) => {
                let credit = population.credit.clone();
                all.insert(name.clone(), Arc::new(Population { people, credit }));
            }
            Err((what, remedy)) => told.fault(&["population", name, "file"], what, remedy),
        }
    }
    all
}

type Fault = (String, &'static str);

fn people(path: &Path, population: &file::Population) -> Result<BTreeMap<String, i64>, Fault> {
    let unreadable = |error: std::io::Error| {
        (format!("{} cannot be read: {error}.", path.display()), "Write a path from the station's folder.")
    };
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)).map_err(unreadable)?;
    let sheet = feeds::table::read(&bytes, &Limits::default()).map_err(|error| {
        (format!("{}: {}", path.display(), error.what()), "Save it as CSV with a header.")
    })?;
    let (key, count) = (column(&sheet, &population.key_column)?, column(&sheet, &population.people_column)?);
    let mut people = BTreeMap::new();
    for row in &sheet.rows {
        let cell = |column: usize| row.cells.get(column).map_or("", String::as_str).trim();
        let remedy = "Write one row for each key, with a whole number of people.";
        let Some(figure) = number(cell(count)).ok().flatten().filter(|people| *people >= 0) else {
            return Err((format!("Line {}: “{}” is not a number of people.", row.line, cell(count)), remedy));
        };
        // Spreadsheets drop the zero before California's codes.
        let code = match cell(key) {
            short if short.len() == 4 && short.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("0{short}")
            }
            code => code.to_owned(),
        };
        if code.is_empty() || people.insert(code.clone(), figure).is_some() {
            return Err((format!("Line {}: the key “{code}” is empty or there twice.", row.line), remedy));
        }
    }
    Ok(people)
}

fn column(sheet: &Sheet, name: &str) -> Result<usize, Fault> {
    sheet.columns.iter().position(|column| column.eq_ignore_ascii_case(name)).ok_or_else(|| {
        (format!("There is no column “{name}”."), "Name the columns as key_column and people_column.")
    })
}
