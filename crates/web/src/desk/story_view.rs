//! The story form as it is shown: always from the fields of a form, whether they come from the store or were just
//! typed, so that nothing typed is ever lost.

use super::{
    frame::{self, may},
    moment, picture,
    posted::Posted,
    problem,
    story_path::form_path,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::response::Response;
use http::StatusCode;
use jiff::tz::TimeZone;
use model::{
    author::Author,
    media::Media,
    story::{Content, Kind, Status, Story},
    url::Url,
    user::Action,
};
use pages::{
    desk::{
        form::{Choice, Problem, VerbForm},
        story::{StoryForm, Verb},
    },
    moment::Moment,
    story::Correction,
};
use prose::MediaKey;

/// Pictures to choose the lead from.
const PICTURES: u64 = 60;

/// The form. `story` is what the store has; none before the first save.
pub(crate) async fn view(
    app: &App,
    who: &SignedIn,
    story: Option<&Story>,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<StoryForm, Error> {
    let zone = &app.station.zone;
    let authors = app.reader.authors().await?;
    let (mut library, _) = app.reader.media_list(0, PICTURES).await?;
    let lead = chosen(app, posted.text("lead"), &mut library).await?;
    let own = app.reader.author_of_user(who.session.user).await?;
    let typed = typed(posted);
    let form = StoryForm {
        problems,
        headline_max: count(Content::HEADLINE_MAX),
        dek_max: count(Content::DEK_MAX),
        sections: app
            .station
            .sections
            .iter()
            .map(|one| choice(one.slug.as_str(), &one.name, posted, "section"))
            .collect(),
        kinds: Kind::ALL.map(|kind| choice(kind.as_str(), kind_words(kind), posted, "kind")).to_vec(),
        authors: author_choices(&authors, posted),
        byline: own.is_none().then(|| super::author::OWN.to_owned()),
        places: app
            .station
            .places
            .iter()
            .map(|one| choice(one.slug.as_str(), &one.name, posted, "place"))
            .collect(),
        pictures: library
            .iter()
            .map(|media| choice(media.key.as_str(), &media.file_name, posted, "lead"))
            .collect(),
        lead: lead.as_ref().and_then(|media| picture::shown(media, picture::THUMBNAILS)),
        zone: moment::zone_words(app.desk.now(), zone),
        verbs: verbs(who, story),
        ..typed
    };
    Ok(match story {
        None => StoryForm {
            action: "/desk/stories".to_owned(),
            new: true,
            status: Status::Draft.as_str().to_owned(),
            status_words: "Not saved yet".to_owned(),
            ..form
        },
        Some(story) => StoryForm { other: other_verbs(who, story, posted), ..about(form, story, who, zone) },
    })
}

/// The form again, as it was typed, with what is wrong.
pub(crate) async fn again(
    app: &App,
    who: &SignedIn,
    story: Option<&Story>,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let view = view(app, who, story, posted, problems).await?;
    frame::refused(app, who, "/desk/stories", StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// What stands between a story and the public, beside its fields.
pub(crate) async fn gaps(app: &App, story: &Story) -> Result<Vec<Problem>, Error> {
    if story.status == Status::Killed {
        return Ok(Vec::new());
    }
    let missing = app.desk.missing(&story.content).await?;
    Ok(missing
        .into_iter()
        .map(|one| problem::problem(one.field, format!("{} {}", one.what, one.remedy)))
        .collect())
}

/// Where a story is, in words.
pub(crate) fn status_words(story: &Story, zone: &TimeZone) -> String {
    let words = |at| Moment::new(at, zone).words;
    match (story.status, story.publish_at, &story.live) {
        (Status::Scheduled, Some(at), _) => format!("Scheduled for {}", words(at)),
        (Status::Published, _, Some(live)) => {
            let newer = if live.revision < story.revision { ", with unpublished changes" } else { "" };
            format!("Published {}{newer}", words(live.first_published))
        }
        (Status::Unpublished, _, Some(live)) => {
            format!("Taken back; first published {}", words(live.first_published))
        }
        (status, _, _) => plain_status(status).to_owned(),
    }
}

/// The name of a status.
pub(crate) fn plain_status(status: Status) -> &'static str {
    match status {
        Status::Draft => "Draft",
        Status::InReview => "In review",
        Status::Scheduled => "Scheduled",
        Status::Published => "Published",
        Status::Unpublished => "Taken back",
        Status::Killed => "Killed",
    }
}

/// The fields that hold what was typed.
fn typed(posted: &Posted) -> StoryForm {
    let text = |name| posted.text(name).to_owned();
    StoryForm {
        revision: posted.text("revision").parse().unwrap_or(0),
        headline: text("headline"),
        dek: text("dek"),
        slug: text("slug"),
        language: text("language"),
        tags: text("tags"),
        body: text("body"),
        body_read: super::form::mark(posted.text("body")),
        lead_alt: text("lead-alt"),
        lead_caption: text("lead-caption"),
        lead_credit: text("lead-credit"),
        origin_name: text("origin-name"),
        origin_canonical: text("origin-canonical"),
        origin_rights: text("origin-rights"),
        embargo: text("embargo"),
        publish_at: text("publish-at"),
        ..StoryForm::default()
    }
}

/// What the form says of a story that is in the store.
fn about(form: StoryForm, story: &Story, who: &SignedIn, zone: &TimeZone) -> StoryForm {
    let path = form_path(story.id);
    let correction = |one: &model::story::Correction| Correction {
        made: Moment::new(one.at, zone),
        words: one.text.clone(),
    };
    let public = story.live.as_ref().filter(|_| story.status == Status::Published);
    StoryForm {
        status: story.status.as_str().to_owned(),
        status_words: status_words(story, zone),
        saved: Some(Moment::new(story.saved_at, zone)),
        saved_by: story.saved_by.clone(),
        slug_public: story.live.is_some(),
        asks_material: story.live.is_some() && may(who, Action::Publish),
        corrections: story.corrections.iter().rev().map(correction).collect(),
        preview: Some(format!("{path}/preview")),
        revisions: Some(format!("{path}/revisions")),
        public: public.map(|live| Url::Story(live.path.clone()).to_string()),
        action: path,
        ..form
    }
}

/// The buttons. Saving comes first: it is what the Enter key presses.
fn verbs(who: &SignedIn, story: Option<&Story>) -> Vec<Verb> {
    let status = story.map_or(Status::Draft, |story| story.status);
    let publishes = may(who, Action::Publish);
    let verb =
        |value: &str, label: &str, main| Verb { value: value.to_owned(), label: label.to_owned(), main };
    let mut verbs = Vec::new();
    if status == Status::Killed {
        return verbs;
    }
    verbs.push(verb("save", "Save", false));
    if matches!(status, Status::Draft | Status::Unpublished) {
        verbs.push(verb("submit", "Hand to the editors", !publishes));
    }
    if publishes {
        let label = if status == Status::Published { "Publish the changes" } else { "Publish now" };
        verbs.push(verb("publish", label, true));
        if status != Status::Published {
            verbs.push(verb("schedule", "Schedule", false));
        }
    }
    verbs
}

/// Verbs that are not saving, each a form of its own. `tried` and `note` hold what was typed beside one of them.
fn other_verbs(who: &SignedIn, story: &Story, posted: &Posted) -> Vec<VerbForm> {
    let form = |verb: &str, label: &str, words: &str, note: Option<&str>, grave| VerbForm {
        action: format!("{}/{verb}", form_path(story.id)),
        label: label.to_owned(),
        words: words.to_owned(),
        note: note.map(str::to_owned),
        typed: if posted.text("tried") == verb { posted.text("note").to_owned() } else { String::new() },
        grave,
    };
    let mut forms = Vec::new();
    if story.status == Status::Published && may(who, Action::Publish) {
        let words = "A correction stays with the story for ever and counts as an update.";
        forms.push(form(
            "correct",
            "Print the correction",
            words,
            Some("What was wrong, and what is right"),
            false,
        ));
    }
    if may(who, Action::Withdraw) {
        match story.status {
            Status::Published => {
                let words =
                    "Readers no longer see it anywhere. It can be published again at the same address.";
                forms.push(form("unpublish", "Take it back", words, None, true));
            }
            Status::Scheduled => {
                let words = "It does not go out by itself and becomes a draft again.";
                forms.push(form("unpublish", "Take it from the schedule", words, None, false));
            }
            Status::Draft | Status::InReview | Status::Unpublished | Status::Killed => {}
        }
        if story.status != Status::Killed {
            let words = "Its address says that it is gone. It cannot be brought back.";
            forms.push(form("kill", "Kill the story", words, Some("Why"), true));
        }
    }
    forms
}

/// The picture that is chosen; it joins the choices when it is not among the newest.
pub(crate) async fn chosen(app: &App, key: &str, library: &mut Vec<Media>) -> Result<Option<Media>, Error> {
    let Ok(key) = MediaKey::parse(key) else { return Ok(None) };
    if let Some(media) = library.iter().find(|media| media.key == key) {
        return Ok(Some(media.clone()));
    }
    let media = app.reader.media(&key).await?;
    library.splice(0..0, media.clone());
    Ok(media)
}

/// Those who are chosen first, in the order of the byline, so that sending the form back keeps that order.
fn author_choices(authors: &[Author], posted: &Posted) -> Vec<Choice> {
    let known =
        |slug: &str| authors.iter().find(|one| one.slug.as_str() == slug).map(|one| one.name.as_str());
    let chosen = |slug: &str| posted.all("author").any(|one| one == slug);
    let signed = posted.all("author").map(|slug| (slug, known(slug).unwrap_or(slug)));
    let others = authors
        .iter()
        .filter(|one| !chosen(one.slug.as_str()))
        .map(|one| (one.slug.as_str(), one.name.as_str()));
    signed.chain(others).map(|(slug, name)| choice(slug, name, posted, "author")).collect()
}

fn choice(value: &str, label: &str, posted: &Posted, field: &str) -> Choice {
    let chosen = posted.all(field).any(|one| one == value);
    Choice { value: value.to_owned(), label: label.to_owned(), chosen }
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::News => "News",
        Kind::Opinion => "Opinion",
        Kind::Analysis => "Analysis",
        Kind::Sponsored => "Sponsored",
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
