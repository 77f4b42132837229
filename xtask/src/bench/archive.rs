//! An archive of 100,000 stories: what a page costs that is not in memory, how long the start takes, how much memory a
//! crawl leaves behind. The peer of a start and of memory is the same station with the demonstration alone.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::{Ground, Scenario};
use crate::command;
use crate::soak::built_example;
use crate::soak::house::{House, Station};
use crate::soak::wire::Wire;

/// The scenario.
pub(super) const SCENARIO: Scenario = Scenario {
    name: "archive",
    about: "an archive of 100,000 stories: pages not in memory, start, memory after a crawl of 1,000 pages",
    needs: &[],
    run,
};

/// Different stories that are rendered, and times that the front is.
const RENDERED: &str = "300";
const STARTS: usize = 5;
const CRAWLED: usize = 1_000;

fn run(ground: &Ground) -> Result<()> {
    let small = House::new(&ground.program, &ground.workspace.root, &folder(ground, "small")?);
    let first = Instant::now();
    drop(small.open()?);
    println!(
        "first start of the demonstration, which brings in its stories: {:.1} s",
        first.elapsed().as_secs_f64()
    );
    starts("the demonstration alone", &small)?;
    let large = filled(ground)?;
    let name = format!("{} stories", ground.stories);
    starts(&name, &large)?;
    memory("the demonstration alone", &small)?;
    memory(&name, &large)?;
    println!(
        "a page that is not in memory, in the process: median and 95th per cent of {RENDERED}, ms; bytes plain and packed"
    );
    let mut render = Command::new(archive(ground)?);
    print!(
        "{}",
        command::output(
            render.current_dir(&ground.workspace.root).arg("render").arg(&large.data).arg(RENDERED)
        )?
    );
    Ok(())
}

/// The house with the archive, filled the first time in a run, or ever when it is kept.
///
/// # Errors
/// When something cannot be built, started or written.
pub(super) fn filled(ground: &Ground) -> Result<House> {
    let kept = match &ground.archive {
        Some(kept) => kept.clone(),
        None => folder(ground, "large")?,
    };
    std::fs::create_dir_all(&kept)?;
    let house = House::new(&ground.program, &ground.workspace.root, &kept);
    if house.data.exists() {
        return Ok(house);
    }
    drop(house.open()?);
    let mut fill = Command::new(archive(ground)?);
    print!(
        "{}",
        command::output(
            fill.current_dir(&ground.workspace.root)
                .arg("fill")
                .arg(&house.data)
                .arg(ground.stories.to_string())
        )?
    );
    Ok(house)
}

fn folder(ground: &Ground, name: &str) -> Result<PathBuf> {
    let folder = ground.scratch.path().join(name);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn archive(ground: &Ground) -> Result<PathBuf> {
    built_example(&ground.workspace, &ground.program, ground.given, "archive_pages")
}

/// From starting the program until `/readyz` answers; looked at every hundredth of a second.
fn starts(name: &str, house: &House) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let begun = Instant::now();
        let station = house.open()?;
        times.push(begun.elapsed().as_secs_f64());
        drop(station);
    }
    times.sort_by(f64::total_cmp);
    let all: Vec<String> = times.iter().map(|time| format!("{time:.2}")).collect();
    println!("start, {name}: median {} s (all: {})", all[STARTS / 2], all.join(" "));
    Ok(())
}

fn memory(name: &str, house: &House) -> Result<()> {
    let station = house.open()?;
    let before = station.megabytes()?;
    let (pages, bytes) = crawl(&station)?;
    println!(
        "memory, {name}: {before:.0} MB after the start, {:.0} MB after a crawl of {pages} pages ({:.1} MB packed)",
        station.megabytes()?,
        bytes as f64 / 1e6
    );
    Ok(())
}

/// Follows links from the front, as a machine would: every page packed, a thousand different ones or all there are.
fn crawl(station: &Station) -> Result<(usize, usize)> {
    let mut wire = Wire::to(station.address())?;
    let mut known = vec!["/".to_owned(), "/archive".to_owned()];
    let (mut next, mut bytes) = (0, 0);
    while next < known.len() && next < CRAWLED {
        let path = known[next].clone();
        let plain = wire.ask("GET", &path, &[], b"").with_context(|| format!("crawling to {path}"))?;
        let packed = wire.ask("GET", &path, &[("Accept-Encoding", "br")], b"")?;
        if plain.status != 200 || packed.status != 200 {
            bail!("{path} answers {}", plain.status);
        }
        bytes += packed.body.len();
        for link in links(&String::from_utf8_lossy(&plain.body)) {
            if known.len() < 2 * CRAWLED && !known.contains(&link) {
                known.push(link);
            }
        }
        next += 1;
    }
    Ok((next, bytes))
}

/// Pages of the site that a page links to.
fn links(html: &str) -> Vec<String> {
    let linked = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let page = |link: &&str| {
        let link = *link;
        link.starts_with('/')
            && !["/assets", "/media", "/desk", "//"].iter().any(|other| link.starts_with(other))
    };
    linked.filter(page).map(|link| link.split('#').next().unwrap_or(link).replace("&amp;", "&")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crawl_stays_on_the_pages_of_the_site() {
        let html = r##"<a href="/a#b"> <a href="https://x.example/"> <a href="/desk"> <a href="/assets/site.css">
            <a href="/tag/a?page=2&amp;x=1"> <a href="#top">"##;
        assert_eq!(links(html), ["/a", "/tag/a?page=2&x=1"]);
    }
}
