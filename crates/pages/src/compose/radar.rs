//! What a radar sees: its card and module, its page, the same in words only, and the manifest for the map.

mod api;
mod card;
mod parts;
#[cfg(test)]
mod radar_tests;
mod seen;

pub use api::{index, manifest};
pub use card::{card, condition_words};

use super::{Context, weather::figures::clock};
use crate::{
    chrome::{Head, Link, Social, SocialPicture},
    map::base::{self, Antenna},
    module::{ModuleView, State},
    radar::{LiteRadar, RadarCard, RadarChoice, RadarFrame, RadarMap, RadarPage},
    table::embed::EmbedPage,
};
use jiff::Timestamp;
use model::{
    module::Module,
    radar::{self, CARD_PIXELS, Condition, Frame, Layer, Product, Site},
    url::{AlertUrl, RadarUrl, Url},
};

/// Everything that is known of a radar.
pub struct Now<'a> {
    /// Which.
    pub site: &'a Site,
    /// Its frames, oldest first; the last is the newest.
    pub frames: Vec<Frame>,
    /// The station's moment.
    pub now: Timestamp,
}

impl Now<'_> {
    /// The newest frame.
    pub fn newest(&self) -> Option<&Frame> {
        self.frames.last()
    }

    /// What it is worth.
    pub fn condition(&self, context: &Context<'_>) -> Condition {
        radar::condition(self.newest(), &context.station.radar, self.now)
    }
}

/// The module of a radar.
pub fn module(now: &Now<'_>, context: &Context<'_>) -> ModuleView {
    let card = card(now, None, context);
    ModuleView {
        id: format!("radar-{}", now.site.id.slug()),
        title: format!("Radar: {}", now.site.name),
        url: Some(page_of(now.site, context)),
        state: card.state,
        note: card.note.clone(),
        radar: Some(card),
        ..ModuleView::default()
    }
}

/// A module of a radar that the station does not have (any more).
pub fn failed(module: &Module) -> ModuleView {
    ModuleView {
        id: module.to_string().replace(':', "-"),
        title: "Radar".to_owned(),
        url: Some(Url::Radar(RadarUrl::FIRST).to_string()),
        state: State::Failed,
        note: Some("This radar is not available at present.".to_owned()),
        ..ModuleView::default()
    }
}

/// The page of a station without radars.
pub fn none(context: &Context<'_>) -> RadarPage {
    RadarPage { head: head(context), newest: true, ..RadarPage::default() }
}

/// The page of a radar; `at` is the frame that was asked for, if one was.
pub fn page(now: &Now<'_>, at: Option<&Frame>, context: &Context<'_>) -> RadarPage {
    let shown = at.or_else(|| now.newest());
    let newest = at.is_none() || shown.map(|frame| frame.id) == now.newest().map(|frame| frame.id);
    let layer = shown.and_then(|frame| frame.layer(Product::Lowest));
    let policy = &context.station.radar;
    let choice = |site: &Site| RadarChoice {
        label: label(site),
        url: if site.id == now.site.id { String::new() } else { page_of(site, context) },
    };
    RadarPage {
        head: Head { social: Some(social(now, at, context)), ..head(context) },
        card: card(now, at, context),
        newest,
        newest_url: if newest { String::new() } else { page_of(now.site, context) },
        manifest: Url::Radar(RadarUrl::Manifest(now.site.id.clone())).to_string(),
        map: RadarMap {
            shown: true,
            base: Url::Radar(RadarUrl::Map).to_string(),
            alerts: Url::Alerts(AlertUrl::Api).to_string(),
            frame: at.filter(|_| !newest).map(|frame| frame.id.to_string()).unwrap_or_default(),
            zone: context.station.zone.iana_name().unwrap_or_default().to_owned(),
        },
        frames: now.frames.iter().rev().map(|frame| frame_link(frame, shown, now, context)).collect(),
        asides: shown.zip(layer).map(|(frame, layer)| asides(frame, layer)).unwrap_or_default(),
        heights: shown.map(|frame| frame.heights.clone()).unwrap_or_default(),
        sites: if policy.sites.len() > 1 { policy.shown().map(choice).collect() } else { Vec::new() },
        source: Some(source(context)),
        ways: vec![
            Link::new("In words only", Url::Radar(RadarUrl::Lite).to_string()),
            Link::new("For another site", frame_of(now.site, context)),
            Link::new("For programs", Url::Radar(RadarUrl::Api).to_string()),
        ],
    }
}

/// The newest picture in a frame on another site.
pub fn embed(now: &Now<'_>, context: &Context<'_>) -> EmbedPage {
    let view = module(now, context);
    // In a frame, ways out lead to the station.
    let url = format!("{}{}", context.station.base_url, page_of(now.site, context));
    EmbedPage {
        head: Head {
            title: view.title.clone(),
            canonical: Some(url.clone()),
            noindex: true,
            ..Head::default()
        },
        module: ModuleView { url: Some(url.clone()), ..view },
        url,
    }
}

/// The base map under the radars of a station, as GeoJSON.
pub fn base_map(context: &Context<'_>) -> String {
    let antenna = |site: &'_ Site| Antenna { id: site.id.to_string(), name: site.name.clone(), at: site.at };
    let antennas: Vec<Antenna> = context.station.radar.sites.iter().map(antenna).collect();
    base::geojson(&antennas, &context.station.towns)
}

/// Radars in words only.
pub fn lite(radars: &[Now<'_>], context: &Context<'_>) -> LiteRadar {
    let plain = |now: &Now<'_>| RadarCard { still: None, ..card(now, None, context) };
    LiteRadar {
        head: Head { description: "What the radar sees, in words only.".to_owned(), ..head(context) },
        cards: radars.iter().map(plain).collect(),
        source: Some(source(context)),
        full: Url::Radar(RadarUrl::FIRST).to_string(),
    }
}

fn frame_link(frame: &Frame, shown: Option<&Frame>, now: &Now<'_>, context: &Context<'_>) -> RadarFrame {
    let is_shown = shown.is_some_and(|shown| shown.id == frame.id);
    let site = (!is_first(now.site, context)).then(|| now.site.id.clone());
    let url = Url::Radar(RadarUrl::Page { site, at: Some(frame.id) });
    RadarFrame {
        url: if is_shown { String::new() } else { url.to_string() },
        moment: context.moment(frame.at),
        clock: clock(frame.at, now.now, context),
        partial: seen::sweep(frame, now).short().to_owned(),
    }
}

fn asides(frame: &Frame, layer: &Layer) -> Vec<String> {
    let cleaned = if frame.cleaned {
        "Hills, birds and single specks were taken out by how alike the echoes are in both polarizations."
    } else {
        "Nothing was taken out: this radar did not tell weather from hills and birds."
    };
    let veil = "A grey veil means: within reach and not measured. It is never clear sky.";
    if !frame.parts.is_empty() {
        let rule = "Each place shows the radar whose beam is lowest above it, not the strongest echo of all.";
        let cleaned = if frame.cleaned {
            cleaned
        } else {
            "Not all of these radars tell weather from hills and birds."
        };
        return vec![rule.to_owned(), cleaned.to_owned(), veil.to_owned()];
    }
    let side = if tenths(layer.tilt_deg) < 0.0 { "below" } else { "above" };
    let tilt = format!("The antenna looked {:.1}° {side} the horizon.", tenths(layer.tilt_deg).abs());
    vec![tilt, cleaned.to_owned(), veil.to_owned()]
}

/// How the page is shown where somebody shares it: the newest picture of those that have lines and words in them, with its
/// own time. A radar that says nothing of now has none.
fn social(now: &Now<'_>, at: Option<&Frame>, context: &Context<'_>) -> Social {
    let is_past = now.condition(context) == Condition::Silent;
    let newest =
        now.frames.iter().rev().filter(|_| !is_past).find(|frame| frame.layer(Product::Card).is_some());
    let frame = at.filter(|frame| frame.layer(Product::Card).is_some()).or(newest);
    let picture = frame.map(|frame| {
        let url = Url::Radar(RadarUrl::Still(frame.radar.clone(), frame.id, Product::Card));
        let (width, height) = CARD_PIXELS;
        let alt = format!(
            "Radar, {}, {}. {}",
            now.site.name,
            context.moment(frame.at).words,
            seen::seen(frame, now, context)
        );
        SocialPicture { url: context.absolute(&url), width, height, alt }
    });
    Social {
        kind: "website".to_owned(),
        title: format!("Radar: {}", now.site.name),
        description: card::said(now, context),
        picture,
        ..Social::default()
    }
}

/// An angle as an antenna holds it: no digit that says nothing, and no zero below zero.
fn tenths(tilt_deg: f32) -> f64 {
    (f64::from(tilt_deg) * 10.0).round() / 10.0 + 0.0
}

/// Enough for a part of a turn.
fn hundredths(part: f32) -> f64 {
    (f64::from(part) * 100.0).round() / 100.0
}

/// `0.5°`, `−0.2°`.
fn angle(tilt_deg: f32) -> String {
    let tenths = tenths(tilt_deg);
    format!("{}{:.1}°", if tenths < 0.0 { "−" } else { "" }, tenths.abs())
}

fn head(context: &Context<'_>) -> Head {
    Head {
        title: "Radar".to_owned(),
        description: format!("What the weather radar sees around {}, and where.", context.station.city),
        canonical: Some(context.absolute(&Url::Radar(RadarUrl::FIRST))),
        current: Some(Url::Radar(RadarUrl::FIRST).to_string()),
        lite: Some(Url::Radar(RadarUrl::Lite).to_string()),
        ..Head::default()
    }
}

/// Who measures.
pub(super) fn source(context: &Context<'_>) -> Link {
    let policy = &context.station.radar;
    Link::new(policy.credit.clone(), policy.credit_url.clone().unwrap_or_default())
}

/// `Medford (KMAX)`, `Western Oregon (all radars)`.
fn label(site: &Site) -> String {
    if site.id.is_mosaic() {
        format!("{} (all radars)", site.name)
    } else {
        format!("{} ({})", site.name, site.id)
    }
}

fn is_first(site: &Site, context: &Context<'_>) -> bool {
    context.station.radar.sites.first().is_some_and(|first| first.id == site.id)
}

/// The frame of a radar. The first needs no name.
fn frame_of(site: &Site, context: &Context<'_>) -> String {
    let named = (!is_first(site, context)).then(|| site.id.clone());
    Url::Radar(RadarUrl::Embed(named)).to_string()
}

/// The page of a radar. The first needs no name.
pub(super) fn page_of(site: &Site, context: &Context<'_>) -> String {
    let named = (!is_first(site, context)).then(|| site.id.clone());
    Url::Radar(RadarUrl::Page { site: named, at: None }).to_string()
}
