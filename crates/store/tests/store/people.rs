//! Users, sessions, the audit log.

use crate::made::*;
use model::{
    audit::Actor,
    id::UserId,
    stale::Stale,
    user::{Role, User},
};
use store::{Error, Store};

async fn ana(store: &Store) -> UserId {
    let tx = store.begin(minute(0)).await.unwrap();
    let id = tx.insert_user(" Ana@Signal.example ", "Ana", Role::Editor, "$argon2id$ana").await.unwrap();
    tx.commit(Stale::nothing()).await.unwrap();
    id
}

on_both! {
    async fn users_are_known_by_their_mail_address(ground: &Ground) {
        let store = ground.open().await;
        assert_eq!(store.reader().user_count().await.unwrap(), 0);
        let id = ana(&store).await;
        let tx = store.begin(minute(1)).await.unwrap();
        let error = tx.insert_user("ANA@signal.example", "Other", Role::Reporter, "x").await.unwrap_err();
        assert!(matches!(error, Error::Taken { .. }), "{error:?}");
        let second = tx.insert_user("ben@signal.example", "Ben", Role::Reporter, "x").await.unwrap();
        let expected = User {
            id,
            email: "ana@signal.example".into(),
            name: "Ana".into(),
            role: Role::Editor,
            active: true,
            created_at: minute(0),
            signed_in_at: None,
        };
        assert_eq!(tx.user(id).await.unwrap().unwrap(), expected);
        tx.set_role(id, Role::Admin).await.unwrap();
        tx.set_password(id, "$argon2id$new").await.unwrap();
        tx.set_signed_in(id).await.unwrap();
        tx.set_active(second, false).await.unwrap();
        assert!(matches!(tx.set_role(UserId(404), Role::Admin).await, Err(Error::Missing { .. })));
        let (user, password) = tx.user_by_email("Ana@signal.EXAMPLE").await.unwrap().unwrap();
        assert_eq!(user, User { role: Role::Admin, signed_in_at: Some(minute(1)), ..expected });
        assert_eq!(password, "$argon2id$new");
        let users = tx.users().await.unwrap();
        assert_eq!(users.iter().map(|user| user.active).collect::<Vec<_>>(), [true, false]);
        assert_eq!(tx.user_count().await.unwrap(), 2);
        assert!(tx.user_by_email("nobody@signal.example").await.unwrap().is_none());
    }

    async fn sessions_end(ground: &Ground) {
        let store = ground.open().await;
        let id = ana(&store).await;
        let digests = [[1_u8; 32], [2; 32], [0; 32], [255; 32]];
        for (n, digest) in (0..).zip(&digests) {
            let tx = store.begin(minute(n)).await.unwrap();
            tx.insert_session(digest, id).await.unwrap();
            tx.commit(Stale::nothing()).await.unwrap();
        }
        let tx = store.begin(minute(60)).await.unwrap();
        tx.touch_session(&digests[0]).await.unwrap();
        let session = tx.session(&digests[0]).await.unwrap().unwrap();
        assert_eq!((session.user, session.name.as_str(), session.role), (id, "Ana", Role::Editor));
        assert_eq!((session.created_at, session.seen_at), (minute(0), minute(60)));
        tx.delete_session(&digests[1]).await.unwrap();
        assert_eq!(tx.session(&digests[1]).await.unwrap(), None);
        assert_eq!(tx.session(&[9; 32]).await.unwrap(), None);
        assert_eq!(tx.prune_sessions(minute(3), minute(0)).await.unwrap(), 1, "idle since minute 2");
        assert!(tx.session(&digests[3]).await.unwrap().is_some());
        assert_eq!(tx.prune_sessions(minute(0), minute(1)).await.unwrap(), 1, "begun before minute 1");
        tx.set_active(id, false).await.unwrap();
        assert_eq!(tx.session(&digests[3]).await.unwrap(), None, "of someone who may not sign in");
        tx.set_active(id, true).await.unwrap();
        assert!(tx.session(&digests[3]).await.unwrap().is_some());
        tx.delete_sessions_of(id).await.unwrap();
        assert_eq!(tx.session(&digests[3]).await.unwrap(), None);
    }

    async fn a_link_for_a_new_password_is_one_a_person(ground: &Ground) {
        let store = ground.open().await;
        let id = ana(&store).await;
        let tx = store.begin(minute(5)).await.unwrap();
        tx.set_password_link(&[1; 32], id).await.unwrap();
        assert_eq!(tx.password_link(&[1; 32]).await.unwrap(), Some((id, minute(5))));
        tx.set_password_link(&[2; 32], id).await.unwrap();
        assert_eq!(tx.password_link(&[1; 32]).await.unwrap(), None, "the earlier one is void");
        assert_eq!(tx.prune_password_links(minute(5)).await.unwrap(), 0);
        assert_eq!(tx.prune_password_links(minute(6)).await.unwrap(), 1);
        tx.set_password_link(&[3; 32], id).await.unwrap();
        tx.delete_password_links_of(id).await.unwrap();
        assert_eq!(tx.password_link(&[3; 32]).await.unwrap(), None);
    }

    async fn the_log_tells_who_did_what(ground: &Ground) {
        let store = ground.open().await;
        let id = ana(&store).await;
        let person = Actor::User { id, name: "Ana".into(), from: Some("192.0.2.1".into()) };
        let tx = store.begin(minute(3)).await.unwrap();
        tx.audit(&person, "story.publish", "story:42", "Published “One”").await.unwrap();
        tx.audit(&Actor::Station { job: "publish-story".into() }, "story.publish", "story:43", "On time").await.unwrap();
        tx.audit(&person, "story.kill", "story:42", "Killed").await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let (all, more) = store.reader().audit_log(0, 2, None).await.unwrap();
        assert!(more);
        assert_eq!(all.iter().map(|entry| entry.verb.as_str()).collect::<Vec<_>>(), ["story.kill", "story.publish"]);
        assert_eq!((all[1].who.as_str(), all[1].from.as_deref()), ("publish-story", None));
        let (one, more) = store.reader().audit_log(0, 9, Some("story:42")).await.unwrap();
        assert!(!more);
        assert_eq!(one.len(), 2);
        let first = &one[1];
        assert_eq!((first.who.as_str(), first.from.as_deref(), first.at), ("Ana", Some("192.0.2.1"), minute(3)));
        assert_eq!((first.subject.as_str(), first.note.as_str()), ("story:42", "Published “One”"));
    }
}
