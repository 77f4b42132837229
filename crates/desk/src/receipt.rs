//! The receipt: after a verb, every address that should have changed is asked through the station's own router, page
//! cache included, and its answer is compared with what the verb meant.

use crate::{Desk, Error};
use jiff::Timestamp;
use model::{
    receipt::{Expect, Line, Receipt, Subject},
    stale::{Stale, listings},
    story::Published,
    url::{FEED_FORMATS, Listing, Url},
};
use std::collections::BTreeMap;

/// What a receipt is asked for.
pub(crate) struct Asked<'a> {
    pub(crate) of: Subject,
    pub(crate) verb: &'a str,
    pub(crate) at: Timestamp,
    pub(crate) mark: u64,
}

/// How many stories the first page of a list and a feed show; the receipt expects a story there only when it is
/// among them.
pub const PER_PAGE: u64 = 20;

impl Desk {
    pub(crate) fn mark(&self) -> u64 {
        self.inner.asker.get().map_or(0, |asker| asker.mark())
    }

    /// Ask every address, keep the receipt. `None` when nothing public changed or there is no router yet.
    pub(crate) async fn receipt(
        &self,
        asked: Asked<'_>,
        expected: BTreeMap<Url, (Expect, String)>,
    ) -> Result<Option<(i64, Receipt)>, Error> {
        let Some(asker) = self.inner.asker.get() else { return Ok(None) };
        let mut lines = Vec::new();
        for (url, (expect, needle)) in expected {
            let answer = asker.ask(&url, &needle, asked.mark).await;
            let agrees = match expect {
                Expect::Shows => answer.found && answer.shows && answer.renewed,
                Expect::Hides => !answer.found || !answer.shows,
                Expect::Renewed => answer.found && answer.renewed,
            };
            lines.push(Line { url, expect, agrees, micros: answer.micros, bytes: answer.bytes });
        }
        if lines.is_empty() {
            return Ok(None);
        }
        let receipt = Receipt { of: asked.of, verb: asked.verb.to_owned(), at: asked.at, lines };
        if !receipt.agrees() {
            let wrong: Vec<String> =
                receipt.lines.iter().filter(|l| !l.agrees).map(|l| l.url.to_string()).collect();
            tracing::error!(of = %receipt.of, verb = asked.verb, ?wrong, "a page does not agree with the desk");
        }
        let tx = self.begin().await?;
        let id = tx.save_receipt(&receipt).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(Some((id, receipt)))
    }

    /// Every address that a change of a story touches, what it has to say, and the words to look for.
    pub(crate) async fn expectations(
        &self,
        before: Option<&Published>,
        after: Option<&Published>,
    ) -> Result<BTreeMap<Url, (Expect, String)>, Error> {
        let mut expected = BTreeMap::new();
        if let Some(before) = before {
            let needle = format!("/story/{}", before.live.path);
            for url in addresses(before) {
                expected.insert(url, (Expect::Hides, needle.clone()));
            }
        }
        if let Some(after) = after {
            let needle = format!("/story/{}", after.live.path);
            for url in addresses(after) {
                let expect = self.expect_on(&url, after).await?;
                expected.insert(url, (expect, needle.clone()));
            }
            if let Some(before) = before.filter(|before| before.live.path != after.live.path) {
                // The old address answers by sending readers on; the needle would be found behind it.
                expected.remove(&Url::Story(before.live.path.clone()));
                expected.remove(&Url::LiteStory(before.live.path.clone()));
            }
        }
        Ok(expected)
    }

    async fn expect_on(&self, url: &Url, after: &Published) -> Result<Expect, Error> {
        let listing = match url {
            Url::Story(_) | Url::LiteStory(_) => return Ok(Expect::Shows),
            Url::List(listing, _) | Url::Feed(listing, _) => listing,
            _ => return Ok(Expect::Renewed),
        };
        let first = self.inner.reader.teasers(listing, 0, PER_PAGE).await?;
        let is_there = first.teasers.iter().any(|teaser| teaser.id == after.id);
        // The archive's own front (`Listing::All` as a page) lists months, not stories.
        let lists_stories = !matches!(url, Url::List(Listing::All, _));
        Ok(if is_there && lists_stories { Expect::Shows } else { Expect::Renewed })
    }
}

/// Every first page that a public story touches.
fn addresses(story: &Published) -> Vec<Url> {
    let path = &story.live.path;
    let mut urls = vec![
        Url::Story(path.clone()),
        Url::LiteStory(path.clone()),
        Url::Front,
        Url::LiteFront,
        Url::Archive,
        Url::Month(path.month, 1),
        Url::Sitemap,
        Url::SitemapMonth(path.month),
        Url::SitemapNews,
    ];
    for listing in listings(&story.content) {
        urls.extend(FEED_FORMATS.map(|format| Url::Feed(listing.clone(), format)));
        if listing != Listing::All {
            urls.push(Url::List(listing, 1));
        }
    }
    urls
}
