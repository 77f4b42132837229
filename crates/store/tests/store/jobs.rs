//! Jobs are enqueued once, claimed by one, given to another when a lease ends, and tell how they have been doing.

use crate::made::*;
use jiff::SignedDuration;
use model::{
    id::{MediaId, StoryId},
    job::{Job, Outcome},
    stale::Stale,
};
use std::{collections::BTreeMap, time::Duration};
use store::Store;

const LEASE: SignedDuration = SignedDuration::from_mins(5);

async fn enqueue(store: &Store, job: &Job, due: i64, once: Option<&str>) {
    let tx = store.begin(minute(0)).await.unwrap();
    tx.enqueue(job, minute(due), once).await.unwrap();
    tx.commit(Stale::nothing()).await.unwrap();
}

fn done() -> Outcome {
    Outcome::Done("well".into())
}

on_both! {
    async fn a_job_is_claimed_when_due_oldest_first(ground: &Ground) {
        let store = ground.open().await;
        enqueue(&store, &Job::Prune, 10, None).await;
        enqueue(&store, &Job::MakeRenditions(MediaId(7)), 5, None).await;
        enqueue(&store, &Job::RefreshTable(slug("or-covid")), 90, None).await;
        assert_eq!(store.claim(&Job::KINDS, minute(4), "w", LEASE).await.unwrap(), None);
        assert_eq!(store.next_due(&Job::KINDS, minute(4)).await.unwrap(), Some(minute(5)));
        let first = store.claim(&Job::KINDS, minute(20), "w", LEASE).await.unwrap().unwrap();
        assert_eq!((first.job.clone(), first.due_at, first.attempt), (Job::MakeRenditions(MediaId(7)), minute(5), 1));
        assert_eq!(store.claim(&Job::KINDS, minute(20), "w", LEASE).await.unwrap().unwrap().job, Job::Prune);
        assert_eq!(store.claim(&Job::KINDS, minute(20), "w", LEASE).await.unwrap(), None);
        assert_eq!(store.next_due(&Job::KINDS, minute(20)).await.unwrap(), Some(minute(25)), "the end of a lease");
        assert!(store.finish(first.id, "w", minute(21), &done(), None).await.unwrap());
        assert_eq!(store.claim(&Job::KINDS, minute(99), "w", LEASE).await.unwrap().unwrap().job, Job::Prune, "its lease has ended");
        assert_eq!(store.claim(&Job::KINDS, minute(99), "w", LEASE).await.unwrap().unwrap().job, Job::RefreshTable(slug("or-covid")));
    }

    async fn many_claimers_get_each_job_once(ground: &Ground) {
        let nodes = [ground.open().await, ground.open().await];
        let tx = nodes[0].begin(minute(0)).await.unwrap();
        for n in 0..60 {
            tx.enqueue(&Job::PublishStory(StoryId(n)), minute(0), None).await.unwrap();
        }
        tx.commit(Stale::nothing()).await.unwrap();
        let workers: Vec<_> = (0..8_usize)
            .map(|n| {
                let store = nodes[n % 2].clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    while let Some(claimed) = store.claim(&Job::KINDS, minute(1), &format!("w{n}"), LEASE).await.unwrap() {
                        mine.push(claimed);
                        tokio::task::yield_now().await;
                    }
                    mine
                })
            })
            .collect();
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for worker in workers {
            for claimed in worker.await.unwrap() {
                assert_eq!(claimed.attempt, 1);
                *times.entry(claimed.job.subject()).or_default() += 1;
            }
        }
        assert_eq!(times.len(), 60);
        assert!(times.values().all(|&times| times == 1), "{times:?}");
    }

    async fn a_lease_that_ended_gives_the_job_to_another(ground: &Ground) {
        let store = ground.open().await;
        enqueue(&store, &Job::Prune, 0, None).await;
        let first = store.claim(&Job::KINDS, minute(0), "dead", LEASE).await.unwrap().unwrap();
        assert_eq!(store.claim(&Job::KINDS, minute(4), "next", LEASE).await.unwrap(), None);
        assert!(store.renew(first.id, "dead", minute(8)).await.unwrap());
        assert!(!store.renew(first.id, "next", minute(99)).await.unwrap(), "not theirs");
        assert_eq!(store.claim(&Job::KINDS, minute(7), "next", LEASE).await.unwrap(), None, "renewed until minute 8");
        let second = store.claim(&Job::KINDS, minute(8), "next", LEASE).await.unwrap().unwrap();
        assert_eq!((second.id, second.attempt), (first.id, 2));
        assert!(!store.renew(first.id, "dead", minute(99)).await.unwrap());
        assert!(!store.finish(first.id, "dead", minute(9), &done(), None).await.unwrap(), "its word counts no more");
        assert!(store.finish(second.id, "next", minute(9), &done(), None).await.unwrap());
        assert!(!store.finish(second.id, "next", minute(9), &done(), None).await.unwrap(), "over is over");
        assert_eq!(store.claim(&Job::KINDS, minute(99), "next", LEASE).await.unwrap(), None);
        assert_eq!(store.next_due(&Job::KINDS, minute(99)).await.unwrap(), None);
    }

    async fn a_once_key_works_once_also_after_the_job_is_done(ground: &Ground) {
        let store = ground.open().await;
        let cron = Some("cron:or-covid:2021-03-01T09:15:00Z");
        let table = Job::RefreshTable(slug("or-covid"));
        assert!(!store.reader().has_job_key("cron:or-covid:2021-03-01T09:15:00Z").await.unwrap());
        enqueue(&store, &table, 0, cron).await;
        enqueue(&store, &table, 0, cron).await;
        assert!(store.reader().has_job_key("cron:or-covid:2021-03-01T09:15:00Z").await.unwrap());
        let claimed = store.claim(&Job::KINDS, minute(1), "w", LEASE).await.unwrap().unwrap();
        assert_eq!(store.claim(&Job::KINDS, minute(1), "w", LEASE).await.unwrap(), None);
        store.finish(claimed.id, "w", minute(1), &done(), None).await.unwrap();
        enqueue(&store, &table, 0, cron).await;
        assert_eq!(store.claim(&Job::KINDS, minute(9), "w", LEASE).await.unwrap(), None);
        enqueue(&store, &table, 0, None).await;
        enqueue(&store, &table, 0, None).await;
        assert!(store.claim(&Job::KINDS, minute(9), "w", LEASE).await.unwrap().is_some(), "without a key each is one");
        assert!(store.claim(&Job::KINDS, minute(9), "w", LEASE).await.unwrap().is_some());
    }

    async fn whoever_takes_some_kinds_gets_no_other_and_waits_for_no_other(ground: &Ground) {
        let store = ground.open().await;
        for n in 0..3 {
            enqueue(&store, &Job::RefreshObservation(slug(&format!("town-{n}"))), n, None).await;
        }
        enqueue(&store, &Job::PollAlerts, 7, None).await;
        let (slow, urgent) = (["refresh-observation", "refresh-air"], ["poll-alerts", "publish-story"]);
        assert_eq!(store.next_due(&urgent, minute(5)).await.unwrap(), Some(minute(7)));
        assert_eq!(store.next_due(&slow, minute(5)).await.unwrap(), Some(minute(5)));
        assert_eq!(store.next_due(&["prune"], minute(5)).await.unwrap(), None);
        assert_eq!(store.claim(&urgent, minute(6), "w", LEASE).await.unwrap(), None);
        let claimed = store.claim(&urgent, minute(7), "w", LEASE).await.unwrap().unwrap();
        assert_eq!(claimed.job, Job::PollAlerts, "though others have been due for longer");
        assert_eq!(store.claim(&urgent, minute(7), "w", LEASE).await.unwrap(), None);
        assert!(store.claim(&slow, minute(7), "w", LEASE).await.unwrap().is_some());
    }

    async fn firings_that_were_missed_are_one_run(ground: &Ground) {
        let store = ground.open().await;
        let (mine, other) = (Job::RefreshAir(slug("medford")), Job::RefreshAir(slug("ashland")));
        for n in 0..4 {
            enqueue(&store, &mine, n, Some(&format!("cron:mine:{n}"))).await;
            enqueue(&store, &other, n, Some(&format!("cron:other:{n}"))).await;
        }
        enqueue(&store, &mine, 1, None).await;
        let first = store.claim(&Job::KINDS, minute(2), "w", LEASE).await.unwrap().unwrap();
        assert_eq!((first.job.clone(), first.due_at), (mine.clone(), minute(0)));
        let next = store.claim(&Job::KINDS, minute(2), "w", LEASE).await.unwrap().unwrap();
        assert_eq!(next.job, other);
        let next = store.claim(&Job::KINDS, minute(2), "w", LEASE).await.unwrap().unwrap();
        assert_eq!((next.job, next.due_at), (mine.clone(), minute(1)), "what a person asked for is run for itself");
        assert_eq!(store.claim(&Job::KINDS, minute(2), "w", LEASE).await.unwrap(), None);
        assert_eq!(store.next_due(&Job::KINDS, minute(2)).await.unwrap(), Some(minute(3)), "what is not due yet stays");
        enqueue(&store, &mine, 1, Some("cron:mine:1")).await;
        assert_eq!(store.claim(&Job::KINDS, minute(2), "w", LEASE).await.unwrap(), None, "its firing was");
        assert!(store.finish(first.id, "w", minute(2), &done(), None).await.unwrap());
    }

    async fn a_failed_run_is_not_tried_again_beside_one_that_comes_sooner(ground: &Ground) {
        let store = ground.open().await;
        let failed = Outcome::Failed("no answer".into());
        let job = Job::RefreshObservation(slug("medford"));
        enqueue(&store, &job, 0, Some("cron:0")).await;
        enqueue(&store, &job, 10, Some("cron:10")).await;
        enqueue(&store, &Job::RefreshObservation(slug("ashland")), 20, Some("cron:20")).await;
        let claim = async |at| store.claim(&Job::KINDS, minute(at), "w", LEASE).await.unwrap();
        let first = claim(0).await.unwrap();
        assert!(store.finish(first.id, "w", minute(1), &failed, Some(minute(5))).await.unwrap());
        let again = claim(5).await.unwrap();
        assert_eq!((again.id, again.attempt), (first.id, 2), "sooner than its schedule");
        assert!(store.finish(again.id, "w", minute(6), &failed, Some(minute(12))).await.unwrap());
        let next = claim(12).await.unwrap();
        assert_eq!((next.due_at, next.attempt), (minute(10), 1), "later than its schedule");
        assert_eq!(claim(12).await, None);
        assert!(store.finish(next.id, "w", minute(12), &failed, Some(minute(14))).await.unwrap());
        assert_eq!(claim(14).await.unwrap().id, next.id, "nothing else has it run");
    }

    async fn a_rolled_back_job_was_never_enqueued(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(0)).await.unwrap();
        tx.enqueue(&Job::Prune, minute(0), Some("k")).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(store.claim(&Job::KINDS, minute(1), "w", LEASE).await.unwrap(), None);
        assert!(!store.reader().has_job_key("k").await.unwrap());
    }

    async fn a_cancelled_job_frees_its_key(ground: &Ground) {
        let store = ground.open().await;
        let job = Job::PublishStory(StoryId(42));
        enqueue(&store, &job, 10, Some("publish:42:1")).await;
        enqueue(&store, &Job::PublishStory(StoryId(4)), 10, None).await;
        let tx = store.begin(minute(0)).await.unwrap();
        tx.cancel(&job).await.unwrap();
        tx.enqueue(&job, minute(20), Some("publish:42:1")).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let other = store.claim(&Job::KINDS, minute(10), "w", LEASE).await.unwrap().unwrap();
        assert_eq!(other.job, Job::PublishStory(StoryId(4)));
        let tx = store.begin(minute(10)).await.unwrap();
        tx.cancel(&other.job).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        assert!(store.finish(other.id, "w", minute(11), &done(), None).await.unwrap(), "a claimed one is not taken back");
        assert_eq!(store.claim(&Job::KINDS, minute(20), "w", LEASE).await.unwrap().unwrap().job, job);
    }

    async fn the_board_tells_how_jobs_have_been_doing(ground: &Ground) {
        let store = ground.open().await;
        let table = Job::RefreshTable(slug("or-covid"));
        enqueue(&store, &table, 0, None).await;
        let status = async || {
            let mut found = store.reader().job_statuses().await.unwrap();
            found.retain(|status| status.job == table);
            found.pop()
        };
        let waiting = status().await.unwrap();
        assert_eq!((waiting.next_due, waiting.running, waiting.last_success), (Some(minute(0)), false, None));
        let claimed = store.claim(&Job::KINDS, minute(0), "w", LEASE).await.unwrap().unwrap();
        let running = status().await.unwrap();
        assert_eq!((running.next_due, running.running), (None, true));
        let failed = Outcome::Failed("no answer".into());
        assert!(store.finish(claimed.id, "w", minute(1), &failed, Some(minute(3))).await.unwrap());
        let retrying = status().await.unwrap();
        assert_eq!(retrying.last_error.as_deref(), Some("no answer"));
        assert_eq!((retrying.next_due, retrying.running, retrying.last_success), (Some(minute(3)), false, None));
        assert_eq!(store.claim(&Job::KINDS, minute(2), "w", LEASE).await.unwrap(), None);
        let again = store.claim(&Job::KINDS, minute(3), "w", LEASE).await.unwrap().unwrap();
        assert_eq!(again.attempt, 2);
        store.finish(again.id, "w", minute(4), &Outcome::Done("36 counties".into()), None).await.unwrap();
        let good = status().await.unwrap();
        assert_eq!((good.last_success, good.last_note.as_deref()), (Some(minute(4)), Some("36 counties")));
        assert_eq!((good.last_error, good.next_due), (None, None));
        enqueue(&store, &table, 60, None).await;
        let claimed = store.claim(&Job::KINDS, minute(60), "w", LEASE).await.unwrap().unwrap();
        store.finish(claimed.id, "w", minute(61), &failed, None).await.unwrap();
        let bad = status().await.unwrap();
        assert_eq!((bad.last_success, bad.last_error.as_deref()), (Some(minute(4)), Some("no answer")));

        let tx = store.begin(minute(99)).await.unwrap();
        assert_eq!(tx.prune_jobs(minute(50)).await.unwrap(), 1);
        assert_eq!(tx.prune_jobs(minute(90)).await.unwrap(), 1);
        tx.commit(Stale::nothing()).await.unwrap();
        assert_eq!(status().await, None);
    }

    async fn jobs_of_another_version_are_left_alone(ground: &Ground) {
        let store = ground.open().await;
        ground.meddle("INSERT INTO jobs (kind, subject, due_at, attempts) VALUES ('brew-coffee', '', 0, 0)").await;
        ground.meddle("INSERT INTO jobs (kind, subject, due_at, attempts) VALUES ('publish-story', 'x', 0, 0)").await;
        assert_eq!(store.claim(&Job::KINDS, minute(0), "w", LEASE).await.unwrap(), None);
        assert_eq!(store.reader().job_statuses().await.unwrap(), []);
        enqueue(&store, &Job::Prune, 0, None).await;
        assert!(store.claim(&Job::KINDS, minute(0), "w", LEASE).await.unwrap().is_some());
    }

    async fn whoever_waits_for_jobs_is_woken(ground: &Ground) {
        let store = ground.open().await;
        let changed = store.jobs_changed();
        enqueue(&store, &Job::Prune, 0, None).await;
        let soon = Duration::from_secs(60);
        tokio::time::timeout(soon, changed.notified()).await.expect("a commit before the wait is not missed");
        let waits = tokio::spawn({
            let changed = changed.clone();
            async move { changed.notified().await }
        });
        tokio::task::yield_now().await;
        enqueue(&store, &Job::AgeReadings, 0, None).await;
        tokio::time::timeout(soon, waits).await.expect("woken").unwrap();
    }
}
