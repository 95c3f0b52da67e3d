//! The History screen: its frame. What it shows is drawn by the second module, which keeps the past.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::draft::AnswerId;
use crate::locale::key;
use crate::ui::element::{El, el};
use crate::ui::screens::review::waiting;
use crate::ui::screens::{alert, page, title};
use crate::ui::state::manuscripts::use_manuscripts;
use crate::ui::state::session::Session;
use crate::ui::state::undo::{Undo, use_undo};
use crate::ui::state::words::use_words;

/// Two moments of the draft, side by side.
pub fn history(session: &Session) -> El {
    let words = use_words();
    let module = use_manuscripts();
    let undo = use_undo();
    let changed = RwSignal::new(0_u32);
    session.flush();
    let restored = session.clone();
    let put_back =
        Closure::<dyn Fn(Array)>::new(move |wish: Array| put_back(&restored, undo, changed, &wish));
    let function: js_sys::Function = put_back.as_ref().unchecked_ref::<js_sys::Function>().clone();
    // It lives as long as the screen.
    StoredValue::new_local(put_back);
    let session = session.clone();
    page().attr("data-width", "document").with(&[
        title(&words.text(key::HISTORY_TITLE)),
        el("p").class("lead").text(&words.text(key::HISTORY_TEXT)),
        el("div").class("stack").follow_children(move || {
            changed.track();
            let Some(module) = module.get() else { return vec![waiting()] };
            let target = el("div").class("stack");
            if module.history(target.element(), &session.draft(), &words.language(), &function) {
                vec![target]
            } else {
                vec![alert().text(&words.text(key::HISTORY_UNREAD))]
            }
        }),
    ])
}

/// Puts answers back as the second module says (what to say of it, then places and answers by turns),
/// and offers to undo it.
fn put_back(session: &Session, undo: Undo, changed: RwSignal<u32>, wish: &Array) {
    let text = |at: u32| wish.get(at).as_string().unwrap_or_default();
    let mut before = Vec::new();
    for at in (1..wish.length()).step_by(2) {
        if let Some(place) = AnswerId::parse(&text(at))
            && let Ok(json) = serde_json::from_str(&text(at + 1))
        {
            // Where what stands there cannot be kept first, it stays; the save state says why.
            let Some(stood) = session.put_back(&place, json) else { continue };
            before.push((place.clone(), stood));
        }
    }
    let again = move || changed.update(|count| *count = count.wrapping_add(1));
    again();
    if before.is_empty() {
        return;
    }
    let places: Vec<AnswerId> = before.iter().map(|(place, _)| place.clone()).collect();
    let back = {
        let session = session.clone();
        move || {
            for (place, answer) in &before {
                session.replace(place, answer.clone());
            }
            again();
        }
    };
    undo.offer(session, places, text(0), "screen-title".to_owned(), back);
}
