//! Alerts: take what the sources say. Messages are added, never changed; the verb works out which of them are over.

use crate::{By, Desk, Error};
use jiff::Timestamp;
use model::{
    alert::{Alert, Kept, Reach, chain, listed::Merged, settle, turns},
    job::Job,
    slug::Slug,
    source::Health,
    stale::{Key, Stale},
    user::Action,
};
use std::collections::BTreeSet;
use store::Tx;

/// A message, and whom it concerns.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The message.
    pub alert: Alert,
    /// Whom it concerns.
    pub reach: Reach,
}

/// What became of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Messages that nobody had seen.
    pub new: usize,
    /// Messages that the station has word for word.
    pub known: usize,
    /// Messages for elsewhere.
    pub elsewhere: usize,
}

impl Desk {
    /// Take the messages of an answer: add what is new, and work out what is over. Running it twice changes nothing more.
    /// What an answer leaves out is not touched.
    pub async fn offer_alerts(&self, offers: &[Offer], by: &By) -> Result<Taken, Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        let mut taken = Taken::default();
        let mut moved = false;
        let mut names = BTreeSet::new();
        for offer in offers {
            match tx.alert_known(&offer.alert).await? {
                Some((id, reach)) => {
                    taken.known += 1;
                    if reach != offer.reach {
                        tx.move_alert(id, &offer.reach).await?;
                        moved = true;
                    }
                }
                None if add(&tx, offer).await? => {
                    taken.new += 1;
                    names.insert(offer.alert.event.as_str());
                }
                None => taken.elsewhere += 1,
            }
        }
        if taken.new == 0 && !moved {
            tx.rollback().await?;
            return Ok(taken);
        }
        if taken.new > 0 {
            let said: Vec<&str> = names.into_iter().take(12).collect();
            let note = format!("{} new: {}", taken.new, said.join(", "));
            tx.audit(by.actor(), "alerts.receive", "alerts", &note).await?;
        }
        tx.commit(Stale::keys([Key::Alerts])).await?;
        Ok(taken)
    }

    /// Remember what an index lists, and which of the messages behind it were fetched. Readers see nothing of it.
    pub async fn note_alert_entries(&self, source: &Slug, merged: &Merged) -> Result<(), Error> {
        if merged.kept.is_empty() && merged.forgotten.is_empty() {
            return Ok(());
        }
        let tx = self.begin().await?;
        for entry in &merged.kept {
            tx.save_alert_entry(source, entry).await?;
        }
        for key in &merged.forgotten {
            tx.delete_alert_entry(source, key).await?;
        }
        tx.commit(Stale::nothing()).await?;
        Ok(())
    }

    /// Keep how a source of alerts has been doing. The page of alerts says when it was asked; every page says so when
    /// it begins or ceases to be silent.
    pub async fn note_alerts_asked(&self, source: &Slug, health: &Health, turned: bool) -> Result<(), Error> {
        let keys: &[Key] = if turned { &[Key::AlertsAsked, Key::Alerts] } else { &[Key::AlertsAsked] };
        self.note_health(source, health, keys).await
    }
}

/// Adds a message unless it is for elsewhere: it concerns nobody here, and no message that is kept.
async fn add(tx: &Tx, offer: &Offer) -> Result<bool, Error> {
    let alert = &offer.alert;
    let mut family: Vec<Kept> = tx.alert_family(alert).await?;
    family.retain(|kept| chain::are_related(&kept.alert, alert));
    if !offer.reach.covered && family.is_empty() {
        return Ok(false);
    }
    let id = tx.append_alert(alert, &offer.reach).await?;
    let chain = family.iter().map(|kept| kept.chain).min().unwrap_or(id);
    for other in family.iter().map(|kept| kept.chain).collect::<BTreeSet<_>>() {
        if other != chain {
            tx.join_alert_chains(other, chain).await?;
        }
    }
    let own = Kept {
        id,
        chain,
        received_at: tx.now(),
        over_at: alert.own_end(),
        reach: offer.reach.clone(),
        alert: alert.clone(),
    };
    family.push(own);
    // Some of the family may be tied to each other only: what is over of those stays over.
    for (kept, over_at) in family.iter().zip(settle(&family)) {
        let over_at = over_at.min(kept.over_at);
        if kept.id == id || over_at != kept.over_at {
            tx.settle_alert(kept.id, chain, over_at).await?;
        }
    }
    for at in turns(alert) {
        turn(tx, at).await?;
    }
    Ok(true)
}

/// Pages say something else from a moment on, though nothing else happens then.
pub(crate) async fn turn(tx: &Tx, at: Timestamp) -> Result<(), Error> {
    if at > tx.now() {
        tx.enqueue(&Job::AgeReadings, at, Some(&format!("alerts:{at}"))).await?;
    }
    Ok(())
}
