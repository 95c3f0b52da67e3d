//! Whether what was written is kept, always in sight.

use leptos::prelude::*;

use crate::locale::{Message, key};
use crate::store::SaveState;
use crate::ui::state::services::{Safety, use_services};
use crate::ui::state::words::use_words;

/// The save state in words. Screen readers hear of it only when its kind changes, and not of the
/// typing, saving and keeping safe that come and go with every sentence.
#[component]
pub fn SaveStateLine() -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let kind = Memo::new(move |_| {
        services.save_state.with(|state| match (state, services.safety.get()) {
            (SaveState::Typing, _) => "typing",
            (SaveState::NotSaved(_), _) | (_, Safety::DiskFull) => "failed",
            (_, Safety::Safe) => "safe",
            (_, Safety::None | Safety::Pending) => "saved",
        })
    });
    let text = Memo::new(move |_| match kind.get() {
        "typing" => words.text(key::SAVE_TYPING),
        "safe" => words.text(key::SAVE_SAFE),
        "saved" => words.text(key::SAVE_SAVED),
        _ => services.save_state.with(|state| match state {
            SaveState::NotSaved(reason) => {
                words.say(&Message::new(key::SAVE_NOT_SAVED).with("reason", words.say(&reason.message())))
            }
            _ => words.text(key::SAVE_DISK_FULL),
        }),
    });
    let spoken = Memo::new(move |last: Option<&String>| match (kind.get(), last) {
        ("typing" | "saved", Some(last)) => last.clone(),
        _ => text.get(),
    });
    view! {
        <span class="save-state" data-state=move || kind.get()>{move || text.get()}</span>
        <span class="visually-hidden" role="status">{move || spoken.get()}</span>
    }
}
