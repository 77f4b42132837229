//! A transaction is whole or nothing, one after the other, and its listeners hear of it in time.

use crate::made::*;
use model::stale::{Key, Stale};
use std::{
    future::{poll_fn, ready},
    sync::{Arc, Mutex},
    task::Poll,
};
use store::Store;

fn front() -> Stale {
    Stale::keys([Key::Front])
}

/// Keeps what listeners hear.
fn ear(store: &Store) -> Arc<Mutex<Vec<Stale>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let keep = heard.clone();
    store.on_commit(Arc::new(move |stale| keep.lock().unwrap().push(stale.clone())));
    heard
}

on_both! {
    async fn a_dropped_transaction_leaves_no_trace(ground: &Ground) {
        let store = ground.open().await;
        let heard = ear(&store);
        let tx = store.begin(minute(0)).await.unwrap();
        let id = tx.insert_story(&draft(content("Never"), minute(0))).await.unwrap();
        assert!(tx.story(id).await.unwrap().is_some());
        drop(tx);
        let tx = store.begin(minute(0)).await.unwrap();
        assert!(tx.story(id).await.unwrap().is_none());
        tx.set_meta("a", "1").await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(store.reader().meta("a").await.unwrap(), None);
        assert_eq!(store.reader().last_moment().await.unwrap(), None);
        assert!(heard.lock().unwrap().is_empty());
    }

    async fn listeners_hear_after_the_database_and_before_the_caller(ground: &Ground) {
        let store = ground.open().await;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (keep, reader, runtime) = (seen.clone(), store.reader(), tokio::runtime::Handle::current());
        store.on_commit(Arc::new(move |_| {
            let reader = reader.clone();
            // A listener may not wait; this one does, to prove what a reader sees at that moment.
            let value = tokio::task::block_in_place(|| runtime.block_on(async { reader.meta("n").await.unwrap() }));
            keep.lock().unwrap().push(value.unwrap());
        }));
        for n in 0..5 {
            let tx = store.begin(minute(n)).await.unwrap();
            tx.set_meta("n", &n.to_string()).await.unwrap();
            tx.commit(front()).await.unwrap();
            assert_eq!(seen.lock().unwrap().len() as i64, n + 1, "heard before commit returned");
        }
        let tx = store.begin(minute(9)).await.unwrap();
        tx.set_meta("n", "silent").await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        assert_eq!(*seen.lock().unwrap(), ["0", "1", "2", "3", "4"]);
        assert_eq!(store.reader().meta("n").await.unwrap().as_deref(), Some("silent"));
    }

    async fn a_listener_that_panics_does_not_undo_a_commit(ground: &Ground) {
        let store = ground.open().await;
        store.on_commit(Arc::new(|_| panic!("on purpose, in a test")));
        let heard = ear(&store);
        let tx = store.begin(minute(0)).await.unwrap();
        tx.set_meta("n", "1").await.unwrap();
        tx.commit(front()).await.unwrap();
        assert_eq!(*heard.lock().unwrap(), [front()]);
    }

    async fn writers_wait_for_each_other_in_order(ground: &Ground) {
        let store = ground.open().await;
        let heard = ear(&store);
        let tasks: Vec<_> = (0..20_i64)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move {
                    let tx = store.begin(minute(n)).await.unwrap();
                    let before = tx.meta("count").await.unwrap().map_or(0, |text| text.parse::<i64>().unwrap());
                    tokio::task::yield_now().await;
                    tx.set_meta("count", &(before + 1).to_string()).await.unwrap();
                    tx.commit(Stale::keys([Key::Story(model::id::StoryId(before))])).await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(store.reader().meta("count").await.unwrap().as_deref(), Some("20"), "no change was lost");
        let order: Vec<Stale> = (0..20).map(|n| Stale::keys([Key::Story(model::id::StoryId(n))])).collect();
        assert_eq!(*heard.lock().unwrap(), order, "listeners hear commits in their order");
    }

    async fn the_next_turn_comes_after_the_listeners(ground: &Ground) {
        let store = ground.open().await;
        let (begun, mut wait) = tokio::sync::mpsc::unbounded_channel();
        let (release, released) = std::sync::mpsc::channel::<()>();
        let released = Mutex::new(released);
        store.on_commit(Arc::new(move |_| {
            begun.send(()).unwrap();
            // It listens until the test says so; whatever else waits for this thread is given to another.
            tokio::task::block_in_place(|| released.lock().unwrap().recv().unwrap());
        }));
        let tx = store.begin(minute(0)).await.unwrap();
        tx.set_meta("n", "1").await.unwrap();
        let commit = tokio::spawn(tx.commit(front()));
        wait.recv().await.unwrap();
        let mut next = Box::pin(store.begin(minute(1)));
        // As many reads come back as would bring a turn many times over.
        for _ in 0..50 {
            let turn = poll_fn(|context| Poll::Ready(next.as_mut().poll(context))).await;
            assert!(turn.is_pending(), "a writer was let in while listeners were still told");
            store.reader().meta("n").await.unwrap();
        }
        release.send(()).unwrap();
        drop(next.await.unwrap());
        commit.await.unwrap().unwrap();
    }

    async fn two_stores_on_one_database_write_in_turn(ground: &Ground) {
        let stores = [ground.open().await, ground.open().await];
        let tasks: Vec<_> = (0..20_usize)
            .map(|n| {
                let store = stores[n % 2].clone();
                tokio::spawn(async move {
                    let tx = store.begin(minute(0)).await.unwrap();
                    let before = tx.meta("count").await.unwrap().map_or(0, |text| text.parse::<i64>().unwrap());
                    tx.set_meta("count", &(before + 1).to_string()).await.unwrap();
                    tx.commit(Stale::nothing()).await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(stores[0].reader().meta("count").await.unwrap().as_deref(), Some("20"));
    }

    async fn readers_do_not_wait_for_a_writer(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(0)).await.unwrap();
        tx.set_meta("n", "new").await.unwrap();
        assert_eq!(store.reader().meta("n").await.unwrap(), None);
        assert!(store.reader().latest(5).await.unwrap().is_empty());
        tx.commit(Stale::nothing()).await.unwrap();
        assert_eq!(store.reader().meta("n").await.unwrap().as_deref(), Some("new"));
    }

    async fn a_commit_goes_on_when_nobody_waits_for_it(ground: &Ground) {
        let store = ground.open().await;
        let heard = ear(&store);
        let tx = store.begin(minute(0)).await.unwrap();
        tx.set_meta("n", "1").await.unwrap();
        tokio::select! {
            biased;
            _ = tx.commit(front()) => panic!("a commit takes longer than one look at it"),
            () = ready(()) => {}
        }
        // The next turn comes after that commit has ended.
        let next = store.begin(minute(1)).await.unwrap();
        assert_eq!(next.meta("n").await.unwrap().as_deref(), Some("1"));
        assert_eq!(*heard.lock().unwrap(), [front()]);
    }

    async fn a_beginning_that_nobody_waits_for_blocks_nobody(ground: &Ground) {
        let store = ground.open().await;
        for _ in 0..20 {
            tokio::select! {
                biased;
                _ = store.begin(minute(0)) => {}
                () = ready(()) => {}
            }
        }
        let tx = store.begin(minute(0)).await.unwrap();
        tx.set_meta("n", "1").await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
    }

    async fn the_last_moment_never_goes_back(ground: &Ground) {
        let store = ground.open().await;
        for (moment, last) in [(5, 5), (3, 5), (8, 8)] {
            store.begin(minute(moment)).await.unwrap().commit(Stale::nothing()).await.unwrap();
            assert_eq!(store.reader().last_moment().await.unwrap(), Some(minute(last)));
        }
    }

    async fn facts_are_kept_replaced_and_forgotten(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(0)).await.unwrap();
        tx.set_meta("setup", "first").await.unwrap();
        tx.set_meta("setup", "second").await.unwrap();
        assert_eq!(tx.meta("setup").await.unwrap().as_deref(), Some("second"));
        tx.delete_meta("setup").await.unwrap();
        assert_eq!(tx.meta("setup").await.unwrap(), None);
    }
}
