//! What is said in words: a forecaster's own, of hours, of an old story, and whose card it is.

use super::*;
use model::{
    story::Language,
    url::{Month, StoryPath},
};

#[test]
fn a_forecasters_words_stand_on_every_card_and_in_the_table_with_the_name() {
    let words = |day: &str, part, words: &str, note: &str| {
        let own = own(day, part, None, note);
        Own { draft: OwnDraft { words: words.into(), ..own.draft }, ..own }
    };
    let said = vec![
        words("2021-03-01", Part::Day, "Breezy", "Hold on to hats."),
        words("2021-03-01", Part::Night, "Fog by the river", ""),
        words("2021-03-02", Part::Day, "Showers", ""),
    ];
    seen(AFTERNOON, said, |now, context| {
        let told = |card: &crate::weather::TownCard| -> Vec<String> {
            card.own.iter().map(|own| format!("{}: {}", own.name, own.words)).collect()
        };
        let expected = [
            "brookings-2021-03-01-day: Today: Breezy. Hold on to hats. (Ana Ruiz, 9:00 a.m. PST)",
            "brookings-2021-03-01-night: Tonight: Fog by the river (Ana Ruiz, 9:00 a.m. PST)",
        ];
        let all = std::slice::from_ref(now);
        assert_eq!(told(&embed(now, US, context).module.weather.unwrap().cards[0]), expected);
        assert_eq!(told(&front(all, (&[], false), US, context).teaser.cards[0]), expected);
        assert_eq!(told(&lite(None, all, US, context).cards[0]), expected);
        assert_eq!(front_in_words::town(&card(now, US, context)).own.len(), 2);
        let row = &week::rows(now, US, context)[0];
        assert_eq!((row.words.as_str(), row.night_words.as_str()), ("Breezy", "Fog by the river"));
        assert_eq!(week::told(now, context)[0]["night_words"], "Fog by the river");
    });
}

#[test]
fn hours_are_counted_and_have_their_zone_once() {
    // Twenty-four hours from three o'clock: at nine, eighteen are left.
    seen("2021-03-01T21:00:00-08:00", Vec::new(), |now, context| {
        let page = page(now, US, context);
        assert_eq!((page.hours_title.as_str(), page.hours.len()), ("The next 18 hours", 18));
        assert_eq!(page.hours_caption, "Hour by hour, in PST");
        assert_eq!(page.chart.unwrap().title, "Temperature of the next 18 hours, in PST");
        assert_eq!(
            lite(Some(&now.town.slug), std::slice::from_ref(now), US, context).hours_title,
            "The next 18 hours"
        );
    });
    seen("2021-03-02T15:00:00-08:00", Vec::new(), |now, context| {
        let page = page(now, US, context);
        assert!(page.hours.is_empty());
        assert_eq!(
            (page.hours_trust.state, page.hours_trust.note.as_deref()),
            (
                State::Stale,
                Some(
                    "The forecast by the hour was made March 1, 2021, 12:00 p.m. PST and went to March 2, 2021, 3:00 p.m. \
                     PST; nothing newer has come since."
                )
            )
        );
    });
}

#[test]
fn programs_get_the_suns_moments_as_moments() {
    seen(AFTERNOON, Vec::new(), |now, context| {
        let told: serde_json::Value = serde_json::from_str(&api::town(now, Vec::new(), context)).unwrap();
        let rise = told["sky"]["sunrise_at"].as_str().unwrap();
        assert!(rise.starts_with("2021-03-01T06:") && rise.ends_with(":00-08:00"), "{told}");
        assert!(told["sky"]["sunset_at"].as_str().unwrap().starts_with("2021-03-01T18:"), "{told}");
    });
}

#[test]
fn the_module_of_a_single_town_has_its_name_in_the_heading() {
    seen(AFTERNOON, Vec::new(), |now, context| {
        let all = Slug::parse("all").unwrap();
        let module = module(&all, std::slice::from_ref(now), US, context);
        assert_eq!(module.title, "Weather in Brookings");
    });
}

#[test]
fn an_old_forecast_story_says_so_though_it_is_pinned_and_names_both_its_times() {
    let teaser = |updated: Option<&str>| Teaser {
        first_published: at("2021-02-26T05:30:00-08:00"),
        updated: updated.map(at),
        id: model::id::StoryId(1),
        path: StoryPath { month: Month { year: 2021, month: 2 }, slug: Slug::parse("why-fog").unwrap() },
        headline: "Why fog".into(),
        dek: String::new(),
        kind: model::story::Kind::News,
        section: Slug::parse("weather").unwrap(),
        language: Language::parse("en").unwrap(),
        authors: Vec::new(),
        lead: None,
        source: None,
    };
    seen(AFTERNOON, Vec::new(), |_, context| {
        let now = at("2021-03-04T09:00:00-08:00");
        let note = |updated, is_pinned| headline(Some((&teaser(updated), is_pinned)), now, context).note;
        assert_eq!(
            note(None, true).as_deref(),
            Some("This was written February 26, 2021, 5:30 a.m. PST; our forecasters keep it here.")
        );
        assert_eq!(
            note(Some("2021-03-01T17:55:00-08:00"), false).as_deref(),
            Some(
                "This was written February 26, 2021, 5:30 a.m. PST, and updated March 1, 2021, 5:55 p.m. PST; no newer \
                 forecast has been."
            )
        );
        assert_eq!(note(Some("2021-03-04T05:55:00-08:00"), true), None);
    });
}
