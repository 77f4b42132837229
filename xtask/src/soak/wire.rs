//! A conversation over one connection: request after request while it is kept alive, or bytes that are no request at all.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::http::Answer;

/// An answer that takes longer than this does not come.
const PATIENCE: Duration = Duration::from_secs(60);
/// No page and no head of one is larger; a runaway answer must not fill the memory.
const LARGEST: usize = 64 << 20;
const LONGEST_HEAD: u64 = 256 << 10;

/// A connection.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Wire {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub(crate) fn to(address: SocketAddr) -> Result<Wire> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)
            .with_context(|| format!("nobody listens at {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Wire { stream: BufReader::with_capacity(64 << 10, stream), address })
    }

    /// Waits for answers only so long from now on.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn wait_at_most(&self, patience: Duration) -> Result<()> {
        self.stream.get_ref().set_read_timeout(Some(patience))?;
        Ok(())
    }

    /// Asks, and reads the answer; the connection stays open when the other side keeps it so.
    ///
    /// # Errors
    /// When the connection breaks, or what comes is no HTTP.
    pub(crate) fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address).into_bytes();
        for (name, value) in headers {
            write!(request, "{name}: {value}\r\n")?;
        }
        if method != "GET" {
            write!(request, "Content-Length: {}\r\n", body.len())?;
        }
        request.extend_from_slice(b"\r\n");
        request.extend_from_slice(body);
        let sent = self.send(&request);
        // Whoever refuses a long body answers and hangs up before all of it was sent: the answer is what counts.
        let answer = self.answer();
        if answer.is_err() { sent.and(answer) } else { answer }
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// When the other side has gone, or takes no more.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.get_mut().write_all(bytes).context("the connection broke while sending")
    }

    /// Reads one answer (not to HEAD).
    ///
    /// # Errors
    /// When the connection breaks, or what comes is no HTTP.
    pub(crate) fn answer(&mut self) -> Result<Answer> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let room = LONGEST_HEAD.saturating_sub(head.len() as u64);
            let read = self.stream.by_ref().take(room).read_until(b'\n', &mut head);
            if read.context("the connection broke before the answer")? == 0 {
                bail!("the connection was closed before the answer");
            }
        }
        let mut answer = head_of(&head)?;
        answer.body = self.body(&answer)?;
        Ok(answer)
    }

    /// Everything that still comes, until the other side closes or nothing comes any more.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // What came before a reset or a time-out counts.
        let _ = self.stream.by_ref().take(LARGEST as u64).read_to_end(&mut bytes);
        bytes
    }

    fn body(&mut self, answer: &Answer) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        if answer.status == 304 || answer.status == 204 {
            return Ok(body);
        }
        if let Some(length) = answer.header("content-length") {
            let length: usize = length.parse().context("no length")?;
            if length > LARGEST {
                bail!("an answer of {length} bytes");
            }
            body.resize(length, 0);
            self.stream.read_exact(&mut body).context("the connection broke within the answer")?;
            return Ok(body);
        }
        if answer.header("transfer-encoding").is_none() {
            self.stream.by_ref().take(LARGEST as u64).read_to_end(&mut body)?;
            return Ok(body);
        }
        self.chunks(&mut body)?;
        Ok(body)
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let size = line.trim().split(';').next().unwrap_or_default();
            let size = usize::from_str_radix(size, 16).context("a chunk without its size")?;
            if body.len().saturating_add(size) > LARGEST {
                bail!("an answer without end");
            }
            let from = body.len();
            body.resize(from + size, 0);
            self.stream.read_exact(&mut body[from..])?;
            self.stream.read_line(&mut line)?;
            if size == 0 {
                return Ok(());
            }
        }
    }
}

/// Asks once, over a connection of its own.
///
/// # Errors
/// As [`Wire::ask`].
pub(crate) fn once(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Answer> {
    Wire::to(address)?.ask(method, path, headers, body).with_context(|| format!("asking {method} {path}"))
}

fn head_of(head: &[u8]) -> Result<Answer> {
    let head = std::str::from_utf8(head).context("headers that are not UTF-8")?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?;
    let field = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Ok(Answer {
        status: status.parse().context("no status")?,
        headers: lines.filter_map(field).collect(),
        body: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// Answers whatever comes with these bytes, then closes.
    fn stand_in(bytes: &'static [u8]) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]);
            stream.write_all(bytes).unwrap();
        });
        address
    }

    #[test]
    fn several_answers_come_over_one_connection() {
        let address = stand_in(
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n\
              HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nyou\r\n0\r\n\r\n",
        );
        let mut wire = Wire::to(address).unwrap();
        assert_eq!(wire.ask("GET", "/", &[], b"").unwrap().body, b"hi");
        assert_eq!(wire.answer().unwrap().header("etag"), Some("\"x\""));
        assert_eq!(wire.answer().unwrap().body, b"you");
        assert!(wire.answer().unwrap_err().to_string().contains("closed before the answer"));
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let address = stand_in(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi");
        assert!(once(address, "GET", "/", &[], b"").is_err());
    }
}
