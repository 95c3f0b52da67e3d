//! What is to be said of the text that is kept: between the header and the main part of a screen.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::author::Remarks;
use super::{Panels, frame, lost, room, shared, title_of};
use crate::browser::local_storage::LocalStorage;
use crate::browser::{mirror, place};
use crate::components::controls::{actions, button, link, warning};
use crate::element::{Element, Row, bind, html};
use crate::later::copies;
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use submission_core::draft::DraftId;
use submission_core::locale::{Key, key};
use submission_core::route::Route;
use submission_core::store::Level;

/// What is to be said on the screen of that address. The first time when the browser has a moment, for to
/// know how things stand all that is stored is read; then at once, so that nothing moves under the reader.
/// `back` counts the texts that were set aside and are back in their fields.
pub fn notices(panels: &Panels, route: RwSignal<Route>, back: RwSignal<u32>) -> Element {
    let services = use_services();
    // Counts what was learned; nothing is known at first.
    let known = RwSignal::new(0_u32);
    bind({
        let panels = panels.clone();
        let mut about = None;
        move || {
            back.track();
            let now = route.get();
            // Not with every word that another tab writes into the draft.
            if now.draft().is_none() {
                services.track_drafts();
            }
            if about.as_ref() == Some(&now) {
                // The same screen is looked at anew: something of it has changed.
                panels.memory.look_again();
            }
            untrack(|| look(&panels, &now, known));
            about = Some(now);
        }
    });
    let (panels, name) = (panels.clone(), use_localizer().text(key::NOTICE_NAME));
    frame().class("stack panel notices").attr("role", "region").attr("aria-label", &name).bind_rows(
        move || match known.get() {
            0 => Vec::new(),
            _ => untrack(|| rows(&panels, &route.get_untracked(), known)),
        },
    )
}

fn count_up(count: RwSignal<u32>) {
    // The screen may be gone.
    let _ = count.try_update(|count| *count = count.wrapping_add(1).max(1));
}

/// Finds out how things stand, where that is not known yet.
fn look(panels: &Panels, route: &Route, known: RwSignal<u32>) {
    let memory = panels.memory.clone();
    let says_nothing = LocalStorage::is_in_tab_only() || (*route != Route::Start && route.draft().is_none());
    let is_known = memory.conditions.get().is_some() && route.draft().is_none_or(|draft| memory.knows(draft));
    // A form that was opened by this press: what is said of it comes with its first screen, not after it.
    if says_nothing || is_known || remarks(panels, route).is_some() {
        count_up(known);
        return;
    }
    spawn_local(async move {
        let conditions = place::conditions().await;
        memory.lost.replace(copies::lost().await);
        memory.conditions.set(Some(conditions));
        count_up(known);
    });
}

/// What there is to say, each by itself: what stays is not drawn anew under a reader's hand.
fn rows(panels: &Panels, route: &Route, known: RwSignal<u32>) -> Vec<Row> {
    let localizer = use_localizer();
    let memory = &panels.memory;
    let mut rows = Vec::new();
    if LocalStorage::is_in_tab_only() {
        rows.push(Row::new("tab".to_owned(), shared::bar));
    } else if *route == Route::Start || route.draft().is_some() {
        let draft = route.draft();
        let set_aside = set_aside(panels, draft);
        if set_aside > 0 {
            rows.push(Row::new(format!("aside {set_aside}"), move || {
                let said = localizer.count(key::RECOVERY_NOTICE_OTHER, set_aside);
                warning_with(said, Some((Route::Recovery, key::RECOVERY_LOOK)))
            }));
        }
        if let Some(draft) = draft.cloned() {
            if panels.store().unfinished(&draft).unwrap_or_default() {
                let (panels, draft) = (panels.clone(), draft.clone());
                rows.push(Row::new("unfinished".to_owned(), move || unfinished(panels, draft, known)));
            }
            if mirror::replaced().as_ref() == Some(&draft) {
                rows.push(Row::new("replaced".to_owned(), move || {
                    let look = (Route::History(draft), key::NOTICE_REPLACED_LOOK);
                    warning_with(localizer.text(key::NOTICE_REPLACED), Some(look))
                }));
            }
        }
        let restored = restored(panels, draft);
        if !restored.is_empty() {
            let said = localizer.count(key::NOTICE_RESTORED_OTHER, restored.len());
            let said = said.replace("{titles}", &restored.join(", "));
            rows.push(Row::new(format!("restored {said}"), move || warning_with(said, None)));
        }
        if *route == Route::Start {
            for gone in memory.lost.borrow().clone() {
                let panels = panels.clone();
                rows.push(Row::new(format!("lost {} {} {}", gone.draft, gone.title, gone.file), move || {
                    lost::lost(&panels, gone, move || count_up(known))
                }));
            }
            let conditions = memory.conditions.get().unwrap_or_default();
            let of_browser =
                [(conditions.is_file, key::NOTICE_FILE), (conditions.may_be_private, key::NOTICE_PRIVATE)];
            for (number, (_, words)) in of_browser.into_iter().enumerate().filter(|(_, (is_so, _))| *is_so) {
                let said = localizer.text(words);
                rows.push(Row::new(format!("browser {number}"), move || warning_with(said, None)));
            }
        }
        let usage = memory.usage().filter(|usage| usage.level >= Level::Warn);
        if let Some(usage) = usage {
            let (panels, draft) = (panels.clone(), route.draft().cloned());
            rows.push(Row::new(format!("room {}", usage.percent), move || {
                room::notice(panels, usage, draft)
            }));
        }
    }
    if let Some(remarks) = remarks(panels, route) {
        let memory = memory.clone();
        let close = move || {
            memory.remarks.replace(None);
            count_up(known);
        };
        let close = Box::new(close);
        rows.push(Row::new(format!("remarks {}", remarks.len()), move || {
            remarks.notice(localizer, Some(close))
        }));
    }
    rows
}

/// A warning of one sentence, with where to look where there is such a place.
fn warning_with(said: String, look: Option<(Route, Key)>) -> Element {
    let line = html::p().child(said);
    if let Some((target, label)) = look {
        line.clone().child(" ").child([link(&target, &use_localizer().text(label))]);
    }
    warning().child([line])
}

/// Says that not all of the draft is there, with the way to finish it and the way to take it as it is.
fn unfinished(panels: Panels, draft: DraftId, known: RwSignal<u32>) -> Element {
    let localizer = use_localizer();
    let start = link(&Route::Start, &localizer.text(key::NOTICE_ROOM_START)).class("button");
    let keep = button(&localizer.text(key::NOTICE_UNFINISHED_KEEP), move |_| {
        if panels.change(|store| store.accept_unfinished(&draft)).is_ok() {
            count_up(known);
        }
    });
    warning().child([html::p().child(localizer.text(key::NOTICE_UNFINISHED)), actions([start, keep])])
}

/// What is to be said to the form's author: on the Write screen, after the form was opened.
fn remarks(panels: &Panels, route: &Route) -> Option<Remarks> {
    let Route::Write(draft, _) = route else { return None };
    let mut remarks = panels.memory.remarks.borrow_mut();
    let remarks = remarks.as_mut()?;
    remarks.are_about(draft).then(|| remarks.clone())
}

/// How many records are set aside, of all drafts or of one.
fn set_aside(panels: &Panels, draft: Option<&DraftId>) -> usize {
    match draft {
        None => panels.store().recovery().map_or(0, |recovery| recovery.records().count()),
        Some(draft) => panels.memory.quarantined_in(draft),
    }
}

/// Titles of the drafts that this browser had lost: of all, or of this one.
fn restored(panels: &Panels, only: Option<&DraftId>) -> Vec<String> {
    let (localizer, restored) = (use_localizer(), mirror::restored());
    if restored.is_empty() {
        return Vec::new();
    }
    let drafts = panels.store().drafts().unwrap_or_default().drafts;
    let is_header = |draft: &DraftId| restored.iter().any(|key| key.ends_with(&format!("/draft/{draft}")));
    let told = drafts.into_iter().filter(|draft| only.is_none_or(|only| draft.id == *only));
    told.filter(|draft| is_header(&draft.id)).map(|draft| title_of(localizer, &draft.title)).collect()
}
