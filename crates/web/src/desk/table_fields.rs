//! A pasted text that a person has confirmed → the fields of a table's description.

use super::{posted::Posted, problem::problem};
use desk::workshop::{Column, Pasted, Proposed, Row};
use model::slug::Slug;
use pages::desk::form::Problem;
use std::collections::BTreeSet;

/// The fields of a description, from what was found and confirmed.
pub(super) struct Fields<'a> {
    pub(super) posted: &'a Posted,
    pub(super) pasted: &'a Pasted,
    pub(super) proposed: &'a Proposed,
}

impl Fields<'_> {
    pub(super) fn all(&self) -> Result<Vec<(String, String)>, Problem> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut put = |name: &str, value: &str| fields.push((name.to_owned(), value.to_owned()));
        let name = self.of_role("name").or_else(|| self.of_role("code"));
        let Some((name_at, name)) = name else {
            return Err(problem("columns", "No column tells the rows apart. Say which has their names."));
        };
        let figures: Vec<(usize, &Column)> = self.with_role("figures").collect();
        if figures.is_empty() {
            return Err(problem("columns", "No column holds figures. Say which do."));
        }
        for field in ["title", "credit"] {
            put(field, &self.posted.line(field));
        }
        put("row_name", &self.posted.maybe("row_name").unwrap_or_else(|| name.name.clone()));
        put("name_column", &name.name);
        put("key_column", self.of_role("code").map_or(&name.name, |(_, code)| &code.name));
        put("as_of_column", self.of_role("day").map_or("", |(_, day)| &day.name));
        put("source.name", "Pasted at the desk");
        put("source.url", "paste:");
        let total = self.proposed.rows.iter().find(|row| row.is_total).and_then(|row| row.cells.get(name_at));
        put("total_row", total.map_or("Total", String::as_str));
        if self.pasted.counties.is_empty() {
            put("rows", &self.rows(name_at)?);
        } else {
            put("counties", &self.pasted.counties);
            put("aliases", &self.outside(name_at));
        }
        for (place, (at, column)) in figures.iter().enumerate() {
            let mut put = |key: &str, value: &str| put(&format!("measure.{place}.{key}"), value);
            put("column", &column.name);
            put("label", &self.posted.maybe(&format!("label.{at}")).unwrap_or_else(|| column.name.clone()));
            put("cumulative", self.posted.text(&format!("cumulative.{at}")));
            put("decimals", &self.decimals(*at).to_string());
        }
        let first = figures.first().map_or("", |(_, column)| &column.name);
        put("display.chart", first);
        put("display.map", if self.pasted.counties.is_empty() { "" } else { first });
        put("display.totals", "true");
        Ok(fields)
    }

    fn with_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = (usize, &'a Column)> {
        let columns = self.proposed.columns.iter().enumerate();
        columns.filter(move |(at, column)| role_of(self.posted, *at, column) == role)
    }

    fn of_role(&self, role: &str) -> Option<(usize, &Column)> {
        let at = self.with_role(role).next()?.0;
        self.proposed.columns.get(at).map(|column| (at, column))
    }

    /// A key of its own for each name.
    fn rows(&self, name_at: usize) -> Result<String, Problem> {
        let mut taken = BTreeSet::new();
        let mut lines = Vec::new();
        for row in self.proposed.rows.iter().filter(|row| !row.is_total) {
            let name = row.cells.get(name_at).map_or("", String::as_str);
            let key = Slug::from_headline(name).map(|slug| slug.to_string());
            let is_number = |key: &String| key.bytes().all(|byte| byte.is_ascii_digit());
            let key = key.map(|key| if is_number(&key) { format!("row-{key}") } else { key });
            match key.filter(|key| taken.insert(key.clone())) {
                Some(key) => lines.push(format!("{key} = {name}")),
                None => {
                    let words = format!("The row “{name}” in line {} has no name of its own.", row.line);
                    return Err(problem("text", format!("{words} Give it one.")));
                }
            }
        }
        Ok(lines.join("\n"))
    }

    /// The row beside the counties, such as “Unassigned”.
    fn outside(&self, name_at: usize) -> String {
        let is_outside = |row: &&Row| row.key.as_deref() == Some("unassigned");
        let row = self.proposed.rows.iter().find(is_outside).and_then(|row| row.cells.get(name_at));
        row.map(|name| format!("{name} = unassigned")).unwrap_or_default()
    }

    /// The most digits that a figure of the column has behind its point.
    fn decimals(&self, at: usize) -> usize {
        let behind = |row: &Row| row.cells.get(at)?.split_once('.').map(|(_, behind)| behind.trim().len());
        self.proposed.rows.iter().filter_map(behind).max().unwrap_or(0).min(6)
    }
}

/// What a column is taken for: as it was said, or as it looks.
pub(super) fn role_of<'a>(posted: &'a Posted, at: usize, column: &Column) -> &'a str {
    let said = posted.text(&format!("role.{at}"));
    if !said.is_empty() {
        return said;
    }
    let lower = column.name.to_lowercase();
    match column.kind {
        "key" if ["fips", "geoid", "code", "id"].iter().any(|code| lower.contains(code)) => "code",
        "key" => "name",
        "integer" | "decimal" => "figures",
        "date" => "day",
        _ => "leave",
    }
}
