//! Messages about dangers are only added; notices end by themselves.

use crate::made::*;
use model::{
    alert::{
        Alert, Certainty, Codes, Event, MessageType, Reach, Reference, Severity, Status, Text, Urgency, Zone,
        ZoneKind,
    },
    notice::{Draft, Evacuation, Kind},
};

/// An alert with something in every field.
fn full() -> Alert {
    Alert {
        identifier: "urn:oid:1.001".into(),
        sender: "w-nws.webmaster@noaa.gov".into(),
        sent: minute(0),
        status: Status::Actual,
        message_type: MessageType::Update,
        references: vec!["urn:oid:0.001".into()],
        named: vec![
            Reference {
                sender: "w-nws.webmaster@noaa.gov".into(),
                identifier: "urn:oid:0.001".into(),
                sent: Some(minute(0)),
            },
            Reference { sender: "county@example".into(), identifier: "KC-1".into(), sent: None },
        ],
        event: "Red Flag Warning".into(),
        category: "Met".into(),
        response: "Avoid".into(),
        urgency: Urgency::Expected,
        severity: Severity::Severe,
        certainty: Certainty::Likely,
        effective: Some(minute(0)),
        onset: Some(minute(60)),
        expires: Some(minute(120)),
        ends: Some(minute(300)),
        sender_name: "NWS Medford OR".into(),
        web: "https://www.weather.gov/mfr".into(),
        area: "Klamath Basin".into(),
        zones: vec![
            Zone { code: "ORZ624".into(), kind: ZoneKind::Fire },
            Zone { code: "ORC035".into(), kind: ZoneKind::County },
        ],
        same: vec!["041035".into()],
        polygons: vec![vec![(42.0, -122.0), (42.5, -122.0), (42.5, -121.123456789), (42.0, -122.0)]],
        circles: vec![(42.0, -121.0, 12.5)],
        beside: Codes {
            zones: vec![Zone { code: "ORC035".into(), kind: ZoneKind::County }],
            same: vec!["041035".into()],
        },
        event_codes: vec!["FWW".into()],
        texts: vec![Text {
            language: "es".into(),
            event: "Aviso".into(),
            headline: "Año".into(),
            description: "a\n\nb".into(),
            instruction: "c".into(),
            altered: true,
        }],
        events: vec![Event { class: 'O', action: "NEW".into(), name: "KMFR.FW.W.0021".into(), ends: None }],
        parameters: vec![("maxWindGust".into(), "45 MPH".into())],
    }
}

fn here() -> Reach {
    Reach { towns: [slug("klamath-falls"), slug("medford")].into(), covered: true }
}

on_both! {
    async fn a_message_comes_back_as_it_was_kept(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        let id = tx.append_alert(&full(), &here()).await.unwrap();
        let kept = tx.alert(id).await.unwrap().unwrap();
        assert_eq!((&kept.alert, &kept.reach, kept.chain, kept.received_at), (&full(), &here(), id, minute(1)));
        assert_eq!(kept.over_at, minute(300));
        assert_eq!(tx.alert_known(&full()).await.unwrap(), Some((id, here())));
        let otherwise = Alert { event: "Red flag warning".into(), ..full() };
        assert_eq!(tx.alert_known(&otherwise).await.unwrap(), None, "another text is another message");
        assert!(tx.append_alert(&full(), &here()).await.is_err(), "the same message twice");
    }

    async fn a_message_that_was_kept_by_an_older_program_is_read_and_known_again(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        let older = Alert { named: Vec::new(), ..full() };
        let id = tx.append_alert(&older, &here()).await.unwrap();
        assert_eq!(tx.alert(id).await.unwrap().unwrap().alert, older);
        assert_eq!(tx.alert_known(&full()).await.unwrap(), Some((id, here())), "it would be told as new");
    }

    async fn what_is_over_is_found_no_more_but_stays(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        let first = tx.append_alert(&full(), &here()).await.unwrap();
        let later = Alert { identifier: "urn:oid:2.001".into(), references: vec!["urn:oid:1.001".into()], events: Vec::new(), ..full() };
        let second = tx.append_alert(&later, &here()).await.unwrap();
        let family: Vec<i64> = tx.alert_family(&later).await.unwrap().iter().map(|kept| kept.id).collect();
        assert_eq!(family, [first, second], "by name");
        let by_event = Alert { identifier: "urn:oid:3.001".into(), references: Vec::new(), ..full() };
        let family: Vec<i64> = tx.alert_family(&by_event).await.unwrap().iter().map(|kept| kept.id).collect();
        assert_eq!(family, [first], "by event");
        tx.settle_alert(first, first, minute(2)).await.unwrap();
        tx.join_alert_chains(second, first).await.unwrap();
        let ids = |list: Vec<model::alert::Kept>| list.iter().map(|kept| kept.id).collect::<Vec<_>>();
        assert_eq!(ids(tx.alerts_in_force(minute(1)).await.unwrap()), [first, second]);
        assert_eq!(ids(tx.alerts_in_force(minute(2)).await.unwrap()), [second], "over to the moment");
        assert!(tx.alerts_in_force(minute(300)).await.unwrap().is_empty());
        assert_eq!(ids(tx.alert_chain(first).await.unwrap()), [first, second]);
        tx.move_alert(second, &Reach::default()).await.unwrap();
        assert_eq!(ids(tx.alerts_lately(9).await.unwrap()), [first], "what is for elsewhere is in no feed");
        assert_eq!(tx.alert(99).await.unwrap(), None);
    }

    async fn a_notice_is_kept_changed_and_ends(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        let draft = Draft {
            kind: Kind::Evacuation(Evacuation::BeSet),
            title: "Be set to leave".into(),
            place: "Zone JAC-123".into(),
            towns: [slug("ashland"), slug("medford")].into(),
            words: "Pets are welcome.".into(),
            source: "Sheriff".into(),
            begins_at: minute(1),
            ends_at: minute(100),
        };
        let id = tx.insert_notice(&draft, "Ana").await.unwrap();
        let notice = tx.notice(id).await.unwrap().unwrap();
        assert_eq!((&notice.draft, notice.by.as_str(), notice.made_at), (&draft, "Ana", minute(1)));
        let higher =
            Draft { kind: Kind::Evacuation(Evacuation::Go), towns: [slug("ashland")].into(), ..draft };
        assert!(tx.save_notice(id, &higher, "Ben").await.unwrap());
        assert!(!tx.save_notice(id + 1, &higher, "Ben").await.unwrap());
        assert_eq!(tx.notices_in_force(minute(99)).await.unwrap().len(), 1);
        assert_eq!(tx.notices_in_force(minute(100)).await.unwrap(), []);
        assert_eq!(tx.notices_over(minute(100), 5).await.unwrap()[0].draft, higher);
        // As an older program kept one: for everywhere.
        let everywhere = Draft { towns: Default::default(), ..higher };
        assert!(tx.save_notice(id, &everywhere, "Ben").await.unwrap());
        assert_eq!(tx.notice(id).await.unwrap().unwrap().draft, everywhere);
    }
}
