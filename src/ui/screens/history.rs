//! The History screen: its frame. What it shows is drawn by the second module, which keeps the past.

use leptos::prelude::*;
use serde_json::Value as Json;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::draft::AnswerId;
use crate::locale::key;
use crate::ui::browser::focus::focus_soon;
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
        Closure::<dyn Fn(String)>::new(move |wish: String| put_back(&restored, undo, changed, &wish));
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

/// Puts answers back as the second module says, and offers to undo it.
fn put_back(session: &Session, undo: Undo, changed: RwSignal<u32>, wish: &str) {
    let wish: Json = serde_json::from_str(wish).unwrap_or_default();
    let mut before = Vec::new();
    for answer in wish.get("answers").and_then(Json::as_array).into_iter().flatten() {
        let part = |at: usize| answer.get(at).and_then(Json::as_str);
        if let Some(place) = part(0).and_then(AnswerId::parse)
            && let Some(json) = part(1).and_then(|json| serde_json::from_str(json).ok())
        {
            before.push((place.clone(), session.put_back(&place, json)));
        }
    }
    let again = move || changed.update(|count| *count = count.wrapping_add(1));
    again();
    let said = wish.get("said").and_then(Json::as_str).unwrap_or_default().to_owned();
    let session = session.clone();
    undo.offer(Some(&session.id().clone()), said, move || {
        for (place, answer) in &before {
            session.replace(place, answer.clone());
        }
        again();
        focus_soon("screen-title".to_owned());
    });
}
