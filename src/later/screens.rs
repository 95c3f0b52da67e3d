//! What stands on the screens that the first letter does not wait for, below their headings.

mod export;
mod history;
mod review;

use std::rc::Rc;

use crate::components::controls::link;
use crate::components::formatted::formatted_help;
use crate::components::panel::panel;
use crate::element::{Element, html};
use crate::later::history_recorder::HistoryRecorder;
use crate::later::preferences::preferences;
use crate::later::work::Work;
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use crate::state::session::Session;
use submission_core::locale::key;
use submission_core::route::Route;

/// What stands on that screen; with the open draft, on the screens of one.
pub fn screen(
    screen: &Route,
    session: Option<&Session>,
    past: &Rc<HistoryRecorder>,
    work: &Work,
) -> Vec<Element> {
    match (screen, session) {
        (Route::Review(_), Some(session)) => review::review(session, work),
        (Route::Export(_), Some(session)) => export::export(session, work),
        (Route::History(_), Some(session)) => history::history(session, past),
        (Route::Help, _) => help(),
        (Route::About, _) => vec![one("about")],
        (Route::Recovery, _) => vec![one("recovery")],
        (Route::Settings, _) => vec![one("settings"), preferences()],
        (Route::Respondents, _) => vec![one("respondents")],
        _ => Vec::new(),
    }
}

/// One panel, which is all.
fn one(name: &'static str) -> Element {
    let services = use_services();
    panel(name, "", move || {
        services.track_drafts();
        String::new()
    })
}

/// How it all works, in a page.
fn help() -> Vec<Element> {
    let localizer = use_localizer();
    vec![
        formatted_help("all", 2),
        html::h2().child(localizer.text(key::WRITE_FORMATTING)),
        formatted_help("formatting", 3),
        html::p().child([link(&Route::About, &localizer.text(key::ABOUT_TITLE))]),
        preferences(),
    ]
}
