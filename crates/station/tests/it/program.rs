//! The program from its first line to its end by a signal.

use crate::cli::{bellwether, said, text};
use std::{
    io::{BufRead, BufReader, Lines, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    time::Duration,
};
use tempfile::TempDir;

/// A running program; killed when a test fails before it has stopped it.
struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn starts(words: &[&str]) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bellwether"));
        let mut child = command.args(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Program { child, lines }
    }

    fn says(&mut self) -> String {
        self.lines.next().expect("the program ended").unwrap()
    }

    /// What it says first, and where it listens then.
    fn is_ready(&mut self) -> (String, SocketAddr) {
        let first = self.says();
        let root = first.split(" at http://").nth(1).unwrap().split(' ').next().unwrap();
        let address = root.parse().unwrap();
        (first, address)
    }

    fn ends_by(mut self, signal: &str) -> ExitStatus {
        let told = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A station's folder with these settings behind the least ones.
fn home(more: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let least = "[station]\nname = \"Coast Courier\"\ntimezone = \"UTC\"\n[[section]]\nslug = \"local\"\nname = \"Local\"\n";
    std::fs::write(home.path().join("station.toml"), least.to_owned() + more).unwrap();
    home
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn serve_says_where_it_is_and_stops_when_told() {
    let home = home("[web]\naccess_log = \"readers.log\"\n");
    let (home_folder, data) = (text(home.path()), text(home.path().join("kept")));
    let words = ["serve", "--home", &home_folder, "--data", &data, "--listen", "127.0.0.1:0"];
    let mut program = Program::starts(&words);
    let (first, address) = program.is_ready();
    let root = format!("http://{address}");
    assert_eq!(first, format!("Bellwether is serving Coast Courier at {root} (desk: {root}/desk)"));
    let link = program.says();
    assert!(link.contains(&format!("{root}/desk/setup/")), "{link}");
    assert!(get(address, "/").starts_with("HTTP/1.1 200 OK"));
    let second = bellwether(&words);
    assert_eq!(second.status.code(), Some(1), "two stations over one folder");
    assert!(said(&second).contains("a station is running with the data folder"), "{}", said(&second));
    // The log is written twice a second, by a thread of its own.
    let log = Path::new(&data).join("readers.log");
    while std::fs::metadata(&log).unwrap().len() == 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.starts_with("127.0.0.1 ") && log.contains("\"GET /\" 200 "), "{log}");
    assert!(program.ends_by("-TERM").success());
}

#[test]
fn figures_are_told_on_a_listener_of_their_own() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let home = home(&format!("[web]\naccess_log = \"off\"\n[metrics]\nlisten = \"{port}\"\n"));
    let mut program = Program::starts(&["serve", "--home", &text(home.path()), "--listen", "127.0.0.1:0"]);
    let (_, address) = program.is_ready();
    get(address, "/");
    let figures = get(port, "/metrics");
    let rendered = figures.lines().find_map(|line| line.strip_prefix("bellwether_pages_rendered_total "));
    assert!(rendered.is_some_and(|count| count.parse::<u64>().unwrap() >= 1), "{figures}");
    assert!(figures.contains("bellwether_pages_from_memory_total"), "{figures}");
    assert!(get(port, "/readyz").ends_with("ready\n") && get(port, "/healthz").ends_with("ok\n"));
    assert!(get(port, "/").starts_with("HTTP/1.1 404"), "readers' pages are not there");
    assert!(get(address, "/metrics").starts_with("HTTP/1.1 404"), "figures are not where readers are");
    assert!(program.ends_by("-TERM").success());
}

#[test]
fn the_demonstration_is_the_same_program_with_another_home() {
    let home = home("");
    let stories = home.path().join("content/stories");
    std::fs::create_dir_all(&stories).unwrap();
    let story = "+++\nheadline = \"Bridge reopens\"\nslug = \"bridge-reopens\"\nsection = \"local\"\nfirst_published = 2021-02-28T08:00:00Z\n[source]\nname = \"Coast News\"\n+++\nIt did.\n";
    std::fs::write(stories.join("a.md"), story).unwrap();
    let (home_folder, data) = (text(home.path()), text(home.path().join("kept")));
    let words = ["demo", "--home", &home_folder, "--data", &data, "--port", "0"];
    let mut program = Program::starts(&words);
    let (_, address) = program.is_ready();
    assert!(get(address, "/story/2021/02/bridge-reopens").contains("Bridge reopens"));
    assert!(get(address, "/").contains("March 2, 2021"), "it is the demonstration's own day");
    assert!(program.ends_by("-INT").success());
    // A story that comes later is brought in at the next start, which says the later moment.
    std::fs::write(stories.join("b.md"), story.replace("Bridge", "Ferry").replace("bridge", "ferry"))
        .unwrap();
    let mut program = Program::starts(&[&words[..], &["--at", "2021-03-03T12:00:00Z"]].concat());
    let (_, address) = program.is_ready();
    assert!(get(address, "/").contains("March 3, 2021"));
    assert!(get(address, "/story/2021/02/ferry-reopens").starts_with("HTTP/1.1 200"));
    assert!(program.ends_by("-INT").success());
    // Back at the earlier moment: what is stored is later, and wins.
    let mut program = Program::starts(&words);
    let (_, address) = program.is_ready();
    assert!(get(address, "/").contains("March 3, 2021"));
    assert!(program.ends_by("-INT").success());
    let mut program = Program::starts(&[&words[..], &["--fresh"]].concat());
    let (_, address) = program.is_ready();
    assert!(get(address, "/").contains("March 2, 2021"));
    assert!(program.ends_by("-INT").success());
}
