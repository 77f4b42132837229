//! Notices: make, change, end. Each has an end of its own; who makes one gets a receipt of the pages that show it.

use crate::{By, Desk, Error, alert::turn, receipt::Asked};
use model::{
    notice::{Draft, Kind, faults},
    receipt::{Expect, Subject},
    stale::{Key, Stale},
    url::{AlertUrl, Url},
    user::Action,
};
use store::Tx;

impl Desk {
    /// Make a notice; it is public at once, or from its beginning on. Answers its number and the receipt's.
    pub async fn make_notice(&self, draft: &Draft, by: &By) -> Result<(i64, Option<i64>), Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        checked(draft, &tx)?;
        let id = tx.insert_notice(draft, by.name()).await?;
        self.keep(tx, id, draft, "notice.make", by).await.map(|receipt| (id, receipt))
    }

    /// Change a notice: its words, its level, its end. Answers the receipt's number.
    pub async fn change_notice(&self, id: i64, draft: &Draft, by: &By) -> Result<Option<i64>, Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        checked(draft, &tx)?;
        if !tx.save_notice(id, draft, by.name()).await? {
            return Err(Error::NotFound("notice"));
        }
        self.keep(tx, id, draft, "notice.change", by).await
    }

    /// End a notice now. Answers the receipt's number.
    pub async fn end_notice(&self, id: i64, by: &By) -> Result<Option<i64>, Error> {
        by.must(Action::Operate)?;
        let tx = self.begin().await?;
        let notice = tx.notice(id).await?.ok_or(Error::NotFound("notice"))?;
        let draft = Draft { ends_at: tx.now().min(notice.draft.ends_at), ..notice.draft };
        tx.save_notice(id, &draft, by.name()).await?;
        self.keep(tx, id, &draft, "notice.end", by).await
    }

    async fn keep(&self, tx: Tx, id: i64, draft: &Draft, verb: &str, by: &By) -> Result<Option<i64>, Error> {
        let Draft { kind, title, place, words, source, begins_at, ends_at } = draft;
        let said =
            format!("{}: {title}; {place}; {words}; {source}; {begins_at} to {ends_at}", kind.as_str());
        tx.audit(by.actor(), verb, &format!("notice:{id}"), &said).await?;
        turn(&tx, *begins_at).await?;
        turn(&tx, *ends_at).await?;
        let (at, mark) = (tx.now(), self.mark());
        let is_over = *ends_at <= at;
        let is_on_strip = kind.makes_strip() && *begins_at <= at && !is_over;
        tx.commit(Stale::keys([Key::Alerts])).await?;
        let needle = format!("notice-{id}");
        let on_its_page = if is_over { Expect::Hides } else { Expect::Shows };
        let everywhere =
            if is_on_strip && is_gravest(self, id).await? { Expect::Shows } else { Expect::Renewed };
        let expected = [
            (Url::Alerts(AlertUrl::All), on_its_page),
            (Url::Alerts(AlertUrl::Lite), on_its_page),
            (Url::Front, everywhere),
            (Url::LiteFront, everywhere),
        ];
        let expected = expected.into_iter().map(|(url, expect)| (url, (expect, needle.clone()))).collect();
        let asked = Asked { of: Subject::Notice(id), verb: "notice", at, mark };
        Ok(self.receipt(asked, expected).await?.map(|(receipt, _)| receipt))
    }
}

/// Whether the strip, which has room for one, shows this notice.
async fn is_gravest(desk: &Desk, id: i64) -> Result<bool, Error> {
    let now = desk.now();
    let notices = desk.reader().notices_in_force(now).await?;
    let strip = model::notice::in_order(notices)
        .into_iter()
        .find(|notice| notice.holds(now) && notice.draft.kind.makes_strip());
    let alerts = desk.reader().alerts_in_force(now).await?;
    let worst = model::alert::worst(&desk.station().alerts.rules, &alerts, now);
    let urgent = worst.is_some_and(|(kept, _)| {
        desk.station().alerts.rules.level(&kept.alert) == model::alert::Level::Urgent
    });
    let is_go = |kind: Kind| kind == Kind::ALL[0];
    Ok(strip.is_some_and(|notice| notice.id == id && (is_go(notice.draft.kind) || !urgent)))
}

fn checked(draft: &Draft, tx: &Tx) -> Result<(), Error> {
    match faults(draft, tx.now()).into_iter().next() {
        None => Ok(()),
        Some(fault) => Err(Error::invalid(fault.field, fault.what, fault.remedy)),
    }
}
