//! The promises of the cache, each with the race that would break it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use model::id::StoryId;
use std::sync::atomic::AtomicUsize;
use tokio::sync::Notify;

fn rendered(body: &str, story: i64) -> Rendered {
    Rendered {
        content_type: "text/html; charset=utf-8",
        body: body.to_owned(),
        keys: vec![Key::Story(StoryId(story)), Key::Front],
        modified: Some(1_614_650_400),
        fields: http::HeaderMap::new(),
    }
}

async fn ask(cache: &Cache, path: &str, body: &str) -> String {
    let page = cache.get_or_render::<(), _>(path, || async { Ok(rendered(body, 1)) }).await.unwrap();
    String::from_utf8(page.body().to_vec()).unwrap()
}

#[tokio::test]
async fn a_page_stays_until_one_of_its_keys_is_announced() {
    let cache = Cache::new(1 << 20, true);
    assert_eq!(ask(&cache, "/", "old").await, "old");
    assert_eq!(ask(&cache, "/", "new").await, "old");
    cache.announce(&Stale::keys([Key::Story(StoryId(2))]));
    assert_eq!(ask(&cache, "/", "new").await, "old", "another story's key");
    cache.announce(&Stale::keys([Key::Story(StoryId(1))]));
    assert_eq!(ask(&cache, "/", "new").await, "new");
}

#[tokio::test]
async fn a_slow_reader_does_not_put_yesterday_back() {
    let cache = Arc::new(Cache::new(1 << 20, true));
    let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = tokio::spawn({
        let (cache, begun, go) = (cache.clone(), begun.clone(), go.clone());
        let renders = AtomicUsize::new(0);
        async move {
            let page = cache
                .get_or_render::<(), _>("/", || async {
                    // The first rendering read the old row and is slow; a second one reads the new row.
                    if renders.fetch_add(1, Ordering::SeqCst) == 0 {
                        begun.notify_one();
                        go.notified().await;
                        return Ok(rendered("old", 1));
                    }
                    Ok(rendered("new", 1))
                })
                .await
                .unwrap();
            page.body().clone()
        }
    });
    begun.notified().await;
    cache.announce(&Stale::keys([Key::Front]));
    go.notify_one();
    assert_eq!(slow.await.unwrap(), "new");
    assert_eq!(ask(&cache, "/", "newest").await, "new", "the new page is kept");
}

#[tokio::test]
async fn many_readers_of_one_address_render_once() {
    let cache = Arc::new(Cache::new(1 << 20, true));
    let renders = Arc::new(AtomicUsize::new(0));
    let readers: Vec<_> = (0..50)
        .map(|_| {
            let (cache, renders) = (cache.clone(), renders.clone());
            tokio::spawn(async move {
                let render = || async {
                    renders.fetch_add(1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    Ok::<_, ()>(rendered("page", 1))
                };
                cache.get_or_render("/", render).await.unwrap().body().clone()
            })
        })
        .collect();
    for reader in readers {
        assert_eq!(reader.await.unwrap(), "page");
    }
    assert_eq!(renders.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_reader_who_hangs_up_does_not_block_the_others() {
    let cache = Arc::new(Cache::new(1 << 20, true));
    let begun = Arc::new(Notify::new());
    let gone = tokio::spawn({
        let (cache, begun) = (cache.clone(), begun.clone());
        async move {
            let render = || async {
                begun.notify_one();
                std::future::pending::<Result<Rendered, ()>>().await
            };
            drop(cache.get_or_render("/", render).await);
        }
    });
    begun.notified().await;
    gone.abort();
    assert_eq!(ask(&cache, "/", "page").await, "page");
}

#[tokio::test]
async fn an_error_is_not_kept() {
    let cache = Cache::new(1 << 20, true);
    let failed = cache.get_or_render("/", || async { Err::<Rendered, _>("no") }).await;
    assert_eq!(failed.unwrap_err(), "no");
    assert_eq!(ask(&cache, "/", "page").await, "page");
}

#[tokio::test]
async fn memory_stays_within_the_capacity() {
    let cache = Cache::new(200_000, true);
    let body = "x".repeat(10_000);
    for number in 0..500 {
        ask(&cache, &format!("/{number}"), &body).await;
    }
    assert!(cache.size().0 <= 200_000, "{:?}", cache.size());
    let references: usize = cache.lock().carriers.values().map(Vec::len).sum();
    assert!(references < 200, "evicted pages leave no trail: {references}");
}

#[tokio::test]
async fn validators_and_encodings_belong_together() {
    let cache = Cache::new(1 << 20, true);
    let page =
        cache.get_or_render::<(), _>("/", || async { Ok(rendered(&"word ".repeat(500), 1)) }).await.unwrap();
    let mut tags = Vec::new();
    for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Brotli] {
        let (status, headers, body) = page.answer(encoding, &http::HeaderMap::new());
        assert_eq!(status, 200);
        assert_eq!(headers["content-length"], body.len().to_string());
        let mut request = http::HeaderMap::new();
        request.insert("if-none-match", headers["etag"].clone());
        let (status, _, body) = page.answer(encoding, &request);
        assert_eq!((status.as_u16(), body.len()), (304, 0));
        tags.push(headers["etag"].clone());
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "each encoding has its own strong tag");
    assert_eq!(
        page.answer(Encoding::Identity, &http::HeaderMap::new()).1["last-modified"],
        "Tue, 02 Mar 2021 02:00:00 GMT"
    );
}
