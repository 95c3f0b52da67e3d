//! The Settings screen: what is kept on this computer, and the removal of all of it.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::controls::{Words, button, confirmed};
use super::{Panel, Panels, erased_page, recovery, room};
use crate::browser::local_storage::LocalStorage;
use crate::browser::place::{self, Conditions};
use crate::later::dom::{child, child_of_class, child_with_text};
use submission_core::locale::{Message, key};

/// Draws the screen below its title, when the browser has said how things stand: what came later would
/// move the buttons under the writer's hand.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    spawn_local(async move {
        let conditions = place::conditions().await;
        // As in `Panels::panel`.
        let _ = draw_with(panel, conditions);
    });
    Ok(())
}

fn draw_with(panel: Panel, conditions: Conditions) -> Result<(), JsValue> {
    let lines = what_goes(&panel.panels);
    let usage = panel.panels.memory.usage();
    let lasting = (conditions.is_persistent, conditions.works_offline);
    if !panel.begin(&(&lines, usage.map(|usage| usage.percent), lasting))? {
        return Ok(());
    }
    let Panel { panels, target, .. } = panel;
    let kept = section(&target, "kept-title", &panels.text(key::SETTINGS_KEPT))?;
    if LocalStorage::is_in_tab_only() {
        return child_with_text(&kept, "p", &panels.text(key::SETTINGS_IN_TAB)).map(drop);
    }
    let room = usage.map(|usage| room::in_words(&panels, usage));
    child_with_text(&kept, "p", &room.unwrap_or_else(|| panels.text(key::SETTINGS_UNREAD)))?;
    let lasts =
        if conditions.is_persistent { key::SETTINGS_PERSISTENT } else { key::SETTINGS_NOT_PERSISTENT };
    let offline = if conditions.works_offline { key::SETTINGS_OFFLINE } else { key::SETTINGS_NOT_OFFLINE };
    for words in [lasts, offline] {
        child_with_text(&kept, "p", &panels.text(words))?;
    }
    let actions = child_of_class(&kept, "div", "actions")?;
    let save = panels.clone();
    button(&actions, &panels.text(key::SETTINGS_SAVE), move || recovery::save_everything(&save))?;

    let removal = section(&target, "remove-title", &panels.text(key::SETTINGS_REMOVE))?;
    child_with_text(&removal, "p", &panels.text(key::SETTINGS_REMOVE_TEXT))?;
    let list = child(&removal, "ul")?;
    for line in lines {
        child_with_text(&list, "li", &line)?;
    }
    let words = Words {
        label: panels.text(key::SETTINGS_REMOVE),
        about: String::new(),
        question: panels.text(key::SETTINGS_REMOVE_QUESTION),
        yes: panels.text(key::SETTINGS_REMOVE_YES),
        no: panels.text(key::SETTINGS_KEEP),
    };
    confirmed(&removal, words, move || {
        let panels = panels.clone();
        spawn_local(async move {
            let left = place::erase().await;
            // The nodes are made from constants; the browser has no reason to refuse one.
            let _ = erased_page(&panels.catalogue.borrow(), left);
        });
    })
}

/// Everything that will go, a line each.
fn what_goes(panels: &Panels) -> Vec<String> {
    let store = panels.store();
    let titled = |words, title: &str| panels.say(&Message::new(words).with("title", panels.title(title)));
    let listing = store.drafts().unwrap_or_default();
    let unreadable = listing.unreadable.iter().map(|draft| &draft.title);
    let drafts = listing.drafts.iter().map(|draft| &draft.title).chain(unreadable);
    let mut lines: Vec<String> = drafts.map(|title| titled(key::SETTINGS_REMOVE_DRAFT, title)).collect();
    let bin = store.bin().unwrap_or_default();
    lines.extend(bin.iter().map(|entry| titled(key::SETTINGS_REMOVE_BINNED, &entry.title)));
    let set_aside = store.recovery().map_or(0, |recovery| recovery.records().count());
    if set_aside > 0 {
        lines.push(panels.count(key::SETTINGS_REMOVE_ASIDE_OTHER, set_aside));
    }
    lines.push(panels.text(key::SETTINGS_REMOVE_SETTINGS));
    lines.push(panels.text(key::SETTINGS_REMOVE_MIRROR));
    lines.push(panels.text(key::SETTINGS_REMOVE_PROGRAM));
    lines
}

/// A section of a screen under its heading of the second level.
pub fn section(target: &Element, id: &str, title: &str) -> Result<Element, JsValue> {
    let section = child_of_class(target, "section", "stack")?;
    section.set_attribute("aria-labelledby", id)?;
    child_with_text(&section, "h2", title)?.set_id(id);
    Ok(section)
}
