//! A rich answer: Markdown in a sheet that grows with its text, and how it will look below it.

use std::time::Duration;

use leptos::html::{Div, Textarea};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::draft::{AnswerId, Value};
use crate::locale::key;
use crate::ui::browser::manuscript::Length;
use crate::ui::components::toolbar::{Toolbar, shortcut};
use crate::ui::state::manuscripts::use_manuscripts;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// How long typing rests before the preview and the counts follow: typing itself waits for neither.
const REST: Duration = Duration::from_millis(250);

/// The level of the highest sub-heading in a preview: questions are headings of level 2.
const PREVIEW_HEADING: u8 = 3;

/// What is known of a rich text once typing rests.
#[derive(Clone, Copy)]
pub struct Settled {
    /// The Markdown, a moment ago.
    pub markdown: RwSignal<String>,
    /// Its length; `None` until it has been counted.
    pub length: RwSignal<Option<Length>>,
}

impl Settled {
    /// What is known of `markdown`.
    pub fn new(markdown: &str) -> Self {
        Self { markdown: RwSignal::new(markdown.to_owned()), length: RwSignal::new(None) }
    }
}

/// The sheet of a rich answer with its preview.
#[component]
pub fn RichField(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// The accessible name.
    name: String,
    /// The element's id, for its label.
    id: String,
    /// The template asks for an answer.
    #[prop(optional)]
    required: bool,
    /// A short sheet, for text that is rarely long.
    #[prop(optional)]
    short: bool,
    /// Where counts are wanted outside, the signals to fill.
    #[prop(optional, into)]
    settled: Option<Settled>,
) -> impl IntoView {
    let words = use_words();
    let module = use_manuscripts();
    let initial = session.cell(&place).value.get_untracked().text().to_owned();
    let settled = settled.unwrap_or_else(|| Settled::new(&initial));
    let sheet = NodeRef::<Textarea>::new();
    let preview = NodeRef::<Div>::new();
    let waiting = StoredValue::new(None::<TimeoutHandle>);

    let settle = move || {
        if let Some(sheet) = sheet.get_untracked() {
            settled.markdown.set(sheet.value());
        }
    };
    let wait = move || {
        let handle = set_timeout_with_handle(settle, REST).ok();
        if let Some(earlier) =
            waiting.try_update_value(|waiting| std::mem::replace(waiting, handle)).flatten()
        {
            earlier.clear();
        }
    };
    on_cleanup(move || {
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
    });
    Effect::new(move || {
        let (Some(module), Some(target)) = (module.get(), preview.get()) else { return };
        let length = settled.markdown.with(|markdown| module.format(&target, markdown, PREVIEW_HEADING));
        settled.length.set(length);
    });

    let leave = session.clone();
    let value = initial.clone();
    view! {
        <div class="sheet">
            <Toolbar sheet=sheet name=name.clone() />
            <textarea
                class="writing"
                data-size=short.then_some("short")
                id=id
                dir="auto"
                spellcheck="true"
                aria-label=name
                aria-required=required.then_some("true")
                node_ref=sheet
                prop:value=value
                on:input=move |event| {
                    session.edit(&place, Value::Text(event_target_value(&event)));
                    grow(sheet);
                    wait();
                }
                on:keydown=move |event| shortcut(&event, sheet)
                on:blur=move |_| leave.flush()
            ></textarea>
        </div>
        <details class="preview" open=true hidden=move || settled.markdown.with(|markdown| markdown.trim().is_empty())>
            <summary>{words.text(key::WRITE_PREVIEW)}</summary>
            <div class="preview-body formatted" dir="auto" node_ref=preview></div>
        </details>
    }
}

/// Fits the height to the text where the browser does not do so itself (`field-sizing`).
fn grow(sheet: NodeRef<Textarea>) {
    let supported = web_sys::css::supports_with_value("field-sizing", "content").unwrap_or(false);
    if supported {
        return;
    }
    if let Some(sheet) = sheet.get_untracked() {
        let style = web_sys::HtmlElement::style(&sheet);
        // Both are plain lengths; setting them cannot fail.
        let _ = style.set_property("height", "auto");
        let _ = style.set_property("height", &format!("{}px", sheet.scroll_height()));
    }
}
