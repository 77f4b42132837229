//! One channel with everything in it, as a station would fill it.

use feeds::{Channel, Enclosure, Item};

/// Two items: one with every field and hard text, one with the least.
pub(crate) fn channel() -> Channel {
    Channel {
        title: "Rogue Valley Signal: Fire & Weather".to_owned(),
        link: "https://signal.example/section/fire?a=1&b=2".to_owned(),
        self_link: "https://signal.example/feeds/section/fire.xml".to_owned(),
        description: "Smoke, fire danger and red-flag warnings < 50 miles from Medford".to_owned(),
        language: "en-US".to_owned(),
        updated: "2021-03-02T02:00:00Z".parse().unwrap(),
        icon: Some("https://signal.example/icon.png".to_owned()),
        items: vec![full(), least()],
    }
}

fn full() -> Item {
    Item {
        id: "tag:signal.example,2021:story/42".to_owned(),
        link: "https://signal.example/story/2021/03/burn-day".to_owned(),
        title: "\"Burn day\" at R&B Ranch: 3 < 4 acres".to_owned(),
        summary: "R&B Ranch burned <3 acres> on Monday.".to_owned(),
        html: Some("<p>R&amp;B Ranch ]]> burned.</p>".to_owned()),
        authors: vec!["Jane Roe".to_owned(), "Joaquín Peña".to_owned()],
        published: "2021-03-01T18:00:00.5Z".parse().unwrap(),
        updated: "2021-03-01T19:30:00Z".parse().unwrap(),
        categories: vec!["Wildfire".to_owned(), "Jackson County".to_owned()],
        image: Some(Enclosure {
            url: "https://signal.example/media/burn.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes: Some(123_456),
            width: Some(1200),
            height: Some(800),
            alt: "Smoke over a pasture".to_owned(),
            credit: Some("Jane Roe / Signal".to_owned()),
        }),
        source: Some(("State Wire".to_owned(), Some("https://wire.example/rss".to_owned()))),
        rights: Some("© 2021 State Wire".to_owned()),
    }
}

fn least() -> Item {
    Item {
        id: "https://signal.example/story/2021/02/calm".to_owned(),
        link: "https://signal.example/story/2021/02/calm".to_owned(),
        title: "Calm".to_owned(),
        summary: "No wind.".to_owned(),
        published: "2021-02-28T16:05:09Z".parse().unwrap(),
        updated: "2021-02-28T16:05:09Z".parse().unwrap(),
        source: Some(("National Weather Service".to_owned(), None)),
        ..Item::default()
    }
}
