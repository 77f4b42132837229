//! Figures that a person pastes for a table that is there: looked at first, then handed in through the gates.

use super::{
    frame,
    posted::Posted,
    problem::{problem, problems},
    table_form::{HERE, workshop},
    table_tried,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{
    table::Offered,
    workshop::{Pasted, Tried},
};
use http::StatusCode;
use jiff::civil::Date;
use model::{slug::Slug, table::Table};
use pages::desk::{form::Problem, table_paste::PasteForm};
use std::sync::Arc;

/// The form.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    let table = find(&app, &slug)?;
    frame::screen(&app, &who, HERE, "", &view(&app, &table, &Posted::default()))
}

/// Look at the figures, or hand them in.
pub(crate) async fn act(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let table = find(&app, &slug)?;
    look_or_take(&app, &who, &table, &posted).await
}

async fn look_or_take(app: &App, who: &SignedIn, table: &Table, posted: &Posted) -> Result<Response, Error> {
    let mut view = view(app, table, posted);
    let (pasted, day) = match read(posted) {
        Ok(read) => read,
        Err(problems) => {
            view.problems = problems;
            return frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let tried = workshop(app)?.paste(&table.spec, &pasted, day, app.desk.now());
    if posted.text("verb") == "take" && is_usable(&tried) {
        return match hand_in(app, who, &table.slug, &tried).await {
            Ok(said) => Ok(frame::done(HERE, said)),
            Err(error) => {
                view.problems = problems(&error, &app.station.zone).ok_or(error)?;
                frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view)
            }
        };
    }
    view.tried = Some(table_tried::view(app, &table.spec, &tried).await?);
    frame::screen(app, who, HERE, "", &view)
}

/// Whether something can be handed in.
pub(super) fn is_usable(tried: &Tried) -> bool {
    !tried.deliveries.is_empty() && !tried.problems.iter().any(|told| told.blocks)
}

/// Put each day before the gates; answers what is said of it all.
pub(super) async fn hand_in(
    app: &App,
    who: &SignedIn,
    slug: &Slug,
    tried: &Tried,
) -> Result<&'static str, desk::Error> {
    let mut said = "figures";
    for delivery in &tried.deliveries {
        if let Offered::Held(_) = app.desk.offer_table(slug, delivery, &who.by).await? {
            said = "figures-held";
        }
    }
    Ok(said)
}

/// What was pasted, and the day that was said.
fn read(posted: &Posted) -> Result<(Pasted, Date), Vec<Problem>> {
    let mut found = Vec::new();
    let day = day(posted).map_err(|problem| found.push(problem)).ok();
    let totals = totals(posted).map_err(|problem| found.push(problem)).unwrap_or_default();
    if posted.text("text").trim().is_empty() {
        found.push(problem("text", "There are no figures. Paste them here."));
    }
    let pasted = Pasted { text: posted.text("text").to_owned(), totals, ..Pasted::default() };
    match day {
        Some(day) if found.is_empty() => Ok((pasted, day)),
        _ => Err(found),
    }
}

/// The day that was said.
pub(super) fn day(posted: &Posted) -> Result<Date, Problem> {
    let line = posted.line("day");
    line.parse().map_err(|_| problem("day", format!("“{line}” is not a day. Write it as 2021-02-28.")))
}

/// The totals that were said: figures with spaces or commas between them, `-` for a column without one. A comma that
/// stands between groups of three digits belongs to a figure.
pub(super) fn totals(posted: &Posted) -> Result<Vec<Option<i64>>, Problem> {
    let total = |word: &str| match word {
        "-" | "?" => Ok(None),
        figure => figure.replace(',', "").parse().map(Some).map_err(|_| {
            let words = format!(
                "“{figure}” is no total. Write whole numbers with spaces between them, such as 155,597 2,208."
            );
            problem("totals", words)
        }),
    };
    let words = posted.text("totals").split_whitespace().flat_map(figures);
    words.filter(|word| !word.is_empty()).map(total).collect()
}

/// `155,597` is one figure, `155597,2208` are two.
fn figures(word: &str) -> Vec<&str> {
    let mut groups = word.split(',');
    let first = groups.next().unwrap_or_default().len();
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    let is_one = is_number && (1..=3).contains(&first) && groups.all(|group| group.len() == 3);
    if is_one { vec![word] } else { word.split(',').collect() }
}

fn find(app: &App, slug: &str) -> Result<Arc<Table>, Error> {
    let slug = Slug::parse(slug).map_err(|_| Error::NotFound)?;
    app.desk.tables().get(&slug).cloned().ok_or(Error::NotFound)
}

fn view(app: &App, table: &Table, posted: &Posted) -> PasteForm {
    let today = app.desk.now().to_zoned_datetime(app.station.zone.clone()).date();
    let usual = table.shape.as_of.day_of(today).to_string();
    PasteForm {
        title: table.title.clone(),
        action: format!("{HERE}/{}/paste", table.slug),
        text: posted.text("text").to_owned(),
        day: posted.maybe("day").unwrap_or(usual),
        totals: posted.line("totals"),
        problems: Vec::new(),
        tried: None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn totals_are_read_as_they_are_printed() {
        let of = |text: &str| totals(&Posted::default().with("totals", text.to_owned()));
        assert_eq!(of("155,597 2,208").unwrap(), [Some(155_597), Some(2_208)]);
        assert_eq!(of(" - 2208\n").unwrap(), [None, Some(2_208)]);
        assert_eq!(of("155597,2208").unwrap(), [Some(155_597), Some(2_208)]);
        assert_eq!(of("155597, 2208").unwrap(), [Some(155_597), Some(2_208)]);
        assert_eq!(of("-,2208").unwrap(), [None, Some(2_208)]);
        assert_eq!(of("-,220").unwrap(), [None, Some(220)]);
        assert_eq!(of("3,566,914 52,158").unwrap(), [Some(3_566_914), Some(52_158)]);
        assert_eq!(of("").unwrap(), []);
        assert_eq!(of("many").unwrap_err().field, "totals");
    }
}
