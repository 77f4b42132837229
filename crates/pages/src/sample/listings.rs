//! Examples of lists of stories: section, author, tag, place, archive; full, empty and bare.

use super::{
    Sample, figures, public,
    stories::{cards, chrome, opinion, picture},
};
use crate::{
    archive::{ArchiveDay, ArchiveEntry, ArchiveIndex, ArchiveMonth, ArchiveYear},
    author::AuthorPage,
    card::{Paging, River},
    chrome::{Chrome, FeedLink, Head, Link},
    moment::Day,
    place::PlacePage,
    section::SectionPage,
    tag::TagPage,
};

pub(super) fn samples() -> Vec<Sample> {
    let (chrome, bare) = (chrome(), Chrome::default());
    let empty =
        SectionPage { river: empty("No stories in Business yet."), name: "Business".into(), ..section() };
    let second = SectionPage { river: river("/section/local", 2), ..section() };
    let opinion = SectionPage {
        name: "Opinion".into(),
        opinion: true,
        river: River { cards: opinion(), ..River::default() },
        ..section()
    };
    vec![
        public("section", &chrome, &section()),
        public("section-second", &chrome, &second),
        public("section-empty", &chrome, &empty),
        public("section-opinion", &chrome, &opinion),
        public("section-bare", &bare, &SectionPage::default()),
        public("author", &chrome, &author()),
        public("author-bare", &bare, &AuthorPage::default()),
        public("tag", &chrome, &tag()),
        public("tag-bare", &bare, &TagPage::default()),
        public("place", &chrome, &place()),
        public("place-bare", &bare, &PlacePage::default()),
        public("archive", &chrome, &archive()),
        public("archive-bare", &bare, &ArchiveIndex::default()),
        public("archive-month", &chrome, &month()),
        public("archive-month-bare", &bare, &ArchiveMonth::default()),
    ]
}

fn head(title: &str, base: &str) -> Head {
    Head {
        title: title.into(),
        canonical: Some(format!("https://signal.example{base}")),
        current: Some(base.into()),
        feeds: FeedLink::all(&format!("Rogue Valley Signal: {title}"), base),
        ..Head::default()
    }
}

fn river(base: &str, page: u32) -> River {
    River { cards: cards(), paging: Paging::new(base, page, 61, 20), ..River::default() }
}

fn empty(words: &str) -> River {
    River {
        empty: words.into(),
        ways: vec![
            Link::new("Front page", "/"),
            Link::new("Local", "/section/local"),
            Link::new("Archive", "/archive"),
        ],
        ..River::default()
    }
}

fn section() -> SectionPage {
    SectionPage {
        head: head("Local", "/section/local"),
        name: "Local".into(),
        description: "Medford, Ashland, and the towns between: councils, schools, roads and people.".into(),
        opinion: false,
        river: river("/section/local", 1),
        modules: vec![figures::oregon_module()],
    }
}

fn author() -> AuthorPage {
    AuthorPage {
        head: head("Elena Marsh", "/author/elena-marsh"),
        name: "Elena Marsh".into(),
        role: "Wildfire reporter".into(),
        bio: "Elena Marsh has covered fire and forests in southern Oregon since 2014. She lives in Talent."
            .into(),
        portrait: picture("forest", "Elena Marsh", "", ""),
        contacts: vec![Link::new("elena@signal.example", "mailto:elena@signal.example")],
        river: river("/author/elena-marsh", 1),
    }
}

fn tag() -> TagPage {
    TagPage {
        head: head("Prescribed fire", "/tag/prescribed-fire"),
        name: "Prescribed fire".into(),
        description: String::new(),
        river: empty("No stories about Prescribed fire yet."),
    }
}

fn place() -> PlacePage {
    PlacePage {
        head: head("Ashland", "/place/ashland"),
        name: "Ashland".into(),
        within: "Jackson County, Oregon".into(),
        river: river("/place/ashland", 1),
        modules: vec![figures::oregon_module_held()],
    }
}

fn archive() -> ArchiveIndex {
    let entry = |month: &str, number: &str, count: &str| ArchiveEntry {
        month: month.into(),
        url: format!("/archive/2021/{number}"),
        count: count.into(),
    };
    ArchiveIndex {
        head: head("Archive", "/archive"),
        years: vec![
            ArchiveYear {
                year: 2021,
                months: vec![entry("March", "03", "1 story"), entry("February", "02", "112 stories")],
            },
            ArchiveYear { year: 2020, months: vec![entry("December", "12", "1,204 stories")] },
        ],
    }
}

fn month() -> ArchiveMonth {
    let day = |iso: &str, words: &str, from: usize, count: usize| ArchiveDay {
        day: Day { iso: iso.into(), words: words.into() },
        cards: cards().into_iter().skip(from).take(count).collect(),
    };
    ArchiveMonth {
        head: head("March 2021", "/archive/2021/03"),
        title: "March 2021".into(),
        count: "24 stories".into(),
        days: vec![
            day("2021-03-02", "Tuesday, March 2, 2021", 0, 3),
            day("2021-03-01", "Monday, March 1, 2021", 3, 7),
        ],
        paging: Paging::new("/archive/2021/03", 1, 90, 60),
        newer: None,
        older: Some(Link::new("February 2021", "/archive/2021/02")),
    }
}
