//! What is remembered of an index of alerts, and a person's wish that a source be asked.

use crate::made::*;
use model::{alert::Listed, source::Health, stale::Stale};

fn entry(key: &str, updated: i64) -> Listed {
    Listed {
        key: key.into(),
        stamp: "s".into(),
        title: "Año <b>".into(),
        link: format!("https://alerts.example/{key}.cap"),
        identifier: "KC-1".into(),
        updated: minute(updated),
        due: Some(minute(9)),
        failures: 3,
        trouble: "503".into(),
        was_elsewhere: true,
        gone: Some(minute(8)),
        etag: Some("\"a\"".into()),
        last_modified: Some("Mon, 01 Mar 2021 12:00:00 GMT".into()),
    }
}

on_both! {
    async fn an_entry_of_an_index_comes_back_as_it_was_kept(ground: &Ground) {
        let store = ground.open().await;
        let (source, other) = (slug("alerts-1"), slug("alerts-2"));
        let taken = Listed {
            due: None, failures: 0, trouble: String::new(), was_elsewhere: false, gone: None, etag: None, last_modified: None,
            identifier: String::new(), ..entry("c", 9)
        };
        let tx = store.begin(minute(1)).await.unwrap();
        for entry in [entry("a", 1), entry("b", 5), taken.clone()] {
            tx.save_alert_entry(&source, &entry).await.unwrap();
        }
        tx.save_alert_entry(&other, &entry("a", 2)).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let reader = store.reader();
        assert_eq!(reader.alert_entries_waiting(&source).await.unwrap(), [entry("b", 5), entry("a", 1)], "the newest first");
        let mut all = reader.alert_entries(&source).await.unwrap();
        all.sort_by(|a, b| a.key.cmp(&b.key));
        assert_eq!(all, [entry("a", 1), entry("b", 5), taken]);
        let tx = store.begin(minute(2)).await.unwrap();
        tx.save_alert_entry(&source, &Listed { due: None, ..entry("b", 6) }).await.unwrap();
        tx.delete_alert_entry(&source, "a").await.unwrap();
        assert_eq!(tx.alert_entries_waiting(&source).await.unwrap(), []);
        assert_eq!(tx.alert_entries(&other).await.unwrap(), [entry("a", 2)]);
    }

    async fn a_wish_outlives_the_note_of_a_try(ground: &Ground) {
        let store = ground.open().await;
        let source = slug("alerts-1");
        let tx = store.begin(minute(3)).await.unwrap();
        tx.wish_for_source(&source).await.unwrap();
        let wished = Health { wished_at: Some(minute(3)), ..Health::default() };
        assert_eq!(tx.source_health(&source).await.unwrap(), wished);
        let tried = Health { last_try: Some(minute(2)), failures: 4, ..Health::default() };
        tx.save_health(&source, &tried).await.unwrap();
        assert_eq!(tx.source_health(&source).await.unwrap(), Health { wished_at: Some(minute(3)), ..tried });
    }
}
