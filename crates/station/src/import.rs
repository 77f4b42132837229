//! Bring a content pack into the station, through the desk's own verbs. Doing it twice changes nothing the second time.

use crate::{
    fault::Fault,
    pack::{self, Front, Pack, PackPage, PackStory, rename_pictures},
};
use anyhow::{Context, Result};
use bytes::Bytes;
use desk::{By, Desk};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::SignedDuration;
use model::{
    front::Slot,
    media::MediaState,
    page::Page,
    story::Lead,
    url::{Month, StoryPath},
};
use prose::MediaKey;
use std::{collections::BTreeMap, path::Path, time::Duration};
use store::{Found, NewMedia, Store};

/// What came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Stories that are new.
    pub stories: usize,
    /// Stories that were there already.
    pub already: usize,
    /// Pictures that are new.
    pub pictures: usize,
    /// What could not be brought in.
    pub faults: Vec<Fault>,
}

/// How often the library is asked whether the sizes of the pictures are there.
const LOOK: Duration = Duration::from_millis(50);

/// Bring in a pack. The station's jobs must be running, as pictures get their sizes from them.
///
/// # Errors
/// When the machine fails; what is wrong with the pack is in the report.
pub async fn import(pack: Pack, desk: &Desk, store: &Store) -> Result<Report> {
    let by = By::station("import");
    let mut report = Report::default();
    for author in &pack.authors {
        // Whoever is there may have been changed at the desk meanwhile.
        if desk.reader().author(&author.slug).await?.is_none() {
            desk.save_author(author, &by).await?;
        }
    }
    let keys = pictures(&pack, desk, store, &by, &mut report).await?;
    let bar = bar("stories", pack.stories.len());
    for story in pack.stories.clone() {
        one_story(story, &keys, desk, &by, &mut report).await?;
        bar.inc(1);
    }
    bar.finish();
    for page in pack.pages {
        one_page(page, desk, &by).await?;
    }
    if let Some(front) = &pack.front {
        arrange(front, &pack.stories, desk, &by).await?;
    }
    Ok(report)
}

/// Take every picture into the library and wait for its sizes. Gives the library's keys by the names of the files.
async fn pictures(
    pack: &Pack,
    desk: &Desk,
    store: &Store,
    by: &By,
    report: &mut Report,
) -> Result<BTreeMap<MediaKey, MediaKey>> {
    let mut keys = BTreeMap::new();
    for (name, path) in &pack.pictures {
        match one_picture(path, words(name, &pack.stories), desk, store, by).await? {
            Ok((key, is_new)) => {
                report.pictures += usize::from(is_new);
                keys.insert(name.clone(), key);
            }
            Err(fault) => report.faults.push(fault),
        }
    }
    let wanted: Vec<MediaKey> = keys.values().cloned().collect();
    let bar = bar("pictures", wanted.len());
    loop {
        let library = desk.reader().media_many(&wanted).await?;
        let waiting = library.values().filter(|media| media.state == MediaState::Waiting).count();
        bar.set_position((wanted.len() - waiting) as u64);
        if waiting == 0 {
            for (name, key) in &keys {
                if let Some(MediaState::Failed(why)) = library.get(key).map(|media| &media.state) {
                    let file =
                        pack.pictures.get(name).map(|path| path.display().to_string()).unwrap_or_default();
                    report.faults.push(Fault::of_file(file, why.clone(), ""));
                }
            }
            bar.finish();
            return Ok(keys);
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn one_picture(
    path: &Path,
    words: Option<&Lead>,
    desk: &Desk,
    store: &Store,
    by: &By,
) -> Result<Result<(MediaKey, bool), Fault>> {
    let bytes = tokio::fs::read(path).await.with_context(|| format!("cannot read {}", path.display()))?;
    let (key, facts) = match work::media::understand(&bytes) {
        Ok(understood) => understood,
        Err(error) => return Ok(Err(Fault::of_file(path.display().to_string(), error.to_string(), ""))),
    };
    let key = MediaKey::parse(&key)?;
    if desk.reader().media(&key).await?.is_some() {
        return Ok(Ok((key, false)));
    }
    let size = bytes.len() as u64;
    let blob = store.blobs().put(Bytes::from(bytes)).await?;
    let new = NewMedia {
        key: key.clone(),
        file_name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        blob,
        bytes: size,
        width: facts.width,
        height: facts.height,
        alt: facts.alt.or_else(|| words?.alt.clone()),
        caption: facts.caption.or_else(|| words?.caption.clone()),
        credit: facts.credit.or_else(|| words?.credit.clone()),
        hash: 0,
    };
    desk.take_picture(&new, by).await?;
    Ok(Ok((key, true)))
}

/// What the first story with this picture at its top says of it.
fn words<'p>(name: &MediaKey, stories: &'p [PackStory]) -> Option<&'p Lead> {
    let mut leads = stories.iter().filter_map(|story| story.import.content.lead.as_ref());
    leads.find(|lead| &lead.picture == name)
}

async fn one_story(
    story: PackStory,
    keys: &BTreeMap<MediaKey, MediaKey>,
    desk: &Desk,
    by: &By,
    report: &mut Report,
) -> Result<()> {
    let PackStory { file, mut import } = story;
    rename_pictures(&mut import.content, keys);
    for author in &import.content.authors {
        if desk.reader().author(author).await?.is_none() {
            let what = format!("Nobody is called “{author}”.");
            report.faults.push(Fault::of_file(file, what, "Add the author to authors.toml."));
            return Ok(());
        }
    }
    match desk.import_story(import, by).await {
        Ok(Some(_)) => report.stories += 1,
        Ok(None) => report.already += 1,
        Err(desk::Error::Store(error)) => return Err(error).context("cannot keep a story"),
        Err(refused) => {
            let mut faults: Vec<Fault> =
                refused.missing().iter().map(|gap| Fault::of_file(&file, &gap.what, &gap.remedy)).collect();
            if faults.is_empty() {
                faults.push(Fault::of_file(&file, refused.to_string(), ""));
            }
            report.faults.append(&mut faults);
        }
    }
    Ok(())
}

async fn one_page(page: PackPage, desk: &Desk, by: &By) -> Result<()> {
    let PackPage { slug, title, dek, body } = page;
    // A page that is there may have been changed at the desk meanwhile.
    if desk.reader().page(&slug).await?.is_some() {
        return Ok(());
    }
    desk.save_page(&Page { slug, title, dek, body, updated: desk.now() }, by).await?;
    Ok(())
}

/// Arrange the front as the pack says, unless somebody has arranged it already.
async fn arrange(front: &Front, stories: &[PackStory], desk: &Desk, by: &By) -> Result<()> {
    let now = desk.now();
    let kept = desk.reader().front(now).await?;
    if kept.modules.is_empty() && !front.modules.is_empty() {
        desk.place_modules(&front.modules, by).await?;
    }
    if !kept.pins.is_empty() {
        return Ok(());
    }
    let until = now.checked_add(SignedDuration::from_hours(i64::from(front.hours)))?;
    let secondary = front.secondary.iter().enumerate();
    let secondary =
        secondary.filter_map(|(place, slug)| Some((Slot::Secondary(u8::try_from(place).ok()?), slug)));
    for (slot, slug) in front.lead.iter().map(|slug| (Slot::Lead, slug)).chain(secondary) {
        let Some(story) = stories.iter().find(|story| story.import.content.slug.as_ref() == Some(slug))
        else {
            continue;
        };
        let month = Month::of(story.import.first_published, &desk.station().zone);
        let path = StoryPath { month, slug: slug.clone() };
        if let Found::Story(story) = desk.reader().published(&path).await? {
            desk.pin(slot, story.id, until, by).await?;
        }
    }
    Ok(())
}

/// Read a pack and tell, on standard error, what could not be kept of it.
///
/// # Errors
/// What is wrong with the pack.
pub fn read_and_tell(folder: &Path, desk: &Desk) -> Result<Pack, Vec<Fault>> {
    let pack = pack::read(folder, desk.station())?;
    for note in &pack.notes {
        eprintln!("note: {note}");
    }
    Ok(pack)
}

fn bar(what: &'static str, length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>10} {bar:40} {pos}/{len}");
    let bar = ProgressBar::new(length as u64).with_message(what);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
