//! Addresses of pictures: what they give when the picture has grown, and when it is gone.

use crate::{
    house::House,
    radar_stream::{BUCKETS, chunks, frames, looks, puts, volume},
};

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_a_picture_outlives_its_growth_and_says_when_it_is_gone() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let reader = station.reader();
        let all = chunks(7, &volume("2021-03-02T02:00:00Z"));
        puts(&station, "live", &all[..3]);
        looks(&station).await;
        let partial = frames(&station).await[0].0.clone();
        reader.opens(&format!("/radar?at={partial}")).await.is(200).shows(&format!("{partial}/ref.png"));
        puts(&station, "live", &all[3..]);
        looks(&station).await;
        let whole = frames(&station).await[0].0.clone();
        assert_ne!(partial, whole);
        // Long after the picture of then made room for the whole one.
        station.until("2021-03-02T02:20:00Z").await;
        let still = format!("/radar/KMAX/{whole}/ref.png");
        reader.opens(&format!("/radar?at={partial}")).await.is(200).shows(&still).hides("not kept");
        let old = reader.opens(&format!("/radar/KMAX/{partial}/ref.png")).await.is(307);
        assert_eq!(old.headers["location"], still.as_str());
        assert_eq!(old.headers["cache-control"], "public, no-cache");
        reader.opens(&format!("/radar/KMAX/{partial}/ref/8/40/94.png")).await.is(404);
        reader.opens("/radar/KMAX/20210302T010000Z-1/ref.png").await.is(404);
        // One that is not kept is no error: the newest stands there, and why.
        let gone = reader.opens("/radar?at=20210302T010000Z-1").await.is(200);
        gone.shows("The picture of 5:00 p.m. PST is not kept here any more. This is the newest one.")
            .shows(&still);
        let ahead = reader.opens("/radar?at=20300302T010000Z-1").await.is(200);
        ahead.shows("The picture of March 1, 2030, 5:00 p.m. PST is not there yet.");
        reader.opens("/radar?at=soon").await.is(404);
        station.stops().await;
    }
}
