//! Arranging the front: slots with pins that end, and the modules beside them.

use super::{
    frame, moment,
    posted::{Posted, Search},
    problem::{problem, problems},
    story_path::form_path,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{extract::State, response::Response};
use http::StatusCode;
use model::{
    front::{Front, Slot},
    module::Module,
    story::Teaser,
};
use pages::{
    Link, compose,
    desk::{
        form::{Choice, Problem},
        front::{FrontDesk, SlotRow},
    },
};
use std::collections::BTreeMap;

/// Newest stories to choose from.
const CHOICES: u64 = 60;
/// When a new pin ends unless somebody says otherwise: at this hour of the next morning.
const MORNING: i8 = 6;

/// The screen.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let view = view(&app, &Posted::default(), Vec::new()).await?;
    frame::screen(&app, &who, "/desk/front", query.text("said"), &view)
}

/// Put a story into a slot, or let the slot fill itself.
pub(crate) async fn fill(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    // The forecast has a screen of its own.
    let slot =
        Slot::parse(posted.text("slot")).filter(|slot| *slot != Slot::Forecast).ok_or(Error::NotFound)?;
    match pin(&app, &who, slot, &posted).await? {
        Ok(true) => Ok(frame::done("/desk/front", "pinned")),
        Ok(false) => Ok(frame::done("/desk/front", "unpinned")),
        Err(problems) => again(&app, &who, &posted, problems).await,
    }
}

/// Put the story of a form into a slot until its end, or let the slot fill itself where none is chosen. Says whether a story
/// is pinned now, or what is wrong with the form.
pub(super) async fn pin(
    app: &App,
    who: &SignedIn,
    slot: Slot,
    posted: &Posted,
) -> Result<Result<bool, Vec<Problem>>, Error> {
    if posted.text("story").is_empty() {
        app.desk.unpin(slot, &who.by).await?;
        return Ok(Ok(false));
    }
    let until = match moment::read(posted.text("until"), &app.station.zone)
        .and_then(|until| until.ok_or_else(no_end))
    {
        Ok(until) => until.at,
        Err(words) => return Ok(Err(vec![problem("until", words)])),
    };
    match app.desk.pin(slot, frame::number(posted.text("story"))?, until, &who.by).await {
        Ok(()) => Ok(Ok(true)),
        Err(error) => Ok(Err(problems(&error, &app.station.zone).ok_or(error)?)),
    }
}

/// Say which modules stand on the front, in order, one on a line.
pub(crate) async fn modules(
    State(app): State<App>,
    who: SignedIn,
    posted: Posted,
) -> Result<Response, Error> {
    let lines = posted.text("modules").lines().map(str::trim).filter(|line| !line.is_empty());
    let parsed: Result<Vec<Module>, _> = lines.map(Module::parse).collect();
    let placed = match parsed {
        Ok(modules) => app.desk.place_modules(&modules, &who.by).await,
        Err(error) => return again(&app, &who, &posted, vec![problem("modules", format!("{error}."))]).await,
    };
    match placed {
        Ok(()) => Ok(frame::done("/desk/front", "modules")),
        Err(error) => {
            let problems = problems(&error, &app.station.zone).ok_or(error)?;
            again(&app, &who, &posted, problems).await
        }
    }
}

fn no_end() -> String {
    "No end is given. Say until when the story stays there.".to_owned()
}

async fn again(
    app: &App,
    who: &SignedIn,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let view = view(app, posted, problems).await?;
    frame::refused(app, who, "/desk/front", StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn view(app: &App, posted: &Posted, problems: Vec<Problem>) -> Result<FrontDesk, Error> {
    let now = app.desk.now();
    let arranged = app.reader.front(now).await?;
    let latest = app.reader.latest(CHOICES).await?;
    let ids: Vec<_> = arranged.pins.iter().map(|pin| pin.story).collect();
    let teasers = app.reader.teasers_of(&ids).await?;
    let pin_of =
        |pin: &model::front::Pin| Some((pin.slot, teasers.iter().find(|one| one.id == pin.story)?.clone()));
    let pinned: BTreeMap<Slot, Teaser> = arranged.pins.iter().filter_map(pin_of).collect();
    let top: BTreeMap<Slot, Teaser> = compose::front::top(&pinned, &latest).into_iter().collect();
    let default = next_morning(app);
    let rows = Slot::all().map(|slot| {
        let choices = choices(pinned.get(&slot), &latest);
        let until = arranged
            .pins
            .iter()
            .find(|pin| pin.slot == slot)
            .map(|pin| moment::write(pin.until, &app.station.zone));
        row(
            slot,
            top.get(&slot),
            pinned.contains_key(&slot),
            until.unwrap_or_else(|| default.clone()),
            choices,
            posted,
        )
    });
    let tables = app.desk.tables();
    let known = tables.keys().map(|slug| format!("table:{slug}"));
    let towns = app.station.towns.iter().map(|town| format!("weather:{}", town.slug));
    let all = (!app.station.towns.is_empty()).then(|| format!("weather:{}", model::town::ALL));
    let known = known
        .chain(all)
        .chain(towns)
        .chain(["alerts", "closings"].map(|kind| format!("{kind}:{}", model::town::ALL)))
        .chain(["forecast:headline".to_owned()]);
    Ok(FrontDesk {
        action: "/desk/front".to_owned(),
        slots: rows.collect(),
        zone: moment::zone_words(now, &app.station.zone),
        modules_action: "/desk/front/modules".to_owned(),
        modules: modules_text(&arranged, posted),
        known_modules: known.collect(),
        problems,
    })
}

/// A slot; the one that was just tried shows what was typed.
fn row(
    slot: Slot,
    shows: Option<&Teaser>,
    pinned: bool,
    until: String,
    choices: Vec<Choice>,
    posted: &Posted,
) -> SlotRow {
    let tried = posted.text("slot") == slot.name();
    let chosen = |choice: Choice| Choice { chosen: choice.value == posted.text("story"), ..choice };
    SlotRow {
        slot: slot.name(),
        label: label(slot),
        shows: shows.map(|teaser| Link::new(teaser.headline.clone(), form_path(teaser.id))),
        pinned,
        until: if tried { posted.text("until").to_owned() } else { until },
        choices: if tried { choices.into_iter().map(chosen).collect() } else { choices },
    }
}

/// Published stories, newest first; the pinned one is there even when it is older than those.
pub(super) fn choices(pinned: Option<&Teaser>, latest: &[Teaser]) -> Vec<Choice> {
    let older = pinned.filter(|teaser| !latest.iter().any(|other| other.id == teaser.id));
    let choice = |teaser: &Teaser| Choice {
        value: teaser.id.to_string(),
        label: teaser.headline.clone(),
        chosen: pinned.is_some_and(|pinned| pinned.id == teaser.id),
    };
    older.into_iter().chain(latest).map(choice).collect()
}

fn label(slot: Slot) -> String {
    match slot {
        Slot::Lead => "Lead".to_owned(),
        Slot::Secondary(place) => format!("Beside the lead, {}", u32::from(place) + 1),
        Slot::Forecast => "The forecast".to_owned(),
    }
}

fn modules_text(arranged: &Front, posted: &Posted) -> String {
    let typed = posted.text("modules");
    if !typed.is_empty() {
        return typed.to_owned();
    }
    arranged.modules.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

pub(super) fn next_morning(app: &App) -> String {
    let now = app.desk.now().to_zoned_datetime(app.station.zone.clone());
    // As it stands in the field; whoever sends it back gets it read like any other time.
    now.date()
        .tomorrow()
        .map(|day| day.at(MORNING, 0, 0, 0).strftime("%Y-%m-%dT%H:%M").to_string())
        .unwrap_or_default()
}
