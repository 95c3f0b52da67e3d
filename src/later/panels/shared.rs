//! The shared computer: the choice on the start page, and the bar that says so on every screen.

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::controls::{Words, button, confirmed, status};
use super::{Panel, Panels};
use crate::browser::local_storage::LocalStorage;
use crate::browser::place;
use crate::later::dom::{child_of_class, child_with_text};
use submission_core::locale::key;

/// The choice; not where it is made, nor where nothing can be kept anyway.
pub fn draw_choice(panel: Panel) -> Result<(), JsValue> {
    let Panel { panels, target, .. } = &panel;
    if LocalStorage::is_in_tab_only() || panels.store().records().is_err() || !panel.begin(&())? {
        return Ok(());
    }
    let card = child_of_class(target, "section", "stack")?;
    card.set_attribute("aria-labelledby", "shared-title")?;
    child_with_text(&card, "h2", &panels.text(key::SHARED_CHOICE))?.set_id("shared-title");
    child_with_text(&card, "p", &panels.text(key::SHARED_CHOICE_TEXT))?;
    let actions = child_of_class(&card, "div", "actions")?;
    let said = status(&card)?;
    let failed = panels.text(key::SHARED_NOT_BEGUN);
    button(&actions, &panels.text(key::SHARED_BEGIN), move || {
        if !place::set_shared(true) {
            said.set_text_content(Some(&failed));
        }
    })?;
    Ok(())
}

/// Says where text is kept, with the way out.
pub fn draw_bar(panels: &Panels, target: &Element) -> Result<(), JsValue> {
    let bar = child_of_class(target, "div", "notice")?;
    bar.set_attribute("data-level", "warning")?;
    child_with_text(&bar, "p", &panels.text(key::SHARED_TEXT))?;
    let words = Words {
        label: panels.text(key::SHARED_LEAVE),
        about: String::new(),
        question: panels.text(key::SHARED_LEAVE_QUESTION),
        yes: panels.text(key::SHARED_LEAVE_YES),
        no: panels.text(key::SHARED_STAY),
    };
    confirmed(&bar, words, || {
        // Taking the choice back cannot fail where it could be made.
        place::set_shared(false);
    })
}
