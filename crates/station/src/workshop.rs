//! What the desk asks about descriptions of tables and files from outside, answered by the settings and by `work`: the
//! same code that reads `station.toml` and that runs every night.

mod form;
mod write;

use crate::{fault::Fault as OfFile, settings};
use ::desk::{
    Desk,
    workshop::{self, Described, Fault, Pasted, Proposed, Set, Told, Tried, Trying},
};
use anyhow::Result;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{slug::Slug, table::Spec};
use std::sync::Arc;
use work::fetch::Client;

/// The workshop of a station.
pub(crate) struct Workshop {
    populations: settings::Populations,
    client: Client,
    zone: TimeZone,
}

impl Workshop {
    /// Hand it to the desk, which then takes up the tables it has described.
    pub(crate) async fn open(desk: &Desk, populations: settings::Populations, client: Client) -> Result<()> {
        let zone = desk.station().zone.clone();
        desk.work_through(Arc::new(Self { populations, client, zone }));
        for unusable in desk.take_up_tables().await? {
            tracing::error!(table = %unusable.slug, why = unusable.why, "a table of the desk cannot be used");
        }
        Ok(())
    }
}

impl workshop::Workshop for Workshop {
    fn read(&self, slug: &Slug, text: &str) -> Result<Described, Vec<Fault>> {
        let described = settings::describe(slug, text, &self.populations);
        let (spec, source) = described
            .map_err(|faults| faults.into_iter().map(|fault| of_form(slug, fault)).collect::<Vec<_>>())?;
        Ok(Described { spec, source })
    }

    fn form(&self, slug: Option<&Slug>, text: &str, more: &[(String, usize)]) -> Vec<Set> {
        let populations = self.populations.keys().cloned().collect::<Vec<_>>();
        form::sets(slug, text, more, &populations)
    }

    fn write(&self, slug: &Slug, fields: &[(String, String)]) -> String {
        write::text(slug, fields)
    }

    fn ask<'a>(&'a self, described: &'a Described, now: Timestamp) -> Trying<'a> {
        Box::pin(async move {
            match &described.source {
                Some(source) => {
                    work::table::ask(&self.client, &described.spec, source, now, &self.zone).await
                }
                None => Tried::default(),
            }
        })
    }

    fn paste(&self, spec: &Spec, pasted: &Pasted, day: Date, now: Timestamp) -> Tried {
        work::table::paste(spec, pasted, day, now)
    }

    fn look(&self, pasted: &Pasted) -> Result<Proposed, Told> {
        work::table::propose(pasted)
    }
}

/// A fault of the text as one of the form that it was written from.
fn of_form(slug: &Slug, fault: OfFile) -> Fault {
    let within = fault.path.strip_prefix("table.").and_then(|path| path.strip_prefix(slug.as_str()));
    let field = within.map_or("", |path| path.trim_start_matches('.'));
    Fault { field: form::field_of(field), what: fault.what, remedy: fault.remedy }
}
