//! The client against a local server that behaves badly in every way a source does.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

fn settings(allow_private: bool) -> Settings {
    Settings {
        user_agent: "Bellwether/0 (Rogue Valley Signal; tips@signal.example)".to_owned(),
        timeout: Duration::from_millis(600),
        max_bytes: 10_000,
        allow_private,
        home: std::env::temp_dir(),
    }
}

fn request(url: &str) -> Request<'_> {
    Request::first(url)
}

fn now() -> Timestamp {
    "2021-03-01T18:00:00-08:00".parse().unwrap()
}

/// A server that answers every request with these bytes, then (optionally) never closes.
async fn serve(answer: &'static [u8], hang: bool) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/data.csv", listener.local_addr().unwrap());
    let (sender, heard) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = vec![0; 4096];
            let length = stream.read(&mut head).await.unwrap();
            let _ = sender.send(String::from_utf8_lossy(&head[..length]).to_lowercase());
            let _ = stream.write_all(answer).await;
            if hang {
                tokio::time::sleep(Duration::from_secs(30)).await;
            }
        }
    });
    (url, heard)
}

#[tokio::test]
async fn asks_politely_and_conditionally() {
    let answer = b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n";
    let (url, mut heard) = serve(answer, false).await;
    let client = Client::new(settings(true)).unwrap();
    let conditional = Request {
        etag: Some("\"v1\""),
        last_modified: Some("Mon, 01 Mar 2021 09:00:00 GMT"),
        ..request(&url)
    };
    assert_eq!(client.fetch(conditional, now()).await.unwrap(), Fetched::Unchanged);
    let head = heard.recv().await.unwrap();
    for part in
        ["if-none-match: \"v1\"", "if-modified-since: mon, 01 mar 2021", "user-agent: bellwether/0 (rogue"]
    {
        assert!(head.contains(part), "{head}");
    }
}

#[tokio::test]
async fn the_same_bytes_again_are_no_news() {
    let answer = b"HTTP/1.1 200 OK\r\netag: \"v1\"\r\ncontent-length: 5\r\nconnection: close\r\n\r\na,b,c";
    let (url, _heard) = serve(answer, false).await;
    let client = Client::new(settings(true)).unwrap();
    let Fetched::Body(body) = client.fetch(request(&url), now()).await.unwrap() else { panic!("no body") };
    assert_eq!((&body.bytes[..], body.etag.as_deref()), (&b"a,b,c"[..], Some("\"v1\"")));
    let again = Request { digest: Some(&body.digest), ..request(&url) };
    assert_eq!(client.fetch(again, now()).await.unwrap(), Fetched::Unchanged);
}

#[tokio::test]
async fn private_networks_are_out_of_reach_by_address_name_and_redirect() {
    let client = Client::new(settings(false)).unwrap();
    let (url, _heard) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx", false).await;
    assert!(matches!(client.fetch(request(&url), now()).await, Err(Error::Private { .. })));
    let by_name = url.replace("127.0.0.1", "localhost");
    let refused = client.fetch(request(&by_name), now()).await;
    assert!(matches!(refused, Err(Error::Private { .. })), "{refused:?}");
}

#[tokio::test]
async fn answers_are_capped_timed_and_judged() {
    let client = Client::new(settings(true)).unwrap();
    let cases: [(&'static [u8], bool, &str); 6] = [
        (b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", false, "empty"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nslow", true, "within 0 seconds"),
        (b"HTTP/1.1 503 No\r\nretry-after: 120\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", false, "answered 503"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\ncut", false, "could not be reached"),
        (b"not http at all", false, "could not be reached"),
        (b"HTTP/1.1 302 Found\r\nlocation: ftp://example.org/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", false, "could not be reached"),
    ];
    for (answer, hang, words) in cases {
        let (url, _heard) = serve(answer, hang).await;
        let error = client.fetch(request(&url), now()).await.unwrap_err();
        assert!(error.to_string().contains(words), "{words}: {error}");
        if let Error::Status { retry_after, .. } = error {
            assert_eq!(retry_after, Some(jiff::SignedDuration::from_secs(120)));
        }
    }
    let large: &'static [u8] = Box::leak(
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(20_000))
            .into_bytes()
            .into_boxed_slice(),
    );
    let (url, _heard) = serve(large, false).await;
    assert_eq!(client.fetch(request(&url), now()).await, Err(Error::TooLarge { max: 10_000 }));
}

#[tokio::test]
async fn a_source_that_asks_for_rest_gets_it() {
    let client = Client::new(settings(true)).unwrap();
    let until = "2021-03-01T19:00:00-08:00".parse().unwrap();
    let early = Request { not_before: Some(until), ..request("http://127.0.0.1:1/") };
    let error = client.fetch(early, now()).await.unwrap_err();
    assert_eq!(error, Error::TooSoon { until });
    assert_eq!(error.not_before(now()), Some(until), "asking in between forgets no rest");
}

#[tokio::test]
async fn recorded_answers_come_at_their_moment() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("20210228T011000-0800.csv", "feb 27"),
        ("20210301T011000-0800.csv", "feb 28"),
        ("20210302T011000-0800.csv", "mar 1"),
        ("README.md", "x"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let client = Client::new(Settings { home: folder.path().to_owned(), ..settings(false) }).unwrap();
    let Fetched::Body(body) = client.fetch(request("replay:."), now()).await.unwrap() else {
        panic!("no body")
    };
    assert_eq!(&body.bytes[..], b"feb 28");
    let early = "2020-01-01T00:00:00Z".parse().unwrap();
    assert!(matches!(client.fetch(request("replay:."), early).await, Err(Error::NothingRecorded { .. })));
    assert!(matches!(client.fetch(request("file:missing.csv"), now()).await, Err(Error::File { .. })));
}
