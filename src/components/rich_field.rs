//! A rich answer: Markdown in a sheet that grows with its text, and how it will look below it.

use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use crate::browser::fields::written;
use crate::browser::timer::Timer;
use crate::components::answer_field::AnswerField;
use crate::components::toolbar::{shortcut, toolbar};
use crate::element::{Element, bind, html};
use crate::lazy::{Length, Sheet};
use crate::state::later::use_later;
use crate::state::localizer::use_localizer;
use submission_core::draft::Value;
use submission_core::locale::key;

/// How long typing rests before the preview and the counts follow: typing itself waits for neither.
const REST: Duration = Duration::from_millis(250);

/// The level of the highest sub-heading in a preview: questions are headings of level 2.
const PREVIEW_HEADING: u8 = 3;

/// What is known of a rich text once typing rests.
#[derive(Clone, Copy)]
pub struct Debounced {
    /// The Markdown, a moment ago.
    pub markdown: RwSignal<String>,
    /// Its length; `None` until it has been counted.
    pub length: RwSignal<Option<Length>>,
}

impl Debounced {
    /// What is known of `markdown`.
    pub fn new(markdown: &str) -> Self {
        Self { markdown: RwSignal::new(markdown.to_owned()), length: RwSignal::new(None) }
    }
}

/// The sheet of a rich answer with its preview; a short one for text that is rarely long. Where
/// counts are wanted outside, `debounced` has the signals to fill.
pub fn rich_field(into: &Element, field: Rc<AnswerField>, debounced: Option<Debounced>, short: bool) {
    let localizer = use_localizer();
    let module = use_later();
    let initial = field.value().text().to_owned();
    let debounced = debounced.unwrap_or_else(|| Debounced::new(&initial));
    let sheet = field
        .identify(html::textarea())
        .class("writing")
        .attr("dir", "auto")
        .attr("spellcheck", "true")
        .prop("value", initial);
    let sheet = if short { sheet.attr("data-size", "short") } else { sheet };
    let area: HtmlTextAreaElement = sheet.as_kind();

    let is_formatted = RwSignal::new(false);
    let (leave, within) = (field.clone(), field.clone());
    let rest = {
        let field = field.clone();
        Timer::new(move || debounced.markdown.set(field.value().text().to_owned()))
    };
    let toolbar = toolbar(&area, &field.name);
    let grows = web_sys::css::supports_with_value("field-sizing", "content").unwrap_or(false);
    let sheet = sheet.on(ev::keydown, {
        let area = area.clone();
        move |event| shortcut(&event, &area, module)
    });
    let of_input = area.clone();
    // Heard around it, so that the field may be another than the text area.
    let sheet = html::div()
        .class("sheet")
        .child([toolbar, sheet])
        .on(ev::input, move |event| {
            let Some(text) = written(&event) else { return };
            field.edit(Value::Text(text));
            if !grows {
                grow(&of_input);
            }
            rest.start(REST);
        })
        .on(ev::focusout, move |_| leave.session.flush());
    let element = sheet.clone();
    bind(move || {
        let Some(module) = module.get() else { return };
        let Debounced { markdown, length } = debounced;
        let (session, answer_id) = (within.session.clone(), within.answer_id.clone());
        let (element, area) = (element.clone(), area.clone());
        untrack(|| {
            module.write(Sheet { session, answer_id, element, area, markdown, length, is_formatted });
        });
    });

    let body = html::div().class("preview-body formatted").attr("dir", "auto").child(move || {
        let Some(module) = module.get().filter(|_| !is_formatted.get()) else { return Vec::new() };
        let (formatted, length) =
            debounced.markdown.with(|markdown| module.format(markdown, PREVIEW_HEADING));
        debounced.length.set(Some(length));
        formatted
    });
    let preview = html::details()
        .class("preview")
        .attr("open", true)
        .attr("hidden", move || {
            is_formatted.get() || debounced.markdown.with(|markdown| markdown.trim().is_empty())
        })
        .child([html::summary().child(localizer.text(key::WRITE_PREVIEW)), body]);
    into.add(&sheet);
    into.add(&preview);
}

/// Fits the height to the text, where the browser does not do so itself (`field-sizing`).
fn grow(sheet: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(sheet);
    // Both are plain lengths; setting them cannot fail.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", sheet.scroll_height()));
}
