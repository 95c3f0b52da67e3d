//! Whether what was written is kept, always in sight.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::browser::files;
use crate::browser::local_storage::LocalStorage;
use crate::components::controls::button;
use crate::element::{Element, html};
use crate::state::later::use_later;
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::services::{Safety, Services, use_services};
use crate::state::session::Session;
use submission_core::exchange;
use submission_core::locale::{Message, key};
use submission_core::store::SaveState;

/// The save state in words, beside the title.
pub fn save_state() -> Element {
    let localizer = use_localizer();
    let services = use_services();
    html::span()
        .class("save-state")
        .attr("data-state", move || Some(kind(services).to_owned()))
        .attr("hidden", move || is_failed(services))
        .child(move || if is_failed(services) { String::new() } else { in_words(localizer, services) })
}

/// What has gone wrong with saving, on a line of its own with the way to take the text away. Screen readers
/// hear of the save state by it: only when its kind changes, and not of the typing, saving and panels safe
/// that come and go with every sentence.
pub fn save_trouble(session: &Session) -> Element {
    let localizer = use_localizer();
    let services = use_services();
    let last = RefCell::new(String::new());
    let text = html::span().child(move || {
        let now = in_words(localizer, services);
        let passing = matches!(kind(services), "typing" | "saved");
        let mut last = last.borrow_mut();
        if !passing || last.is_empty() {
            *last = now;
        }
        last.clone()
    });
    let session = session.clone();
    let later = use_later();
    let save = button(&localizer.text(key::SAVE_AS_FILE), move |_| {
        if let Some(later) = later.now() {
            later.save_as_file(services, session.id());
        } else {
            // What stands on the page; a writer in trouble waits for nothing. Where the browser refuses the
            // download it says so itself.
            let _ = files::save("draft.json", "application/json", &exchange::export_json(&session.draft()));
        }
    });
    let class = move || if is_failed(services) { "access trouble" } else { "visually-hidden" };
    html::div()
        .attr("role", "status")
        .attr("class", move || Some(class().to_owned()))
        .child([text, save.attr("hidden", move || !is_failed(services))])
}

fn is_failed(services: Services) -> bool {
    kind(services) == "failed"
}

fn kind(services: Services) -> &'static str {
    let reading = services.access.get().is_reading();
    services.save_state.with(|state| match (state, services.safety.get()) {
        (SaveState::Typing, _) => "typing",
        (SaveState::NotSaved(_), _) | (_, Safety::DiskFull) => "failed",
        _ if reading => "reading",
        (_, Safety::Safe) => "safe",
        (_, Safety::None | Safety::Pending) => "saved",
    })
}

fn in_words(localizer: Localizer, services: Services) -> String {
    match kind(services) {
        "typing" => localizer.text(key::SAVE_TYPING),
        "safe" => localizer.text(key::SAVE_SAFE),
        "saved" if LocalStorage::is_in_tab_only() => localizer.text(key::SAVE_TAB_ONLY),
        "saved" => localizer.text(key::SAVE_SAVED),
        "reading" => localizer.text(key::TABS_FOR_READING),
        _ => services.save_state.with(|state| match state {
            SaveState::NotSaved(reason) => localizer
                .say(&Message::new(key::SAVE_NOT_SAVED).with("reason", localizer.say(&reason.message()))),
            _ => localizer.text(key::SAVE_DISK_FULL),
        }),
    }
}
