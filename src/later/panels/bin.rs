//! Deleted drafts: the way back for each, and the way out for good.

use leptos::task::spawn_local;

use super::confirmed::{Words, confirmed};
use super::{Panels, frame, title_of};
use crate::components::controls::{about, actions, button, status};
use crate::element::{Element, Row, html};
use crate::later::copies;
use crate::screens::section;
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use submission_core::draft::DraftId;
use submission_core::locale::{Message, key};
use submission_core::store::{Binned, SaveError, Store};

/// The removal of one.
const PURGE: Words = Words {
    label: key::BIN_PURGE,
    question: key::BIN_PURGE_QUESTION,
    yes: key::RECOVERY_REMOVE_YES,
    no: key::RECOVERY_KEEP,
};

/// The removal of all.
const EMPTY: Words = Words { label: key::BIN_EMPTY, question: key::BIN_EMPTY_QUESTION, ..PURGE };

/// The bin; nothing where it is empty.
pub fn bin(panels: &Panels) -> Element {
    let services = use_services();
    let panels = panels.clone();
    frame().bind_rows(move || {
        services.track_drafts();
        let entries = panels.store().bin().unwrap_or_default();
        if entries.is_empty() {
            return Vec::new();
        }
        let panels = panels.clone();
        vec![Row::new(key(&entries), move || all(panels, entries))]
    })
}

/// By this it is drawn anew as a whole: nobody is asked of one that comes while they answer.
fn key(entries: &[Binned]) -> String {
    entries.iter().map(|entry| format!("{} {}\n", entry.id, entry.title)).collect()
}

fn all(panels: Panels, entries: Vec<Binned>) -> Element {
    let localizer = use_localizer();
    // What is in the bin now is not lost when it is gone.
    spawn_local(async { drop(copies::lost().await) });
    let said = status();
    let change = {
        let said = said.clone();
        move |change: &dyn Fn(&Store) -> Result<(), SaveError>| {
            if let Err(error) = panels.change(change) {
                let reason = localizer.say(&error.message());
                said.set_text(&localizer.say(&Message::new(key::BIN_NOT_DONE).with("reason", reason)));
            }
        }
    };
    let list = html::ul().class("cards").attr("role", "list");
    for entry in &entries {
        let title = title_of(localizer, &entry.title);
        let card = html::li().class("card").child([html::h3().attr("dir", "auto").child(&title)]);
        if let Some(deleted) = entry.deleted {
            let deleted = Message::new(key::BIN_DELETED).with("moment", localizer.moment(deleted));
            card.add(&html::p().class("soft").child(localizer.say(&deleted)));
        }
        let label = localizer.text(key::BIN_RESTORE);
        let (id, run) = (entry.id.clone(), change.clone());
        let restore = button(&label, move |_| run(&|store| store.restore(&id)));
        let (id, run) = (entry.id.clone(), change.clone());
        let purge = confirmed(PURGE, &title, move || run(&|store| erase(store, &id)));
        list.add(&card.child([actions([about(restore, &label, &title)])]).child(purge));
    }
    // Those that were shown: another tab may have put one there since.
    let empty = confirmed(EMPTY, "", move || {
        change(&|store| entries.iter().try_for_each(|entry| erase(store, &entry.id)));
    });
    section("stack", "bin-title", &localizer.text(key::BIN_TITLE))
        .child([html::p().class("soft").child(localizer.text(key::BIN_TEXT)), said, list])
        .child(empty)
}

/// Removes a draft for good; which file followed it, with its title, is forgotten at once.
fn erase(store: &Store, id: &DraftId) -> Result<(), SaveError> {
    store.purge(id)?;
    let id = id.clone();
    spawn_local(async move { copies::forget_lost(id.as_str()).await });
    Ok(())
}
