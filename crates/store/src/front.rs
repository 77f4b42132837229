//! How the front is arranged.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::values,
    tx::Tx,
};
use jiff::Timestamp;
use model::{
    front::{Front, Pin, Slot},
    id::StoryId,
    module::Module,
};

impl Reads {
    /// The pins that are still good at `now`, in reading order, and the modules of the rail. A pin names a story and
    /// says nothing of whether it is public.
    pub async fn front(&self, now: Timestamp) -> Result<Front> {
        let rows = self
            .link
            .all("SELECT slot, story_id, until_at FROM pins WHERE until_at > $1", values![now])
            .await?;
        let mut pins = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut columns = row.columns();
            let slot = columns.text()?;
            // A slot of another version of the program is not shown, and stays for that version.
            if let Some(slot) = Slot::parse(&slot) {
                pins.push(Pin { slot, story: StoryId(columns.int()?), until: columns.moment()? });
            }
        }
        pins.sort_by_key(|pin| pin.slot);
        let rows = self.link.all("SELECT module FROM front_modules ORDER BY position", values![]).await?;
        let modules = rows.iter().map(|row| {
            let text = row.columns().text()?;
            Module::parse(&text).map_err(|error| Error::damaged(format!("a module of the front: {error}")))
        });
        Ok(Front { pins, modules: modules.collect::<Result<_>>()? })
    }
}

impl Tx {
    /// Puts a story into a slot, in place of what was there.
    pub async fn set_pin(&self, pin: &Pin) -> Result<()> {
        let sql = "INSERT INTO pins (slot, story_id, until_at) VALUES ($1, $2, $3)
            ON CONFLICT (slot) DO UPDATE SET story_id = excluded.story_id, until_at = excluded.until_at";
        self.link().run(sql, values![pin.slot.name(), pin.story, pin.until]).await.map(drop)
    }

    /// Lets a slot fill itself.
    pub async fn clear_pin(&self, slot: Slot) -> Result<()> {
        self.link().run("DELETE FROM pins WHERE slot = $1", values![slot.name()]).await.map(drop)
    }

    /// Sets the modules of the rail, in order.
    pub async fn set_modules(&self, modules: &[Module]) -> Result<()> {
        self.link().run("DELETE FROM front_modules", values![]).await?;
        for (position, module) in (0_i64..).zip(modules) {
            let sql = "INSERT INTO front_modules (position, module) VALUES ($1, $2)";
            self.link().run(sql, values![position, module.to_string()]).await?;
        }
        Ok(())
    }
}
