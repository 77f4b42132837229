//! Examples of the pages most readers see: front, story, lite, errors, station pages.

use super::{
    Sample, figures, public,
    stories::{at, cards, chrome, chrome_with_alert, opinion, picture},
};
use crate::{
    card::{Card, Label},
    chrome::{Chrome, FeedLink, Head, Link, Social},
    error::ErrorPage,
    front::{Block, FrontPage},
    lite::{LiteFront, LiteGroup, LiteItem, LiteStory},
    moment::Day,
    page::StationPage,
    story::{Byline, Correction, StoryPage, Syndication},
};

pub(super) fn samples() -> Vec<Sample> {
    let (chrome, alert, bare) = (chrome(), chrome_with_alert(), Chrome::default());
    let ways = vec![
        Link::new("Front page", "/"),
        Link::new("Archive", "/archive"),
        Link::new("Lite version", "/lite"),
    ];
    vec![
        public("front", &chrome, &front()),
        public("front-alert", &alert, &front()),
        public("front-bare", &bare, &FrontPage::default()),
        public("story", &chrome, &story()),
        public("story-opinion", &chrome, &opinion_story()),
        public("story-spanish", &chrome, &spanish_story()),
        public("story-preview", &chrome, &preview()),
        public("story-bare", &bare, &StoryPage::default()),
        public("page", &chrome, &about()),
        public("page-bare", &bare, &StationPage::default()),
        public("error-404", &chrome, &ErrorPage::new(404, ways.clone(), None)),
        public("error-500", &chrome, &ErrorPage::new(500, ways, Some("0190-44b2".into()))),
        public("error-bare", &bare, &ErrorPage::default()),
        public("lite-front", &alert, &lite_front()),
        public("lite-front-bare", &bare, &LiteFront::default()),
        public("lite-story", &chrome, &lite_story()),
        public("lite-story-bare", &bare, &LiteStory::default()),
    ]
}

fn today() -> Day {
    Day { iso: "2021-03-01".into(), words: "Monday, March 1, 2021".into() }
}

fn front() -> FrontPage {
    let all = cards();
    let of = |name: &str| -> Vec<Card> {
        let in_section = |card: &&Card| card.section.as_ref().is_some_and(|section| section.label == name);
        all.iter().filter(in_section).take(4).cloned().collect()
    };
    let block = |name: &str| Block {
        section: Link::new(name, format!("/section/{}", name.to_lowercase())),
        cards: of(name),
    };
    let take = |from: usize, count: usize| all.iter().skip(from).take(count).cloned().collect::<Vec<_>>();
    FrontPage {
        head: Head {
            description: "News, county data and weather for Medford, Ashland and the Rogue Valley.".into(),
            canonical: Some("https://signal.example/".into()),
            lite: Some("/lite".into()),
            social: Some(Social {
                kind: "website".into(),
                title: "Rogue Valley Signal".into(),
                ..Social::default()
            }),
            ..Head::default()
        },
        today: today(),
        lead: all.first().cloned(),
        under_lead: vec![all[2].clone(), all[5].clone()],
        second: vec![all[1].clone(), all[3].clone(), all[4].clone()],
        briefs: take(9, 7),
        modules: vec![figures::oregon_module()],
        opinion: Some(Block { section: Link::new("Opinion", "/section/opinion"), cards: opinion() }),
        beside: Vec::new(),
        blocks: ["Sports", "Business", "Politics", "Wildfire"].map(block).into(),
    }
}

const BODY: &str = r#"<p>ASHLAND — The chain saws start at seven, when the frost still holds the dust down. By ten the crews on the Ridge Loop have stripped to T-shirts, and the duff under the madrones is already dry enough to burn.</p>
<p>“We used to have until June,” said Walt Brannigan, who has run thinning crews in the watershed for 22 years. “Now I look at the ten-day every morning and count backward.”</p>
<p>The city and the Rogue River–Siskiyou National Forest want to finish 1,100 acres above town before the spring burn window closes, most likely in the <a href="/story/2021/02/snowpack">third week of April</a>. As of Monday they had done 640.</p>
<h2>What the money buys</h2>
<p>The work costs about $1,900 an acre, most of it from a state grant that the council accepted in December. For that, crews:</p>
<ul>
<li>cut small trees and brush within 150 feet of the ridge road,</li>
<li>pile and cover what they cut, and</li>
<li>come back in the wet season to burn the piles.</li>
</ul>
<blockquote><p>A fire that comes over this ridge in August is in the Plaza in forty minutes. That is the whole argument.</p></blockquote>
<p>Not everyone is persuaded. The Siskiyou Crest Coalition says that the plan takes out too many trees over 14 inches, and wants the last 200 acres left alone until a wildlife survey is done in May.</p>
<figure><img src="/media/camp/960.jpg" width="960" height="640" alt="A campfire burns in a ring of stones" loading="lazy"><figcaption>Slash piles are burned only on days when the smoke lifts out of the valley. <span class="credit">Rogue Valley Signal</span></figcaption></figure>
<h2>What comes next</h2>
<p>The forest’s fire staff will decide on <strong>March 15</strong> whether to begin the first understory burns. Notices go out by text message two days ahead; residents with asthma can ask the city for an air cleaner.</p>
<p>Brannigan expects to be back on the saw either way. “It grows back,” he said. “That is the other thing about it.”</p>
"#;

fn story() -> StoryPage {
    let all = cards();
    let lead = picture(
        "ridge",
        "Forested ridges fade into haze above a valley",
        "The ridge above Ashland on Monday morning. About 640 of 1,100 acres are done.",
        "Elena Marsh, Rogue Valley Signal",
    );
    let (headline, dek) = (all[0].headline.clone(), all[0].dek.clone());
    StoryPage {
        head: Head {
            title: headline.clone(),
            description: dek.clone(),
            canonical: Some("https://signal.example/story/2021/03/crews-race-a-warm-march".into()),
            current: Some("/section/wildfire".into()),
            social: Some(Social {
                kind: "article".into(),
                title: headline.clone(),
                description: dek.clone(),
                picture: lead.as_ref().map(|picture| picture.social("https://signal.example")),
                published: Some(at(1, 16, 20)),
                updated: Some(at(1, 17, 40)),
                section: Some("Wildfire".into()),
            }),
            feeds: FeedLink::all("Rogue Valley Signal: Wildfire", "/section/wildfire"),
            lite: Some("/lite/story/2021/03/crews-race-a-warm-march".into()),
            structured: vec![
                r#"{"@context":"https://schema.org","@type":"NewsArticle","headline":"Crews race"}"#.into(),
            ],
            ..Head::default()
        },
        section: Link::new("Wildfire", "/section/wildfire"),
        headline,
        dek,
        bylines: bylines(),
        published: Some(at(1, 16, 20)),
        updated: Some(at(1, 17, 40)),
        lead,
        body_html: BODY.to_owned(),
        corrections: vec![Correction {
            made: at(1, 17, 40),
            words: "An earlier version gave the cost of thinning an acre as $1,400. It is $1,900.".into(),
        }],
        tags: vec![
            Link::new("Prescribed fire", "/tag/prescribed-fire"),
            Link::new("Ashland watershed", "/tag/watershed"),
        ],
        places: vec![
            Link::new("Ashland", "/place/ashland"),
            Link::new("Jackson County", "/place/jackson-county"),
        ],
        related: vec![all[18].clone(), all[14].clone(), all[5].clone()],
        modules: vec![figures::oregon_module_held()],
        more: all.iter().skip(1).take(3).cloned().collect(),
        ..StoryPage::default()
    }
}

fn bylines() -> Vec<Byline> {
    let url = |name: &str| Some(format!("/author/{name}"));
    vec![
        Byline { name: "Elena Marsh".into(), url: url("elena-marsh"), role: "Wildfire reporter".into() },
        Byline { name: "Tom Okafor".into(), url: url("tom-okafor"), role: String::new() },
    ]
}

fn opinion_story() -> StoryPage {
    StoryPage {
        section: Link::new("Opinion", "/section/opinion"),
        label: Some(Label::new("opinion", "Opinion")),
        label_note: Some("This is an opinion piece: the views are the author’s, not the newsroom’s.".into()),
        headline: "Say yes to smoke in April, or breathe it in September".into(),
        dek: "Prescribed fire is a nuisance we choose. The other kind is not.".into(),
        bylines: vec![Byline { name: "Marguerite Hale".into(), url: None, role: "for Valley Voices".into() }],
        lead: None,
        updated: None,
        syndication: Some(Syndication {
            source: "Valley Voices".into(),
            canonical: Some("https://valleyvoices.example/smoke-in-april".into()),
            rights: "© 2021 Valley Voices, used by permission.".into(),
        }),
        corrections: Vec::new(),
        ..story()
    }
}

fn spanish_story() -> StoryPage {
    let spanish = "<p>TALENT — La biblioteca abre el martes a las diez, con un cuarto para quienes perdieron su casa.</p>\n";
    StoryPage {
        headline: "La biblioteca de Talent reabre con un cuarto para sobrevivientes".into(),
        dek: "Habrá computadoras, asesoría y café.".into(),
        language: Some("es".into()),
        body_html: spanish.into(),
        lead: picture("forest", "La luz de la mañana entre los pinos", "", ""),
        ..story()
    }
}

fn preview() -> StoryPage {
    StoryPage {
        published: None,
        updated: None,
        preview: Some("Only people with this link can see it, until March 2, 2021, 5:40 p.m. PST.".into()),
        head: Head { noindex: true, ..story().head },
        ..story()
    }
}

fn about() -> StationPage {
    StationPage {
        head: Head { title: "About us".into(), ..Head::default() },
        title: "About us".into(),
        body_html: "<p>Two reporters, one editor and a producer, in a room above Central Avenue.</p>\n"
            .into(),
        updated: Some(at(1, 9, 0)),
    }
}

fn lite_front() -> LiteFront {
    let item = |card: &Card| LiteItem {
        url: format!("/lite{}", card.url),
        headline: card.headline.clone(),
        dek: card.dek.clone(),
        label: card.label.clone(),
        language: card.language.clone(),
    };
    let group = |title: &str, cards: &[Card]| LiteGroup {
        title: title.into(),
        items: cards.iter().map(item).collect(),
    };
    let all = cards();
    LiteFront {
        head: Head { canonical: Some("https://signal.example/".into()), ..Head::default() },
        today: today(),
        groups: vec![
            group("Top stories", &all[..6]),
            group("More news", &all[6..]),
            group("Opinion", &opinion()),
        ],
        modules: vec![super::weather::lines(), figures::oregon_line()],
        units: super::weather::units(),
        full: "/".into(),
    }
}

fn lite_story() -> LiteStory {
    let full = story();
    let without_figure: Vec<_> = full.body_html.lines().filter(|line| !line.starts_with("<figure")).collect();
    LiteStory {
        body_html: without_figure.join("\n"),
        section: full.section,
        label: Some(Label::new("analysis", "Analysis")),
        label_note: Some("This is an analysis: a reporter explains and judges.".into()),
        headline: full.headline,
        dek: full.dek,
        language: None,
        bylines: full.bylines,
        published: full.published,
        updated: full.updated,
        corrections: full.corrections,
        syndication: None,
        full: "/story/2021/03/crews-race-a-warm-march".into(),
        head: full.head,
    }
}
