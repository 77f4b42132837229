//! Each thing as the text that goes into the page.

use feeds::jsonld::{
    Article, ArticleKind, Author, BreadcrumbList, Correction, Crumb, Dataset, Download, Image, Organization,
    OrganizationKind, Thing, WebSite, script,
};
use jiff::civil::date;

use crate::case_file;

#[test]
fn each_thing_is_written_as_its_file_says() {
    for (name, kind) in [
        ("article-news", ArticleKind::News),
        ("article-opinion", ArticleKind::Opinion),
        ("article-analysis", ArticleKind::Analysis),
        ("article-sponsored", ArticleKind::Sponsored),
    ] {
        expect(name, &article(kind));
    }
    expect("article-least", &least());
    expect("organization", &newsroom());
    expect("organization-named", &Organization::named("State Wire"));
    expect("correction", &correction());
    let crumb = |name: &str, url: Option<&str>| Crumb { name: name.to_owned(), url: url.map(str::to_owned) };
    let crumbs = vec![crumb("Front", Some("https://signal.example/")), crumb("Wildfire", None)];
    expect("breadcrumbs", &BreadcrumbList { crumbs });
    expect("dataset", &dataset());
    let one_day = Some((date(2021, 2, 28), date(2021, 2, 28)));
    expect("dataset-one-day", &Dataset { coverage: one_day, ..dataset() });
    expect(
        "website",
        &WebSite {
            name: "Rogue Valley Signal".to_owned(),
            url: "https://signal.example/".to_owned(),
            description: Some(
                "News </script><script>alert(1)</script> \u{2028}\u{2029} & weather".to_owned(),
            ),
            language: Some("en-US".to_owned()),
            publisher: Some(newsroom()),
            search: Some("https://signal.example/search?q={words}".to_owned()),
        },
    );
}

fn expect(name: &str, thing: &impl Thing) {
    let path = case_file::folder("jsonld").join(format!("{name}.json"));
    case_file::expect_file(&path, &format!("{}\n", script(thing)));
}

fn newsroom() -> Organization {
    Organization {
        kind: OrganizationKind::Newsroom,
        name: "Rogue Valley Signal".to_owned(),
        url: Some("https://signal.example/".to_owned()),
        logo: Some(Image { url: "https://signal.example/logo.png".to_owned(), ..Image::default() }),
        corrections_policy: Some("https://signal.example/corrections".to_owned()),
        same_as: vec!["https://social.example/@signal".to_owned()],
        ..Organization::default()
    }
}

fn correction() -> Correction {
    Correction {
        text: "The county is Jackson, not Josephine.".to_owned(),
        date_published: "2021-03-02T02:00:00Z".parse().unwrap(),
    }
}

fn article(kind: ArticleKind) -> Article {
    Article {
        description: Some("R&B Ranch burned <3 acres>.".to_owned()),
        authors: vec![
            Author::Person {
                name: "Jane Roe".to_owned(),
                url: Some("https://signal.example/author/jane".to_owned()),
            },
            Author::Organization { name: "State Wire".to_owned(), url: None },
        ],
        images: vec![Image {
            url: "https://signal.example/burn.jpg".to_owned(),
            width: Some(1200),
            height: Some(800),
            caption: Some("Smoke".to_owned()),
            credit: Some("Jane Roe".to_owned()),
        }],
        sections: vec!["Wildfire".to_owned()],
        keywords: vec!["smoke".to_owned(), "Medford".to_owned()],
        language: Some("en-US".to_owned()),
        original: Some("https://wire.example/42".to_owned()),
        source: Some(Organization::named("State Wire")),
        sponsor: (kind == ArticleKind::Sponsored).then(|| Organization::named("Valley Motors")),
        rights: Some("© 2021 State Wire".to_owned()),
        corrections: vec![correction()],
        kind,
        ..least()
    }
}

fn least() -> Article {
    Article {
        kind: ArticleKind::News,
        headline: "Burn day".to_owned(),
        url: "https://signal.example/story/2021/03/burn-day".to_owned(),
        description: None,
        date_published: "2021-03-01T18:00:00Z".parse().unwrap(),
        date_modified: "2021-03-01T19:30:00Z".parse().unwrap(),
        authors: Vec::new(),
        publisher: Organization::named("Signal"),
        images: Vec::new(),
        sections: Vec::new(),
        keywords: Vec::new(),
        language: None,
        original: None,
        source: None,
        sponsor: None,
        rights: None,
        corrections: Vec::new(),
        free: true,
    }
}

fn dataset() -> Dataset {
    Dataset {
        name: "COVID-19 in Oregon by county".to_owned(),
        description: "Cases and deaths, cumulative.".to_owned(),
        url: "https://signal.example/data/or-covid".to_owned(),
        coverage: Some((date(2020, 3, 22), date(2021, 2, 28))),
        place: Some("Oregon".to_owned()),
        date_modified: "2021-03-01T05:23:01Z".parse().unwrap(),
        downloads: vec![Download {
            url: "https://signal.example/data/or-covid.csv".to_owned(),
            media_type: "text/csv".to_owned(),
        }],
        license: Some("https://creativecommons.org/licenses/by/4.0/".to_owned()),
        creator: Some(Organization::named("Johns Hopkins University")),
        original: None,
    }
}
