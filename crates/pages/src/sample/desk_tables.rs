//! Samples of the screens that describe tables and take pasted figures.

use crate::{
    desk::{
        form::{Choice, Problem},
        table_form::{FieldSet, FormField, TableForm, TriedDay, TriedView},
        table_paste::{ColumnRow, FoundView, NewFromPaste, PasteForm, RowLine, UnsureRow},
        tables::GateLine,
    },
    moment::Day,
};

fn field(name: &str, label: &str, kind: &'static str, value: &str) -> FormField {
    FormField {
        name: name.into(),
        label: label.into(),
        hint: "What it does.".into(),
        kind,
        value: value.into(),
        required: kind == "line",
        choices: vec![choice("new", "new", false), choice("average", "average", true)],
    }
}

fn choice(value: &str, label: &str, chosen: bool) -> Choice {
    Choice { value: value.into(), label: label.into(), chosen }
}

fn gate(checks: &str, verdict: &str, words: &str) -> GateLine {
    GateLine { checks: checks.into(), verdict: verdict.into(), words: words.into() }
}

pub(super) fn form() -> TableForm {
    let measure = |place: usize, column: &str| {
        let name = |key: &str| format!("measure.{place}.{key}");
        vec![
            field(&name("column"), "Column in the file", "line", column),
            field(&name("decimals"), "Decimals", "count", "0"),
            field(&name("cumulative"), "Counts up for ever", "switch", "true"),
        ]
    };
    TableForm {
        action: "/desk/tables/or-fires".into(),
        new: false,
        slug: "or-fires".into(),
        title: "Fires in Oregon".into(),
        seen: "7".into(),
        sets: vec![
            FieldSet {
                legend: "What it shows".into(),
                entries: vec![vec![
                    field("title", "Title", "line", "Fires in Oregon"),
                    field("rows", "Other rows: key = name", "lines", "bootleg = Bootleg"),
                ]],
                ..FieldSet::default()
            },
            FieldSet {
                list: "measure".into(),
                legend: "Columns of figures".into(),
                about: "In order of display.".into(),
                entries: vec![measure(0, "acres"), measure(1, "")],
                ..FieldSet::default()
            },
            FieldSet {
                list: "derived".into(),
                legend: "Columns that the station works out".into(),
                entries: vec![vec![field("derived.0.how", "How", "choice", "average")]],
                folded: true,
                open: true,
                ..FieldSet::default()
            },
        ],
        problems: vec![
            Problem { field: "title".into(), words: "The table has no title. Write one.".into() },
            Problem { field: "measure".into(), words: "The table counts nothing. Add a column.".into() },
        ],
        tried: Some(tried()),
        public: Some("/data/or-fires".into()),
        words: "Written down by Elena Marsh, March 1, 2021, 6:00 p.m.".into(),
        text: "[table.or-fires]\ntitle = \"Fires in Oregon\"".into(),
    }
}

pub(super) fn new_form() -> TableForm {
    TableForm { new: true, action: "/desk/tables".into(), tried: None, public: None, ..form() }
}

fn tried() -> TriedView {
    TriedView {
        from: "https://fires.example/today.csv".into(),
        good: false,
        words: "It would be held: not every check is passed.".into(),
        days: vec![TriedDay {
            as_of: Day { iso: "2021-02-28".into(), words: "February 28, 2021".into() },
            gates: vec![
                gate("Every row is there", "failed", "missing: Wheeler"),
                gate("No row is unknown", "passed", ""),
                gate("The rows add up", "not-applied", "there are no totals"),
            ],
            row_name: "Fire".into(),
            columns: vec!["Acres".into(), "Crew".into()],
            sums: vec!["1,204".into(), "96".into()],
            totals: vec!["1,204".into(), "not reported".into()],
            rows: vec![("Bootleg".into(), vec!["1,204".into(), "96".into()])],
            more: "All 1 rows".into(),
        }],
        problems: vec!["line 3: “12*” has a mark. Ask whoever publishes the file.".into()],
    }
}

pub(super) fn paste() -> PasteForm {
    PasteForm {
        title: "Fires in Oregon".into(),
        action: "/desk/tables/or-fires/paste".into(),
        text: "Fire\tAcres\nBootleg\t1204".into(),
        day: "2021-02-28".into(),
        totals: "1,204".into(),
        problems: vec![Problem { field: "totals".into(), words: "“many” is no total.".into() }],
        tried: Some(TriedView { from: String::new(), ..tried() }),
    }
}

pub(super) fn found() -> NewFromPaste {
    let column = |index: usize, name: &str, figures: bool| ColumnRow {
        index,
        name: name.into(),
        roles: vec![choice("name", "The name of the row", !figures), choice("figures", "Figures", figures)],
        label: name.into(),
        cumulative: figures,
        words: if figures { "sum 155,597".into() } else { String::new() },
        figures,
    };
    let row = |name: &str, cell: &str, mark: &str| RowLine {
        name: name.into(),
        cells: vec![cell.into()],
        mark: mark.into(),
    };
    let found = FoundView {
        words: "2 rows of cells that ran together. Beside the reading below, 3 others fit.".into(),
        good: false,
        choices: vec![choice("1", "Oregon", true), choice("2", "California", false)],
        checks: vec![gate("The rows add up to the totals", "passed", "")],
        notes: vec!["line 1: no header names the columns".into()],
        columns: vec![column(0, "County", false), column(1, "Cases", true)],
        rows: vec![row("Multnomah", "31877", "in doubt"), row("Lake", "363", "")],
        unsure: vec![UnsureRow {
            field: "row.0".into(),
            name: "Multnomah".into(),
            readings: vec![choice("", "Not decided", true), choice("31877 528", "31877 and 528", false)],
        }],
        usable: true,
        title: "Oregon".into(),
        slug: "oregon".into(),
        credit: "State of Oregon".into(),
        row_name: "County".into(),
        day: "2021-02-28".into(),
    };
    NewFromPaste {
        action: "/desk/tables/paste".into(),
        text: "CountyCases\nMultnomah31877528".into(),
        counties: "OR".into(),
        totals: "155,597".into(),
        problems: vec![Problem { field: "columns".into(), words: "No column holds figures.".into() }],
        found: Some(found),
    }
}
