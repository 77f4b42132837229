//! Notices of the desk as readers and programs are told of them. One that has not begun looks it: its heading says from
//! when, and its words speak of then.

use super::{Now, text::sentences, words};
use crate::{alert::NoticeCard, compose::Context};
use feeds::Item;
use jiff::Timestamp;
use model::{
    notice::Notice,
    slug::Slug,
    url::{AlertUrl, Url},
};
use serde_json::{Value, json};

/// `Evacuation Level 3: Go`; before it begins `From Friday, March 5, 2021, 6:00 a.m. PST: Evacuation Level 3 Go`.
fn heading(notice: &Notice, now: Timestamp, context: &Context<'_>) -> String {
    let draft = &notice.draft;
    if !notice.is_coming(now) {
        return draft.kind.label().to_owned();
    }
    let day = draft.begins_at.to_zoned_datetime(context.station.zone.clone()).strftime("%A").to_string();
    format!("From {day}, {}: {}", context.moment(draft.begins_at).words, draft.kind.label_ahead())
}

/// What it asks of people, now or from its beginning on.
fn meaning(notice: &Notice, now: Timestamp) -> &'static str {
    let kind = notice.draft.kind;
    if notice.is_coming(now) { kind.meaning_ahead() } else { kind.meaning() }
}

/// A notice in a list.
pub(super) fn card(notice: &Notice, now: Timestamp, context: &Context<'_>) -> NoticeCard {
    let draft = &notice.draft;
    let is_coming = notice.is_coming(now);
    NoticeCard {
        id: format!("notice-{}", notice.id),
        // A level that comes has not the colour of one that holds.
        kind: if is_coming { "coming" } else { draft.kind.as_str() }.to_owned(),
        label: heading(notice, now, context),
        meaning: meaning(notice, now).to_owned(),
        title: draft.title.clone(),
        place: words::notice_place(draft, context),
        words: draft
            .words
            .split("\n\n")
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty())
            .collect(),
        source: draft.source.clone(),
        begins: is_coming.then(|| context.moment(draft.begins_at)),
        ends: context.moment(draft.ends_at),
        changed: context.moment(notice.changed_at),
    }
}

/// Notices that are not over, as programs are told of them: all, or those for one town.
pub fn notices_of(now: &Now, town: Option<&Slug>, context: &Context<'_>) -> Vec<Value> {
    let here =
        |notice: &&Notice| !notice.is_over(now.now) && town.is_none_or(|town| notice.draft.is_for(town));
    let told = |notice: &Notice| {
        let draft = &notice.draft;
        json!({
            "id": context.absolute(&Url::Alerts(AlertUrl::Notice(notice.id))), "kind": draft.kind.as_str(),
            "state": if notice.is_coming(now.now) { "coming" } else { "in force" },
            "label": heading(notice, now.now, context), "title": draft.title, "place": draft.place,
            "words": draft.words,
            "towns": draft.towns.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "source": draft.source, "begins": draft.begins_at.to_string(), "ends": draft.ends_at.to_string(),
            "changed": notice.changed_at.to_string(),
        })
    };
    now.notices.iter().filter(here).map(told).collect()
}

/// When what the feed says of it last changed: by a hand, by its beginning, by its end.
pub(super) fn changed_at(notice: &Notice, now: Timestamp) -> Timestamp {
    let turns = [notice.draft.begins_at, notice.draft.ends_at];
    turns.into_iter().filter(|turn| *turn <= now).fold(notice.changed_at, Timestamp::max)
}

/// A notice as an entry of the feed. One that is over says so: who reads feeds keeps entries.
pub(super) fn entry(notice: &Notice, now: Timestamp, context: &Context<'_>) -> Item {
    let draft = &notice.draft;
    let link = context.absolute(&Url::Alerts(AlertUrl::Notice(notice.id)));
    let ends = context.moment(draft.ends_at).words;
    let (over, meaning, time) = if notice.is_over(now) {
        (" (ended)", "", format!("Over since {ends}"))
    } else if notice.is_coming(now) {
        let begins = context.moment(draft.begins_at).words;
        ("", meaning(notice, now), format!("From {begins} until {ends}"))
    } else {
        ("", meaning(notice, now), format!("Until {ends}"))
    };
    Item {
        id: link.clone(),
        link,
        title: format!("{}{over}, {}", heading(notice, now, context), words::notice_place(draft, context)),
        summary: sentences(&[&draft.title, meaning, &draft.words, &time]),
        authors: vec![draft.source.clone()],
        published: notice.made_at,
        updated: changed_at(notice, now),
        ..Item::default()
    }
}
