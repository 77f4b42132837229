//! Bytes under the digest of what they are.

use crate::ground::Ground;
use bytes::Bytes;
use futures_util::stream;
use std::io;
use store::{Error, Store};

async fn open() -> (Ground, Store) {
    let ground = Ground::sqlite();
    let store = ground.open().await;
    (ground, store)
}

fn files(ground: &Ground) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![ground.path().join("blobs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

#[tokio::test]
async fn bytes_come_back_and_are_kept_once() {
    let (ground, store) = open().await;
    let blobs = store.blobs();
    let digest = blobs.put(Bytes::from_static(b"hello")).await.unwrap();
    assert_eq!(digest, "ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f", "BLAKE3 of hello");
    assert_eq!(blobs.put(Bytes::from_static(b"hello")).await.unwrap(), digest);
    assert_eq!(blobs.get(&digest).await.unwrap().unwrap(), "hello");
    assert_eq!(files(&ground).len(), 1);
    blobs.remove(&digest).await.unwrap();
    blobs.remove(&digest).await.unwrap();
    assert_eq!(blobs.get(&digest).await.unwrap(), None);
}

#[tokio::test]
async fn a_stream_is_kept_under_the_same_digest() {
    let (ground, store) = open().await;
    let whole: Vec<u8> = (0..12_000_000_u32).map(|n| (n % 251) as u8).collect();
    let chunks: Vec<io::Result<Bytes>> =
        whole.chunks(70_001).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
    let (digest, size) = store.blobs().put_stream(stream::iter(chunks), 20_000_000).await.unwrap();
    assert_eq!(size, 12_000_000);
    assert_eq!(store.blobs().put(Bytes::from(whole.clone())).await.unwrap(), digest);
    assert!(store.blobs().get(&digest).await.unwrap().unwrap() == whole);
    assert_eq!(files(&ground).len(), 1);
}

#[tokio::test]
async fn a_refused_stream_leaves_nothing() {
    let (ground, store) = open().await;
    let ten = || Ok(Bytes::from_static(b"0123456789"));
    let endless = stream::iter(std::iter::repeat_with(ten));
    let error = store.blobs().put_stream(endless, 10_000_000).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { max: 10_000_000 }), "{error:?}");
    let broken = stream::iter([ten(), Err(io::Error::other("gone"))]);
    let error = store.blobs().put_stream(broken, 100).await.unwrap_err();
    assert!(matches!(error, Error::BrokenOff(_)), "{error:?}");
    assert_eq!(files(&ground), Vec::<std::path::PathBuf>::new());
    let (digest, size) = store.blobs().put_stream(stream::iter([ten()]), 10).await.unwrap();
    assert_eq!((size, store.blobs().get(&digest).await.unwrap().unwrap().len()), (10, 10));
}

#[tokio::test]
async fn damage_is_found_and_tricks_find_nothing() {
    let (ground, store) = open().await;
    let digest = store.blobs().put(Bytes::from_static(b"hello")).await.unwrap();
    std::fs::write(&files(&ground)[0], b"hullo").unwrap();
    let error = store.blobs().get(&digest).await.unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
    for trick in ["", "../station.sqlite", "é", &"A".repeat(64), &"g".repeat(64), &"/".repeat(64)] {
        assert_eq!(store.blobs().get(trick).await.unwrap(), None, "{trick}");
        store.blobs().remove(trick).await.unwrap();
    }
    assert!(ground.path().join("station.sqlite").exists());
}
