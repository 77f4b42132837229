//! “New table from paste”: what was found in a text, for a person to confirm or correct, and the table that becomes of
//! it with its first day's figures. Nothing is kept between two looks: the form carries everything.

use super::{
    frame,
    posted::Posted,
    problem::{problem, problems},
    table_fields::{Fields, role_of},
    table_form::{HERE, workshop},
    table_paste::{day, hand_in, is_usable, totals},
    table_tried::words_of,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{extract::State, response::Response};
use desk::workshop::{Column, Pasted, Proposed, Row, Workshop};
use http::StatusCode;
use model::county;
use pages::{
    desk::{
        form::{Choice, Problem},
        table_paste::{ColumnRow, FoundView, NewFromPaste, RowLine, UnsureRow},
        tables::GateLine,
    },
    number::{counted, grouped},
};

/// Where this is.
const ACTION: &str = "/desk/tables/paste";
/// What a column may hold.
const ROLES: [(&str, &str); 5] = [
    ("name", "The name of the row"),
    ("code", "The code of the row"),
    ("figures", "Figures"),
    ("day", "The day"),
    ("leave", "Nothing of ours: leave it out"),
];
/// Rows that are shown.
const ROWS: usize = 500;

/// A blank form.
pub(crate) async fn blank(State(app): State<App>, who: SignedIn) -> Result<Response, Error> {
    let view = NewFromPaste { action: ACTION.to_owned(), ..NewFromPaste::default() };
    frame::screen(&app, &who, HERE, "", &view)
}

/// Look at a text, or make a table of it.
pub(crate) async fn look(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    let workshop = workshop(&app)?.as_ref();
    let (pasted, proposed) = match found(workshop, &posted) {
        Ok(found) => found,
        Err(problems) => return refused(&app, &who, &posted, None, problems),
    };
    if posted.text("verb") == "make" && is_clear(&proposed) {
        return match make(&app, &who, &posted, &pasted, &proposed).await {
            Ok(said) => Ok(frame::done(HERE, said)),
            Err(Refused::Form(problems)) => {
                refused(&app, &who, &posted, Some((&pasted, &proposed)), problems)
            }
            Err(Refused::Desk(error)) => {
                let problems = problems(&error, &app.station.zone).ok_or(error)?;
                refused(&app, &who, &posted, Some((&pasted, &proposed)), problems)
            }
        };
    }
    frame::screen(&app, &who, HERE, "", &view(&app, &posted, Some((&pasted, &proposed)), Vec::new()))
}

fn refused(
    app: &App,
    who: &SignedIn,
    posted: &Posted,
    found: Option<(&Pasted, &Proposed)>,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let view = view(app, posted, found, problems);
    frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// What is in the text, with the readings that were chosen for rows in doubt written into it.
fn found(workshop: &dyn Workshop, posted: &Posted) -> Result<(Pasted, Proposed), Vec<Problem>> {
    let counties = posted.line("counties").to_uppercase();
    if !counties.is_empty() && county::state_fips(&counties).is_none() {
        let words =
            format!("“{counties}” is not the postal code of a state. Write one such as OR, or nothing.");
        return Err(vec![problem("counties", words)]);
    }
    let totals = totals(posted).map_err(|problem| vec![problem])?;
    let text = posted.text("text").to_owned();
    if text.trim().is_empty() {
        return Err(vec![problem("text", "There is no text. Paste it here.")]);
    }
    let mut pasted = Pasted { text, counties, totals, pick: posted.line("pick") };
    let look = |pasted: &Pasted| workshop.look(pasted).map_err(|told| vec![problem("text", words_of(&told))]);
    let mut proposed = look(&pasted)?;
    if let Some(text) = corrected(&proposed, posted) {
        pasted = Pasted { text, pick: String::new(), ..pasted };
        proposed = look(&pasted)?;
    }
    Ok((pasted, proposed))
}

/// The table as text with tabs, when a reading was chosen that is not the one it has.
fn corrected(proposed: &Proposed, posted: &Posted) -> Option<String> {
    let chosen = |place: usize, row: &Row| -> Option<Vec<String>> {
        let reading = posted.maybe(&format!("row.{place}")).filter(|_| row.unsure)?;
        Some(reading.split(' ').map(str::to_owned).collect())
    };
    let rows: Vec<Option<Vec<String>>> =
        proposed.rows.iter().enumerate().map(|(place, row)| chosen(place, row)).collect();
    // Each row in doubt was decided, or the text is left as it is: what is chosen for one bears upon the others.
    let decided = proposed.rows.iter().zip(&rows).all(|(row, chosen)| !row.unsure || chosen.is_some());
    if !decided || rows.iter().all(Option::is_none) {
        return None;
    }
    let header = proposed.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>().join("\t");
    let line = |(row, chosen): (&Row, &Option<Vec<String>>)| {
        let figures = chosen.as_deref().or_else(|| row.cells.get(1..)).unwrap_or_default();
        row.cells.first().into_iter().chain(figures).cloned().collect::<Vec<_>>().join("\t")
    };
    let lines = proposed.rows.iter().zip(&rows).map(line);
    Some(std::iter::once(header).chain(lines).collect::<Vec<_>>().join("\n"))
}

/// Whether each cell has one reading, so that a table can be made.
fn is_clear(proposed: &Proposed) -> bool {
    proposed.unsolved.is_none() && proposed.others.as_ref().is_none_or(|others| others == "0")
}

/// Why no table was made.
enum Refused {
    Form(Vec<Problem>),
    Desk(desk::Error),
}

impl From<desk::Error> for Refused {
    fn from(error: desk::Error) -> Self {
        Self::Desk(error)
    }
}

/// Make the table, and hand its first figures in. They are understood before anything is made.
async fn make(
    app: &App,
    who: &SignedIn,
    posted: &Posted,
    pasted: &Pasted,
    proposed: &Proposed,
) -> Result<&'static str, Refused> {
    let form = |problem| Refused::Form(vec![problem]);
    let workshop = app.desk.workshop().ok_or(desk::Error::NotFound("workshop"))?;
    let slug = super::address::read(posted.maybe("slug"), &posted.line("title"), "title")?;
    let day = day(posted).map_err(form)?;
    let fields = Fields { posted, pasted, proposed }.all().map_err(form)?;
    let text = workshop.write(&slug, &fields);
    let described = app.desk.usable(&slug, &text)?;
    let tried = workshop.paste(&described.spec, pasted, day, app.desk.now());
    if !is_usable(&tried) {
        let words = |told| problem("text", words_of(told));
        return Err(Refused::Form(tried.problems.iter().filter(|told| told.blocks).map(words).collect()));
    }
    app.desk.make_table(&slug, &text, &who.by).await?;
    Ok(hand_in(app, who, &slug, &tried).await?)
}

fn view(
    app: &App,
    posted: &Posted,
    found: Option<(&Pasted, &Proposed)>,
    problems: Vec<Problem>,
) -> NewFromPaste {
    NewFromPaste {
        action: ACTION.to_owned(),
        text: found.map_or_else(|| posted.text("text").to_owned(), |(pasted, _)| pasted.text.clone()),
        counties: posted.line("counties").to_uppercase(),
        totals: posted.line("totals"),
        problems,
        found: found.map(|(_, proposed)| found_view(app, posted, proposed)),
    }
}

fn found_view(app: &App, posted: &Posted, proposed: &Proposed) -> FoundView {
    let today = app.desk.now().to_zoned_datetime(app.station.zone.clone()).date();
    let or = |field: &str, usual: &str| posted.maybe(field).unwrap_or_else(|| usual.to_owned());
    let is_of_counties = !posted.line("counties").is_empty();
    let choice = |(place, title): (usize, &String)| Choice {
        value: (place + 1).to_string(),
        label: title.clone(),
        chosen: place == proposed.taken,
    };
    let check = |(what, verdict, words): &(String, &'static str, String)| GateLine {
        checks: what.clone(),
        verdict: (*verdict).to_owned(),
        words: words.clone(),
    };
    let columns: Vec<ColumnRow> =
        proposed.columns.iter().enumerate().map(|(at, column)| column_row(posted, at, column)).collect();
    let good = is_clear(proposed);
    FoundView {
        words: verdict(proposed),
        good,
        choices: proposed.choices.iter().enumerate().map(choice).collect(),
        checks: proposed.checks.iter().map(check).collect(),
        notes: proposed.notes.iter().map(words_of).collect(),
        rows: proposed.rows.iter().take(ROWS).map(|row| row_line(row, is_of_counties)).collect(),
        unsure: proposed.rows.iter().enumerate().filter(|(_, row)| row.unsure).map(unsure_row).collect(),
        usable: good && columns.iter().any(|column| column.figures),
        columns,
        title: or("title", &proposed.title),
        slug: posted.line("slug"),
        credit: posted.line("credit"),
        row_name: or("row_name", if is_of_counties { "County" } else { "" }),
        day: or("day", &today.to_string()),
    }
}

/// All in a sentence or two.
fn verdict(proposed: &Proposed) -> String {
    let rows = counted(u64::try_from(proposed.rows.len()).unwrap_or(u64::MAX), "row", "rows");
    let form = &proposed.form;
    let in_doubt = proposed.rows.iter().filter(|row| row.unsure).count();
    match (&proposed.unsolved, &proposed.others) {
        (Some(why), _) => format!("{rows} of {form}, and no reading was found. {why}"),
        (None, Some(others)) if others == "0" => {
            format!("{rows} of {form}. Exactly one reading fits the totals, the order and the known rows.")
        }
        (None, Some(others)) => {
            format!(
                "{rows} of {form}. Beside the reading below, {others} others fit; they differ in {in_doubt} rows."
            )
        }
        (None, None) => format!("{rows}, found in {form}."),
    }
}

fn column_row(posted: &Posted, at: usize, column: &Column) -> ColumnRow {
    let role = role_of(posted, at, column);
    let choice = |(value, label): (&str, &str)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: value == role,
    };
    let sum = column.sum.map(|sum| format!("sum {}", grouped(sum)));
    let odd = (column.odd > 0).then(|| format!("{} cells are not like the others", column.odd));
    let is_first_look = posted.text(&format!("role.{at}")).is_empty();
    let said = posted.text(&format!("cumulative.{at}")) == "true";
    ColumnRow {
        index: at,
        name: column.name.clone(),
        roles: ROLES.map(choice).into(),
        label: posted.maybe(&format!("label.{at}")).unwrap_or_else(|| column.name.clone()),
        cumulative: if is_first_look { looks_cumulative(&column.name) } else { said },
        words: sum.into_iter().chain(odd).collect::<Vec<_>>().join(", "),
        figures: role == "figures" || matches!(column.kind, "integer" | "decimal"),
    }
}

/// Counts that are usually printed as they stand since the beginning. A person confirms it.
fn looks_cumulative(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["cases", "deaths", "confirmed", "total"].iter().any(|word| lower.contains(word))
        && !lower.contains("new")
}

fn row_line(row: &Row, is_of_counties: bool) -> RowLine {
    let mark = match row {
        Row { is_total: true, .. } => "row of totals",
        Row { unsure: true, .. } => "in doubt",
        Row { key: None, .. } if is_of_counties => "no such county",
        _ => "",
    };
    RowLine {
        name: row.cells.first().cloned().unwrap_or_default(),
        cells: row.cells.get(1..).unwrap_or_default().to_vec(),
        mark: mark.to_owned(),
    }
}

fn unsure_row((place, row): (usize, &Row)) -> UnsureRow {
    let own = row.cells.get(1..).unwrap_or_default().to_vec();
    let readings = std::iter::once(own).chain(row.others.iter().cloned()).enumerate();
    let reading = |(number, cells): (usize, Vec<String>)| Choice {
        value: cells.join(" "),
        label: cells.join(" and "),
        chosen: number == 0,
    };
    let blank = Choice { value: String::new(), label: "Not decided".to_owned(), chosen: true };
    let readings = readings.map(|one| Choice { chosen: false, ..reading(one) });
    UnsureRow {
        field: format!("row.{place}"),
        name: row.cells.first().cloned().unwrap_or_default(),
        readings: std::iter::once(blank).chain(readings).collect(),
    }
}
