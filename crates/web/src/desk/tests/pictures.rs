//! Pictures: uploaded once, described, and reachable only where their story is.

use super::newsroom::{Newsroom, whole_story};
use bytes::Bytes;
use http::header;
use model::{
    media::{MediaFormat, Rendition},
    user::Role,
};
use prose::MediaKey;

#[tokio::test]
async fn an_upload_is_understood_kept_once_and_told_while_it_waits() {
    let newsroom = Newsroom::open().await;
    let mut reporter = newsroom.signed_in(Role::Reporter).await;
    let refused = reporter.upload(b"%PDF-1.7", "A map").await;
    assert!(
        refused.page(422).contains("not a picture") && refused.body.contains("A map"),
        "the words are kept"
    );
    assert!(reporter.upload(b"", "").await.page(422).contains("No file was chosen"));
    let too_large = vec![b'j'; (25 << 20) + 1];
    assert!(reporter.upload(&too_large, "Big").await.page(413).contains("larger than 25 MB"));

    let taken = reporter.upload(b"jpeg one", "A ditch").await.goes_to();
    assert_eq!(taken, "/desk/pictures/1?said=uploaded");
    let waiting = reporter.get(&taken).await;
    assert!(waiting.page(200).contains("Making sizes") && waiting.body.contains("A ditch"));
    assert_eq!(
        (waiting.headers["refresh"].to_str().unwrap(), waiting.field("credit").as_str()),
        ("2", "From the file")
    );
    let again = reporter.upload(b"jpeg one", "Something else").await.goes_to();
    assert_eq!(again, "/desk/pictures/1?said=already");
    assert!(!reporter.get(&again).await.page(200).contains("Something else"));

    let long = "a".repeat(1_001);
    let refused =
        reporter.post("/desk/pictures/1", &[("alt", &long), ("focal-x", "20"), ("focal-y", "999")]).await;
    assert!(refused.page(422).contains("The text is too long") && refused.body.contains(&long));
    let fields = [("alt", "A dry ditch"), ("focal-x", "20"), ("focal-y", "80")];
    assert!(reporter.post("/desk/pictures/1", &fields).await.goes_to().ends_with("?said=described"));
    let described = reporter.get("/desk/pictures/1").await;
    assert!(described.page(200).contains("![A dry ditch](media:m-"));
    assert_eq!((described.field("focal-x").as_str(), described.field("focal-y").as_str()), ("20", "80"));
}

#[tokio::test]
async fn a_picture_of_an_embargoed_story_has_no_public_address() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let [shown, other] = [
        keep(&newsroom, &mut editor, b"jpeg shown").await,
        keep(&newsroom, &mut editor, b"jpeg other").await,
    ];
    let mut fields = whole_story("Secret");
    fields.extend([("lead", shown.as_str()), ("embargo", "2021-03-05T06:00")]);
    let story = editor.post("/desk/stories", &fields).await.goes_to();
    let story = story.split('?').next().unwrap();
    assert!(editor.get(story).await.page(200).contains(&format!("/desk/media/{shown}/320.jpg")));
    let link = editor.get(&format!("{story}/preview")).await.goes_to();

    let mut reader = newsroom.stranger();
    reader.get(&format!("/media/{shown}/320.jpg")).await.page(404);
    assert!(reader.get(&format!("/desk/media/{shown}/320.jpg")).await.goes_to().starts_with("/desk/sign-in"));
    let preview = reader.get(&link).await;
    assert!(preview.page(200).contains(&format!("{link}/media/{shown}/320.jpg")));
    assert!(!preview.body.contains(&format!("\"/media/{shown}")), "no address that would not answer");
    let picture = reader.get(&format!("{link}/media/{shown}/320.jpg")).await;
    assert_eq!(
        (picture.page(200), picture.headers[header::CACHE_CONTROL].to_str().unwrap()),
        ("small", "private, no-store")
    );
    reader.get(&format!("{link}/media/{other}/320.jpg")).await.page(404);
    reader.get(&format!("{link}0/media/{shown}/320.jpg")).await.page(404);
}

/// Upload a picture and make its one size, as the job would.
async fn keep(newsroom: &Newsroom, editor: &mut super::newsroom::Browser<'_>, bytes: &[u8]) -> String {
    let path = editor.upload(bytes, "A ditch").await.goes_to();
    let number = path.trim_start_matches("/desk/pictures/").split('?').next().unwrap();
    let media = newsroom.app.reader.media_by_id(number.parse().unwrap()).await.unwrap().unwrap();
    let blob = newsroom.app.blobs.put(Bytes::from_static(b"small")).await.unwrap();
    let size = Rendition { width: 320, height: 240, format: MediaFormat::Jpeg, blob, bytes: 5 };
    newsroom.app.desk.renditions_made(media.id, &[size], 7).await.unwrap();
    let key: &MediaKey = &media.key;
    key.to_string()
}
