//! Notices: make, change, end. Each has an end of its own; who makes one gets a receipt of the pages that show it.

use crate::{By, Desk, Error, alert::turn, receipt::Asked};
use model::{
    alert::strip::{First, strip},
    notice::{Draft, faults},
    receipt::{Expect, Subject},
    slug::Slug,
    stale::{Key, Stale},
    url::{AlertUrl, Url, WeatherForm, WeatherUrl},
    user::Action,
};
use store::Tx;

impl Desk {
    /// Make a notice; it is public at once, or from its beginning on. Answers its number and the receipt's.
    pub async fn make_notice(&self, draft: &Draft, by: &By) -> Result<(i64, Option<i64>), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        checked(self, draft, None, &tx)?;
        let id = tx.insert_notice(draft, by.name()).await?;
        self.keep(tx, id, draft, None, ("notice.make", by)).await.map(|receipt| (id, receipt))
    }

    /// Change a notice: its words, its level, its end. `seen` is the version that the change began with: nobody overwrites
    /// what they have not seen. Answers the receipt's number.
    pub async fn change_notice(
        &self,
        id: i64,
        draft: &Draft,
        seen: &str,
        by: &By,
    ) -> Result<Option<i64>, Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        let before = tx.notice(id).await?.ok_or(Error::NotFound("notice"))?;
        if before.version() != seen {
            return Err(Error::Changed { by: before.by });
        }
        checked(self, draft, Some(&before.draft), &tx)?;
        tx.save_notice(id, draft, by.name()).await?;
        self.keep(tx, id, draft, Some(&before.draft), ("notice.change", by)).await
    }

    /// End a notice now. `seen` is the version that was looked at: one that was raised meanwhile is not ended unseen.
    /// Answers the receipt's number.
    pub async fn end_notice(&self, id: i64, seen: &str, by: &By) -> Result<Option<i64>, Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        let notice = tx.notice(id).await?.ok_or(Error::NotFound("notice"))?;
        if notice.version() != seen {
            return Err(Error::Changed { by: notice.by });
        }
        let before = notice.draft.clone();
        let draft = Draft { ends_at: tx.now().min(notice.draft.ends_at), ..notice.draft };
        tx.save_notice(id, &draft, by.name()).await?;
        self.keep(tx, id, &draft, Some(&before), ("notice.end", by)).await
    }

    async fn keep(
        &self,
        tx: Tx,
        id: i64,
        draft: &Draft,
        before: Option<&Draft>,
        (verb, by): (&str, &By),
    ) -> Result<Option<i64>, Error> {
        let Draft { kind, title, place, towns, words, source, begins_at, ends_at } = draft;
        let towns = match towns.is_empty() {
            true => "everywhere".to_owned(),
            false => towns.iter().map(Slug::as_str).collect::<Vec<_>>().join(" "),
        };
        let said = format!(
            "{}: {title}; {place}; {towns}; {words}; {source}; {begins_at} to {ends_at}",
            kind.as_str()
        );
        tx.audit(by.actor(), verb, &format!("notice:{id}"), &said).await?;
        turn(&tx, *begins_at).await?;
        turn(&tx, *ends_at).await?;
        let (at, mark) = (tx.now(), self.mark());
        let is_over = *ends_at <= at;
        let is_on_strip = kind.makes_strip() && *begins_at <= at && !is_over;
        tx.commit(Stale::keys([Key::Alerts])).await?;
        let needle = format!("notice-{id}");
        let on_its_page = if is_over { Expect::Hides } else { Expect::Shows };
        let on_strip = is_on_strip && is_gravest(self, id).await?;
        let everywhere = if on_strip { Expect::Shows } else { Expect::Renewed };
        let mut expected = vec![
            (Url::Alerts(AlertUrl::All), on_its_page),
            (Url::Alerts(AlertUrl::Lite), on_its_page),
            (Url::Alerts(AlertUrl::Api), on_its_page),
            // The feed goes on telling of one that has ended, as ended.
            (Url::Alerts(AlertUrl::Atom), Expect::Shows),
            (Url::Front, everywhere),
            (Url::LiteFront, everywhere),
        ];
        for (town, is_named) in self.towns_of(draft, before) {
            let shows = if is_named && !is_over { Expect::Shows } else { Expect::Hides };
            let url = |form| Url::Weather(WeatherUrl::of(Some(&town), form));
            // On a page of readers the strip may name it, too, which stands above every town.
            let page = if on_strip && shows == Expect::Hides { Expect::Renewed } else { shows };
            expected.extend(
                [(WeatherForm::Page, page), (WeatherForm::Lite, page), (WeatherForm::Api, shows)]
                    .map(|(form, expect)| (url(form), expect)),
            );
        }
        let expected = expected.into_iter().map(|(url, expect)| (url, (expect, needle.clone()))).collect();
        let asked = Asked { of: Subject::Notice(id), verb: "notice", at, mark };
        Ok(self.receipt(asked, expected).await?.map(|(receipt, _)| receipt))
    }

    /// Towns whose pages a change touches, and whether the notice is for each now.
    fn towns_of(&self, draft: &Draft, before: Option<&Draft>) -> Vec<(Slug, bool)> {
        let towns = self.station().towns.iter().map(|town| &town.slug);
        let was = |town: &Slug| before.is_some_and(|before| before.is_for(town));
        let touched = towns.filter(|town| draft.is_for(town) || was(town));
        touched.take(TOWNS).map(|town| (town.clone(), draft.is_for(town))).collect()
    }
}

/// Towns whose pages a receipt asks for: a notice for everywhere is on more.
const TOWNS: usize = 40;

/// Whether the strip, which has room for one, shows this notice.
async fn is_gravest(desk: &Desk, id: i64) -> Result<bool, Error> {
    let now = desk.now();
    let notices = desk.reader().notices_in_force(now).await?;
    let alerts = desk.reader().alerts_in_force(now).await?;
    let first = strip(&notices, &alerts, &desk.station().alerts.rules, now);
    Ok(matches!(first, Some((First::Notice(notice), _)) if notice.id == id))
}

fn checked(desk: &Desk, draft: &Draft, before: Option<&Draft>, tx: &Tx) -> Result<(), Error> {
    let stranger = draft.towns.iter().find(|town| desk.station().town(town).is_none());
    if stranger.is_some() {
        return Err(Error::invalid("town", "The station has no such town.", "Load the form again."));
    }
    // One that has been prolonged again and again goes on having begun when it did.
    let is_kept = before.is_some_and(|before| before.begins_at == draft.begins_at);
    let mut faults =
        faults(draft, tx.now()).into_iter().filter(|fault| !(is_kept && fault.field == "begins"));
    match faults.next() {
        None => Ok(()),
        Some(fault) => Err(Error::invalid(fault.field, fault.what, fault.remedy)),
    }
}
