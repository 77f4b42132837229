//! The weather of a town as the newsroom's own forecasters see it: its days and nights, and what is said of them.

use super::{
    frame, meanwhile, moment,
    posted::{Posted, Search},
    problem::{problem, problems},
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use jiff::civil::Date;
use model::{
    slug::Slug,
    town::Town,
    url::{Url, WeatherForm, WeatherUrl},
    weather::{
        ForecastKind, Own, OwnDraft, Part, Period, over_at, part_day, period_name, periods, read_period,
    },
};
use pages::{
    desk::{
        form::{Choice, Problem, Theirs},
        weather::{PeriodRow, TownDesk, TownLine},
    },
    moment::Moment,
    number::counted,
};

pub(super) const HERE: &str = "/desk/weather";

/// The path of a town's screen.
pub(crate) fn town_path(slug: &Slug) -> String {
    format!("{HERE}/{slug}")
}

/// The towns, and how much is said of each.
pub(super) async fn lines(app: &App) -> Result<Vec<TownLine>, Error> {
    let mut towns = Vec::new();
    for town in &app.station.towns {
        let count = u64::try_from(holding(app, town).await?.len()).unwrap_or(u64::MAX);
        towns.push(TownLine {
            name: town.name.clone(),
            url: town_path(&town.slug),
            own: if count == 0 { String::new() } else { counted(count, "day or night", "days or nights") },
        });
    }
    Ok(towns)
}

/// A town: its days and nights, and the form, filled with what is said of the one that the address names.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let town = find(&app, &slug)?;
    let wanted = read_period(query.text("period"));
    let own = holding(&app, town).await?;
    let known = wanted.and_then(|(day, part)| own.iter().find(|own| own.is_of(day, part)));
    let mut posted = Posted::default();
    if let Some((day, part)) = wanted {
        posted = posted.with("period", period_name(day, part));
    }
    if let Some(own) = known {
        posted = fields(&app, own);
    }
    let view = view(&app, town, &own, &posted, Vec::new()).await?;
    frame::screen(&app, &who, HERE, query.text("said"), &view)
}

/// The fields of a form that shows this.
fn fields(app: &App, Own { draft, .. }: &Own) -> Posted {
    let over = over_at(draft.day, draft.part, &app.station.zone);
    let mut posted = Posted::default().with("period", draft.name());
    posted = posted.with("words", draft.words.clone()).with("note", draft.note.clone());
    posted = posted.with("temperature", draft.temperature_c.map(fahrenheit).unwrap_or_default());
    if draft.until < over {
        posted = posted.with("until", moment::write(draft.until, &app.station.zone));
    }
    posted
}

/// The version of a day or night that the form was filled with; empty when nothing was said of it.
fn seen(posted: &Posted, period: &str) -> String {
    let mut all = posted.all("seen").filter_map(|seen| seen.split_once(' '));
    all.find(|(name, _)| *name == period).map(|(_, version)| version.to_owned()).unwrap_or_default()
}

/// Say what a day or a night will be.
pub(crate) async fn save(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let town = find(&app, &slug)?;
    let kept = match draft(&app, &posted) {
        Ok(draft) => {
            let seen = seen(&posted, &draft.name());
            app.desk.keep_own_forecast(&town.slug, &draft, &seen, &who.by).await
        }
        Err(problems) => return refused(&app, &who, town, &posted, problems).await,
    };
    match kept {
        Ok(receipt) => Ok(went(&town.slug, receipt, "own-forecast")),
        Err(desk::Error::Changed { .. }) => conflict(&app, &who, town, &posted).await,
        Err(error) => {
            let problems = problems(&error, &app.station.zone).ok_or(error)?;
            refused(&app, &who, town, &posted, problems).await
        }
    }
}

/// Take back what was said of a day or a night.
pub(crate) async fn end(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let town = find(&app, &slug)?;
    let (day, part) = read_period(posted.text("period")).ok_or(Error::NotFound)?;
    match app.desk.end_own_forecast(&town.slug, (day, part), posted.text("seen"), &who.by).await {
        Ok(receipt) => Ok(went(&town.slug, receipt, "own-forecast-ended")),
        Err(desk::Error::Changed { by }) => {
            let words = format!("{by} wrote it anew meanwhile, so it was not taken back. Look at it first.");
            let own = holding(&app, town).await?;
            let view = view(&app, town, &own, &Posted::default(), vec![problem("", words)]).await?;
            frame::refused(&app, &who, HERE, StatusCode::CONFLICT, &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// The fields of the form, as people call them.
const NAMES: [(&str, &str); 4] = [
    ("words", "In a few words"),
    ("temperature", "High or low (°F)"),
    ("note", "What people should know"),
    ("until", "Until"),
];

/// The form with what was typed, beside what somebody saved meanwhile, or that it was taken back.
async fn conflict(app: &App, who: &SignedIn, town: &Town, posted: &Posted) -> Result<Response, Error> {
    let own = holding(app, town).await?;
    let theirs = own.iter().find(|own| own.draft.name() == posted.text("period"));
    let (words, fields) = match theirs {
        Some(theirs) => {
            let saved = Moment::new(theirs.made_at, &app.station.zone).words;
            let words = format!("{} wrote of this day or night while you were writing: {saved}", theirs.by);
            (words, fields(app, theirs))
        }
        None => (
            "What was said of this day or night was taken back, or ended, while you were writing".to_owned(),
            Posted::default(),
        ),
    };
    let comparison = meanwhile::compare(&NAMES, &fields, posted);
    let mut view = view(app, town, &own, posted, Vec::new()).await?;
    view.theirs = Some(Theirs { words, comparison });
    frame::refused(app, who, HERE, StatusCode::CONFLICT, &view)
}

pub(crate) fn find<'a>(app: &'a App, slug: &str) -> Result<&'a Town, Error> {
    Slug::parse(slug).ok().and_then(|slug| app.station.town(&slug)).ok_or(Error::NotFound)
}

fn went(town: &Slug, receipt: Option<i64>, said: &str) -> Response {
    match receipt {
        Some(receipt) => frame::done(&format!("{}/receipts/{receipt}", town_path(town)), said),
        None => frame::done(&town_path(town), said),
    }
}

async fn refused(
    app: &App,
    who: &SignedIn,
    town: &Town,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let own = holding(app, town).await?;
    let mut view = view(app, town, &own, posted, problems).await?;
    // Still what the form was filled with, not what somebody may have saved since.
    view.seen = posted.all("seen").map(str::to_owned).collect();
    frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// What readers see now of the newsroom's own.
async fn holding(app: &App, town: &Town) -> Result<Vec<Own>, Error> {
    let now = app.desk.now();
    let mut own = app.reader.own_forecasts(&town.slug, now).await?;
    own.retain(|own| own.holds(now, &app.station.zone));
    Ok(own)
}

/// What was typed, or what of it is no period, no figure and no time.
fn draft(app: &App, posted: &Posted) -> Result<OwnDraft, Vec<Problem>> {
    let mut found = Vec::new();
    let period = read_period(posted.text("period"));
    if period.is_none() {
        found.push(problem("period", "Choose a day or a night."));
    }
    let typed = posted.line("temperature");
    let typed = typed.trim_end_matches(['F', 'f', '°', ' ']);
    let temperature_c = match typed.replace('−', "-").parse::<f64>() {
        _ if typed.is_empty() => None,
        Ok(fahrenheit) if fahrenheit.is_finite() => Some((fahrenheit - 32.0) / 1.8),
        // “NaN” and “inf” are read too, and “1e400” as infinite.
        Ok(_) | Err(_) => {
            found.push(problem("temperature", "This is no figure. Write degrees Fahrenheit, such as 63."));
            None
        }
    };
    let until = match moment::read(posted.text("until"), &app.station.zone) {
        Ok(typed) => typed.map(|typed| typed.at),
        Err(words) => {
            found.push(problem("until", words));
            None
        }
    };
    match period {
        Some((day, part)) if found.is_empty() => Ok(OwnDraft {
            day,
            part,
            words: posted.line("words"),
            temperature_c,
            note: posted.text("note").split_whitespace().collect::<Vec<_>>().join(" "),
            until: until.unwrap_or_else(|| over_at(day, part, &app.station.zone)),
        }),
        _ => Err(found),
    }
}

async fn view(
    app: &App,
    town: &Town,
    own: &[Own],
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<TownDesk, Error> {
    let (now, zone) = (app.desk.now(), &app.station.zone);
    let forecast = app.reader.forecast(&town.slug, ForecastKind::Days).await?;
    let service = forecast.map(|fetched| fetched.value.periods).unwrap_or_default();
    let all = periods(now, zone);
    let choice = |(day, part): &(Date, Part)| Choice {
        value: period_name(*day, *part),
        label: name(*day, *part),
        chosen: posted.text("period") == period_name(*day, *part),
    };
    let row = |(day, part): &(Date, Part)| {
        let said = |period: &&Period| part_day(period.start, period.is_day, zone) == (*day, *part);
        let own = own.iter().find(|own| own.is_of(*day, *part));
        row(town, (*day, *part), service.iter().find(said), own, app)
    };
    let text = |name| posted.text(name).to_owned();
    Ok(TownDesk {
        name: town.name.clone(),
        action: town_path(&town.slug),
        end: format!("{}/end", town_path(&town.slug)),
        public: Url::Weather(WeatherUrl::of(Some(&town.slug), WeatherForm::Page)).to_string(),
        rows: all.iter().map(row).collect(),
        periods: all.iter().map(choice).collect(),
        seen: own.iter().map(|own| format!("{} {}", own.draft.name(), own.version())).collect(),
        theirs: None,
        words: text("words"),
        temperature: text("temperature"),
        note: text("note"),
        until: text("until"),
        zone: moment::zone_words(now, zone),
        problems,
    })
}

fn row(
    town: &Town,
    (day, part): (Date, Part),
    service: Option<&Period>,
    own: Option<&Own>,
    app: &App,
) -> PeriodRow {
    let zone = &app.station.zone;
    let id = period_name(day, part);
    let said = |words: &str, c: Option<f64>| {
        let figure = c.map(|c| format!("{}°F", fahrenheit(c)));
        let words = Some(words.to_owned()).filter(|words| !words.is_empty());
        words.into_iter().chain(figure).collect::<Vec<_>>().join(", ")
    };
    let mut row = PeriodRow {
        name: name(day, part),
        service: service.map(|period| said(&period.short, period.temperature_c)).unwrap_or_default(),
        edit: format!("{}?period={id}#own", town_path(&town.slug)),
        id,
        ..PeriodRow::default()
    };
    row.seen = own.map(Own::version).unwrap_or_default();
    if let Some(Own { draft, by, made_at }) = own {
        row.own = said(&draft.words, draft.temperature_c);
        row.note.clone_from(&draft.note);
        row.by.clone_from(by);
        row.made = Some(Moment::new(*made_at, zone));
        row.until = Some(draft.until)
            .filter(|until| *until < over_at(day, part, zone))
            .map(|at| Moment::new(at, zone));
    }
    row
}

/// `Tuesday, March 2`, `Night of Tuesday, March 2`.
fn name(day: Date, part: Part) -> String {
    let words = day.strftime("%A, %B %-d").to_string();
    match part {
        Part::Day => words,
        Part::Night => format!("Night of {words}"),
    }
}

/// Whole degrees, unless somebody typed a fraction.
fn fahrenheit(c: f64) -> String {
    let tenths = ((c * 1.8 + 32.0) * 10.0).round() / 10.0;
    // Never a minus before a zero.
    format!("{}", if tenths == 0.0 { 0.0 } else { tenths })
}
