//! Tables: describe them; offer a night's figures, accept held ones, wait.

mod described;

pub use described::Unusable;

use crate::{By, Desk, Error};
use model::{
    slug::Slug,
    stale::{Key, Stale},
    table::{Delivery, Outcome, Spec, Verdict, accept},
    user::Action,
};

/// What became of a night's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offered {
    /// They are what readers see now.
    Accepted,
    /// The same figures of the same day are shown already.
    Unchanged,
    /// Kept aside; readers still see the earlier ones, and are told.
    Held(Vec<Outcome>),
}

impl Desk {
    /// Put a night's figures before the gates; publish them or hold them. Running it twice changes nothing more.
    pub async fn offer_table(&self, slug: &Slug, delivery: &Delivery, by: &By) -> Result<Offered, Error> {
        by.must(Action::Operate)?;
        let tables = self.tables();
        let spec = tables.get(slug).ok_or(Error::NotFound("table"))?;
        let snapshot = &delivery.snapshot;
        let tx = self.begin().await?;
        let past = tx.table_past(slug, snapshot.as_of).await?;
        if past.same_day.as_ref().is_some_and(|shown| shown.says_the_same_as(snapshot)) {
            return Ok(Offered::Unchanged);
        }
        let today = tx.now().to_zoned_datetime(self.inner.station.zone.clone()).date();
        let outcomes = accept(delivery, &past, spec, today);
        let passed = outcomes.iter().all(|outcome| !matches!(outcome.verdict, Verdict::Failed(_)));
        if !passed {
            let held = tx.table(slug).await?.held;
            if held.is_some_and(|held| held.snapshot.says_the_same_as(snapshot)) {
                return Ok(Offered::Held(outcomes));
            }
        }
        tx.append_night(slug, delivery, passed, &outcomes, None).await?;
        let verb = match (passed, past.same_day.is_some()) {
            (true, false) => "table.accept",
            (true, true) => "table.revise",
            (false, _) => "table.hold",
        };
        let words = format!("{} {}", snapshot.as_of, failures(&outcomes));
        tx.audit(by.actor(), verb, &format!("table:{slug}"), words.trim()).await?;
        tx.commit(Stale::keys([Key::Table(slug.clone())])).await?;
        Ok(if passed { Offered::Accepted } else { Offered::Held(outcomes) })
    }

    /// What the gates would say of figures, oldest day first, against what is shown. Nothing is kept.
    pub async fn judge(&self, spec: &Spec, deliveries: &[Delivery]) -> Result<Vec<Vec<Outcome>>, Error> {
        let today = self.now().to_zoned_datetime(self.inner.station.zone.clone()).date();
        let mut all = Vec::with_capacity(deliveries.len());
        for (place, delivery) in deliveries.iter().enumerate() {
            let mut past = self.inner.reader.table_past(&spec.slug, delivery.snapshot.as_of).await?;
            // Days before it in the same file would be shown by then.
            for Delivery { snapshot, .. } in deliveries.iter().take(place) {
                past.before.retain(|day| day.as_of != snapshot.as_of);
                past.before.insert(0, snapshot.clone());
                if past.shown.as_ref().is_none_or(|shown| shown.as_of <= snapshot.as_of) {
                    past.shown = Some(snapshot.clone());
                }
            }
            all.push(accept(delivery, &past, spec, today));
        }
        Ok(all)
    }

    /// Show held figures after all. The note is public: it says why they are right.
    pub async fn accept_held(&self, slug: &Slug, note: &str, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        let note = note.trim();
        if note.is_empty() || note.chars().count() > 500 {
            let remedy = "Say in a sentence why the figures are right; readers will see it.";
            return Err(Error::invalid("note", "There is no note.", remedy));
        }
        let tx = self.begin().await?;
        if !tx.accept_held(slug, note).await? {
            return Err(Error::NotFound("held table"));
        }
        tx.audit(by.actor(), "table.accept-held", &format!("table:{slug}"), note).await?;
        tx.commit(Stale::keys([Key::Table(slug.clone())])).await?;
        Ok(())
    }

    /// Drop held figures and wait for the next night's.
    pub async fn drop_held(&self, slug: &Slug, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        tx.drop_held(slug).await?;
        tx.audit(by.actor(), "table.drop-held", &format!("table:{slug}"), "").await?;
        tx.commit(Stale::keys([Key::Table(slug.clone())])).await?;
        Ok(())
    }
}

fn failures(outcomes: &[Outcome]) -> String {
    let failed = outcomes.iter().filter_map(|outcome| match &outcome.verdict {
        Verdict::Failed(what) => Some(format!("{}: {what}", outcome.gate.as_str())),
        _ => None,
    });
    failed.collect::<Vec<_>>().join("; ")
}
