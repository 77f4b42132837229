//! The list of stories: by status, by a text in the headline, fifty at a time.

use super::{
    frame::{self, may},
    page_number,
    posted::Search,
    story_path::form_path,
    story_view::plain_status,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{extract::State, response::Response};
use model::{station::Station, story::Status, url::Url, user::Action};
use pages::{
    desk::{
        form::Filter,
        stories::{StoryList, StoryRow},
    },
    moment::Moment,
    number::grouped,
};
use store::DeskRow;

/// The list.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let (status, text) = (Status::parse(query.text("status")), query.maybe("q"));
    let page = page_number::of(query.text("page"));
    let offset = page_number::offset(page);
    let (rows, more) = app.reader.desk_stories(status, text.as_deref(), offset, page_number::EACH).await?;
    let counts = app.reader.status_counts().await?;
    let text = text.unwrap_or_default();
    let view = StoryList {
        create: may(&who, Action::Write).then(|| "/desk/stories/new".to_owned()),
        filters: filters(&counts, status, &text),
        rows: rows.iter().map(|row| line(row, &app.station)).collect(),
        paging: page_number::paging(&address(status, &text), page, more),
        query: text,
        status: status.map(|status| status.as_str().to_owned()),
    };
    frame::screen(&app, &who, "/desk/stories", query.text("said"), &view)
}

fn filters(counts: &[(Status, u64)], current: Option<Status>, text: &str) -> Vec<Filter> {
    let filter = |label: &str, status: Option<Status>, count: u64| Filter {
        label: label.to_owned(),
        url: address(status, text),
        // The counts are of all stories: beside a search they would say something else.
        count: if text.is_empty() {
            grouped(i64::try_from(count).unwrap_or(i64::MAX))
        } else {
            String::new()
        },
        current: status == current,
    };
    let all = filter("All", None, counts.iter().map(|(_, count)| count).sum());
    let each = counts.iter().map(|(status, count)| filter(plain_status(*status), Some(*status), *count));
    std::iter::once(all).chain(each).collect()
}

/// The address of the list with a filter and a search.
fn address(status: Option<Status>, text: &str) -> String {
    let status = status.map(|status| format!("status={}", status.as_str()));
    let text = (!text.is_empty()).then(|| format!("q={}", page_number::encoded(text)));
    let parts: Vec<_> = status.into_iter().chain(text).collect();
    if parts.is_empty() { "/desk/stories".to_owned() } else { format!("/desk/stories?{}", parts.join("&")) }
}

fn line(row: &DeskRow, station: &Station) -> StoryRow {
    let zone = &station.zone;
    let section = row.section.as_ref().and_then(|slug| station.section(slug));
    let status_words = match (row.status, row.publish_at) {
        (Status::Scheduled, Some(at)) => format!("Scheduled for {}", Moment::new(at, zone).words),
        (status, _) => plain_status(status).to_owned(),
    };
    let headline = if row.headline.is_empty() { "(no headline yet)" } else { &row.headline };
    StoryRow {
        url: form_path(row.id),
        headline: headline.to_owned(),
        status: row.status.as_str().to_owned(),
        status_words,
        section: section.map(|section| section.name.clone()).unwrap_or_default(),
        saved: Moment::new(row.saved_at, zone),
        saved_by: row.saved_by.clone(),
        public: row
            .path
            .clone()
            .filter(|_| row.status == Status::Published)
            .map(|path| Url::Story(path).to_string()),
        unpublished_changes: row.unpublished_changes && row.status == Status::Published,
        ..StoryRow::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_keeps_the_search_and_a_search_the_filter() {
        assert_eq!(address(None, ""), "/desk/stories");
        assert_eq!(address(Some(Status::Draft), ""), "/desk/stories?status=draft");
        assert_eq!(address(Some(Status::InReview), "a & b"), "/desk/stories?status=in-review&q=a%20%26%20b");
    }
}
