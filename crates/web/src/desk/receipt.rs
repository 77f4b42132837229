//! The receipt of a verb on a story, an author or a station page: every address that it changed, and what each of them answered.

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
    receipt::{Expect, Line, Receipt, Subject},
    slug::Slug,
    story::Status,
    url::{AlertUrl, FeedFormat, Listing, RadarUrl, Url, WeatherForm, WeatherUrl},
};
use pages::{
    Link,
    desk::receipt::{ReceiptLine, ReceiptPage, bytes, milliseconds},
    moment::Moment,
    number::counted,
};
use std::collections::BTreeMap;
use store::Found;

/// A receipt of a story; another story's has no page here.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path((id, receipt)): Path<(String, String)>,
    Search(query): Search,
) -> Result<Response, Error> {
    let story = find(&app, &id).await?;
    let receipt = app.reader.receipt(frame::number(&receipt)?).await?.ok_or(Error::NotFound)?;
    let public = story.live.as_ref().filter(|_| story.status == Status::Published);
    let about = About {
        of: Subject::Story(story.id),
        name: story.content.headline.clone(),
        public: public.map(|live| Url::Story(live.path.clone())),
        back: Link::new("Back to the story", form_path(story.id)),
        screen: "/desk/stories",
    };
    about.answer(&app, &who, &receipt, query.text("said")).await
}

/// A receipt of an author.
pub(crate) async fn of_author(
    State(app): State<App>,
    who: SignedIn,
    Path((slug, receipt)): Path<(String, String)>,
    Search(query): Search,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug).map_err(|_| Error::NotFound)?;
    let author = app.reader.author(&slug).await?.ok_or(Error::NotFound)?;
    let receipt = app.reader.other_receipt(frame::number(&receipt)?).await?.ok_or(Error::NotFound)?;
    let about = About {
        name: author.name,
        public: Some(Url::List(Listing::Author(slug.clone()), 1)),
        back: Link::new("Back to the author", super::author::form_path(&slug)),
        of: Subject::Author(slug),
        screen: "/desk/authors",
    };
    about.answer(&app, &who, &receipt, query.text("said")).await
}

/// A receipt of a station page.
pub(crate) async fn of_page(
    State(app): State<App>,
    who: SignedIn,
    Path((slug, receipt)): Path<(String, String)>,
    Search(query): Search,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug).map_err(|_| Error::NotFound)?;
    let page = app.reader.page(&slug).await?.ok_or(Error::NotFound)?;
    let receipt = app.reader.other_receipt(frame::number(&receipt)?).await?.ok_or(Error::NotFound)?;
    let about = About {
        name: page.title,
        public: Some(Url::Page(slug.clone())),
        back: Link::new("Back to the page", super::page::form_path(&slug)),
        of: Subject::Page(slug),
        screen: "/desk/pages",
    };
    about.answer(&app, &who, &receipt, query.text("said")).await
}

/// A receipt of a notice.
pub(crate) async fn of_notice(
    State(app): State<App>,
    who: SignedIn,
    Path((id, receipt)): Path<(String, String)>,
    Search(query): Search,
) -> Result<Response, Error> {
    let notice = super::notice::find(&app, &id).await?;
    let receipt = app.reader.other_receipt(frame::number(&receipt)?).await?.ok_or(Error::NotFound)?;
    let about = About {
        name: notice.draft.title,
        public: Some(Url::Alerts(AlertUrl::Notice(notice.id))),
        back: Link::new("Back to the notice", super::notice::form_path(notice.id)),
        of: Subject::Notice(notice.id),
        screen: "/desk/notices",
    };
    about.answer(&app, &who, &receipt, query.text("said")).await
}

/// A receipt of a table that the desk describes.
pub(crate) async fn of_table(
    State(app): State<App>,
    who: SignedIn,
    Path((slug, receipt)): Path<(String, String)>,
    Search(query): Search,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug).map_err(|_| Error::NotFound)?;
    let receipt = app.reader.other_receipt(frame::number(&receipt)?).await?.ok_or(Error::NotFound)?;
    let table = app.desk.tables().get(&slug).cloned();
    let about = About {
        name: table.as_ref().map_or_else(|| slug.to_string(), |table| table.title.clone()),
        public: table.map(|_| Url::Table(slug.clone())),
        back: Link::new("Back to the tables", "/desk/tables"),
        of: Subject::Table(slug),
        screen: "/desk/tables",
    };
    about.answer(&app, &who, &receipt, query.text("said")).await
}

/// A receipt of what the newsroom forecasts for a town.
pub(crate) async fn of_town(
    State(app): State<App>,
    who: SignedIn,
    Path((slug, receipt)): Path<(String, String)>,
    Search(query): Search,
) -> Result<Response, Error> {
    let town = super::weather::find(&app, &slug)?;
    let receipt = app.reader.other_receipt(frame::number(&receipt)?).await?.ok_or(Error::NotFound)?;
    let about = About {
        name: format!("Weather in {}", town.name),
        public: Some(Url::Weather(WeatherUrl::of(Some(&town.slug), WeatherForm::Page))),
        back: Link::new("Back to the town", super::weather::town_path(&town.slug)),
        of: Subject::Town(town.slug.clone()),
        screen: "/desk/weather",
    };
    about.answer(&app, &who, &receipt, query.text("said")).await
}

/// What a receipt is about, for its screen.
struct About {
    of: Subject,
    name: String,
    public: Option<Url>,
    back: Link,
    screen: &'static str,
}

impl About {
    /// The screen; a receipt of something else has no page here.
    async fn answer(
        self,
        app: &App,
        who: &SignedIn,
        receipt: &Receipt,
        said: &str,
    ) -> Result<Response, Error> {
        if receipt.of != self.of {
            return Err(Error::NotFound);
        }
        let names = Names::read(app, &receipt.lines).await?;
        let screen = self.screen;
        let view = ReceiptPage {
            verb: verb_words(&receipt.verb).to_owned(),
            headline: self.name,
            back: self.back,
            public: self.public.map(|url| url.to_string()),
            at: Moment::new(receipt.at, &app.station.zone),
            agrees: receipt.agrees(),
            words: verdict(&receipt.lines),
            lines: receipt.lines.iter().map(|one| line(one, &names, &receipt.of)).collect(),
        };
        frame::screen(app, who, screen, said, &view)
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

fn line(line: &Line, names: &Names, of: &Subject) -> ReceiptLine {
    let what = match of {
        Subject::Story(_) => "the story",
        Subject::Author(_) => "the author",
        Subject::Page(_) => "the page",
        Subject::Notice(_) => "the notice",
        Subject::Table(_) => "the table",
        Subject::Town(_) => "the forecast",
    };
    let expected = match line.expect {
        Expect::Shows => format!("shows {what}"),
        Expect::Hides => format!("no longer shows {what}"),
        Expect::Renewed => "is renewed".to_owned(),
    };
    ReceiptLine {
        url: line.url.to_string(),
        what: names.of(&line.url),
        expected,
        agrees: line.agrees,
        took: milliseconds(line.micros),
        size: bytes(line.bytes),
    }
}

/// The names of what a receipt asked, as people call them today.
struct Names(BTreeMap<Url, String>);

impl Names {
    async fn read(app: &App, lines: &[Line]) -> Result<Self, Error> {
        let mut names = BTreeMap::new();
        for line in lines {
            let name = match &line.url {
                Url::List(listing, _) | Url::Feed(listing, _) => listing_name(app, listing).await?,
                Url::Table(slug) | Url::TableCsv(slug) | Url::OfTable(slug, _) => {
                    app.desk.tables().get(slug).map(|spec| spec.title.clone())
                }
                Url::Weather(weather) => weather
                    .town
                    .as_ref()
                    .and_then(|slug| app.station.town(slug).map(|town| format!("Weather in {}", town.name))),
                Url::Page(slug) => app.reader.page(slug).await?.map(|page| page.title),
                Url::Story(path) => match app.reader.published(path).await? {
                    Found::Story(story) => Some(story.content.headline),
                    _ => None,
                },
                _ => None,
            };
            if let Some(name) = name {
                names.insert(line.url.clone(), name);
            }
        }
        Ok(Self(names))
    }

    /// What an address is, as people call it.
    fn of(&self, url: &Url) -> String {
        let or = |other: &str| self.0.get(url).cloned().unwrap_or_else(|| other.to_owned());
        match url {
            Url::Front => "Front page".to_owned(),
            Url::LiteFront => "Front page (lite)".to_owned(),
            Url::Story(_) => or("The story"),
            Url::LiteStory(_) => "The story (lite)".to_owned(),
            Url::List(listing, _) => or(slug_of(listing)),
            Url::Archive => "Archive".to_owned(),
            Url::Month(month, _) => format!("Archive of {month}"),
            Url::Tables => "Data tables".to_owned(),
            Url::Table(slug) | Url::TableCsv(slug) | Url::OfTable(slug, _) => or(slug.as_str()),
            Url::Weather(_) => or("Weather"),
            Url::Radar(RadarUrl::Lite) => "Radar (lite)".to_owned(),
            Url::Radar(_) => "Radar".to_owned(),
            Url::Alerts(AlertUrl::Lite | AlertUrl::LiteOne(_)) => "Alerts (lite)".to_owned(),
            Url::Alerts(_) => "Alerts".to_owned(),
            Url::Page(slug) => or(slug.as_str()),
            Url::Feed(listing, format) => format!("{} ({})", or(slug_of(listing)), format_name(*format)),
            Url::Sitemap => "Sitemap".to_owned(),
            Url::SitemapMonth(month) => format!("Sitemap of {month}"),
            Url::SitemapPages => "Sitemap of pages".to_owned(),
            Url::SitemapNews => "News sitemap".to_owned(),
            Url::Robots => "robots.txt".to_owned(),
            Url::Picture { .. } => "Picture".to_owned(),
        }
    }
}

async fn listing_name(app: &App, listing: &Listing) -> Result<Option<String>, Error> {
    let station = &app.station;
    Ok(match listing {
        Listing::All => Some("All stories".to_owned()),
        Listing::Section(slug) => station.section(slug).map(|one| format!("Section {}", one.name)),
        Listing::Author(slug) => app.reader.author(slug).await?.map(|one| format!("Stories by {}", one.name)),
        Listing::Tag(slug) => app.reader.tag(slug).await?.map(|one| format!("Topic {}", one.name)),
        Listing::Place(slug) => station.place(slug).map(|one| format!("Place {}", one.name)),
    })
}

/// What a list is called when nothing is known of it any more.
fn slug_of(listing: &Listing) -> &str {
    match listing {
        Listing::All => "All stories",
        Listing::Section(slug) | Listing::Author(slug) | Listing::Tag(slug) | Listing::Place(slug) => {
            slug.as_str()
        }
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
        "forecast" => "Forecast",
        "publish" => "Published",
        "unpublish" => "Taken back",
        "kill" => "Killed",
        "correct" => "Corrected",
        "save" => "Saved",
        "make" => "Made",
        "change" => "Changed",
        "switch-on" => "Switched on",
        "switch-off" => "Switched off",
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
