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
    radar::{self, CARD_PIXELS, Condition, Frame, FrameId, Layer, Product, Site},
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
    RadarPage { head: head(context), ..RadarPage::default() }
}

/// The page of a radar; `at` is the frame that was asked for, if one was.
pub fn page(now: &Now<'_>, at: Option<&Frame>, context: &Context<'_>) -> RadarPage {
    let shown = at.or_else(|| now.newest());
    let newest = at.is_none() || shown.map(|frame| frame.id) == now.newest().map(|frame| frame.id);
    let layer = shown.and_then(|frame| frame.layer(Product::Lowest));
    let policy = &context.station.radar;
    let is_past = now.condition(context) == Condition::Silent;
    let choice = |site: &Site| RadarChoice {
        label: label(site),
        url: if site.id == now.site.id { String::new() } else { page_of(site, context) },
    };
    RadarPage {
        head: head_of(now, at, newest, context),
        card: card(now, at, context),
        heading: heading(now, at, newest, context).to_owned(),
        gone: String::new(),
        newest_url: if newest { String::new() } else { page_of(now.site, context) },
        manifest: Url::Radar(RadarUrl::Manifest(now.site.id.clone())).to_string(),
        map: RadarMap {
            shown: true,
            base: Url::Radar(RadarUrl::Map).to_string(),
            alerts: Url::Alerts(AlertUrl::Api).to_string(),
            frame: at.filter(|_| !newest || is_past).map(|frame| frame.id.to_string()).unwrap_or_default(),
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

/// What the page calls the picture on it.
fn heading(now: &Now<'_>, at: Option<&Frame>, newest: bool, context: &Context<'_>) -> &'static str {
    match now.condition(context) {
        Condition::Silent | Condition::None if at.is_none() => "No picture of now",
        Condition::Silent if newest => "The last picture",
        _ if newest => "The newest picture",
        _ => "An earlier picture",
    }
}

/// The page of a radar when the frame that was asked for is not there: the newest, and that it is another one.
pub fn page_without(now: &Now<'_>, wanted: FrameId, context: &Context<'_>) -> RadarPage {
    let page = page(now, None, context);
    let of = clock(wanted.began(), now.now, context);
    let why = if wanted.began() > now.now { "is not there yet" } else { "is not kept here any more" };
    let instead = if page.card.still.is_some() { "This is the newest one." } else { "There is none of now." };
    RadarPage {
        head: Head { noindex: true, ..page.head },
        gone: format!("The picture of {of} {why}. {instead}"),
        ..page
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
    let moment = context.moment(frame.at);
    // The page of a radar that is silent may be kept for days.
    let is_past = now.condition(context) == Condition::Silent;
    let clock = if is_past { moment.words.clone() } else { clock(frame.at, now.now, context) };
    RadarFrame {
        url: if is_shown { String::new() } else { address(frame, now, context).to_string() },
        moment,
        clock,
        partial: seen::sweep(frame, now).short().to_owned(),
    }
}

/// Where a frame has a page of its own.
fn address(frame: &Frame, now: &Now<'_>, context: &Context<'_>) -> Url {
    let site = (!is_first(now.site, context)).then(|| now.site.id.clone());
    Url::Radar(RadarUrl::Page { site, at: Some(frame.id) })
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

/// The head of a radar's page. That of an earlier picture names its moment and is shared under its own address; machines list
/// only the page of the newest.
fn head_of(now: &Now<'_>, at: Option<&Frame>, newest: bool, context: &Context<'_>) -> Head {
    let plain = Head {
        canonical: Some(format!("{}{}", context.station.base_url, page_of(now.site, context))),
        social: Some(social(now, at, context)),
        ..head(context)
    };
    let Some(frame) = at else { return plain };
    Head {
        title: titled(now, Some(frame), context),
        canonical: Some(context.absolute(&address(frame, now, context))),
        noindex: !newest,
        ..plain
    }
}

/// `Radar: Medford`, and the moment of a picture that is asked for.
fn titled(now: &Now<'_>, at: Option<&Frame>, context: &Context<'_>) -> String {
    let moment = at.map(|frame| format!(", {}", context.moment(frame.at).words)).unwrap_or_default();
    format!("Radar: {}{moment}", now.site.name)
}

/// How the page is shown where somebody shares it: a picture that has lines and words in it, with its own time. It is the one
/// that was asked for, or the newest of them: words and picture of two moments would be a lie. A radar that says nothing of
/// now has none.
fn social(now: &Now<'_>, at: Option<&Frame>, context: &Context<'_>) -> Social {
    let has_card = |frame: &&Frame| frame.layer(Product::Card).is_some();
    let is_past = now.condition(context) == Condition::Silent;
    let newest = || now.frames.iter().rev().filter(|_| !is_past).find(has_card);
    let frame = if at.is_some() { at.filter(has_card) } else { newest() };
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
    let description = match at {
        Some(frame) => {
            format!("{}: {}", context.moment(frame.at).words, seen::seen(frame, now, context))
        }
        None => card::said(now, context),
    };
    Social {
        kind: "website".to_owned(),
        title: titled(now, at, context),
        description,
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
