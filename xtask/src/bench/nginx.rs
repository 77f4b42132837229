//! Cached pages against nginx that serves the very same compressed bytes with the same headers, logging as much.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::rounds::{Side, alternate, table};
use super::wrk::load;
use super::{Ground, Scenario};
use crate::command;
use crate::http::{self, Answer};
use crate::server::Server;
use crate::test::needs::{NGINX, WRK};

/// The scenario.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "nginx",
    about: "front and story from the page cache against nginx serving the same bytes",
    needs: &[NGINX, WRK],
    run,
};

const ROUNDS: usize = 3;
const SECONDS: u32 = 8;
/// Before the first round, so that caches on both sides are filled.
const WARM_UP_SECONDS: u32 = 2;
const COLUMNS: &[&str] = &["requests/s", "p99, ms", "CPU s per 1,000 requests"];

/// nginx makes these itself.
const OWN_HEADERS: &[&str] = &[
    "content-length",
    "content-type",
    "connection",
    "date",
    "server",
    "etag",
    "last-modified",
    "keep-alive",
];

fn run(ground: &Ground) -> Result<()> {
    let folder = ground.scratch.path();
    let data = folder.join("data");
    let station = Server::demo(&ground.program, &ground.workspace.root, &data, &folder.join("station.log"))?;
    let story = first_story(station.address())?;
    for path in ["/", story.as_str()] {
        for encoding in ["gzip", "br"] {
            compare(folder, &station, path, encoding)?;
        }
    }
    Ok(())
}

/// The first story that the front links to.
fn first_story(address: SocketAddr) -> Result<String> {
    let front = http::get(address, "/", &[])?;
    let html = String::from_utf8_lossy(&front.body);
    let link = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    link.map(|link| link.split('#').next().unwrap_or(link))
        .find(|link| link.starts_with("/story/"))
        .map(str::to_owned)
        .context("the front links to no story")
}

fn compare(folder: &Path, station: &Server, path: &str, encoding: &str) -> Result<()> {
    let page = fetch(station.address(), path, encoding)?;
    let peer = start_nginx(folder, &page, encoding)?;
    let copy = fetch(peer.address(), "/page", encoding)?;
    if copy.body != page.body {
        bail!("nginx does not serve the bytes of {path}; the comparison would be of two different things");
    }
    println!("\n{path} ({encoding}): {} bytes on the wire", page.body.len());
    load(station.address(), path, encoding, WARM_UP_SECONDS)?;
    load(peer.address(), "/page", encoding, WARM_UP_SECONDS)?;
    let mut sides = [side("bellwether", station, path, encoding), side("nginx", &peer, "/page", encoding)];
    print!("{}", table(COLUMNS, &alternate(&mut sides, ROUNDS)?));
    Ok(())
}

fn side<'a>(name: &'static str, server: &'a Server, path: &'a str, encoding: &'a str) -> Side<'a> {
    let round = move || {
        let before = server.processor_seconds()?;
        let load = load(server.address(), path, encoding, SECONDS)?;
        let spent = server.processor_seconds()? - before;
        Ok(vec![load.rate, load.p99, spent / load.requests * 1_000.0])
    };
    Side { name, round: Box::new(round) }
}

/// The page in the wanted encoding; anything else would not be a fair race.
fn fetch(address: SocketAddr, path: &str, encoding: &str) -> Result<Answer> {
    let page = http::get(address, path, &[("Accept-Encoding", encoding)])?;
    if page.status != 200 || page.header("content-encoding") != Some(encoding) {
        bail!(
            "{path} answers {} with encoding {:?}, not {encoding}",
            page.status,
            page.header("content-encoding")
        );
    }
    Ok(page)
}

fn start_nginx(folder: &Path, page: &Answer, encoding: &str) -> Result<Server> {
    let program = command::find("nginx").unwrap_or_else(|| "/usr/sbin/nginx".into());
    let port = http::free_port()?;
    let home = folder.join("nginx");
    std::fs::create_dir_all(&home)?;
    let (body, settings) = (home.join(format!("page.{encoding}")), home.join("nginx.conf"));
    std::fs::write(&body, &page.body)?;
    std::fs::write(&settings, nginx_conf(&home, &body, port, page))?;
    let mut command = Command::new(program);
    command.arg("-e").arg(home.join("error.log")).arg("-p").arg(&home).arg("-c").arg(&settings);
    Server::start(
        "nginx",
        &mut command,
        SocketAddr::from(([127, 0, 0, 1], port)),
        "/page",
        &home.join("output.log"),
    )
}

/// nginx as one would tune it for this: files sent by the kernel, handles kept open, the log written in big pieces.
fn nginx_conf(home: &Path, body: &Path, port: u16, page: &Answer) -> String {
    let home = home.display();
    // Started by root it would serve as `nobody`, who may not see the temporary files.
    let user = if command::is_root() { "user root;" } else { "" };
    let content_type = page.header("content-type").unwrap_or("text/html; charset=utf-8");
    let kept = page.headers.iter().filter(|(name, _)| !OWN_HEADERS.contains(&name.as_str()));
    let headers: String = kept
        .map(|(name, value)| {
            format!(
                "            add_header {name} \"{}\";\n",
                value.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "")
            )
        })
        .collect();
    format!(
        "{user}
daemon off;
worker_processes 2;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    keepalive_timeout 65;
    keepalive_requests 1000000000;
    open_file_cache max=100 inactive=60s;
    open_file_cache_valid 60s;
    types {{ }}
    default_type \"{content_type}\";
    log_format line '$remote_addr $time_iso8601 \"$request_method $request_uri\" $status $body_bytes_sent $request_time $connection_requests';
    access_log {home}/access.log line buffer=64k flush=1s;
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        location = /page {{
            alias {};
{headers}        }}
    }}
}}
",
        body.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Answer {
        let headers = [
            ("content-encoding", "gzip"),
            ("content-length", "3"),
            ("content-security-policy", "default-src \"x\""),
        ];
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Answer { status: 200, headers, body: b"abc".to_vec() }
    }

    #[test]
    fn nginx_sends_the_same_headers_but_its_own() {
        let text = nginx_conf(Path::new("/t"), Path::new("/t/page.gzip"), 4001, &page());
        assert!(text.contains("add_header content-encoding \"gzip\";"));
        assert!(text.contains(r#"add_header content-security-policy "default-src \"x\"";"#));
        assert!(!text.contains("add_header content-length"));
        assert!(text.contains("listen 127.0.0.1:4001 backlog=1024;") && text.contains("alias /t/page.gzip;"));
    }

    #[test]
    fn nginx_serves_the_copied_bytes() {
        if command::find("nginx").is_none() && !Path::new("/usr/sbin/nginx").is_file() {
            println!("not run: nginx is not installed");
            return;
        }
        let scratch = crate::server::Scratch::new("nginx-test").unwrap();
        let nginx = start_nginx(scratch.path(), &page(), "gzip").unwrap();
        let copy = fetch(nginx.address(), "/page", "gzip").unwrap();
        assert_eq!(
            (copy.body.as_slice(), copy.header("content-security-policy")),
            (b"abc".as_slice(), Some("default-src \"x\""))
        );
        assert!(nginx.processor_seconds().unwrap() >= 0.0);
    }
}
