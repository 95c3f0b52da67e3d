//! Whether what was written is kept, always in sight.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::locale::{Message, key};
use crate::store::SaveState;
use crate::ui::element::{El, el};
use crate::ui::state::services::use_services;
use crate::ui::state::words::{Words, use_words};

/// The save state in words. Screen readers hear of it only when its kind changes.
pub fn save_state() -> [El; 2] {
    let words = use_words();
    let state = use_services().save_state;
    let shown = el("span")
        .class("save-state")
        .follow_attr("data-state", move || Some(state.with(kind_of).to_owned()))
        .follow_text(move || state.with(|state| in_words(words, state)));
    // "Typing" comes and goes with every sentence: only success after failure, and failure, are spoken.
    let last = RefCell::new(String::new());
    let spoken = el("span").class("visually-hidden").attr("role", "status").follow_text(move || {
        state.with(|state| {
            if !matches!(state, SaveState::Typing) {
                *last.borrow_mut() = in_words(words, state);
            }
        });
        last.borrow().clone()
    });
    [shown, spoken]
}

fn in_words(words: Words, state: &SaveState) -> String {
    match state {
        SaveState::Typing => words.text(key::SAVE_TYPING),
        SaveState::NotSaved(reason) => {
            words.say(&Message::new(key::SAVE_NOT_SAVED).with("reason", words.say(&reason.message())))
        }
        _ => words.text(key::SAVE_SAVED),
    }
}

fn kind_of(state: &SaveState) -> &'static str {
    match state {
        SaveState::Typing => "typing",
        SaveState::NotSaved(_) => "failed",
        _ => "saved",
    }
}
