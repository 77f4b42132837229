//! The air of towns: offer what was fetched; the gates say what readers see.

use crate::{By, Desk, Error, weather::grows_old};
use model::{
    air::{Air, accept, carried},
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
        if let Err(refused) = accept(&air, shown.as_ref(), tx.now()) {
            return Ok(Err(refused));
        }
        tx.save_air(slug, &air).await?;
        grows_old(&tx, &format!("{slug}:air"), air.at, self.inner.station.weather.air.max_age).await?;
        tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        Ok(Ok(()))
    }
}
