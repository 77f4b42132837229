//! Data tables: the module that stands on the front and in stories, the index, and, one file each, the pages around a
//! table. No figure without its day, its source and its next update.
//!
//! Reading order: [`now`] (what all are made from, and its state in words), [`page`], [`row`], then by need.

pub mod embed;
mod figures;
pub mod files;
mod head;
pub mod now;
pub mod page;
pub mod revisions;
pub mod row;
pub mod updates;

use super::Context;
use crate::{
    chrome::Head,
    module::{ModuleView, State, TableTeaser, TeaserRow},
    table::TableIndex,
};
use model::{
    table::{Line, Snapshot, Sort, lines},
    url::Url,
};

pub use figures::CHART_DAYS;
pub use now::{Marks, Now, Series};

/// Rows of the module.
const SHOWN: usize = 5;

/// The module.
pub fn module(now: &Now<'_>, context: &Context<'_>) -> ModuleView {
    let (state, note) = now::condition(now, context);
    ModuleView {
        id: now.spec.slug.to_string(),
        title: now.spec.title.clone(),
        url: Some(Url::Table(now.spec.slug.clone()).to_string()),
        state,
        note,
        table: now.current.shown.as_ref().map(|shown| teaser(now, shown, context)),
        ..ModuleView::default()
    }
}

/// A module that a story names and the station does not have (any more).
pub fn failed(name: &str) -> ModuleView {
    ModuleView {
        id: name.replace(':', "-"),
        title: "Data".to_owned(),
        url: Some(Url::Tables.to_string()),
        state: State::Failed,
        note: Some("This table is not available at present.".to_owned()),
        ..ModuleView::default()
    }
}

/// The index of tables.
pub fn index(modules: Vec<ModuleView>, context: &Context<'_>) -> TableIndex {
    TableIndex {
        head: Head {
            title: "Data".to_owned(),
            description: format!(
                "Public figures that {} keeps, each with its day and source.",
                context.station.name
            ),
            canonical: Some(context.absolute(&Url::Tables)),
            current: Some(Url::Tables.to_string()),
            ..Head::default()
        },
        modules,
    }
}

/// A few rows by what was counted; a teaser has no room for what is derived.
fn teaser(now: &Now<'_>, shown: &Snapshot, context: &Context<'_>) -> TableTeaser {
    let spec = now.spec;
    let first = figures::lower(spec.measures.first().map_or("", |measure| measure.label.as_str()));
    let columns = spec.columns();
    let row = |line: Line<'_>| TeaserRow {
        name: line.name.to_owned(),
        cells: figures::cells(&columns, &line.figures)
            .into_iter()
            .take(spec.measures.len())
            .map(|cell| cell.words)
            .collect(),
    };
    let highest = lines(spec, shown, &[], Sort::default()).rows;
    TableTeaser {
        totals: page::totals(now, shown),
        caption: format!("{SHOWN} highest by {first}"),
        row_heading: spec.row_name.clone(),
        columns: spec.measures.iter().map(|measure| measure.label.clone()).collect(),
        rows: highest.into_iter().take(SHOWN).map(row).collect(),
        dates: now::dates(now, context),
    }
}
