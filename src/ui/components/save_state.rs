//! Whether what was written is kept, always in sight.

use leptos::prelude::*;

use crate::locale::{Message, key};
use crate::store::SaveState;
use crate::ui::state::services::use_services;
use crate::ui::state::words::use_words;

/// The save state in words. Screen readers hear of it only when its kind changes.
#[component]
pub fn SaveStateLine() -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let kind = Memo::new(move |_| services.save_state.with(kind_of));
    let text = Memo::new(move |_| {
        services.save_state.with(|state| match state {
            SaveState::Typing => words.text(key::SAVE_TYPING),
            SaveState::NotSaved(reason) => {
                words.say(&Message::new(key::SAVE_NOT_SAVED).with("reason", words.say(&reason.message())))
            }
            _ => words.text(key::SAVE_SAVED),
        })
    });
    // "Typing" comes and goes with every sentence: only success after failure, and failure, are spoken.
    let spoken = Memo::new(move |last: Option<&String>| match kind.get() {
        "typing" => last.cloned().unwrap_or_default(),
        _ => text.get(),
    });
    view! {
        <span class="save-state" data-state=move || kind.get()>{move || text.get()}</span>
        <span class="visually-hidden" role="status">{move || spoken.get()}</span>
    }
}

fn kind_of(state: &SaveState) -> &'static str {
    match state {
        SaveState::Typing => "typing",
        SaveState::NotSaved(_) => "failed",
        _ => "saved",
    }
}
