//! The newsroom's screens. A handler takes a form apart, calls one verb of the desk, and answers: with a redirect when
//! it was done (so that reloading never does it twice), with the same form, as it was typed, when it was not.
//!
//! Reading order: [`posted`] (a form as it came in), [`moment`] (times as people type them), [`form`] (a form as a
//! story's content), [`frame`] (what surrounds each screen), [`problem`] (why the desk said no, beside the right
//! field), then one file per noun.

mod address;
mod audit;
mod author;
mod back;
mod comparison;
mod forecast;
mod form;
mod frame;
mod front;
mod health;
mod library;
mod meanwhile;
mod moment;
mod notice;
mod page;
mod page_number;
mod password;
mod password_link;
mod picture;
mod posted;
mod preview;
mod problem;
mod receipt;
mod refused;
mod revision;
mod session;
mod story;
mod story_list;
mod story_path;
mod story_verb;
mod story_view;
mod table;
mod table_fields;
mod table_form;
mod table_found;
mod table_paste;
mod table_tried;
mod upload;
mod user;
mod weather;

use crate::route::{Access, Route};
use axum::{
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use model::user::Action;

/// Every address of the newsroom.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = doors();
    routes.extend(stories());
    routes.extend(bylines_and_pages());
    routes.extend(tables());
    routes.extend(house());
    routes
}

/// Ways in, out, and past the door.
fn doors() -> Vec<Route> {
    use Access::{Link, May};
    vec![
        Route::private("/desk/sign-in", Link, get(session::form).post(session::sign_in)),
        Route::private("/desk/sign-out", May(Action::Write), post(session::sign_out)),
        Route::private("/desk/setup/{token}", Link, get(session::setup_form).post(session::setup)),
        Route::private("/desk/choose/{token}", Link, get(password_link::form).post(password_link::choose)),
        Route::private("/desk/preview/{token}", Link, get(preview::show)),
        Route::private("/desk/preview/{token}/media/{key}/{file}", Link, get(preview::picture)),
        Route::private("/desk/password", May(Action::Write), get(password::form).post(password::change)),
    ]
}

fn stories() -> Vec<Route> {
    let write = Access::May(Action::Write);
    let (publish, withdraw) = (Access::May(Action::Publish), Access::May(Action::Withdraw));
    vec![
        Route::private("/desk/stories", write, get(story_list::show).post(story::create)),
        Route::private("/desk/stories/new", write, get(story::blank)),
        Route::private("/desk/stories/{id}", write, get(story::show).post(story::act)),
        Route::private("/desk/stories/{id}/unpublish", withdraw, post(story_verb::unpublish)),
        Route::private("/desk/stories/{id}/kill", withdraw, post(story_verb::kill)),
        Route::private("/desk/stories/{id}/correct", publish, post(story_verb::correct)),
        Route::private("/desk/stories/{id}/preview", write, get(preview::link)),
        Route::private("/desk/stories/{id}/revisions", write, get(revision::list)),
        Route::private("/desk/stories/{id}/restore/{seen}", write, post(revision::restore)),
        Route::private("/desk/stories/{id}/receipts/{receipt}", write, get(receipt::show)),
    ]
}

/// Whoever writes may have a byline; whose others they may change is the desk's to say.
fn bylines_and_pages() -> Vec<Route> {
    let (write, curate) = (Access::May(Action::Write), Access::May(Action::Curate));
    vec![
        Route::private("/desk/authors", write, get(author::list).post(author::create)),
        Route::private("/desk/authors/new", write, get(author::blank)),
        Route::private("/desk/authors/{slug}", write, get(author::show).post(author::save)),
        Route::private("/desk/authors/{slug}/receipts/{receipt}", write, get(receipt::of_author)),
        Route::private("/desk/pages", curate, get(page::list).post(page::create)),
        Route::private("/desk/pages/new", curate, get(page::blank)),
        Route::private("/desk/pages/{slug}", curate, get(page::show).post(page::save)),
        Route::private("/desk/pages/{slug}/receipts/{receipt}", curate, get(receipt::of_page)),
    ]
}

fn tables() -> Vec<Route> {
    let operate = Access::May(Action::Operate);
    vec![
        Route::private("/desk/tables", operate, get(table::board).post(table_form::create)),
        Route::private("/desk/tables/new", operate, get(table_form::blank)),
        Route::private("/desk/tables/paste", operate, get(table_found::blank).post(table_found::look)),
        Route::private("/desk/tables/{slug}", operate, get(table_form::show).post(table_form::save)),
        Route::private("/desk/tables/{slug}/switch", operate, post(table_form::switch)),
        Route::private("/desk/tables/{slug}/paste", operate, get(table_paste::show).post(table_paste::act)),
        Route::private("/desk/tables/{slug}/receipts/{receipt}", operate, get(receipt::of_table)),
        Route::private("/desk/tables/{slug}/accept", operate, post(table::accept)),
        Route::private("/desk/tables/{slug}/drop", operate, post(table::drop_held)),
    ]
}

fn house() -> Vec<Route> {
    let (write, curate) = (Access::May(Action::Write), Access::May(Action::Curate));
    let (operate, administer) = (Access::May(Action::Operate), Access::May(Action::Administer));
    let forecaster = Access::May(Action::Forecast);
    // The upload counts for itself, so that a file that is too large gets a page and not a broken connection.
    let uploads = DefaultBodyLimit::disable();
    vec![
        Route::private("/desk", write, get(health::show)),
        Route::private("/desk/jobs/{kind}/{subject}", operate, post(health::run)),
        Route::private("/desk/notices", operate, get(notice::list).post(notice::create)),
        Route::private("/desk/notices/new", operate, get(notice::blank)),
        Route::private("/desk/notices/{id}", operate, get(notice::show).post(notice::save)),
        Route::private("/desk/notices/{id}/end", operate, post(notice::end)),
        Route::private("/desk/notices/{id}/receipts/{receipt}", operate, get(receipt::of_notice)),
        Route::private("/desk/weather", forecaster, get(forecast::show).post(forecast::pin)),
        Route::private("/desk/weather/{slug}", forecaster, get(weather::show).post(weather::save)),
        Route::private("/desk/weather/{slug}/end", forecaster, post(weather::end)),
        Route::private("/desk/weather/{slug}/receipts/{receipt}", forecaster, get(receipt::of_town)),
        Route::private("/desk/front", curate, get(front::show).post(front::fill)),
        Route::private("/desk/front/modules", curate, post(front::modules)),
        Route::private("/desk/pictures", write, get(library::show).post(upload::take).layer(uploads)),
        Route::private("/desk/pictures/{id}", write, get(picture::show).post(picture::describe)),
        Route::private("/desk/media/{key}/{file}", write, get(picture::thumbnail)),
        Route::private("/desk/users", administer, get(user::list).post(user::create)),
        Route::private("/desk/users/{id}", administer, post(user::change)),
        Route::private("/desk/users/{id}/link", administer, post(password_link::make)),
        Route::private("/desk/audit", administer, get(audit::show)),
    ]
}

#[cfg(test)]
mod tests;
