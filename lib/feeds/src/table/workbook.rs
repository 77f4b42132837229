//! A spreadsheet workbook (XLSX) → the cells of one of its sheets.
//!
//! `calamine` knows the format; what a hostile file may cost is decided here before it sees the bytes: every part of
//! the archive is inflated once into nothing, under a cap of bytes and of XML tags, and cells are taken one by one,
//! because a sheet of two cells at opposite corners is seventeen thousand million cells to one who makes a rectangle
//! of it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::AssertUnwindSafe;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::grid::{Grid, GridRow};
use super::notes::shortened;
use super::{Error, Limits};

/// Parts of an archive; a workbook has some twenty.
const MOST_PARTS: usize = 2_000;
/// Sheets that are listed.
const MOST_SHEETS: usize = 200;
/// Merged cells that are spread out.
const MOST_MERGED: usize = 5_000;

/// A sheet of a workbook.
pub(super) struct WorkbookSheet {
    pub(super) name: String,
    pub(super) grid: Grid,
    /// Figures that are stored as text.
    pub(super) figures_as_text: u64,
}

/// A workbook and the names of its sheets.
pub(super) struct Workbook<'a> {
    book: Xlsx<Cursor<&'a [u8]>>,
    /// Names of the sheets that can be seen, in order.
    pub(super) sheets: Vec<String>,
}

type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

impl<'a> Workbook<'a> {
    /// Opens a workbook whose parts all stay within the limits.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        measure(bytes, limits)?;
        let book =
            guarded(|| Xlsx::new(Cursor::new(bytes)).map_err(|error: XlsxError| broken(&error.to_string())))?;
        let seen = book.sheets_metadata().iter().filter(|sheet| {
            matches!(sheet.typ, SheetType::WorkSheet) && matches!(sheet.visible, SheetVisible::Visible)
        });
        let sheets: Vec<String> = seen.take(MOST_SHEETS).map(|sheet| sheet.name.clone()).collect();
        if sheets.is_empty() {
            Err(broken("no sheet can be seen in it"))
        } else {
            Ok(Workbook { book, sheets })
        }
    }

    /// Reads one sheet.
    pub(super) fn sheet(&mut self, name: &str, limits: &Limits) -> Result<WorkbookSheet, Error> {
        guarded(|| self.read(name, limits))
    }

    fn read(&mut self, name: &str, limits: &Limits) -> Result<WorkbookSheet, Error> {
        let merged = self.book.merge_cells_by_sheet_name(name).unwrap_or_default();
        let (mut cells, mut figures_as_text) = (Cells::new(), 0);
        let mut count = 0_usize;
        let mut reader =
            self.book.worksheet_cells_reader(name).map_err(|error| broken(&error.to_string()))?;
        while let Some(cell) = reader.next_cell().map_err(|error| broken(&error.to_string()))? {
            let (row, column) = cell.get_position();
            let line = u64::from(row) + 1;
            let text = text(cell.get_value());
            if text.trim().is_empty() {
                continue;
            }
            if usize::try_from(column).unwrap_or(usize::MAX) >= limits.columns {
                return Err(Error::TooManyColumns { line, limit: limits.columns });
            }
            if text.len() > limits.cell {
                return Err(Error::CellTooLarge {
                    line,
                    column: (column + 1).to_string(),
                    limit: limits.cell,
                });
            }
            count += 1;
            if count > limits.cells {
                return Err(Error::TooManyCells { line, limit: limits.cells });
            }
            let is_text = matches!(cell.get_value(), DataRef::String(_) | DataRef::SharedString(_));
            figures_as_text += u64::from(is_text && matches!(super::number(&text), Ok(Some(_))));
            cells.entry(row).or_default().insert(column, text);
        }
        spread(&mut cells, &merged, limits);
        Ok(WorkbookSheet { name: name.to_owned(), grid: grid(&cells, limits)?, figures_as_text })
    }
}

/// Calls calamine, which panics on some damaged parts: a reference such as "ABCDEFGHIJ1" overflows its count of columns.
/// What was half read is thrown away with the error.
fn guarded<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    std::panic::catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(broken("a part of it is damaged")))
}

/// Inflates every part into nothing, within the limits: twice the bytes of a file (XML is wordy), and ten tags for each
/// cell.
fn measure(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(broken("it has more parts than a workbook"));
    }
    let mut bytes_left = limits.bytes.saturating_mul(2);
    let mut tags_left = limits.cells.saturating_mul(10);
    let mut buffer = vec![0; 1 << 16];
    for part in 0..archive.len() {
        let mut part = archive.by_index(part).map_err(|error| broken(&error.to_string()))?;
        if part.size() > bytes_left {
            return Err(Error::TooLarge { limit: limits.bytes });
        }
        loop {
            let read = part.read(&mut buffer).map_err(|error| broken(&error.to_string()))?;
            let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
            let tags = piece.iter().filter(|byte| **byte == b'<').count();
            bytes_left =
                bytes_left.checked_sub(read as u64).ok_or(Error::TooLarge { limit: limits.bytes })?;
            tags_left =
                tags_left.checked_sub(tags).ok_or(Error::TooManyCells { line: 1, limit: limits.cells })?;
        }
    }
    Ok(())
}

fn broken(why: &str) -> Error {
    Error::Workbook { why: shortened(why) }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => value.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A date as 2021-02-28, with its time if it has one; a time alone, or a length of time, as the number it is.
fn date(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&days) {
        return days.to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// A name over merged cells stands in each of them; a figure only where it was written.
fn spread(cells: &mut Cells, merged: &[Dimensions], limits: &Limits) {
    let mut room = limits.cells;
    for area in merged.iter().take(MOST_MERGED) {
        let Some(text) = cells.get(&area.start.0).and_then(|row| row.get(&area.start.1)).cloned() else {
            continue;
        };
        let last = area.end.1.min(u32::try_from(limits.columns).unwrap_or(u32::MAX).saturating_sub(1));
        if super::grid::is_figure(&text) || area.end.0 < area.start.0 || last < area.start.1 {
            continue;
        }
        for (_, row) in cells.range_mut(area.start.0..=area.end.0) {
            for column in area.start.1..=last {
                let Some(left) = room.checked_sub(1) else { return };
                room = left;
                row.entry(column).or_insert_with(|| text.clone());
            }
        }
    }
}

fn grid(cells: &Cells, limits: &Limits) -> Result<Grid, Error> {
    let width = cells.values().filter_map(|row| row.keys().next_back()).max().map_or(0, |column| column + 1);
    let first = cells.values().filter_map(|row| row.keys().next()).min().copied().unwrap_or(0);
    let mut count = 0_usize;
    let mut grid = Grid::default();
    for (row, columns) in cells {
        count = count.saturating_add(usize::try_from(width - first).unwrap_or(usize::MAX));
        if count > limits.cells.saturating_mul(2) {
            return Err(Error::TooManyCells { line: u64::from(*row) + 1, limit: limits.cells });
        }
        let cells = (first..width).map(|column| columns.get(&column).cloned().unwrap_or_default()).collect();
        grid.rows.push(GridRow { place: u64::from(*row) + 1, cells, heading: false });
    }
    Ok(grid)
}
