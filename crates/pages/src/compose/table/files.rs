//! The same figures for machines: CSV (RFC 4180), JSON, all days, and what stands in the columns as Table Schema
//! (specs.frictionlessdata.io/table-schema) and as CSV on the Web (W3C, 2015).
//!
//! An empty cell is a figure that was not reported or cannot be worked out; it is never zero.

use super::figures;
use crate::compose::Context;
use jiff::{Timestamp, civil::Date};
use model::{
    table::{Column, LOOK_BACK, Line, Snapshot, Spec, decimal, lines},
    url::{TablePart, Url},
};
use serde_json::{Map, Value, json};

/// Lines of the file of all days: about three million bytes, so that memory keeps it.
const LINES_OF_HISTORY: usize = 60_000;
/// Days of it, of however small a table.
const DAYS_OF_HISTORY: usize = 4_000;

/// How many days the file of all days has at most.
pub fn days_of_history(spec: &Spec) -> usize {
    (LINES_OF_HISTORY / spec.keys.len().max(1)).clamp(1, DAYS_OF_HISTORY)
}

/// One day: a row per key. What is derived stands after the figures.
pub fn csv(spec: &Spec, shown: &Snapshot, earlier: &[Snapshot]) -> String {
    let columns = spec.columns();
    let mut out = heading(&columns);
    write_day(&mut out, spec, &columns, shown, earlier);
    out
}

/// All days, the oldest first. `days` are the newest figures of each, newest day first; of those beyond
/// [`days_of_history`] only what is derived needs them.
pub fn history(spec: &Spec, days: &[Snapshot]) -> String {
    let columns = spec.columns();
    let mut out = heading(&columns);
    let told = days.len().min(days_of_history(spec));
    for place in (0..told).rev() {
        let Some((shown, earlier)) = days.get(place..).and_then(<[Snapshot]>::split_first) else { continue };
        let near = earlier.get(..LOOK_BACK as usize).unwrap_or(earlier);
        write_day(&mut out, spec, &columns, shown, near);
    }
    out
}

fn heading(columns: &[Column]) -> String {
    let mut out = String::from("as_of,key,name");
    for column in columns {
        out.push(',');
        out.push_str(&quoted(&column.id));
    }
    out.push_str("\r\n");
    out
}

fn write_day(out: &mut String, spec: &Spec, columns: &[Column], shown: &Snapshot, earlier: &[Snapshot]) {
    for line in lines(spec, shown, earlier, spec.display.sort).rows {
        out.push_str(&format!("{},{},{}", shown.as_of, quoted(line.key), quoted(line.name)));
        for (column, figure) in columns.iter().zip(line.figures) {
            out.push(',');
            if let Some(figure) = figure {
                out.push_str(&decimal(figure, column.decimals));
            }
        }
        out.push_str("\r\n");
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The newest figures with what they mean.
pub fn json(
    spec: &Spec,
    shown: &Snapshot,
    earlier: &[Snapshot],
    next: Option<Timestamp>,
    context: &Context<'_>,
) -> String {
    let columns = spec.columns();
    let all = lines(spec, shown, earlier, spec.display.sort);
    let addresses = figures::by_key(spec);
    let figures = |figures: &[Option<i64>]| -> Map<String, Value> {
        let pairs = columns.iter().zip(figures);
        pairs.map(|(column, figure)| (column.id.clone(), number(*figure, column.decimals))).collect()
    };
    let row = |line: &Line<'_>| {
        let mut row = Map::new();
        row.insert("key".to_owned(), line.key.into());
        row.insert("name".to_owned(), line.name.into());
        row.insert("url".to_owned(), addresses.get(line.key).map(|url| context.absolute(url)).into());
        row.insert("figures".to_owned(), figures(&line.figures).into());
        Value::Object(row)
    };
    let column = |column: &Column| {
        json!({
            "id": column.id,
            "label": column.label,
            "unit": column.unit,
            "decimals": column.decimals,
            "derived": column.is_derived,
        })
    };
    let document = json!({
        "title": spec.title,
        "url": context.absolute(&Url::Table(spec.slug.clone())),
        "as_of": shown.as_of.to_string(),
        "fetched_at": shown.fetched_at.to_string(),
        "next_update": next.map(|at| at.to_string()),
        "source": { "name": spec.credit, "url": spec.credit_url },
        "licence": spec.licence,
        "columns": columns.iter().map(column).collect::<Vec<_>>(),
        "totals": figures(&all.totals),
        "rows": all.rows.iter().map(row).collect::<Vec<_>>(),
    });
    document.to_string()
}

fn number(figure: Option<i64>, decimals: u8) -> Value {
    match figure {
        None => Value::Null,
        Some(figure) if decimals == 0 => figure.into(),
        Some(figure) => decimal(figure, decimals).parse::<f64>().map_or(Value::Null, Value::from),
    }
}

/// Table Schema of the CSV files.
pub fn schema(spec: &Spec, context: &Context<'_>) -> String {
    let mut fields = vec![
        json!({ "name": "as_of", "type": "date", "format": "%Y-%m-%d", "title": "Day of the figures",
                "constraints": { "required": true } }),
        json!({ "name": "key", "type": "string", "title": format!("Key: FIPS code or a declared word ({})", spec.row_name),
                "constraints": { "required": true, "enum": spec.keys.keys().collect::<Vec<_>>() } }),
        json!({ "name": "name", "type": "string", "title": spec.row_name }),
    ];
    fields.extend(spec.columns().iter().map(|column| {
        let mut field = Map::new();
        field.insert("name".to_owned(), column.id.clone().into());
        field.insert("type".to_owned(), if column.decimals == 0 { "integer" } else { "number" }.into());
        field.insert("title".to_owned(), column.label.clone().into());
        if column.is_derived {
            let words = format!("Worked out by {}", context.station.name);
            field.insert("description".to_owned(), words.into());
        } else {
            field.insert("constraints".to_owned(), json!({ "minimum": 0 }));
        }
        Value::Object(field)
    }));
    let document = json!({
        "title": spec.title,
        "fields": fields,
        "missingValues": [""],
        "primaryKey": ["as_of", "key"],
        "sources": [without_nulls(json!({ "title": spec.credit, "path": spec.credit_url }))],
        "licenses": licences(spec),
    });
    document.to_string()
}

/// A licence with an address where the settings give one, else its name.
fn licences(spec: &Spec) -> Vec<Value> {
    let licence = |licence: &String| match licence.starts_with("http") {
        true => json!({ "path": licence }),
        false => json!({ "title": licence, "name": licence.replace(' ', "-") }),
    };
    spec.licence.iter().map(licence).collect()
}

/// CSV on the Web metadata of the newest file.
pub fn csvw(spec: &Spec, shown: Option<Date>, context: &Context<'_>) -> String {
    let column = |name: &str, title: &str, datatype: Value, required: bool| json!({ "name": name, "titles": title, "datatype": datatype, "required": required });
    let mut columns = vec![
        column("as_of", "as_of", json!({ "base": "date", "format": "yyyy-MM-dd" }), true),
        column("key", "key", json!("string"), true),
        column("name", "name", json!("string"), true),
    ];
    columns.extend(spec.columns().iter().map(|one| {
        let base = if one.decimals == 0 { "integer" } else { "decimal" };
        let mut column = column(&one.id.replace('-', "_"), &one.id, json!(base), false);
        column["null"] = json!("");
        column["dc:description"] = json!(one.label);
        column
    }));
    let document = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": context.station.language }],
        "url": context.absolute(&Url::TableCsv(spec.slug.clone())),
        "dc:title": spec.title,
        "dc:publisher": context.station.name,
        "dc:source": spec.credit,
        "dc:license": spec.licence,
        "dc:modified": shown.map(|day| day.to_string()),
        "rdfs:seeAlso": context.absolute(&Url::OfTable(spec.slug.clone(), TablePart::Schema)),
        "dialect": { "lineTerminators": ["\r\n", "\n"], "header": true },
        "tableSchema": { "columns": columns, "primaryKey": ["as_of", "key"] },
    });
    without_nulls(document).to_string()
}

/// The standards know no null where a text should be.
fn without_nulls(mut document: Value) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    document
}
