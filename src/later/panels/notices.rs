//! What is to be said of the text that is kept: between the header and the main part of a screen.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::author::Remarks;
use super::controls::{button, link};
use super::{Panel, Panels, lost, room, shared};
use crate::browser::local_storage::LocalStorage;
use crate::browser::place::{self, Conditions};
use crate::later::dom::{child_of_class, child_with_text, text};
use submission_core::draft::DraftId;
use submission_core::locale::key;
use submission_core::route::Route;
use submission_core::store::Level;

/// Draws what is to be said on the screen that the panel is about. The first time when the browser has
/// a moment, for to know how things stand all that is stored is read; then at once, so that nothing
/// moves under the reader.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    let route = Route::parse(&panel.about);
    let memory = panel.panels.memory.clone();
    if panel.target.get_attribute("data-about").as_ref() == Some(&panel.about) {
        // It is offered to be drawn anew on the same screen: something of it has changed.
        memory.look_again();
    }
    panel.target.set_attribute("data-about", &panel.about)?;
    if LocalStorage::is_in_tab_only() || (route != Route::Start && route.draft().is_none()) {
        return draw_with(&panel, Conditions::default());
    }
    if remarks(&panel.panels, &route).is_some() {
        // The form was opened by this press: what is said of it comes with its first screen, not after it.
        return draw_with(&panel, memory.conditions.get().unwrap_or_default());
    }
    if let Some(known) = memory.conditions.get()
        && route.draft().is_none_or(|draft| memory.knows(draft))
    {
        return draw_with(&panel, known);
    }
    spawn_local(async move {
        let conditions = place::conditions().await;
        memory.lost.replace(place::lost().await);
        memory.conditions.set(Some(conditions));
        // Another screen may have come meanwhile.
        if panel.target.get_attribute("data-about").as_ref() == Some(&panel.about) {
            // As in `Panels::panel`.
            let _ = draw_with(&panel, conditions);
        }
    });
    Ok(())
}

fn draw_with(panel: &Panel, conditions: Conditions) -> Result<(), JsValue> {
    let Panel { panels, target, .. } = panel;
    let route = Route::parse(&panel.about);
    let is_start = route == Route::Start;
    let is_in_tab = LocalStorage::is_in_tab_only();
    let wanted = (is_start || route.draft().is_some()) && !is_in_tab;
    let set_aside = if wanted { set_aside(panels, route.draft()) } else { 0 };
    let usage = panels.memory.usage().filter(|usage| wanted && usage.level >= Level::Warn);
    let restored = if wanted { restored(panels, route.draft()) } else { Vec::new() };
    let (is_file, may_be_private) = (conditions.is_file && is_start, conditions.may_be_private && is_start);
    let percent = usage.map(|usage| usage.percent);
    let draft = route.draft().map(ToString::to_string);
    let unfinished = route.draft().filter(|_| wanted).cloned();
    let unfinished = unfinished.filter(|draft| panels.store().unfinished(draft).unwrap_or_default());
    let is_replaced = draft.is_some() && draft == place::replaced();
    let remarks = remarks(panels, &route);
    let points = remarks.as_ref().map_or(0, Remarks::len);
    let lost = if is_start && wanted { panels.memory.lost.borrow().clone() } else { Vec::new() };
    let of_draft = (draft, unfinished.is_some(), is_replaced, points);
    let shown = (is_in_tab, set_aside, percent, of_draft, &restored, &lost, is_file, may_be_private);
    if !panel.begin(&shown)? {
        return Ok(());
    }
    let nothing = !is_in_tab && set_aside == 0 && percent.is_none() && restored.is_empty() && lost.is_empty();
    let nothing_of_draft = unfinished.is_none() && !is_replaced && points == 0;
    if nothing && nothing_of_draft && !is_file && !may_be_private {
        return target.remove_attribute("role");
    }
    target.set_attribute("role", "region")?;
    target.set_attribute("aria-label", &panels.text(key::NOTICE_NAME))?;
    target.set_attribute("class", "stack panel notices")?;
    if is_in_tab {
        shared::draw_bar(panels, target)?;
    }
    if set_aside > 0 {
        let notice = warning(target)?;
        let line = child_with_text(&notice, "p", &panels.count(key::RECOVERY_NOTICE_OTHER, set_aside))?;
        text(&line, " ")?;
        link(&line, &Route::Recovery.to_string(), &panels.text(key::RECOVERY_LOOK))?;
    }
    if let Some(draft) = unfinished {
        draw_unfinished(panel, draft)?;
    }
    if is_replaced && let Some(draft) = route.draft() {
        let line = child_with_text(&warning(target)?, "p", &panels.text(key::NOTICE_REPLACED))?;
        text(&line, " ")?;
        link(&line, &Route::History(draft.clone()).to_string(), &panels.text(key::NOTICE_REPLACED_LOOK))?;
    }
    if !restored.is_empty() {
        let words = panels.count(key::NOTICE_RESTORED_OTHER, restored.len());
        child_with_text(&warning(target)?, "p", &words.replace("{titles}", &restored.join(", ")))?;
    }
    for gone in lost {
        lost::draw(panel, gone)?;
    }
    for (is_so, words) in [(is_file, key::NOTICE_FILE), (may_be_private, key::NOTICE_PRIVATE)] {
        if is_so {
            child_with_text(&warning(target)?, "p", &panels.text(words))?;
        }
    }
    if let Some(remarks) = remarks {
        let panel = panel.clone();
        let close = move || {
            panel.panels.memory.remarks.replace(None);
            // As in `Panels::panel`.
            let _ = draw(panel.clone());
        };
        remarks.draw(panels, target, Some(close))?;
    }
    usage.map_or(Ok(()), |usage| room::draw_warning(panels, target, usage, route.draft()))
}

/// Says that not all of the draft is there, with the way to finish it and the way to take it as it is.
fn draw_unfinished(panel: &Panel, draft: DraftId) -> Result<(), JsValue> {
    let panels = &panel.panels;
    let notice = warning(&panel.target)?;
    child_with_text(&notice, "p", &panels.text(key::NOTICE_UNFINISHED))?;
    let actions = child_of_class(&notice, "div", "actions")?;
    link(&actions, &Route::Start.to_string(), &panels.text(key::NOTICE_ROOM_START))?.set_class_name("button");
    let (panels, gone) = (panels.clone(), notice.clone());
    button(&actions, &panels.text(key::NOTICE_UNFINISHED_KEEP), move || {
        if panels.change(|store| store.accept_unfinished(&draft)).is_ok() {
            gone.remove();
        }
    })
    .map(drop)
}

/// What is to be said to the form's author: on the Write screen, after the form was opened.
fn remarks(panels: &Panels, route: &Route) -> Option<Remarks> {
    let Route::Write(draft, _) = route else { return None };
    let mut remarks = panels.memory.remarks.borrow_mut();
    let remarks = remarks.as_mut()?;
    remarks.are_about(draft).then(|| remarks.clone())
}

pub(super) fn warning(target: &Element) -> Result<Element, JsValue> {
    let notice = child_of_class(target, "div", "notice")?;
    notice.set_attribute("data-level", "warning")?;
    Ok(notice)
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
    let restored = place::restored();
    if restored.is_empty() {
        return Vec::new();
    }
    let drafts = panels.store().drafts().unwrap_or_default().drafts;
    let is_header = |draft: &DraftId| restored.iter().any(|key| key.ends_with(&format!("/draft/{draft}")));
    let told = drafts.into_iter().filter(|draft| only.is_none_or(|only| draft.id == *only));
    told.filter(|draft| is_header(&draft.id)).map(|draft| panels.title(&draft.title)).collect()
}
