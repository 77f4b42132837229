//! The road, step by step.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::story::Language;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn zone() -> TimeZone {
    TimeZone::get("America/Los_Angeles").unwrap()
}

fn draft() -> Story {
    let mut content = Content::blank(Language::english());
    content.headline = "Very mild start to March".to_owned();
    Story::draft(content, "Ana", at("2021-03-01T00:00:00Z"))
}

#[test]
fn the_month_of_the_address_is_the_stations() {
    let mut story = draft();
    // 1 March in London is still February in Medford.
    story.publish(Change::Minor, vec![], at("2021-03-01T05:00:00Z"), &zone()).unwrap();
    assert_eq!(story.live.unwrap().path.to_string(), "2021/02/very-mild-start-to-march");
}

#[test]
fn only_a_material_change_moves_updated() {
    let mut story = draft();
    story.publish(Change::Material, vec![], at("2021-03-01T16:00:00Z"), &zone()).unwrap();
    assert_eq!(story.live.as_ref().unwrap().updated, None, "the first time is not an update");
    story.publish(Change::Minor, vec![], at("2021-03-01T17:00:00Z"), &zone()).unwrap();
    assert_eq!(story.live.as_ref().unwrap().updated, None);
    story.publish(Change::Material, vec![], at("2021-03-01T18:00:00Z"), &zone()).unwrap();
    let live = story.live.unwrap();
    assert_eq!(live.updated, Some(at("2021-03-01T18:00:00Z")));
    assert_eq!(live.first_published, at("2021-03-01T16:00:00Z"));
}

#[test]
fn an_embargo_stops_publishing_and_too_early_schedules() {
    let mut story = draft();
    let end = at("2021-03-02T08:00:00Z");
    story.embargo = Some(end);
    let now = at("2021-03-01T16:00:00Z");
    assert_eq!(story.publish(Change::Minor, vec![], now, &zone()), Err(Refused::Embargoed(end)));
    assert_eq!(story.schedule(at("2021-03-02T07:00:00Z"), vec![], now), Err(Refused::Embargoed(end)));
    story.schedule(end, vec![], now).unwrap();
    assert!(!story.is_due(now));
    assert!(story.is_due(end));
    story.publish(Change::Minor, vec![], end, &zone()).unwrap();
}

#[test]
fn what_is_public_cannot_be_put_under_embargo() {
    let (now, later) = (at("2021-03-01T16:00:00Z"), at("2021-03-02T16:00:00Z"));
    let mut story = draft();
    story.set_embargo(Some(later), now).unwrap();
    story.set_embargo(None, now).unwrap();
    story.publish(Change::Minor, vec![], now, &zone()).unwrap();
    assert!(story.set_embargo(Some(later), now).is_err());
    assert_eq!(story.embargo, None);
}

#[test]
fn every_wrong_step_is_refused_and_changes_nothing() {
    let now = at("2021-03-01T16:00:00Z");
    let mut killed = draft();
    killed.kill().unwrap();
    let before = killed.clone();
    assert!(killed.publish(Change::Minor, vec![], now, &zone()).is_err());
    assert!(killed.schedule(at("2022-01-01T00:00:00Z"), vec![], now).is_err());
    assert!(killed.submit().is_err());
    assert!(killed.unpublish().is_err());
    assert!(killed.kill().is_err());
    assert!(killed.correct("x", now).is_err());
    assert!(killed.save(before.content.clone(), "Ben", now).is_err());
    assert_eq!(killed, before);
    let mut story = draft();
    assert_eq!(story.schedule(now, vec![], now), Err(Refused::NotFuture(now)));
    assert_eq!(story.correct("No", now), Err(Refused::Road { from: Status::Draft, verb: "corrected" }));
}

#[test]
fn a_correction_is_a_material_change() {
    let mut story = draft();
    story.publish(Change::Minor, vec![], at("2021-03-01T16:00:00Z"), &zone()).unwrap();
    assert_eq!(story.correct("  ", at("2021-03-01T17:00:00Z")), Err(Refused::EmptyCorrection));
    story.correct("The vote was 5–2.", at("2021-03-01T17:00:00Z")).unwrap();
    assert_eq!(story.live.unwrap().updated, Some(at("2021-03-01T17:00:00Z")));
}

#[test]
fn two_people_do_not_overwrite_each_other() {
    let mut story = draft();
    story.expect_revision(1).unwrap();
    story.save(story.content.clone(), "Ben", at("2021-03-01T16:00:00Z")).unwrap();
    assert_eq!(story.expect_revision(1), Err(Refused::Conflict { seen: 1, newest: 2 }));
}
