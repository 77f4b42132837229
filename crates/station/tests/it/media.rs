//! Pictures: in, through the job, out, and never before their time.

use crate::house::{House, demo};
use model::job::{Job, Outcome};
use std::path::PathBuf;

/// One of the demonstration's pictures.
fn picture() -> PathBuf {
    demo().join("content/pictures/city-hall-dusk.jpg")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_public_with_its_story_and_not_before() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        let bytes = std::fs::read(picture()).unwrap();
        let form = editor.uploads(&bytes, "City hall at dusk.").await;
        station.settles().await;
        let id: model::id::MediaId = form.rsplit('/').next().unwrap().parse().unwrap();
        let media = station.ready.store.reader().media_by_id(id).await.unwrap().unwrap();
        assert!(media.renditions.len() >= 4, "{:?}", media.state);
        let addresses: Vec<String> = media
            .renditions
            .iter()
            .map(|size| format!("/media/{}/{}.{}", media.key.as_str(), size.width, size.format.extension()))
            .collect();
        let mut draft = editor.writes("Lights on at city hall", &[("lead", media.key.as_str())]).await;
        for address in &addresses {
            reader.opens(address).await.is(404);
        }
        editor.publishes(&mut draft).await;
        for (address, size) in addresses.iter().zip(&media.renditions) {
            let page = reader.opens(address).await.is(200);
            assert_eq!(page.bytes.len() as u64, size.bytes, "{address}");
            assert_eq!(page.headers["content-type"], size.format.media_type());
        }
        reader
            .opens("/story/2021/03/lights-on-at-city-hall")
            .await
            .shows("City hall at dusk.")
            .shows("srcset");
        // The job may run twice.
        assert!(matches!(station.runs(&Job::MakeRenditions(id)).await, Outcome::Done(_)));
        let again = station.ready.store.reader().media_by_id(id).await.unwrap().unwrap();
        assert_eq!(again.renditions, media.renditions);
        editor.does("unpublish", &draft, "").await.leads_to();
        for address in &addresses {
            reader.opens(address).await.is(404);
        }
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_without_a_description_keeps_a_story_in() {
    for house in House::each() {
        let station = house.opens().await;
        let editor = station.editor().await;
        let form = editor.uploads(&std::fs::read(picture()).unwrap(), "").await;
        station.settles().await;
        let id = form.rsplit('/').next().unwrap().parse().unwrap();
        let media = station.ready.store.reader().media_by_id(id).await.unwrap().unwrap();
        let mut draft = editor.writes("Dusk", &[("lead", media.key.as_str())]).await;
        let refused = editor.presses("publish", &mut draft, &[]).await.is(422);
        assert!(refused.text().contains("has no description"), "{}", refused.text());
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_picture_are_refused_with_a_reason() {
    let station = House::on(crate::database::Engine::Sqlite).opens().await;
    let editor = station.editor().await;
    let whole = std::fs::read(picture()).unwrap();
    let broken = [&b"<svg onload=alert(1)>"[..], b"", b"\xff\xd8\xff\xe0truncated", &whole[..300], BOMB];
    for bytes in broken {
        let mut body =
            b"--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"../../a.jpg\"\r\n\r\n"
                .to_vec();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let fields = [("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "same-origin")];
        let page = editor.browser.asks(http::Method::POST, "/desk/pictures", &fields, body.into()).await;
        assert_eq!(page.status, 422, "{}", page.text());
    }
    station.stops().await;
}

/// A PNG of 74 bytes that claims 60,000 by 60,000 pixels: 14 GB, if anybody believed it.
const BOMB: &[u8] = b"\
    \x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\xea\x60\x00\x00\xea\x60\
    \x08\x06\x00\x00\x00\x80\xd2\x75\x42\x00\x00\x00\x11\x49\x44\x41\x54\x78\x9c\x63\x60\x18\x05\xa3\
    \x60\x14\x0c\x77\x00\x00\x03\xe8\x00\x01\xb3\xa6\xd3\x46\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\
    \x60\x82";
