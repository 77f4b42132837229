//! Pictures and tables that are cut off, lie about their size, or unpack to more than there is room for.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::super::wire;
use super::{Siege, png};
use crate::http::Answer;

/// The most memory that looking at a table of at most 60 MB may take, in megabytes.
const TABLE_MEMORY: f64 = 400.0;
/// A picture that was taken gets its sizes, or its refusal, within this time.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn send(siege: &mut Siege<'_>) -> Result<()> {
    pictures(siege)?;
    parts(siege);
    tables(siege)
}

fn pictures(siege: &mut Siege<'_>) -> Result<()> {
    let sound = a_picture(&siege.ground.workspace.root.join("demo/content/pictures"))?;
    let cut = |percent: usize| sound[..sound.len() * percent / 100].to_vec();
    let mut noise = sound.clone();
    let middle = noise.len() / 2;
    noise[middle..middle + 500].fill(0xFF);
    for (what, bytes, statuses) in [
        ("nothing", Vec::new(), &[422_u16][..]),
        ("a text called a picture", b"<svg onload=alert(1)>".to_vec(), &[422]),
        ("a picture cut off after 1 %", cut(1), &[303, 422]),
        ("a picture cut off in the middle", cut(50), &[303, 422]),
        ("a picture without its end", cut(99), &[303, 422]),
        ("a picture with noise in it", noise, &[303, 422]),
        ("a claim of 3.6 billion pixels", png::claiming(60_000, 60_000), &[422]),
        ("a claim of 20,000 × 20,000", png::claiming(20_000, 20_000), &[422]),
        ("a claim of 4 billion wide", png::claiming(u32::MAX, 1), &[422]),
        ("63 million black pixels", png::bomb(9_000, 7_000), &[303, 422]),
        ("100 million black pixels", png::bomb(10_000, 10_000), &[422]),
        ("a text of 500 MB in a picture", png::text_bomb(500_000_000), &[303, 422]),
        ("26 MB", vec![0xFF; 26 << 20], &[413]),
        ("60 MB", vec![0xFF; 60 << 20], &[413]),
    ] {
        let answer = upload(siege, &bytes);
        siege.expect_status(what, &answer, statuses);
        settle(siege, what, answer)?;
    }
    Ok(())
}

/// Waits until a picture that was taken has its sizes or its refusal.
fn settle(siege: &mut Siege<'_>, what: &str, answer: Result<Answer>) -> Result<()> {
    let Some(form) = answer.ok().and_then(|answer| answer.header("location").map(str::to_owned)) else {
        return Ok(());
    };
    let start = Instant::now();
    loop {
        let screen = siege.editor.opens(&form)?;
        if screen.header("refresh").is_none() {
            siege.expect(what, screen.status == 200, || format!("its form answers {}", screen.status));
            return Ok(());
        }
        if start.elapsed() > PATIENCE {
            siege.expect(what, false, || "is being worked on for ever".to_owned());
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Uploads that are no uploads.
fn parts(siege: &mut Siege<'_>) {
    let many = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n".repeat(100_000) + "--x--\r\n";
    let endless = format!("--x\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n", "a".repeat(1 << 20));
    for (what, boundary, body) in [
        ("100,000 parts", "x", many),
        ("a name of 1 MB", "x", endless),
        ("another boundary", "y", "--x\r\n\r\n--x--\r\n".to_owned()),
        (
            "parts without an end",
            "x",
            "--x\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\nabc".to_owned(),
        ),
    ] {
        let kind = format!("multipart/form-data; boundary={boundary}");
        let answer = post(siege, &kind, body.as_bytes());
        siege.expect_status(what, &answer, &[400, 413, 422]);
    }
}

fn upload(siege: &Siege<'_>, bytes: &[u8]) -> Result<Answer> {
    let mut body =
        b"--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"../../etc/a.jpg\"\r\n\r\n"
            .to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    post(siege, "multipart/form-data; boundary=x", &body)
}

fn post(siege: &Siege<'_>, kind: &str, body: &[u8]) -> Result<Answer> {
    let headers =
        [("Content-Type", kind), ("Sec-Fetch-Site", "same-origin"), ("Cookie", siege.editor.cookie())];
    wire::once(siege.address(), "POST", "/desk/pictures", &headers, body)
}

fn a_picture(folder: &Path) -> Result<Vec<u8>> {
    let mut files: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let file = files.into_iter().find(|file| file.extension().is_some_and(|ending| ending == "jpg"));
    Ok(fs::read(file.context("the demonstration has no pictures")?)?)
}

/// Tables come from sources, not from the desk: they are shown to the code that reads them by `bellwether inspect`.
fn tables(siege: &mut Siege<'_>) -> Result<()> {
    const HEAD: &str = "fips,county,cases,deaths,as_of\n";
    const ROW: &str = "41029,Jackson,8000,110,2021-02-28\n";
    let wide = "a,".repeat(3_000_000);
    for (what, bytes) in [
        ("nothing", Vec::new()),
        ("a head alone", HEAD.as_bytes().to_vec()),
        ("a quote that never closes", format!("{HEAD}41029,\"{}", "x".repeat(50 << 20)).into_bytes()),
        ("1.7 million rows", (HEAD.to_owned() + &ROW.repeat(1_700_000)).into_bytes()),
        ("3 million columns", format!("{wide}\n{wide}\n").into_bytes()),
        ("60 MB of quotes", vec![b'"'; 60 << 20]),
        ("60 MB of line ends", vec![b'\n'; 60 << 20]),
        ("NUL", format!("{HEAD}41029,Jack\0son,1,1,2021-02-28\n").into_bytes()),
        ("a row cut off", format!("{HEAD}{ROW}41029,Jack").into_bytes()),
        (
            "a number of 10 MB",
            format!("{HEAD}41029,Jackson,{},1,2021-02-28\n", "9".repeat(10 << 20)).into_bytes(),
        ),
        ("a zip", [b"PK\x03\x04".as_slice(), &[0; 5_000]].concat()),
        ("a web page", b"<!DOCTYPE html><title>Sign in</title>".to_vec()),
    ] {
        inspect(siege, what, &bytes)?;
    }
    Ok(())
}

fn inspect(siege: &mut Siege<'_>, what: &str, bytes: &[u8]) -> Result<()> {
    let folder = siege.ground.scratch.path();
    let (file, said) = (folder.join("table.csv"), folder.join("inspect.txt"));
    fs::write(&file, bytes)?;
    let output = fs::File::create(&said)?;
    let mut child = Command::new(&siege.ground.program)
        .args(["inspect", "table", "--counties", "OR"])
        .arg(&file)
        .stdout(output.try_clone()?)
        .stderr(output)
        .stdin(Stdio::null())
        .spawn()?;
    let (start, mut highest) = (Instant::now(), 0.0_f64);
    let status = loop {
        highest = highest.max(memory_of(child.id()));
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let words = fs::read_to_string(&said)?;
    let what = format!("a table: {what}");
    // 0: it is a table, and what is wrong with it is told; 1: it is none, and why.
    let told = status.is_some_and(|status| matches!(status.code(), Some(0 | 1))) && words.contains("problem");
    siege.expect(&what, told, || format!("{status:?} {}", words.chars().take(300).collect::<String>()));
    siege.expect(&what, highest <= TABLE_MEMORY, || format!("took {highest:.0} MB"));
    Ok(())
}

/// The most that a process has occupied so far, in megabytes; 0 when it is gone.
fn memory_of(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    super::super::house::megabytes(&status, "VmHWM:").unwrap_or_default()
}
