//! An upload: read under a cap and a time limit, understood, put into the blob store, handed to the desk. Its sizes
//! are made by a job.

use super::{frame, library, picture, posted::Posted, problem};
use crate::{PictureFacts, app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{
        Multipart, State,
        multipart::{Field, MultipartRejection},
    },
    response::Response,
};
use bytes::Bytes;
use desk::media::{Description, Taken};
use http::StatusCode;
use model::media::Media;
use prose::MediaKey;
use std::time::Duration;
use store::NewMedia;
use tokio::sync::Semaphore;

/// The largest picture file.
const PICTURE_BYTES: usize = 25 << 20;
/// The words beside it.
const WORDS_BYTES: usize = 64 << 10;
/// A file that is larger is read to its end and thrown away up to this size, so that the browser gets to see the page
/// that says what to do.
const DRAINED_BYTES: usize = 200 << 20;
/// The whole upload must be there within this time.
const TIME: Duration = Duration::from_secs(100);
/// Fields of the form, with room for what browsers add.
const FIELDS: usize = 20;
/// Uploads in memory at one time, whoever sends them: the others wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(3);

const NO_UPLOAD: &str = "This is no upload. Choose a file in the form.";
const BROKEN_OFF: &str = "The upload broke off. Check the connection and upload the picture again.";
const LATE: &str =
    "The upload took longer than a minute and a half. Make the picture smaller, or try a faster line.";
const TOO_LARGE: &str = "The file is larger than 25 MB. Make the picture smaller (2500 pixels wide is plenty) and upload it again.";

/// What was sent.
#[derive(Default)]
struct Upload {
    file_name: String,
    bytes: Vec<u8>,
    words: Posted,
    /// Why its bytes were not kept.
    refused: Option<(StatusCode, &'static str)>,
}

impl Upload {
    fn late() -> Self {
        Self { refused: Some((StatusCode::REQUEST_TIMEOUT, LATE)), ..Self::default() }
    }
}

/// Take an upload.
pub(crate) async fn take(
    State(app): State<App>,
    who: SignedIn,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, Error> {
    let multipart = multipart.map_err(|_| Error::BadForm(NO_UPLOAD.to_owned()))?;
    let _turn = TURNS.acquire().await.map_err(Error::fault)?;
    let upload = tokio::time::timeout(TIME, receive(multipart)).await;
    let Upload { file_name, bytes, words, refused } = upload.unwrap_or_else(|_| Ok(Upload::late()))?;
    if let Some((status, what)) = refused {
        return library::again(&app, &who, status, &words, problem::problem("picture", what)).await;
    }
    match understand(&app, bytes).await? {
        Ok((bytes, facts)) => keep(&app, &who, file_name, bytes, facts, &words).await,
        Err(why) => {
            let problem = problem::problem("picture", why);
            library::again(&app, &who, StatusCode::UNPROCESSABLE_ENTITY, &words, problem).await
        }
    }
}

/// Read every field; beyond the cap only count.
async fn receive(mut multipart: Multipart) -> Result<Upload, Error> {
    let broken = |_| Error::BadForm(BROKEN_OFF.to_owned());
    let (mut upload, mut words, mut seen) = (Upload::default(), Vec::new(), 0_usize);
    for _ in 0..FIELDS {
        let Some(field) = multipart.next_field().await.map_err(broken)? else { break };
        let name = field.name().unwrap_or("").to_owned();
        if name == "picture" {
            upload.file_name = plain_name(field.file_name().unwrap_or(""));
            let bytes = whole(field, PICTURE_BYTES, &mut seen).await?;
            if bytes.is_none() {
                upload.refused = Some((StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE));
            }
            upload.bytes = bytes.unwrap_or_default();
        } else {
            let text = whole(field, WORDS_BYTES, &mut seen).await?.ok_or(Error::TooLarge)?;
            words.push((name, String::from_utf8_lossy(&text).into_owned()));
        }
    }
    upload.words = Posted::new(words);
    Ok(upload)
}

/// The bytes of a field; `None` when there are more than `cap`.
async fn whole(mut field: Field<'_>, cap: usize, seen: &mut usize) -> Result<Option<Vec<u8>>, Error> {
    let (mut kept, mut length) = (Vec::new(), 0_usize);
    loop {
        let piece = field.chunk().await;
        let piece = piece.map_err(|_| Error::BadForm(BROKEN_OFF.to_owned()))?;
        let Some(piece) = piece else { break };
        (length, *seen) = (length.saturating_add(piece.len()), seen.saturating_add(piece.len()));
        if *seen > DRAINED_BYTES {
            return Err(Error::TooLarge);
        }
        if length > cap {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&piece);
        }
    }
    Ok((length <= cap).then_some(kept))
}

/// What the picture is, read on a thread where it may take its time.
async fn understand(app: &App, bytes: Vec<u8>) -> Result<Result<(Bytes, PictureFacts), String>, Error> {
    if bytes.is_empty() {
        return Ok(Err("No file was chosen. Choose a picture, then press Upload.".to_owned()));
    }
    let understand = app.understand_picture.clone();
    let reading =
        tokio::task::spawn_blocking(move || understand(&bytes).map(|facts| (Bytes::from(bytes), facts)));
    reading.await.map_err(Error::fault)
}

/// Into the blob store and the library; then the words that were typed, which win over those in the file.
async fn keep(
    app: &App,
    who: &SignedIn,
    file_name: String,
    bytes: Bytes,
    facts: PictureFacts,
    typed: &Posted,
) -> Result<Response, Error> {
    let key = MediaKey::parse(&facts.key).map_err(Error::fault)?;
    let size = bytes.len() as u64;
    let blob = app.blobs.put(bytes).await?;
    let PictureFacts { width, height, alt, caption, credit, .. } = facts;
    let new = NewMedia { key, file_name, blob, bytes: size, width, height, alt, caption, credit, hash: 0 };
    let Taken { media, already } = app.desk.take_picture(&new, &who.by).await?;
    if let Some(description) = described(&media, typed, already)
        && let Err(error) = app.desk.describe_picture(media.id, &description, &who.by).await
    {
        let problems = problem::problems(&error, &app.station.zone).ok_or(error)?;
        return picture::again(app, who, &media, typed, problems).await;
    }
    Ok(frame::done(&picture::form_path(media.id), if already { "already" } else { "uploaded" }))
}

/// The description with what was typed; `None` when that changes nothing. Of a picture that was there already, only
/// what nobody has said yet is taken: an upload must not change what others wrote.
fn described(media: &Media, typed: &Posted, already: bool) -> Option<Description> {
    let said = |kept: &Option<String>, field: &str| {
        let typed = typed.maybe(field);
        if already { kept.clone().or(typed) } else { typed.or_else(|| kept.clone()) }
    };
    let (alt, caption, credit) =
        (said(&media.alt, "alt"), said(&media.caption, "caption"), said(&media.credit, "credit"));
    let same = alt == media.alt && caption == media.caption && credit == media.credit;
    (!same).then_some(Description { alt, caption, credit, focal: media.focal })
}

/// The last part of what the browser calls the file, of a length that fits a list.
fn plain_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or("");
    let name: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if name.trim().is_empty() { "picture".to_owned() } else { name.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use axum::{
        body::Body,
        extract::{FromRequest, Request},
    };
    use model::{
        id::MediaId,
        media::{Focal, MediaState},
    };

    async fn received(parts: &[(&str, Option<&str>, Vec<u8>)]) -> Result<Upload, Error> {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            body.extend(
                format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        let request =
            Request::post("/desk/pictures").header("content-type", "multipart/form-data; boundary=x");
        let request = request.body(Body::from(body)).unwrap();
        receive(Multipart::from_request(request, &()).await.unwrap()).await
    }

    fn media(alt: Option<&str>) -> Media {
        Media {
            id: MediaId(1),
            key: MediaKey::parse("m-0123").unwrap(),
            file_name: "a.jpg".to_owned(),
            width: 1,
            height: 1,
            alt: alt.map(str::to_owned),
            caption: None,
            credit: None,
            focal: Focal::default(),
            hash: 0,
            state: MediaState::Waiting,
            renditions: Vec::new(),
            uploaded_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[tokio::test]
    async fn a_file_and_its_words_are_read_in_any_order() {
        let parts = [
            ("alt", None, b"A ditch".to_vec()),
            ("picture", Some("C:\\photos\\ditch.jpg"), b"jpeg".to_vec()),
        ];
        let upload = received(&parts).await.unwrap();
        assert_eq!((upload.file_name.as_str(), upload.bytes.as_slice()), ("ditch.jpg", b"jpeg".as_slice()));
        assert_eq!(upload.words.text("alt"), "A ditch");
    }

    #[tokio::test]
    async fn words_that_are_no_words_are_refused() {
        assert!(matches!(
            received(&[("alt", None, vec![b'a'; WORDS_BYTES + 1])]).await,
            Err(Error::TooLarge)
        ));
    }

    #[test]
    fn a_name_is_the_last_part_and_short() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("a\r\nb.jpg"), "ab.jpg");
        assert_eq!(plain_name(""), "picture");
        assert_eq!(plain_name(&"é".repeat(500)).chars().count(), 120);
    }

    #[test]
    fn an_upload_never_changes_what_others_wrote() {
        let typed = Posted::new(vec![("alt".to_owned(), "Mine".to_owned())]);
        assert!(described(&media(Some("Theirs")), &typed, true).is_none());
        assert_eq!(described(&media(None), &typed, true).unwrap().alt.as_deref(), Some("Mine"));
        assert_eq!(
            described(&media(Some("From the file")), &typed, false).unwrap().alt.as_deref(),
            Some("Mine")
        );
        assert!(described(&media(Some("A")), &Posted::default(), false).is_none());
    }
}
