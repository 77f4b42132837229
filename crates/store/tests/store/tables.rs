//! Nights of tables: what is shown, what is held, and that nothing is overwritten.

use crate::made::*;
use model::table::{Change, Delivery, Gate, Outcome, Snapshot, Verdict};
use store::UpdateKind;

fn night(day: &str, jackson: Option<i64>) -> Snapshot {
    Snapshot {
        as_of: day.parse().unwrap(),
        fetched_at: minute(1),
        rows: [("41029".to_owned(), vec![jackson, None]), ("unassigned".to_owned(), vec![Some(3), Some(0)])]
            .into(),
        published_totals: jackson.map(|figure| vec![Some(figure + 3), None]),
    }
}

fn delivered(day: &str, jackson: Option<i64>) -> Delivery {
    Delivery { bytes: 700, ..Delivery::of(night(day, jackson)) }
}

fn outcomes() -> Vec<Outcome> {
    vec![
        Outcome { gate: Gate::Complete, verdict: Verdict::Passed },
        Outcome { gate: Gate::Monotone, verdict: Verdict::Failed("Jackson fell".into()) },
        Outcome { gate: Gate::Totals, verdict: Verdict::NotApplied("no totals".into()) },
    ]
}

on_both! {
    async fn the_newest_accepted_night_is_shown(ground: &Ground) {
        let store = ground.open().await;
        let table = slug("or-covid");
        let tx = store.begin(minute(0)).await.unwrap();
        let empty = tx.table(&table).await.unwrap();
        assert_eq!((empty.shown, empty.held), (None, None));
        for (day, figure) in [("2021-02-27", 10), ("2021-02-28", 20), ("2021-02-26", 5)] {
            tx.append_night(&table, &delivered(day, Some(figure)), true, &outcomes(), None).await.unwrap();
        }
        assert_eq!(tx.table(&table).await.unwrap().shown, Some(night("2021-02-28", Some(20))));
        // A second revision of the same day replaces the first for readers; both are kept.
        tx.append_night(&table, &delivered("2021-02-28", None), true, &outcomes(), Some("revised by the state")).await.unwrap();
        assert_eq!(tx.table(&table).await.unwrap().shown, Some(night("2021-02-28", None)));
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(tx.table_on(&table, day("2021-02-28")).await.unwrap(), Some(night("2021-02-28", None)));
        assert_eq!(tx.table_on(&table, day("2021-02-26")).await.unwrap(), Some(night("2021-02-26", Some(5))));
        assert_eq!(tx.table_on(&table, day("2021-01-01")).await.unwrap(), None);
        let days: Vec<_> = tx.table_days(&table, 2).await.unwrap().into_iter().map(|(day, _)| day.to_string()).collect();
        assert_eq!(days, ["2021-02-28", "2021-02-27"]);
        assert_eq!(tx.table_notes(&table).await.unwrap(), [(minute(0), "revised by the state".to_owned())]);
        assert_eq!(tx.table(&slug("ca-covid")).await.unwrap().shown, None, "another table");
    }

    async fn a_held_night_waits_for_a_person(ground: &Ground) {
        let store = ground.open().await;
        let table = slug("or-covid");
        let tx = store.begin(minute(5)).await.unwrap();
        tx.append_night(&table, &delivered("2021-02-27", Some(10)), true, &[], None).await.unwrap();
        tx.append_night(&table, &delivered("2021-02-28", Some(1)), false, &outcomes(), None).await.unwrap();
        let current = tx.table(&table).await.unwrap();
        assert_eq!(current.shown, Some(night("2021-02-27", Some(10))));
        let held = current.held.unwrap();
        assert_eq!((held.snapshot, held.outcomes), (night("2021-02-28", Some(1)), outcomes()));
        assert_eq!(tx.table_on(&table, "2021-02-28".parse().unwrap()).await.unwrap(), None, "held is not public");
        assert_eq!(tx.table_days(&table, 9).await.unwrap().len(), 1);
        assert!(tx.accept_held(&table, "The state moved cases between counties.").await.unwrap());
        assert!(!tx.accept_held(&table, "again").await.unwrap());
        let current = tx.table(&table).await.unwrap();
        assert_eq!((current.shown, current.held), (Some(night("2021-02-28", Some(1))), None));
        let note = "The state moved cases between counties.".to_owned();
        assert_eq!(tx.table_notes(&table).await.unwrap(), [(minute(5), note)]);
    }

    async fn a_held_night_is_superseded_or_dropped(ground: &Ground) {
        let store = ground.open().await;
        let table = slug("or-covid");
        let tx = store.begin(minute(5)).await.unwrap();
        tx.append_night(&table, &delivered("2021-02-27", Some(1)), false, &outcomes(), None).await.unwrap();
        tx.append_night(&table, &delivered("2021-02-28", Some(2)), false, &outcomes(), None).await.unwrap();
        assert_eq!(tx.table(&table).await.unwrap().held.unwrap().snapshot, night("2021-02-28", Some(2)));
        tx.append_night(&table, &delivered("2021-02-28", Some(30)), true, &[], None).await.unwrap();
        let current = tx.table(&table).await.unwrap();
        assert_eq!((current.shown, current.held), (Some(night("2021-02-28", Some(30))), None));
        tx.append_night(&table, &delivered("2021-03-01", Some(3)), false, &outcomes(), None).await.unwrap();
        assert!(tx.drop_held(&table).await.unwrap());
        assert!(!tx.drop_held(&table).await.unwrap());
        assert!(!tx.accept_held(&table, "too late").await.unwrap());
        assert_eq!(tx.table(&table).await.unwrap().shown, Some(night("2021-02-28", Some(30))));
    }

    async fn a_held_revision_waits_while_newer_days_come(ground: &Ground) {
        let store = ground.open().await;
        let table = slug("or-covid");
        let tx = store.begin(minute(5)).await.unwrap();
        tx.append_night(&table, &delivered("2021-02-27", Some(10)), true, &[], None).await.unwrap();
        tx.append_night(&table, &delivered("2021-02-27", Some(9)), false, &outcomes(), None).await.unwrap();
        tx.append_night(&table, &delivered("2021-02-28", Some(11)), true, &[], None).await.unwrap();
        let current = tx.table(&table).await.unwrap();
        assert_eq!(current.shown, Some(night("2021-02-28", Some(11))));
        assert_eq!(current.held.unwrap().snapshot, night("2021-02-27", Some(9)));
        assert!(tx.accept_held(&table, "The county counted one twice.").await.unwrap());
        assert_eq!(tx.table(&table).await.unwrap().shown, Some(night("2021-02-28", Some(11))));
        let revisions = tx.table_revisions(&table, 10).await.unwrap();
        assert_eq!(revisions.len(), 1);
        let change = Change { key: "41029".into(), measure: 0, before: Some(10), after: Some(9) };
        assert_eq!(revisions[0].changes, [change]);
        assert_eq!(revisions[0].note.as_deref(), Some("The county counted one twice."));
    }

    async fn history_has_each_day_once_with_its_newest_figures(ground: &Ground) {
        let store = ground.open().await;
        let table = slug("or-covid");
        let tx = store.begin(minute(5)).await.unwrap();
        for (day, figure) in [("2021-02-25", 1), ("2021-02-26", 2), ("2021-02-26", 3), ("2021-02-28", 5)] {
            tx.append_night(&table, &delivered(day, Some(figure)), true, &[], None).await.unwrap();
        }
        tx.append_night(&table, &delivered("2021-03-01", Some(1)), false, &outcomes(), None).await.unwrap();
        let day = |text: &str| -> jiff::civil::Date { text.parse().unwrap() };
        let told = |series: Vec<(jiff::civil::Date, Vec<Option<i64>>)>| {
            series.into_iter().map(|(day, figures)| (day.to_string(), figures[0])).collect::<Vec<_>>()
        };
        let of = |day: &str, figure| (day.to_owned(), Some(figure));
        let series = tx.table_series(&table, Some("41029"), day("2021-02-26")).await.unwrap();
        assert_eq!(told(series), [of("2021-02-26", 3), of("2021-02-28", 5)]);
        let totals = tx.table_series(&table, None, day("2021-02-25")).await.unwrap();
        assert_eq!(told(totals), [of("2021-02-25", 4), of("2021-02-26", 6), of("2021-02-28", 8)]);
        assert_eq!(tx.table_series(&table, Some("41001"), day("2021-02-25")).await.unwrap(), []);
        let past = tx.table_past(&table, day("2021-02-28")).await.unwrap();
        assert_eq!(past.before, [night("2021-02-26", Some(3)), night("2021-02-25", Some(1))]);
        assert_eq!(past.same_day, Some(night("2021-02-28", Some(5))));
        assert_eq!((past.shown, past.bytes), (Some(night("2021-02-28", Some(5))), Some(700)));
        let updates = tx.table_updates(&table, 10).await.unwrap();
        assert_eq!(updates.len(), 5);
        assert_eq!((updates[0].kind, updates[0].as_of), (UpdateKind::Held, day("2021-03-01")));
        assert_eq!(updates[0].failed, [Gate::Monotone]);
        assert_eq!(tx.table_revised_days(&table, day("2021-02-25")).await.unwrap(), [day("2021-02-26")]);
        assert_eq!(tx.table_revised_days(&table, day("2021-02-27")).await.unwrap(), []);
        let of_row = tx.table_row_revised_days(&table, "41029", day("2021-02-25")).await.unwrap();
        assert_eq!(of_row, [day("2021-02-26")]);
        let other = tx.table_row_revised_days(&table, "41001", day("2021-02-25")).await.unwrap();
        assert_eq!(other, [], "a row that is not there");
        assert_eq!(tx.table_editions(&table, day("2021-02-26")).await.unwrap().len(), 2);
    }
}

on_both! {
    async fn the_newest_description_of_a_table_counts_and_none_is_lost(ground: &Ground) {
        let store = ground.open().await;
        let (fires, cases) = (slug("fires"), slug("cases"));
        let tx = store.begin(minute(0)).await.unwrap();
        assert_eq!(tx.table_description(&fires).await.unwrap(), None);
        let first = tx.describe_table(&fires, "one", true, "Ana").await.unwrap();
        tx.describe_table(&cases, "other", true, "Ben").await.unwrap();
        let second = tx.describe_table(&fires, "two", false, "Ben").await.unwrap();
        assert!(second > first);
        tx.commit(model::stale::Stale::nothing()).await.unwrap();
        let all = store.reader().table_descriptions().await.unwrap();
        let told: Vec<_> = all.iter().map(|one| (one.slug.as_str(), one.text.as_str(), one.is_on)).collect();
        assert_eq!(told, [("cases", "other", true), ("fires", "two", false)]);
        let newest = store.reader().table_description(&fires).await.unwrap().unwrap();
        assert_eq!((newest.id, newest.by.as_str(), newest.at), (second, "Ben", minute(0)));
    }
}
