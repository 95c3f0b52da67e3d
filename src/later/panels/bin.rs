//! Deleted drafts: the way back for each, and the way out for good.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::Panel;
use super::controls::{Words, button, confirmed, status};
use crate::browser::place;
use crate::later::dom::{child_of_class, child_with_text};
use submission_core::draft::DraftId;
use submission_core::locale::{Message, key};
use submission_core::store::{SaveError, Store};

/// Draws the bin; nothing where it is empty.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    let Panel { panels, target, .. } = &panel;
    let entries = panels.store().bin().unwrap_or_default();
    let shown: Vec<_> = entries.iter().map(|entry| (entry.id.to_string(), entry.title.clone())).collect();
    if !panel.begin(&shown)? || entries.is_empty() {
        return Ok(());
    }
    // What is in the bin now is not lost when it is gone.
    spawn_local(async { drop(place::lost().await) });
    let section = child_of_class(target, "section", "stack")?;
    section.set_attribute("aria-labelledby", "bin-title")?;
    child_with_text(&section, "h2", &panels.text(key::BIN_TITLE))?.set_id("bin-title");
    child_with_text(&section, "p", &panels.text(key::BIN_TEXT))?.set_class_name("soft");
    let said = status(&section)?;
    let run = {
        let (panels, said) = (panels.clone(), said);
        move |change: &dyn Fn(&Store) -> Result<(), SaveError>| {
            if let Err(error) = panels.change(change) {
                let reason = panels.say(&error.message());
                let words = panels.say(&Message::new(key::BIN_NOT_DONE).with("reason", reason));
                said.set_text_content(Some(&words));
            }
        }
    };
    let list = child_of_class(&section, "ul", "cards")?;
    list.set_attribute("role", "list")?;
    for entry in &entries {
        let card = child_of_class(&list, "li", "card")?;
        let title = panels.title(&entry.title);
        child_with_text(&card, "h3", &title)?.set_attribute("dir", "auto")?;
        if let Some(deleted) = entry.deleted {
            let deleted = Message::new(key::BIN_DELETED).with("moment", panels.moment(deleted));
            child_with_text(&card, "p", &panels.say(&deleted))?.set_class_name("soft");
        }
        let actions = child_of_class(&card, "div", "actions")?;
        let label = panels.text(key::BIN_RESTORE);
        let (id, restore) = (entry.id.clone(), run.clone());
        let restore = button(&actions, &label, move || restore(&|store| store.restore(&id)))?;
        restore.set_attribute("aria-label", &format!("{label}: {title}"))?;
        let words = Words {
            label: panels.text(key::BIN_PURGE),
            about: title,
            question: panels.text(key::BIN_PURGE_QUESTION),
            yes: panels.text(key::RECOVERY_REMOVE_YES),
            no: panels.text(key::RECOVERY_KEEP),
        };
        let (id, purge) = (entry.id.clone(), run.clone());
        confirmed(&card, words, move || purge(&|store| erase(store, &id)))?;
    }
    let words = Words {
        label: panels.text(key::BIN_EMPTY),
        about: String::new(),
        question: panels.text(key::BIN_EMPTY_QUESTION),
        yes: panels.text(key::RECOVERY_REMOVE_YES),
        no: panels.text(key::RECOVERY_KEEP),
    };
    // Those that were shown: another tab may have put one there since.
    confirmed(&section, words, move || {
        run(&|store| entries.iter().try_for_each(|entry| erase(store, &entry.id)));
    })
}

/// Removes a draft for good; which file followed it, with its title, is forgotten at once.
fn erase(store: &Store, id: &DraftId) -> Result<(), SaveError> {
    store.purge(id)?;
    let id = id.clone();
    spawn_local(async move { place::forget_lost(id.as_str()).await });
    Ok(())
}
