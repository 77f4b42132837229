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
    for field in File::GROUP.fields {
        section(&mut page, field.key, &field.shape, &field.paragraph());
    }
    page
}

fn section(page: &mut String, path: &str, shape: &Shape, about: &str) {
    match shape {
        Shape::Group(group) => keys(page, &format!("[{path}]"), path, about, group),
        Shape::List(Shape::Group(group)) => keys(page, &format!("[[{path}]]"), path, about, group),
        Shape::Named(Shape::Group(group)) => {
            let path = format!("{path}.NAME");
            keys(page, &format!("[{path}]"), &path, about, group);
        }
        _ => {}
    }
}

fn keys(page: &mut String, heading: &str, path: &str, about: &str, group: &Group) {
    let blank = (group.blank)();
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
            // It has a section of its own, with the default of each of its keys.
            Some(Value::Table(_)) => "as below".to_owned(),
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
        section(page, &path, &field.shape, &field.paragraph());
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
            "| `outlier_times` | a whole number | `10` |",
            "| `shrank_percent` | a whole number | `30` |",
            "| `products` | a list of texts, such as [\"one\", \"two\"] | `[\"ref\", \"composite\", \"vel\", \"rho\"]` |",
            "| `chunks` | a list of texts, such as [\"one\", \"two\"] | `[\"https://",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
    }

    /// How many keys below a shape have no default, of those that need not be there. A group has one that is not empty.
    fn without_default(shape: &Shape) -> usize {
        let (Shape::Group(group) | Shape::List(Shape::Group(group)) | Shape::Named(Shape::Group(group))) =
            shape
        else {
            return 0;
        };
        let blank = (group.blank)().expect("a group has a default");
        let own = group.fields.iter().filter(|field| !field.required && blank.get(field.key).is_none());
        own.count() + group.fields.iter().map(|field| without_default(&field.shape)).sum::<usize>()
    }

    #[test]
    fn no_key_with_a_default_is_told_as_not_set() {
        let fields = File::GROUP.fields;
        let without: usize = fields.iter().map(|field| without_default(&field.shape)).sum();
        assert!(without > 0);
        assert_eq!(markdown().matches("| not set |").count(), without);
    }
}
