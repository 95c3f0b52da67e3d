//! The shared computer: the choice on the start page, and the bar that says so on every screen.

use super::confirmed::{Words, confirmed};
use super::{Panels, frame};
use crate::browser::local_storage::LocalStorage;
use crate::browser::place;
use crate::components::controls::{actions, button, status, warning};
use crate::element::{Element, Row, html};
use crate::screens::section;
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use submission_core::locale::key;

/// The end of the work on a shared computer.
const LEAVE: Words = Words {
    label: key::SHARED_LEAVE,
    question: key::SHARED_LEAVE_QUESTION,
    yes: key::SHARED_LEAVE_YES,
    no: key::SHARED_STAY,
};

/// The choice; not where it is made, nor where nothing can be kept anyway.
pub fn choice(panels: &Panels) -> Element {
    let localizer = use_localizer();
    if LocalStorage::is_in_tab_only() || panels.store().records().is_err() {
        return frame();
    }
    let said = status();
    let begin = button(&localizer.text(key::SHARED_BEGIN), {
        let said = said.clone();
        move |_| {
            if !place::set_shared(true) {
                said.set_text(&localizer.text(key::SHARED_NOT_BEGUN));
            }
        }
    });
    frame().child([section("stack", "shared-title", &localizer.text(key::SHARED_CHOICE)).child([
        html::p().child(localizer.text(key::SHARED_CHOICE_TEXT)),
        stored(panels.clone()),
        actions([begin]),
        said,
    ])])
}

/// Says that the choice removes nothing of what is stored already; nothing where nothing is.
fn stored(panels: Panels) -> Element {
    let (localizer, services) = (use_localizer(), use_services());
    frame().bind_rows(move || {
        services.track_drafts();
        let count = panels.store().drafts().unwrap_or_default().drafts.len();
        let said = move || html::p().child(localizer.count(key::SHARED_STORED_OTHER, count));
        if count == 0 { Vec::new() } else { vec![Row::new(count.to_string(), said)] }
    })
}

/// Says where text is kept, with the way out.
pub fn bar() -> Element {
    let leave = confirmed(LEAVE, "", || {
        // Taking the choice back cannot fail where it could be made.
        place::set_shared(false);
    });
    warning().child([html::p().child(use_localizer().text(key::SHARED_TEXT))]).child(leave)
}
