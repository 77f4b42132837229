//! What is normal for a town's days, and what came down on them: offer what a report says.

use crate::{By, Desk, Error};
use jiff::civil::Date;
use model::{
    slug::Slug,
    stale::{Key, Stale},
    user::Action,
    weather::{Almanac, Precipitation},
};

/// What became of the days of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedAlmanacs {
    /// Days of which readers are told, or will be when they have come.
    pub shown: Vec<Date>,
    /// Why others are not kept, in words.
    pub refused: Vec<String>,
}

impl Desk {
    /// Put what a report says of days before the gates; keep what passes, each for its own day. Running it twice changes
    /// nothing more.
    pub async fn offer_almanacs(
        &self,
        slug: &Slug,
        days: Vec<Almanac>,
        by: &By,
    ) -> Result<OfferedAlmanacs, Error> {
        by.must(Action::Operate)?;
        self.town(slug)?;
        let tx = self.begin().await?;
        let today = tx.now().to_zoned_datetime(self.inner.station.zone.clone()).date();
        let mut offered = OfferedAlmanacs::default();
        let mut changed = false;
        for almanac in days {
            match almanac.accepted(today) {
                Ok(almanac) => {
                    offered.shown.push(almanac.day);
                    let known = tx.almanac(slug, almanac.day).await?.map(|known| known.value);
                    if known.as_ref() != Some(&almanac) {
                        tx.save_almanac(slug, &almanac).await?;
                        changed = true;
                    }
                }
                Err(why) => offered.refused.push(why),
            }
        }
        if changed {
            tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        } else {
            tx.rollback().await?;
        }
        Ok(offered)
    }

    /// Put what a report says of rain and snow before the gates; keep what passes. What was written while the day was going
    /// on does not take the place of what was written after it. Answers the day, or why it is not told. Running it twice
    /// changes nothing more.
    pub async fn offer_precipitation(
        &self,
        slug: &Slug,
        told: Precipitation,
        by: &By,
    ) -> Result<Result<Date, String>, Error> {
        by.must(Action::Operate)?;
        self.town(slug)?;
        let tx = self.begin().await?;
        let today = tx.now().to_zoned_datetime(self.inner.station.zone.clone()).date();
        let told = match told.accepted(today) {
            Ok(told) => told,
            Err(why) => return Ok(Err(why)),
        };
        let known = tx.precipitation(slug, told.day).await?.map(|known| known.value);
        let known = known.filter(|known| known.day == told.day);
        if known.is_none_or(|known| known != told && known.issued <= told.issued) {
            tx.save_precipitation(slug, &told).await?;
            tx.commit(Stale::keys([Key::Weather(slug.clone())])).await?;
        } else {
            tx.rollback().await?;
        }
        Ok(Ok(told.day))
    }
}
