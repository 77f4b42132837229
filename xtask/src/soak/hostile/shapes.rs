//! Requests that two programs could read in two ways, addresses that want out of the site, heads without end.

use std::time::Duration;

use anyhow::Result;

use super::super::wire::{self, Wire};
use super::Siege;

/// Refused before anybody looks at an address: status 4xx, or the connection closed without a word.
const REFUSED: &[(&str, &[u8])] = &[
    ("two lengths", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
    ("a list of lengths", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nab"),
    ("a negative length", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
    ("a signed length", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na"),
    ("a length past 64 bits", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551617\r\n\r\na"),
    ("an unknown coding", b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    ("chunked, then something", b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
    ("a coding in HTTP/1.0", b"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("a folded line", b"GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n"),
    ("a folded first line", b"GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
    ("a space before the colon", b"GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
    ("a field without a name", b"GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"),
    ("NUL in the address", b"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("NUL in a field", b"GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"),
    ("a bare CR in a field", b"GET / HTTP/1.1\r\nHost: a\r\nX: b\rGET /desk HTTP/1.1\r\n\r\n"),
    ("a space in the address", b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("TLS to a plain port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    ("HTTP/2 without asking", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("HTTP/9", b"GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
    ("no HTTP at all", b"\r\n\r\nhello\r\n\r\n"),
    ("CONNECT", b"CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("TRACE", b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("an unknown method", b"XYZZY / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("a body that is cut off", b"POST /desk/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    ("a chunk past 64 bits", b"POST /desk/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na"),
];

/// Whatever is made of the first request, the second that hides in its body is none.
const SMUGGLED: &[(&str, &[u8])] = &[
    (
        "a length and chunks",
        b"POST /desk/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n",
    ),
    (
        "chunks and a length",
        b"POST /desk/sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 50\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n",
    ),
    (
        "a request in the body of a GET",
        b"GET /hidden-too HTTP/1.1\r\nHost: a\r\nContent-Length: 37\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a.example\r\n\r\n",
    ),
];

/// No such page, whatever a careless program would make of it.
const ASTRAY: &[&str] = &[
    "/story/2021/03/../../../etc/passwd",
    "/story/2021/03/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/section/%2e%2e/desk",
    "/section/..%5c..%5cwindows%5cwin.ini",
    "/section\\local",
    "/section/local%00",
    "/section/local%00.html",
    "/section/%c0%ae%c0%ae",
    "/section/%ff%fe",
    "/section/%",
    "/section/%zz",
    "/section/LOCAL",
    "/section/local/%2e%2e/rss.xml",
    "//evil.example/",
    "//desk",
    "/./desk/stories/..",
    "/assets/%2e%2e/%2e%2e/Cargo.toml",
    "/assets/..%2f..%2fCargo.toml",
    "/media/..%2f..%2fbellwether.sqlite/640.jpg",
    "/media/m-0000/99999999999999999999.jpg",
    "/media/m-0000/640.jpg/..",
    "/story/2021/13/x",
    "/story/02021/03/x",
    "/archive/-001/01",
    "/sitemap/0000/00.xml",
    "/data/or-covid.csv.exe",
    "/?page=0",
    "/?page=-1",
    "/tag/a?page=99999999999999999999",
    "/desk.php",
    "/.git/config",
    "/.env",
];

pub(super) fn send(siege: &mut Siege<'_>) -> Result<()> {
    for (what, bytes) in REFUSED {
        let said = says(siege, bytes)?;
        let refused = said.is_empty()
            || said.starts_with("HTTP/1.1 4")
            || said.starts_with("HTTP/1.0 4")
            || said.starts_with("HTTP/1.1 505")
            || said.starts_with("HTTP/1.1 501");
        siege.expect(what, refused && answers(&said) <= 1, || first_line(&said));
    }
    for (what, bytes) in SMUGGLED {
        let said = says(siege, bytes)?;
        let hidden = answers(&said) > 1;
        siege.expect(what, !hidden && !said.starts_with("HTTP/1.1 2"), || {
            format!("{} answers, {}", answers(&said), first_line(&said))
        });
    }
    for path in ASTRAY {
        let answer = wire::once(siege.address(), "GET", path, &[], b"");
        siege.expect_status(path, &answer, &[400, 404]);
        let text =
            answer.map(|answer| String::from_utf8_lossy(&answer.body).into_owned()).unwrap_or_default();
        siege.expect(path, !text.contains("root:") && !text.contains("[workspace]"), || {
            "shows a file".to_owned()
        });
    }
    heads(siege)?;
    another_host(siege)
}

/// Fields without end, many fields, an address without end.
fn heads(siege: &mut Siege<'_>) -> Result<()> {
    let many: String = (0..500).map(|number| format!("X-{number}: a\r\n")).collect();
    for (what, head) in [
        ("a field of 1 MB", format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "a".repeat(1 << 20))),
        ("500 fields", format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n")),
        ("an address of 1 MB", format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(1 << 20))),
        ("a method of 100 KB", format!("{} / HTTP/1.1\r\nHost: a\r\n\r\n", "A".repeat(100_000))),
        ("a head that never ends", "GET / HTTP/1.1\r\n".to_owned() + &"X: y\r\n".repeat(200_000)),
    ] {
        let said = says(siege, head.as_bytes())?;
        siege.expect(what, said.is_empty() || said.starts_with("HTTP/1.1 4"), || first_line(&said));
    }
    Ok(())
}

/// A page must not take the word of a request for where it is: it is kept for the next reader.
fn another_host(siege: &mut Siege<'_>) -> Result<()> {
    for bytes in [
        "GET http://evil.example/section/local HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        "GET /section/local HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n",
        "GET /rss.xml HTTP/1.1\r\nHost: evil.example\r\nForwarded: host=evil.example;proto=javascript\r\nConnection: close\r\n\r\n",
        "GET /section HTTP/1.1\r\nHost: evil.example\r\nX-Original-URL: /desk\r\nX-Rewrite-URL: /desk\r\nConnection: close\r\n\r\n",
    ] {
        let said = says(siege, bytes.as_bytes())?;
        siege.expect("another host", !said.contains("evil.example"), || {
            "a page names the host it was asked by".to_owned()
        });
    }
    Ok(())
}

/// What the station says to bytes, as far as it comes within five seconds.
fn says(siege: &Siege<'_>, bytes: &[u8]) -> Result<String> {
    let mut wire = Wire::to(siege.address())?;
    wire.wait_at_most(Duration::from_secs(5))?;
    // It may hang up while we are still talking; what it said before that is what counts.
    let _ = wire.send(bytes);
    Ok(String::from_utf8_lossy(&wire.rest()).into_owned())
}

fn answers(said: &str) -> usize {
    said.matches("HTTP/1.1 ").count() + said.matches("HTTP/1.0 ").count()
}

fn first_line(said: &str) -> String {
    format!("answered {:?}", said.lines().next().unwrap_or_default())
}
