//! What is written and does not stand in the document: how much it is, why, and the texts to copy.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::controls::{button, link, status};
use super::{Panel, language};
use crate::browser::files;
use crate::later::dom::{child, child_of_class, child_with_text};
use crate::later::review::{Wish, title};
use submission_core::document::{LeftOut, Why};
use submission_core::draft::Draft;
use submission_core::locale::{Key, key};
use submission_core::route::Route;
use submission_core::template::QuestionId;

/// More are counted and not shown: no page bears them.
const MOST_SHOWN: usize = 300;

/// Draws it; nothing where everything that is written stands in the document.
pub fn draw(panel: Panel, draft: Option<Draft>) -> Result<(), JsValue> {
    let wish = Wish { language: language(), personal: true };
    let found = draft.as_ref().map_or_else(Vec::new, |draft| wish.left_out(draft));
    let was_open = open_ones(&panel.target);
    let texts: Vec<_> = found
        .iter()
        .map(|item| {
            let parts: Vec<_> = item.parts.iter().map(|part| (&part.name, &part.text)).collect();
            (&item.question, key_of(item.why).name(), &item.entry, parts)
        })
        .collect();
    // A tick that takes an answer away is followed by words for those who do not see it go.
    panel.target.set_attribute("aria-live", "polite")?;
    if !panel.begin(&texts)? {
        return Ok(());
    }
    let Some(draft) = draft.filter(|_| !found.is_empty()) else { return Ok(()) };
    let (gone, kept): (Vec<&LeftOut>, Vec<&LeftOut>) = found.iter().partition(|item| is_gone(item.why));
    let groups = [
        (gone, key::LEFT_OUT_NOT_ASKED_OTHER, key::LEFT_OUT_NOT_ASKED_TEXT),
        (kept, key::LEFT_OUT_NOT_PRINTED_OTHER, key::LEFT_OUT_NOT_PRINTED_TEXT),
    ];
    for (index, (items, count, text)) in
        groups.into_iter().filter(|(items, ..)| !items.is_empty()).enumerate()
    {
        let is_open = was_open.get(index) == Some(&true);
        group(&panel, &draft, &items, (count, text), is_open)?;
    }
    Ok(())
}

/// Which of the counts are open, so that they stay so.
fn open_ones(target: &Element) -> Vec<bool> {
    let details = target.get_elements_by_tag_name("details");
    let of_each = (0..details.length()).filter_map(|index| details.item(index));
    of_each.map(|details| details.has_attribute("open")).collect()
}

/// The question itself is not there; else only some of what was written in it.
fn is_gone(why: Why) -> bool {
    matches!(why, Why::NotAsked | Why::Unknown)
}

fn key_of(why: Why) -> Key {
    match why {
        Why::NotAsked => key::LEFT_OUT_WHY_NOT_ASKED,
        Why::Unknown => key::LEFT_OUT_WHY_UNKNOWN,
        Why::NotApplicable => key::LEFT_OUT_WHY_NOT_APPLICABLE,
        Why::NotListed => key::LEFT_OUT_WHY_NOT_LISTED,
        Why::NotChosen => key::LEFT_OUT_WHY_NOT_CHOSEN,
        Why::Applies => key::LEFT_OUT_WHY_APPLIES,
    }
}

/// A count that opens to show the texts.
fn group(
    panel: &Panel,
    draft: &Draft,
    items: &[&LeftOut],
    (count, text): (Key, Key),
    is_open: bool,
) -> Result<(), JsValue> {
    let Panel { keeping, target, .. } = panel;
    let notice = child_of_class(target, "div", "notice")?;
    let details = child(&notice, "details")?;
    if is_open {
        details.set_attribute("open", "")?;
    }
    child_with_text(&details, "summary", &keeping.count(count, items.len()))?;
    let body = child_of_class(&details, "div", "stack")?;
    child_with_text(&body, "p", &keeping.text(text))?.set_class_name("soft");
    let list = child_of_class(&body, "ul", "stack")?;
    list.set_attribute("role", "list")?;
    for item in items.iter().take(MOST_SHOWN) {
        draw_item(panel, draft, &list, item)?;
    }
    if items.len() > MOST_SHOWN {
        let more = keeping.count(key::LEFT_OUT_MORE_OTHER, items.len() - MOST_SHOWN);
        child_with_text(&body, "p", &more)?;
    }
    Ok(())
}

fn draw_item(panel: &Panel, draft: &Draft, list: &Element, item: &LeftOut) -> Result<(), JsValue> {
    let keeping = &panel.keeping;
    let question = title(draft, &item.question);
    let name = item.entry.as_ref().map_or_else(|| question.clone(), |entry| format!("{question}: {entry}"));
    let row = child_of_class(list, "li", "stack")?;
    child_with_text(&row, "strong", &name)?.set_attribute("dir", "auto")?;
    child_with_text(&row, "p", &keeping.text(key_of(item.why)))?.set_class_name("soft");
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
        text.set_attribute("aria-label", &name)?;
        whole.push(part.text.as_str());
    }
    let whole = whole.join("\n\n");
    let actions = child_of_class(&row, "div", "actions")?;
    let label = keeping.text(key::RECOVERY_COPY);
    let (for_copy, after) = (keeping.clone(), actions.clone());
    let copy = button(&actions, &label, move || {
        let (keeping, whole) = (for_copy.clone(), whole.clone());
        let said = after.last_element_child();
        spawn_local(async move {
            let words =
                if files::copy(&whole).await { key::RECOVERY_COPIED } else { key::LEFT_OUT_NOT_COPIED };
            if let Some(said) = said {
                said.set_text_content(Some(&keeping.text(words)));
            }
        });
    })?;
    copy.set_attribute("aria-label", &format!("{label}: {name}"))?;
    if !is_gone(item.why)
        && let Some(id) = QuestionId::new(&item.question)
    {
        let route = Route::Write(draft.id.clone(), Some(id));
        let change = link(&actions, &route.to_string(), &keeping.text(key::REVIEW_CHANGE))?;
        change.set_attribute("aria-label", &format!("{}: {name}", keeping.text(key::REVIEW_CHANGE)))?;
    }
    status(&actions).map(drop)
}
