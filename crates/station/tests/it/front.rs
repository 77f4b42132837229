//! The front, and the demonstration that fills it.

use crate::{
    database::Engine,
    house::{House, demo},
    people::form,
};
use jiff::SignedDuration;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The demonstration's content with few of its pictures, as making sizes of all of them takes a while.
fn some_content(folder: &Path) -> PathBuf {
    let (from, to) = (demo().join("content"), folder.join("content"));
    for part in ["stories", "pages", "pictures"] {
        fs::create_dir_all(to.join(part)).unwrap();
    }
    for name in ["authors.toml", "front.toml"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
    let kept = ["vaccine-clinic", "city-hall-dusk"];
    for name in kept {
        fs::copy(from.join(format!("pictures/{name}.jpg")), to.join(format!("pictures/{name}.jpg"))).unwrap();
    }
    for part in ["stories", "pages"] {
        for entry in fs::read_dir(from.join(part)).unwrap().flatten() {
            let text = fs::read_to_string(entry.path()).unwrap();
            let bare = match text.split_once("[lead]\n") {
                Some((before, after))
                    if !kept.iter().any(|name| after.starts_with(&format!("picture = \"{name}\""))) =>
                {
                    let rest = after
                        .find("\n[")
                        .map(|at| at + 1)
                        .into_iter()
                        .chain(after.find("+++"))
                        .min()
                        .unwrap();
                    format!("{before}{}", &after[rest..])
                }
                _ => text,
            };
            fs::write(to.join(part).join(entry.file_name()), bare).unwrap();
        }
    }
    to
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_brings_the_demonstration_and_the_second_changes_nothing() {
    for house in House::each() {
        let folder = tempfile::tempdir().unwrap();
        let station = house.demo(Some(some_content(folder.path()))).opens().await;
        station.settles().await;
        let reader = station.reader();
        let front = reader
            .opens("/")
            .await
            .shows("Rogue Valley Signal")
            .shows("155,597")
            .shows("This is a demonstration.");
        for headline in [
            "talent-phoenix-pipes-before-houses",
            "expo-vaccine-line-65-and-over",
            "very-mild-start-to-march",
        ] {
            assert!(front.text().contains(headline), "{headline}");
        }
        let text = front.text();
        let forecast = text.split("id=\"module-forecast-headline\"").nth(1).unwrap_or_default();
        assert!(forecast.contains("very-mild-start-to-march"), "the forecast in a headline: {forecast}");
        reader.opens("/page/about").await.shows("/page/corrections-policy");
        reader.opens("/data/ca-covid").await.shows("3,566,914").shows("52,158");
        reader
            .opens("/story/2021/03/expo-vaccine-line-65-and-over")
            .await
            .shows("Tomás Arriaga")
            .shows("155,597");
        let before = crate::crawl::crawl(&reader).await;
        let broken: Vec<_> =
            before.iter().filter(|(_, (status, _))| *status != 200).map(|(path, _)| path).collect();
        assert!(broken.is_empty(), "links that lead nowhere: {broken:?}");
        assert!(before.len() > 150, "{}", before.len());
        // What was changed at the desk is not undone by the pack of the next start.
        let desk = &station.ready.desk;
        let by = desk::By::station("test");
        let (slug, about) = (
            model::slug::Slug::parse("june-takeda-lowe").unwrap(),
            model::slug::Slug::parse("about").unwrap(),
        );
        let mut author = desk.reader().author(&slug).await.unwrap().unwrap();
        author.title = "Editor at large".to_owned();
        desk.save_author(&author, &by).await.unwrap();
        let mut page = desk.reader().page(&about).await.unwrap().unwrap();
        page.title = "About all of us".to_owned();
        desk.save_page(&page, &by).await.unwrap();
        reader.opens("/author/june-takeda-lowe").await.shows("Editor at large");
        let before = crate::crawl::crawl(&reader).await;
        let station = station.restarts().await;
        station.settles().await;
        station.reader().opens("/page/about").await.shows("About all of us");
        let after = crate::crawl::crawl(&station.reader()).await;
        crate::crawl::assert_same(&before, &after, "after a restart");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_holds_its_place_until_its_end() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        let first = editor.puts_out("Older story", &[]).await;
        station.passes(SignedDuration::from_mins(10)).await;
        editor.puts_out("Newer story", &[]).await;
        let place = |text: &str, words| text.find(words).unwrap_or(usize::MAX);
        let front = reader.opens("/").await.text();
        assert!(place(&front, "Newer story") < place(&front, "Older story"));
        let until = station.clock.now().checked_add(SignedDuration::from_hours(2)).unwrap();
        let by = desk::By::station("test");
        station.ready.desk.pin(model::front::Slot::Lead, first.id(), until, &by).await.unwrap();
        let front = reader.opens("/").await.text();
        assert!(place(&front, "Older story") < place(&front, "Newer story"));
        station.passes(SignedDuration::from_hours(3)).await;
        let front = reader.opens("/").await.text();
        assert!(place(&front, "Newer story") < place(&front, "Older story"));
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rail_belongs_to_the_desk_after_the_first_start() {
    let house = House::on(Engine::Sqlite).demo(None);
    let station = house.opens().await;
    station.settles().await;
    station.reader().opens("/").await.shows("155,597");
    let editor = station.editor().await;
    let page = editor.browser.sends("/desk/front/modules", &form(&[])).await;
    page.leads_to();
    station.reader().opens("/").await.is(200).hides("155,597");
    let station = station.restarts().await;
    station.settles().await;
    station.reader().opens("/").await.is(200).hides("155,597");
    station.stops().await;
}
