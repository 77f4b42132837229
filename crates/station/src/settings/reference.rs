//! `docs/settings.md`, made from the list of settings.

use super::file::File;
use crate::tree::{Described, Group, Shape};
use std::fmt::Write as _;
use toml::Value;

/// What a reader needs to know before the list.
const OPENING: &str = "\
# Settings

A station is one file, `station.toml`, in the station's folder (`--home`). What the station keeps (database, pictures)
is in its data folder (`--data`). `bellwether check` reads the file and tells everything that is wrong with it, each
with its line and what to do. Changes are read at the next start.

This page is what `bellwether settings` prints.

## From the environment

| variable | takes the place of |
| --- | --- |
| `BELLWETHER_DATABASE` | `store.database`, so that a password need not stand in a file |
| `BELLWETHER_AIR_KEY` | what is in the file that `air.key_file` names |
| `RUST_LOG` | what is logged: `info` when it is not set; see `docs/cli.md` |

Nothing else is read from the environment.
";

/// The whole page, as Markdown.
pub fn markdown() -> String {
    let mut page = OPENING.to_owned();
    let defaults = Value::try_from(File::default()).unwrap_or(Value::Table(toml::Table::new()));
    for field in File::GROUP.fields {
        section(&mut page, field.key, &field.shape, &field.paragraph(), defaults.get(field.key));
    }
    page
}

fn section(page: &mut String, path: &str, shape: &Shape, about: &str, defaults: Option<&Value>) {
    match shape {
        Shape::Group(group) => keys(page, &format!("[{path}]"), path, about, group, defaults),
        Shape::List(Shape::Group(group)) => keys(page, &format!("[[{path}]]"), path, about, group, None),
        Shape::Named(Shape::Group(group)) => {
            let path = format!("{path}.NAME");
            keys(page, &format!("[{path}]"), &path, about, group, None);
        }
        _ => {}
    }
}

fn keys(page: &mut String, heading: &str, path: &str, about: &str, group: &Group, defaults: Option<&Value>) {
    // A list has no values of its own to show: those of a blank entry are the defaults.
    let blank = defaults.cloned().or_else(|| blank(path));
    let _ = write!(
        page,
        "\n## `{heading}`\n\n{about}\n\n| key | value | default | |\n| --- | --- | --- | --- |\n"
    );
    for field in group.fields {
        let default = match blank.as_ref().and_then(|blank| blank.get(field.key)) {
            _ if field.required => "required".to_owned(),
            Some(Value::String(text)) if text.is_empty() => "empty".to_owned(),
            Some(Value::Array(list)) if list.is_empty() => "none".to_owned(),
            Some(Value::Table(table)) if table.is_empty() => "none".to_owned(),
            Some(value) => format!("`{value}`"),
            None => "not set".to_owned(),
        };
        let _ = writeln!(
            page,
            "| `{}` | {} | {default} | {} |",
            field.key,
            field.shape.words(),
            field.paragraph()
        );
    }
    for field in group.fields {
        let path = format!("{path}.{}", field.key);
        section(page, &path, &field.shape, &field.paragraph(), None);
    }
}

/// The defaults of an entry of a list.
fn blank(path: &str) -> Option<Value> {
    use super::file::{Measure, Place, Section, Source, Table, Town};
    match path {
        "section" => Value::try_from(Section::default()).ok(),
        "place" => Value::try_from(Place::default()).ok(),
        "table.NAME" => Value::try_from(Table::default()).ok(),
        "town.NAME" => Value::try_from(Town::default()).ok(),
        "table.NAME.source" => Value::try_from(Source::default()).ok(),
        "table.NAME.measure" => Value::try_from(Measure::default()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_told_with_its_default() {
        let page = markdown();
        for part in [
            "## `[station]`",
            "## `[[section]]`",
            "## `[table.NAME]`",
            "## `[[table.NAME.measure]]`",
            "| `cache_mb` | a whole number | `64` | Memory for ready pages, in megabytes. |",
            "| `name` | text in quotes | required | The station's name",
            "| `row_name` | text in quotes | `\"County\"` |",
            "| `notice` | text in quotes | not set |",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
    }
}
