//! How a table's file is laid out: its rows, and where its columns are.

use super::understand::File;
use crate::inspect::Problem;
use feeds::table::{Error, Limits, Sheet, Wanted, find, from_windows_1252, read};
use model::table::{Encoding, Spec};
use std::borrow::Cow;

/// Where the columns are.
#[derive(Default)]
pub(super) struct Columns<'a> {
    pub(super) key: usize,
    pub(super) name: usize,
    pub(super) as_of: Option<usize>,
    pub(super) measures: Vec<usize>,
    /// Columns, and what must stand in them.
    pub(super) only: Vec<(usize, &'a str)>,
}

/// The rows of the file, and what they are called. Delimited text is read strictly; what is no such text may be a
/// workbook, a page with a table, or records in JSON. Text is never taken for anything looser: nobody looks on.
pub(super) fn sheet(file: &File<'_>, spec: &Spec) -> Result<(Sheet, &'static str), Problem> {
    let told = |error: Error| Problem::new(error.at(), error.what(), error.remedy());
    let limits = Limits::default();
    let bytes = &*in_utf8(file.bytes, spec.shape.encoding, &limits)?;
    match read(bytes, &limits) {
        Ok(sheet) => Ok((sheet, "line")),
        Err(Error::Html { .. } | Error::Json | Error::Binary { .. }) => {
            let (pick, path) = (file.part.map(str::to_owned), file.path.map(str::to_owned));
            let found = find(bytes, &Wanted { pick, path, ..Wanted::default() }, &limits).map_err(told)?;
            Ok((found.sheet, found.form.unit()))
        }
        Err(error) => Err(told(error)),
    }
}

/// The file in UTF-8, when the settings say how its letters are written.
fn in_utf8<'a>(
    bytes: &'a [u8],
    encoding: Option<Encoding>,
    limits: &Limits,
) -> Result<Cow<'a, [u8]>, Problem> {
    match encoding {
        // A workbook says itself.
        _ if bytes.starts_with(b"PK\x03\x04") => Ok(Cow::Borrowed(bytes)),
        None => Ok(Cow::Borrowed(bytes)),
        Some(Encoding::Utf8) => match std::str::from_utf8(bytes) {
            Ok(_) => Ok(Cow::Borrowed(bytes)),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let remedy = "Correct `encoding` in the table's description, or ask whoever publishes it.";
                Err(Problem::new(format!("line {line}"), "The file is not UTF-8.", remedy))
            }
        },
        Some(Encoding::Windows1252) => {
            let text = from_windows_1252(bytes, limits.bytes);
            let text = text.ok_or_else(|| {
                let error = Error::TooLarge { limit: limits.bytes };
                Problem::new(error.at(), error.what(), error.remedy())
            })?;
            Ok(Cow::Owned(text.into_bytes()))
        }
    }
}

/// Where the columns of a table are in a file.
pub(super) fn columns<'a>(sheet: &Sheet, spec: &'a Spec) -> Result<Columns<'a>, Problem> {
    let find = |name: &str| {
        sheet.columns.iter().position(|column| column.eq_ignore_ascii_case(name)).ok_or_else(|| {
            let there =
                sheet.columns.iter().take(20).map(|c| format!("“{c}”")).collect::<Vec<_>>().join(", ");
            let what = format!("There is no column “{name}”; there is {there}.");
            Problem::new(
                "header",
                what,
                "Correct the column's name in the table's description, or fetch the right file.",
            )
        })
    };
    let shape = &spec.shape;
    Ok(Columns {
        key: find(&shape.key_column)?,
        name: find(&shape.name_column)?,
        as_of: shape.as_of.column.as_deref().map(find).transpose()?,
        measures: spec.measures.iter().map(|measure| find(&measure.column)).collect::<Result<_, _>>()?,
        only: shape
            .only
            .iter()
            .map(|(name, value)| Ok((find(name)?, value.as_str())))
            .collect::<Result<_, _>>()?,
    })
}
