//! A table in JSON: a list of records, a list of lists under a header, or a record of records by key.

mod path;

use std::cell::Cell;
use std::collections::HashMap;

use crate::node::{self, Node, Seed};
use serde::de::DeserializeSeed;

use super::grid::{Grid, GridRow};
use super::notes::{counted, shortened};
use super::{Error, Limits};

/// Levels in which a table is looked for when no path is given.
const DEEPEST_SEARCH: usize = 4;
/// Records inside a record become columns "outer.inner" down to this depth.
const DEEPEST_RECORD: usize = 3;

/// The table found, and where.
pub(super) struct JsonTable {
    pub(super) grid: Grid,
    /// The path that led to it.
    pub(super) path: String,
    /// Other places with a table.
    pub(super) others: Vec<String>,
    /// Cells that held a list and were left empty.
    pub(super) lists_left_out: usize,
}

/// Reads the table at the path; without one, the largest table that is not inside another.
pub(super) fn read(text: &str, wanted: Option<&str>, limits: &Limits) -> Result<JsonTable, Error> {
    let root = parse(text, limits)?;
    let found = find(&root);
    let (path, others) = match wanted {
        Some(path) => (path.to_owned(), Vec::new()),
        None => match found.iter().max_by_key(|(_, rows)| *rows) {
            Some((path, _)) => {
                let others = found.iter().map(|(other, _)| other.clone()).filter(|other| other != path);
                (path.clone(), others.collect())
            }
            None => return Err(shape("no list of records is in it".to_owned(), &found)),
        },
    };
    let steps = path::parse(&path).map_err(|why| shape(why, &found))?;
    let nodes = path::follow(&root, &steps).map_err(|why| shape(why, &found))?;
    let mut builder = Builder { limits, columns: Vec::new(), places: HashMap::new(), cells: 0, lists: 0 };
    let rows = builder
        .rows(&nodes)?
        .ok_or_else(|| shape("the path leads to no list of records".to_owned(), &found))?;
    if rows.len().saturating_mul(builder.columns.len()) > limits.cells {
        return Err(Error::TooManyCells { line: 1, limit: limits.cells });
    }
    Ok(JsonTable { grid: builder.grid(rows), path, others, lists_left_out: builder.lists })
}

fn parse(text: &str, limits: &Limits) -> Result<Node, Error> {
    let left = Cell::new(limits.cells.saturating_add(limits.rows).saturating_add(1_000));
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let root = Seed { left: &left }.deserialize(&mut deserializer).and_then(|root| {
        deserializer.end()?;
        Ok(root)
    });
    root.map_err(|error| {
        let line = u64::try_from(error.line()).unwrap_or(u64::MAX);
        let why = error.to_string();
        if why.contains(node::TOO_MANY) {
            return Error::TooManyCells { line, limit: limits.cells };
        }
        Error::JsonSyntax {
            line,
            column: error.column(),
            why: shortened(why.split(" at line").next().unwrap_or("")),
        }
    })
}

fn shape(why: String, found: &[(String, usize)]) -> Error {
    let there = found.iter().take(8).map(|(path, rows)| format!("{path} ({})", counted(*rows, "row")));
    Error::JsonShape { why, there: there.collect() }
}

/// Where tables are, with their number of rows: lists of records or lists, not those inside them.
fn find(root: &Node) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    look(root, String::new(), 0, &mut found);
    found
}

fn look(node: &Node, path: String, depth: usize, found: &mut Vec<(String, usize)>) {
    const MOST_FOUND: usize = 50;
    if depth > DEEPEST_SEARCH || found.len() >= MOST_FOUND {
        return;
    }
    match node {
        Node::List(list) if list.iter().any(|item| matches!(item, Node::Record(_) | Node::List(_))) => {
            let inner = |item: &Node| match item {
                Node::Record(fields) => {
                    // Map services keep the figures of a feature in a record beside its shape.
                    let inner =
                        fields.iter().find(|(name, _)| matches!(name.as_str(), "attributes" | "properties"));
                    inner.filter(|(_, node)| matches!(node, Node::Record(_))).map(|(name, _)| name.clone())
                }
                _ => None,
            };
            let suffix = list.first().and_then(inner).map(|name| format!(".{name}")).unwrap_or_default();
            found.push((format!("{path}[]{suffix}"), list.len()));
        }
        Node::Record(fields) => {
            if depth > 0 && fields.len() > 1 && fields.iter().all(|(_, inner)| is_flat_record(inner)) {
                found.push((path, fields.len()));
                return;
            }
            for (name, inner) in fields {
                let plain = !name.is_empty() && !name.contains(['.', '[', ']', '/', '$']);
                if plain {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    look(inner, path, depth + 1, found);
                }
            }
        }
        Node::List(_) | Node::Null | Node::Text(_) => {}
    }
}

fn is_flat_record(node: &Node) -> bool {
    matches!(node, Node::Record(fields) if fields.iter().all(|(_, inner)| matches!(inner, Node::Null | Node::Text(_))))
}

/// Makes rows of records; a column for each name, in the order in which they first come.
struct Builder<'a> {
    limits: &'a Limits,
    columns: Vec<String>,
    places: HashMap<String, usize>,
    cells: usize,
    lists: usize,
}

impl Builder<'_> {
    /// The rows of what the path leads to; `None` when that is no table.
    fn rows(&mut self, nodes: &[&Node]) -> Result<Option<Vec<Vec<String>>>, Error> {
        match nodes {
            [Node::List(list)] => self.items(list.iter()),
            [Node::Record(fields)]
                if fields.len() > 1 && fields.iter().all(|(_, node)| is_flat_record(node)) =>
            {
                self.column("key", 1)?;
                let mut rows = Vec::new();
                for (line, (key, node)) in (1..).zip(fields) {
                    let mut row = vec![key.clone()];
                    self.record(node, "", 0, line, &mut row)?;
                    self.push(row, line, &mut rows)?;
                }
                Ok(Some(rows))
            }
            many => self.items(many.iter().copied()),
        }
    }

    fn items<'n>(
        &mut self,
        items: impl Iterator<Item = &'n Node>,
    ) -> Result<Option<Vec<Vec<String>>>, Error> {
        let (mut rows, mut header) = (Vec::new(), false);
        for (line, item) in (1..).zip(items) {
            let mut row = Vec::new();
            match item {
                Node::Record(_) if !header => self.record(item, "", 0, line, &mut row)?,
                Node::List(cells) if line == 1 => {
                    header = true;
                    for cell in cells {
                        let name = self.text(cell, line)?;
                        let name =
                            if name.is_empty() { format!("column {}", self.columns.len() + 1) } else { name };
                        self.new_column(name, line)?;
                    }
                    continue;
                }
                Node::List(cells) if header => {
                    for cell in cells {
                        row.push(self.text(cell, line)?);
                    }
                }
                Node::Null => continue,
                _ => return Ok(None),
            }
            self.push(row, line, &mut rows)?;
        }
        Ok((!self.columns.is_empty()).then_some(rows))
    }

    fn push(&mut self, row: Vec<String>, line: u64, rows: &mut Vec<Vec<String>>) -> Result<(), Error> {
        self.cells = self.cells.saturating_add(row.len());
        if self.cells > self.limits.cells {
            return Err(Error::TooManyCells { line, limit: self.limits.cells });
        }
        if rows.len() >= self.limits.rows {
            return Err(Error::TooManyRows { line, limit: self.limits.rows });
        }
        rows.push(row);
        Ok(())
    }

    /// Puts a record's values into their columns; a record in it becomes columns of its own.
    fn record(
        &mut self,
        node: &Node,
        prefix: &str,
        depth: usize,
        line: u64,
        row: &mut Vec<String>,
    ) -> Result<(), Error> {
        let Node::Record(fields) = node else { return Ok(()) };
        for (name, inner) in fields {
            let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            if matches!(inner, Node::Record(_)) && depth < DEEPEST_RECORD {
                self.record(inner, &name, depth + 1, line, row)?;
                continue;
            }
            let text = self.text(inner, line)?;
            let place = self.column(&name, line)?;
            if row.len() <= place {
                row.resize(place + 1, String::new());
            }
            if let Some(cell) = row.get_mut(place) {
                *cell = text;
            }
        }
        Ok(())
    }

    fn column(&mut self, name: &str, line: u64) -> Result<usize, Error> {
        if let Some(place) = self.places.get(name) {
            return Ok(*place);
        }
        self.new_column(name.to_owned(), line)?;
        self.places.insert(name.to_owned(), self.columns.len() - 1);
        Ok(self.columns.len() - 1)
    }

    fn new_column(&mut self, name: String, line: u64) -> Result<(), Error> {
        if self.columns.len() >= self.limits.columns {
            return Err(Error::TooManyColumns { line, limit: self.limits.columns });
        }
        self.columns.push(name);
        Ok(())
    }

    fn text(&mut self, node: &Node, line: u64) -> Result<String, Error> {
        match node {
            Node::Text(text) if text.len() > self.limits.cell => Err(Error::CellTooLarge {
                line,
                column: "of this record".to_owned(),
                limit: self.limits.cell,
            }),
            Node::Text(text) => Ok(text.clone()),
            Node::Null => Ok(String::new()),
            Node::List(_) | Node::Record(_) => {
                self.lists += 1;
                Ok(String::new())
            }
        }
    }

    fn grid(&self, rows: Vec<Vec<String>>) -> Grid {
        let mut grid = Grid::default();
        grid.rows.push(GridRow { place: 0, cells: self.columns.clone(), heading: true });
        let width = self.columns.len();
        for (place, mut cells) in (1..).zip(rows) {
            // What a record does not name is "no figure", which needs no note.
            cells.resize(width.max(cells.len()), String::new());
            grid.rows.push(GridRow { place, cells, heading: false });
        }
        grid
    }
}
