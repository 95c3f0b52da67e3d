//! What stands on the screens that the first letter does not wait for, below their headings.

mod export;
mod history;
mod review;

use std::rc::Rc;

use crate::components::controls::link;
use crate::components::formatted::formatted_help;
use crate::element::{Element, html};
use crate::later::history_recorder::HistoryRecorder;
use crate::later::panels::{Panels, about, recovery, respondents, settings};
use crate::later::preferences::preferences;
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use submission_core::locale::key;
use submission_core::route::Route;

/// What stands on that screen; with the open draft, on the screens of one.
pub fn screen(
    screen: &Route,
    session: Option<&Session>,
    past: &Rc<HistoryRecorder>,
    panels: &Panels,
) -> Vec<Element> {
    match (screen, session) {
        (Route::Review(_), Some(session)) => review::review(session, panels),
        (Route::Export(_), Some(session)) => export::export(session, panels),
        (Route::History(_), Some(session)) => history::history(session, past),
        (Route::Help, _) => help(),
        (Route::About, _) => vec![about::about()],
        (Route::Recovery, _) => vec![recovery::recovery(panels)],
        (Route::Settings, _) => vec![settings::settings(panels), preferences()],
        (Route::Respondents, _) => vec![respondents::respondents(panels)],
        _ => Vec::new(),
    }
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
