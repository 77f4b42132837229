//! Teasers → cards, and the labels that keep an opinion from passing for a report.

use super::{Context, media};
use crate::{
    card::{Card, Label},
    chrome::Link,
};
use model::{
    slug::Slug,
    story::{Content, Kind, Teaser},
    url::{Listing, Url},
};

/// A story in a list.
pub fn card(teaser: &Teaser, context: &Context<'_>) -> Card {
    Card {
        url: Url::Story(teaser.path.clone()).to_string(),
        headline: teaser.headline.clone(),
        dek: teaser.dek.clone(),
        section: Some(section(&teaser.section, context)),
        label: label(teaser.kind, teaser.source.as_deref()),
        authors: signed(teaser, context),
        published: Some(context.moment(teaser.first_published)),
        picture: teaser.lead.as_ref().and_then(|lead| media::lead(lead, context)),
        language: foreign(teaser.language.as_str(), context),
    }
}

/// Who signs it. A view or a judgement from elsewhere that no author of ours signs is signed by where it comes from:
/// its label says what it is and so cannot say whose.
fn signed(teaser: &Teaser, context: &Context<'_>) -> Vec<String> {
    let ours: Vec<_> = teaser.authors.iter().map(|author| context.author_name(author)).collect();
    match (&teaser.source, teaser.kind) {
        (Some(source), Kind::Opinion | Kind::Analysis) if ours.is_empty() => vec![source.clone()],
        _ => ours,
    }
}

/// Several.
pub fn cards(teasers: &[Teaser], context: &Context<'_>) -> Vec<Card> {
    teasers.iter().map(|teaser| card(teaser, context)).collect()
}

/// A section as a link.
pub fn section(slug: &Slug, context: &Context<'_>) -> Link {
    let url = Url::List(Listing::Section(slug.clone()), 1);
    Link::new(context.section_name(slug), url.to_string())
}

/// What stands before the headline of anything that is not the newsroom's own report.
pub fn label(kind: Kind, source: Option<&str>) -> Option<Label> {
    match (kind, source) {
        (Kind::Opinion, _) => Some(Label::new("opinion", "Opinion")),
        (Kind::Analysis, _) => Some(Label::new("analysis", "Analysis")),
        (Kind::Sponsored, Some(who)) => Some(Label::new("sponsored", format!("Sponsored by {who}"))),
        (Kind::Sponsored, None) => Some(Label::new("sponsored", "Sponsored")),
        (Kind::News, Some(who)) => Some(Label::new("syndicated", format!("From {who}"))),
        (Kind::News, None) => None,
    }
}

/// What the label means, in a sentence.
pub fn label_note(content: &Content) -> Option<String> {
    let from = content.origin.as_ref().map(|origin| origin.name.as_str());
    match (content.kind, from) {
        (Kind::Opinion, None) => Some("The views here are the writer’s own, not the newsroom’s.".to_owned()),
        (Kind::Opinion, Some(who)) => Some(format!(
            "The views here are the writer’s own, not the newsroom’s. First published by {who}."
        )),
        (Kind::Analysis, _) => Some("Analysis: a reporter explains and weighs what happened.".to_owned()),
        (Kind::Sponsored, who) => {
            let who = who.unwrap_or("an advertiser");
            Some(format!("Paid for by {who}. Our newsroom had no part in it."))
        }
        (Kind::News, Some(who)) => Some(format!("First published by {who}.")),
        (Kind::News, None) => None,
    }
}

/// The language where it is not the station's own. `en-US` on a station in `en` is its own.
pub fn foreign(language: &str, context: &Context<'_>) -> Option<String> {
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    (base(language) != base(&context.station.language)).then(|| language.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use std::collections::HashMap;

    use jiff::{Timestamp, tz::TimeZone};
    use model::{
        id::StoryId,
        station::Station,
        story::Language,
        url::{Month, StoryPath},
    };

    use super::*;

    fn shown(kind: Kind, language: &str) -> Card {
        let slug = |text: &str| Slug::parse(text).unwrap();
        let station = Station {
            name: "Signal".into(),
            tagline: String::new(),
            city: "Medford".into(),
            language: "en".into(),
            zone: TimeZone::UTC,
            base_url: "https://signal.example".into(),
            notice: None,
            sections: Vec::new(),
            places: Vec::new(),
            towns: Vec::new(),
            weather: model::weather::Rules::default(),
            radar: model::radar::Policy::default(),
            alerts: model::alert::Policy::default(),
        };
        let teaser = Teaser {
            id: StoryId(1),
            path: StoryPath { month: Month { year: 2021, month: 3 }, slug: slug("well") },
            headline: "My well went dry".into(),
            dek: String::new(),
            kind,
            section: slug("opinion"),
            language: Language::parse(language).unwrap(),
            authors: Vec::new(),
            lead: None,
            source: Some("High Desert News".into()),
            first_published: Timestamp::UNIX_EPOCH,
            updated: None,
        };
        card(&teaser, &Context { station: &station, authors: &HashMap::new(), media: &HashMap::new() })
    }

    #[test]
    fn a_piece_from_elsewhere_always_says_from_where() {
        let news = shown(Kind::News, "en");
        assert_eq!((news.label.unwrap().words.as_str(), news.authors.len()), ("From High Desert News", 0));
        let opinion = shown(Kind::Opinion, "en");
        assert_eq!(opinion.label.unwrap().words, "Opinion");
        assert_eq!(opinion.authors, ["High Desert News"]);
    }

    #[test]
    fn only_another_language_is_marked() {
        assert_eq!(shown(Kind::News, "en-US").language, None);
        assert_eq!(shown(Kind::News, "es").language.as_deref(), Some("es"));
    }
}
