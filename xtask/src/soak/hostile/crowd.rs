//! Connections: ten thousand that say nothing, and slow ones of every kind.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::super::wire;
use super::Siege;

/// Connections at one time.
const CROWD: usize = 10_000;
/// Slow ones of each kind.
const SLOW: usize = 200;
/// What a crowd needs of file descriptors here, with some for everything else.
const DESCRIPTORS: usize = CROWD + 1_000;
/// Longer than any limit that the station has by default: 15 s for a head, 30 s for a stalled reader, 120 s for a form.
const HEAD_TIME: Duration = Duration::from_secs(25);
const STALL_TIME: Duration = Duration::from_secs(60);
const BODY_TIME: Duration = Duration::from_secs(140);

pub(super) fn gather(siege: &mut Siege<'_>) -> Result<()> {
    if descriptors() < DESCRIPTORS {
        bail!("{CROWD} connections need as many file descriptors: `ulimit -n {DESCRIPTORS}` first");
    }
    let silent = silent(siege)?;
    drop(silent);
    slow(siege)
}

/// Ten thousand connections: most say nothing, some half a head, some were answered and stay.
fn silent(siege: &mut Siege<'_>) -> Result<Vec<TcpStream>> {
    let mut crowd = Vec::with_capacity(CROWD);
    for number in 0..CROWD {
        let mut stream = connect(siege.address()).with_context(|| format!("connection {number}"))?;
        match number % 10 {
            0 => stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")?,
            1 => stream.write_all(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")?,
            _ => {}
        }
        crowd.push(stream);
    }
    siege.still_serves("ten thousand connections have come");
    let full = siege.weigh()?;
    println!("         {CROWD} connections: resident {full:.0} MB");
    let left = wait_until_closed(&mut crowd, HEAD_TIME);
    siege.expect("silent connections", left == 0, || {
        format!("{left} of {CROWD} are still open after {HEAD_TIME:?}")
    });
    Ok(crowd)
}

/// A byte now and then: of a head, of a form; and readers who ask for much and take nothing.
fn slow(siege: &mut Siege<'_>) -> Result<()> {
    let form = b"POST /desk/sign-in HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n";
    let mut heads = group(siege.address(), b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")?;
    let mut forms = group(siege.address(), form)?;
    let mut readers = group(siege.address(), &b"GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(300))?;
    let start = Instant::now();
    let (mut heads_left, mut readers_left) = (SLOW, SLOW);
    while start.elapsed() < BODY_TIME && !forms.is_empty() {
        trickle(&mut heads);
        trickle(&mut forms);
        if start.elapsed() < HEAD_TIME {
            heads_left = heads.len();
        }
        if start.elapsed() > STALL_TIME && readers_left == SLOW {
            // Only now do they look: what had been sent is theirs, then the connection must be at its end.
            readers_left = wait_until_closed(&mut readers, Duration::from_secs(5));
        }
        siege.weigh()?;
        std::thread::sleep(Duration::from_millis(500));
    }
    siege.still_serves("slow clients");
    siege.expect("slow heads", heads_left == 0, || format!("{heads_left} of {SLOW} are still open"));
    siege.expect("slow readers", readers_left == 0, || format!("{readers_left} of {SLOW} are still open"));
    let left = forms.len();
    siege.expect("slow forms", left == 0, || format!("{left} of {SLOW} are still open after {BODY_TIME:?}"));
    let page = wire::once(siege.address(), "GET", "/section/local", &[], b"");
    siege.expect_status("a page after slow clients", &page, &[200]);
    Ok(())
}

fn group(address: SocketAddr, beginning: &[u8]) -> Result<Vec<TcpStream>> {
    let mut streams = Vec::with_capacity(SLOW);
    for _ in 0..SLOW {
        let mut stream = connect(address)?;
        stream.write_all(beginning)?;
        stream.set_nonblocking(true)?;
        streams.push(stream);
    }
    Ok(streams)
}

fn connect(address: SocketAddr) -> Result<TcpStream> {
    Ok(TcpStream::connect_timeout(&address, Duration::from_secs(30))?)
}

/// Writes a byte into each; those that are closed leave.
fn trickle(streams: &mut Vec<TcpStream>) {
    streams.retain_mut(|stream| stream.write_all(b"a").is_ok() && !is_closed(stream));
}

/// Waits until the other side has closed them; gives how many it has not.
fn wait_until_closed(streams: &mut Vec<TcpStream>, patience: Duration) -> usize {
    let start = Instant::now();
    for stream in streams.iter() {
        let _ = stream.set_nonblocking(true);
    }
    while !streams.is_empty() && start.elapsed() < patience {
        streams.retain_mut(|stream| !is_closed(stream));
        std::thread::sleep(Duration::from_millis(100));
    }
    streams.len()
}

/// Reads what there is; true at the end.
fn is_closed(stream: &mut TcpStream) -> bool {
    let mut bytes = [0; 65_536];
    loop {
        match stream.read(&mut bytes) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(fault) if fault.kind() == ErrorKind::WouldBlock => return false,
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(_) => return true,
        }
    }
}

/// File descriptors that this process may have.
fn descriptors() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next());
    soft.and_then(|soft| soft.parse().ok()).unwrap_or(usize::MAX)
}
