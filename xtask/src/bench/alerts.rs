//! From an authority's message to the strip on every kept page, while readers ask 2,000 times a second.
//!
//! A source of ours hands out a message and notes the moment when its last byte had left; from then on a watcher asks page
//! after page until each shows the message. Every message takes the place of the one before, and carries a number that
//! every page tells; [`readers`](super::publish::readers) hold every answer against what has been seen elsewhere already.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::publish::part;
use super::publish::readers::{Board, Crowd, newest};
use super::{Ground, Scenario, archive};
use crate::soak::editor::{Editor, send_form};
use crate::soak::wire::Wire;

/// The scenario.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "alerts",
    about: "from a warning's arrival to the strip on every kept page, under 2,000 reads a second; no page without it after",
    needs: &[],
    run,
};

const MESSAGES: u32 = 40;
/// Far from the numbers that a kept archive's stories may have.
const FIRST: u32 = 20_000;
/// Between two messages: a station that asks every ten seconds asks nobody again within five, whoever presses the button.
const PAUSE: Duration = Duration::from_millis(5_200);
/// No page takes longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Pages of every kind that carry the strip.
const PAGES: [&str; 6] = ["/", "/section/local", "/weather", "/alerts", "/archive", "/data/or-covid"];

fn run(ground: &Ground) -> Result<()> {
    let authority = Authority::opens()?;
    let mut house = archive::filled(ground)?;
    house.home = home(&house.root.join("demo"), ground.scratch.path(), authority.address)?;
    let station = house.open()?;
    let editor = Editor::sets_up(&station).or_else(|_| Editor::signs_in(&station))?;
    let board = Board::new(&PAGES);
    let watcher = Watcher { station: station.address(), editor: &editor, authority: &authority };
    watcher.tells(FIRST).context("before anybody reads")?;
    std::thread::sleep(PAUSE);
    board.said.store(FIRST, Ordering::SeqCst);
    let crowd = Crowd::gather(station.address(), &board);
    std::thread::sleep(Duration::from_secs(2));
    let (asked, begun) = (crowd.asked(), Instant::now());
    let (mut first, mut all) = (Vec::new(), Vec::new());
    for number in FIRST + 1..=FIRST + MESSAGES {
        let took = watcher.tells(number)?;
        board.said.store(number, Ordering::SeqCst);
        first.push(took.first.as_secs_f64() * 1e3);
        all.push(took.all.as_secs_f64() * 1e3);
        std::thread::sleep(PAUSE);
    }
    let rate = (crowd.asked() - asked) as f64 / begun.elapsed().as_secs_f64();
    let verdict = crowd.dismiss()?;
    println!("{MESSAGES} messages under {rate:.0} reads a second");
    for (what, times) in [
        ("from its last byte until the front shows it", &mut first),
        ("from its last byte until six kinds of page have been read with it", &mut all),
    ] {
        times.sort_by(f64::total_cmp);
        println!("{what:<68} p50 {:7.1} ms   p99 {:7.1} ms", part(times, 50), part(times, 99));
    }
    println!("{verdict}");
    if verdict.violations() > 0 {
        bail!("{} readers got a page without a warning that another page had shown", verdict.violations());
    }
    Ok(())
}

/// The demonstration's home with this authority as the only source of alerts.
fn home(demo: &Path, scratch: &Path, authority: SocketAddr) -> Result<std::path::PathBuf> {
    let home = scratch.join("alerts-home");
    std::fs::create_dir_all(&home)?;
    for entry in std::fs::read_dir(demo)? {
        let entry = entry?;
        if entry.file_name() != "station.toml" {
            std::os::unix::fs::symlink(entry.path(), home.join(entry.file_name()))?;
        }
    }
    let settings = std::fs::read_to_string(demo.join("station.toml"))?;
    let source = format!("sources = [\"http://{authority}/alerts\"]");
    let changed = settings.replace("sources = [\"replay:data/alerts\"]", &source);
    if changed == settings {
        bail!("demo/station.toml names no source of alerts that could be replaced");
    }
    let changed = changed.replacen("[fetch]\n", "[fetch]\nallow_private = true\n", 1);
    let changed = changed.replacen("[alerts]\n", "[alerts]\nevery_seconds = 10\n", 1);
    std::fs::write(home.join("station.toml"), changed)?;
    Ok(home)
}

struct Watcher<'a> {
    station: SocketAddr,
    editor: &'a Editor,
    authority: &'a Authority,
}

struct Took {
    first: Duration,
    all: Duration,
}

impl Watcher<'_> {
    /// Hand out a message, have the station ask for it now instead of within thirty seconds, and read until it is everywhere.
    fn tells(&self, number: u32) -> Result<Took> {
        self.authority.says(number);
        let pressed = send_form(self.station, "/desk/jobs/poll-alerts/-", self.editor.cookie(), "")?;
        if pressed.status != 303 {
            bail!("the desk did not ask for alerts: {}", pressed.status);
        }
        let mut wire = Wire::to(self.station)?;
        let deadline = Instant::now() + PATIENCE;
        let mut shows = |path: &str| -> Result<Instant> {
            loop {
                let answer = wire.ask("GET", path, &[], b"")?;
                if newest(&answer.body) == Some(number) {
                    return Ok(Instant::now());
                }
                if Instant::now() > deadline {
                    bail!("{path} does not show message {number}");
                }
                std::thread::sleep(Duration::from_millis(1));
            }
        };
        let first = shows(PAGES[0])?;
        let mut last = first;
        for path in &PAGES[1..] {
            last = shows(path)?;
        }
        let handed = self.authority.handed(number).context("nobody has asked for the message")?;
        Ok(Took { first: first.duration_since(handed), all: last.duration_since(handed) })
    }
}

/// Who warns: one message at a time, the newest.
struct Authority {
    address: SocketAddr,
    said: Arc<Mutex<Said>>,
}

struct Said {
    number: u32,
    /// When the last byte of this number first left.
    handed: Option<(u32, Instant)>,
}

impl Authority {
    fn opens() -> Result<Authority> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let said = Arc::new(Mutex::new(Said { number: FIRST - 1, handed: None }));
        let known = said.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Whoever breaks off asks again.
                let _ = answer(stream, &known);
            }
        });
        Ok(Authority { address, said })
    }

    fn says(&self, number: u32) {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).number = number;
    }

    fn handed(&self, number: u32) -> Option<Instant> {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.handed.filter(|(of, _)| *of == number).map(|(_, at)| at)
    }
}

fn answer(mut stream: TcpStream, said: &Mutex<Said>) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = [0; 4_096];
    if stream.read(&mut head)? == 0 {
        return Ok(());
    }
    let number = said.lock().unwrap_or_else(PoisonError::into_inner).number;
    let body = message(number);
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/geo+json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    stream.flush()?;
    let now = Instant::now();
    let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
    if said.handed.is_none_or(|(of, _)| of != number) {
        said.handed = Some((number, now));
    }
    Ok(())
}

/// A warning for Klamath Falls that takes the place of the one before.
fn message(number: u32) -> String {
    let sent = |number: u32| format!("2021-03-01T15:{:02}:{:02}-08:00", number / 60 % 60, number % 60);
    let before = number - 1;
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":null,"properties":{{"id":"urn:oid:{number}","event":"Tally no. {number:05} is in","sent":"{sent}","onset":"{sent}","expires":"2021-03-02T20:00:00-08:00","ends":"2021-03-02T20:00:00-08:00","status":"Actual","messageType":"Update","severity":"Severe","certainty":"Likely","urgency":"Expected","sender":"w-nws.webmaster@noaa.gov","senderName":"NWS Medford OR","areaDesc":"Klamath Basin","geocode":{{"UGC":["ORZ029"],"SAME":["041035"]}},"affectedZones":["https://api.weather.gov/zones/forecast/ORZ029"],"headline":"Counted","description":"Words.","instruction":"Act.","references":[{{"identifier":"urn:oid:{before}","sender":"w-nws.webmaster@noaa.gov","sent":"{}"}}]}}}}]}}"#,
        sent(before),
        sent = sent(number),
    )
}
