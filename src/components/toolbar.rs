//! The formatting buttons over a rich answer: one stop of the Tab key, arrow keys within.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

use crate::element::{Element, html};
use crate::state::later::{LaterPart, use_later};
use crate::state::localizer::use_localizer;
use submission_core::locale::{Key, key};
use submission_core::richtext::formatting::Format;

/// A button: what it does, its name, and what stands on it.
type Button = (Format, Key, &'static str);

const BUTTONS: [Button; 7] = [
    (Format::Strong, key::FORMAT_STRONG, "B"),
    (Format::Emphasis, key::FORMAT_EMPHASIS, "I"),
    (Format::Link, key::FORMAT_LINK, "↗"),
    (Format::Heading, key::FORMAT_HEADING, "H"),
    (Format::Bullets, key::FORMAT_BULLETS, "•–"),
    (Format::Numbers, key::FORMAT_NUMBERS, "①"),
    (Format::Quote, key::FORMAT_QUOTE, "”"),
];

/// The buttons for one sheet; `name` is what its text answers.
pub fn toolbar(sheet: &HtmlTextAreaElement, name: &str) -> Element {
    let localizer = use_localizer();
    let active = RwSignal::new(0);
    let label = format!("{}: {name}", localizer.text(key::FORMAT_TOOLBAR));
    let bar = html::div().class("toolbar").attr("role", "toolbar").attr("aria-label", &label);
    let sheet = sheet.clone();
    let bar = bar.later(move || {
        let tools = BUTTONS.iter().enumerate();
        tools.map(|(index, button)| tool(&sheet, index, button, active)).collect()
    });
    let buttons = bar.dom().children();
    bar.on(ev::keydown, move |event| {
        let Some(next) = step(event.unchecked_ref(), active.get_untracked()) else { return };
        event.prevent_default();
        active.set(next);
        if let Some(button) = buttons.item(next as u32) {
            // A button on the screen takes the focus.
            let _ = button.unchecked_ref::<web_sys::HtmlElement>().focus();
        }
    })
}

/// One button; `active` is the one that the Tab key leads to.
fn tool(sheet: &HtmlTextAreaElement, index: usize, button: &Button, active: RwSignal<usize>) -> Element {
    let (what, label, face) = button;
    let (sheet, what, name) = (sheet.clone(), *what, use_localizer().text(*label));
    let later = use_later();
    html::button()
        .attr("type", "button")
        .class("tool")
        .attr("data-format", &index.to_string())
        .attr("aria-label", &name)
        .attr("title", &name)
        .attr("tabindex", move || Some(if active.get() == index { "0" } else { "-1" }.to_owned()))
        .on(ev::click, move |_| {
            active.set(index);
            apply(later, &sheet, what);
        })
        .child([html::span().attr("aria-hidden", "true").child(*face)])
}

/// The button to which a key leads from the one with the focus.
fn step(event: &KeyboardEvent, now: usize) -> Option<usize> {
    let last = BUTTONS.len() - 1;
    let rtl =
        document().document_element().and_then(|root| root.get_attribute("dir")).as_deref() == Some("rtl");
    match (event.key().as_str(), rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(if now == last { 0 } else { now + 1 }),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(if now == 0 { last } else { now - 1 }),
        ("Home", _) => Some(0),
        ("End", _) => Some(last),
        _ => None,
    }
}

/// The shortcut keys of the sheet: Ctrl or Cmd with B, I, K.
pub fn shortcut(event: &Event, sheet: &HtmlTextAreaElement, later: LaterPart) {
    let event: &KeyboardEvent = event.unchecked_ref();
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.shift_key() {
        return;
    }
    let what = match event.key().as_str() {
        "b" | "B" => Format::Strong,
        "i" | "I" => Format::Emphasis,
        "k" | "K" => Format::Link,
        _ => return,
    };
    event.prevent_default();
    apply(later, sheet, what);
}

/// Formats what is selected. Where the part that does it is on its way, what the writer does meanwhile goes before:
/// nothing is formatted then.
fn apply(later: LaterPart, sheet: &HtmlTextAreaElement, what: Format) {
    let look = |sheet: &HtmlTextAreaElement| {
        let at = |place: Result<Option<u32>, _>| place.ok().flatten();
        (sheet.value(), at(sheet.selection_start()), at(sheet.selection_end()))
    };
    let (sheet, pressed) = (sheet.clone(), look(sheet));
    let held = document().active_element();
    later.then(move |later| match later {
        Some(later) if document().active_element() == held && look(&sheet) == pressed => {
            later.apply(&sheet, what);
        }
        _ => {}
    });
}
