//! What is written and does not stand in the document: how much it is, why, and the texts to copy.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::controls::{button, link, status};
use super::{Panel, Panels};
use crate::browser::files;
use crate::later::dom::{child, child_of_class, child_with_text};
use crate::later::work::{Asked, DRAFT};
use submission_core::draft::{Draft, DraftId};
use submission_core::locale::{Key, key};
use submission_core::route::Route;
use submission_core::template::QuestionId;
use submission_core::work::{LeftOutLine, Reply, Request, pack};

/// More are counted and not shown: no page bears them.
const MOST_SHOWN: usize = 300;

/// Looking for it, for the panel that is on the page.
#[derive(Clone, Default)]
pub struct Search(Rc<RefCell<Option<Running>>>);

/// A search that has been asked for.
struct Running {
    target: Element,
    /// `None` once it is over.
    asked: Option<Asked>,
    /// What the draft became meanwhile.
    newer: Option<Draft>,
}

/// Looks for it, and draws it when it is found; nothing where everything that is written stands in the document.
pub fn draw(panels: &Panels, target: Element, draft: Option<Draft>) {
    let search = &panels.left_out;
    // A tick that takes an answer away is followed by words for those who do not see it go.
    let _ = target.set_attribute("aria-live", "polite");
    let Some(draft) = draft else {
        search.0.take();
        show(panels, target, None, Vec::new());
        return;
    };
    if let Some(running) = &mut *search.0.borrow_mut()
        && running.target == target
        && running.asked.is_some()
    {
        running.newer = Some(draft);
        return;
    }
    begin(panels, target, draft);
}

fn begin(panels: &Panels, target: Element, draft: Draft) {
    let (id, packed) = (draft.id.clone(), pack(&draft));
    let (of_answer, place) = (panels.clone(), target.clone());
    let asked = panels.work.ask(Request::LeftOut, packed, DRAFT, move |reply| match reply {
        Ok(Reply::LeftOut(found)) => show(&of_answer, place.clone(), Some(&id), found),
        // What is shown stays: an older state is better than none.
        Ok(Reply::Done) | Err(_) => {
            let newer = of_answer.left_out.0.borrow_mut().as_mut().and_then(|running| {
                running.asked = None;
                running.newer.take()
            });
            if let Some(draft) = newer {
                begin(&of_answer, place.clone(), draft);
            }
        }
        Ok(_) => {}
    });
    panels.left_out.0.replace(Some(Running { target, asked: Some(asked), newer: None }));
}

fn show(panels: &Panels, target: Element, draft: Option<&DraftId>, found: Vec<LeftOutLine>) {
    let panel = Panel { panels: panels.clone(), target, about: String::new() };
    // The nodes are made from constants and texts; the browser has no reason to refuse one.
    let _ = draw_found(panel, draft, &found);
}

fn draw_found(panel: Panel, draft: Option<&DraftId>, found: &[LeftOutLine]) -> Result<(), JsValue> {
    let was_open = open_ones(&panel.target);
    if !panel.begin(&found)? {
        return Ok(());
    }
    let Some(draft) = draft.filter(|_| !found.is_empty()) else { return Ok(()) };
    let (gone, kept): (Vec<&LeftOutLine>, Vec<&LeftOutLine>) = found.iter().partition(|item| item.gone);
    let groups = [
        (gone, key::LEFT_OUT_NOT_ASKED_OTHER, key::LEFT_OUT_NOT_ASKED_TEXT),
        (kept, key::LEFT_OUT_NOT_PRINTED_OTHER, key::LEFT_OUT_NOT_PRINTED_TEXT),
    ];
    for (index, (items, count, text)) in
        groups.into_iter().filter(|(items, ..)| !items.is_empty()).enumerate()
    {
        let is_open = was_open.get(index) == Some(&true);
        group(&panel, draft, &items, (count, text), is_open)?;
    }
    Ok(())
}

/// Which of the counts are open, so that they stay so.
fn open_ones(target: &Element) -> Vec<bool> {
    let details = target.get_elements_by_tag_name("details");
    let of_each = (0..details.length()).filter_map(|index| details.item(index));
    of_each.map(|details| details.has_attribute("open")).collect()
}

/// A count that opens to show the texts.
fn group(
    panel: &Panel,
    draft: &DraftId,
    items: &[&LeftOutLine],
    (count, text): (Key, Key),
    is_open: bool,
) -> Result<(), JsValue> {
    let Panel { panels, target, .. } = panel;
    let notice = child_of_class(target, "div", "notice")?;
    let details = child(&notice, "details")?;
    if is_open {
        details.set_attribute("open", "")?;
    }
    child_with_text(&details, "summary", &panels.count(count, items.len()))?;
    let body = child_of_class(&details, "div", "stack")?;
    child_with_text(&body, "p", &panels.text(text))?.set_class_name("soft");
    let list = child_of_class(&body, "ul", "stack")?;
    list.set_attribute("role", "list")?;
    for item in items.iter().take(MOST_SHOWN) {
        draw_item(panel, draft, &list, item)?;
    }
    if items.len() > MOST_SHOWN {
        let more = panels.count(key::LEFT_OUT_MORE_OTHER, items.len() - MOST_SHOWN);
        child_with_text(&body, "p", &more)?;
    }
    Ok(())
}

fn draw_item(panel: &Panel, draft: &DraftId, list: &Element, item: &LeftOutLine) -> Result<(), JsValue> {
    let panels = &panel.panels;
    let name = &item.title;
    let row = child_of_class(list, "li", "stack")?;
    child_with_text(&row, "strong", name)?.set_attribute("dir", "auto")?;
    child_with_text(&row, "p", &item.why)?.set_class_name("soft");
    let mut whole = Vec::new();
    for part in &item.parts {
        if !part.name.is_empty() {
            child_with_text(&row, "p", &part.name)?.set_attribute("dir", "auto")?;
            whole.push(part.name.as_str());
        }
        let text = child_with_text(&row, "pre", &part.text)?;
        text.set_attribute("dir", "auto")?;
        // It may have to be scrolled, which the keyboard can only do where it can go.
        text.set_attribute("tabindex", "0")?;
        text.set_attribute("role", "group")?;
        text.set_attribute("aria-label", name)?;
        whole.push(part.text.as_str());
    }
    let whole = whole.join("\n\n");
    let actions = child_of_class(&row, "div", "actions")?;
    let label = panels.text(key::RECOVERY_COPY);
    let (for_copy, after) = (panels.clone(), actions.clone());
    let copy = button(&actions, &label, move || {
        let (panels, whole) = (for_copy.clone(), whole.clone());
        let said = after.last_element_child();
        spawn_local(async move {
            let words =
                if files::copy(&whole).await { key::RECOVERY_COPIED } else { key::LEFT_OUT_NOT_COPIED };
            if let Some(said) = said {
                said.set_text_content(Some(&panels.text(words)));
            }
        });
    })?;
    copy.set_attribute("aria-label", &format!("{label}: {name}"))?;
    if !item.gone
        && let Some(id) = QuestionId::new(&item.question)
    {
        let route = Route::Write(draft.clone(), Some(id));
        let change = link(&actions, &route.to_string(), &panels.text(key::REVIEW_CHANGE))?;
        change.set_attribute("aria-label", &format!("{}: {name}", panels.text(key::REVIEW_CHANGE)))?;
    }
    status(&actions).map(drop)
}
