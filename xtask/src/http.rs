//! A very small HTTP client for programs on this machine: one request, one connection, the answer as bytes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Nothing that is measured here is larger; a runaway answer must not fill the memory.
const LARGEST: u64 = 64 << 20;
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer, its body joined but not decompressed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// In the order sent, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The first header of that name, which is given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Asks for a path.
///
/// # Errors
/// When nobody listens, the answer does not come within 20 s, or it is not HTTP/1.1.
pub(crate) fn get(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)
        .with_context(|| format!("nobody listens at {address}"))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{more}Connection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.take(LARGEST).read_to_end(&mut bytes).with_context(|| format!("no whole answer for {path}"))?;
    read(&bytes).with_context(|| format!("the answer for {path} is no HTTP"))
}

/// A port of this machine that nobody uses at the moment.
///
/// # Errors
/// When the system has none to give.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0)).context("no free port")?.local_addr()?.port())
}

fn read(bytes: &[u8]) -> Result<Answer> {
    let gap = bytes.windows(4).position(|window| window == b"\r\n\r\n").context("no end of the headers")?;
    let head = std::str::from_utf8(&bytes[..gap]).context("headers that are not UTF-8")?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    let mut answer = Answer {
        status: status.parse().context("no status")?,
        headers: lines.filter_map(header).collect(),
        body: bytes[gap + 4..].to_vec(),
    };
    if answer.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        answer.body = join(&answer.body)?;
    } else if let Some(length) = answer.header("content-length") {
        let length: usize = length.parse().context("no length")?;
        if answer.body.len() < length {
            bail!("{} of {length} bytes", answer.body.len());
        }
        answer.body.truncate(length);
    }
    Ok(answer)
}

/// Joins the chunks of a body.
fn join(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|window| window == b"\r\n").context("a chunk without its size")?;
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|size| size.split(';').next());
        let size = size
            .and_then(|size| usize::from_str_radix(size.trim(), 16).ok())
            .context("a chunk without its size")?;
        if size == 0 {
            return Ok(body);
        }
        let from = end + 2;
        body.extend_from_slice(rest.get(from..from.saturating_add(size)).context("a chunk that is cut off")?);
        rest = rest.get(from + size + 2..).context("a chunk that is cut off")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_an_answer_with_a_length() {
        let answer = read(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nETag: \"x\"\r\n\r\nhi").unwrap();
        assert_eq!(
            (answer.status, answer.body.as_slice(), answer.header("etag")),
            (200, b"hi".as_slice(), Some("\"x\""))
        );
    }

    #[test]
    fn joins_chunks() {
        let answer = read(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nA;x=y\r\n, stranger\r\n0\r\n\r\n").unwrap();
        assert_eq!(answer.body, b"hi, stranger");
    }

    #[test]
    fn refuses_what_is_cut_off() {
        for text in [
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi",
            "hello\r\n\r\n",
        ] {
            assert!(read(text.as_bytes()).is_err(), "{text:?}");
        }
    }
}
