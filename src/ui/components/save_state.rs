//! Whether what was written is kept, always in sight.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::locale::{Message, key};
use crate::store::SaveState;
use crate::store::local::LocalStorage;
use crate::ui::components::controls::button;
use crate::ui::element::{El, el};
use crate::ui::state::services::{Safety, Services, use_services};
use crate::ui::state::session::Session;
use crate::ui::state::words::{Words, use_words};

/// The save state in words. Screen readers hear of it only when its kind changes, and not of the
/// typing, saving and keeping safe that come and go with every sentence.
pub fn save_state(session: &Session) -> [El; 3] {
    let words = use_words();
    let services = use_services();
    let failed = move || kind(services) == "failed";
    let shown = el("span")
        .class("save-state")
        .follow_attr("data-state", move || Some(kind(services).to_owned()))
        .follow_text(move || if failed() { String::new() } else { in_words(words, services) })
        .follow_flag("hidden", failed);
    let last = RefCell::new(String::new());
    // What has gone wrong is shown where it is spoken, and so stands there once.
    let class = move || if failed() { "save-state" } else { "visually-hidden" };
    let spoken = el("span").attr("role", "status").follow_attr("class", move || Some(class().to_owned()));
    let spoken = spoken.follow_attr("data-state", move || failed().then(|| "failed".to_owned()));
    let spoken = spoken.follow_text(move || {
        let now = in_words(words, services);
        let passing = matches!(kind(services), "typing" | "saved");
        let mut last = last.borrow_mut();
        if !passing || last.is_empty() {
            *last = now;
        }
        last.clone()
    });
    // Where it is not kept, the way to take it away is at hand.
    let session = session.clone();
    let save = button(&words.text(key::SAVE_AS_FILE), move |_| {
        // Where the browser refuses the download it says so itself.
        let _ = session.save_as_file();
    });
    [spoken, shown, save.follow_flag("hidden", move || !failed())]
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

fn in_words(words: Words, services: Services) -> String {
    match kind(services) {
        "typing" => words.text(key::SAVE_TYPING),
        "safe" => words.text(key::SAVE_SAFE),
        "saved" if LocalStorage::is_in_tab_only() => words.text(key::SAVE_TAB_ONLY),
        "saved" => words.text(key::SAVE_SAVED),
        "reading" => words.text(key::TABS_FOR_READING),
        _ => services.save_state.with(|state| match state {
            SaveState::NotSaved(reason) => {
                words.say(&Message::new(key::SAVE_NOT_SAVED).with("reason", words.say(&reason.message())))
            }
            _ => words.text(key::SAVE_DISK_FULL),
        }),
    }
}
