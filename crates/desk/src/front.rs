//! The front: pin, unpin, arrange the rail.

use crate::{By, Desk, Error, story::find};
use jiff::{SignedDuration, Timestamp};
use model::{
    front::{Pin, Slot},
    id::StoryId,
    module::{Kind, Module},
    stale::{Key, Stale},
    story::Status,
    user::Action,
};

/// The longest pin: longer than any story leads.
const LONGEST_PIN: SignedDuration = SignedDuration::from_hours(24 * 14);

impl Desk {
    /// Put a public story into a slot of the front until a moment.
    pub async fn pin(&self, slot: Slot, id: StoryId, until: Timestamp, by: &By) -> Result<(), Error> {
        by.must(needed(slot))?;
        let tx = self.begin().await?;
        let now = tx.now();
        if until <= now || until.duration_since(now) > LONGEST_PIN {
            let remedy =
                "Choose a moment in the next 14 days; a forgotten pin must not hold old news at the top.";
            return Err(Error::invalid("until", "The pin has no sensible end.", remedy));
        }
        let story = find(&tx, id).await?;
        if story.status != Status::Published {
            return Err(Error::invalid(
                "story",
                "Only a published story can be pinned.",
                "Publish it first.",
            ));
        }
        tx.set_pin(&Pin { slot, story: id, until }).await?;
        // The pin's end is a change of the front by the mere passing of time.
        tx.enqueue(&model::job::Job::AgeReadings, until, Some(&format!("pin:{}:{until}", slot.name())))
            .await?;
        let note = format!("{} until {until}", slot.name());
        tx.audit(by.actor(), "front.pin", &crate::story::subject(id), &note).await?;
        tx.commit(Stale::keys([Key::Front])).await?;
        Ok(())
    }

    /// Let a slot fill itself again.
    pub async fn unpin(&self, slot: Slot, by: &By) -> Result<(), Error> {
        by.must(needed(slot))?;
        let tx = self.begin().await?;
        tx.clear_pin(slot).await?;
        tx.audit(by.actor(), "front.unpin", &format!("slot:{}", slot.name()), "").await?;
        tx.commit(Stale::keys([Key::Front])).await?;
        Ok(())
    }

    /// Say which modules stand in the rail, in order.
    pub async fn place_modules(&self, modules: &[Module], by: &By) -> Result<(), Error> {
        by.must(Action::Curate)?;
        let tables = self.tables();
        let is_there = |module: &Module| match module.kind {
            Kind::Table => tables.contains_key(&module.subject),
            Kind::Weather => self.inner.station.tells_weather_of(&module.subject),
            Kind::Radar => self.inner.station.radar.site(&module.subject).is_some(),
            Kind::Alerts | Kind::Closings => module.subject.as_str() == model::town::ALL,
            Kind::Forecast => module.subject.as_str() == model::module::HEADLINE,
        };
        if let Some(unknown) = modules.iter().find(|module| !is_there(module)) {
            let what = format!("The station has no {unknown}.");
            return Err(Error::invalid(
                "modules",
                what,
                "Describe it on the desk or in station.toml, or take it out.",
            ));
        }
        let tx = self.begin().await?;
        tx.set_modules(modules).await?;
        let names = modules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        tx.audit(by.actor(), "front.modules", "front", &names).await?;
        tx.commit(Stale::keys([Key::Front])).await?;
        Ok(())
    }
}

/// What somebody must be allowed to fill a slot: the forecast is its forecasters'.
fn needed(slot: Slot) -> Action {
    match slot {
        Slot::Forecast => Action::Forecast,
        Slot::Lead | Slot::Secondary(_) => Action::Curate,
    }
}
