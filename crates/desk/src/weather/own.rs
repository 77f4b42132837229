//! A meteorologist's own forecast of a town's day or night: keep it, take it back. Whoever does gets a receipt of the pages
//! that show it, and the audit log keeps every wording.

use crate::{By, Desk, Error, receipt::Asked};
use jiff::{civil::Date, tz::TimeZone};
use model::{
    job::Job,
    module::{Kind, Module},
    receipt::{Expect, Subject},
    slug::Slug,
    stale::{Key, Stale},
    town::ALL,
    url::{Url, WeatherForm, WeatherUrl},
    user::Action,
    weather::{OwnDraft, Part, Units, night_of, over_at, own_faults, period_name},
};
use std::collections::BTreeMap;
use store::Tx;

impl Desk {
    /// Say what a day or a night will be; readers see it at once. `seen` is the version of what stood there when the form
    /// was filled, empty for nothing: nobody overwrites what they have not seen. Answers the receipt's number.
    pub async fn keep_own_forecast(
        &self,
        town: &Slug,
        draft: &OwnDraft,
        seen: &str,
        by: &By,
    ) -> Result<Option<i64>, Error> {
        by.must(Action::Forecast)?;
        self.town(town)?;
        let tx = self.begin().await?;
        let (now, zone) = (tx.now(), &self.inner.station.zone);
        as_seen(&tx, town, (draft.day, draft.part), seen, zone).await?;
        let service_c = tx.forecast_of(town, draft.day, draft.part).await?;
        if let Some(fault) = own_faults(draft, service_c, now, zone).first() {
            return Err(Error::invalid(fault.field, fault.what, fault.remedy));
        }
        tx.save_own_forecast(town, draft, by.name()).await?;
        // Its end changes pages by the mere passing of time.
        let end = draft.until.min(over_at(draft.day, draft.part, zone));
        tx.enqueue(&Job::AgeReadings, end, Some(&format!("own-forecast:{end}"))).await?;
        let OwnDraft { words, temperature_c, note, until, .. } = draft;
        let figure = temperature_c.map_or_else(|| "no figure".to_owned(), |c| format!("{c:.1} °C"));
        let spoken = draft.has_words();
        let said = format!("{}: {words}; {figure}; {note}; until {until}", draft.name());
        let on_cards = self.on_cards(draft.day, draft.part, Expect::Shows).filter(|_| spoken);
        let expect = (Expect::Shows, on_cards);
        self.told(tx, town, &draft.name(), ("forecast.keep", &said), expect, by).await
    }

    /// Take back what was said of a day or a night, of the version that was looked at: readers see the weather service's
    /// again. Answers the receipt's number.
    pub async fn end_own_forecast(
        &self,
        town: &Slug,
        (day, part): (Date, Part),
        seen: &str,
        by: &By,
    ) -> Result<Option<i64>, Error> {
        by.must(Action::Forecast)?;
        self.town(town)?;
        let tx = self.begin().await?;
        let stands = tx.own_forecasts(town, tx.now()).await?.into_iter().find(|own| own.is_of(day, part));
        if let Some(own) = stands.filter(|own| own.version() != seen) {
            return Err(Error::Changed { by: own.by });
        }
        if !tx.delete_own_forecast(town, day, part).await? {
            return Err(Error::NotFound("forecast"));
        }
        let name = period_name(day, part);
        let expect = (Expect::Hides, self.on_cards(day, part, Expect::Hides));
        self.told(tx, town, &name, ("forecast.end", &name), expect, by).await
    }

    /// What is expected of cards: they tell the words of today and of tonight.
    fn on_cards(&self, day: Date, part: Part, expect: Expect) -> Option<Expect> {
        let (now, zone) = (self.now(), &self.inner.station.zone);
        let told = match part {
            Part::Day => now.to_zoned_datetime(zone.clone()).date(),
            Part::Night => night_of(now, zone),
        };
        (day == told).then_some(expect)
    }

    async fn told(
        &self,
        tx: Tx,
        town: &Slug,
        period: &str,
        (verb, said): (&str, &str),
        expect: (Expect, Option<Expect>),
        by: &By,
    ) -> Result<Option<i64>, Error> {
        let of = Subject::Town(town.clone());
        tx.audit(by.actor(), verb, &of.to_string(), said).await?;
        let (at, mark) = (tx.now(), self.mark());
        tx.commit(Stale::keys([Key::Weather(town.clone())])).await?;
        let expected = self.shown_on(town, period, expect).await?;
        let asked = Asked { of, verb: "forecast", at, mark };
        Ok(self.receipt(asked, expected).await?.map(|(receipt, _)| receipt))
    }

    /// Every address that shows the weather of a town. Its own pages name all that is said; cards, the words of today and
    /// tonight. Of figures alone, and of other days, it is known of cards that they were made anew.
    async fn shown_on(
        &self,
        town: &Slug,
        period: &str,
        (of_page, of_card): (Expect, Option<Expect>),
    ) -> Result<BTreeMap<Url, (Expect, String)>, Error> {
        let page = (of_page, format!("own-{period}"));
        let card = (of_card.unwrap_or(Expect::Renewed), format!("data-own=\"{town}-{period}\""));
        let mut expected = BTreeMap::new();
        for (form, units) in
            WeatherForm::ALL.into_iter().flat_map(|form| Units::ALL.map(|units| (form, units)))
        {
            let url = |town| Url::Weather(WeatherUrl { units, ..WeatherUrl::of(town, form) });
            // Programs are told one set of units, and there is no frame of all towns.
            if form == WeatherForm::Api && units != Units::default() {
                continue;
            }
            let (of_town, of_all) = match form {
                WeatherForm::Embed => (&card, None),
                // Programs are told the words of all towns by each town's own answer.
                WeatherForm::Api => (&page, Some((Expect::Renewed, card.1.clone()))),
                WeatherForm::Page | WeatherForm::Lite => (&page, Some(card.clone())),
            };
            expected.insert(url(Some(town)), of_town.clone());
            expected.extend(of_all.map(|of_all| (url(None), of_all)));
        }
        let modules = self.inner.reader.front(self.now()).await?.modules;
        let is_shown = |module: &Module| {
            module.kind == Kind::Weather && (&module.subject == town || module.subject.as_str() == ALL)
        };
        if modules.iter().any(is_shown) {
            expected.extend([Url::Front, Url::LiteFront].map(|url| (url, card.clone())));
        }
        Ok(expected)
    }
}

/// That what stands of a day or a night is what the form was filled with.
async fn as_seen(
    tx: &Tx,
    town: &Slug,
    (day, part): (Date, Part),
    seen: &str,
    zone: &TimeZone,
) -> Result<(), Error> {
    let now = tx.now();
    let all = tx.own_forecasts(town, now).await?;
    let stands = all.into_iter().find(|own| own.is_of(day, part) && own.holds(now, zone));
    match stands {
        Some(own) if own.version() != seen => Err(Error::Changed { by: own.by }),
        // What was taken back meanwhile was taken back for a reason.
        None if !seen.is_empty() => Err(Error::Changed { by: "Somebody".to_owned() }),
        _ => Ok(()),
    }
}
