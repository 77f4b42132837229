//! A story from the form to the reader and back.

use crate::{
    house::{House, eventually},
    people::receipt,
};
use jiff::SignedDuration;
use model::user::Role;

#[tokio::test(flavor = "multi_thread")]
async fn published_means_visible() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        reader.opens("/").await.is(200).hides("Harbor reopens");
        let mut draft =
            editor.writes("Harbor reopens", &[("tags", "harbor"), ("place", "brookings-or")]).await;
        reader.opens("/story/2021/03/harbor-reopens").await.is(404);
        let path = editor.publishes(&mut draft).await;
        for public in [
            "/",
            "/story/2021/03/harbor-reopens",
            "/section/local",
            "/tag/harbor",
            "/place/brookings-or",
            "/rss.xml",
            "/lite",
        ] {
            reader.opens(public).await.shows("Harbor reopens");
        }
        let receipt = receipt(&station, &path).await;
        assert!(receipt.agrees(), "{receipt:#?}");
        assert!(receipt.lines.len() > 20, "{}", receipt.lines.len());
        let page = editor.browser.opens(&path).await.is(200).text();
        for line in &receipt.lines {
            assert!(page.contains(&line.url.to_string()), "{}", line.url);
        }
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_story_goes_out_by_itself_and_a_second_run_changes_nothing() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        let mut draft = editor.writes("Ferry returns", &[]).await;
        let page = editor.presses("schedule", &mut draft, &[("publish-at", "2021-03-01T18:30")]).await;
        assert!(page.leads_to().contains("said=scheduled"));
        station.passes(SignedDuration::from_mins(29)).await;
        reader.opens("/").await.is(200).hides("Ferry returns");
        reader.opens("/story/2021/03/ferry-returns").await.is(404);
        // Without waiting for anything else: the moment alone must do it.
        station.clock.pass(SignedDuration::from_secs(61));
        eventually("the scheduled story", async || {
            reader.opens("/story/2021/03/ferry-returns").await.status == 200
        })
        .await;
        let first = reader.opens("/story/2021/03/ferry-returns").await.bytes;
        station.passes(SignedDuration::from_mins(5)).await;
        let outcome = station.runs(&model::job::Job::PublishStory(draft.id())).await;
        assert_eq!(outcome, model::job::Outcome::Done("nothing was due".to_owned()));
        assert_eq!(reader.opens("/story/2021/03/ferry-returns").await.bytes, first);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_that_was_due_while_the_station_was_down_goes_out_at_its_start() {
    for house in House::each() {
        let station = house.opens().await;
        let editor = station.editor().await;
        let mut draft = editor.writes("Night ferry", &[]).await;
        editor.presses("schedule", &mut draft, &[("publish-at", "2021-03-01T19:00")]).await.leads_to();
        let kept = editor.puts_out("Already there", &[]).await;
        // Down from before its hour until after it.
        let clock = station.clock.clone();
        let station = {
            clock.pass(SignedDuration::from_mins(10));
            let station = station.restarts().await;
            clock.pass(SignedDuration::from_hours(2));
            station
        };
        let reader = station.reader();
        eventually("the story", async || reader.opens("/story/2021/03/night-ferry").await.status == 200)
            .await;
        reader.opens("/").await.shows("Already there").shows("Night ferry");
        // The browser that was signed in is signed in still, and the form knows its revision.
        let browser = reader.with_cookie_of(&editor.browser);
        browser.opens(&kept.form).await.shows("Already there");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_is_gone_everywhere() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        let draft = editor.puts_out("Wrong man named", &[("tags", "courts")]).await;
        let path = "/story/2021/03/wrong-man-named";
        reader.opens("/").await.shows("Wrong man named");
        let receipt_path = editor.does("unpublish", &draft, "").await.leads_to();
        let site = crate::crawl::crawl(&reader).await;
        for (address, (_, body)) in &site {
            assert!(!String::from_utf8_lossy(body).contains("wrong-man-named"), "{address}");
        }
        for address in [path.to_owned(), format!("/lite{path}"), format!("{path}?x=1")] {
            assert_ne!(reader.opens(&address).await.status, 200, "{address}");
        }
        assert!(receipt(&station, &receipt_path).await.agrees());
        editor.does("kill", &draft, "Mistaken identity").await.leads_to();
        reader.opens(path).await.is(410);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embargo_holds_whoever_presses_what() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        let mut draft = editor.writes("Budget is out", &[("embargo", "2021-03-02T06:00")]).await;
        editor.presses("publish", &mut draft, &[]).await.is(422);
        reader.opens("/story/2021/03/budget-is-out").await.is(404);
        reader.opens("/").await.is(200).hides("Budget is out");
        station.until("2021-03-02T06:01:00-08:00").await;
        // Nobody stays signed in over a night without a request.
        assert!(editor.browser.opens("/desk").await.leads_to().starts_with("/desk/sign-in"));
        station.editor().await.publishes(&mut draft).await;
        reader.opens("/").await.shows("Budget is out");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contributor_writes_and_does_not_publish() {
    for house in House::each() {
        let station = house.opens().await;
        let contributor = station.colleague(Role::Contributor).await;
        let mut draft = contributor.writes("From the high school", &[]).await;
        let refused = contributor.presses("publish", &mut draft, &[]).await;
        assert!(!refused.status.is_success() && !refused.status.is_redirection(), "{}", refused.status);
        station.reader().opens("/story/2021/03/from-the-high-school").await.is(404);
        contributor.presses("submit", &mut draft, &[]).await.leads_to();
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_address_leads_to_the_new_one() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        let mut draft = editor.puts_out("Hall to close", &[]).await;
        reader.opens("/story/2021/03/hall-to-close").await.shows("Hall to close");
        editor
            .presses("publish", &mut draft, &[("slug", "hall-stays"), ("headline", "Hall stays")])
            .await
            .leads_to();
        let old = reader.opens("/story/2021/03/hall-to-close").await;
        assert_eq!((old.status.as_u16(), old.leads_to().as_str()), (301, "/story/2021/03/hall-stays"));
        reader.opens("/story/2021/03/hall-stays").await.shows("Hall stays");
        station.stops().await;
    }
}
