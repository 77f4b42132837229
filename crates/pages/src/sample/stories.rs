//! Sample stories, pictures and the chrome around them: made up for this purpose, around 1 March 2021.

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    card::{Card, Label},
    chrome::{AlertStrip, Chrome, FeedLink, FooterColumn, Link, Station},
    media::{Encoding, Picture, Rendition, Words},
    moment::Moment,
};

/// A moment of the sample days, `day` and `hour` of March 2021 in Medford.
pub(super) fn at(day: u8, hour: u8, minute: u8) -> Moment {
    let zone = TimeZone::get("America/Los_Angeles").unwrap_or(TimeZone::UTC);
    let text = format!("2021-03-{day:02}T{hour:02}:{minute:02}:00-08:00");
    text.parse::<Timestamp>().map(|at| Moment::new(at, &zone)).unwrap_or_default()
}

/// A picture called `name` with three sizes in both encodings.
pub(super) fn picture(name: &str, alt: &str, caption: &str, credit: &str) -> Option<Picture> {
    let sizes = [(480, 320), (960, 640), (1600, 1067)];
    let renditions: Vec<_> = sizes
        .into_iter()
        .flat_map(|(width, height)| {
            [(Encoding::Webp, "webp"), (Encoding::Jpeg, "jpg")].map(|(encoding, end)| Rendition {
                encoding,
                url: format!("/media/{name}/{width}.{end}"),
                width,
                height,
            })
        })
        .collect();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let words = Words { alt: alt.to_owned(), caption: some(caption), credit: some(credit) };
    Picture::new(&renditions, words, (0.5, 0.4))
}

/// The chrome of the sample station on a quiet day.
pub(super) fn chrome() -> Chrome {
    let sections = ["Local", "Wildfire", "Politics", "Business", "Sports", "Weather", "Opinion"];
    let section = |name: &&str| Link::new(*name, format!("/section/{}", name.to_lowercase()));
    let column = |title: &str, links: &[(&str, &str)]| FooterColumn {
        title: title.to_owned(),
        links: links.iter().map(|(label, url)| Link::new(*label, *url)).collect(),
    };
    Chrome {
        station: Station {
            name: "Rogue Valley Signal".into(),
            tagline: "News for Medford and the Rogue Valley".into(),
            place: "Medford, Oregon".into(),
            language: "en".into(),
            url: "https://signal.example".into(),
            logo: None,
        },
        sections: sections.iter().map(section).collect(),
        services: vec![Link::new("Data", "/data"), Link::new("Archive", "/archive")],
        footer: vec![
            FooterColumn { title: "Sections".into(), links: sections.iter().map(section).collect() },
            column(
                "Look up",
                &[("County data", "/data"), ("Archive", "/archive"), ("Lite version", "/lite")],
            ),
            column(
                "The station",
                &[
                    ("About us", "/page/about"),
                    ("Contact the newsroom", "/page/contact"),
                    ("Corrections policy", "/page/corrections"),
                    ("Public inspection file", "/page/public-file"),
                ],
            ),
            column("Follow", &[("RSS", "/rss.xml"), ("Atom", "/atom.xml"), ("JSON Feed", "/feed.json")]),
        ],
        imprint: vec![
            "Rogue Valley Signal, 125 South Central Avenue, Medford, Oregon 97501".into(),
            "© 2021 Rogue Valley Signal. A demonstration station: its people and events are made up.".into(),
        ],
        feeds: FeedLink::all("Rogue Valley Signal", ""),
        alert: None,
        demonstration: Some(
            "Demonstration station: stories and pictures are made up, county figures are recorded.".into(),
        ),
    }
}

/// The same station with an emergency.
pub(super) fn chrome_with_alert() -> Chrome {
    Chrome {
        alert: Some(AlertStrip {
            title: "Red Flag Warning".into(),
            words: "Strong east wind and dry air in the Cascade foothills until 8 p.m. Tuesday.".into(),
            url: "/section/wildfire".into(),
            issued: Some(at(1, 14, 5)),
            kind: "alert".into(),
            lite: "/lite/alerts".into(),
            more: "1 more alert".into(),
            trouble: String::new(),
        }),
        ..chrome()
    }
}

/// One line per story: section, headline, dek, authors (`;` between), day, hour, picture name, alt.
const CARDS: &str = "\
Wildfire|Crews race a warm March to thin 1,100 acres above Ashland|With the snowpack at 78 percent of normal, the city and the Forest Service want the ridge finished before the burn window closes.|Elena Marsh|1|16|ridge|Forested ridges fade into haze above a valley
Local|Medford council backs a 120-bed shelter, 5 to 3, after four hours of testimony|The vote moves the project on Biddle Road to design. Neighbors say they will appeal.|Tom Okafor|1|15|road|A two-lane road runs straight toward a snow-capped mountain
Local|Jackson County drops to “moderate risk”; restaurants may seat indoors again Friday|Half capacity, tables for six, and last orders at 11. Here is what changes and what does not.|Priya Nair|1|14||
Business|Harry & David to add 300 year-round jobs at its Medford plant|The fruit company says online gifts never fell back to where they were.|Sam Whitlock|1|12|falls|A waterfall drops between mossy rocks
Weather|Very mild start to March, then rain by the weekend|Highs in the mid 60s through Thursday. A front on Saturday brings the valley half an inch.|Dana Reyes|1|11|lake|A mountain lake mirrors a bank of cloud
Politics|Lawmakers want $150 million to bury power lines in fire country|The bill would pay for 400 miles, beginning with Talent, Phoenix and Detroit.|Tom Okafor|1|9|lightning|Lightning strikes behind a dark ridge
Sports|Ashland girls win in overtime for a first league title since 2009|A steal with four seconds left, and a gym that was not allowed to cheer.|Luis Ortega|28|21|winter|Snow lies deep between tall pines
Sports|Rogues open camp with 14 new faces and one familiar arm||Luis Ortega|28|15||
Sports|Rafting outfitters see a full summer, if the river holds|Bookings on the lower Rogue run a third ahead of 2019.|Sam Whitlock|27|10|river|A green river bends through a canyon
Local|Talent’s library reopens Tuesday with a room for fire survivors||Priya Nair|28|17||
Local|A school bus, a snowplow and forty minutes on Siskiyou Summit||Elena Marsh|28|8||
Business|Pear growers bet on frost fans as bloom comes ten days early||Sam Whitlock|27|16||
Politics|County to mail recall ballots on March 12||Tom Okafor|27|12||
Local|Eagle Point water: what the new lead samples show||Priya Nair|27|9||
Wildfire|Almeda survivors have until March 15 to claim state housing aid||Elena Marsh|26|18||
Weather|Snowpack in the Rogue basin slips to 78 percent||Dana Reyes|26|11||
Business|Downtown Medford loses its last stationery shop after 61 years|The owners say the rent was never the problem.|Sam Whitlock|26|10|forest|Morning light falls through a stand of pines
Politics|Who is running for the Phoenix council, and why|Nine people for three seats in a town that is still rebuilding.|Tom Okafor|25|15|hills|Grass hills under a wide sky
Wildfire|What a Red Flag Warning asks of you|Six things to do the evening before, in the order that matters.|Elena Marsh|25|9|camp|A campfire burns in a ring of stones
";

/// Twenty-odd cards, newest first.
pub(super) fn cards() -> Vec<Card> {
    CARDS.lines().map(card).collect()
}

fn card(line: &str) -> Card {
    let mut parts = line.split('|');
    let mut next = || parts.next().unwrap_or_default();
    let (section, headline, dek, authors) = (next(), next(), next(), next());
    let (day, hour) = (next().parse().unwrap_or(1), next().parse().unwrap_or(0));
    let (name, alt) = (next(), next());
    let (month, published) = if day > 20 { ("02", february(day, hour)) } else { ("03", at(day, hour, 20)) };
    Card {
        url: format!("/story/2021/{month}/{}", name_of(headline)),
        headline: headline.to_owned(),
        dek: dek.to_owned(),
        section: Some(Link::new(section, format!("/section/{}", section.to_lowercase()))),
        label: None,
        authors: authors.split(';').map(str::to_owned).collect(),
        published: Some(published),
        picture: (!name.is_empty()).then(|| picture(name, alt, "", "")).flatten(),
        language: None,
    }
}

fn february(day: u8, hour: u8) -> Moment {
    let march = at(1, hour, 20);
    Moment {
        iso: march.iso.replace("2021-03-01", &format!("2021-02-{day:02}")),
        words: march.words.replace("March 1", &format!("February {day}")),
    }
}

/// Two opinion pieces, one of them in Spanish.
pub(super) fn opinion() -> Vec<Card> {
    let section = Some(Link::new("Opinion", "/section/opinion"));
    let label = Some(Label::new("opinion", "Opinion"));
    vec![
        Card {
            url: "/story/2021/02/say-yes-to-smoke-in-april".into(),
            headline: "Say yes to smoke in April, or breathe it in September".into(),
            dek: "Prescribed fire is a nuisance we choose. The other kind is not.".into(),
            section: section.clone(),
            label: label.clone(),
            authors: vec!["Marguerite Hale".into()],
            published: Some(february(28, 6)),
            ..Card::default()
        },
        Card {
            url: "/story/2021/02/la-biblioteca-es-tambien-nuestra".into(),
            headline: "La biblioteca también es nuestra".into(),
            dek: "Talent reabre un cuarto; falta abrir el horario.".into(),
            section: section.clone(),
            label: label.clone(),
            authors: vec!["Rosa Delgado".into()],
            published: Some(february(27, 6)),
            language: Some("es".into()),
            ..Card::default()
        },
        Card {
            url: "/story/2021/02/a-shelter-is-not-a-solution".into(),
            headline: "A shelter is not a solution. It is a start".into(),
            dek: "Three things the council can do before the beds arrive.".into(),
            section,
            label,
            authors: vec!["The editorial board".into()],
            published: Some(february(26, 6)),
            ..Card::default()
        },
    ]
}

fn name_of(headline: &str) -> String {
    let words: Vec<_> = headline
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(6)
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}
