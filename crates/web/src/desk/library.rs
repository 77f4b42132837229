//! The picture library: what there is, newest first, and the form to add one.

use super::{
    frame::{self, may},
    page_number, picture,
    posted::{Posted, Search},
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{extract::State, response::Response};
use http::StatusCode;
use model::user::Action;
use pages::desk::{form::Problem, pictures::PictureLibrary};

/// The library.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let page = page_number::of(query.text("page"));
    let view = view(&app, &who, page, &Posted::default(), Vec::new()).await?;
    frame::screen(&app, &who, "/desk/pictures", query.text("said"), &view)
}

/// The form again with the words that were typed. The file has to be chosen again: browsers let nobody fill it in.
pub(crate) async fn again(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    posted: &Posted,
    problem: Problem,
) -> Result<Response, Error> {
    let view = view(app, who, 1, posted, vec![problem]).await?;
    frame::refused(app, who, "/desk/pictures", status, &view)
}

async fn view(
    app: &App,
    who: &SignedIn,
    page: u32,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<PictureLibrary, Error> {
    let (media, more) = app.reader.media_list(page_number::offset(page), page_number::EACH).await?;
    Ok(PictureLibrary {
        upload: may(who, Action::Write).then(|| "/desk/pictures".to_owned()),
        limits: "JPEG, PNG, GIF or WebP, at most 25 MB and 64 megapixels.".to_owned(),
        problems,
        alt: posted.text("alt").to_owned(),
        caption: posted.text("caption").to_owned(),
        credit: posted.text("credit").to_owned(),
        items: media.iter().map(|media| picture::item(media, &app.station)).collect(),
        paging: page_number::paging("/desk/pictures", page, more),
    })
}
