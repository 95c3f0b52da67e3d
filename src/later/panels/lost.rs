//! The notice that a draft is gone from this browser, with the way to the file that followed it.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::Panel;
use super::controls::{button, status};
use super::notices::warning;
use crate::browser::place::{self, Lost};
use crate::later::dom::{child_of_class, child_with_text};
use submission_core::locale::{Message, key};

/// Draws one notice.
pub fn draw(panel: &Panel, lost: Lost) -> Result<(), JsValue> {
    let panels = &panel.panels;
    let notice = warning(&panel.target)?;
    let told = Message::new(key::NOTICE_LOST).with("title", panels.title(&lost.title));
    child_with_text(&notice, "p", &panels.say(&told.with("name", &lost.file)))?;
    let actions = child_of_class(&notice, "div", "actions")?;
    let said = status(&notice)?;

    let label = panels.say(&Message::new(key::NOTICE_LOST_OPEN).with("name", &lost.file));
    let (draft, unread, memory) =
        (lost.draft.clone(), panels.text(key::NOTICE_LOST_UNREAD), panels.memory.clone());
    button(&actions, &label, move || {
        let (draft, said, unread, memory) = (draft.clone(), said.clone(), unread.clone(), memory.clone());
        spawn_local(async move {
            if place::open_lost(&draft).await {
                memory.lost.borrow_mut().retain(|lost| lost.draft != draft);
            } else {
                said.set_text_content(Some(&unread));
            }
        });
    })?;

    let label = panels.text(key::NOTICE_LOST_FORGET);
    let (draft, memory) = (lost.draft, panels.memory.clone());
    let gone = notice.clone();
    let forget = button(&actions, &label, move || {
        gone.remove();
        memory.lost.borrow_mut().retain(|lost| lost.draft != draft);
        let draft = draft.clone();
        spawn_local(async move { place::forget_lost(&draft).await });
    })?;
    forget.set_attribute("aria-label", &format!("{label}: {}", panels.title(&lost.title)))
}
