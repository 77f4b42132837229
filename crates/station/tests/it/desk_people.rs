//! The first run on an empty station; bylines, station pages, and accounts.

use crate::{
    house::{House, Station, demo},
    people::{Draft, Editor, PASSWORD, Reader, form},
};
use jiff::SignedDuration;
use model::{receipt::Subject, slug::Slug, user::Role};

/// The value of a field of a form.
fn value(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, rest) = rest.split_once("value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// The boxes that are ticked.
fn ticked(page: &str, name: &str) -> Vec<String> {
    let begin = format!("type=\"checkbox\" name=\"{name}\" value=\"");
    let boxes = page.split(&begin).skip(1);
    boxes
        .filter(|rest| rest.split('>').next().unwrap().contains("checked"))
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// The first link that a form of the page hands out.
fn one_time_link(page: &str) -> String {
    let (_, rest) = page.split_once("http://signal.example/desk/choose/").unwrap();
    format!("/desk/choose/{}", rest.split('"').next().unwrap())
}

/// Make an account without a password; answers the link by which its owner chooses one.
async fn invites(editor: &Editor, email: &str, name: &str, role: &str) -> String {
    let fields =
        form(&[("email", email), ("name", name), ("role", role), ("password", ""), ("byline", "own")]);
    one_time_link(&editor.browser.sends("/desk/users", &fields).await.is(200).text())
}

async fn chooses(browser: &Reader, link: &str, password: &str) {
    let fields = form(&[("password", password), ("again", password)]);
    assert!(browser.sends(link, &fields).await.leads_to().starts_with("/desk/sign-in"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_station_has_no_dead_ends() {
    for house in House::each() {
        let station = house.opens().await;
        let reader = station.reader();
        // Before anything was written, readers and the desk see helpful pages.
        reader.opens("/").await.shows("Coast Courier");
        for path in
            ["/section/local", "/archive", "/data", "/lite", "/rss.xml", "/sitemap.xml", "/sitemap/pages.xml"]
        {
            reader.opens(path).await.is(200);
        }
        let nell = station.editor().await;
        let desk = &nell.browser;
        for path in
            ["/desk", "/desk/stories", "/desk/pictures", "/desk/authors", "/desk/pages", "/desk/front"]
        {
            desk.opens(path).await.is(200);
        }
        desk.opens("/desk/pages").await.shows("Write “About us”").shows("There are no station pages yet");

        // Who set the station up signs already: the blank form has their byline.
        let blank = desk.opens("/desk/stories/new").await.is(200).text();
        assert_eq!(ticked(&blank, "author"), ["nell"]);
        let bytes = std::fs::read(demo().join("content/pictures/bridge-fog.jpg")).unwrap();
        let picture = nell.uploads(&bytes, "Fog under a bridge.").await;
        station.settles().await;
        desk.opens(&picture).await.shows("Ready");
        let id = picture.rsplit('/').next().unwrap().parse().unwrap();
        let key = station.ready.store.reader().media_by_id(id).await.unwrap().unwrap().key;
        let fields = form(&[
            ("headline", "First light"),
            ("section", "local"),
            ("author", &ticked(&blank, "author")[0]),
            ("body", "The station is on the air."),
            ("lead", key.as_str()),
            ("revision", &value(&blank, "revision")),
            ("verb", "publish"),
        ]);
        let receipt = desk.sends("/desk/stories", &fields).await.leads_to();
        desk.opens(&receipt).await.shows("agree").shows("Stories by Nell").hides(">nell<");
        reader.opens("/").await.shows("First light");
        reader
            .opens("/story/2021/03/first-light")
            .await
            .shows("By")
            .shows("Nell")
            .shows("Fog under a bridge.");
        reader.opens("/author/nell").await.shows("First light");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reporter_who_signs_in_the_first_time_publishes_with_a_byline() {
    for house in House::each() {
        let station = house.opens().await;
        let nell = station.editor().await;
        let link = invites(&nell, "ines@signal.example", "Inés Ortega", "reporter").await;
        let stranger = station.reader();
        stranger.opens(&link).await.shows("Inés Ortega");
        chooses(&stranger, &link, PASSWORD).await;
        stranger.opens(&link).await.is(404).hides("Inés");
        let ines = Editor::signs_in_as(station.reader(), "ines@signal.example", PASSWORD).await;
        let blank = ines.browser.opens("/desk/stories/new").await.is(200).text();
        assert_eq!(ticked(&blank, "author"), ["ines-ortega"]);
        let draft =
            ines.puts_out("Crab season opens", &[("author", "ines-ortega"), ("origin-name", "")]).await;
        let reader = station.reader();
        reader.opens("/story/2021/03/crab-season-opens").await.shows("Inés Ortega");

        // Her own byline is hers to change, with a receipt; another's is not.
        let words = form(&[
            ("name", "Inés Ortega Ruiz"),
            ("title", "Coast reporter"),
            ("bio", "Born in Gold Beach."),
            ("email", "ines@signal.example"),
        ]);
        let receipt = ines.browser.sends("/desk/authors/ines-ortega", &words).await.leads_to();
        let screen = ines.browser.opens(&receipt).await.shows("addresses agree");
        assert!(screen.text().contains("Crab season opens"), "{}", screen.text());
        reader
            .opens("/story/2021/03/crab-season-opens")
            .await
            .shows("Inés Ortega Ruiz")
            .shows("Coast reporter");
        reader
            .opens("/author/ines-ortega")
            .await
            .shows("Born in Gold Beach.")
            .shows("mailto:ines@signal.example");
        reader.opens("/author/ines-ortega/rss.xml").await.shows("Inés Ortega Ruiz");
        ines.browser.opens("/desk/authors/nell").await.is(403);
        ines.browser.sends("/desk/authors/nell", &words).await.is(403);
        ines.browser.opens("/desk/authors").await.shows("Inés Ortega Ruiz").hides("/desk/authors/nell");
        nell.browser.opens("/desk/audit").await.shows("author.save").shows("/desk/authors/ines-ortega");
        assert_eq!(draft.id().0, 1);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_byline_makes_one_and_only_one() {
    for house in House::each() {
        let station = house.opens().await;
        let nell = station.editor().await;
        let fields = form(&[
            ("email", "sam@signal.example"),
            ("name", "Sam"),
            ("role", "contributor"),
            ("password", PASSWORD),
            ("byline", "none"),
        ]);
        nell.browser.sends("/desk/users", &fields).await.leads_to();
        let sam = Editor::signs_in_as(station.reader(), "sam@signal.example", PASSWORD).await;
        let blank = sam.browser.opens("/desk/stories/new").await.shows("You have no byline");
        assert!(ticked(&blank.text(), "author").is_empty());
        sam.browser.opens("/desk/authors/new?mine=yes").await.shows("value=\"Sam\"");
        let others = form(&[("name", "Somebody Else")]);
        sam.browser.sends("/desk/authors", &others).await.is(403);
        let mine = |name| form(&[("name", name), ("mine", "yes"), ("slug", "sam-p")]);
        sam.browser.sends("/desk/authors", &mine("Sam Pereira")).await.leads_to();
        let again = sam.browser.sends("/desk/authors", &form(&[("name", "Sam Two"), ("mine", "yes")])).await;
        again.is(422).text().contains("signs as Sam Pereira already").then_some(()).unwrap();
        let taken =
            nell.browser.sends("/desk/authors", &form(&[("name", "X"), ("slug", "sam-p")])).await.is(422);
        assert!(taken.text().contains("There is an author at"));
        let blank = sam.browser.opens("/desk/stories/new").await.hides("You have no byline").text();
        assert_eq!(ticked(&blank, "author"), ["sam-p"]);
        // A stringer has no account; an administrator can give the byline to somebody, or take it.
        nell.browser.sends("/desk/authors", &form(&[("name", "Stringer")])).await.leads_to();
        let reads = station.ready.store.reader();
        let sams = reads.author_of_user(model::id::UserId(2)).await.unwrap().unwrap();
        assert_eq!(sams.slug, Slug::parse("sam-p").unwrap());
        let given = form(&[("name", "Stringer"), ("account", "2")]);
        nell.browser.sends("/desk/authors/stringer", &given).await.leads_to();
        let sams = reads.author_of_user(model::id::UserId(2)).await.unwrap().unwrap();
        assert_eq!(sams.slug, Slug::parse("stringer").unwrap());
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_station_page_is_written_at_the_desk() {
    for house in House::each() {
        let station = house.opens().await;
        let (nell, reader) = (station.editor().await, station.reader());
        reader.opens("/page/about").await.is(404);
        nell.browser.opens("/desk/pages/new?slug=about").await.shows("About us");
        let bytes = std::fs::read(demo().join("content/pictures/bridge-fog.jpg")).unwrap();
        let picture = nell.uploads(&bytes, "The bridge.").await;
        station.settles().await;
        let id = picture.rsplit('/').next().unwrap().parse().unwrap();
        let media = station.ready.store.reader().media_by_id(id).await.unwrap().unwrap();
        let size = &media.renditions[0];
        let address = format!("/media/{}/{}.{}", media.key, size.width, size.format.extension());
        reader.opens(&address).await.is(404);
        let body = format!("We are few.\n\n![](media:{})", media.key);
        let fields =
            form(&[("title", "About us"), ("slug", "about"), ("dek", "Who we are."), ("body", &body)]);
        let receipt = nell.browser.sends("/desk/pages", &fields).await.leads_to();
        nell.browser.opens(&receipt).await.shows("All 4 addresses agree");
        reader.opens("/page/about").await.shows("We are few.").shows("The bridge.");
        reader.opens("/").await.shows("/page/about");
        reader.opens("/sitemap/pages.xml").await.shows("/page/about");
        reader.opens(&address).await.is(200);
        // The same address again, nothing at all, and a picture that is not there.
        nell.browser.sends("/desk/pages", &fields).await.is(422);
        nell.browser.sends("/desk/pages/about", &form(&[("title", ""), ("body", "x")])).await.is(422);
        let ghost = form(&[("title", "About"), ("body", "![A ghost](media:m-ghost)")]);
        assert!(nell.browser.sends("/desk/pages/about", &ghost).await.is(422).text().contains("no picture"));
        let short = form(&[("title", "About"), ("body", "We are two.")]);
        nell.browser.sends("/desk/pages/about", &short).await.leads_to();
        reader.opens("/page/about").await.shows("We are two.");
        reader.opens(&address).await.is(404);
        nell.browser.opens("/desk/audit").await.shows("page.make").shows("page.save");
        let reporter = station.colleague(Role::Reporter).await;
        reporter.browser.opens("/desk/pages").await.is(403);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_for_a_new_password_works_once_and_not_for_ever() {
    for house in House::each() {
        let station = house.opens().await;
        let nell = station.editor().await;
        let ben = station.colleague(Role::Reporter).await;
        let makes =
            async || one_time_link(&nell.browser.sends("/desk/users/2/link", &[]).await.is(200).text());
        let (first, second) = (makes().await, makes().await);
        let stranger = station.reader();
        stranger.opens(&first).await.is(404);
        let short = form(&[("password", "short"), ("again", "short")]);
        stranger.sends(&second, &short).await.is(422);
        let differ = form(&[("password", PASSWORD), ("again", "another one entirely")]);
        stranger.sends(&second, &differ).await.is(422);
        ben.browser.opens("/desk").await.is(200);
        chooses(&stranger, &second, "an entirely new password").await;
        assert!(ben.browser.opens("/desk").await.leads_to().starts_with("/desk/sign-in"), "sessions end");
        stranger.sends(&second, &form(&[("password", PASSWORD), ("again", PASSWORD)])).await.is(404);
        Editor::signs_in_as(station.reader(), "reporter@signal.example", "an entirely new password").await;
        // A link grows old, and one for an account that is switched off never counts.
        let third = makes().await;
        station.passes(SignedDuration::from_hours(49)).await;
        stranger.opens(&third).await.is(404);
        let nell = Editor::signs_in(station.reader()).await;
        let fourth = one_time_link(&nell.browser.sends("/desk/users/2/link", &[]).await.is(200).text());
        nell.browser.sends("/desk/users/2", &form(&[("role", "reporter")])).await.leads_to();
        stranger.opens(&fourth).await.is(404);
        nell.browser.sends("/desk/users/2/link", &[]).await.is(422);
        nell.browser.opens("/desk/audit").await.shows("user.password-link").hides(&fourth);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_switched_off_is_out_at_once_and_comes_back() {
    for house in House::each() {
        let station = house.opens().await;
        let nell = station.editor().await;
        let ben = station.colleague(Role::Editor).await;
        let change = async |fields: &[(&str, &str)]| {
            nell.browser.sends("/desk/users/2", &form(fields)).await.leads_to();
        };
        change(&[("role", "editor")]).await;
        assert!(ben.browser.opens("/desk").await.leads_to().starts_with("/desk/sign-in"));
        let again = form(&[("email", "editor@signal.example"), ("password", PASSWORD)]);
        station.reader().sends("/desk/sign-in", &again).await.is(422);
        change(&[("role", "editor"), ("active", "yes")]).await;
        let ben = Editor::signs_in_as(station.reader(), "editor@signal.example", PASSWORD).await;
        ben.browser.opens("/desk/front").await.is(200);
        change(&[("role", "reporter"), ("active", "yes")]).await;
        assert!(ben.browser.opens("/desk/front").await.leads_to().starts_with("/desk/sign-in"));
        let ben = Editor::signs_in_as(station.reader(), "editor@signal.example", PASSWORD).await;
        ben.browser.opens("/desk/front").await.is(403);
        station.stops().await;
    }
}

/// A receipt of an author stands in its own address only.
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_belongs_to_what_it_is_about() {
    let station: Station = House::on(crate::database::Engine::Sqlite).opens().await;
    let nell = station.editor().await;
    let receipt = nell.browser.sends("/desk/authors/nell", &form(&[("name", "Nell Doe")])).await.leads_to();
    let number = receipt.split('?').next().unwrap().rsplit('/').next().unwrap().parse().unwrap();
    let kept = station.ready.store.reader().other_receipt(number).await.unwrap().unwrap();
    assert_eq!(kept.of, Subject::Author(Slug::parse("nell").unwrap()));
    assert!(kept.agrees(), "{kept:#?}");
    nell.browser.sends("/desk/authors", &form(&[("name", "Other")])).await.leads_to();
    nell.browser.opens(&format!("/desk/authors/other/receipts/{number}")).await.is(404);
    nell.browser.opens(&format!("/desk/pages/nell/receipts/{number}")).await.is(404);
    let draft: Draft = nell.writes("A story", &[]).await;
    nell.browser.opens(&format!("{}/receipts/{number}", draft.form)).await.is(404);
    station.stops().await;
}
