//! The Settings screen: what is kept on this computer, and the removal of all of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::confirmed::{Words, confirmed};
use super::{Panels, erased_page, frame, recovery, room, title_of};
use crate::browser::local_storage::LocalStorage;
use crate::browser::place::{self, Conditions};
use crate::components::controls::{actions, button};
use crate::element::{Element, Row, bind, html};
use crate::screens::section;
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use submission_core::locale::{Message, key};
use submission_core::store::Usage;

/// The removal of everything.
const REMOVE: Words = Words {
    label: key::SETTINGS_REMOVE,
    question: key::SETTINGS_REMOVE_QUESTION,
    yes: key::SETTINGS_REMOVE_YES,
    no: key::SETTINGS_KEEP,
};

/// The screen below its title, when the browser has said how things stand: what came later would
/// move the buttons under the writer's hand.
pub fn settings(panels: &Panels) -> Element {
    let services = use_services();
    let conditions = RwSignal::new(None::<Conditions>);
    bind(move || {
        services.track_drafts();
        spawn_local(async move {
            let now = place::conditions().await;
            // The screen may be gone.
            let _ = conditions.try_set(Some(now));
        });
    });
    let panels = panels.clone();
    frame().bind_rows(move || match conditions.get() {
        Some(conditions) => untrack(|| rows(&panels, conditions)),
        None => Vec::new(),
    })
}

fn rows(panels: &Panels, conditions: Conditions) -> Vec<Row> {
    let usage = panels.memory.usage();
    let Conditions { is_persistent, works_offline, .. } = conditions;
    let percent = usage.map_or_else(String::new, |usage| usage.percent.to_string());
    let of_storage = panels.clone();
    let mut rows = vec![Row::new(format!("storage {percent} {is_persistent} {works_offline}"), move || {
        storage(of_storage, usage, conditions)
    })];
    if !LocalStorage::is_in_tab_only() {
        let lines = what_goes(panels);
        rows.push(Row::new(lines.join("\n"), move || removal(&lines)));
    }
    rows
}

fn storage(panels: Panels, usage: Option<Usage>, conditions: Conditions) -> Element {
    let localizer = use_localizer();
    let storage = section("stack", "storage-title", &localizer.text(key::SETTINGS_KEPT));
    if LocalStorage::is_in_tab_only() {
        return storage.child([html::p().child(localizer.text(key::SETTINGS_IN_TAB))]);
    }
    let room = usage.map_or_else(|| localizer.text(key::SETTINGS_UNREAD), room::in_words);
    let lasts =
        if conditions.is_persistent { key::SETTINGS_PERSISTENT } else { key::SETTINGS_NOT_PERSISTENT };
    let offline = if conditions.works_offline { key::SETTINGS_OFFLINE } else { key::SETTINGS_NOT_OFFLINE };
    let save = button(&localizer.text(key::SETTINGS_SAVE), move |_| recovery::save_everything(&panels));
    let said = [room, localizer.text(lasts), localizer.text(offline)].map(|said| html::p().child(said));
    storage.child(said).child([actions([save])])
}

fn removal(lines: &[String]) -> Element {
    let localizer = use_localizer();
    let list = html::ul();
    for line in lines {
        list.add(&html::li().child(line));
    }
    let remove = confirmed(REMOVE, "", move || {
        spawn_local(async move {
            let left = place::erase().await;
            erased_page(&localizer.catalogue(), left);
        });
    });
    section("stack", "remove-title", &localizer.text(key::SETTINGS_REMOVE))
        .child([html::p().child(localizer.text(key::SETTINGS_REMOVE_TEXT)), list])
        .child(remove)
}

/// Everything that will go, a line each.
fn what_goes(panels: &Panels) -> Vec<String> {
    let localizer = use_localizer();
    let store = panels.store();
    let titled =
        |words, title: &str| localizer.say(&Message::new(words).with("title", title_of(localizer, title)));
    let listing = store.drafts().unwrap_or_default();
    let unreadable = listing.unreadable.iter().map(|draft| &draft.title);
    let drafts = listing.drafts.iter().map(|draft| &draft.title).chain(unreadable);
    let mut lines: Vec<String> = drafts.map(|title| titled(key::SETTINGS_REMOVE_DRAFT, title)).collect();
    let bin = store.bin().unwrap_or_default();
    lines.extend(bin.iter().map(|entry| titled(key::SETTINGS_REMOVE_BINNED, &entry.title)));
    let set_aside = store.recovery().map_or(0, |recovery| recovery.records().count());
    if set_aside > 0 {
        lines.push(localizer.count(key::SETTINGS_REMOVE_ASIDE_OTHER, set_aside));
    }
    let rest = [key::SETTINGS_REMOVE_SETTINGS, key::SETTINGS_REMOVE_MIRROR, key::SETTINGS_REMOVE_PROGRAM];
    lines.extend(rest.map(|line| localizer.text(line)));
    lines
}
