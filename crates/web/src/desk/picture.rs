//! One picture of the library: what it shows, what must stay in a crop, what looks the same.

use super::{
    frame,
    posted::{Posted, Search},
    problem,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::media::Description;
use http::{HeaderMap, HeaderValue, StatusCode};
use model::{
    id::MediaId,
    media::{Focal, Media, MediaState},
    station::Station,
};
use pages::{
    Link,
    desk::{
        form::Problem,
        pictures::{PictureForm, PictureItem},
    },
    media::Picture,
    moment::Moment,
    number::counted,
};
use prose::{Block, Body, MediaKey, markdown};

/// Where the sizes of a picture are for who is signed in, whether readers may see it or not.
pub(crate) const THUMBNAILS: &str = "/desk/media";

/// The path of a picture's screen.
pub(crate) fn form_path(id: MediaId) -> String {
    format!("/desk/pictures/{id}")
}

/// The screen. While its sizes are being made it looks again by itself.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let media = find(&app, &id).await?;
    let view = view(&app, &media, &fields(&media), Vec::new()).await?;
    let mut response = frame::screen(&app, &who, "/desk/pictures", query.text("said"), &view)?;
    if media.state == MediaState::Waiting {
        response.headers_mut().insert("refresh", HeaderValue::from_static("2"));
    }
    Ok(response)
}

/// Keep its words and its focal point.
pub(crate) async fn describe(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let media = find(&app, &id).await?;
    match app.desk.describe_picture(media.id, &description(&posted), &who.by).await {
        Ok(()) => Ok(frame::done(&form_path(media.id), "described")),
        Err(error) => {
            let problems = problem::problems(&error, &app.station.zone).ok_or(error)?;
            again(&app, &who, &media, &posted, problems).await
        }
    }
}

/// A size of a picture, for the screens of the desk.
pub(crate) async fn thumbnail(
    State(app): State<App>,
    _who: SignedIn,
    Path((key, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let key = MediaKey::parse(&key).map_err(|_| Error::NotFound)?;
    crate::media::rendition(&app, &key, &file, &headers).await
}

/// The form again, as it was typed, with what is wrong.
pub(crate) async fn again(
    app: &App,
    who: &SignedIn,
    media: &Media,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let view = view(app, media, posted, problems).await?;
    frame::refused(app, who, "/desk/pictures", StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// A picture of the library as an item of a list.
pub(crate) fn item(media: &Media, station: &Station) -> PictureItem {
    let sizes = u64::try_from(media.renditions.len()).unwrap_or(u64::MAX);
    let (state, state_words) = match &media.state {
        MediaState::Waiting => ("waiting", "Making sizes …".to_owned()),
        MediaState::Ready => ("ready", format!("Ready: {}", counted(sizes, "size", "sizes"))),
        MediaState::Failed(why) => ("failed", format!("Refused: {why}")),
    };
    PictureItem {
        url: form_path(media.id),
        key: media.key.to_string(),
        file_name: media.file_name.clone(),
        picture: shown(media, THUMBNAILS),
        state: state.to_owned(),
        state_words,
        dimensions: format!("{} × {}", media.width, media.height),
        uploaded: Moment::new(media.uploaded_at, &station.zone),
        lacks_alt: media.alt.as_deref().is_none_or(|alt| alt.trim().is_empty()),
    }
}

/// A picture whose sizes are ready, at addresses below `base`.
pub(crate) fn shown(media: &Media, base: &str) -> Option<Picture> {
    pages::compose::media::picture(media, None, None, None).map(|picture| moved(picture, base))
}

/// The same picture at addresses below `base`, where readers' own addresses would not answer yet.
pub(crate) fn moved(picture: Picture, base: &str) -> Picture {
    let moved = |addresses: &str| addresses.replace("/media/", &format!("{base}/"));
    Picture {
        webp: moved(&picture.webp),
        jpeg: moved(&picture.jpeg),
        url: moved(&picture.url),
        share_url: moved(&picture.share_url),
        ..picture
    }
}

async fn find(app: &App, id: &str) -> Result<Media, Error> {
    app.reader.media_by_id(frame::number(id)?).await?.ok_or(Error::NotFound)
}

async fn view(
    app: &App,
    media: &Media,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<PictureForm, Error> {
    let percent = |name| posted.text(name).trim().parse().unwrap_or(50_u8).min(100);
    Ok(PictureForm {
        action: form_path(media.id),
        item: item(media, &app.station),
        alt: posted.text("alt").to_owned(),
        caption: posted.text("caption").to_owned(),
        credit: posted.text("credit").to_owned(),
        focal_x: percent("focal-x"),
        focal_y: percent("focal-y"),
        problems,
        alike: alike(app, media.id).await?,
        markup: markup(media),
    })
}

async fn alike(app: &App, id: MediaId) -> Result<Vec<Link>, Error> {
    let keys = app.desk.look_alikes(id).await?;
    let found = app.reader.media_many(&keys).await?;
    let links = keys.iter().filter_map(|key| found.get(key));
    Ok(links.map(|media| Link::new(media.file_name.clone(), form_path(media.id))).collect())
}

/// The line that puts it into a story's text, with the library's description.
fn markup(media: &Media) -> String {
    let (alt, caption, credit) = (media.alt.clone(), None, None);
    let block = Block::Image(prose::Picture { key: media.key.clone(), alt, caption, credit });
    markdown::write(&Body { blocks: vec![block] }).trim_end().to_owned()
}

fn fields(media: &Media) -> Posted {
    let percent = |fraction: f32| format!("{:.0}", (fraction * 100.0).clamp(0.0, 100.0));
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let fields = [
        ("alt", text(&media.alt)),
        ("caption", text(&media.caption)),
        ("credit", text(&media.credit)),
        ("focal-x", percent(media.focal.x)),
        ("focal-y", percent(media.focal.y)),
    ];
    Posted::new(fields.map(|(name, value)| (name.to_owned(), value)).into())
}

fn description(posted: &Posted) -> Description {
    let fraction = |name| posted.text(name).trim().parse().unwrap_or(50_u8).min(100);
    Description {
        alt: posted.maybe("alt"),
        caption: posted.maybe("caption"),
        credit: posted.maybe("credit"),
        focal: Focal { x: f32::from(fraction("focal-x")) / 100.0, y: f32::from(fraction("focal-y")) / 100.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_a_picture_moves() {
        let picture = Picture {
            webp: "/media/m-1/320.webp 320w, /media/m-1/640.webp 640w".to_owned(),
            url: "/media/m-1/640.jpg".to_owned(),
            ..Picture::default()
        };
        let moved = moved(picture, "/desk/preview/1.2.ab/media");
        assert_eq!(moved.url, "/desk/preview/1.2.ab/media/m-1/640.jpg");
        assert_eq!(moved.webp.matches("/desk/preview/1.2.ab/media/m-1/").count(), 2);
        assert_eq!(moved.webp.matches(" /media").count(), 0);
    }
}
