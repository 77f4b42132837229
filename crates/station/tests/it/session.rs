//! Ways in and out.

use crate::{
    house::House,
    people::{Editor, PASSWORD, Reader, form},
};

#[tokio::test(flavor = "multi_thread")]
async fn the_setup_link_works_once() {
    for house in House::each() {
        let station = house.opens().await;
        let token = station.ready.setup.clone().unwrap();
        let link = format!("/desk/setup/{}", token.as_str());
        station.reader().opens(&link).await.shows("Make the first administrator");
        station.editor().await.browser.opens("/desk").await.is(200);
        station.reader().opens(&link).await.is(404);
        let again = form(&[
            ("email", "eve@signal.example"),
            ("name", "Eve"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ]);
        station.reader().sends(&link, &again).await.is(404);
        // From the second start on there is no such link.
        let station = station.restarts().await;
        assert!(station.ready.setup.is_none());
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_closes_the_door() {
    for house in House::each() {
        let station = house.opens().await;
        let editor = station.editor().await;
        editor.browser.opens("/desk").await.is(200);
        editor.signs_out().await;
        assert!(editor.browser.opens("/desk").await.leads_to().starts_with("/desk/sign-in"));
        assert!(Editor::signs_in(station.reader()).await.browser.opens("/desk").await.status == 200);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_closed_to_strangers_and_to_other_sites() {
    let station = House::on(crate::database::Engine::Sqlite).opens().await;
    let editor = station.editor().await;
    let stranger: Reader = station.reader();
    for path in ["/desk", "/desk/stories", "/desk/front", "/desk/users", "/desk/audit", "/desk/pictures"] {
        assert!(stranger.opens(path).await.leads_to().starts_with("/desk/sign-in"), "{path}");
    }
    // A form of another site, sent with the editor's cookie by the editor's browser.
    let fields = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
    let body = bytes::Bytes::from_static(b"headline=Forged&section=local");
    let forged = editor.browser.asks(http::Method::POST, "/desk/stories", &fields, body).await;
    forged.is(403);
    editor.browser.opens("/desk/stories").await.is(200).hides("Forged");
    station.stops().await;
}
