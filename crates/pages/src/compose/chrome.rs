//! The station → what stands on every page.

use crate::chrome::{AlertStrip, Chrome, FeedLink, FooterColumn, Link, Station};
use model::{
    page::Page,
    url::{AlertUrl, FeedFormat, Listing, RadarUrl, Url, WeatherForm, WeatherUrl},
};

/// The chrome, the same for every page until a station page, the settings or what warns change.
pub fn chrome(station: &model::station::Station, pages: &[Page], alert: Option<AlertStrip>) -> Chrome {
    let sections: Vec<Link> = station
        .sections
        .iter()
        .map(|section| {
            Link::new(section.name.clone(), Url::List(Listing::Section(section.slug.clone()), 1).to_string())
        })
        .collect();
    let weather = Url::Weather(WeatherUrl::of(None, WeatherForm::Page)).to_string();
    let forecast = (!station.towns.is_empty()).then(|| Link::new("Forecast", weather));
    let radar = (!station.radar.sites.is_empty())
        .then(|| Link::new("Radar", Url::Radar(RadarUrl::FIRST).to_string()));
    let always = [
        Link::new("Alerts", Url::Alerts(AlertUrl::All).to_string()),
        Link::new("Data", Url::Tables.to_string()),
        Link::new("Archive", Url::Archive.to_string()),
    ];
    let services: Vec<Link> = forecast.into_iter().chain(radar).chain(always).collect();
    let of_station =
        pages.iter().map(|page| Link::new(page.title.clone(), Url::Page(page.slug.clone()).to_string()));
    let feed = |label: &str, format| Link::new(label, Url::Feed(Listing::All, format).to_string());
    let column = |title: &str, links: Vec<Link>| FooterColumn { title: title.to_owned(), links };
    let mut look_up = services.clone();
    look_up.push(Link::new("Lite version", Url::LiteFront.to_string()));
    let footer = vec![
        column("Sections", sections.clone()),
        column("Look up", look_up),
        column("The station", of_station.collect()),
        column(
            "Follow",
            vec![
                feed("RSS", FeedFormat::Rss),
                feed("Atom", FeedFormat::Atom),
                feed("JSON Feed", FeedFormat::Json),
            ],
        ),
    ];
    Chrome {
        station: Station {
            name: station.name.clone(),
            tagline: station.tagline.clone(),
            place: station.city.clone(),
            language: station.language.clone(),
            url: station.base_url.clone(),
            logo: None,
        },
        sections,
        services,
        footer: footer.into_iter().filter(|column| !column.links.is_empty()).collect(),
        imprint: vec![format!("{}, {}", station.name, station.city)],
        feeds: FeedLink::all(&station.name, ""),
        alert,
        demonstration: station.notice.clone(),
    }
}
