//! The air of towns: offer what was fetched; the gates say what readers see.

use crate::{By, Desk, Error, weather::grows_old};
use model::{
    air::{Air, LAST_SHOWN, WORD_ANEW, WORD_HOLDS, accept, carried},
    slug::Slug,
    stale::{Key, Stale},
    user::Action,
    weather::Refused,
};

impl Desk {
    /// Put the air of a town before the gates; show it if it passes. Running it twice changes nothing more.
    pub async fn offer_air(&self, slug: &Slug, air: &Air, by: &By) -> Result<Result<(), Refused>, Error> {
        by.must(Action::Operate)?;
        self.town(slug)?;
        let tx = self.begin().await?;
        let shown = tx.air(slug).await?.map(|shown| shown.value);
        let air = carried(air.clone(), shown.as_ref());
        let accepted = accept(&air, shown.as_ref(), tx.now());
        let was_unmeasured = tx.air_unmeasured(slug).await?.is_some();
        match accepted {
            // Somebody measures there, though of no newer hour.
            Err(Refused::NotNewer) if was_unmeasured => {
                tx.delete_air_unmeasured(slug).await?;
                tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
                return Ok(Err(Refused::NotNewer));
            }
            Err(refused) => return Ok(Err(refused)),
            Ok(()) => tx.delete_air_unmeasured(slug).await?,
        }
        tx.save_air(slug, &air).await?;
        grows_old(&tx, &format!("{slug}:air"), air.at, self.inner.station.weather.air.max_age).await?;
        tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        Ok(Ok(()))
    }

    /// Keep that the source says that nobody measures near a town. Readers keep the last figures until they are over.
    pub async fn note_air_unmeasured(&self, slug: &Slug, by: &By) -> Result<(), Error> {
        by.must(Action::Operate)?;
        self.town(slug)?;
        let tx = self.begin().await?;
        let said = tx.air_unmeasured(slug).await?;
        if said.is_some_and(|said| tx.now().duration_since(said) < WORD_ANEW) {
            return Ok(());
        }
        tx.save_air_unmeasured(slug).await?;
        grows_old(&tx, &format!("{slug}:air-said"), tx.now(), WORD_HOLDS).await?;
        if let Some(shown) = tx.air(slug).await? {
            grows_old(&tx, &format!("{slug}:air-over"), shown.value.at, LAST_SHOWN).await?;
        }
        tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        Ok(())
    }
}
