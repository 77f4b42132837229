//! The receipt of a verb: every address that it changed, and what each of them answered.

use super::{
    frame,
    posted::Search,
    story_path::{find, form_path},
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use model::{
    receipt::{Expect, Line, Receipt},
    station::Station,
    story::{Status, Story},
    url::{FeedFormat, Listing, Url},
};
use pages::{
    desk::receipt::{ReceiptLine, ReceiptPage, bytes, milliseconds},
    moment::Moment,
    number::counted,
};

/// A receipt of a story; another story's has no page here.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path((id, receipt)): Path<(String, String)>,
    Search(query): Search,
) -> Result<Response, Error> {
    let story = find(&app, &id).await?;
    let receipt = app.reader.receipt(frame::number(&receipt)?).await?;
    let receipt = receipt.filter(|receipt| receipt.story == story.id).ok_or(Error::NotFound)?;
    let view = view(&receipt, &story, &app.station);
    frame::screen(&app, &who, "/desk/stories", query.text("said"), &view)
}

fn view(receipt: &Receipt, story: &Story, station: &Station) -> ReceiptPage {
    let public = story.live.as_ref().filter(|_| story.status == Status::Published);
    ReceiptPage {
        verb: verb_words(&receipt.verb).to_owned(),
        headline: story.content.headline.clone(),
        story: form_path(story.id),
        public: public.map(|live| Url::Story(live.path.clone()).to_string()),
        at: Moment::new(receipt.at, &station.zone),
        agrees: receipt.agrees(),
        words: verdict(&receipt.lines),
        lines: receipt.lines.iter().map(|one| line(one, station)).collect(),
    }
}

/// All in a sentence.
fn verdict(lines: &[Line]) -> String {
    let agreeing = lines.iter().filter(|line| line.agrees).count();
    let micros = lines.iter().fold(0_u64, |sum, line| sum.saturating_add(line.micros));
    let all = counted(u64::try_from(lines.len()).unwrap_or(u64::MAX), "address", "addresses");
    let took = milliseconds(micros);
    match agreeing == lines.len() {
        true if agreeing == 1 => format!("The one address agrees, asked in {took}."),
        true => format!("All {all} agree, asked in {took}."),
        false => {
            format!("{agreeing} of {all} agree, asked in {took}. The log of the station has the others.")
        }
    }
}

fn line(line: &Line, station: &Station) -> ReceiptLine {
    let expected = match line.expect {
        Expect::Shows => "shows the story",
        Expect::Hides => "no longer shows the story",
        Expect::Renewed => "is renewed",
    };
    ReceiptLine {
        url: line.url.to_string(),
        what: name(&line.url, station),
        expected: expected.to_owned(),
        agrees: line.agrees,
        took: milliseconds(line.micros),
        size: bytes(line.bytes),
    }
}

/// What an address is, as people call it.
fn name(url: &Url, station: &Station) -> String {
    match url {
        Url::Front => "Front page".to_owned(),
        Url::LiteFront => "Front page (lite)".to_owned(),
        Url::Story(_) => "The story".to_owned(),
        Url::LiteStory(_) => "The story (lite)".to_owned(),
        Url::List(listing, _) => listing_name(listing, station),
        Url::Archive => "Archive".to_owned(),
        Url::Month(month, _) => format!("Archive of {month}"),
        Url::Tables => "Data tables".to_owned(),
        Url::Table(slug) | Url::TableCsv(slug) => format!("Table {slug}"),
        Url::Page(slug) => format!("Page {slug}"),
        Url::Feed(listing, format) => {
            format!("{} ({})", listing_name(listing, station), format_name(*format))
        }
        Url::Sitemap => "Sitemap".to_owned(),
        Url::SitemapMonth(month) => format!("Sitemap of {month}"),
        Url::SitemapPages => "Sitemap of pages".to_owned(),
        Url::SitemapNews => "News sitemap".to_owned(),
        Url::Robots => "robots.txt".to_owned(),
        Url::Picture { .. } => "Picture".to_owned(),
    }
}

fn listing_name(listing: &Listing, station: &Station) -> String {
    match listing {
        Listing::All => "All stories".to_owned(),
        Listing::Section(slug) => {
            station.section(slug).map_or_else(|| slug.to_string(), |one| one.name.clone())
        }
        Listing::Author(slug) => format!("Author {slug}"),
        Listing::Tag(slug) => format!("Topic {slug}"),
        Listing::Place(slug) => station.place(slug).map_or_else(|| slug.to_string(), |one| one.name.clone()),
    }
}

fn format_name(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Rss => "RSS",
        FeedFormat::Atom => "Atom",
        FeedFormat::Json => "JSON Feed",
    }
}

fn verb_words(verb: &str) -> &str {
    match verb {
        "publish" => "Published",
        "unpublish" => "Taken back",
        "kill" => "Killed",
        "correct" => "Corrected",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(agrees: bool) -> Line {
        Line { url: Url::Front, expect: Expect::Shows, agrees, micros: 410, bytes: 9 }
    }

    #[test]
    fn the_verdict_counts_and_adds_up() {
        assert_eq!(verdict(&[asked(true), asked(true)]), "All 2 addresses agree, asked in 0.82 ms.");
        assert_eq!(verdict(&[asked(true)]), "The one address agrees, asked in 0.41 ms.");
        assert!(verdict(&[asked(true), asked(false)]).starts_with("1 of 2 addresses agree"));
    }
}
