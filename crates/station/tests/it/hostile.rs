//! People who mean no good, and machines that mean nothing: a clear answer, nothing lost, no harm to the others.

use crate::{database::Engine, house::House, people::form};
use bytes::Bytes;
use http::Method;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

#[tokio::test(flavor = "multi_thread")]
async fn tricks_in_addresses_lead_nowhere() {
    let station = House::on(Engine::Sqlite).opens().await;
    let reader = station.reader();
    for path in [
        "/story/2021/03/../../../etc/passwd",
        "/story/2021/03/%2e%2e%2fsecret",
        "/story/2021/3/x",
        "/story/2021/13/x",
        "/section/../desk",
        "/section/local%00",
        "/section/LOCAL",
        "/media/m-0000/640.jpg",
        "/media/..%2f..%2fstation.sqlite/1.jpg",
        "/assets/../../Cargo.toml",
        "/data/or-covid.csv.exe",
        "/archive/9999/99",
        "/sitemap/0000/00.xml",
        "//evil.example/",
        "/tag/a?page=0",
        "/tag/a?page=99999999999999999999",
    ] {
        let page = reader.opens(path).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        assert!(!page.text().contains("root:"), "{path}");
    }
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_of_headline_are_refused_and_nothing_is_lost() {
    let station = House::on(Engine::Sqlite).opens().await;
    let editor = station.editor().await;
    let mut draft = editor.writes("Short", &[]).await;
    let long = "x".repeat(10 << 20);
    let page = editor.presses("save", &mut draft, &[("headline", &long)]).await;
    assert!(page.status.is_client_error(), "{}", page.status);
    editor.browser.opens(&draft.form).await.shows("Short");
    let less = "x".repeat(300_000);
    let page = editor.browser.sends("/desk/stories", &form(&[("headline", &less)])).await;
    assert!(page.status.is_client_error(), "{}", page.status);
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shapes_that_smuggle_are_refused() {
    let station = House::on(Engine::Sqlite).opens().await;
    let shapes: [&[u8]; 6] = [
        b"POST /desk/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /desk HTTP/1.1\r\nhost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"GET / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        b"GET / HTTP/1.1\nhost: a\r\n x: folded\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ];
    for shape in shapes {
        let mut stream = TcpStream::connect(station.address).await.unwrap();
        stream.write_all(shape).await.unwrap();
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.starts_with("HTTP/1.1 2"), "{:?}: {answer}", String::from_utf8_lossy(shape));
        assert!(answer.matches("HTTP/1.1").count() <= 1, "{:?}: {answer}", String::from_utf8_lossy(shape));
    }
    station.reader().opens("/").await.is(200);
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_and_silent_connections_hold_up_nobody() {
    let station = House::on(Engine::Sqlite).with("").opens().await;
    let mut idle = Vec::new();
    for number in 0..500 {
        let mut stream = TcpStream::connect(station.address).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: ").await.unwrap();
        }
        idle.push(stream);
    }
    let reader = station.reader();
    for _ in 0..20 {
        reader.opens("/").await.is(200);
    }
    // A stop does not wait for them for ever.
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_says_nothing_and_is_counted() {
    let settings = "\n[metrics]\n";
    let station = House::on(Engine::Sqlite).with(settings).opens().await;
    station.editor().await;
    let reader = station.reader();
    let tries = |email: &'static str| form(&[("email", email), ("password", "something else entirely")]);
    let known = reader.sends("/desk/sign-in", &tries("nell@signal.example")).await.is(422).text();
    let unknown = reader.sends("/desk/sign-in", &tries("nobody@signal.example")).await.is(422).text();
    assert_eq!(known.replace("nell@", ""), unknown.replace("nobody@", ""));
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_and_bodies_change_nothing() {
    let station = House::on(Engine::Sqlite).opens().await;
    let reader = station.reader();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let page = reader.asks(method.clone(), "/", &[], Bytes::from_static(b"x=1")).await;
        assert!(page.status.is_client_error(), "{method}: {}", page.status);
    }
    let head = reader.asks(Method::HEAD, "/", &[], Bytes::new()).await.is(200);
    let get = reader.opens("/").await;
    assert_eq!(head.bytes.len(), 0);
    assert_eq!(head.headers.get("etag"), get.headers.get("etag"));
    let etag = get.headers["etag"].to_str().unwrap().to_owned();
    reader.asks(Method::GET, "/", &[("if-none-match", &etag)], Bytes::new()).await.is(304);
    station.stops().await;
}
