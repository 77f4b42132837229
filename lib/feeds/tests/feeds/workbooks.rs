//! Workbooks made here: sheets, dates, figures as text, merged headers, and archives that try to hurt.

use std::io::{Cursor, Write};

use feeds::table::{Error, Form, Found, Limits, Proposal, Wanted, find};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

/// A workbook of these sheets, each a name, whether it is hidden, and its rows of XML; with these shared strings.
fn workbook(sheets: &[(&str, bool, String)], strings: &[&str]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut list = String::new();
    let mut relations = format!(
        r#"<Relationship Id="s" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="{relation}/styles" Target="styles.xml"/>"#
    );
    let mut parts = Vec::new();
    for (number, (name, hidden, rows)) in (1..).zip(sheets) {
        let state = if *hidden { r#" state="hidden""# } else { "" };
        list += &format!(r#"<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>"#);
        relations += &format!(
            r#"<Relationship Id="r{number}" Type="{relation}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!(r#"<?xml version="1.0"?><worksheet xmlns="{main}">{rows}</worksheet>"#),
        ));
    }
    let strings: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    parts.extend([
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.to_owned()),
        ("_rels/.rels".to_owned(), ROOT.to_owned()),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!(r#"<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{relation}"><sheets>{list}</sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
            ),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!(r#"<?xml version="1.0"?><sst xmlns="{main}">{strings}</sst>"#)),
    ]);
    archive(parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes().to_vec())))
}

fn archive<'a>(parts: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(name, options).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Two title rows, a header over two rows with merged cells, figures as numbers and as text, a date.
fn report() -> Vec<u8> {
    let rows = r#"<sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c></row>
        <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="D3" t="inlineStr"><is><t>As of</t></is></c></row>
        <row r="4"><c r="B4" t="inlineStr"><is><t>Total</t></is></c><c r="C4" t="inlineStr"><is><t>New</t></is></c></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>Alder</t></is></c><c r="B5"><v>31877</v></c><c r="C5" t="inlineStr"><is><t>1,234</t></is></c><c r="D5" s="1"><v>44255</v></c></row>
        <row r="6"><c r="A6" t="inlineStr"><is><t>Elm</t></is></c><c r="B6"><v>-3</v></c><c r="C6"><v>0.5</v></c><c r="D6" s="1"><v>44255.75</v></c></row>
        <row r="7"><c r="A7" t="inlineStr"><is><t>Ash</t></is></c><c r="B7" t="e"><v>#N/A</v></c></row>
        </sheetData><mergeCells count="3"><mergeCell ref="A1:D1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/></mergeCells>"#;
    let empty = "<sheetData/>".to_owned();
    let other = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Yes</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ash</t></is></c><c r="B2"><v>7</v></c></row></sheetData>"#;
    workbook(
        &[
            ("Notes", true, other.to_owned()),
            ("Cover", false, empty),
            ("Data", false, rows.to_owned()),
            ("Votes", false, other.to_owned()),
        ],
        &["Report of the week", "County", "Cases"],
    )
}

fn found(bytes: &[u8], pick: Option<&str>) -> Result<Found, Error> {
    find(bytes, &Wanted { pick: pick.map(str::to_owned), ..Wanted::default() }, &Limits::default())
}

#[test]
fn a_report_is_read_as_a_person_reads_it() {
    let found = found(&report(), None).unwrap();
    assert_eq!(
        (found.form, found.title.as_deref(), found.taken),
        (Form::Workbook, Some("Report of the week"), 1)
    );
    assert_eq!(found.choices, ["Cover", "Data", "Votes"]);
    assert_eq!(found.sheet.columns, ["County", "Cases Total", "Cases New", "As of"]);
    let rows: Vec<_> = found.sheet.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
    assert_eq!(rows[0], (5, "Alder|31877|1,234|2021-02-28".to_owned()));
    assert_eq!(rows[1], (6, "Elm|-3|0.5|2021-02-28T18:00:00".to_owned()));
    assert_eq!(rows[2], (7, "Ash|#N/A||".to_owned()));
    let notes: Vec<_> = found.sheet.notes.iter().map(|note| format!("{}: {}", note.at, note.what)).collect();
    assert!(notes[0].starts_with("sheet “Data”: 1 figures are stored as text"), "{notes:?}");
    assert!(
        notes.iter().any(|note| note.starts_with("sheet “Data”, row 4: the header runs over 2 rows")),
        "{notes:?}"
    );
    assert!(
        notes.iter().any(|note| note.contains("there are 3 tables in it; this is number 2")),
        "{notes:?}"
    );
    let kinds: Vec<_> = Proposal::of(&found).columns.iter().map(|column| column.kind.word()).collect();
    assert_eq!(kinds, ["key", "integer", "decimal", "date"]);
}

#[test]
fn a_sheet_is_chosen_by_name_or_number() {
    for pick in ["votes", "3", "Vot"] {
        let found = found(&report(), Some(pick)).unwrap();
        assert_eq!(found.sheet.columns, ["Name", "Yes"], "{pick}");
    }
    assert_eq!(
        found(&report(), Some("Cover")).unwrap_err().to_string().split(';').next(),
        Some("sheet “Cover”: nothing is in it")
    );
    let error = found(&report(), Some("Notes")).unwrap_err().to_string();
    assert!(error.contains("there is no table “Notes”; there is “Cover”, “Data”, “Votes”"), "{error}");
}

#[test]
fn cells_at_opposite_corners_make_no_giant() {
    let cell = |at: &str| format!(r#"<c r="{at}"><v>1</v></c>"#);
    let rows = format!(
        r#"<sheetData><row r="1">{}</row><row r="1048576">{}</row></sheetData>"#,
        cell("A1"),
        cell("XFD1048576")
    );
    let error = found(&workbook(&[("Data", false, rows)], &[]), None).unwrap_err();
    assert!(
        matches!(&error, Error::Inside { error, .. } if matches!(**error, Error::TooManyColumns { .. })),
        "{error}"
    );
    let rows = format!(
        r#"<sheetData><row r="1">{}</row><row r="1048576">{}</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>"#,
        cell("A1"),
        cell("B1048576")
    );
    let _ = found(&workbook(&[("Data", false, rows)], &[]), None);
}

#[test]
fn what_inflates_without_limit_is_refused_before_it_is_parsed() {
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let blank = archive([("xl/worksheets/sheet1.xml", vec![b' '; 4 << 20])].into_iter());
    assert!(blank.len() < 20_000);
    assert_eq!(find(&blank, &Wanted::default(), &limits), Err(Error::TooLarge { limit: 1 << 20 }));
    let tags = archive([("xl/sharedStrings.xml", b"<si/>".repeat(300_000))].into_iter());
    let limits = Limits { cells: 10_000, ..Limits::default() };
    assert!(matches!(find(&tags, &Wanted::default(), &limits), Err(Error::TooManyCells { .. })));
    // The size that the archive declares is a lie: what counts is what comes out.
    let mut lying = blank.clone();
    let size = u32::to_le_bytes(4 << 20);
    for at in (0..lying.len() - 4).filter(|at| lying[*at..].starts_with(&size)).collect::<Vec<_>>() {
        lying[at..at + 4].copy_from_slice(&u32::to_le_bytes(100));
    }
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    assert!(find(&lying, &Wanted::default(), &limits).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The checksums of an archive hide damage from the reader of its parts, so the parts are damaged before.
    #[test]
    fn damaged_parts_are_answered(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..12, "[<>/=\"a-zA-Z0-9:;&#x-]{0,6}"), 1..6),
    ) {
        let whole = report();
        let mut archive_read = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
        let mut parts: Vec<(String, Vec<u8>)> = (0..archive_read.len())
            .map(|place| {
                let mut part = archive_read.by_index(place).unwrap();
                let mut bytes = Vec::new();
                std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
                (part.name().unwrap().into_owned(), bytes)
            })
            .collect();
        for (at, length, text) in damage {
            let count = parts.len();
            let (_, bytes) = &mut parts[at.index(count)];
            let start = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, text.bytes());
        }
        let damaged = archive(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())));
        let _ = found(&damaged, None);
    }
}

#[test]
fn an_archive_that_is_no_workbook_is_told() {
    let error = found(&archive([("readme.txt", b"hello".to_vec())].into_iter()), None).unwrap_err();
    assert!(matches!(error, Error::Workbook { .. }), "{error}");
    let whole = report();
    for cut in (0..whole.len()).step_by(97) {
        assert!(found(&whole[..cut], None).is_err());
    }
}
