//! The formatting buttons over a rich answer: one stop of the Tab key, arrow keys within.

use leptos::html::{Div, Textarea};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::locale::{Key, key};
use crate::ui::formatting::{Format, format};
use crate::ui::state::words::use_words;

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

/// The buttons for one sheet.
#[component]
pub fn Toolbar(
    /// Where the text is.
    sheet: NodeRef<Textarea>,
    /// What the text answers.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let bar = NodeRef::<Div>::new();
    let active = RwSignal::new(0);
    let label = format!("{}: {name}", words.text(key::FORMAT_TOOLBAR));
    let step = move |event: leptos::ev::KeyboardEvent| {
        let rtl = document().document_element().and_then(|root| root.get_attribute("dir")).as_deref()
            == Some("rtl");
        let last = BUTTONS.len() - 1;
        let now = active.get_untracked();
        let next = match (event.key().as_str(), rtl) {
            ("ArrowRight", false) | ("ArrowLeft", true) => {
                if now == last {
                    0
                } else {
                    now + 1
                }
            }
            ("ArrowLeft", false) | ("ArrowRight", true) => {
                if now == 0 {
                    last
                } else {
                    now - 1
                }
            }
            ("Home", _) => 0,
            ("End", _) => last,
            _ => return,
        };
        event.prevent_default();
        active.set(next);
        let button = bar.get_untracked().and_then(|bar| bar.children().item(next as u32));
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            // A button on the screen takes the focus.
            let _ = button.focus();
        }
    };
    let buttons = BUTTONS.iter().enumerate().map(|(index, (what, label, face))| {
        let name = words.text(*label);
        view! {
            <button
                type="button"
                class="tool"
                data-format=index
                aria-label=name.clone()
                title=name
                tabindex=move || if active.get() == index { "0" } else { "-1" }
                on:click=move |_| {
                    active.set(index);
                    apply(sheet, *what);
                }
            >
                <span aria-hidden="true">{*face}</span>
            </button>
        }
    });
    view! {
        <div class="toolbar" role="toolbar" aria-label=label node_ref=bar on:keydown=step>
            {buttons.collect_view()}
        </div>
    }
}

/// The shortcut keys of the sheet: Ctrl or Cmd with B, I, K.
pub fn shortcut(event: &leptos::ev::KeyboardEvent, sheet: NodeRef<Textarea>) {
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
    apply(sheet, what);
}

/// Formats what is selected, as one step that the browser's own Undo takes back.
fn apply(sheet: NodeRef<Textarea>, what: Format) {
    let Some(sheet) = sheet.get_untracked() else { return };
    let position = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or(u32::MAX);
    let edit =
        format(what, &sheet.value(), position(sheet.selection_start()), position(sheet.selection_end()));
    // These act on an element that is on the screen; where the browser refuses, nothing changes.
    let _ = sheet.focus();
    let _ = sheet.set_selection_range(edit.from, edit.to);
    let undoable = document().dyn_into::<web_sys::HtmlDocument>().is_ok_and(|page| {
        page.exec_command_with_show_ui_and_value("insertText", false, &edit.text).unwrap_or(false)
    });
    if !undoable {
        let _ = sheet.set_range_text_with_start_and_end(&edit.text, edit.from, edit.to);
        let changed = web_sys::EventInit::new();
        changed.set_bubbles(true);
        if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &changed) {
            let _ = sheet.dispatch_event(&event);
        }
    }
    let _ = sheet.set_selection_range(edit.select.0, edit.select.1);
}
